"""self-recommended: the applicant recommends itself (X13)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from config.model import Meaning, SignedPart
from parsers.checks.recommender_classes import one_name
from parsers.checks.rule import Hit, Kind, Subject, hit
from parsers.values.names import joint


def oneself(subject: Subject, *, area: SignedPart = SignedPart.RECOMMENDER_OPINION) -> Iterator[Hit]:
    """The recommender is the applicant, or the applicant's name alone is written where the recommender signs."""
    value, unit = subject.of(Meaning.RECOMMENDER), subject.text_of(Meaning.APPLICANT)
    opinion = subject.record.areas.get(area) if subject.record else None
    signed = re.split(r"[\n。；，,]", opinion.text) if opinion is not None and opinion.text else []
    written = [value.text] if value is not None and value.text else signed
    units = {one_name(subject.guide, name) for name in (unit, *joint(unit))} - {""}
    if any(one_name(subject.guide, name) in units for name in written):
        yield hit(subject.key_of(Meaning.RECOMMENDER), value)


KIND = Kind(oneself)
