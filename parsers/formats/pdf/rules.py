"""Turns the lines and boxes drawn on a PDF page into the rules of its tables: the outlines of letters are no rules, and a table
whose outer lines are not drawn is closed where its rules end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from pdfplumber.table import TableFinder, merge_edges
from pdfplumber.utils.geometry import curve_to_edges, filter_edges, line_to_edge, rect_to_edges

from parsers.formats.pdf.outlines import boxes, frame, shade

Edge = dict[str, Any]

_NEAR = 4.0
"""Two places within so many points are one."""
_BESIDE = 1.0
"""A bar beside a changed line stands further from the table than its own side does."""
_COLUMN, _ROW = 20.0, 8.0
"""A table is open where its rules run on past the last one that crosses them, by the width of a column or the height of a row."""
_SLANT = 2.0
"""Points by which a line may lean and still rule a table; pdfplumber takes every other line for an upright one."""
_SNAP = (3, 3, 3, 3)
"""pdfplumber's own tolerances."""


class Rules(TableFinder):
    """pdfplumber's search for cells, among the rules of this page with its open tables closed; `marks`: rectangles that are boxes
    to tick."""

    def __init__(self, page: Any, marks: Iterable[Edge] = ()) -> None:
        self._marks = set(map(id, marks))
        super().__init__(page)

    def get_edges(self) -> list[Edge]:
        """The level and upright rules, merged."""
        page = self.page
        drawn = [line_to_edge(line) for line in page.lines if min(line["width"], line["height"]) < _SLANT]
        drawn += [edge for curve in page.curves if frame(curve) for edge in curve_to_edges(curve)]
        rects = [rect for rect in boxes(page) if id(rect) not in self._marks]
        ruled = [rect for rect in rects if not shade(rect)]
        drawn += [edge for rect in (ruled if drawn or ruled else rects) for edge in rect_to_edges(rect)]
        edges = filter_edges(merge_edges([edge for edge in drawn if edge["orientation"]], *_SNAP), min_length=3)
        added = list(_missing(edges))
        return list(merge_edges([*edges, *added], *_SNAP)) if added else edges


# --- closing open tables --------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Rule:
    """A level rule at a height, or an upright one at a distance from the left, from `start` to `end`."""

    at: float
    start: float
    end: float

    def meets(self, other: _Rule) -> bool:
        """Whether this rule and one of the other direction cross or touch."""
        along = self.start - _NEAR <= other.at <= self.end + _NEAR
        return along and other.start - _NEAR <= self.at <= other.end + _NEAR


def _missing(edges: Sequence[Edge]) -> Iterator[Edge]:
    """The outer lines that are not drawn: at the head and foot of a table, then at its sides."""
    level = [_Rule(e["top"], e["x0"], e["x1"]) for e in edges if e["orientation"] == "h"]
    upright = [_Rule(e["x0"], e["top"], e["bottom"]) for e in edges if e["orientation"] == "v"]
    ends = list(_heads_and_feet(upright, level))
    for rule in ends:
        yield _edge("h", x0=rule.start, x1=rule.end, top=rule.at, bottom=rule.at)
    for rule in _sides([*level, *ends], upright):
        yield _edge("v", x0=rule.at, x1=rule.at, top=rule.start, bottom=rule.end)


def _edge(orientation: str, **place: float) -> Edge:
    size = {"width": place["x1"] - place["x0"], "height": place["bottom"] - place["top"]}
    return {"object_type": "line", "orientation": orientation, **place, **size}


def _heads_and_feet(upright: Sequence[_Rule], level: Sequence[_Rule]) -> Iterator[_Rule]:
    """A level rule where upright ones end beyond the last level one that they cross, as wide as that one."""
    for rule in upright:
        met = [other for other in level if rule.meets(other) and other.start - _BESIDE <= rule.at <= other.end + _BESIDE]
        if met:
            first, last = min(met, key=lambda other: other.at), max(met, key=lambda other: other.at)
            if first.at - rule.start > _ROW:
                yield _Rule(rule.start, first.start, first.end)
            if rule.end - last.at > _ROW:
                yield _Rule(rule.end, last.start, last.end)


def _sides(level: Sequence[_Rule], upright: Sequence[_Rule]) -> Iterator[_Rule]:
    """Upright rules through the common ends of level ones, where no upright one is as far out."""
    for end, outward in (("start", -1), ("end", 1)):
        for group in _ending_together(level, end):
            place = getattr(group[len(group) // 2], end)
            pairs = list(pairwise(_with_outer(sorted(group, key=lambda rule: rule.at), level, place)))
            open_sides = [_open(one, other, upright, place, outward) for one, other in pairs]
            for (one, other), open_side in zip(pairs, open_sides, strict=True):
                if open_side or (open_side is None and True in open_sides and _alike(one, other)):
                    yield _Rule(place, one.at, other.at)


def _with_outer(group: Sequence[_Rule], level: Sequence[_Rule], place: float) -> list[_Rule]:
    """The rules from top to bottom, between the next ones above and below that run on over their ends: a table inside a cell
    has the cell's own rules at its head and foot."""
    over = [rule for rule in level if rule.start < place - _NEAR and place + _NEAR < rule.end]
    above = [rule for rule in over if rule.at < group[0].at - _NEAR]
    below = [rule for rule in over if rule.at > group[-1].at + _NEAR]
    first, last = max(above, key=lambda rule: rule.at, default=None), min(below, key=lambda rule: rule.at, default=None)
    return [rule for rule in (first, *group, last) if rule is not None]


def _ending_together(rules: Iterable[_Rule], end: str) -> Iterator[list[_Rule]]:
    """Rules by the place of their ends, no group of one."""
    group: list[_Rule] = []
    for rule in sorted(rules, key=lambda rule: float(getattr(rule, end))):
        if group and getattr(rule, end) - getattr(group[-1], end) > _NEAR:
            if len(group) > 1:
                yield group
            group = []
        group.append(rule)
    if len(group) > 1:
        yield group


def _open(one: _Rule, other: _Rule, upright: Sequence[_Rule], place: float, outward: int) -> bool | None:
    """Whether two level rules that upright ones tie run on past the last of those; None: nothing ties them at all. Inside a
    table only rules count that run across the tie: what begins at a cell's border is an underline."""
    if other.at - one.at <= _NEAR:
        return False
    between = [rule for rule in upright if rule.start <= one.at + _NEAR and rule.end >= other.at - _NEAR]
    further = [outward * (rule.at - place) for rule in between]
    if any(-_COLUMN < distance <= _NEAR for distance in further):
        return False
    ties = [rule for rule in between if rule.meets(one) and rule.meets(other)]
    if any(distance > _NEAR for distance in further):
        ties = [rule for rule in ties if all(each.start + _NEAR < rule.at < each.end - _NEAR for each in (one, other))]
    return True if ties else None


def _alike(one: _Rule, other: _Rule) -> bool:
    return abs(one.start - other.start) <= _NEAR and abs(one.end - other.end) <= _NEAR
