"""Experts' scores → one ranking a category: mean, spread, who has not scored, and the money that has run up against the guide."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import accumulate, islice
from statistics import fmean, pstdev

import pandas as pd
import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from config.model import Category, Guide
from reports import display
from reports.case import Case
from reports.experts.scores import AWAY, Filled, Score, criteria_of
from reports.workbook.cells import clean

HEADS = ("名次", "编号", "申报单位", "项目名称", "平均分", "标准差", "最高", "最低", "评分人数", "未评分", "回避", "经费（万元）",
         "累计经费（万元）", "对照指南", "评语")
WIDTHS = (6, 13, 26, 30, 9, 8, 8, 8, 9, 22, 14, 11, 12, 22, 60)


@dataclass(frozen=True, slots=True)
class Scored:
    """A case and what its experts gave: totals, names of those who are `missing` or `away`, their remarks; money in 万元."""

    case: Case
    totals: tuple[float, ...]
    missing: tuple[str, ...]
    away: tuple[str, ...]
    remarks: tuple[str, ...]
    money: float | None

    @property
    def mean(self) -> float | None:
        """Of the experts who gave every mark."""
        return round(fmean(self.totals), 4) if self.totals else None


@dataclass(frozen=True, slots=True)
class Standing:
    """A case in its category's ranking. `rank` 0: nobody scored it; `running`: the money of all up to this one, in 万元."""

    rank: int
    scored: Scored
    running: float
    against: str


def ranked(filled: Sequence[Filled], cases: Sequence[Case], guide: Guide, category: Category) -> tuple[Standing, ...]:
    """The cases of a category, the best first. Equal means share a rank. A score with a mark missing counts as not given."""
    given = {(f.expert, s.case_no): s for f in filled for s in f.scores}
    scored = [
        _scored(case, {f.expert: given.get((f.expert, case.case_no or "")) for f in filled}, guide, category)
        for case in cases if case.category == category.key
    ]
    table = pd.DataFrame({
        "place": pd.Series([guide.place(one.case.case_no or "") for one in scored], dtype=object),
        "exact": pd.Series([fmean(one.totals) if one.totals else None for one in scored], dtype=float),
        "mean": pd.Series([one.mean for one in scored], dtype=float),
    }).sort_values(["exact", "place"], ascending=[False, True])
    ranks = table["mean"].rank(method="min", ascending=False).fillna(0).astype(int)
    best_first = [scored[n] for n in table.index]
    running = accumulate((one.money or 0.0 for one in best_first), lambda total, money: round(total + money, 4), initial=0.0)
    return tuple(
        Standing(rank, one, spent, _against(place, one.money, category))
        for place, (rank, one, spent) in enumerate(zip(ranks, best_first, islice(running, 1, None), strict=True), 1))


def _scored(case: Case, given: Mapping[str, Score | None], guide: Guide, category: Category) -> Scored:
    """`given`: name of each expert → the score of this case, None without one."""
    away = tuple(name for name, s in given.items() if s is not None and s.word == AWAY)
    totals = {name: total(s, guide, category) for name, s in given.items() if s is not None and s.word != AWAY}
    return Scored(
        case, tuple(t for t in totals.values() if t is not None),
        tuple(name for name in given if name not in away and totals.get(name) is None), away,
        tuple(f"{name}：{s.remark}" for name, s in given.items() if s is not None and s.remark),
        display.budget_wan(case, guide))


def total(score: Score, guide: Guide, category: Category) -> float | None:
    """The weighted sum, 0 to 100; None where a mark is missing."""
    criteria = criteria_of(guide, category.key)
    marks = [(score.marks.get(c.name), c) for c in criteria]
    if not criteria or any(mark is None for mark, _ in marks):
        return None
    return round(100 * sum(c.weight * (mark or 0) / c.most for mark, c in marks) / sum(c.weight for c in criteria), 4)


