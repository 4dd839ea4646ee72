"""Turns pages into blocks: joins lines that a narrow cell broke, and removes running heads."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from parsers.formats.pdf.cut_tables import LABEL, NEAR, continues, joined, level, wrapped
from parsers.formats.pdf.page_text import Page, Row, Ruled, cells_of
from parsers.model.document import Block, Cell, Grid, Paragraph, Place
from parsers.ticks import signs

_MARGIN = 0.11
"""Share of the page's height in which running heads and footers are."""

_ALONE = re.compile(r"(?:[^\s:：。，,、；]\s*){2,8}[:：]\s*")
"""A line that is a label and nothing else: no part of the line above."""
_SHORT = 12
"""Characters up to which a line may be a part of a label."""
_NARROW = 8.0
"""Points of width that a cell needs for a word."""
_PAGE_NUMBER = re.compile(
    r"第\s*\d+\s*页(\s*[,，/]?\s*共\s*\d+\s*页)?|[-—–~]?\s*\d{1,3}\s*[-—–~]?|\d{1,3}\s*/\s*\d{1,3}|Page\s*\d+[\w\s]{0,12}", re.I
)


def plain_lines(number: int, text: str) -> Page:
    """A page of which only the words are known."""
    lines = (signs.plain(line).strip() for line in text.replace("\r", "\n").split("\n"))
    rows = [Row(0, float(i), 0, float(i), line, 0, 0) for i, line in enumerate(lines) if line]
    return Page(number, 0, 0, [], rows)


def assemble(pages: Sequence[Page]) -> list[Block]:
    """The blocks of all pages in reading order."""
    pages = [part for page in pages for part in page.pages()]
    if _mostly_strong(pages):
        pages = [replace(p, rows=_lightened(p.rows), tables=[[_light(c) for c in t] for t in p.tables]) for p in pages]
    running = _running(pages)
    items: list[tuple[Page, Row] | list[Ruled]] = []
    for page in pages:
        fresh = True
        for item in _in_order(page, running):
            above = items[-1] if items else None
            if isinstance(item, list) and fresh and isinstance(above, list) and continues(above, item, page.picture):
                items[-1] = joined(above, item, page.picture)
            else:
                items.append((page, item) if isinstance(item, Row) else item)
            fresh = False
    return list(_blocks(items))


def _mostly_strong(pages: Sequence[Page]) -> bool:
    """Whether most words are in bold type, which then says nothing of them."""
    rows = [row for page in pages for row in (*page.rows, *(row for cell in cells_of(page.tables) for row in cell.rows))]
    return 2 * sum(z - a for row in rows for a, z in row.strong) > sum(len(row.text) for row in rows)


def _light(cell: Ruled) -> Ruled:
    return replace(cell, rows=_lightened(cell.rows), inner=[[_light(c) for c in table] for table in cell.inner])


def _lightened(rows: Sequence[Row]) -> list[Row]:
    return [replace(row, strong=()) for row in rows]


def _blocks(items: Sequence[tuple[Page, Row] | list[Ruled]]) -> Iterator[Block]:
    tables = 0
    for item in items:
        if isinstance(item, list):
            tables += 1
            yield _grid(item, Place(page=item[0].page, table=tables))
        else:
            page, row = item
            where = Place(page=page.number, box=_box(page, row))
            yield _paragraph(row, where)


def _paragraph(row: Row, where: Place) -> Paragraph:
    return Paragraph(row.text, where, row.strong, row.confidence, row.doubted, row.others, row.face)


def _box(page: Page, row: Row) -> tuple[int, int, int, int] | None:
    if page.width <= 0:
        return None
    places = (row.x0 + page.left, row.top, row.x1 + page.left, row.bottom)
    x0, top, x1, bottom = (round(1000 * v / (page.sheet or page.width)) for v in places)
    return x0, top, x1, bottom


def _in_order(page: Page, running: set[tuple[str, int]]) -> list[Row | list[Ruled]]:
    """Lines and tables from top to bottom, running heads left out unless the page has nothing else."""
    tables: list[tuple[float, Row | list[Ruled]]] = [(min(c.top for c in t), t) for t in page.tables if _worded(t)]
    text = [row for row in page.rows if not _head_or_foot(page, row, running)]
    rows: list[tuple[float, Row | list[Ruled]]] = [(row.top, row) for row in (text if text or tables else page.rows)]
    return _paragraphed(page, [item for _, item in sorted(rows + tables, key=lambda pair: pair[0])])


