"""What neither a label nor a value accounts for is told, and a label beside it is in doubt and not blank."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parsers.model.document import Cell, Document, Grid, Medium, Paragraph, Place
from parsers.pairs import accounted, doubts, keyed
from parsers.pairs.unclaimed import MOST, fold
from tests.parsers.grids import document, table


def left(*blocks: str | Grid) -> list[str]:
    """The words that went nowhere."""
    return [piece.text for piece in accounted(document(*blocks))[1]]


def doubted(*blocks: str | Grid) -> list[str]:
    """The labels in doubt."""
    return list(doubts(accounted(document(*blocks))[0]))


FORM = ("某大学创新项目申报书", table("项目名称 | 稻田测报", "负责人 | 王小明 | 电话 | 13900000001"))


def test_of_a_form_that_was_understood_nothing_is_left() -> None:
    assert left(*FORM) == []
    assert doubted(*FORM) == []


def test_blank_places_leave_nothing_and_are_no_doubt() -> None:
    blank = table("项目名称 | ", "起止年月 | 年  月至  年  月", "申请经费 | 万元", "单位意见 | （公章）\n年  月  日")
    assert left(blank) == []
    assert doubted(blank) == []


def test_words_in_brackets_are_told_unless_they_are_a_hint() -> None:
    assert left(*FORM, "（已另行寄出）") == ["（已另行寄出）"]
    assert left(*FORM, "（不超过500字，可另附页）", "（单位盖章）") == []


def test_words_under_the_table_are_told() -> None:
    assert left(*FORM, "本项目已获校内立项，批文随后寄出。") == ["本项目已获校内立项，批文随后寄出。"]


def test_what_a_form_prints_for_its_reader_is_not_told() -> None:
    instructions = ("填表说明", "1．请用黑色签字笔填写，字迹清楚。", "2．一式三份。")
    assert left(*instructions, *FORM, "第1页 共3页", "负责人签字：        年  月  日") == []


def test_a_short_answer_is_not_claimed_by_another_row() -> None:
    """"2023" is a part of a code elsewhere, and stands in a row of its own that nobody read."""
    assert "2023" in "".join(left(table("项目编号 | X2023-18"), "2023"))


def test_a_mark_that_nobody_read_is_told() -> None:
    assert left(*FORM, "√") == ["√"]


@pytest.mark.parametrize("answer", ["见附页第三行", "√"])
def test_a_blank_label_beside_words_that_went_nowhere_is_in_doubt(answer: str) -> None:
    pairs, pieces = accounted(Document(Medium.WORD, (Grid((
        Cell(0, 0, (Paragraph("姓名", Place(table=1, row=1, cell=1)),), place=Place(table=1, row=1, cell=1)),
        Cell(0, 1, (), place=Place(table=1, row=1, cell=2)))),
        Paragraph(answer, Place(paragraph=2)))))  # fmt: skip
    assert keyed(pairs)["姓名"] == ""
    assert [piece.text for piece in pieces] == [answer]
    assert list(doubts(pairs)) == (["姓名"] if len(answer) > 1 else [])


def test_what_is_told_is_bounded() -> None:
    assert len(left(*FORM, *(f"这是第{n}行没有归入任何栏目的文字。" for n in range(MOST + 50)))) == MOST


def _cell(row: int, column: int, text: str) -> Cell:
    place = Place(table=1, row=row + 1, cell=column + 1)
    return Cell(row, column, (Paragraph(text, place),), place=place)


WORDS = st.text("甲乙丙丁戊己庚辛壬癸0123abc，。：□√（） ", max_size=12)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.lists(WORDS, min_size=1, max_size=4), min_size=1, max_size=5), st.lists(WORDS, max_size=3))
def test_every_word_is_a_label_a_value_or_left(rows: list[list[str]], lines: list[str]) -> None:
    """Whatever is written: no cell's letters are lost. What forms print in brackets and single digits of page numbers aside."""
    cells = [_cell(row, column, text) for row, texts in enumerate(rows) for column, text in enumerate(texts)]
    body = [Paragraph(text, Place(paragraph=n)) for n, text in enumerate(lines, 1)]
    found, pieces = accounted(Document(Medium.WORD, (Grid(tuple(cells)), *body)))
    words = ((pair.label, pair.value, pair.section, pair.group, *pair.options, *pair.heads, *pair.above) for pair in found)
    known = [word for pair in words for word in pair]
    told = fold("\n".join([*known, *(piece.text for piece in pieces)]))
    written = fold(re.sub("（[^（）]*）", "", "\n".join([*(text for texts in rows for text in texts), *lines])))
    assert {c for c in written if "\u4e00" <= c <= "\u9fff"} <= set(told)
