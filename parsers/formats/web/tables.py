"""Turns an HTML table, cell by cell, into the rows of a Word table, with merges spelled out as Word does: a cell that spans
several rows is repeated in every row it covers."""

from __future__ import annotations

from lxml import etree

from parsers.model.file import TroubleKind, Unreadable

MOST_CELLS = 100_000
MOST_COLUMNS = 63
_TO_THE_END = 10_000


class Table:
    """Writes a table into `outer`. `room` is how many cells all tables of one page may still have, and is shared by them.
    Raises Unreadable: limit."""

    def __init__(self, outer: etree._Element, room: list[int]) -> None:
        self.outer = outer
        self._room = room
        self._element = etree.SubElement(outer, "tbl")
        self._row: etree._Element | None = None
        self._column = 0
        self._below: dict[int, tuple[int, int]] = {}  # column → rows that the cell above still covers, and its width

    def row(self) -> None:
        """Begins a row; ends an open one."""
        self.end_row()
        self._row, self._column = etree.SubElement(self._element, "tr"), 0

    def end_row(self) -> None:
        """Ends the row, with the cells from above that cover places on its right."""
        if self._row is None:
            return
        for column in sorted(c for c in self._below if c >= self._column):
            if column > self._column:
                self._put(column - self._column)
            self._reach()
        self._row = None

    def cell(self, wide: int, high: int) -> etree._Element:
        """Begins a cell; `high` 0 covers all rows that follow. Returns the element that takes the content."""
        if self._row is None:
            self.row()
        self._reach()
        if high != 1:
            self._below[self._column] = (high - 1 if high else _TO_THE_END, wide)
        return self._put(wide, "restart" if high != 1 else "")

    def nothing(self, wide: int) -> None:
        """Adds a place without a cell: Word's rows may begin further to the right or end earlier than others."""
        if self._row is None:
            self.row()
        if self._row is not None and not self._column:
            etree.SubElement(etree.SubElement(self._row, "trPr"), "gridBefore", val=str(wide))
        self._column += wide

    def _reach(self) -> None:
        """Writes the cells from above that cover the current place."""
        while above := self._below.pop(self._column, None):
            rows, wide = above
            if rows > 1:
                self._below[self._column] = (rows - 1, wide)
            self._put(wide, "continue")

    def _put(self, wide: int, merge: str = "") -> etree._Element:
        self._room[0] -= 1
        if self._room[0] < 0 or self._row is None:
            raise Unreadable(TroubleKind.LIMIT, "网页文件的表格过大")
        cell = etree.SubElement(self._row, "tc")
        properties = etree.SubElement(cell, "tcPr")
        etree.SubElement(properties, "gridSpan", val=str(min(wide, MOST_COLUMNS)))
        if merge:
            etree.SubElement(properties, "vMerge", val=merge)
        self._column += wide
        return cell