def _paragraphed(page: Page, items: Sequence[Row | list[Ruled]]) -> list[Row | list[Ruled]]:
    """The same, with lines outside tables joined that were broken because the page ended."""
    edge = max((row.x1 for row in page.rows), default=0.0)
    margin = max(edge, page.width - min((row.x0 for row in page.rows), default=0.0))
    joined: list[Row | list[Ruled]] = []
    last: Row | None = None
    for item in items:
        before = joined[-1] if joined else None
        if isinstance(item, Row) and (label := _two_lines(joined[-2:], item)) is not None:
            joined[-len(label[1]) :] = [label[0]]
        elif isinstance(item, Row) and isinstance(before, Row) and last is not None and _goes_on(page, last, item, edge, margin):
            joined[-1] = replace(_one(before, item), x1=max(before.x1, item.x1), bottom=item.bottom)
        else:
            joined.append(item)
        last = item if isinstance(item, Row) else None
    return joined


def _two_lines(above: Sequence[Row | list[Ruled]], row: Row) -> tuple[Row, Sequence[Row]] | None:
    """A line whose label is in two lines, the value beside them; and the rows of which it is made. None for others: there the
    second line closes no bracket that the first one opens, nor does a value stand beside the middle of both."""
    rows = [one for one in above if isinstance(one, Row)]
    if len(rows) < len(above) or not rows or len(row.text) > _SHORT:
        return None
    label, value = rows[0], rows[-1]
    middle = value.x0 > label.x1 and label.top < value.top < row.top < value.bottom and value.top < label.bottom
    near = abs(label.x0 - row.x0) < NEAR and row.top - label.top < 2 * row.size
    if len(rows) == 2 and middle and near and len(label.text) <= _SHORT:
        whole = _one(label, row)
        return replace(whole, text=f"{whole.text}    {value.text}", x1=max(value.x1, row.x1), bottom=row.bottom, face=""), rows
    words, gap, rest = value.text.partition(" " * 4) if " " * 4 in value.text else value.text.partition(" ")
    opened = len(re.findall("[（(]", words)) > len(re.findall("[)）]", words))
    closed = re.fullmatch("[^（(]{1,6}[)）][:：]?", row.text) is not None
    if not (opened and closed) or abs(value.x0 - row.x0) > NEAR or not 0 < row.top - value.top < 2 * row.size:
        return None
    return replace(value, text=f"{words}{row.text}{gap}{rest}", bottom=row.bottom, strong=(), face=""), rows[-1:]


def _goes_on(page: Page, row: Row, following: Row, edge: float, margin: float) -> bool:
    """True when a line continues the one above: that one was full to the margin, or nearly so and much nearer than paragraphs
    are; and the line does not begin with a label."""
    if page.width <= 0 or abs(row.size - following.size) > 0.6 or row.x1 < 0.7 * page.width or LABEL.match(following.text):
        return False
    if _bold(row) != _bold(following) or (row.face and following.face and row.face != following.face):
        return False
    pitch, reach = following.top - row.top, row.x1 + following.first_word + 0.35 * row.size
    tight = 0 < pitch < 1.45 * row.size and reach > edge - 1.2 * row.size
    return tight or (0 < pitch < 3 * row.size and reach > margin + 0.5)


def _bold(row: Row) -> bool:
    return 2 * sum(z - a for a, z in row.strong) > len(row.text)


def _worded(table: list[Ruled]) -> bool:
    return any(c.rows or any(map(_worded, c.inner)) for c in table)


# --- running heads and feet -----------------------------------------------------------------------------------------


def _running(pages: Sequence[Page]) -> set[tuple[str, int]]:
    """Lines in the margins that stand at one height on several pages, apart from their digits."""
    count: Counter[tuple[str, int]] = Counter()
    for page in pages:
        count.update({_sign(row) for row in page.rows if _in_margin(page, row)})
    return {sign for sign, n in count.items() if n > 1}


def _sign(row: Row) -> tuple[str, int]:
    return re.sub(r"[\d\s]+", "", row.text), round(row.top / 6)


def _in_margin(page: Page, row: Row) -> bool:
    return page.height > 0 and not page.height * _MARGIN < row.top < page.height * (1 - _MARGIN)


def _head_or_foot(page: Page, row: Row, running: set[tuple[str, int]]) -> bool:
    return _in_margin(page, row) and (_sign(row) in running or _PAGE_NUMBER.fullmatch(row.text) is not None)


# --- cells ----------------------------------------------------------------------------------------------------------


