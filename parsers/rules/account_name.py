"""account-name-mismatch: 开户名 is not the applicant's name (F1-14)."""

from __future__ import annotations

from collections.abc import Iterator

from config.model import Meaning
from parsers.checks.rule import Hit, Kind, Subject, hit
from parsers.values.names import joint, same


def account(subject: Subject, *, field: str, unit: str = "") -> Iterator[Hit]:
    """The account's name is neither the applicant's (or the one in the field `unit`) nor that of one of the joint applicants. All
    places where the form prints it are checked."""
    unit = unit or subject.key_of(Meaning.APPLICANT)
    value = subject.filled(field)
    if value is None or value.text is None or subject.record is None:
        return
    units = [place.text for place in subject.record.printed.get(unit, ()) if place.text] + [subject.text(unit)]
    names = [name for whole in units if whole for name in (whole, *joint(whole))]
    if names and not any(same(value.text, name) for name in names):
        yield hit(field, value)


KIND = Kind(account)
