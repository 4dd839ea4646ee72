"""What no program would write and people do: numbers cut short, machine cells overwritten, rows copied, half a file saved."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from tests.desk.office import Office, package
from tests.desk.sheets import changes, look, opened

pytestmark = pytest.mark.usefixtures("either_database")

FIRST = "GJ2024-0001"


@pytest.fixture
def office(tmp_path: Path) -> Office:
    made = Office(tmp_path)
    for n in (1, 2, 3):
        made.mail(n)
    made.run()
    return made


def test_a_long_number_that_lost_its_end_is_refused_and_the_good_value_stays(office: Office) -> None:
    key = f"{FIRST}|bank_account_number"
    with opened(office.workbook) as desk:
        desk.put("字段", key, "更正值", "430015230610500012345")
    office.run()
    with opened(office.workbook) as desk:
        desk.put("字段", key, "更正值", 4.30015230610500e20)
        desk.put("总览", FIRST, "备注", "1.2E+17")
        desk.put("总览", FIRST, "初审人", 7)
    told = office.run()
    assert any("未采用" in line for line in told)
    after = look(office.workbook)
    assert after.get("字段", key, "更正值") == "430015230610500012345"
    assert (after.get("总览", FIRST, "备注"), after.get("总览", FIRST, "初审人")) == (None, "7")
    assert len(changes(office.workbook, "未采用")) == 2


@pytest.mark.parametrize(("typed", "why"), [
    ('="请张三"&"复核"', "公式"), ("=VLOOKUP(B3,名单!A:B,2,0)", "公式"), ("#N/A", "#N/A"), (" #ref! ", "#REF!"),
])  # fmt: skip
def test_a_formula_without_a_result_is_answered_on_the_desk(office: Office, typed: str, why: str) -> None:
    """openpyxl computes nothing, like every program that is no spreadsheet: the cell has a formula and no value."""
    key = f"{FIRST}|bank_account_number"
    with opened(office.workbook) as desk:
        desk.put("字段", key, "更正值", "43001523061050001234")
        desk.put("总览", FIRST, "备注", "先前写的")
    office.run()
    with opened(office.workbook) as desk:
        desk.put("字段", key, "更正值", typed)
        desk.put("总览", FIRST, "备注", typed)
    told = office.run()
    after = look(office.workbook)
    assert after.get("字段", key, "更正值") == "43001523061050001234" and after.get("总览", FIRST, "备注") == "先前写的"
    refused = changes(office.workbook, "未采用")
    assert len(refused) == 2 and any("未采用" in line for line in told)
    shown = [str(cell.value) for row in after.sheet("改动").iter_rows() for cell in row if cell.value is not None]
    assert sum(why in cell and "请直接填写" in cell for cell in shown) == 2


def test_machine_cells_come_back_and_what_was_typed_there_is_kept_in_the_history(office: Office) -> None:
    with opened(office.workbook) as desk:
        desk.put("总览", FIRST, "状态", "我觉得齐全")
        desk.sheet("说明").cell(3, 1).value = "写在说明里"
    office.run()
    assert {value for _, _, value, _ in changes(office.workbook, "未采用")} == {"我觉得齐全", "写在说明里"}
    assert look(office.workbook).get("总览", FIRST, "状态") != "我觉得齐全"


def test_copied_rows_are_told_and_lose_nothing(office: Office) -> None:
    with opened(office.workbook) as desk:
        desk.put("总览", FIRST, "备注", "甲")
        page = desk.sheet("总览")
        page.append([cell.value for cell in page[desk.row("总览", FIRST)]])
        page.cell(page.max_row, desk.column("总览", "备注")).value = "乙"
        page.append([cell.value for cell in page[desk.row("总览", "GJ2024-0002")]])
    told = "\n".join(office.run())
    assert "重复" in told
    assert {value for _, _, value, _ in changes(office.workbook, "冲突")} == {"甲", "乙"}


@pytest.mark.parametrize("which", [0, -1], ids=["in the row itself", "in its copy"])
def test_what_is_typed_into_one_of_two_copied_rows_is_typed(office: Office, which: int) -> None:
    with opened(office.workbook) as desk:
        page = desk.sheet("总览")
        page.append([cell.value for cell in page[desk.row("总览", FIRST)]])
        row = [desk.row("总览", FIRST), page.max_row][which]
        page.cell(row, desk.column("总览", "备注")).value = "只有这一句"
    office.run()
    assert look(office.workbook).get("总览", FIRST, "备注") == "只有这一句" and not changes(office.workbook, "冲突")


def test_a_copied_row_that_is_emptied_takes_nothing_from_its_original(office: Office) -> None:
    with opened(office.workbook) as desk:
        desk.put("总览", FIRST, "备注", "留着")
    office.run()
    with opened(office.workbook) as desk:
        page = desk.sheet("总览")
        page.append([cell.value for cell in page[desk.row("总览", FIRST)]])
        page.cell(page.max_row, desk.column("总览", "备注")).value = None
    office.run()
    assert look(office.workbook).get("总览", FIRST, "备注") == "留着"


def test_the_copy_of_another_office_and_strange_files_change_nothing(office: Office, tmp_path: Path) -> None:
    other = Office(tmp_path / "other")
    other.mail(1)
    other.run()
    tray = office.output / "收件夹"
    with opened(other.workbook, save_as=tray / "别处.xlsx") as desk:
        desk.put("总览", FIRST, "备注", "别处的")
    (tray / "坏.xlsx").write_bytes(b"PK\x03\x04 nothing")
    openpyxl.Workbook().save(tray / "空.xlsx")
    told = "\n".join(office.run())
    assert "别处.xlsx" in told and "坏.xlsx" in told and "空.xlsx" in told
    assert look(office.workbook).get("总览", FIRST, "备注") is None
    assert office.case(1).package.name == package(1).name


def test_a_half_saved_workbook_is_never_replaced(office: Office) -> None:
    whole = office.workbook.read_bytes()
    office.workbook.write_bytes(whole[: len(whole) // 2])
    office.mail(6)
    told = "\n".join(office.run())
    assert "未收回" in told and office.workbook.read_bytes() == whole[: len(whole) // 2]
    assert list(office.output.glob("审查表-*.xlsx"))


def test_a_row_that_is_gone_stays_while_staff_cells_hang_on_it(office: Office) -> None:
    with opened(office.workbook) as desk:
        key = desk.first("附件", FIRST)
        desk.put("附件", key, "备注", "这份要原件")
    office.run()
    office.mail(1, package(1, version=2))
    office.run()
    assert look(office.workbook).get("附件", key, "备注") == "这份要原件"


def test_an_empty_file_in_its_place_is_replaced_once_and_no_dated_one_comes_beside(office: Office) -> None:
    """A full disk and a broken copy leave it: it has nobody's words, and a new dated file a run would hide the true one."""
    office.workbook.write_bytes(b"")
    for n in (4, 5):
        office.mail(n)
        office.run()
    assert look(office.workbook).keys("总览")[-1] == "GJ2024-0005"
    assert not list(office.output.glob("审查表-*.xlsx"))
