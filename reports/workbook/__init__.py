"""The review workbook: a Desk and the guide in, the bytes of 审查表.xlsx out; the same desk gives the same bytes.

One file a sheet makes a pandas frame; columns.py says what the columns are; brush.py writes them.
"""

from __future__ import annotations

from io import BytesIO

import pandas as pd
import xlsxwriter

from config.model import Guide
from reports.model import Desk
from reports.words import moment
from reports.workbook import about, category, checks, fields, files, mails, overview, replies
from reports.workbook.brush import Brush, paint
from reports.workbook.columns import CHECKS, FIELDS, FILES, LETTERS, MAILS, OVERVIEW, Sheet, category_sheet


def build(desk: Desk, guide: Guide) -> bytes:
    """The whole workbook. Raises nothing for what applicants wrote, whatever it is."""
    out = BytesIO()
    book = xlsxwriter.Workbook(out, {
        "in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False,
        "nan_inf_to_errors": True,
    })
    book.set_properties({"title": guide.title, "created": moment(desk.made) or moment("2024-01-01T00:00")})
    book.set_size(2400, 1500)
    brush = Brush(book)
    for sheet, frame in _sheets(desk, guide):
        paint(brush, sheet, frame, guide.title, f"生成时间 {moment(desk.made) or desk.made}　第 {desk.run} 次运行")
    about.write(brush, desk, guide)
    book.get_worksheet_by_name(OVERVIEW.name).activate()
    book.close()
    return out.getvalue()


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
        (LETTERS, replies.frame(desk)),
    ]


def _first_rows(frame: pd.DataFrame) -> dict[str, int]:
    """Case number → row of its first line, counted from 0 with the heading."""
    if frame.empty:
        return {}
    numbers = frame["key"].str.split("|", n=1).str[0]
    first = numbers[~numbers.duplicated()]
    return {number: int(str(row)) + 1 for row, number in first.items()}
