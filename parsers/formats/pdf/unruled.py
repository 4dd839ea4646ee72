"""Turns words that stand in columns without rules round them into the rows of a table: labels at the left, answers that begin at
one distance from it, line under line."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from parsers.ticks import signs

Char = dict[str, Any]
Line = list[Char]

PADDING = 5.0
"""Points between a column's edge and its words."""
_ALIGNED = 2.5
"""Words within so many points of one another begin in one column."""
_LINES = 3
"""So many lines with words that begin there make a column."""
_GAP = 0.9
"""The blank before a column, in sizes of its letters."""
_HEADS = 3
"""So many cells in the last row of a page are heads of what follows."""
_SPREAD = 3.0
"""The widest gap between the characters of a spread label, in sizes of its letters."""
_INDENT = 3.0
"""The least width of the labels' column, in sizes of their letters."""
_TIGHT = 1.2
"""Lines no further apart than so many times the page's usual pitch may be one cell's."""
_FAR = 1.9
"""Lines of one label beside those of its answer are no further apart than so many sizes of their letters."""
_SURE_ROWS = 3
"""Rows with an answer from which a table's first and last rows may be labels alone."""
_NUMBERED = re.compile(r"[（(]?[一二三四五六七八九十\d]{1,2}[)）、.．]|第|附件|注")
_MARKS = signs.KNOWN + "（("


@dataclass(frozen=True, slots=True)
class Cut:
    """A line cut at the columns: where each piece's column begins, and its characters. One apart is no row of a table."""

    line: Line
    pieces: tuple[tuple[float, Line], ...]
    top: float
    bottom: float
    apart: bool

    @property
    def aligned(self) -> bool:
        """Whether its first words begin where their column does."""
        column, piece = self.pieces[0]
        return bool(piece[0]["x0"] - column <= _ALIGNED)


Band = list[Cut]
"""The lines of one row of a table."""


def unruled(lines: Sequence[Line], rules: Sequence[float]) -> tuple[list[list[Band]], list[Line]]:
    """Tables as their rows, and the lines that are in none. `lines` from top to bottom, each from left to right; `rules`: the
    heights of level rules, which part rows for certain."""
    left = min((line[0]["x0"] for line in lines), default=0.0)
    columns = _columns(lines, left, _LINES if not rules else _LINES - 1)
    if not columns:
        return [], list(lines)
    cuts = [_cut(line, left, columns) for line in lines]
    found = _tables(cuts, left, rules)
    tables = [bands for bands in found if bands and (_table(bands, left) or _over_a_page(bands, cuts, left))]
    taken = {id(cut.line) for bands in tables for band in bands for cut in band}
    return tables, [line for line in lines if id(line) not in taken]


def _over_a_page(bands: Sequence[Band], cuts: Sequence[Cut], left: float) -> bool:
    """Whether a page's end cuts this table: its first row stands first on the page and has no label, for that is on the page
    before; or its last, above a page number at most, has the heads of columns that follow overleaf."""
    goes_on = bands[0][0] is cuts[0] and left not in _starts(bands[0])
    return goes_on or (bands[-1][-1] in cuts[-2:] and len(_starts(bands[-1])) >= _HEADS)


def _table(bands: Sequence[Band], left: float) -> bool:
    """Whether these rows are a table's: several have more than one cell, and their labels do not end with colons, as a cover's
    do, whose lines are read as lines."""
    labels = ["".join(c["text"] for c in piece).rstrip() for band in bands for column, piece in band[0].pieces if column == left]
    colons = sum(label.endswith((":", "：")) for label in labels)
    return sum(len(_starts(band)) > 1 for band in bands) > 1 and 2 * colons <= len(labels)


def second(bands: Sequence[Band], left: float) -> float | None:
    """Where the answers of most rows begin."""
    starts = Counter(min(right) for band in bands if (right := _starts(band) - {left}))
    return max(starts, key=lambda start: starts[start], default=None)


def cells(band: Band, left: float, answers: float | None = None) -> dict[float, list[Line]]:
    """The lines of each cell of a row, by where its column begins; the labels' column begins at `left`. A label alone has a blank
    cell beside it, where the `answers` of other rows are."""
    blank = {answers} if answers is not None and _starts(band) == {left} and _narrow(band, answers) else set()
    held: dict[float, list[Line]] = {column: [] for column in sorted({left, *blank, *_starts(band)})}
    for column, piece in (piece for cut in band for piece in cut.pieces):
        held[column].append(piece)
    return held


