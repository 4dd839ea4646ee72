"""The sheet of one category: a line a case, the form's fields as columns. Bank accounts show their last four digits only."""

from __future__ import annotations

from config.model import MASKED, Category, Field, Form, Guide
from parsers.model.record import Value
from reports import display
from reports.case import Case, Desk
from reports.state_words import STATUS, word_of
from reports.workbook.cells import row_link
from reports.workbook.columns import Row, category_sheet
from reports.workbook.sheet_kinds import Listed
from reports.workbook.sheets.overview import OVERVIEW


def sheets(guide: Guide) -> list[Listed]:
    """One sheet a category of the guide, in its order."""
    return [
        Listed(category_sheet(kind, form), lambda view, kind=kind, form=form: rows(view.desk, guide, kind, form))  # type: ignore[misc]
        for kind in guide.categories if (form := guide.form(kind.form)) is not None
    ]


def rows(desk: Desk, guide: Guide, category: Category, form: Form) -> list[Row]:
    """The desk's cases of this category, in the order of 总览."""
    return [_row(case, guide, form, n) for n, case in enumerate(desk.cases, 1) if case.category == category.key]


def _row(case: Case, guide: Guide, form: Form, overview_row: int) -> Row:
    record, number = case.package.record(guide), case.case_no or ""
    values = record.values if record else {}
    fields = {f"field_{field.key}": _shown(values.get(field.key), field) for field in form.fields}
    return {"key": number, "case_no": row_link(number, OVERVIEW, overview_row), "status": word_of(STATUS, case.status)} | fields


def _shown(value: Value | None, field: Field) -> str:
    if value is None:
        return ""
    text = display.value_text(value, field)
    return display.masked(text) if field.kind in MASKED and value.text is not None else text
