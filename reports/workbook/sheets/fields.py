"""Sheet 字段: a line a field of a case, what was read, from where and how surely; 更正值 is the staff's."""

from __future__ import annotations

from collections.abc import Iterator

from config.model import Guide
from reports import display
from reports.case import Case, Desk
from reports.doubts import UNSURE, filling, in_doubt, unsurely_read
from reports.state_words import DOUBT, FILL, MEDIUM, word_of
from reports.workbook.cells import file_link, row_link
from reports.workbook.columns import Row, row_key
from reports.workbook.sheets.overview import OVERVIEW


def rows(desk: Desk, guide: Guide) -> list[Row]:
    """All fields of all cases with a form, in the form's order."""
    return [row for n, case in enumerate(desk.cases, 1) for row in _rows(case, guide, n, desk.links or {})]


def _rows(case: Case, guide: Guide, overview_row: int, links: dict[str, str]) -> Iterator[Row]:
    form, record, number = guide.form(case.form), case.package.record(guide), case.case_no or ""
    if form is None or record is None:
        return
    doubts = in_doubt(case, guide)
    digests = {file.name: file.sha256 for file in case.package.files}
    first = True
    for field in form.fields:
        value = case.read.get(field.key, record.values.get(field.key))
        if value is None:
            continue
        amended = ("已按更正值",) if field.key in case.read else (UNSURE,) if unsurely_read(value) else ()
        yield {
            "key": row_key(number, field.key), "case_no": row_link(number, OVERVIEW, overview_row) if first else number,
            "unit": display.unit(case, guide), "field": field.label,
            "value": "" if value.text is None else display.value_text(value, field),
            "fill": FILL[filling(value, field.key in doubts)],
            "document": file_link(display.base_name(value.document), links.get(digests.get(value.document, ""))),
            "place": value.place.chinese(), "medium": word_of(MEDIUM, value.medium), "confidence": value.confidence,
            "note": "；".join(note for note in (*amended, value.doubt and word_of(DOUBT, value.doubt), value.note) if note),
        }
        first = False
