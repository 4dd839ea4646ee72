"""Blank forms of other bodies, drafted; filled forms, read with the drafts; what the whole bench measures does not fall here."""

from __future__ import annotations

from random import Random

import pytest

from config.model import FieldKind, Form, SignedPart
from parsers.draft import draft
from parsers.formats.registry import read, sniff
from parsers.forms.fill import fill
from parsers.forms.labels import squeeze
from parsers.model.document import Document
from parsers.pairs import pairs
from parsers.pairs.label_weights import core_of
from tests.bench.drafts.measure import Found, drafted, fills, judged, trial
from tests.bench.drafts.template import filled, template
from tests.bench.form_layouts.as_word import docx
from tests.parsers.grids import document, table

NUMBERS = (0, 4, 7, 9, 13, 16)
"""Layouts of seed 1 that between them have most kinds of part."""
FLOORS = {"drafted": 0.97, "asked for": 0.97, "blank stays blank": 0.995, "known again": 1.0, "read": 0.985, "blank": 0.985}
TITLE = "某省科协青年人才项目申报书"


def test_drafts_read_filled_forms_no_worse_than_they_did() -> None:
    found = Found()
    for number in NUMBERS:
        tried = trial(template(number, 1))
        found += drafted(tried)
        for form in list(fills(tried.template))[1::2]:
            found += judged(tried, form, docx(form))
    assert not {kind: found.right[kind] / found.all[kind] for kind, floor in FLOORS.items()
                if found.right[kind] < floor * found.all[kind]}  # fmt: skip


@pytest.mark.parametrize("number", range(0, 45, 4))
def test_a_draft_loses_no_label_that_pairs_finds(number: int) -> None:
    data = docx(filled(template(number, 1), None))
    blank = read(data, sniff(data))
    form = draft(blank, ()).form
    printed = {squeeze(part).lower() for words in _words(form) for part in (words, core_of(words), *words.split("/"))}
    sections = {squeeze(pair.section) for pair in pairs(blank)}
    lost = [pair.label for pair in pairs(blank) if not pair.signed and not pair.promise and not pair.options
            and not {squeeze(part).lower() for part in (pair.label, core_of(pair.label), *pair.label.split("/"))} & printed
            and squeeze(pair.label) not in {*sections, "日期", "备注", "注", "说明"}]  # fmt: skip
    assert not lost


def _words(form: Form) -> list[str]:
    rows = [words for one in form.fields for words in (*one.columns, *one.rows, one.label)]
    return [words for slot in form.slots for words in (slot.label, *slot.aliases)] + rows


def test_a_form_is_the_same_however_it_is_filled() -> None:
    one = template(3, 1)
    assert docx(filled(one, None)) == docx(filled(one, None)) != docx(filled(one, Random(1)))


# --- what a table prints, and what is written into it ---


def budget(*amounts: str) -> Document:
    rows = (f"{name} | {amount} | " for name, amount in zip(("设备费", "差旅费", "合计"), amounts, strict=True))
    return document(TITLE, table("项目名称 | "), table("预算科目 | 金额（万元） | 备注", *rows, number=2))


def test_printed_names_of_rows_are_no_answers() -> None:
    form = draft(budget("", "", ""), ()).form
    asked = form.of_kind(FieldKind.TABLE)[0]
    assert (asked.columns, asked.rows) == (("预算科目", "金额（万元）", "备注"), ("设备费", "差旅费", "合计"))
    assert fill(budget("", "", ""), form).values[asked.key].value == []
    row = {"预算科目": "差旅费", "金额（万元）": "3", "备注": ""}
    assert fill(budget("", "3", ""), form).values[asked.key].value == [row]


def people(head: str, *rows: str, number: int) -> list:
    return [head, table("姓名 | 职称 | 分工", *rows, number=number)]


def test_two_tables_of_the_same_heads_are_two_fields() -> None:
    blank = document(TITLE, *people("一、国内成员", " |  | ", number=1), *people("二、国外成员", " |  | ", number=2))
    form = draft(blank, ()).form
    asked = form.of_kind(FieldKind.TABLE)
    assert [one.label for one in asked] == ["一、国内成员", "二、国外成员"]
    answers = document(TITLE, *people("一、国内成员", "王一 | 教授 | 计算", number=1),
                       *people("二、国外成员", "李二 | 讲师 | 实验", number=2))  # fmt: skip
    values = fill(answers, form).values
    assert [values[one.key].value[0]["姓名"] for one in asked] == ["王一", "李二"]


def test_a_table_that_goes_on_behind_a_page_break_is_one() -> None:
    form = draft(document(TITLE, table("序号 | 姓名 | 职称", "1 |  | ", "2 |  | ")), ()).form
    pages = ("1 | 王一 | 教授", "2 | 李二 | 讲师")
    paper = document(TITLE, *(table("序号 | 姓名 | 职称", row, number=n) for n, row in enumerate(pages, 1)))
    value = fill(paper, form).values[form.of_kind(FieldKind.TABLE)[0].key].value
    assert [row["姓名"] for row in value] == ["王一", "李二"]


