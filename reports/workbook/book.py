"""The review workbook: a Desk and the guide in, the bytes of 审查表.xlsx out; the same desk gives the same bytes."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO

import pandas as pd
import xlsxwriter

from config.model import Guide
from reports.case import Desk
from reports.edits.copy_model import OWN_SHEET, Built, Plan, PlanColumn, PlanSheet
from reports.edits.read_copy import key_head
from reports.edits.typed_overlay import cells_of, with_staff
from reports.state_words import moment
from reports.workbook import staff_sheets
from reports.workbook.columns import CHANGES, CHECKS, FIELDS, FILES, LETTERS, MAILS, OVERVIEW, Sheet, category_sheet
from reports.workbook.formatting import Brush
from reports.workbook.sheet_writer import paint
from reports.workbook.sheets import (
    about,
    category,
    changes,
    checks,
    fields,
    files,
    hints,
    mails,
    notice,
    overview,
    paper,
    recommenders,
    replies,
    summary,
    verify,
    versions,
)


@dataclass(frozen=True, slots=True)
class Book:
    """A workbook and what it shows: its bytes, and what is needed to read it back (the plan, the marks of its cells)."""

    data: bytes
    built: Built


def build(desk: Desk, guide: Guide) -> bytes:
    """The bytes of the whole workbook."""
    return make_book(desk, guide).data


def make_book(desk: Desk, guide: Guide) -> Book:
    """The whole workbook. Raises nothing for what applicants or staff wrote, whatever it is."""
    out = BytesIO()
    book = xlsxwriter.Workbook(out, {
        "in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False,
        "nan_inf_to_errors": True,
    })
    book.set_properties({"title": guide.title, "created": moment(desk.made) or moment("2024-01-01T00:00")})
    book.set_size(2400, 1500)
    brush = Brush(book)
    staff = cells_of(desk.edits)
    remarks = changes.remarks(desk)
    made = f"生成时间 {moment(desk.made) or desk.made}　第 {desk.run} 次运行"
    planned: list[PlanSheet] = []
    rows: dict[str, dict[str, str]] = {}
    for declared, machine in _sheets(desk, guide):
        if declared is notice.NOTICE:  # tabs stand in the order in which they are written
            summary.write(brush, desk, guide, made)
        sheet, frame = with_staff(declared, machine, staff.get(declared.name, {}))
        rows[sheet.name] = paint(
            brush, sheet, frame, guide.title, made,
            key_head(sheet.name, desk.build, desk.house), remarks.get(sheet.name))
        planned.append(_plan(sheet))
    about.write(brush, desk, guide)
    rows[OWN_SHEET] = staff_sheets.write(brush, staff.get(OWN_SHEET, {}))
    book.get_worksheet_by_name(OVERVIEW.name).activate()
    names = [page.get_name() for page in book.worksheets()]
    book.close()
    data = out.getvalue()
    shown = [name for name in names if name not in rows and name not in rows[OWN_SHEET]]
    rows |= staff_sheets.shown_marks(data, shown) if desk.build else {}
    planned += [PlanSheet(name, (), keyed=False) for name in shown]
    return Book(data, Built(Plan(desk.house, desk.build, tuple(planned)), rows))


def _plan(sheet: Sheet) -> PlanSheet:
    return PlanSheet(sheet.name, tuple(
        PlanColumn(c.key, c.head, c.staff, c.watch, c.basis, c.field) for c in sheet.columns))


def _sheets(desk: Desk, guide: Guide) -> list[tuple[Sheet, pd.DataFrame]]:
    """Sheets in the order of their tabs, each with its frame."""
    findings, values = checks.frame(desk, guide), fields.frame(desk, guide)
    categories = [
        (category_sheet(kind, form), category.frame(desk, guide, kind, form))
        for kind in guide.categories if (form := guide.form(kind.form)) is not None
    ]
    return [
        (OVERVIEW, overview.frame(desk, guide, _first_rows(findings), _first_rows(values))),
        *categories, (CHECKS, findings), (FIELDS, values), (FILES, files.frame(desk)), (MAILS, mails.frame(desk)),
        (versions.VERSIONS, versions.frame(desk, guide)), (recommenders.RECOMMENDERS, recommenders.frame(desk, guide)),
        (verify.VERIFY, verify.frame(desk, guide)), (paper.PAPER, paper.frame(desk, guide)), (LETTERS, replies.frame(desk)),
        (notice.NOTICE, notice.frame(desk, guide)), (hints.HINTS, hints.frame(desk, guide)),
        (CHANGES, changes.frame(desk, guide)),
    ]


def _first_rows(frame: pd.DataFrame) -> dict[str, int]:
    """Case number → row of its first line, counted from 0 with the heading."""
    if frame.empty:
        return {}
    numbers = frame["key"].str.split("|", n=1).str[0]
    first = numbers[~numbers.duplicated()]
    return {number: int(str(row)) + 1 for row, number in first.items()}
