"""Joins a table that a page's end cut, and a row that it cut in two: its label goes on, or is not printed again."""

from __future__ import annotations

import re
from dataclasses import replace

from parsers.formats.pdf.page_text import Row, Ruled

PAGE = 100_000.0
"""The height of a page in a table that goes over several, more than any has."""
NEAR = 4.0
"""Two edges within so many points are one edge."""
_ASIDE = 50.0
"""The same for a table's edges on two photographed pages, which are never photographed in quite the same way."""
_LABEL = 4
"""Characters from which the words in a narrow cell at the top of a page are a label of their own."""
_ROOM, _STRIP = 100.0, 12.0
"""Points of width of a cell with a table in it, and of the strip beside that table."""
_BROAD = 0.7
"""The share of its table's width from which a cell is the only one of its row that may have words."""
LABEL = re.compile(r"\s*(?:[^\s:：]\s*){1,12}[:：]|[（(]?[一二三四五六七八九十\d]{1,2}[)）、.．]")
"""The beginning of a line that does not continue the one above."""
_HEADING = re.compile(r"\s*[一二三四五六七八九十]{1,2}、")
_SIGNED = re.compile(r"\s*[^\s:：]{0,10}(?:意见|签[字名章]|盖章|承诺|审[核查批定]|推荐|单位|备注|声明)[^\s:：]{0,4}[:：(（]?")


def continues(above: list[Ruled], below: list[Ruled], picture: bool) -> bool:
    """True when a table at the top of a page is as wide as the one that ended the page before (of the higher number on paper that
    was scanned from the back); `picture`: the page was photographed."""
    near = _ASIDE if picture else NEAR
    left, right = _breadth(above)
    return above[-1].turn != below[0].turn and all(
        abs(a - b) < near for a, b in zip((left, right), _breadth(below), strict=True)
    )


def _breadth(table: list[Ruled]) -> tuple[float, float]:
    return min(c.x0 for c in table), max(c.x1 for c in table)


def _enclosed(above: list[Ruled], below: list[Ruled]) -> list[Ruled]:
    """The lower part, with the table in a cell put back into it where the page's upper edge, which is the edge of both, let them
    seem one: blank strips narrower than a word, or a blank cell, are left between the cell's sides and the table."""
    top, bottom = min(c.top for c in below), max(map(_foot, above))
    for outer in (c for c in above if abs(_foot(c) - bottom) < NEAR and c.x1 - c.x0 > _ROOM):
        within = [c for c in below if outer.x0 - NEAR < c.x0 and c.x1 < outer.x1 + NEAR]
        left = next((c for c in within if abs(c.x0 - outer.x0) < NEAR and c.x1 - c.x0 < _STRIP and abs(c.top - top) < NEAR), None)
        if left is None or left.rows or not left.bottom - left.top > NEAR:
            continue
        high = [c for c in within if c is not left and c.bottom < left.bottom + NEAR]
        table = [c for c in high if c.rows or c.x1 < outer.x1 - NEAR or abs(c.bottom - left.bottom) > NEAR]
        if len(table) > 1:
            whole = replace(left, x1=outer.x1, box=left.box, inner=[table])
            return [whole, *(c for c in below if c is not left and all(c is not other for other in high))]
    return below


def _as_wide(table: list[Ruled], above: list[Ruled]) -> list[Ruled]:
    """A table of a photographed page, drawn as wide as the part above it."""
    (left, right), (to, end) = _breadth(table), _breadth(above)
    share = (end - to) / max(right - left, 1.0)

    def row(r: Row) -> Row:
        x0, x1 = to + share * (r.x0 - left), to + share * (r.x1 - left)
        return replace(r, x0=x0, x1=x1, size=share * r.size, first_word=share * r.first_word)

    def cell(c: Ruled) -> Ruled:
        x0, x1 = to + share * (c.x0 - left), to + share * (c.x1 - left)
        return replace(c, x0=x0, x1=x1, rows=[row(r) for r in c.rows], inner=[[cell(i) for i in table] for table in c.inner])

    return [cell(c) for c in table]


