"""Makes the public notice (公示) of the projects marked 拟立项: agreed columns only, and its last day by working days (R90,
R91)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from io import BytesIO

import xlsxwriter

from config.model import Guide, Meaning, OfficeSettings
from reports import display
from reports.case import Case, Desk
from reports.guide_words.labels import label_of
from reports.guide_words.uses import has_several_categories, recommends
from reports.workbook.cells import clean
from reports.workbook.sheets.overview import OVERVIEW
from reports.workbook.typed_overlay import cells_of
from reports.workdays import last_day

AWARDED = "是"


def awarded(desk: Desk) -> tuple[Case, ...]:
    """The cases that staff marked 拟立项, in the order of their numbers."""
    marked = cells_of(desk.edits).get(OVERVIEW.name, {})
    return tuple(case for case in desk.cases if marked.get(case.case_no or "", {}).get("staff_award") == AWARDED)


def typed_verdicts(desk: Desk) -> dict[str, str]:
    """Case number → what staff typed as 初审结论, of every case that has one."""
    typed = cells_of(desk.edits).get(OVERVIEW.name, {})
    return {number: words["staff_verdict"] for number, words in typed.items() if "staff_verdict" in words}


def heads(guide: Guide) -> dict[str, int]:
    """Heading → width of its column: only what the call has."""
    project, unit = label_of(guide, Meaning.PROJECT) or "项目名称", label_of(guide, Meaning.APPLICANT) or "申报单位"
    category = {"项目类别": 18} if has_several_categories(guide) else {}
    recommender = {label_of(guide, Meaning.RECOMMENDER) or "推荐单位": 26} if recommends(guide) else {}
    return {"序号": 6, project: 40, unit: 34} | category | recommender


def lines(cases: Sequence[Case], guide: Guide) -> list[tuple[str, ...]]:
    """The rows of the list: only what was agreed to be published, and only what the call has."""
    return [(str(n), display.project(c, guide), display.unit(c, guide),
             *((display.category_name(c, guide),) if has_several_categories(guide) else ()),
             *((display.text_of(c, guide, Meaning.RECOMMENDER),) if recommends(guide) else ()))
            for n, c in enumerate(cases, 1)]


def span(start: date, guide: Guide) -> tuple[date, date]:
    """First and last day. Raises workdays.UnknownYear for a year whose holidays are not announced."""
    return start, last_day(start, guide.notice.days, guide.notice.start_counts)


def notice_text(cases: Sequence[Case], guide: Guide, start: date, office: OfficeSettings) -> str:
    """The notice as plain text. Raises UnknownYear."""
    first, last = span(start, guide)
    text = [f"{guide.title}拟立项项目公示", "",
            f"现将拟立项项目予以公示，公示期为{_day(first)}至{_day(last)}（{guide.notice.days}个工作日）。"
            "如有异议，请在公示期内以书面形式反映。", "", "　".join(heads(guide))]
    text += ["　".join(" ".join(words.split()) or "—" for words in line) for line in lines(cases, guide)]
    contact = "　".join(part for part in (office.contact, office.phone, office.email) if part)
    return "\n".join(clean(line) for line in [*text, "", f"联系方式：{contact}" if contact else "", office.name]).rstrip() + "\n"


def notice_book(cases: Sequence[Case], guide: Guide, start: date) -> bytes:
    """The list as a workbook on A4. Raises UnknownYear."""
    first, end = span(start, guide)
    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    page = book.add_worksheet("公示")
    cell = book.add_format({"text_wrap": True, "valign": "vcenter", "border": 1})
    head = book.add_format({"bold": True, "border": 1, "align": "center", "bg_color": "#E1E9F2"})
    last = len(heads(guide)) - 1
    page.merge_range(0, 0, 0, last, clean(f"{guide.title}拟立项项目公示名单"),
                     book.add_format({"bold": True, "font_size": 16, "align": "center"}))
    page.merge_range(1, 0, 1, last, f"公示期：{_day(first)}至{_day(end)}（{guide.notice.days}个工作日）",
                     book.add_format({"align": "center"}))
    for n, (words, width) in enumerate(heads(guide).items()):
        page.write_string(3, n, words, head)
        page.set_column(n, n, width)
    for row, line in enumerate(lines(cases, guide), 4):
        for n, words in enumerate(line):
            page.write_string(row, n, clean(words), cell)
    page.set_paper(9)
    page.set_landscape()
    page.fit_to_pages(1, 0)
    page.repeat_rows(3)
    book.close()
    return out.getvalue()


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