def _grid(table: list[Ruled], place: Place) -> Grid:
    """A table as a grid: its rows and columns are the edges of its cells, those of later pages below those of earlier ones."""
    table = _without_margins(table)
    lines = _columns(table)
    levels = _edges([y for c in table for y in (level(c, c.top), level(c, c.bottom))])
    cells: list[Cell] = []
    count: Counter[int] = Counter()
    for cell in sorted(table, key=lambda c: (_at(levels, level(c, c.top)), c.x0)):
        row, column = _at(levels, level(cell, cell.top)), _at(lines, cell.x0)
        count[row] += 1
        nested = place.row is not None
        where = place if nested else Place(page=cell.page, table=place.table, row=row + 1, cell=count[row], box=cell.box)
        paragraphs = _paragraphs(cell)
        blocks: list[Block] = [_paragraph(row, where) for row in paragraphs]
        blocks += [_grid(inner, where) for inner in sorted(cell.inner, key=lambda t: min(c.top for c in t)) if _worded(inner)]
        rows, columns = _at(levels, level(cell, cell.bottom)) - row, _at(lines, cell.x1) - column
        cells.append(Cell(row, column, tuple(blocks), max(1, rows), max(1, columns), where))
    return Grid(tuple(_renumbered(cells)), place)


def _without_margins(table: list[Ruled]) -> list[Ruled]:
    """A table without the cells at its sides that are too narrow for a word: what two tables of different widths leave."""
    left, right = min(c.x0 for c in table), max(c.x1 for c in table)

    def margin(c: Ruled) -> bool:
        return not c.rows and not c.inner and c.x1 - c.x0 < _NARROW and (c.x0 - left < NEAR or right - c.x1 < NEAR)

    return [c for c in table if not margin(c)] or table


def _columns(table: list[Ruled]) -> list[float]:
    """The edges of a table's columns. Two that are nearer than a word is wide are one where no cell is between them."""
    edges = _edges([x for c in table for x in (c.x0, c.x1)])
    between = {(_at(edges, c.x0), _at(edges, c.x1)) for c in table}
    return [x for n, x in enumerate(edges) if not n or x - edges[n - 1] >= _NARROW or (n - 1, n) in between]


def _edges(values: list[float]) -> list[float]:
    edges: list[float] = []
    for value in sorted(values):
        if not edges or value - edges[-1] > NEAR:
            edges.append(value)
    return edges


def _at(edges: list[float], value: float) -> int:
    return min(range(len(edges)), key=lambda i: abs(edges[i] - value))


def _renumbered(cells: list[Cell]) -> Iterator[Cell]:
    """Rows counted without the gap that a page's end leaves between two edges."""
    starts = sorted({c.row for c in cells})
    number = {row: i for i, row in enumerate(starts)}
    for c in cells:
        span = max(1, sum(c.row <= row < c.row + c.row_span for row in starts))
        place = c.place if c.place.row is None else replace(c.place, row=number[c.row] + 1)
        blocks = tuple(replace(b, place=place) if isinstance(b, Paragraph) else b for b in c.blocks)
        yield Cell(number[c.row], c.column, blocks, span, c.column_span, place)


def _paragraphs(cell: Ruled) -> Iterator[Row]:
    """The paragraphs of a cell, each as one line: a line that was broken because the next word did not fit is joined with the
    next."""
    whole: Row | None = None
    for before, row in zip((None, *cell.rows), cell.rows, strict=False):
        if whole is not None and before is not None and wrapped(cell, before, row) and not _ALONE.fullmatch(row.text):
            whole = _one(whole, row)
        else:
            if whole is not None and whole.text:
                yield whole
            whole = row
    if whole is not None and whole.text:
        yield whole


def _one(row: Row, more: Row) -> Row:
    """Two lines as one, with the confidence of the less sure one."""
    sure = min(row.confidence, more.confidence)
    text = _glued(row.text, more.text)
    behind = len(text) - len(more.text)
    others = row.others + tuple((behind + at, what) for at, what in more.others)
    strong = row.strong + tuple((behind + a, behind + z) for a, z in more.strong)
    face = row.face if more.face in ("", row.face) else ""
    return replace(row, text=text, confidence=sure, doubted=row.doubted + more.doubted, others=others, strong=strong, face=face)


def _glued(text: str, more: str) -> str:
    """Joins two texts: Latin words keep their blank; Chinese, codes, numbers and addresses never had one."""
    last, first = re.search(r"[!-~]+$", text), re.match(r"[!-~]+", more)
    words = last and first and last.group().rstrip(",.;:").isalpha() and first.group().rstrip(",.;:").isalpha()
    return text + (" " if words else "") + more