def joined(above: list[Ruled], below: list[Ruled], picture: bool) -> list[Ruled]:
    """Both parts as one table; a row that the page's end cut in two is one row again."""
    below = _as_wide(below, above) if picture else _enclosed(above, below)
    bottom = max(map(_foot, above))
    top = min(c.top for c in below)
    last = sorted((c for c in above if abs(_foot(c) - bottom) < NEAR), key=lambda c: c.x0)
    first = sorted((c for c in below if abs(c.top - top) < NEAR), key=lambda c: c.x0)
    spanning = [(a, b) for a, b in zip(last, first, strict=False) if _spanning(a, b, last, first)]
    whole = {id(a): _long(a, b) for a, b in spanning}
    gone = {id(b) for _, b in spanning}
    last, first = [c for c in last if id(c) not in whole], [c for c in first if id(c) not in gone]
    above, below = [whole.get(id(c), c) for c in above], [c for c in below if id(c) not in gone]
    if not _same_columns(last, first) or not _cut(last, first, _breadth(above), _titled(above, last)):
        return _inner_joined(above, last, below, first, picture)
    end = min((b.bottom for b in first), default=0.0)
    whole = {id(a): _merged(a, b, picture, end) for a, b in zip(last, first, strict=True)}
    return [whole.get(id(c), c) for c in above] + [c for c in below if c not in first]


def _merged(above: Ruled, below: Ruled, picture: bool, end: float) -> Ruled:
    """A cell of both parts of a row that was cut; a table in it that was cut is one. It spans further rows where its lower part
    is taller than the row, which ends at `end`."""
    joint = _cut_within(above, below, picture)
    up, down = joint if joint else ([], [])
    one = [joined(up, down, picture)] if joint else []
    inner = [*(t for t in above.inner if t is not up), *one, *(t for t in below.inner if t is not down)]
    whole = _long(above, below) if below.bottom > end + NEAR else replace(above, rows=above.rows + below.rows)
    return replace(whole, inner=inner)


def level(cell: Ruled, y: float) -> float:
    """A height on the cell's page as one in its whole table."""
    return cell.turn * PAGE + y


def _foot(cell: Ruled) -> float:
    return level(cell, cell.bottom)


def _spanning(above: Ruled, below: Ruled, last: list[Ruled], first: list[Ruled]) -> bool:
    """Whether two cells are one that spans rows of both pages: of one width, taller than a row, and its words stand in one of
    them alone or go from the foot of the one to the head of the other."""
    tall = any(c.top > above.top + NEAR for c in last) or any(c.bottom < below.bottom - NEAR for c in first)
    if not tall or abs(above.x0 - below.x0) > NEAR or abs(above.x1 - below.x1) > NEAR or above.inner or below.inner:
        return False
    if not above.rows or not below.rows:
        return bool(above.rows or below.rows)
    low, high = above.rows[-1], below.rows[0]
    return above.bottom - low.bottom < low.size and high.top - below.top < high.size and wrapped(above, low, high)


def _long(above: Ruled, below: Ruled) -> Ruled:
    """The cell that spans rows of two pages, its foot as a height of the first one."""
    return replace(above, rows=above.rows + below.rows, bottom=_foot(below) - level(above, 0.0))


def _inner_joined(
    above: list[Ruled], last: list[Ruled], below: list[Ruled], first: list[Ruled], picture: bool
) -> list[Ruled]:
    """Both parts, with tables within their cells joined that the page's end cut: one is the last thing in its cell, the other the
    first, and they are of one width."""
    changed: dict[int, Ruled] = {}
    for a, b in zip(last, first, strict=False):
        if joint := _cut_within(a, b, picture):
            up, down = joint
            changed[id(a)] = replace(a, inner=[joined(up, down, picture) if t is up else t for t in a.inner])
            changed[id(b)] = replace(b, inner=[t for t in b.inner if t is not down])
    return [changed.get(id(c), c) for c in (*above, *below)]


def _cut_within(above: Ruled, below: Ruled, picture: bool) -> tuple[list[Ruled], list[Ruled]] | None:
    """The two parts of a table within two cells that the page's end cut: the last thing in the one, the first in the other."""
    if not (above.inner and below.inner):
        return None
    up, down = max(above.inner, key=lambda t: t[-1].bottom), min(below.inner, key=lambda t: t[0].top)
    ends = all(row.bottom <= up[-1].bottom for row in above.rows) and all(row.top >= down[0].top for row in below.rows)
    return (up, down) if ends and continues(up, down, picture) else None


def _same_columns(last: list[Ruled], first: list[Ruled]) -> bool:
    if len(last) != len(first):
        return False
    return all(abs(a.x0 - b.x0) < NEAR and abs(a.x1 - b.x1) < NEAR for a, b in zip(last, first, strict=True))


