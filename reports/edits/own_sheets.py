"""Whole sheets that staff made themselves: kept as values, with the changes since they were last taken in."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

from reports.edits.copy_model import Change, Copy
from reports.workbook.build_plan import OWN_SHEET, Built
from reports.workbook.cell_text import cell_checksum, cell_text

MOST_OWN_CELLS = 200_000


def own_sheets(copy: Copy, built: Built | None) -> tuple[list[Change], list[str]]:
    """The changes to sheets of the staff's own, and lines for a person."""
    checksums = built.rows.get(OWN_SHEET, {}) if built else {}
    shown = {sheet.name for sheet in built.plan.sheets if not sheet.keyed} if built else set()
    ours = {sheet.name for sheet in built.plan.sheets if sheet.keyed} if built else set()
    made: list[Change] = []
    notices: list[str] = []
    names = set()
    for sheet in copy.sheets:
        if sheet.ours or sheet.name in shown:
            continue
        name = sheet.name if sheet.name not in ours else f"{sheet.name[:24]}（无键列）"
        names.add(name)
        rows = sheet.rows
        while rows and not any(cell_text(value) for value in rows[-1]):
            rows = rows[:-1]
        if sum(map(len, rows)) > MOST_OWN_CELLS:
            notices.append(f"自建表“{name}”过大，未带入新表；原文件保留在旧版文件夹")
            continue
        if name != sheet.name:
            notices.append(f"表“{sheet.name}”缺少隐藏的键列，不能逐行对应，已作为“{name}”整表保留")
        body = packed(rows)
        if cell_checksum(body) != checksums.get(name, ""):
            made.append(Change(OWN_SHEET, name, "sheet", body, checksums.get(name, "")))
            notices.append(f"自建表“{name}”已带入新表（只保留数值和文字，公式和格式不保留）")
    for name in sorted(set(checksums) - names):
        made.append(Change(OWN_SHEET, name, "sheet", "", checksums[name]))
        notices.append(f"自建表“{name}”已按删除处理，历史保留")
    return made, notices


def packed(rows: Sequence[Sequence[Any]]) -> str:
    """The cells of a sheet as JSON: numbers, texts, truth values; times as texts."""
    return json.dumps([[_plain(value) for value in row] for row in rows], ensure_ascii=False, separators=(",", ":"))


def _plain(value: Any) -> Any:
    if isinstance(value, datetime | date | time):
        return cell_text(value)
    if isinstance(value, float) and (value != value or value in (float("inf"), float("-inf"))):
        return ""
    if isinstance(value, float) and value == int(value) and abs(value) < 10**15:
        return int(value)
    return value if isinstance(value, bool | int | float | str) else cell_text(value)