def _against(place: int, money: float | None, category: Category) -> str:
    least, most = category.awards or (0, 0)
    within = "" if not category.awards else "名额内" if place <= least else "名额上限内" if place <= most else "超出名额"
    if category.money_wan is None:
        return within
    low, high = category.money_wan
    about = "经费不详" if money is None else "" if low <= money <= high else f"经费不在{low:g}—{high:g}万元"
    return "；".join(filter(None, (within, about)))


def ranking_book(filled: Sequence[Filled], cases: Sequence[Case], guide: Guide, problems: Sequence[str]) -> bytes:
    """The workbook: a sheet a category with its running total against the guide, and a sheet of what could not be taken."""
    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    formats = _formats(book)
    experts = [f.expert for f in filled]
    for category in guide.categories:
        if standings := ranked(filled, cases, guide, category):
            page = book.add_worksheet(category.sheet[:31])
            _head(page, formats, guide, category, experts)
            _lines(page, formats, standings, guide)
            _on_paper(page, len(standings))
    notes = book.add_worksheet("问题")
    notes.set_column(0, 0, 100)
    for row, line in enumerate(problems or ("没有问题。",)):
        notes.write_string(row, 0, clean(line))
    book.close()
    return out.getvalue()


@dataclass(frozen=True, slots=True)
class _Formats:
    cell: Format
    number: Format
    head: Format
    bold: Format


def _formats(book: xlsxwriter.Workbook) -> _Formats:
    return _Formats(
        book.add_format({"text_wrap": True, "valign": "top", "border": 1, "font_size": 10}),
        book.add_format({"valign": "top", "border": 1, "num_format": "0.00", "font_size": 10}),
        book.add_format({"bold": True, "text_wrap": True, "border": 1, "bg_color": "#E1E9F2", "valign": "vcenter"}),
        book.add_format({"bold": True, "font_size": 14}))


def _head(page: Worksheet, formats: _Formats, guide: Guide, category: Category, experts: Sequence[str]) -> None:
    page.write_string(0, 0, clean(f"{guide.title}　{category.name}　评审排序"), formats.bold)
    page.write_string(1, 0, f"{_asked(category)}专家{len(experts)}人：{clean('、'.join(experts))}")
    for n, (words, width) in enumerate(zip(HEADS, WIDTHS, strict=True)):
        page.write_string(3, n, words, formats.head)
        page.set_column(n, n, width)


def _asked(category: Category) -> str:
    """What the guide says of the category's number and money; "" where it says nothing."""
    awards, money = category.awards, category.money_wan
    words = ["立项{}—{}项".format(*awards)] if awards else []
    words += ["每项{:g}—{:g}万元".format(*money)] if money else []
    words += [f"合计{awards[0] * money[0]:g}—{awards[1] * money[1]:g}万元"] if awards and money else []
    return f"指南：{'，'.join(words)}；" if words else ""


def _lines(page: Worksheet, formats: _Formats, standings: Sequence[Standing], guide: Guide) -> None:
    for row, standing in enumerate(standings, 4):
        for n, value in enumerate(_cells(standing, guide)):
            if isinstance(value, str):
                page.write_string(row, n, clean(value), formats.cell)
            else:
                page.write_number(row, n, value, formats.cell if isinstance(value, int) else formats.number)


def _on_paper(page: Worksheet, lines: int) -> None:
    page.freeze_panes(4, 3)
    page.autofilter(3, 0, 3 + lines, len(HEADS) - 1)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.repeat_rows(3)


def _cells(standing: Standing, guide: Guide) -> tuple[str | int | float, ...]:
    s = standing.scored
    totals = s.totals
    return (
        standing.rank or "未评", s.case.case_no or "", display.unit(s.case, guide), display.project(s.case, guide),
        s.mean if s.mean is not None else "", pstdev(totals) if len(totals) > 1 else "", max(totals) if totals else "",
        min(totals) if totals else "", len(totals), "、".join(s.missing), "、".join(s.away),
        s.money if s.money is not None else "", standing.running, standing.against, "\n".join(s.remarks)[:8000],
    )
