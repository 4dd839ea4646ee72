"""Covers without colons: labels by underlines, by gaps, and by the line above or below."""

from __future__ import annotations

import pytest

from parsers.model.document import Document, Medium, Paragraph
from parsers.pairs import accounted, keyed, pairs
from parsers.pairs.covers import gapped, underlined
from tests.parsers.grids import document, table


def line(*pieces: str) -> Paragraph:
    """A paragraph whose pieces are printed and underlined in turns."""
    spans, at = [], 0
    for number, piece in enumerate(pieces):
        spans += [(at, at + len(piece))] if number % 2 else []
        at += len(piece)
    return Paragraph("".join(pieces), emphasis=tuple(spans))


def test_underlined_values_two_on_a_line() -> None:
    cover = (
        line("某大学申请书"), line("项目名称", "  湘江水质监测"), line("申报级别", " ☐国家级  ☑校级"),
        line("学   号", " 2021 ", "专业班级", "  车辆2105"), line("指导教师姓名1", "  李晓华  ", "职称", " 副教授"),
        line("所在学院、年级、专业", "  软件学院13级"), line("起止年月", " 2023 ", "年", " 5 ", "月"),
    )  # fmt: skip
    found, left = accounted(Document(Medium.WORD, cover))
    assert keyed(found) == {
        "项目名称": "湘江水质监测", "申报级别": "校级", "学号": "2021", "专业班级": "车辆2105", "指导教师姓名1": "李晓华",
        "职称": "副教授", "所在学院、年级、专业": "软件学院13级", "起止年月": "2023 年 5 月"}
    assert not left


@pytest.mark.parametrize("pieces", [
    ("本课题由", "  王小明  ", "负责完成"), ("本项目研究的", "水质", "是重要的。"), ("1.", " 研究意义"), ("王小明", " 组长 "),
])  # fmt: skip
def test_underlined_words_of_a_sentence_are_no_values(pieces: tuple[str, ...]) -> None:
    made = line(*pieces)
    assert underlined(made.text, made.emphasis) == []


def test_lines_of_one_kind_need_one_blank_only() -> None:
    cover = "项目编号 X2023061", "项目名称 湘江水质监测", "所在学院 环境学院", "E-mail wang@example.com申请日期 2023年3月2日"
    assert keyed(pairs(document("某大学申请书", *cover, medium="pdf"))) == {
        "项目编号": "X2023061", "项目名称": "湘江水质监测", "所在学院": "环境学院", "E-mail": "wang@example.com",
        "申请日期": "2023年3月2日"}


def test_a_sentence_is_no_line_of_a_cover() -> None:
    assert gapped("时间 地点 内容都已确定。", sure=True) == []
    assert keyed(pairs(document("项目 研究", "经费 不足"))) == {}


@pytest.mark.parametrize("above", [True, False])
def test_values_on_lines_of_their_own(above: bool) -> None:
    entries = [("推荐学校：", "某大学"), ("项目名称：", "湘江水质监测"), ("联系电话：", "13900000001")]
    lines = [words for label, value in entries for words in ((value, label) if above else (label, value))]
    assert keyed(pairs(document("某省创新项目申报表", *lines, table("姓名 | 王小明"), medium="pdf"))) == {
        **{label.strip("："): value for label, value in entries}, "姓名": "王小明"}


def test_a_blank_cover_stays_blank() -> None:
    lines = "推荐学校：", "项目名称：", "联系电话：", "申报日期："
    assert set(keyed(pairs(document("某省创新项目申报表", *lines, "二〇二三年三月"))).values()) == {""}


def test_a_value_that_ends_like_a_label_stays_a_value() -> None:
    line = "所在学院、年级、专业  软件学院  13级软件工程"
    assert gapped(line, sure=True) == [("所在学院、年级、专业", "软件学院  13级软件工程")]
