"""One row of every sheet, each of its cells held against a value written by hand, on a desk in which every count differs: what
is read from a wrong column, counted once too often or sorted backwards stands beside another number."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet
from python_calamine import CalamineWorkbook

from reports.workbook.book import build
from reports.workbook.columns import ABOUT
from reports.workbook.registry import SHEETS
from reports.workbook.sheets.summary import SUMMARY
from tests.reports.counted_desk import DESK, PICTURE
from tests.reports.counted_guide import GUIDE
from tests.reports.counted_rows import EXPECTED, ORDER, Expected
from tests.reports.counted_summary import ABOUT_LINES, TABLES


@pytest.fixture(scope="module")
def made() -> bytes:
    return build(DESK, GUIDE)


@pytest.fixture(scope="module")
def book(made: bytes) -> Any:
    return openpyxl.load_workbook(BytesIO(made))


def _heads(page: Worksheet) -> list[str]:
    return [str(cell.value) for cell in page[1]]


# --- one row of every sheet -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("row", EXPECTED, ids=lambda row: f"{row.sheet} {row.start}")
def test_each_cell_of_a_row_says_what_a_hand_wrote(book, row: Expected):
    page = book[row.sheet]
    cells = dict(zip(_heads(page), page[row.at], strict=True))
    assert str(cells.pop("键").value).startswith(row.start)
    assert {head: cell.value for head, cell in cells.items() if cell.value is not None} == row.cells
    assert {head: type(value) for head, value in row.cells.items() if isinstance(value, datetime)} == {
        head: datetime for head, cell in cells.items() if cell.is_date and cell.value is not None}  # fmt: skip
    linked = {head: cell.hyperlink for head, cell in cells.items() if cell.hyperlink}
    assert {head: link.location or link.target for head, link in linked.items()} == row.links
    formats = {head: cell.number_format for head, cell in cells.items()}
    assert formats == dict.fromkeys(cells, "@") | row.formats


@pytest.mark.parametrize("row", EXPECTED, ids=lambda row: f"{row.sheet} {row.start}")
def test_the_reader_of_staff_s_edits_sees_the_same_cells(made, row: Expected):
    lines = CalamineWorkbook.from_filelike(BytesIO(made)).get_sheet_by_name(row.sheet).to_python()
    seen = dict(zip(lines[0], lines[row.at - 1], strict=True))
    assert str(seen.pop("键")).startswith(row.start)
    assert {head: value for head, value in seen.items() if value != ""} == row.cells


def test_no_two_counts_of_the_row_on_the_overview_are_alike():
    """Were two alike, the sheet could show one for the other."""
    (row,) = (one.cells for one in EXPECTED if one.sheet == "总览" and one.at == 3)
    counts = [row[head] for head in ("必改", "核验", "提醒", "文件数", "版次", "经费（万元）", "完整度")]
    assert len(set(counts)) == len(counts) and not {4} & set(counts), "there are four hints, which are counted nowhere"


def test_every_sheet_has_a_row_here(book):
    assert set(book.sheetnames) - {SUMMARY, ABOUT} == {*(row.sheet for row in EXPECTED), "会议"} == set(ORDER)
    assert {sheet.name for sheet in SHEETS} <= set(ORDER)


@pytest.mark.parametrize("sheet", ORDER)
def test_rows_stand_in_their_order(book, sheet):
    keys = [str(line[0].value) for line in book[sheet].iter_rows(min_row=2)]
    assert len(keys) == len(ORDER[sheet])
    assert [key for key, start in zip(keys, ORDER[sheet], strict=True) if not key.startswith(start)] == []


def test_the_one_picture_is_in_the_row_of_its_seal(book):
    (image,) = book["核验"]._images
    assert (image.anchor._from.row, image.anchor._from.col) == (1, _heads(book["核验"]).index("图"))
    assert not any(page._images for page in book if page.title != "核验") and PICTURE


def test_what_is_open_has_a_remark_on_its_cell(book):
    remarks = {(page.title, cell.coordinate): cell.comment.text for page in book for line in page.iter_rows() for cell in line
               if cell.comment}  # fmt: skip
    assert remarks == {
        ("总览", "Y3"): "冲突：另一份文件（王强）里这一格是空的。请在“改动”表处理，或直接改写本格。",
        ("字段", "F13"): "待确认：读到的内容已变",
    }
    assert _heads(book["总览"])[24] == "初审结论" and _heads(book["字段"])[5] == "更正值"


# --- 汇总 and 说明 ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("title", TABLES)
def test_each_table_of_the_summary_says_what_a_hand_wrote(book, title):
    page = book[SUMMARY]
    start = next(cell.row for cell in page["A"] if cell.value == title)
    while page.cell(start, 2).value is None:  # the title, and the note under it
        start += 1
    lines = [[cell.value for cell in line] for line in page.iter_rows(min_row=start, max_row=start + len(TABLES[title]))]
    table = [line[: len(TABLES[title][0])] for line in lines]
    assert table[:-1] == [list(row) for row in TABLES[title]]
    assert not any(table[-1]), "and nothing below it"


def test_shares_and_sums_of_the_summary_are_formatted_as_such(book):
    page = book[SUMMARY]
    rows = {line[0].value: line for line in page.iter_rows()}
    formats = [cell.number_format for cell in rows["国际合作"]]
    assert formats == ["General", *["#,##0"] * 4, "#,##0.0###", "General", "#,##0", "#,##0.0###", "General", "General"]
    assert [cell.number_format for cell in rows["〔栏目〕未填写。"]][3:8] == [*["#,##0"] * 4, "0%"]


def test_the_heading_of_the_summary_names_the_run(book):
    page = book[SUMMARY]
    assert (page["A1"].value, page["A2"].value) == ("二〇二四年度项目　汇总", "生成时间 2024-04-09 09:30:00　第 128 次运行")


def test_the_about_sheet_counts_and_names_what_there_is(book):
    lines = [tuple(cell.value or "" for cell in line) for line in book[ABOUT].iter_rows()]
    assert [line for line in ABOUT_LINES if line not in lines] == []
    assert [lines.index(line) for line in ABOUT_LINES] == sorted(lines.index(line) for line in ABOUT_LINES)


def test_an_account_is_whole_on_the_sheet_of_fields_alone(book):
    said = {page.title: "".join(str(cell.value) for line in page.iter_rows() for cell in line).replace(" ", "") for page in book}
    whole = {title for title, text in said.items() if "62220000" in text}
    assert whole == {"字段"}, "neither the one that was read nor one that staff typed"
