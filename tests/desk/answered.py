"""A desk of two applications at which cells are typed and answered."""

from __future__ import annotations

from pathlib import Path

from tests.desk.office import Office, package, small_guide
from tests.desk.sheets import look, opened

FIRST, SECOND = "GJ2024-0001", "GJ2024-0002"


def two_applications(home: Path) -> Office:
    """Two applications; the first has no address."""
    made = Office(home, guide=small_guide())
    to = made.settings.own_addresses[:1]
    made.mail(1, package(1, address=""), to=to)
    made.mail(2, to=to)
    made.run()
    return made


def write(office: Office, sheet: str, row: str, **cells: object) -> None:
    """A clerk types into cells of one row, by heading ("" empties), and saves; then a pass runs."""
    with opened(office.workbook) as desk:
        for head, value in cells.items():
            desk.put(sheet, row, head, None if value == "" else value)
    office.run()


def answers(office: Office, column: str, sheet: str = "总览") -> list[tuple[str, str, str]]:
    """(row, state, reason) of the lines of 改动 that give a reason for a cell of this column, newest first."""
    desk = look(office.workbook)
    lines = [{head: desk.get("改动", key, head) for head in ("表", "行", "列", "状态", "说明")} for key in desk.keys("改动")]
    return [(line["行"], line["状态"], line["说明"]) for line in lines
            if (line["表"], line["列"] or "") == (sheet, column) and line["说明"]]


def comment(office: Office, sheet: str, row: str, head: str) -> str:
    """The comment on a cell; "" where it has none."""
    desk = look(office.workbook)
    note = desk.sheet(sheet).cell(desk.row(sheet, row), desk.column(sheet, head)).comment
    return note.text if note else ""
