"""foreign-applicant: the applicant's name looks like that of an international or overseas organisation (R33, R44)."""

from __future__ import annotations

from collections.abc import Iterator

from config.model import Meaning
from parsers.checks.outside_mainland import looks_foreign
from parsers.checks.rule import Hit, Kind, Subject, hit


def foreign_applicant(subject: Subject, *, foreign_lists: tuple[str, ...]) -> Iterator[Hit]:
    """The applicant's name looks like that of an international or overseas organisation, which needs a registration in China
    (R33, R44)."""
    value = subject.filled(subject.key_of(Meaning.APPLICANT))
    if value is not None and looks_foreign(subject, *foreign_lists):
        yield hit(subject.key_of(Meaning.APPLICANT), value)


KIND = Kind(foreign_applicant)
