"""Labels told from answers by the whole form: its columns, type and notes; words of dates and units, names of departments."""

from __future__ import annotations

import pytest

from parsers.model.document import Cell, Document, Grid, Paragraph
from parsers.pairs import doubts, keyed, pairs
from parsers.pairs.label_weights import likeness
from tests.parsers.grids import document, table


def said(*blocks: str | Grid) -> dict[str, str]:
    return keyed(pairs(document(*blocks)))


def test_labels_of_date_words_and_unit_words() -> None:
    grid = table("申请经费 | 8000 | 起止年月 | 2019年5月至2020年4月", "入选年度 | 2021 | 人次 | 120", "年月 | 2024.5 | 天数 | 3")
    assert said(grid) == {
        "申请经费": "8000", "起止年月": "2019年5月至2020年4月", "入选年度": "2021", "人次": "120", "年月": "2024.5", "天数": "3"}
    assert said(table("开始日期 | 年   月   日 | 地点 | 长沙")) == {"开始日期": "", "地点": "长沙"}


@pytest.mark.parametrize("answer", ["机械学院", "教务处", "湖南大学", "科研管理处", "研究生院", "赵婉彤"])
def test_a_department_or_a_name_is_an_answer(answer: str) -> None:
    assert likeness(answer) < 0
    assert said(table(f"姓名 | 王一 | 部门 | {answer}", f"单位 | {answer} | 联系人 | 司马光")) == {
        "姓名": "王一", "部门": answer, "单位": answer, "联系人": "司马光"}


@pytest.mark.parametrize("label", ["所在学院", "依托单位", "毕业院校", "教务处意见", "成员1", "合作单位2"])
def test_what_asks_for_a_department_is_a_label(label: str) -> None:
    assert likeness(label) > 1


def test_numbers_of_notes_are_no_part_of_a_label_and_numbers_of_people_are() -> None:
    grid = table("作品学科分类1 | 社会调查", "项目所属一级学科2 | 金融", "成果形式① | 论文", "合作单位1 | 甲公司")
    assert said(grid) == {"作品学科分类": "社会调查", "项目所属一级学科": "金融", "成果形式": "论文", "合作单位1": "甲公司"}


def test_a_long_label_before_an_empty_place_in_a_column_of_labels() -> None:
    long = "大学生团队或大学生法人代表占企业股的多寡"
    rows = ("团队名称 | 甲队 | 学院 | ", f"{long} | | 是否注册 | ", "注册时间 | | 注册地点 | ", "联系电话 | | 邮箱 | ")
    assert said(table(*rows))[long] == ""
    assert "是否注册" in said(table(*rows))


def test_where_labels_are_bold_an_answer_in_their_words_is_none() -> None:
    texts = (("姓名", "张三", "荣誉", "获奖情况"), ("学科门类", "管理类别", "职称", "教授"), ("性别", "男", "民族", "汉族"),
             ("电话", "139", "日期", "2024年5月"), ("学号", "2021", "学历", "本科"))  # fmt: skip
    cells = [
        Cell(r, c, (Paragraph(text, emphasis=((0, len(text)),) if c % 2 == 0 else ()),))
        for r, row in enumerate(texts) for c, text in enumerate(row)
    ]  # fmt: skip
    assert keyed(pairs(Document("word", (Grid(tuple(cells)),)))) == {row[i]: row[i + 1] for row in texts for i in (0, 2)}  # type: ignore[arg-type]


def test_questions_are_labels() -> None:
    assert said(table("是否获得过资助？如有请说明 | 否", "主要创新之处是什么？ | 方法新"))["是否获得过资助？如有请说明"] == "否"


def test_a_picture_is_no_blank_and_never_part_of_a_value() -> None:
    grid = table("签名 | \ufffd", "出生日期 | 1994-10-13\ufffd", "技术路线\n\ufffd | <")
    found = pairs(document("\ufffd   项目编号：X2023-18", grid))
    assert keyed(found) == {"项目编号": "X2023-18", "签名": "", "出生日期": "1994-10-13", "技术路线": ""}
    assert set(doubts(found)) == {"签名", "技术路线"}


def test_a_place_to_sign_is_no_label_with_a_group() -> None:
    assert said(table("出差事由 | 调研", "审批意见 | 签字：")) == {"出差事由": "调研", "审批意见": "", "签字": ""}
