"""One PDF page with text → its lines and ruled cells, with positions in points from the upper left corner."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from parsers import marks

MOST_CELLS = 2000

# Radicals that some fonts' tables give in place of the character, where Unicode itself knows no equivalence.
_RADICALS = str.maketrans(
    "⺠⺩⻁⻄⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻨⻩⻬⻮⻰⻳⺟⻑⻖⻝⻗⻌⺻⺼",
    "民王虎西见角贝车长门青韦页风飞食马骨鬼鱼鸟麦黄齐齿龙龟母長阝食雨辶聿肉",
)
_FOLDED = re.compile("[\u2e80-\u2fdf\uf900-\ufaff]")


@dataclass(frozen=True, slots=True)
class Row:
    """One line of text: where it stands, its text, and the width of its first word that cannot be parted."""

    x0: float
    top: float
    x1: float
    bottom: float
    text: str
    size: float
    first_word: float


@dataclass(slots=True)
class Ruled:
    """A ruled cell: its box, its lines, tables ruled inside it; `page` counts from 1."""

    page: int
    x0: float
    top: float
    x1: float
    bottom: float
    rows: list[Row] = field(default_factory=list)
    inner: list[list[Ruled]] = field(default_factory=list)

    def holds(self, x: float, y: float) -> bool:
        """True for a point inside the box."""
        return self.x0 <= x <= self.x1 and self.top <= y <= self.bottom


@dataclass(slots=True)
class Page:
    """A page: tables (lists of cells), and the lines outside them."""

    number: int
    width: float
    height: float
    tables: list[list[Ruled]]
    rows: list[Row]

    def texts(self) -> Iterator[str]:
        """All text of the page."""
        yield from (row.text for row in self.rows)
        yield from (row.text for cell in _all(self.tables) for row in cell.rows)


def read_page(page: Any) -> Page:
    """The lines and cells of one pdfplumber page."""
    finder = page.debug_tablefinder()
    if len(finder.cells) > MOST_CELLS:
        raise ValueError("too many cells")
    tables = _nest(_tables(finder, page.page_number))
    cells = sorted(_all(tables), key=lambda c: (c.x1 - c.x0) * (c.bottom - c.top))
    inside: dict[int, list[dict[str, Any]]] = {}
    outside: list[dict[str, Any]] = []
    home: int | None = None
    before: dict[str, Any] | None = None
    for char in _characters(page, _strokes(page, finder.cells)):
        if before is None or not _overflows(before, char):
            x, y = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
            home = next((i for i, cell in enumerate(cells) if cell.holds(x, y)), None)
        (outside if home is None else inside.setdefault(home, [])).append(char)
        before = char
    for number, chars in inside.items():
        cells[number].rows = _rows(chars)
    return Page(page.page_number, float(page.width), float(page.height), tables, _rows(outside))


def _overflows(before: dict[str, Any], char: dict[str, Any]) -> bool:
    """True for a character that goes on from the one written before it, be it over the border of the cell."""
    size = float(char["size"])
    return bool(abs(char["top"] - before["top"]) < 0.2 * size and -0.6 * size < char["x0"] - before["x1"] < 0.25 * size)


def _tables(finder: Any, number: int) -> list[list[Ruled]]:
    """Tables as lists of cells; a single ruled box, which pdfplumber leaves out, is a table of one."""
    tables = [list(table.cells) for table in finder.tables]
    known = {cell for table in tables for cell in table}
    tables += [[cell] for cell in finder.cells if cell not in known]
    return [[Ruled(number, float(c[0]), float(c[1]), float(c[2]), float(c[3])) for c in table] for table in tables]


def _nest(tables: list[list[Ruled]]) -> list[list[Ruled]]:
    """Tables that stand inside a cell of another go there."""
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


def _all(tables: Iterable[list[Ruled]]) -> list[Ruled]:
    return [cell for table in tables for c in table for cell in (c, *_all(c.inner))]


def _strokes(page: Any, cells: Sequence[Any]) -> list[tuple[float, float, float]]:
    """Level strokes as (y, x0, x1) that are no border of a cell: underlines, and lines that strike something out."""
    borders = {round(y) for cell in cells for y in (cell[1], cell[3])}
    level = [o for o in (*page.lines, *page.rects) if o["bottom"] - o["top"] < 1.6 and o["x1"] - o["x0"] > 3]
    strokes = [((o["top"] + o["bottom"]) / 2, float(o["x0"]), float(o["x1"])) for o in level[:MOST_CELLS]]
    return [s for s in strokes if not {round(s[0]) - 1, round(s[0]), round(s[0]) + 1} & borders]


def _struck(char: dict[str, Any], strokes: Sequence[tuple[float, float, float]]) -> bool:
    """True for a character with a line through its body; an underline runs below it."""
    height, middle = char["bottom"] - char["top"], (char["x0"] + char["x1"]) / 2
    low, high = char["top"] + 0.4 * height, char["top"] + 0.8 * height
    return any(low < y < high and x0 <= middle <= x1 for y, x0, x1 in strokes)


def _characters(page: Any, strokes: Sequence[tuple[float, float, float]]) -> list[dict[str, Any]]:
    """Upright characters as one sees them: symbol fonts resolved, radicals folded, the second print of a bold one and what
    is struck out dropped."""
    seen: set[tuple[str, int, int]] = set()
    kept: list[dict[str, Any]] = []
    for char in page.chars:
        text = _seen(char["text"], char.get("fontname", ""))
        spot = (text, round(char["x0"]), round(char["top"]))
        if not text or not char.get("upright", True) or (spot in seen and not text.isspace()):
            continue
        if strokes and _struck(char, strokes):
            continue
        seen |= {(text, spot[1] + dx, spot[2] + dy) for dx in (0, 1) for dy in (0, 1)}
        kept.append({**char, "text": text, "order": len(kept)})
    return kept


def _seen(text: str, font: str) -> str:
    font = font.rpartition("+")[2].lower().replace("-", " ").replace("regular", "").replace("mt", "").strip()
    if font in marks.FONTS and len(text) == 1 and not text.isspace() and (ord(text) < 0x100 or 0xF000 <= ord(text) <= 0xF0FF):
        text = marks.symbol(font, ord(text)) or text
    text = marks.private(text)
    if text.startswith("(cid:"):
        return "\ufffd"
    text = _FOLDED.sub(lambda m: unicodedata.normalize("NFKC", m.group()), text.translate(_RADICALS))
    return marks.plain(text)


def _rows(chars: Sequence[dict[str, Any]]) -> list[Row]:
    """Characters → lines, from top to bottom and left to right."""
    rows: list[list[dict[str, Any]]] = []
    for char in sorted(chars, key=lambda c: (c["top"] + c["bottom"], c["x0"])):
        middle = (char["top"] + char["bottom"]) / 2
        if rows and abs(middle - _middle(rows[-1])) < 0.5 * max(char["size"], rows[-1][0]["size"], 4):
            rows[-1].append(char)
        else:
            rows.append([char])
    return [row for row in map(_row, map(_written, rows)) if row.text.strip()]


def _written(line: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The characters of a line as they were written, if that runs from left to right (a squeezed line's characters overlap);
    else by their places."""
    written = sorted(line, key=lambda c: int(c["order"]))
    if all(b["x0"] > a["x0"] - 0.7 * a["size"] for a, b in pairwise(written)):
        return written
    return sorted(line, key=lambda c: float(c["x0"]))