def _narrow(band: Band, column: float) -> bool:
    """Whether all lines of a row end before a column begins."""
    return all(cut.line[-1]["x1"] < column - PADDING for cut in band)


def _starts(band: Band) -> set[float]:
    return {column for cut in band for column, _ in cut.pieces}


# --- columns --------------------------------------------------------------------------------------------------------


def _columns(lines: Sequence[Line], left: float, least: int) -> list[float]:
    """Where columns right of the labels begin: `least` lines or more have words there."""
    begins = (line[i] for line in lines for i in _begins(line))
    starts = sorted(float(char["x0"]) for char in begins if char["x0"] > left + _INDENT * char["size"])
    groups: list[list[float]] = []
    for start in starts:
        if groups and start - groups[-1][0] <= _ALIGNED:
            groups[-1].append(start)
        else:
            groups.append([start])
    return [group[0] for group in groups if len(group) >= least]


def _begins(line: Line) -> Iterator[int]:
    """The places in a line where words begin after a wide blank, with the blanks typed before them; options follow one another
    in one cell."""
    inked = [i for i, char in enumerate(line) if not char["text"].isspace()]
    yield 0
    spread = _spread(line, inked)
    for before, i in pairwise(inked):
        if line[i]["x0"] - line[before]["x1"] <= _GAP * line[i]["size"] or i in spread:
            continue
        if not (line[i]["text"][0] in _MARKS and any(char["text"][0] in _MARKS for char in line[:i])):
            wide = (n for n in range(before + 1, i) if line[n]["x0"] - line[n - 1]["x1"] > _GAP * line[n]["size"])
            yield next(wide, i)


def _spread(line: Line, inked: Sequence[int]) -> set[int]:
    """The places of the single Chinese characters of a label that is spread at the beginning of a line (项 目 名 称): the gaps
    between them are alike, and a wider one or a word of several characters ends them."""
    found: set[int] = set()
    gaps = [line[i]["x0"] - line[before]["x1"] for before, i in pairwise(inked)]
    for n, (gap, i) in enumerate(zip(gaps, inked[1:], strict=True)):
        size = line[i]["size"]
        alone = n + 1 >= len(gaps) or gaps[n + 1] > _GAP * size
        if not (_GAP * size < gap < _SPREAD * size and alone and abs(gap - gaps[0]) < 0.5 * size and _chinese(line[i])):
            break
        found.add(i)
    return found if len(found) > 1 or (found and _chinese(line[inked[0]]) and len(inked) > len(found) + 1) else set()


def _chinese(char: Char) -> bool:
    return len(char["text"]) == 1 and "\u4e00" <= char["text"] <= "\u9fff"


def _cut(line: Line, left: float, columns: Sequence[float]) -> Cut:
    pieces: list[tuple[float, Line]] = []
    begins = list(_begins(line))
    for begin, end in pairwise([*begins, len(line)]):
        behind = max((c for c in (left, *columns) if line[begin]["x0"] >= c - _ALIGNED), default=left)
        if pieces and behind == pieces[-1][0]:
            pieces[-1][1].extend(line[begin:end])
        elif pieces or behind > left or line[begin]["x0"] - behind <= _ALIGNED:
            pieces.append((behind, line[begin:end]))
    top, bottom = min(char["top"] for char in line), max(char["bottom"] for char in line)
    return Cut(line, tuple(pieces), top, bottom, _apart(line, pieces, left, columns))


def _apart(line: Line, pieces: Sequence[tuple[float, Line]], left: float, columns: Sequence[float]) -> bool:
    """Whether a line begins at no column, or runs on over the beginning of one as if it were not there."""
    if not pieces or pieces[0][1][0] is not line[0]:
        return True
    ends = [column for column, _ in pieces[1:]] + [columns[0] if pieces[-1][0] == left else float("inf")]
    return any(piece[-1]["x1"] > end + 1 for (_, piece), end in zip(pieces, ends, strict=True))


# --- rows -----------------------------------------------------------------------------------------------------------


def _tables(cuts: Sequence[Cut], left: float, rules: Sequence[float]) -> Iterator[list[Band]]:
    """Runs of rows with no other line between them."""
    pitch = _pitch(cuts)
    airy = _airy(cuts, left, pitch)
    bands: list[Band] = []
    for cut in cuts:
        if cut.apart:
            yield _trimmed(bands, left)
            bands = []
        elif bands and _goes_on(bands[-1], cut, left, rules, pitch, airy):
            bands[-1].append(cut)
        elif cut.aligned:
            if all(_starts(band) == {left} for band in bands[-2:]):  # two lines of mere text
                yield _trimmed(bands, left)
                bands = []
            bands.append([cut])
        else:
            yield _trimmed(bands, left)
            bands = []
    yield _trimmed(bands, left)


