"""Recognises pages that were signed, stamped and sent without the rest of the form: not a whole form, but a person must look at
them for seals."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rapidfuzz import fuzz

from config.model import Form, SignedPart
from parsers.forms.identify import titled
from parsers.forms.labels import squeeze
from parsers.model.document import Document, paragraphs
from parsers.model.package import Role
from parsers.packages.roles import base, role_by_name, role_of_title

MOST_PAGES = 4
"""How many pages of a file are searched for signed parts where no form begins."""
_ALIKE = 75.0
"""Similarity with the form's pledge from which a passage is the pledge as recognition reads it."""
_NAMED = re.compile(r"承诺|意见|盖章|签字|签章|公章|申报书")
_SAID = re.compile(r"承诺|(?:申报|推荐)单位意见|审[查定]意见|单位盖章|签字[:：]|我单位保证")


def may_be_signed(name: str, glimpse: Document) -> bool:
    """Whether a scan in which no form begins needs a closer reading: by what its first page's upper part says, or by its name.
    A paper with another title does not."""
    text = "\n".join(paragraph.text for paragraph in paragraphs(glimpse.blocks))
    if role_of_title(text) is not None or role_by_name(name) in (Role.EVIDENCE, Role.NON_SECRET_CERTIFICATE, Role.RECOMMENDATION):
        return False
    return _SAID.search(re.sub(r"\s", "", text)) is not None or _NAMED.search(base(name)) is not None


def signed_form(document: Document, forms: Sequence[Form], name: str) -> Form | None:
    """The form of which these pages are the signed ones, None where they are no such pages. Forms with the same parts are told
    apart by their title, else the first is taken: the places to sign are the same."""
    lines = [squeeze(paragraph.text) for paragraph in paragraphs(document.blocks)]
    candidates = [(form, parts) for form in forms if (parts := _parts(lines, form)) - {SignedPart.OFFICE_OPINION}]
    named = [form for form, _ in candidates if titled(document, (form,))]
    if named:
        return named[0]
    by_name = _NAMED.search(base(name)) is not None
    return next((form for form, parts in candidates if by_name or _several(parts) or _pledged(lines, form)), None)


def _several(parts: set[SignedPart]) -> bool:
    return SignedPart.OFFICE_OPINION in parts or len(parts) > 1


def _parts(lines: Sequence[str], form: Form) -> set[SignedPart]:
    words = {slot.area: [squeeze(word) for word in (slot.label, *slot.aliases)] for slot in form.slots if slot.area}
    return {area for area, labels in words.items() if any(_begins(line, labels) for line in lines)}


def _begins(line: str, labels: Sequence[str]) -> bool:
    bare = re.sub(r"^[一二三四五六七八九十]{1,2}[、.,，]?", "", line)
    return any(bare.startswith(label) or line.startswith(label) for label in labels)


def _pledged(lines: Sequence[str], form: Form) -> bool:
    """Whether the form's pledge stands there."""
    pledge = squeeze(form.pledge)
    return bool(pledge) and fuzz.partial_ratio(pledge[:80], "".join(lines)[:4000]) >= _ALIKE
