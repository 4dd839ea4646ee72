"""Tells letters drawn as outlines, as office programs print their watermarks, from the boxes and lines of a PDF page."""

from __future__ import annotations

from typing import Any

_THIN = 3.0
_CORNERS = 12
"""A drawn path with more corners is no frame."""
_OUTLINES = 10
"""So many filled shapes on a page are letters drawn as outlines."""
_LETTER = 100.0


def boxes(page: Any) -> list[dict[str, Any]]:
    """The drawn rectangles of a pdfplumber page that are no part of letters drawn as outlines."""
    letters = [curve for curve in page.curves if curve["fill"] and not frame(curve)]
    if len(letters) < _OUTLINES:
        return list(page.rects)
    colors = {str(letter["non_stroking_color"]) for letter in letters}
    return [rect for rect in page.rects if rect["stroke"] or not _part_of_letter(rect, colors)]


def shade(rect: dict[str, Any]) -> bool:
    """Whether a rectangle is a colour behind words, filled and without a line round it: no rule of a table."""
    return bool(rect["fill"] and not rect["stroke"] and min(rect["width"], rect["height"]) > _THIN)


def _part_of_letter(rect: dict[str, Any], colors: set[str]) -> bool:
    return str(rect["non_stroking_color"]) in colors and max(rect["width"], rect["height"]) < _LETTER


def frame(curve: dict[str, Any]) -> bool:
    """Whether a path can be a frame or a rule: filled ones are letters or pictures unless they are thin."""
    if curve["fill"] and not curve["stroke"]:
        return bool(min(curve["width"], curve["height"]) < _THIN)
    return len(curve["pts"]) <= _CORNERS

