"""joint-applicants: several units apply together (R34)."""

from __future__ import annotations

from collections.abc import Iterator

from config.model import Meaning
from parsers.checks.rule import Hit, Kind, Subject, hit
from parsers.model.finding import Severity
from parsers.values.names import joint


def joint_applicants(subject: Subject) -> Iterator[Hit]:
    """Offers {told}: the units that apply together, where there is more than one (R34)."""
    value = subject.filled(subject.key_of(Meaning.APPLICANT))
    units = joint(value.text) if value is not None and value.text else ()
    if len(units) > 1:
        yield hit(subject.key_of(Meaning.APPLICANT), value, Severity.NOTE, told="、".join(units))


KIND = Kind(joint_applicants, offers=("told",))
