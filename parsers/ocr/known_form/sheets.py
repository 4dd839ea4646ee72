"""Parts a recognised page: two pages that lie side by side on one sheet, and words beside or under its tables that are no part
of the form (of seals, or of the app that made the picture)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from parsers.formats.pdf.page_text import Page, Row, Ruled

_BROAD = 1.15
"""How many times as broad as high a sheet of two pages is at least."""
_MIDDLE = 0.35, 0.65
"""Shares of a sheet's width between which its fold is."""
_FOOT, _HEAD = 0.93, 0.045
"""Shares of a page's height that are its margins."""


def halves(page: Page) -> Page:
    """The page; where it is a sheet of two pages, the left one, with the right one as `second`."""
    fold = _fold(page)
    if fold is None:
        return page
    half = replace(page, width=fold, sheet=page.width)
    left = replace(half, tables=[t for t in page.tables if t[0].x0 < fold], rows=[r for r in page.rows if r.x0 < fold])
    left.second = replace(
        half,
        left=fold,
        tables=[[_moved(c, fold) for c in t] for t in page.tables if t[0].x0 >= fold],
        rows=[replace(r, x0=r.x0 - fold, x1=r.x1 - fold) for r in page.rows if r.x0 >= fold],
    )
    return left


def _moved(cell: Ruled, fold: float) -> Ruled:
    rows = [replace(r, x0=r.x0 - fold, x1=r.x1 - fold) for r in cell.rows]
    inner = [[_moved(c, fold) for c in table] for table in cell.inner]
    return replace(cell, x0=cell.x0 - fold, x1=cell.x1 - fold, rows=rows, inner=inner, half=1)


def _fold(page: Page) -> float | None:
    """Where a sheet may be folded."""
    if page.second is not None:
        return None
    spans = [(r.x0, r.x1) for r in page.rows] + [(c.x0, c.x1) for table in page.tables for c in table]
    return fold(spans, page.width, page.height)


def fold(spans: Sequence[tuple[float, float]], width: float, height: float) -> float | None:
    """Where a sheet of two pages may be folded: in the widest gap in its middle that nothing crosses, with words on both sides.
    `spans`: the left and right ends of all that stands on it."""
    if width < _BROAD * height:
        return None
    first, last = (share * width for share in _MIDDLE)
    gaps: list[tuple[float, float]] = []
    reach = 0.0
    for start, end in sorted(spans):
        if start > reach and reach > 0 and first < (start + reach) / 2 < last:
            gaps.append((start - reach, (start + reach) / 2))
        reach = max(reach, end)
    widest = max(gaps, default=(0.0, 0.0))
    return widest[1] if widest[0] > 0.03 * width else None


def apart(page: Page) -> tuple[Page, list[Row]]:
    """The page without the words that stand beside its tables, or in its margins above and under them; and these words."""
    aside: list[Row] = []
    second = None
    if page.second is not None:
        second, aside = apart(page.second)
    cells = [cell for table in page.tables for cell in table]
    if not cells:
        return replace(page, second=second), aside
    mine = [row for row in page.rows if _aside(row, page, cells)]
    return replace(page, rows=[row for row in page.rows if row not in mine], second=second), [*mine, *aside]


def _aside(row: Row, page: Page, cells: Iterable[Ruled]) -> bool:
    x, y = (row.x0 + row.x1) / 2, (row.top + row.bottom) / 2
    level = [cell for cell in cells if cell.top <= y <= cell.bottom]
    if level:
        return not min(c.x0 for c in level) <= x <= max(c.x1 for c in level)
    return in_margin(row, page)


def in_margin(row: Row, page: Page) -> bool:
    """Whether a row stands in the upper or lower margin of its page."""
    return row.top > _FOOT * page.height or row.bottom < _HEAD * page.height
