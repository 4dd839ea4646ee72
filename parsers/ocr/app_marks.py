"""Takes the marks of scanning apps (CamScanner, 扫描全能王) out of the lines of a recognised page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from rapidfuzz import fuzz

from parsers.formats.pdf.page_text import Page, Row, Ruled

_LATIN = re.compile(r"(?<![A-Za-z0-9@._-])[A-Za-z]{3,24}(?![A-Za-z0-9@_-])|(?<=[0-9])[A-Z][A-Za-z]{4,24}(?![A-Za-z0-9@_-])")
"""A Latin word that is no part of an address or code; or one in a capital that follows a number without a blank."""
_MADE = r"(?:由|使用|来自)?\s*"
_BY = r"\s*(?:扫描)?(?:创建|制作|生成|扫描|提供)?"
_SCANNED = re.compile(r"(?:scanned|created)\s*(?:by|with)\s*$", re.IGNORECASE)
_LIKE, _WHOLE = 85.0, 90.0
"""How like a word of an app a part of it, cut at the page's edge or by a cell, is; and one that proves that the app was used."""
_ALONE = 4
"""Letters up to which a part of a mark counts only where nothing else stands in its line."""


def drop_app_marks(page: Page, apps: Sequence[str]) -> None:
    """Changes the page: marks of these apps are no longer in its lines, and lines of nothing else are gone. A mark that is cut at
    an edge is known by a whole one on the page."""
    lists = [page.rows, *(cell.rows for table in page.tables for cell in _cells(table))]
    texts = [row.text for rows in lists for row in rows]
    used = tuple(app for app in apps if any(_shows(text, app) for text in texts))
    if used:
        for rows in lists:
            rows[:] = [kept for row in rows if (kept := _without(row, used)).text]


def _cells(table: Sequence[Ruled]) -> Iterator[Ruled]:
    for cell in table:
        yield cell
        for inner in cell.inner:
            yield from _cells(inner)


def _shows(text: str, app: str) -> bool:
    if not app.isascii():
        return app in text
    return any(fuzz.ratio(match.group().lower(), app.lower()) >= _WHOLE for match in _LATIN.finditer(text))


def _without(row: Row, apps: tuple[str, ...]) -> Row:
    spans = [match.span() for app in apps if not app.isascii() for match in _phrase(app).finditer(row.text)]
    latin = [app.lower() for app in apps if app.isascii()]
    for match in _LATIN.finditer(row.text):
        word = match.group().lower()
        if (len(word) > _ALONE or word == row.text.strip().lower()) and any(_part(word, app) for app in latin):
            before = _SCANNED.search(row.text[: match.start()])
            spans.append((before.start() if before else match.start(), match.end()))
    if not spans:
        return row
    gone = {at for start, end in spans for at in range(start, end)}
    kept = [at for at in range(len(row.text)) if at not in gone]
    text = "".join(row.text[at] for at in kept)
    first = len(text) - len(text.lstrip())
    places = {at: n - first for n, at in enumerate(kept)}
    others = tuple((places[at], what) for at, what in row.others if at in places)
    return replace(row, text=text.strip(), others=others)


def _part(word: str, app: str) -> bool:
    """Whether a word is an app's, or a part of it."""
    return word in app or (_ALONE < len(word) <= len(app) + 1 and fuzz.partial_ratio(word, app) >= _LIKE)


@lru_cache(maxsize=64)
def _phrase(app: str) -> re.Pattern[str]:
    return re.compile(_MADE + re.escape(app) + _BY)
