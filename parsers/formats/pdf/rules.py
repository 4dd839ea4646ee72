"""Turns the lines and boxes drawn on a PDF page into the rules of its tables: the outlines of letters are no rules."""

from __future__ import annotations

from typing import Any

from pdfplumber.table import TableFinder, merge_edges
from pdfplumber.utils.geometry import curve_to_edges, filter_edges, line_to_edge, rect_to_edges

from parsers.formats.pdf.outlines import boxes, frame

Edge = dict[str, Any]

_SNAP = (3, 3, 3, 3)
"""pdfplumber's own tolerances."""


class Rules(TableFinder):
    """pdfplumber's search for cells, among the rules of this page."""

    def get_edges(self) -> list[Edge]:
        """The level and upright rules, merged."""
        page = self.page
        drawn = [line_to_edge(line) for line in page.lines]
        drawn += [edge for rect in boxes(page) for edge in rect_to_edges(rect)]
        drawn += [edge for curve in page.curves if frame(curve) for edge in curve_to_edges(curve)]
        edges: list[Edge] = filter_edges(merge_edges([edge for edge in drawn if edge["orientation"]], *_SNAP), min_length=3)
        return edges
