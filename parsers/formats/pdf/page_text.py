"""Turns one PDF page with text into its lines and ruled cells, with positions in points from the upper left corner."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from parsers.formats.pdf.drawn_boxes import tick_boxes
from parsers.formats.pdf.form_fields import filled
from parsers.formats.pdf.glyphs import characters, strokes
from parsers.formats.pdf.hand_marks import Marked, hand_marks, rings, underlined
from parsers.formats.pdf.lines import Line, face_of, first_word, gutter, lines_of, spelled
from parsers.formats.pdf.overlaid_cells import parted
from parsers.formats.pdf.sideways import Sideways, sideways
from parsers.formats.pdf.unruled import PADDING, Band, second, unruled
from parsers.formats.pdf.unruled import cells as columns_of
from parsers.formats.pdf.watermark import without_watermark
from parsers.model.document import UNREAD
from parsers.ticks import signs

MOST_CELLS = 2000
_UNRULED = 0.85
"""The confidence of words whose cell is told by their places alone."""
_LONG, _SHORT, _ALIKE = 0.5, 0.2, 3
"""The share of the page's width that a rule between rows runs over; that of a rule which parts rows where so many are alike."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of text: its place, its text, the width of its first word (which a line break cannot split), its confidence, and
    the characters of which recognition was in doubt."""

    x0: float
    top: float
    x1: float
    bottom: float
    text: str
    size: float
    first_word: float
    confidence: float = 1.0
    doubted: str = ""
    others: tuple[tuple[int, str], ...] = ()
    """Where in the text a recognised character is in doubt, and what it may be instead."""
    strong: tuple[tuple[int, int], ...] = ()
    """The spans in bold type."""
    face: str = ""
    """As in Paragraph."""


@dataclass(slots=True)
class Ruled:
    """A ruled cell: its box, its lines, tables ruled inside it; `page` counts from 1, `box` is in thousandths of its width;
    `half` is 1 on the second page of a sheet."""

    page: int
    x0: float
    top: float
    x1: float
    bottom: float
    rows: list[Row] = field(default_factory=list)
    inner: list[list[Ruled]] = field(default_factory=list)
    box: tuple[int, int, int, int] | None = None
    half: int = 0

    @property
    def turn(self) -> int:
        """Where its page comes in the order of reading."""
        return 2 * self.page + self.half

    def holds(self, x: float, y: float) -> bool:
        """True for a point inside the box."""
        return self.x0 <= x <= self.x1 and self.top <= y <= self.bottom


@dataclass(slots=True)
class Page:
    """A page: tables (lists of cells), and the lines outside them; `picture`: it was recognised on a picture; `watermark`: the
    words that were left out because they are one; `marks`: what was drawn by hand, in thousandths of the page's width. One of two
    pages on a sheet that is `sheet` wide begins at `left`, and the left one has the other as `second`."""

    number: int
    width: float
    height: float
    tables: list[list[Ruled]]
    rows: list[Row]
    picture: bool = False
    watermark: str = ""
    sheet: float = 0.0
    left: float = 0.0
    second: Page | None = None
    rules: list[float] = field(default_factory=list)
    marks: list[tuple[int, int, int, int]] = field(default_factory=list)

    def texts(self) -> Iterator[str]:
        """All text of the page, and of the second one on its sheet."""
        yield from (row.text for row in self.rows)
        yield from (row.text for cell in cells_of(self.tables) for row in cell.rows)
        if self.second is not None:
            yield from self.second.texts()

    def pages(self) -> list[Page]:
        """This page, and the second one on its sheet."""
        return [self] if self.second is None else [self, self.second]


def garbled(page: Page) -> bool:
    """True where much of a page's text consists of glyphs whose meaning the font does not give."""
    text = "".join(page.texts())
    return text.count(UNREAD) > 0.3 * len(text)


