"""Finds which form a document is, exactly one or none: by its title and by the labels it prints, not by its name.

Zero and two are both "none": the call itself, which prints both forms, is an application of neither. An office may fill one form
in the call's annex and leave the other blank: only then the filled one is meant.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import islice

from config.model import Form
from parsers.forms.fill import fill
from parsers.forms.labels import BARE, anchors, find, squeeze
from parsers.forms.lines import Flow, lay_out
from parsers.model.document import Block, Document, paragraphs

ENOUGH_WITH_TITLE = 0.4
ENOUGH_WITHOUT = 0.6
"""Share of the form's labels that must be found. A certificate that names the call has its title and hardly any label."""

APART = 0.15
"""By how much the best form must lead over the second."""

GLIMPSED = 4
"""Labels on one page from which it may be one of the form."""

SOME_LABELS, MANY_LABELS = 3, 6
"""Labels that a part of a form has at least: with its title, and without."""

FILLED, LEFT_BLANK = 4, 1
"""Fields that a filled form has at least, and that a blank one has at most."""


def identify(document: Document, forms: Sequence[Form]) -> Form | None:
    """The form this document is, filled or blank, or None."""
    if not document.blocks:
        return None
    candidates = _candidates(document, forms)
    return _filled_one(document, candidates, forms) if len(candidates) > 1 else next(iter(candidates), None)


def best_form(document: Document, forms: Sequence[Form]) -> Form | None:
    """The form that this document is by its title and labels; None where it is none, or as much one as another."""
    candidates = _candidates(document, forms)
    return candidates[0] if len(candidates) == 1 else None


def _candidates(document: Document, forms: Sequence[Form]) -> list[Form]:
    """The form that leads, or all that are possible where none leads by enough."""
    flow = lay_out(document)
    scored = sorted(((_score(flow, form), form) for form in forms), key=lambda pair: -pair[0])
    possible = [form for score, form in scored if score > 0]
    return possible[:1] if len(scored) > 1 and scored[0][0] - scored[1][0] >= APART else possible


def labelled(document: Document, forms: Sequence[Form]) -> bool:
    """Whether this document, even a single page, prints several labels of a form."""
    flow = lay_out(document)
    return any(len(_labels(flow, form)) >= GLIMPSED for form in forms)


def piece_of(document: Document, forms: Sequence[Form]) -> Form | None:
    """The form of which this document, too little for one, is a part: it has the title and some of the labels, or many labels."""
    flow = lay_out(document)
    counts = {form.key: len(_labels(flow, form)) for form in forms}
    titled_ = [form for form in forms if any(_names(line.text, form) for line in flow.lines[:400])]
    most = max(titled_ or forms, key=lambda form: counts[form.key], default=None)
    return most if most is not None and counts[most.key] >= (SOME_LABELS if titled_ else MANY_LABELS) else None


def titled(document: Document, forms: Sequence[Form]) -> bool:
    """Whether a line of this document is a form's name among its titles."""
    return any(_names(line.text, form) for line in lay_out(document).lines[:400] for form in forms)


def labels_in(document: Document, form: Form) -> set[int]:
    """Numbers of the form's labels that this document prints."""
    return _labels(lay_out(document), form)


def ends(document: Document, forms: Sequence[Form]) -> bool:
    """Whether this page prints the last part of a form."""
    flow = lay_out(document)
    return any(_last_part(form) in _labels(flow, form) for form in forms)


def _last_part(form: Form) -> int:
    return max((a for a, anchor in enumerate(anchors(form)) if anchor.slot is not None and anchor.slot.area), default=-1)


def portion(document: Document, form: Form, forms: Sequence[Form]) -> Document:
    """The part of a document that is this form, where it prints several: from its title up to the next one's. The whole document
    where a part would have fewer of the form's labels, because a line that looked like a title was not one."""
    titles = [(number, title) for number, block in enumerate(document.blocks) if (title := form_of_title(block, forms))]
    own = [number for number, title in titles if title.key == form.key]
    if not own or len({title.key for _, title in titles}) < 2:
        return document
    end = next((number for number, title in titles if number > own[0] and title.key != form.key), len(document.blocks))
    part = replace(document, blocks=document.blocks[own[0] : end])
    return document if _score(lay_out(part), form) < _score(lay_out(document), form) else part


def _filled_one(document: Document, candidates: Sequence[Form], forms: Sequence[Form]) -> Form | None:
    """The only one of these forms that is filled, each looked for in its own part."""
    parts = {form.key: portion(document, form, forms) for form in candidates}
    if any(part is document for part in parts.values()):
        return None
    filled = {form.key: fields_filled(parts[form.key], form) for form in candidates}
    most = max(candidates, key=lambda form: filled[form.key])
    rest = [count for key, count in filled.items() if key != most.key]
    return most if filled[most.key] >= FILLED and max(rest, default=0) <= LEFT_BLANK else None


def fields_filled(document: Document, form: Form) -> int:
    """How many fields have words or ticks in them."""
    values = fill(document, form).values.values()
    return sum(bool(v.text) and v.value not in (None, []) for v in values)


def _score(flow: Flow, form: Form) -> float:
    """Share of the labels found, half a point more with the title; 0 where that is too little."""
    share = len(_labels(flow, form)) / len(anchors(form))
    titled = any(_names(line.text, form) for line in flow.lines[:400])
    if share < (ENOUGH_WITH_TITLE if titled else ENOUGH_WITHOUT):
        return 0.0
    return share + (0.5 if titled else 0.0)


def _labels(flow: Flow, form: Form) -> set[int]:
    return {m.anchor for m in find(flow, form) if m.sure and m.hit.weight > BARE}


def _names(text: str, form: Form) -> bool:
    """True when a line of its own is the form's name among the titles (a page's running head is too)."""
    if len(text) >= 80:
        return False
    titles = {squeeze(t) for t in form.titles} | {squeeze("".join(form.titles)), squeeze(form.name)}
    line = squeeze(text)
    return squeeze(form.name) in line and (line in titles or line.endswith(("申报书", "项目")))


def form_of_title(block: Block, forms: Sequence[Form]) -> Form | None:
    """The form whose title this block begins with."""
    return next((form for form in forms for text in leading_texts(block) if _names(text, form)), None)


def leading_texts(block: Block) -> list[str]:
    """The lines of the block's first six paragraphs."""
    return [line for paragraph in islice(paragraphs((block,)), 6) for line in paragraph.text.split("\n")]
