"""Turns a table whose spanning labels were cut by a page's end into one in which each of them is one cell again."""

from __future__ import annotations

import re
from dataclasses import replace

from parsers.model.document import Cell, Grid
from parsers.pairs.label_weights import BLANKS, label_of, likeness

HIGH, WIDE, MARGINS, NARROW = 26, 18, 18, 100
"""In thousandths of the page's width: a line of a cell, a character, the margins in a cell, a narrow cell."""
LIKELY = 1.5
"""Weight from which the words of both cells are one label, where those of one alone are none."""
FEW = 3
"""Characters of the rest of a name that is no word."""
LONGEST = 12
"""Characters of a label in a narrow column."""

_REST = re.compile(r".|情况|信息|概况|简况|资料|成员|人员|负责人|单位|意见|简介|息|况")
"""How the names of groups end, and none is by itself."""


def whole_again(grid: Grid) -> Grid:
    """The table with the cells joined of which one ends a page and the other begins the next one."""
    pages = {cell.place.page for cell in grid.cells}
    if len(pages) < 2:
        return grid
    above = {(cell.column, cell.column_span, cell.row + cell.row_span): cell for cell in grid.cells}
    kept: dict[int, Cell] = {id(cell): cell for cell in grid.cells}
    for lower in grid.cells:
        upper = above.get((lower.column, lower.column_span, lower.row))
        if upper is not None and id(upper) in kept and upper.place.page != lower.place.page and _torn(upper, lower):
            kept[id(upper)] = replace(upper, blocks=upper.blocks + lower.blocks, row_span=upper.row_span + lower.row_span)
            del kept[id(lower)]
    return replace(grid, cells=tuple(kept.values())) if len(kept) < len(grid.cells) else grid


def _torn(upper: Cell, lower: Cell) -> bool:
    """Whether two cells are one: the lower one has the rest of the words of the upper one, or none."""
    up, low = upper.text.strip(BLANKS), lower.text.strip(BLANKS)
    tall = upper.row_span > 1 or lower.row_span > 1
    if not up or not tall or len(label_of(up)) > LONGEST:
        return False
    if not low:
        return upper.row_span > 1 or likeness(up) >= LIKELY
    if not _narrow(upper):
        return False
    if _REST.fullmatch(label_of(low)):
        return True
    both, apart = likeness(label_of(up + low)), min(likeness(label_of(up)), likeness(label_of(low)))
    few = len(label_of(low)) <= FEW and likeness(label_of(low)) < LIKELY
    return both >= LIKELY > apart or (few and _full(upper) and _lines(upper) > 1)


def _narrow(cell: Cell) -> bool:
    """Whether a cell is as narrow as those in which names of groups stand upright."""
    box = cell.place.box
    return box is not None and box[2] - box[0] <= NARROW


def _lines(cell: Cell) -> int:
    """How many lines the words of a narrow cell take at least."""
    box = cell.place.box
    room = max(1, (box[2] - box[0] - MARGINS) // WIDE) if box is not None else 1
    return sum(-(-len(label_of(line)) // room) for line in cell.text.strip(BLANKS).split("\n"))


def _full(cell: Cell) -> bool:
    """Whether the lines of a cell fill it."""
    box = cell.place.box
    return box is not None and box[3] - box[1] <= HIGH * (_lines(cell) + 1)
