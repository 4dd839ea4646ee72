"""How a page that was read from a picture lay: a noun of its own, so that it can be drawn again."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Straight:
    """How a page was laid straight before it was read, to be drawn so again: quarters clockwise, then a homography's nine numbers
    in shares of the turned page's width (none: it lay straight). Boxes of places are those of the straight page."""

    page: int
    quarters: int = 0
    matrix: tuple[float, ...] = ()
