"""Turns a picture of a page into the page upright, deskewed and clean, with its ruled cells and the places of its lines of print.

The orientation is found once a file, on a small copy; each page then checks it by its own lines, which costs nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from parsers.ocr.deskew import Flat, even, flatten
from parsers.ocr.dropped_characters import read
from parsers.ocr.engine import GLANCE, Gray, Line, Quad, find_lines
from parsers.ocr.gray_seals import colourless, lifted
from parsers.ocr.mended_rules.broken_lines import drawn_through, without_creases
from parsers.ocr.mended_rules.cut_characters import joined_where_cut
from parsers.ocr.mended_rules.whole_tables import whole_tables
from parsers.ocr.orientation import sideways, turned, upside_down
from parsers.ocr.ruled_cells import Box, Table, bared, erased, tables
from parsers.ocr.ruled_lines import FAINT, rules, slimmed, without_red


@dataclass(frozen=True, slots=True)
class PreparedPage:
    """A page before reading. `quarters` is the turn (clockwise) that made it upright; `colourless`: its picture has no colour;
    `holes`: cells whose frame was not seen whole; `bare`: the page on which marks are looked for. Lines once read are kept."""

    flat: Flat
    clean: Gray
    tables: list[Table]
    quads: list[Quad]
    quarters: int
    colourless: bool = False
    holes: frozenset[Box] = frozenset()
    bare: Gray | None = None
    _lines_read: dict[bytes, Line] = field(default_factory=dict)

    @property
    def cells(self) -> list[Box]:
        """The cells of all tables in turn."""
        return [cell for table in self.tables for cell in table]

    def read(self, quad: Quad, strip: Gray) -> Line:
        """The line of print in a quad, of which `strip` is the picture; read once and then kept."""
        key = quad.tobytes()
        if key not in self._lines_read:
            self._lines_read[key] = read(self.clean, quad, strip)
        return self._lines_read[key]


def prepare(picture: NDArray[np.uint8], quarters: int | None = None) -> PreparedPage:
    """Preprocesses the page in an RGB picture. `quarters`: the turn that the page before it needed, None where nothing is known
    yet."""
    if quarters is None:
        quarters = way_up(picture)
    prepared = _prepared(turned(picture, quarters), quarters)
    if sideways(prepared.quads):
        quarters = (quarters + 1) % 4
        prepared = _prepared(turned(picture, quarters), quarters)
    wrong, lines = upside_down(prepared.clean, prepared.quads)
    if wrong:
        quarters = (quarters + 2) % 4
        return _prepared(turned(picture, quarters), quarters)
    prepared._lines_read.update((prepared.quads[at].tobytes(), line) for at, line in lines.items())
    return prepared


def way_up(picture: NDArray[np.uint8]) -> int:
    """The quarters (clockwise) by which a page must be turned to be read, found on a small copy; 0 where nothing tells."""
    gray = even(picture[:, :, 0])
    quads, quarters = find_lines(gray, GLANCE), 0
    if sideways(quads):
        gray, quarters = turned(gray, 1), 1
        quads = find_lines(gray, GLANCE)
    return quarters + 2 * upside_down(gray, quads)[0]


def with_broken_lines(prepared: PreparedPage) -> PreparedPage | None:
    """The page again, with faint, dotted and broken lines taken for ruled ones; None where that gives the same cells."""
    page = _ruled(prepared.flat, prepared.quarters, prepared.colourless, broken=True)
    same = len(page.cells) == len(prepared.cells) and all(
        abs(a.x0 - b.x0) + abs(a.y0 - b.y0) + abs(a.x1 - b.x1) + abs(a.y1 - b.y1) < _SAME
        for a, b in zip(page.cells, prepared.cells, strict=True)
    )
    if same:
        return None
    return _with_lines(page, broken=True)


_SAME = 12.0
"""Pixels by which the sides of two cells differ together that are one."""


def _prepared(picture: NDArray[np.uint8], quarters: int) -> PreparedPage:
    return _with_lines(_ruled(flatten(picture), quarters, colourless(picture)))


def _with_lines(page: PreparedPage, broken: bool = False) -> PreparedPage:
    """The page with the places of its lines of print, and with its tables whole."""
    quads = find_lines(page.clean)
    ruled, holes = whole_tables(page.tables, quads, page.flat.gray)
    ruled, clean = joined_where_cut(ruled, quads, page.flat.gray, page.clean, broken)
    return replace(page, tables=ruled, quads=quads, holes=holes, clean=clean)


def _ruled(flat: Flat, quarters: int, gray_only: bool, broken: bool = False) -> PreparedPage:
    """A deskewed page with its cells, and without the places of its lines of print."""
    gray, faint = slimmed(flat.gray), _FAINT if broken else FAINT
    ruled_lines = rules(without_red(gray, flat.red), faint=faint)
    uncreased = without_creases(gray, ruled_lines)
    if broken:
        drawn = drawn_through(flat.gray if uncreased is gray else uncreased)
        ruled_lines = rules(slimmed(without_red(drawn, flat.red)), faint=faint)
    elif uncreased is not gray:
        ruled_lines = rules(without_red(uncreased, flat.red), faint=faint)
    gray = uncreased
    ruled = tables(ruled_lines, gray.shape[1])
    inked = lifted(gray) if gray_only else gray
    lines = replace(ruled_lines, level=[]) if broken else ruled_lines  # what bounds no cell may be strokes of print
    cells = [c for t in ruled for c in t]
    return PreparedPage(flat, erased(inked, lines, cells), ruled, [], quarters, gray_only, bare=bared(inked, lines, cells))


_FAINT = 14
"""By how many gray levels a line is darker than the paper where even faint ones count."""
