"""Cuts a document that holds several filled applications into one document for each: two projects of a unit, or one of each form,
typed one after the other into one file.

A cut is made where a form's title, or, where titles are missing, its first label or first section is printed again, and only if
both sides are forms by themselves. Blank forms among filled ones are no applications.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from config.model import Form
from parsers.forms.identify import GLIMPSED, LEFT_BLANK, best_form, fields_filled, form_of_title, labels_in, leading_texts
from parsers.forms.labels import squeeze
from parsers.model.document import Block, Document

MOST_STARTS = 150
"""Places that are tried as the start of a form: some fifty applications in one file. What comes behind stays with the last."""

Portion = tuple[Form, Document]


def applications_in(document: Document, forms: Sequence[Form]) -> tuple[Portion, ...]:
    """Each filled application of a document that prints two or more forms, in the document's order; none where it prints one form
    or where all are blank."""
    for starts in _possible_starts(document.blocks, forms):
        portions = tuple(_cut(document, starts, forms))
        if len(portions) > 1:
            return tuple(portion for portion in portions if fields_filled(portion[1], portion[0]) > LEFT_BLANK)
    return ()


def _possible_starts(blocks: Sequence[Block], forms: Sequence[Form]) -> Iterator[list[int]]:
    """Numbers of the blocks where a form may begin: those with a title; then also those with a form's first label or section,
    for an application that somebody pasted without its title."""
    titled = [number for number, block in enumerate(blocks) if form_of_title(block, forms) is not None]
    first_words = {squeeze(words) for form in forms for words in _first_words(form)}
    untitled = [
        number for number, block in enumerate(blocks)
        if any(squeeze(re.split("[:：]", text, maxsplit=1)[0]) in first_words for text in leading_texts(block))
    ]  # fmt: skip
    for starts in (titled, sorted({*titled, *untitled})):
        if len(starts) > 1:
            yield starts[:MOST_STARTS]


def _first_words(form: Form) -> Iterator[str]:
    """What a form prints first: on its cover, above its first section, and in that section."""
    yield form.slots[0].label
    yield from form.sections[:1]
    yield from [slot.label for slot in form.slots if slot.section and slot.section == next(iter(form.sections), "")][:1]


def _cut(document: Document, starts: Sequence[int], forms: Sequence[Form]) -> Iterator[Portion]:
    """Portions from one accepted start to the next; what stands before the first form belongs to it."""
    begin, ends = 0, [*starts[1:], len(document.blocks)]
    for number, end in enumerate(ends):
        portion = _portion(document, begin, end, forms)
        if portion is None:
            continue
        if end == len(document.blocks) or _begins_a_form(document, portion, end, ends[number + 1 :], forms):
            yield portion
            begin = end


def _begins_a_form(document: Document, before: Portion, start: int, ends: Sequence[int], forms: Sequence[Form]) -> bool:
    """Whether a form stands between `start` and one of `ends`, and not the rest of the one before, of which it would print other
    labels."""
    for end in ends:
        portion = _portion(document, start, end, forms)
        if portion is not None:
            form, part = portion
            return form.key != before[0].key or len(labels_in(part, form) & labels_in(before[1], form)) >= GLIMPSED
    return False


def _portion(document: Document, start: int, end: int, forms: Sequence[Form]) -> Portion | None:
    part = replace(document, blocks=document.blocks[start:end])
    form = best_form(part, forms)
    return None if form is None else (form, part)
