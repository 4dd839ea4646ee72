"""The public notice as a workbook: what stands on it, and that long names are not cut off on paper."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import openpyxl
import pytest

from reports.public_notice import HEADS, notice_book
from reports.workdays import UnknownYear
from tests import installation
from tests.reports import sample_desk

GUIDE = installation.guide()


def test_the_list_is_numbered_framed_and_wrapped_on_a_landscape_sheet() -> None:
    cases = [sample_desk.case(GUIDE, "conference", 1), sample_desk.case(GUIDE, "domestic_base", 2)]
    page = openpyxl.load_workbook(BytesIO(notice_book(cases, GUIDE, date(2024, 6, 5)))).worksheets[0]
    lines = [list(row) for row in page.iter_rows(min_row=4)]
    assert [cell.value for cell in lines[0]] == list(HEADS)
    assert [line[0].value for line in lines[1:]] == ["1", "2"]
    body = [cell for line in lines[1:] for cell in line]
    assert all(cell.alignment.wrap_text and cell.alignment.vertical == "center" and cell.border.left.style for cell in body)
    assert all(cell.font.bold and cell.alignment.horizontal == "center" for cell in lines[0])
    assert {str(merged) for merged in page.merged_cells.ranges} == {"A1:E1", "A2:E2"}
    assert (page.page_setup.orientation, page.page_setup.paperSize, page.print_title_rows) == ("landscape", 9, "$4:$4")
    assert (page.page_setup.fitToWidth or 1, page.page_setup.fitToHeight) == (1, 0)


def test_a_notice_of_no_project_is_a_heading_alone() -> None:
    page = openpyxl.load_workbook(BytesIO(notice_book([], GUIDE, date(2024, 6, 5)))).worksheets[0]
    assert page.max_row == 4


# --- what goes wrong --------------------------------------------------------------------------------------------------


def test_a_year_without_announced_holidays_has_no_notice() -> None:
    with pytest.raises(UnknownYear):
        notice_book([], GUIDE, date(2099, 1, 5))