def _titled(above: list[Ruled], last: list[Ruled]) -> bool:
    """Whether the row before the last one is a heading with a number: the last row is all its text."""
    before = [c for c in above if c is not last[0]][-1:] if len(last) == 1 else []
    return any(c.rows and len(c.rows) <= 2 and _HEADING.match(c.rows[0].text) for c in before)


def _cut(last: list[Ruled], first: list[Ruled], breadth: tuple[float, float], titled: bool) -> bool:
    """True when the row at a page's top continues the row at the foot of the page before: its label is not printed again,
    or every text in it continues a line that was full."""
    pairs = [(a, b) for a, b in zip(last, first, strict=True) if a.rows or b.rows]  # a frame's margin is a cell without words
    if not any(c.rows for c in first):
        return False
    label, rest = pairs[0]
    if label.rows and rest.rows and (_numbers_on(_words(label), _words(rest)) or _spread(label) or _whole(label, rest)):
        return False
    if len(pairs) > 1 and label.rows and (not rest.rows or _torn(label, rest)):
        return not any(_labels_both(a, b) for a, b in pairs[1:])
    broad = label.x1 - label.x0 > _BROAD * (breadth[1] - breadth[0])
    if broad and label.rows and (titled or LABEL.match(label.rows[0].text)):
        heading = titled and not _HEADING.match(label.rows[0].text)
        if not _begins_anew(rest, heading or _HEADING.match(label.rows[0].text) is not None):
            return True
    return all(a.rows and wrapped(a, a.rows[-1], b.rows[0]) and not _HEADING.match(b.rows[0].text) for a, b in pairs if b.rows)


def _words(cell: Ruled) -> str:
    return "".join(row.text for row in cell.rows)


def _whole(label: Ruled, following: Ruled) -> bool:
    """Whether a label ends here: the next words are as many as a label has, or this one ends with a note, and no bracket is
    open."""
    words, rest = _words(label), _words(following)
    if len(re.findall("[（(]", words)) != len(re.findall("[)）]", words)) or rest.startswith(("（", "(")):
        return False
    return label.x1 - label.x0 < _ROOM and (len(rest) >= _LABEL or words.endswith(("）", ")")))


def _spread(cell: Ruled) -> bool:
    """Whether a label is whole: two to four characters with blanks between, set over the cell."""
    return re.fullmatch(r"[\u4e00-\u9fff](?:\s+[\u4e00-\u9fff]){1,3}", cell.rows[-1].text) is not None


def _numbers_on(text: str, following: str) -> bool:
    """Whether two labels are the same words with two numbers (成员3, 成员4)."""
    words = [re.sub(r"\d+", "", label) for label in (text, following)]
    return text != following and text[-1:].isdigit() and words[0] == words[1] and bool(words[0].strip())


def _labels_both(above: Ruled, below: Ruled) -> bool:
    """Whether two cells are labels of their own, of rows within the row that is cut."""
    return all(cell.rows and cell.rows[-1].text.rstrip().endswith((":", "：")) for cell in (above, below))


def _begins_anew(cell: Ruled, numbered: bool) -> bool:
    """Whether a broad cell begins with a label or a heading of its own. Under a heading with a number (`numbered`), only another
    one does, or words that are signed: lesser numbers and colons are in its text."""
    text = cell.rows[0].text
    if numbered:
        return bool(_HEADING.match(text) or _SIGNED.match(text))
    return bool(LABEL.match(text) or _HEADING.match(text))


def _torn(above: Ruled, below: Ruled) -> bool:
    """True where a label goes on: one letter of it is left (a figure is the number of a row), or a note in brackets, or a bracket
    is closed that was opened on the page before."""
    text, rest = "".join(row.text for row in above.rows), "".join(row.text for row in below.rows)
    if re.fullmatch("[（(][^（()）]+[)）]", rest) and not text.endswith(("）", ")")):
        return True
    unclosed = len(re.findall("[（(]", text)) > len(re.findall("[)）]", text)) and re.match("[^（(]*[)）]", rest)
    letter = len(rest) == 1 and not rest.isdigit()
    return bool(unclosed) or (letter and wrapped(above, above.rows[-1], below.rows[0]))


def wrapped(cell: Ruled, row: Row, following: Row) -> bool:
    """True when the first word of the following line would not have fitted behind this one. Word processors set a third of
    a character between Chinese and Latin, which the lines do not show."""
    padding = max(2.0, min([r.x0 - cell.x0 for r in cell.rows] or [2.0]))
    return row.x1 + following.first_word + 0.35 * row.size > cell.x1 - min(padding, 12.0) + 0.5
