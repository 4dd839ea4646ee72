"""`guide suggest` over a real state: what clerks typed into the workbook comes back as proposals, on the terminal and on 说明."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.desk.office import Office, package
from tests.desk.sheets import look, opened
from tests.stories.test_command_line import call

NUMBERS = [f"GJ2024-{n:04}" for n in range(1, 4)]


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """Three cases, of each of which the postcode is doubted, and a clerk."""
    made = Office(tmp_path)
    for n in range(1, 4):
        made.mail(n, package(n, postal_code="abc"))
    made.run()
    return made


def test_false_alarms_of_a_season_are_proposed_and_nothing_is_changed(office: Office) -> None:
    assert call(office.home, "guide", "suggest").stdout == "还没有可以建议的修改\n"
    guides = {path: path.read_bytes() for path in Path("config/guides").rglob("*.toml")}
    with opened(office.workbook) as desk:
        for number in NUMBERS:
            desk.put("形审", desk.first("形审", f"{number}|postcode-invalid"), "认可/误报", "误报")
    office.run()
    told = call(office.home, "guide", "suggest")
    assert told.returncode == 0 and "rules[postcode-invalid].severity：severity 由 fix（必改）改为 verify（核验）" in told.stdout
    assert all(number in told.stdout for number in NUMBERS)
    (one,) = json.loads(call(office.home, "guide", "suggest", "--json").stdout)
    assert one["cases"] == NUMBERS
    cells = [str(cell.value) for row in look(office.workbook).book["说明"].iter_rows() for cell in row if cell.value]
    assert "rules[postcode-invalid].severity" in cells and any(NUMBERS[0] in cell and "误报" in cell for cell in cells)
    assert {path: path.read_bytes() for path in guides} == guides


def test_a_workbook_of_a_call_without_words_of_staff_has_no_such_section(office: Office) -> None:
    cells = [str(cell.value) for row in look(office.workbook).book["说明"].iter_rows() for cell in row if cell.value]
    assert not any("修改建议" in cell for cell in cells)
