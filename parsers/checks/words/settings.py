"""Turns the name of a rule's setting into the name that people read, a sentence, and what its value names."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple

from config.model import Severity, SignedPart
from parsers.model.file import TroubleKind
from parsers.model.package import PackageShape, Role
from parsers.model.record import Doubt


class Names(StrEnum):
    """What the text of a setting names: something that the guide has, so that a wrong name is noticed."""

    TEXT = "文字"
    FIELD = "栏目"
    CATEGORY = "小类"
    LIST = "名单"


class SettingWords(NamedTuple):
    """The name of a setting, what it does, and what its value names."""

    name: str
    about: str
    names: Names = Names.TEXT


_FIELD, _LIST, _CATEGORY = Names.FIELD, Names.LIST, Names.CATEGORY

SETTINGS: Mapping[str, SettingWords] = {
    "field": SettingWords("栏目", "看哪一栏。", _FIELD),
    "fields": SettingWords("各栏目", "看哪些栏目。", _FIELD),
    "foreign_lists": SettingWords("境外词名单", "出现其中的词，就可能在境外。", _LIST),
    "foreign_list": SettingWords("境外词名单", "出现其中的词，就可能在境外。", _LIST),
    "waived_abroad": SettingWords("境外免填的栏目", "申报单位在境外时不必填的栏目。", _FIELD),
    "doubt": SettingWords("何种疑问", "未勾选、多选或不清楚，各写一条规则。"),
    "prefixes": SettingWords("号段", "本省邮编开头的数字。"),
    "abroad": SettingWords("可在境外的小类", "这些小类的地址可以不在本省。", _CATEGORY),
    "unit": SettingWords("单位栏", "与哪一栏的单位名称比对；不写时为申报单位。", _FIELD),
    "province": SettingWords("本省的称呼", "地址中出现其一，就在本省。"),
    "place_lists": SettingWords("本省地名名单", "其中的地方都在本省。", _LIST),
    "postcodes": SettingWords("本省邮编号段", "邮编以其一开头，就在本省。"),
    "region": SettingWords("本省地区码", "信用代码中表示本省的两位数字。"),
    "schedules": SettingWords("进度表的数额", "进度表合计的含义不清时怎么办。"),
    "above_wan": SettingWords("超过多少万元可疑", "超过此数的数额可能以元为单位。"),
    "most": SettingWords("最多", "上限：字数、句数或项数。"),
    "least": SettingWords("最少", "下限：人数、个数；按栏目规定时写成“栏目 = 数”。"),
    "countries_list": SettingWords("国家和地区名单", "认得出哪些国家和地区。", _LIST),
    "counting": SettingWords("怎样计数", "是否把中国计算在内。"),
    "option": SettingWords("选项中的词", "勾选的选项中有这个词时才适用。"),
    "options": SettingWords("各选项中的词", "有其中一词的选项与小类相符。"),
    "words": SettingWords("词语", "文中或文件名中的词；“…”表示中间可以有几个字。"),
    "area": SettingWords("签章处", "看哪一处签章。"),
    "areas": SettingWords("各签章处", "看哪些签章处。"),
    "pledge": SettingWords("承诺处", "承诺书印在哪一处。"),
    "least_confidence": SettingWords("最低把握", "识别的把握低于此数的字不作比对（0至1）。"),
    "roles": SettingWords("材料类别", "需要其中一类材料。"),
    "project_from": SettingWords("项目名称取自", "申报书没有印项目名称时怎么办。"),
    "without_folder": SettingWords("没有文件夹也报告", "材料没有放在文件夹中时是否报告。"),
    "direct_list": SettingWords("可直接申报名单", "其中的单位不需要推荐。", _LIST),
    "cities_list": SettingWords("市州名单", "本省的市州。", _LIST),
    "counties_list": SettingWords("县市区名单", "本省的县（市、区）。", _LIST),
    "sanctioned_list": SettingWords("取消资格名单", "单位、起、止、依据。", _LIST),
    "whose": SettingWords("查谁", "只查推荐单位，还是申报单位也查。"),
    "troubles": SettingWords("何种问题", "附件有哪几种问题时报告。"),
    "macros": SettingWords("有宏也报告", "文件含有宏时是否报告。"),
    "beside": SettingWords("同句另有的词", "同一句中还须有其中一词。"),
    "years": SettingWords("年份", "句中的年份须在两年之间，写起、止两年。"),
    "papers": SettingWords("证明材料的词", "文件名中有其中一词的，算作证明材料。"),
    "unless": SettingWords("除非另有的词", "同一句中有其中一词的，不算。"),
    "lacking": SettingWords("没有也说明", "没有提到时是否也写一句。"),
    "directions": SettingWords("选项与方向", "每行写“选项中的词 = 活动方向”。"),
    "handling": SettingWords("怎样处理", "指南未说明时怎么办。"),
    "classes": SettingWords("类型与写法", "每行写“单位类型 = 名称结尾的写法”。"),
    "on_lists": SettingWords("名单与类型", "每行写“名单 = 单位类型”。"),
    "nature": SettingWords("单位性质栏", "单位自己填写性质的栏目。", _FIELD),
    "patterns": SettingWords("写法", "名称符合其中一种写法（正则表达式）。"),
    "places_list": SettingWords("地方名单", "列出栏目中属于此名单的地方。", _LIST),
    "like": SettingWords("正确的写法", "应符合的写法（正则表达式）。"),
    "within": SettingWords("期限栏", "各阶段应在哪一栏的期限之内。", _FIELD),
    "asked": SettingWords("表示申请的词", "申报人用哪些词表示申请的经费。"),
    "shapes": SettingWords("哪种打包方式", "报告哪几种打包方式。"),
    "where": SettingWords("只数这些行", "只数符合这些条件的行；条件中的栏目写列名。"),
    "least_percent": SettingWords("至少占百分之几", "符合条件的行至少占百分之几。"),
    "most_percent": SettingWords("最多占百分之几", "符合条件的行最多占百分之几。"),
    "columns": SettingWords("各列", "每行都要填写的列；不写为全部列。"),
    "optional": SettingWords("可不填的列", "这些列可以不填。"),
    "by_category": SettingWords("按小类另定", "每行写“小类 = 最小值、最大值”。", _CATEGORY),
    "of_category": SettingWords("按小类额度", "是否用小类的资助额度作为范围。"),
    "whole": SettingWords("整体", "数值：是否须为整数；名单：整个答案一致，还是只含其中的词。"),
    "parts": SettingWords("相加的各项", "栏目，或“栏目/列名”（各行相加）。", _FIELD),
    "relation": SettingWords("关系", "两者应是什么关系。"),
    "wholes": SettingWords("总数", "栏目，或“栏目/列名”“栏目/列名/合计”；写多个时相加。", _FIELD),
    "percent": SettingWords("总数的百分之几", "如写30，即与总数的30%比较。"),
    "tolerance": SettingWords("允许相差", "允许相差多少；金额按万元。"),
    "minus": SettingWords("减去的栏目", "先从总数中减去这些栏目。", _FIELD),
    "after": SettingWords("不得早于", "日期、栏目，或deadline（受理截止）、received（收到时间）。"),
    "before": SettingWords("不得晚于", "日期、栏目，或deadline（受理截止）、received（收到时间）。"),
    "least_months": SettingWords("至少相隔几个月", "与该日期至少相隔几个月。"),
    "most_months": SettingWords("最多相隔几个月", "与该日期最多相隔几个月。"),
    "on": SettingWords("算到哪一天", "如2024-01-01；不写为指南年度的1月1日。"),
    "words_list": SettingWords("词语名单", "名单的第一列为词语或写法。", _LIST),
    "allowed": SettingWords("是否允许", "名单上的是允许的，还是不允许的。"),
    "second": SettingWords("名单第二列对应的栏", "名单第二列须与这一栏一致，才算同一个。", _FIELD),
    "birth": SettingWords("出生日期栏", "身份证号应与这一栏的出生日期一致。", _FIELD),
    "among": SettingWords("只数这些选项", "只数这些选项；不写为全部。"),
    "against": SettingWords("比对的栏目", "与哪一栏（或“栏目/列名”）比对。", _FIELD),
    "names_of": SettingWords("不得出现这些栏的内容", "文中不得出现这些栏目所写的内容。", _FIELD),
    "by_name": SettingWords("只看文件名", "只看文件名，不看开头的文字。"),
    "per_row": SettingWords("按表格行数计", "这张表格有几行，就要几份。", _FIELD),
    "most_mb": SettingWords("最大多少MB", "0为不限。"),
    "least_pages": SettingWords("至少几页", "页数的下限。"),
    "most_pages": SettingWords("最多几页", "页数的上限；0为不限。"),
    "suffixes": SettingWords("允许的扩展名", "如pdf、docx；不写为不限。"),
    "pattern": SettingWords("命名的写法", "花括号中写栏目代号，其余文字照写。"),
    "exact": SettingWords("须完全一致", "完全一致，还是各部分都出现、次序相同即可。"),
    "of": SettingWords("按什么比较", "各项目之间比较哪一栏（或“栏目/列名”）。", _FIELD),
    "together": SettingWords("还须相同的栏目", "这些栏目也都相同的，才算在一起。", _FIELD),
    "amount": SettingWords("合计的栏目", "按此栏的数额合计，而不是数项目；金额按万元。", _FIELD),
    "most_list": SettingWords("各自限额的名单", "第一列名称，第二列项数；不在名单上的按“最多”。", _LIST),
    "differs": SettingWords("却不相同的栏目", "内容相同而这一栏不同时报告。", _FIELD),
}
"""By the name that kinds use for it; what is named alike means the same everywhere."""

VALUES: Mapping[str, str] = {
    Doubt.UNTICKED: "未勾选", Doubt.AMBIGUOUS: "多选", Doubt.UNSURE: "不清楚", Severity.REMIND: "提醒",
    "asked-only": "只看写明申请的数额", "abroad": "不计中国内地", "with-home": "计入中国", PackageShape.FOLDER: "文件夹",
    "unit-only": "只核对单位名称", PackageShape.ARCHIVE: "压缩包", PackageShape.SEPARATE: "零散文件",
    PackageShape.SINGLE: "单个文件", "recommender": "只查推荐单位", "both": "推荐单位和申报单位", "show": "列出",
    "tick": "提醒核对勾选", "silent": "不报告", Role.FORM_WORD: "申报书Word版", Role.FORM_SCAN: "申报书扫描件",
    Role.FORM_PDF: "申报书PDF", Role.EVIDENCE: "佐证材料", Role.NON_SECRET_CERTIFICATE: "非涉密证明",
    Role.RECOMMENDATION: "推荐材料", Role.OTHER: "其他文件", Role.REFUSED: "未能打开", TroubleKind.ENCRYPTED: "有密码",
    TroubleKind.DAMAGED: "文件损坏", TroubleKind.UNSUPPORTED: "暂不能读取", TroubleKind.LIMIT: "超出处理上限",
    TroubleKind.TIMEOUT: "处理超时", TroubleKind.DANGEROUS: "含危险内容", TroubleKind.EXTERNAL: "只有网盘链接",
    TroubleKind.INCOMPLETE: "分卷不全", TroubleKind.EMPTY: "空文件", SignedPart.COMMITMENT: "申报单位承诺",
    SignedPart.APPLICANT_OPINION: "申报单位意见", SignedPart.RECOMMENDER_OPINION: "推荐单位意见",
    SignedPart.OFFICE_OPINION: "受理单位意见",
    "equal": "相同（相等）", "at-most": "不超过", "at-least": "不少于", "different": "须不同", "among": "是其中一个",
    "whole": "整个一致", "part": "含有其中的词",
}
"""The values among which a setting chooses."""

PLACEHOLDERS: Mapping[str, str] = {
    "label": "栏目的名称", "document": "文件名", "where": "在文件中的位置", "topic": "规则的主题", "text": "那里的文字",
    "options": "全部选项", "reason": "错在哪里", "hint": "可能的更正", "first": "一处的名称", "second": "另一处的名称",
    "least": "下限", "most": "上限", "sum": "合计（万元）", "what": "具体情况", "parts": "各项之和（万元）",
    "total": "所写总额（万元）", "characters": "字符数", "words": "字数，或印章上的文字", "option": "勾选的选项",
    "abroad": "境外国家和地区的个数", "named": "文中的国家和地区", "with_home": "计入中国的个数", "count": "文中的数",
    "found": "申报书的版本", "wanted": "本次的版本", "why": "原因", "name": "单位名称", "who": "是谁的印章",
    "values": "两处的内容", "missing": "缺少什么", "counts": "以哪份文件为准", "window": "取消资格的期间",
    "deadline": "截止时间", "received": "收到时间", "case_no": "另一项目的编号", "new": "现在的内容", "old": "先前的内容",
    "told": "识别到的原句或结论",
    "rows": "表格的行数，或第几行", "percent": "百分之几", "problem": "哪里不符", "row": "第几行", "number": "所写的数",
    "unit": "单位",
    "allowed": "应有的数额", "difference": "相差的数额", "day": "所写的日期", "against": "用来比较的日期", "age": "年龄",
    "on": "算到哪一天", "listed": "名单上的写法", "fields": "未填栏目的名称", "ticked": "勾选的选项",
    "other_text": "另一栏的内容",
    "other_label": "另一栏的名称", "cases": "其他项目的编号", "own": "本项目所写", "others": "其他项目所写",
}
"""What a placeholder of a message stands for."""
