"""Blank on paper is only a cell whose frame was seen; elsewhere no words are unreadable. Typed documents say it themselves."""

from __future__ import annotations

import pytest

from parsers.forms.fill import fill
from parsers.model.document import Cell, Document, Grid, Medium, Paragraph, Place
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
