"""Guides with one mistake each, as people make them, in a file or in a cell of the workbook, with the place and the mend that
must be said."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.guide_desk import Desk

MAIN, EXCHANGE, HAIZHI = "guide.toml", "forms/exchange.toml", "forms/haizhi.toml"
FILES: dict[str, tuple[str, str, str, tuple[str, ...]]] = {
    "two categories on one sheet": (MAIN, 'sheet = "国际与区域合作"', 'sheet = "国际科技交流会议"',
        ("categories[cooperation].sheet", "conference")),
    "a sheet's name too long": (MAIN, 'sheet = "海外工作站"', f'sheet = "{"海" * 32}"',
        ("categories[overseas_station].sheet", "31")),
    "a sheet of the workbook's own": (MAIN, 'sheet = "海外工作站"', 'sheet = "总览"',
        ("categories[overseas_station].sheet", "总览")),
    "an unknown signed area": (EXCHANGE, 'area = "commitment"', 'area = "comitment"', ("slots", "commitment")),
    "an unknown kind of rule": (MAIN, 'kind = "credit-code"', 'kind = "creditcode"', ("rules[uscc-invalid].kind", "credit-code")),
    "a rule without a kind": (MAIN, 'kind = "phone"\n', "", ("rules[phone-invalid]", "kind", "没有写")),
    "a demanded kind is gone": (MAIN, 'kind = "secret-mark"', 'kind = "email"', ("secret-mark", "没有针对所有申报书")),
    "an unknown severity": (MAIN, 'severity = "fix"', 'severity = "must"', ("severity", "fix")),
    "an unknown placeholder": (MAIN, "{label}要求{most}字以内", "{lable}要求{most}字以内",
        ("overview-too-long].message", "label")),
    "a placeholder of another kind": (MAIN, "现约{words}字", "现约{sum}字", ("overview-too-long].message", "{sum}")),
    "a brace left open": (MAIN, "{label}要求{most}字以内", "{label要求{most}字以内", ("overview-too-long].message", "花括号")),
    "an empty message": (MAIN, 'message = "{label}未填写。"', 'message = " "', ("field-missing].message", "空")),
    "a setting of another kind": (MAIN, 'field = "overview", most = 1000', 'field = "overview", mots = 1000',
        ("with.mots", "most")),
    "a needed setting is missing": (MAIN, 'with = { field = "overview", most = 1000 }', 'with = { field = "overview" }',
        ("with.most", "没有写")),
    "a setting of another type": (MAIN, "most = 1000 }", 'most = "一千" }', ("with.most", "整数")),
    "a setting names no field": (MAIN, 'field = "overview", most', 'field = "overveiw", most', ("with.field", "overview")),
    "a setting names no list": (MAIN, 'direct_list = "direct"', 'direct_list = "dirct"', ("with.direct_list", "direct")),
    "a rule for no form": (MAIN, 'forms = ["haizhi"]', 'forms = ["haizi"]', ("forms", "haizhi")),
    "a rule for no category": (MAIN, 'categories = ["conference"]', 'categories = ["conferense"]', ("categories", "conference")),
    "a rule for no field": (MAIN, 'fields = ["contact_phone", "unit', 'fields = ["contact_fone", "unit',
        ("phone-invalid].fields", "contact_phone")),
    "a hint that asks": (MAIN, 'kind = "phone"\n', 'kind = "phone"\naudience = "staff"\n', ("phone-invalid].audience", "note")),
    "an id twice": (MAIN, 'id = "phone-invalid"', 'id = "period-invalid"', ("rules[period-invalid]", "2 次")),
    "money upside down": (MAIN, "money_wan = [3, 8]", "money_wan = [8, 3]", ("money_wan", "大于")),
    "a category of no form": (MAIN, 'form = "haizhi"\nsheet', 'form = "haizi"\nsheet', (".form", "haizhi")),
    "a class's pattern is none": (MAIN, '"^(湖南省|省)(科协|科学技术协会)"', '"^(湖南省|省(科协|科学技术协会)"',
        ("recommender_classes[省科协及直属单位].patterns", "正则")),
    "no TOML": (MAIN, "year = 2024", 'year = "2024', (MAIN, "TOML", "行")),
    "an unknown key": (MAIN, "sanction_years = 3", "sanctoin_years = 3", ("sanctoin_years", "sanction_years")),
    "a field's kind": (EXCHANGE, 'kind = "postcode"', 'kind = "zip"', ("fields", "postcode")),
    "a slot of no field": (EXCHANGE, 'field = "bank_name"', 'field = "bank_nam"', ("slots[开户银行].field", "bank_name")),
    "a required field that is not printed": (EXCHANGE, 'meaning = "project"\nrequired = false', 'meaning = "project"',
                                             ("fields[project_name]", "必填")),
    "a meaning twice": (EXCHANGE, 'meaning = "novelty"', 'meaning = "goals"', ("fields", "goals")),
    "an option of no category": (EXCHANGE, 'key = "conference"', 'key = "confernce"',
        ("options[国际科技交流会议].key", "conference")),
    "a letter of other counts": ("letters/closing.txt.j2", "A4纸双面打印", "一式八份，A4纸双面打印",
        ("letters/closing.txt.j2, line 12", "八份", "6 份")),
    "a letter that fails": ("letters/accepted.txt.j2", "{{", "{{ 1 // 0 }}{{", ("letters/accepted.txt.j2", "ZeroDivisionError")),
    "a letter that is no template": ("letters/receipt.txt.j2", "{% endif %}", "{% endfi %}", ("letters/receipt.txt.j2", "line")),
    "a letter without the number": ("letters/receipt.txt.j2", "{{ case.number }}", "",
        ("letters/receipt.txt.j2", "没有写出项目编号")),
}
"""What is wrong → file, what is replaced by what, and words that the complaint has."""


def _type(*cells: Any) -> Callable[[Desk], None]:
    return lambda desk: desk.type(*cells)


def _without_sheet(desk: Desk) -> None:
    del desk.book["推荐渠道"]


def _without_column(desk: Desk) -> None:
    desk.book["规则"].cell(1, desk.column("规则", "程度")).value = "严重程度"


CELLS: dict[str, tuple[Callable[[Desk], None], tuple[str, ...]]] = {
    "a severity that is none": (_type("规则", "phone-invalid", "程度", "必须改"), ("规则!C", "程度", "必改")),
    "a kind that is none": (_type("规则", "phone-invalid", "规则种类", "电话错误"), ("规则!B", "电话有误")),
    "a field that is none": (_type("规则", "phone-invalid", "栏目", "联系人电话；单位电话"), ("规则!J", "联系电话")),
    "no number": (_type("小类", "conference", "最高额度", "三十"), ("小类!", "最高额度", "不是数字")),
    "money upside down": (_type("小类", "conference", "最低额度", 90), ("小类!", "最低额度", "大于")),
    "two categories on one sheet": (_type("小类", "conference", "表名", "海外工作站"), ("小类!E", "表名", "海外工作站")),
    "neither yes nor no": (_type("栏目", "fax", "必填", "也许"), ("栏目!", "必填", "是")),
    "a meaning that is none": (_type("栏目", "fax", "含义", "传真号码"), ("栏目!", "含义")),
    "a meaning twice": (_type("栏目", "fax", "含义", "联系人电话"), ("contact-phone", "2 个栏目")),
    "a signed area that is none": (_type("版面", "省科协审定意见", "签章处", "审定"), ("版面!", "签章处", "受理单位意见")),
    "a setting that is none": (_type("规则", "overview-too-long", "设置2", "最多字数"), ("规则!", "设置2", "最多")),
    "a setting without its value": (_type("规则", "overview-too-long", "值2", None), ("规则!", "值2", "成对")),
    "a list that is none": (_type("规则", "recommender-missing", "值1", "直接"), ("规则!", "值1")),
    "an unknown placeholder": (_type("规则", "overview-too-long", "说明", "{栏目}太长。"), ("规则!E", "占位符", "栏目")),
    "a sheet is gone": (_without_sheet, ("缺少表“推荐渠道”",)),
    "a head was changed": (_without_column, ("规则：缺少列“程度”", "严重程度")),
    "a form that is none": (_type("小类", "conference", "申报书", "国际合作申报书"),
        ("小类!D", "申报书", "国际与区域科技合作交流项目")),
    "a list's name is a path": (lambda desk: desk.add("名单", 名单="../x", 第1列="甲"), ("名单!A", "名称")),
    "a letter that fails": (_type("信件用语", "{% endif %}", "内容", "{% endfi %}"), ("信件用语!C", "模板出错")),
    "another year": (_type("基本信息", "年度", "内容", "明年"), ("基本信息!B", "不是数字")),
}
"""What is wrong → how somebody edits the workbook, and words that the complaint has."""
