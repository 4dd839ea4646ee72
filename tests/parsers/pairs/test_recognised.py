"""Pairs of a form that was recognised on pictures: what was read unsurely has a doubt, no value a sign of what was not read."""

from __future__ import annotations

from parsers.model.document import UNREAD, Cell, Document, Grid, Medium, Paragraph, Place
from parsers.pairs import keyed, pairs
from parsers.pairs.recognised import ILLEGIBLE, UNSURE, with_unsure


def table(*answers: tuple[str, float, str], page: int = 1) -> Grid:
    """A label and an answer a row: its text, its confidence, and its doubtful characters."""
    cells = []
    for row, (text, confidence, doubted) in enumerate(answers):
        label, place = Place(page, 1, row + 1, 1), Place(page, 1, row + 1, 2)
        cells.append(Cell(row, 0, (Paragraph(("姓名", "学院", "电话", "简介")[row], label),), place=label))
        cells.append(Cell(row, 1, (Paragraph(text, place, confidence=confidence, doubted=doubted),), place=place))
    return Grid(tuple(cells))


def told(document: Document) -> tuple[dict[str, str], dict[str, str]]:
    """The pairs, and the doubts among them."""
    found = with_unsure(pairs(document), document)
    return keyed(found), {pair.label: pair.doubt for pair in found if pair.doubt}


def scan(*answers: tuple[str, float, str]) -> Document:
    return Document(Medium.OCR, (table(*answers),), 1, text_layer=False)


def test_what_was_read_unsurely_is_in_doubt_and_nothing_else() -> None:
    read, doubts = told(scan(("张三", 0.99, ""), ("机械学院", 0.8, ""), ("13900000001", 0.97, "7")))
    assert read == {"姓名": "张三", "学院": "机械学院", "电话": "13900000001"}
    assert doubts == {"学院": UNSURE}


def test_a_doubtful_character_counts_in_a_short_value_only() -> None:
    long = "本项目采集三年数据，建立数据库，并据此修改方案，成果供有关部门参考。"
    _, doubts = told(scan(("张王", 0.95, "王"), ("机械学院", 0.95, "、"), ("1", 0.99, ""), (long, 0.95, "三")))
    assert doubts == {"姓名": UNSURE}


def test_what_could_not_be_read_is_neither_blank_nor_a_sign() -> None:
    read, doubts = told(scan(("张三", 0.99, ""), (UNREAD, 0.0, ""), (f"13900000001\n{UNREAD}", 0.9, "")))
    assert UNREAD not in "".join(read.values())
    assert read["姓名"], read["电话"] == ("张三", "13900000001")
    assert doubts == {"学院": ILLEGIBLE, "电话": ILLEGIBLE}


def test_pages_with_text_are_never_in_doubt() -> None:
    answers = ("张三", 0.5, ""), ("机械学院", 0.5, "")
    mixed = Document(Medium.PDF, (table(*answers), table(*answers, page=2)), 2, recognised=(2,))
    found = with_unsure(pairs(mixed), mixed)
    assert [(pair.place.page, pair.doubt) for pair in found] == [(1, ""), (1, ""), (2, UNSURE), (2, UNSURE)]
    plain = Document(Medium.PDF, (table(*answers),), 1)
    assert told(plain)[1] == {}
