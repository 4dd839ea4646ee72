"""The public notice as a workbook: what stands on it, and that long names are not cut off on paper."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import openpyxl
import pytest

from config.model import OfficeSettings
from reports.public_notice import heads, notice_book, notice_text
from reports.workdays import UnknownYear
from tests import installation
from tests.reports import sample_desk

GUIDE = installation.guide()


def test_the_list_is_numbered_framed_and_wrapped_on_a_landscape_sheet() -> None:
    cases = [sample_desk.case(GUIDE, "conference", 1), sample_desk.case(GUIDE, "domestic_base", 2)]
    page = openpyxl.load_workbook(BytesIO(notice_book(cases, GUIDE, date(2024, 6, 5)))).worksheets[0]
    lines = [list(row) for row in page.iter_rows(min_row=4)]
    assert [cell.value for cell in lines[0]] == list(heads(GUIDE))
    assert [line[0].value for line in lines[1:]] == ["1", "2"]
    body = [cell for line in lines[1:] for cell in line]
    assert all(cell.alignment.wrap_text and cell.alignment.vertical == "center" and cell.border.left.style for cell in body)
    assert all(cell.font.bold and cell.alignment.horizontal == "center" for cell in lines[0])
    assert {str(merged) for merged in page.merged_cells.ranges} == {"A1:E1", "A2:E2"}
    assert (page.page_setup.orientation, page.page_setup.paperSize, page.print_title_rows) == ("landscape", 9, "$4:$4")
    assert (page.page_setup.fitToWidth or 1, page.page_setup.fitToHeight) == (1, 0)


@pytest.mark.parametrize(("contact", "phone", "told"), [
    ("徐姣", "84884381", "联系方式：徐姣　84884381"), ("徐姣", "", "联系方式：徐姣"), ("", "", ""),
])  # fmt: skip
def test_the_text_has_a_line_a_project_and_whom_to_ask(contact: str, phone: str, told: str) -> None:
    cases = [sample_desk.case(GUIDE, "conference", 1), sample_desk.case(GUIDE, "domestic_base", 2)]
    office = OfficeSettings(name="某省科协", contact=contact, phone=phone)
    text = notice_text(cases, GUIDE, date(2024, 6, 5), office).splitlines()
    assert text[0] == f"{GUIDE.title}拟立项项目公示" and "2024年6月5日" in text[2] and text[4] == "　".join(heads(GUIDE))
    assert [line[:2] for line in text[5:7]] == ["1　", "2　"] and text[7:] == ["", told, "某省科协"]


def test_a_notice_of_no_project_is_a_heading_alone() -> None:
    page = openpyxl.load_workbook(BytesIO(notice_book([], GUIDE, date(2024, 6, 5)))).worksheets[0]
    assert page.max_row == 4


# --- what goes wrong --------------------------------------------------------------------------------------------------


def test_a_year_without_announced_holidays_has_no_notice() -> None:
    with pytest.raises(UnknownYear):
        notice_book([], GUIDE, date(2099, 1, 5))