def read_page(page: Any, chars: list[dict[str, Any]] | None = None) -> Page:
    """The lines and cells of one pdfplumber page, with what was typed into its form fields; `chars` in place of its own."""
    from parsers.formats.pdf.rules import Rules  # with pdfplumber, which takes its time

    typed = filled(page)
    own, watermark = without_watermark(page.chars if chars is None else chars, float(page.height))
    boxes, words = tick_boxes(page, [char for char in own if char["upright"]], _ticked(typed))
    framed = rings(page)
    finder = Rules(page, [*framed, *(drawn for box in boxes for drawn in box["drawn"])])
    if len(finder.cells) > MOST_CELLS:
        raise ValueError("too many cells")
    level = strokes(page, finder.cells)
    printed, struck = characters(page, words, level, _ticked(typed))
    added = ({**thing, "order": len(printed) + i} for i, thing in enumerate((*boxes, *typed)))
    whole = Page(page.page_number, float(page.width), float(page.height), [], [], watermark=watermark)
    marked = hand_marks(page, boxes, framed, finder.cells, Marked(struck, underlined(printed, level)))
    whole.marks = [_thousandths(mark, whole.width) for mark in marked]
    tables = _tables(finder, page.page_number, whole.width)
    turned = sideways((char for char in own if not char["upright"]), whole.width)
    borders = {round(y) for cell in finder.cells for y in (cell[1], cell[3])}
    between = [edge for edge in finder.edges if edge["orientation"] == "h" and round(edge["top"]) not in borders]
    alike = Counter((round(edge["x0"] / 3), round(edge["x1"] / 3)) for edge in between if edge["width"] > _SHORT * whole.width)
    whole.rules = [
        float(edge["top"]) for edge in between
        if edge["width"] > _LONG * whole.width or alike[round(edge["x0"] / 3), round(edge["x1"] / 3)] >= _ALIKE
    ]  # fmt: skip
    return _in_halves(whole, tables, [*printed, *added], turned)


def _in_halves(whole: Page, tables: list[list[Ruled]], chars: list[dict[str, Any]], turned: Sequence[Sideways]) -> Page:
    """The page with its lines; where it is a sheet of two pages side by side, the left one, with the right one as `second`."""
    fold = gutter(whole.width, whole.height, [*chars, *({"x0": c.x0, "x1": c.x1, "text": ""} for table in tables for c in table)])
    if fold is None:
        return _laid_out(whole, tables, chars, turned)
    half = replace(whole, width=fold, sheet=whole.width)
    left = _laid_out(half, [t for t in tables if t[0].x0 < fold], [c for c in chars if c["x0"] < fold], turned)
    right = [[replace(c, x0=c.x0 - fold, x1=c.x1 - fold, half=1) for c in table] for table in tables if table[0].x0 >= fold]
    beyond = [{**c, "x0": c["x0"] - fold, "x1": c["x1"] - fold} for c in chars if c["x0"] >= fold]
    left.second = _laid_out(replace(half, left=fold, watermark=""), right, beyond, ())
    return left


def _laid_out(page: Page, tables: list[list[Ruled]], chars: Sequence[dict[str, Any]], turned: Sequence[Sideways]) -> Page:
    """This page with tables and lines."""
    nested = _nest(tables)
    cells = sorted(cells_of(nested), key=lambda c: (c.x1 - c.x0) * (c.bottom - c.top))
    outside = _into_cells(chars, cells)
    bare, loose = unruled(outside, page.rules)
    rows = [row for row in map(_row, loose) if row.text]
    more = [_unruled_table(page, bands, outside) for bands in bare]
    return replace(page, tables=nested + more, rows=[*rows, *_turned_into_cells(turned, cells)])


def _unruled_table(page: Page, bands: Sequence[Band], lines: Sequence[Line]) -> list[Ruled]:
    """The cells of a table without rules, as broad as the words of the page."""
    left = min(line[0]["x0"] for line in lines)
    right = max(page.width - left, *(line[-1]["x1"] for line in lines)) + PADDING
    made: list[Ruled] = []
    ends = [*(band[0].top for band in bands[1:]), bands[-1][-1].bottom]
    answers = second(bands, left)
    for band, bottom in zip(bands, ends, strict=True):
        top, held = band[0].top, columns_of(band, left, answers)
        for (column, pieces), end in zip(held.items(), [*list(held)[1:], right + PADDING], strict=True):
            box = (column - PADDING, top, end - PADDING, bottom)
            made.append(_ruled(page.number, box, page.sheet or page.width))
            made[-1].rows = [replace(row, confidence=_UNRULED) for row in map(_row, pieces) if row.text]
    return made


def _into_cells(chars: Sequence[dict[str, Any]], cells: Sequence[Ruled]) -> list[Line]:
    """Gives each cell (the smallest first) its lines; returns those outside all cells, as their characters."""
    inside: dict[int | None, list[dict[str, Any]]] = {}
    home: int | None = None
    before: dict[str, Any] | None = None
    for char in chars:
        if before is None or not _overflows(before, char):
            home = _home(char["x0"] + char["x1"], char["top"] + char["bottom"], cells)
        inside.setdefault(home, []).append(char)
        before = char
    outside = inside.pop(None, [])
    for number, held in inside.items():
        cells[number or 0].rows = _rows(held)
    return lines_of(outside)


