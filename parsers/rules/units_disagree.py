"""units-disagree: the applicant's name on the cover differs from the one in the table (F1-01)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from parsers.checks.field_labels import spoken
from parsers.checks.rule import Hit, Kind, Subject
from parsers.model.document import Medium
from parsers.model.finding import Severity
from parsers.model.record import Value
from parsers.values.names import joint, near, same
from parsers.values.width import folded

_STAMPED = re.compile(r"\((?:单位)?(?:盖章|公章|签章|盖公章|加盖公章)\)|^(?:牵头|申报|申请)单位:")
"""What people write next to a name and does not belong to it."""


def units(subject: Subject, *, field: str) -> Iterator[Hit]:
    """Offers {first} and {second}, the two labels. Joint applicants and similar names need a person; so does a form of which
    cover and table were put together by us: they may be two applications' (several in one file, or a form in pieces)."""
    if subject.record is None or subject.form is None:
        return
    together = any(file.part or file.page_of for file in subject.package.files)
    filled = [(n, value) for n, value in enumerate(subject.record.printed.get(field, ())) if value.text and value.text.strip()]
    for (a, one), (b, other) in pairwise(filled):
        if not same(*(_STAMPED.sub("", folded(value.text or "")) for value in (one, other))):
            first, second = spoken(subject.form, field, a), spoken(subject.form, field, b)
            yield Hit(field, other.document, other.place, _severity(one, other, together), _medium(one, other), second,
                      {"first": first, "second": second}, discriminator=other.place.text())


def _severity(one: Value, other: Value, together: bool) -> Severity | None:
    names = (one.text or "", other.text or "")
    doubtful = together or near(*names) or any(len(joint(name)) > 1 for name in names)
    return Severity.VERIFY if doubtful else None


def _medium(one: Value, other: Value) -> Medium:
    return Medium.OCR if Medium.OCR in (one.medium, other.medium) else other.medium


KIND = Kind(units, offers=("first", "second"))