def test_people_as_columns_are_rows_of_what_is_asked() -> None:
    rows = ("姓名 | {} | {}", "性别 | {} | {}", "职称 | {} | {}")
    blank = document(TITLE, table(" | 负责人 | 成员1", *(row.format("", "") for row in rows)))
    form = draft(blank, ()).form
    asked = form.of_kind(FieldKind.TABLE)[0]
    assert (asked.columns, asked.rows) == (("栏目", "负责人", "成员1"), ("姓名", "性别", "职称"))
    answers = document(TITLE, table(" | 负责人 | 成员1", *(row.format("甲", "乙") for row in rows)))
    value = fill(answers, form).values[asked.key].value
    assert value[0] == {"栏目": "姓名", "负责人": "甲", "成员1": "乙"}


# --- what a form prints besides its labels ---


def test_headings_with_nothing_below_them_are_fields() -> None:
    """The last one alone was known, and headings within a cell were one text."""
    inner = "（一）基地概况\n（二）展教资源\n（三）开放情况"
    lines = ("1. 技术先进性说明", "2. 市场前景分析", "3. 转化计划及预期效益")
    blank = document(TITLE, "申报单位（公章）：", table("基地名称 | ", f"基本情况 | {inner}"), *lines)
    labels = [one.label for one in draft(blank, ()).form.fields]
    assert labels == ["申报单位（公章）", "基地名称", "基本情况/（一）基地概况", "基本情况/（二）展教资源",
                      "基本情况/（三）开放情况", "1.技术先进性说明", "2.市场前景分析", "3.转化计划及预期效益"]  # fmt: skip


def test_options_amid_a_long_text_do_not_end_it() -> None:
    form = draft(document(TITLE, table("存在问题及建议 | □已解决  □未解决", "外语水平 | ")), ()).form
    paper = document(TITLE, table("存在问题及建议 | 设备不足。\n☑已解决  □未解决\n今年已购置。", "外语水平 | "))
    values = {one.label: fill(paper, form).values[one.key].text or "" for one in form.fields}
    assert "设备不足。" in values["存在问题及建议"]
    assert "今年已购置。" in values["存在问题及建议"]


def cover(*answers: str) -> Document:
    unit, name, money = answers
    return document(
        "附件2", "某学会", TITLE, "填表说明", "一、本表须如实填写，空缺栏填“无”。", "二、“所属学科”按一级学科填写。",
        f"申报单位：{unit}", "某省科学技术协会制", table(f"项目名称 | {name}", f"申请经费 | {money}万元"),
        table("学院意见 | （公章）\n年   月   日", number=2), "备注：本表由学会秘书处负责解释。",
    )  # fmt: skip


def test_instructions_titles_and_annexes_are_no_fields() -> None:
    form = draft(cover("", "", "    "), ()).form
    assert {one.label for one in form.fields} == {"申报单位", "项目名称", "申请经费", "学院意见"}


def test_what_the_blank_prints_is_never_an_answer() -> None:
    form = draft(cover("", "", "    "), ()).form
    key = {one.label: one.key for one in form.fields}
    blank = fill(cover("", "", "    "), form)
    assert {label: blank.values[key[label]].text for label in key} == dict.fromkeys(key, "")
    assert all(not area.text for part, area in blank.areas.items() if part != SignedPart.COMMITMENT)
    values = fill(cover("某大学", "甲", "5"), form).values
    assert {label: values[key[label]].value for label in ("申报单位", "项目名称")} == {"申报单位": "某大学", "项目名称": "甲"}
    assert values[key["申请经费"]].text.startswith("5")


def test_two_drafts_of_a_form_give_the_same_keys() -> None:
    """A blank of next year has one more table before the others."""
    leader = table("项目负责人 | 姓名 |  | 职称 | ", "^ | 专业 |  | 学位 | ")
    blank = document(TITLE, leader, *people("一、成员", " |  | ", number=2))
    later = document(TITLE, table("年度 | 经费 | 任务", " |  | ", number=9), *blank.blocks[1:])
    keys = {one.label: one.key for one in draft(blank, ()).form.fields}
    assert keys.items() <= {one.label: one.key for one in draft(later, ()).form.fields}.items()
    assert "项目负责人/姓名" in keys


# --- the error chapter ---


def test_a_table_without_any_of_its_heads_is_in_doubt_or_blank_and_never_wrong() -> None:
    form = draft(document(TITLE, table("序号 | 姓名 | 职称", "1 |  | ")), ()).form
    other = fill(document(TITLE, table("甲 | 乙 | 丙", "1 | 2 | 3")), form).values[form.of_kind(FieldKind.TABLE)[0].key]
    assert other.text is None


def test_a_line_of_thousands_of_labels_is_bounded() -> None:
    made = draft(document(TITLE, table("活动时间 | " + "\n".join(f"联系人{n}：" for n in range(2000)))), ())
    assert len(made.form.fields) <= 300
