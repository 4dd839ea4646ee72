"""Makes the review workbook: a Desk and the guide in, the bytes of 审查表.xlsx out. The same desk gives the same bytes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from io import BytesIO

import xlsxwriter

from config.model import Guide
from reports.case import Desk
from reports.state_words import moment
from reports.workbook import staff_sheets
from reports.workbook.build_plan import OWN_SHEET, Built, Plan, PlanColumn, PlanSheet, key_head
from reports.workbook.columns import Sheet
from reports.workbook.formatting import SheetWriter
from reports.workbook.registry import REGISTRY
from reports.workbook.sheet_kinds import Drawn, Listed, Several, View
from reports.workbook.sheet_writer import Heading, paint
from reports.workbook.sheets import changes
from reports.workbook.sheets.overview import OVERVIEW
from reports.workbook.sheets.today import TODAY
from reports.workbook.typed_overlay import cells_of, with_staff


@dataclass(frozen=True, slots=True)
class Book:
    """A workbook and what it shows: its bytes, and what is needed to read it back (the plan, the digests of its cells)."""

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
    writer = SheetWriter(book)
    staff = cells_of(desk.edits)
    remarks = changes.remarks(desk)
    made = f"生成时间 {moment(desk.made) or desk.made}　第 {desk.run} 次运行"
    members = _members(guide, staff)
    view = View(desk, guide, made, {one.sheet.name: one for one in members if isinstance(one, Listed)})
    planned: list[PlanSheet] = []
    rows: dict[str, dict[str, str]] = {}
    for one in members:  # the order of writing is the order of the tabs
        if isinstance(one, Drawn):
            one.write(writer, view)
            continue
        first = one.sheet.name == OVERVIEW.name
        sheet, shown = with_staff(one.sheet, view.rows(one.sheet), staff.get(one.sheet.name, {}))
        rows[sheet.name] = paint(
            writer, sheet, shown,
            Heading(guide.title, made, key_head(sheet.name, desk.build, desk.installation),
                    desk.alerts if first else (), desk.changes if first else ()),
            remarks.get(sheet.name))
        planned.append(_plan(sheet))
    rows[OWN_SHEET] = staff_sheets.write(writer, staff.get(OWN_SHEET, {}))
    book.get_worksheet_by_name(TODAY.name).activate()
    names = [page.get_name() for page in book.worksheets()]
    book.close()
    data = out.getvalue()
    drawn = [name for name in names if name not in rows and name not in rows[OWN_SHEET]]
    rows |= staff_sheets.shown_marks(data, drawn) if desk.build else {}
    planned += [PlanSheet(name, (), keyed=False) for name in drawn]
    return Book(data, Built(Plan(desk.installation, desk.build, tuple(planned)), rows))


def _plan(sheet: Sheet) -> PlanSheet:
    return PlanSheet(sheet.name, tuple(
        PlanColumn(c.key, c.head, c.staff, c.watch, c.basis, c.field) for c in sheet.columns))


def _members(guide: Guide, staff: Mapping[str, Mapping[str, Mapping[str, str]]]) -> list[Listed | Drawn]:
    """All sheets that this guide's call uses, in the order of their tabs, and those on which staff wrote."""
    members = [one for entry in REGISTRY for one in (entry.of(guide) if isinstance(entry, Several) else (entry,))]
    return [shown for one in members if (shown := _shown(one, guide, staff)) is not None]


def _shown(one: Listed | Drawn, guide: Guide, staff: Mapping[str, Mapping[str, Mapping[str, str]]]) -> Listed | Drawn | None:
    """A sheet as this guide has it; None where its call has no use for it."""
    if isinstance(one, Drawn):
        return one
    rows = staff.get(one.sheet.name, {})
    if not rows and one.sheet.used is not None and not one.sheet.used(guide):
        return None
    return replace(one, sheet=one.sheet.of(guide, {column for row in rows.values() for column in row}))