def _turned_into_cells(lines: Sequence[Sideways], cells: Sequence[Ruled]) -> list[Row]:
    """The same for lines that are not upright."""
    outside: list[Row] = []
    for line in lines:
        home = _home(line.x0 + line.x1, line.top + line.bottom, cells)
        row = Row(line.x0, line.top, line.x1, line.bottom, signs.plain(line.text), line.size, line.size)
        (outside if home is None else cells[home].rows).append(row)
    return outside


def _home(x: float, y: float, cells: Sequence[Ruled]) -> int | None:
    """The first cell that holds the place half as far from the corner as this."""
    return next((i for i, cell in enumerate(cells) if cell.holds(x / 2, y / 2)), None)


def _ticked(typed: Sequence[dict[str, Any]]) -> list[tuple[float, float]]:
    """The centres of boxes to tick."""
    return [((t["x0"] + t["x1"]) / 2, (t["top"] + t["bottom"]) / 2) for t in typed if t["text"] in (signs.TICKED, signs.EMPTY)]


def _overflows(before: dict[str, Any], char: dict[str, Any]) -> bool:
    """True for a character that continues the one written before it, even across the border of the cell."""
    size = float(char["size"])
    near = abs(char["top"] - before["top"]) < 0.2 * size and -0.6 * size < char["x0"] - before["x1"] < 0.25 * size
    return bool(near and "field" not in char)


def _tables(finder: Any, number: int, width: float) -> list[list[Ruled]]:
    """Tables as lists of cells; a single ruled box, which pdfplumber leaves out, is a table of one."""
    tables = [list(table.cells) for table in finder.tables]
    in_tables = {cell for table in tables for cell in table}
    tables += [[cell] for cell in finder.cells if cell not in in_tables]
    return [[_ruled(number, cell, width) for cell in part] for table in tables for part in parted(table)]


def _ruled(number: int, cell: Sequence[Any], width: float) -> Ruled:
    x0, top, x1, bottom = map(float, cell)
    return Ruled(number, x0, top, x1, bottom, box=_thousandths((x0, top, x1, bottom), width))


def _thousandths(box: tuple[float, float, float, float], width: float) -> tuple[int, int, int, int]:
    a, b, c, d = (round(1000 * v / max(width, 1.0)) for v in box)
    return a, b, c, d


def _nest(tables: list[list[Ruled]]) -> list[list[Ruled]]:
    """The tables; those inside a cell of another are moved into that cell."""
    outer: list[list[Ruled]] = []
    by_size = sorted(tables, key=lambda t: -_size(t))
    placed: list[Ruled] = []
    for table in by_size:
        x0, top = min(c.x0 for c in table), min(c.top for c in table)
        x1, bottom = max(c.x1 for c in table), max(c.bottom for c in table)
        homes = [c for c in placed if c.x0 - 1 <= x0 and c.top - 1 <= top and x1 <= c.x1 + 1 and bottom <= c.bottom + 1]
        (homes[-1].inner if homes else outer).append(table)
        placed += table
    return outer


def _size(table: list[Ruled]) -> float:
    return (max(c.x1 for c in table) - min(c.x0 for c in table)) * (max(c.bottom for c in table) - min(c.top for c in table))


def cells_of(tables: Iterable[list[Ruled]]) -> list[Ruled]:
    """All cells of tables, those of tables within them included."""
    return [cell for table in tables for c in table for cell in (c, *cells_of(c.inner))]


def _rows(chars: Sequence[dict[str, Any]]) -> list[Row]:
    """Characters → lines, from top to bottom and left to right."""
    return list(map(_row, lines_of(chars)))


def _row(line: list[dict[str, Any]]) -> Row:
    """One line; a gap wider than half a character becomes a blank, a wide gap several."""
    pieces: list[tuple[str, bool]] = []
    size = max(c["size"] for c in line)
    end: float | None = None
    for char in line:
        gap, strong = 0.0 if end is None else char["x0"] - end, bool(char.get("strong"))
        if gap > 0.5 * size and pieces and not pieces[-1][0].isspace() and not char["text"].isspace():
            pieces.append((" " if gap < 1.5 * size else "    ", strong and pieces[-1][1]))
        pieces.append((char["text"], strong))
        end = char["x1"] if end is None else max(end, char["x1"])
    inked = [c for c in line if not c["text"].isspace()] or line
    x0, x1 = inked[0]["x0"], max(c["x1"] for c in inked)
    top, bottom = min(c["top"] for c in inked), max(c["bottom"] for c in inked)
    text, spans = spelled(pieces)
    return Row(x0, top, x1, bottom, text, size, first_word(inked), strong=spans, face=face_of(inked))
