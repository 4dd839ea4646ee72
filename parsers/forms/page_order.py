"""Puts the pages of a scanned form in order by what is printed on them: scanned from the back, or shuffled."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from config.model import Form
from parsers.forms.identify import titled
from parsers.forms.labels import BARE, anchors, find
from parsers.forms.lines import lay_out
from parsers.model.document import Document

_FEWEST = 2
"""Labels of a page from which its place in the form is known."""


def in_order(pages: Sequence[Document], forms: Sequence[Form]) -> list[int]:
    """Numbers (from 0) of the pages as the form has them. A page that prints no labels stays behind the one it came after, or,
    where all were scanned from the back, before it."""
    form = max(forms, key=lambda form: sum(len(_labels(page, form)) for page in pages), default=None)
    as_given = list(range(len(pages)))
    if form is None:
        return as_given
    places = [_place(page, form) for page in pages]
    known = [place for place in places if place is not None]
    if all(a <= b for a, b in pairwise(known)):
        return as_given
    if all(a >= b for a, b in pairwise(known)):
        return as_given[::-1]
    groups: list[tuple[float, list[int]]] = []
    for number, place in enumerate(places):
        if place is None and groups:
            groups[-1][1].append(number)
        else:
            groups.append((-1.0 if place is None else place, [number]))
    return [number for _, numbers in sorted(groups, key=lambda group: group[0]) for number in numbers]


def begun(pages: Sequence[Document], forms: Sequence[Form]) -> bool:
    """Whether these pages print the first labels of a form, or its title."""
    return any(titled(page, forms) or any(min(_labels(page, form), default=9) <= _FEWEST for form in forms) for page in pages)


def of_form(page: Document, forms: Sequence[Form]) -> bool:
    """Whether a page prints labels of a form at least as many as tell its place."""
    return any(len(_labels(page, form)) >= _FEWEST for form in forms)


def _place(page: Document, form: Form) -> float | None:
    if titled(page, [form]):
        return -1.0
    labels = sorted(_labels(page, form))
    return float(labels[len(labels) // 2]) if len(labels) >= _FEWEST else None


def _labels(page: Document, form: Form) -> set[int]:
    """Numbers of the form's labels on a page; those of several places of the form count for nothing."""
    asked = anchors(form)
    once = {a for a, anchor in enumerate(asked) if sum(anchor.words[0] in o.words for o in asked) == 1}
    return {m.anchor for m in find(lay_out(page), form) if m.sure and m.hit.weight > BARE and m.anchor in once}
