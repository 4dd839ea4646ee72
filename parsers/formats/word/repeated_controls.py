"""Takes out the words that LibreOffice 7.4 wrote again when it saved a content control that holds words of a line.

It writes the control's words X, then for every portion of them (Chinese, figures, Latin) a control with the portion and X, then
X. Exactly that, in controls of one name that touch one another, is one answer and not several; nothing else is changed.
"""

from __future__ import annotations

from itertools import groupby

from lxml import etree

from parsers.formats.word.opc_package import attribute, child, local

_LEAST = 3
MOST_WORDS = 20_000
"""Characters of an answer beyond which nobody looks."""


def take_out(body: etree._Element) -> None:
    """Leaves the first of such controls in the tree below `body`."""
    for above in dict.fromkeys(one.getparent() for one in body.iter("{*}sdt")):
        if above is None:
            continue
        for key, together in groupby(list(above), key=_name):
            controls = list(together)
            if key is not None and len(controls) >= _LEAST:
                _leave_one(controls)


def _name(element: etree._Element) -> str | None:
    """The name of a control; None for anything else, and a control without a name."""
    return attribute(child(child(element, "sdtPr"), "alias")) if local(element) == "sdt" else None


def _leave_one(controls: list[etree._Element]) -> None:
    """Where these controls begin with an answer and what was written again of it, leaves the answer."""
    words = [[text.text or "" for text in one.iter("{*}t")] for one in controls]
    whole = words[0]
    if len(whole) != 1 or not whole[0] or len(whole[0]) > MOST_WORDS:
        return
    portions = 0
    for pieces in words[1:-1]:
        if len(pieces) != 2 or pieces[1] != whole[0] or pieces[0] not in whole[0]:
            return
        portions += 1
    above = controls[0].getparent()
    if portions and words[-1] == whole and above is not None:
        for again in controls[1:]:
            above.remove(again)
