"""The rotation, tilt and perspective with which a page was read from a picture, so that the page can be drawn the same way
again."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PageTransform:
    """How a page was turned and deskewed before it was read, so that it is drawn the same way again: quarters clockwise, then a
    homography's nine numbers in shares of the turned page's width (none: not deskewed), then the terms of the displacement by
    which a curled page was made straight (none: it was flat). Places are given on the page that is straight."""

    page: int
    quarters: int = 0
    matrix: tuple[float, ...] = ()
    bend: tuple[float, ...] = ()
