"""Sheet 版本: what each revision of a case changed against the one before, old and new beside each other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from config.model import Guide
from reports import display
from reports.case import Case, Desk
from reports.revision_changes import changes
from reports.state_words import moment
from reports.workbook.cells import row_link
from reports.workbook.columns import KEY, NUMBER, UNIT, Column, Row, Sheet, row_key
from reports.workbook.sheets.overview import OVERVIEW

KIND = {"status": "状态", "field": "栏目", "file": "文件", "finding": "问题", "first": "首次提交", "same": "未见变化"}

VERSIONS = Sheet("版本", (
    KEY, NUMBER, UNIT,
    Column("revision", "版次", 6, "number"),
    Column("received", "收到时间", 16, "time"),
    Column("kind", "变化", 10, "short", palette="change"),
    Column("label", "栏目或文件", 20),
    Column("old", "原来", 44, "long"),
    Column("new", "现在", 44, "long"),
), frozen=4, lines=6, tab="#7A6A3A")
"""Key: case number|revision|kind|what changed. Cases with a single revision are not listed."""


def rows(desk: Desk, guide: Guide) -> list[Row]:
    """The cases with more than one revision, oldest revision first."""
    numbers, earlier = {case.case_no: n for n, case in enumerate(desk.cases, 1)}, _earlier(desk)
    return [
        row for case in desk.cases if case.case_no in earlier
        for row in _rows((*earlier[case.case_no], case), guide, numbers[case.case_no])
    ]


def _earlier(desk: Desk) -> dict[str | None, list[Case]]:
    by_number: dict[str | None, list[Case]] = {}
    for case in sorted(desk.older, key=lambda case: case.revision):
        by_number.setdefault(case.case_no, []).append(case)
    return by_number


def _rows(history: tuple[Case, ...], guide: Guide, overview_row: int) -> Iterator[Row]:
    first = history[0]
    files = "、".join(display.base_name(file.name) for file in first.package.files)
    linked = {"case_no": row_link(first.case_no or "", OVERVIEW, overview_row)}
    yield _row(first, guide, "first", Line("", "全部材料", "", files)) | linked
    for old, new in pairwise(history):
        changed, alike = changes(old, new, guide), Counter[tuple[str, str]]()
        for change in changed:
            alike[change.kind, change.subject] += 1
            n = alike[change.kind, change.subject]
            subject = row_key(change.subject, *((n,) if n > 1 else ()))
            yield _row(new, guide, change.kind, Line(subject, change.label, change.old, change.new))
        if not changed:
            yield _row(new, guide, "same", Line("", "", "", "新来的邮件没有带来可见的变化"))


@dataclass(frozen=True, slots=True)
class Line:
    """What a line tells: `subject` identifies it within its kind, `label` is what a person calls it."""

    subject: str
    label: str
    old: str
    new: str


def _row(case: Case, guide: Guide, kind: str, line: Line) -> Row:
    return {
        "key": row_key(case.case_no, case.revision, kind, line.subject), "case_no": case.case_no or "",
        "unit": display.unit(case, guide),
        "revision": case.revision, "received": moment(case.received), "kind": KIND[kind],
        "label": line.label, "old": line.old, "new": line.new,
    }