def _middle(line: list[dict[str, Any]]) -> float:
    return float(line[0]["top"] + line[0]["bottom"]) / 2


def _row(line: list[dict[str, Any]]) -> Row:
    """One line; a gap wider than half a character becomes a blank, a wide gap several."""
    pieces: list[str] = []
    size = max(c["size"] for c in line)
    end: float | None = None
    for char in line:
        gap = 0.0 if end is None else char["x0"] - end
        if gap > 0.5 * size and pieces and not pieces[-1].isspace() and not char["text"].isspace():
            pieces.append(" " if gap < 1.5 * size else "    ")
        pieces.append(char["text"])
        end = char["x1"] if end is None else max(end, char["x1"])
    inked = [c for c in line if not c["text"].isspace()] or line
    x0, x1 = inked[0]["x0"], max(c["x1"] for c in inked)
    top, bottom = min(c["top"] for c in inked), max(c["bottom"] for c in inked)
    return Row(x0, top, x1, bottom, "".join(pieces).strip(), size, _first_word(inked))


def _first_word(line: list[dict[str, Any]]) -> float:
    """Width of what a line break could not part: one Chinese character, or a run of Latin ones."""
    last = line[0]
    for char in line[1:]:
        if not ("!" <= char["text"] <= "~" and "!" <= last["text"] <= "~") or last["text"] == "-":
            break
        last = char
    return float(last["x1"] - line[0]["x0"])
