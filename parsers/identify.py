"""Document + forms → exactly one form, or none: by its title and by the labels it prints, not by its name.

Zero and two are both "none": the call itself, which prints both forms, is no application of either.
"""

from __future__ import annotations

from collections.abc import Sequence

from config.model import Form
from parsers.labels import BARE, anchors, find, squeeze
from parsers.lines import Flow, lay_out
from parsers.model import Document

ENOUGH_WITH_TITLE = 0.4
ENOUGH_WITHOUT = 0.6
"""Share of the form's labels that must be found. A certificate that names the call has its title and hardly a label."""

APART = 0.15
"""By how much the best form must lead over the second."""


def identify(document: Document, forms: Sequence[Form]) -> Form | None:
    """The form this document is, filled or blank, or None."""
    if not document.blocks:
        return None
    flow = lay_out(document)
    scored = sorted(((_score(flow, form), form) for form in forms), key=lambda pair: -pair[0])
    if not scored or scored[0][0] <= 0:
        return None
    if len(scored) > 1 and scored[0][0] - scored[1][0] < APART:
        return None
    return scored[0][1]


def _score(flow: Flow, form: Form) -> float:
    """Share of the labels found, half a point more with the title; 0 where that is too little."""
    found = {m.anchor for m in find(flow, form) if m.sure and m.hit.weight > BARE}
    share = len(found) / len(anchors(form))
    titled = _titled(flow, form)
    if share < (ENOUGH_WITH_TITLE if titled else ENOUGH_WITHOUT):
        return 0.0
    return share + (0.5 if titled else 0.0)


def _titled(flow: Flow, form: Form) -> bool:
    """True when the form's name stands on a line of its own among the titles (a page's running head does too)."""
    titles = {squeeze(t) for t in form.titles} | {squeeze("".join(form.titles)), squeeze(form.name)}
    name = squeeze(form.name)
    lines = (squeeze(line.text) for line in flow.lines[:400] if len(line.text) < 80)
    return any(name in line and (line in titles or line.endswith(("申报书", "项目"))) for line in lines)
