"""Turns a picture of a page into the page upright, deskewed and clean, with its ruled cells and the places of its lines of print.

The orientation is found once a file, on a small copy; each page then checks it by its own lines, which costs nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from parsers.ocr.deskew import Flat, even, flatten
from parsers.ocr.dropped_characters import read
from parsers.ocr.engine import GLANCE, Gray, Line, Quad, find_lines
from parsers.ocr.gray_seals import colourless, lifted
from parsers.ocr.orientation import sideways, turned, upside_down
from parsers.ocr.ruled_cells import Box, Table, erased, tables
from parsers.ocr.ruled_lines import rules, slimmed


@dataclass(frozen=True, slots=True)
class PreparedPage:
    """A page before reading. `quarters` is the turn (clockwise) that made it upright; lines once read are kept."""

    flat: Flat
    clean: Gray
    tables: list[Table]
    quads: list[Quad]
    quarters: int
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


def _prepared(picture: NDArray[np.uint8], quarters: int) -> PreparedPage:
    flat = flatten(picture)
    gray = slimmed(flat.gray)
    ruled_lines = rules(gray)
    ruled = tables(ruled_lines, gray.shape[1])
    inked = lifted(gray) if colourless(picture) else gray
    clean = erased(inked, ruled_lines, [c for t in ruled for c in t])
    return PreparedPage(flat, clean, ruled, find_lines(clean), quarters)
