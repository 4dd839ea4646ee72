"""What a doubtful character may be instead, from the recogniser's probabilities, kept in the lines of a form's record."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from parsers.formats.pdf.blocks import assemble
from parsers.formats.pdf.page_text import Page, Row, Ruled
from parsers.forms.recognised.paper_lines import MOST_CHARACTERS, MOST_LINES, paper_lines
from parsers.model.document import UNREAD, Document, Medium, Paragraph, Place
from parsers.ocr.alternatives import Alternatives


class Decoder:
    """A decoder of a few characters; the first is the recogniser's blank."""

    character = ("blank", "膏", "霄", "骨", "實", "云", " ")

    def __call__(self, preds: Any, *given: Any, **named: Any) -> str:
        return "decoded"


@pytest.mark.parametrize(("chances", "others"), [
    ((0.02, 0.7, 0.2, 0.05, 0.0, 0.0, 0.0), "霄骨"),
    ((0.02, 0.95, 0.0, 0.0, 0.03, 0.0, 0.0), "实"),
    ((0.0, 0.999, 0.001, 0.0, 0.0, 0.0, 0.0), ""),
    ((0.0, 0.9, 0.0, 0.0, 0.0, 0.0, 0.1), ""),
    ((0.3, 0.4, 0.3, 0.0, 0.0, 0.0, 0.0), "霄" + UNREAD),
])  # fmt: skip
def test_the_likeliest_other_characters_come_first_in_simplified_form(chances: tuple[float, ...], others: str) -> None:
    told = Alternatives(Decoder())
    assert told.of_last(0) == ""
    assert told(np.array([[chances]], np.float32)) == "decoded"
    assert told.of_last(0) == others
    assert told.of_last(1) == told.of_last(-1) == ""
    assert told.character is Decoder.character


def test_lines_that_a_narrow_cell_broke_keep_the_places_of_their_doubts() -> None:
    rows = [Row(110, 100, 290, 110, "湖南罗膏生物医药股份", 10, 10, 0.9, "膏", ((3, "霄骨"),)),
            Row(110, 115, 150, 125, "有限公司", 10, 10, 0.9, "公", ((2, "么"),))]  # fmt: skip
    cell = Ruled(2, 105, 95, 300, 130, rows, box=(105, 95, 300, 130))
    document = Document(Medium.OCR, tuple(assemble([Page(2, 595, 842, [[cell]], [], picture=True)])))
    (line,) = paper_lines(document)
    assert line.text == "湖南罗膏生物医药股份有限公司"
    assert [(line.text[at], others) for at, others in line.others] == [("膏", "霄骨"), ("公", "么")]
    assert (line.place.page, line.place.box, line.confidence) == (2, (105, 95, 300, 130), 0.9)


def test_lines_are_kept_of_recognised_pages_only_and_not_without_end() -> None:
    typed, read = Paragraph("键入", Place(page=1)), Paragraph("识别", Place(page=2))
    assert paper_lines(Document(Medium.WORD, (typed, read))) == ()
    assert [line.text for line in paper_lines(Document(Medium.PDF, (typed, read), recognised=(2,)))] == ["识别"]
    assert len(paper_lines(Document(Medium.OCR, (read,) * (MOST_LINES + 5)))) == MOST_LINES
    assert sum(len(line.text) for line in paper_lines(Document(Medium.OCR, (Paragraph("字" * 9000),) * 9))) <= MOST_CHARACTERS
