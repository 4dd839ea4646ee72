"""Turns a blank form into a definition of it: labels become slots, keys of the guide are kept where the words are the same, kinds
are guessed. A person checks the definition; nothing uses it until somebody names the file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from config.model import Form
from parsers.draft.build import Build
from parsers.draft.drafted_form import Draft
from parsers.draft.printed_lines import with_printed_lines
from parsers.draft.reading_order import in_reading_order
from parsers.draft.titles import cover
from parsers.draft.write_toml import write
from parsers.forms.identify import identify
from parsers.forms.labels import Match, find, squeeze
from parsers.forms.lines import Flow, lay_out
from parsers.model.document import Document
from parsers.pairs import Pair, pairs
from parsers.pairs.label_weights import core_of

__all__ = ["Draft", "draft", "write"]

MOST_LOOKS = 3
"""How often labels are looked for in the places of others: a cover's lines are found one after the other."""


def draft(document: Document, forms: Sequence[Form]) -> Draft:
    """The definition of a blank form. `forms` are the guide's; their keys, kinds and other spellings are taken over for labels
    that both print. A form without any label gives a definition that reads nothing, and says so."""
    flow = lay_out(document)
    form_cover = cover(flow)
    same = identify(document, forms)
    if same is not None and not any(squeeze(same.name) in title for title in form_cover.titles):
        same = None  # another form that asks for nearly the same
    matches = {form.key: [m for m in find(flow, form) if m.slot is not None] for form in forms}
    base = same or max(forms, key=lambda f: len(matches[f.key]), default=None)
    build = Build(base, same is not None, tuple(forms), _beside_tables(flow))
    for step in _steps(in_reading_order(pairs(document), flow), matches[base.key] if base else []):
        build.take(*step)
    made = build.finish(form_cover)
    form, areas = with_printed_lines(made.form, document)
    for _ in range(MOST_LOOKS):
        if not build.take_labels_inside(form, areas):
            break
        made = build.finish(form_cover)
        form, areas = with_printed_lines(made.form, document)
    return replace(made, form=form)


def _beside_tables(flow: Flow) -> frozenset[str]:
    """The words of cells beside which a table stands within a cell."""
    return frozenset(squeeze(flow.text(b)) for b, box in enumerate(flow.boxes)
                     if not box.nested and any(flow.boxes[other].nested for other in flow.right(b)))  # fmt: skip


def _steps(all_pairs: Sequence[Pair], matches: Sequence[Match]) -> Iterator[tuple[Pair | None, Match | None]]:
    """Pairs and the base form's labels side by side, both in reading order; what only one of them has stands alone."""
    at = 0
    for pair in all_pairs:
        words = {squeeze(pair.label).lower(), squeeze(core_of(pair.label)).lower()}
        heads = {squeeze(head).lower() for head in pair.heads[:1]}
        there = next((i for i in range(at, len(matches)) if matches[i].hit.words.lower() in words | heads), None)
        if there is None or there - at > 6:
            yield pair, None
            continue
        yield from ((None, match) for match in matches[at:there])
        yield pair, matches[there]
        at = there + 1
    yield from ((None, match) for match in matches[at:])