def _trimmed(bands: list[Band], left: float) -> list[Band]:
    """The rows between the first and the last that are more than a line with nothing beside it."""
    rows = [n for n, band in enumerate(bands) if _starts(band) != {left} and not _annexed(band)]
    if not rows:
        return []
    first, last, column = rows[0], rows[-1], second(bands, left)
    steps = sorted(b[0].top - a[0].top for a, b in pairwise(bands[first : last + 1]))
    step = 1.3 * steps[len(steps) // 2] if len(rows) >= _SURE_ROWS and steps and column is not None else 0.0
    tops = [band[0].top for band in bands]
    while first and _alone(bands[first - 1], column) and tops[first] - tops[first - 1] < step:
        first -= 1
    while last + 1 < len(bands) and _alone(bands[last + 1], column) and tops[last + 1] - tops[last] < step:
        last += 1
    return bands[first : last + 1]


def _annexed(band: Band) -> bool:
    """Whether a row begins with 附件1: what is beside it is the form's title."""
    words = "".join(char["text"] for char in band[0].pieces[0][1])
    return re.fullmatch(r"附\s*件\s*[\d一二三四五六七八九十]*\s*[:：]?", words.strip()) is not None


def _alone(band: Band, column: float | None) -> bool:
    """Whether a row at a table's end may be a label whose answer is blank: a few words that are no numbered heading."""
    text = "".join(char["text"] for char in band[0].line).strip()
    return len(band) == 1 and column is not None and _narrow(band, column) and not _NUMBERED.match(text)


def _pitch(cuts: Sequence[Cut]) -> float:
    """The distance of two lines of one paragraph: the middle one of the narrow third."""
    steps = sorted(b.top - a.top for a, b in pairwise(cuts) if b.top - a.top > 0.8 * a.line[0]["size"])
    narrow = steps[: max(1, len(steps) // 3)]
    return float(narrow[len(narrow) // 2]) if narrow else 0.0


def _airy(cuts: Sequence[Cut], left: float, pitch: float) -> bool:
    """Whether rows stand further apart than the lines of one cell."""
    labelled = [(a, b) for a, b in pairwise(cuts) if {left} < _starts([a]) and {left} < _starts([b])]
    return 2 * sum(b.top - a.top > _TIGHT * pitch for a, b in labelled) > len(labelled)


def _goes_on(band: Band, cut: Cut, left: float, rules: Sequence[float], pitch: float, airy: bool) -> bool:
    """Whether a line belongs to the row above it: another line or paragraph of its answer, or of its label."""
    last = band[-1]
    if any(last.bottom - PADDING < y < cut.top + PADDING for y in rules):
        return False
    if any(y < band[0].top + PADDING for y in rules) and any(y > cut.bottom - PADDING for y in rules):
        return True
    if cut.aligned and len(cut.pieces) == 1 and cut.pieces[0][0] == max(_starts(band)) > left:
        return True
    if cut.top - last.top > _TIGHT * pitch:
        return False
    label = next((piece for column, piece in cut.pieces if column == left), None)
    labels = [(piece, _next(one, left)) for one in band for column, piece in one.pieces if column == left]
    if label is not None and label is not cut.line and len(cut.pieces) > 1 and cut.top - last.top > _FAR * label[0]["size"]:
        return airy or not labels
    return airy or label is None or not labels or _label_goes_on(*labels[-1], label)


def _next(cut: Cut, left: float) -> float | None:
    return next((column for column, _ in cut.pieces if column > left), None)


def _label_goes_on(above: Line, column: float | None, label: Line) -> bool:
    """Whether a label's second line is this: the first was full, or one of its brackets is open or opens here."""
    text, more = ("".join(char["text"] for char in line) for line in (above, label))
    opened = sum(text.count(c) for c in "（(") > sum(text.count(c) for c in "）)")
    full = column is not None and above[-1]["x1"] + label[0]["x1"] - label[0]["x0"] > column - 2 * PADDING - _ALIGNED
    closed = text.rstrip().endswith(("）", ")"))
    return opened or more.lstrip().startswith(("（", "(")) or (full and not closed)
