"""Turns a table whose spanning labels were cut by a page's end into one in which each of them is one cell again."""

from __future__ import annotations

import re
from dataclasses import replace

from parsers.model.document import Cell, Grid
from parsers.pairs.label_weights import BLANKS, label_of, likeness

HIGH = 28
"""A line of a cell that is full takes no more of its height than this, in thousandths of the page's width."""
LIKELY = 1.5
"""Weight from which the words of both cells are one label, where those of one alone are none."""
LONGEST = 12
"""Characters of a label in a narrow column."""

_REST = re.compile(r".|情况|信息|概况|简况|资料|成员|人员|负责人|单位|意见|简介|息|况")
"""How the names of groups end, and none is by itself."""
_UPRIGHT = re.compile(r"[^\n]{1,2}(?:\n[^\n]{1,2})*")


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
    if not _UPRIGHT.fullmatch(up) or not _UPRIGHT.fullmatch(low):
        return False
    if _REST.fullmatch(label_of(low)):
        return True
    both, apart = likeness(label_of(up + low)), min(likeness(label_of(up)), likeness(label_of(low)))
    return both >= LIKELY > apart or ("\n" in up and "\n" in low and _full(upper))


def _full(cell: Cell) -> bool:
    """Whether the lines of a cell fill it."""
    box = cell.place.box
    return box is not None and box[3] - box[1] <= HIGH * (cell.text.strip(BLANKS).count("\n") + 1)
