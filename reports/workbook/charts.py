"""Draws the four charts of sheet 汇总. People who are colour-blind can tell the colours apart; patterns do it on a gray print."""

from __future__ import annotations

from typing import Any, Protocol

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

BLUE, ORANGE, GREEN, GREY, RED = "#0072B2", "#E69F00", "#009E73", "#9AA5B1", "#D55E00"
FONT = {"name": "微软雅黑", "size": 9}
SIZE = {"width": 620, "height": 300}
MOST_BARS, MOST_LABELS = 12, 12


class Place(Protocol):
    """Rows of a table's data, counted from 0."""

    @property
    def first(self) -> int: ...
    @property
    def last(self) -> int: ...


def draw(book: xlsxwriter.Workbook, page: Worksheet, row: int, counts: Place, rules: Place, days: Place) -> None:
    """Two by two from this row on: status and awards by category, arrivals by day, findings by rule. The tables stand on the
    same page."""
    sheet = page.get_name()
    for n, chart in enumerate((
        _statuses(book, sheet, counts), _awards(book, sheet, counts), _arrivals(book, sheet, days), _rules(book, sheet, rules),
    )):
        page.insert_chart(row + 16 * (n // 2), 0 if n % 2 == 0 else 6, chart, {"x_offset": 4})


def _statuses(book: xlsxwriter.Workbook, sheet: str, at: Place) -> Any:
    chart = book.add_chart({"type": "column", "subtype": "stacked"})
    for column, colour, pattern in ((2, GREEN, None), (3, RED, "wide_upward_diagonal"), (4, ORANGE, "small_grid")):
        chart.add_series(_series(sheet, at, column, colour, pattern) | {"gap": 60})
    return _finished(chart, "各小类申报材料的状态", "项")


def _awards(book: xlsxwriter.Workbook, sheet: str, at: Place) -> Any:
    chart = book.add_chart({"type": "column"})
    chart.add_series(_series(sheet, at, 1, GREY, None) | {"gap": 60, "data_labels": {"value": True, "font": FONT}})
    chart.add_series(_series(sheet, at, 7, BLUE, "wide_downward_diagonal") | {"data_labels": {"value": True, "font": FONT}})
    return _finished(chart, "申报数与拟立项数", "项")


def _arrivals(book: xlsxwriter.Workbook, sheet: str, at: Place) -> Any:
    chart = book.add_chart({"type": "column", "subtype": "stacked"})
    for column, colour, pattern in ((2, BLUE, None), (3, ORANGE, "wide_upward_diagonal")):
        chart.add_series(_series(sheet, at, column, colour, pattern) | {"gap": 30})
    line = book.add_chart({"type": "line"})
    line.add_series(_series(sheet, at, 1, GREY, None) | {"line": {"color": "#444444", "width": 1.5}})
    chart.combine(line)
    step = -(-(at.last - at.first + 1) // MOST_LABELS)
    return _finished(chart, "每日收到的邮件（线）与项目（柱）", "件", step=step)


def _rules(book: xlsxwriter.Workbook, sheet: str, at: Place) -> Any:
    chart = book.add_chart({"type": "bar"})
    few = _Rows(at.first, min(at.last, at.first + MOST_BARS - 1))
    chart.add_series(_series(sheet, few, 3, BLUE, None) | {"gap": 40})
    chart.add_series(_series(sheet, few, 6, RED, "wide_upward_diagonal"))
    chart.set_y_axis({"reverse": True, "crossing": "max", "num_font": FONT})
    return _finished(chart, f"发现最多的规则（前{MOST_BARS}条）与误报", "", bars=True)


class _Rows:
    def __init__(self, first: int, last: int) -> None:
        self.first, self.last = first, last


def _series(sheet: str, at: Place, column: int, colour: str, pattern: str | None) -> dict[str, Any]:
    """A series named by its heading, over the table's first column."""
    look: dict[str, Any] = {"border": {"color": colour, "width": 0.75}}
    if pattern:
        look["pattern"] = {"pattern": pattern, "fg_color": colour, "bg_color": "#FFFFFF"}
    else:
        look["fill"] = {"color": colour}
    return look | {
        "name": [sheet, at.first - 1, column], "categories": [sheet, at.first, 0, at.last, 0],
        "values": [sheet, at.first, column, at.last, column],
    }


def _finished(chart: Any, title: str, unit: str, bars: bool = False, step: int = 1) -> Any:
    chart.set_title({"name": title, "name_font": {"name": "微软雅黑", "size": 11, "color": "#1F3A5F"}, "overlay": False})
    chart.set_legend({"position": "bottom", "font": FONT})
    chart.set_size(SIZE)
    lines = {"visible": True, "line": {"color": "#E1E5EA"}}
    value_axis = {"num_font": FONT, "num_format": "0", "min": 0, "major_gridlines": lines}
    if bars:
        chart.set_x_axis(value_axis)
    else:
        chart.set_x_axis({"num_font": FONT, "interval_unit": step})
        chart.set_y_axis(value_axis | {"name": unit, "name_font": FONT})
    chart.set_chartarea({"border": {"color": "#CBD3DE"}})
    return chart
