"""Blank on paper is only a cell whose frame was seen; elsewhere no words are unreadable. Typed documents say it themselves."""

from __future__ import annotations

from dataclasses import replace

import pytest

from parsers.forms.fill import fill
from parsers.model.document import Cell, Document, Grid, Medium, Paragraph, Place
from parsers.model.record import Doubt
from tests.installation import guide

(EXCHANGE,) = (form for form in guide().forms if form.key == "exchange")


def grid(*rows: tuple[str, ...]) -> Grid:
    cells = (
        Cell(r, c, (Paragraph(text),) if text else (), place=Place(page=1, box=(100, 100, 800, 140)))
        for r, row in enumerate(rows) for c, text in enumerate(row)
    )  # fmt: skip
    return Grid(tuple(cells), Place(page=1))


HEADS = ("时间阶段", "经费预算（万元）", "目标内容")


@pytest.mark.parametrize(("medium", "unseen"), [(Medium.OCR, None), (Medium.WORD, "")])
def test_a_label_without_a_cell_for_its_answer_is_not_blank_on_paper(medium: Medium, unseen: str | None) -> None:
    blocks = (Paragraph("邮政编码：", Place(page=1)), grid(("单位名称", "某某大学"), ("法人代表", "")), grid(HEADS))
    values = fill(Document(medium, blocks), EXCHANGE).values
    assert values["postal_code"].text == unseen
    assert values["legal_representative"].text == ""
    assert values["schedule"].text == unseen


def test_a_schedule_with_blank_rows_in_sight_is_blank() -> None:
    blocks = (grid(("预期目标", "若干"), ("亮点与创新点", "若干")), grid(HEADS, ("", "", ""), ("", "", "")))
    assert fill(Document(Medium.OCR, blocks), EXCHANGE).values["schedule"].value == []


def test_options_that_were_not_read_are_not_unticked_on_paper() -> None:
    """A label whose rule to the next was lost, beside two answers: which of them is its own nobody knows."""
    cells = (
        Cell(0, 0, (Paragraph("项目类别："), Paragraph("项目期限：")), row_span=2),
        Cell(0, 1, (Paragraph("☑国际科技交流会议 ☐国际与区域合作"),)), Cell(1, 1, (Paragraph("2024年4月-2025年1月"),)),
    )  # fmt: skip
    table = Grid(tuple(replace(c, place=Place(page=1, box=(100, 100, 800, 140))) for c in cells), Place(page=1))
    said = fill(Document(Medium.OCR, (table, grid(HEADS))), EXCHANGE).values["project_category"]
    assert (said.text, said.value, said.doubt) == (None, None, Doubt.NONE)


@pytest.mark.parametrize(("right", "blank"), [(312, False), (800, True)])
def test_a_narrow_cell_with_a_label_alone_is_no_place_for_an_answer(right: int, blank: bool) -> None:
    """A table of which only the first column was found."""
    cell = Cell(0, 0, (Paragraph("联系人："),), place=Place(page=1, box=(138, 352, right, 381)))
    said = fill(Document(Medium.OCR, (Grid((cell,), Place(page=1)), grid(HEADS))), EXCHANGE).values["contact_person"]
    assert said.blank == blank


def test_who_recommends_is_unreadable_where_the_opinions_label_was_not_read() -> None:
    blocks = (grid(("单位名称", "某某大学"), ("法人代表", "王小明")), grid(HEADS))
    assert fill(Document(Medium.OCR, blocks), EXCHANGE).values["recommender"].text is None
    assert fill(Document(Medium.WORD, blocks), EXCHANGE).values["recommender"].text == ""
