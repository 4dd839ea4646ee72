"""required-fields: fields that must be filled in, all or some of them; with `when`, only in certain cases (勾选甲须填乙)."""

from __future__ import annotations

from collections.abc import Iterator

from parsers.checks.field_labels import spoken
from parsers.checks.rule import Hit, Kind, Subject, hit
from parsers.model.finding import Severity
from parsers.model.record import Doubt, Value


def required(subject: Subject, *, fields: tuple[str, ...], least: int = 0) -> Iterator[Hit]:
    """Offers {fields}, the names of the blank ones, and {least}. A field that is unreadable, or of which this document does not
    print the label, may be filled in; one at which words belong to nothing is no more than a doubt."""
    there = [key for key in fields if subject.value(key) is not None]
    blank = [key for key in there if _blank(subject.value(key)) and subject.printed(key)]
    if not there or len(there) - len(blank) >= (least or len(there)):
        return
    form = subject.form
    names = "、".join(spoken(form, key) for key in blank) if form else ""
    for key in blank if least == 0 else blank[:1]:
        near = any(subject.record is not None and subject.record.unclaimed_at(one) for one in ([key] if least == 0 else blank))
        one = hit(key, subject.value(key), Severity.VERIFY if near else None, fields=names, least=least or len(there))
        yield one._replace(possibly_there=near)


def _blank(value: Value | None) -> bool:
    if value is None or value.text is None or value.doubt not in (Doubt.NONE, Doubt.UNTICKED):
        return False
    return value.blank or value.value in ([], "") or value.doubt == Doubt.UNTICKED


KIND = Kind(required, offers=("fields", "least"), whole=True)
