"""recommender-ineligible: the recommender is the association of a county, which the guide does not allow (R82)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from config.model import Meaning, SignedPart
from parsers.checks.associations import county, spellings
from parsers.checks.rule import Hit, Kind, Subject, hit
from parsers.model.document import Medium
from parsers.model.finding import Severity
from parsers.model.package import Role
from parsers.model.record import Value
from parsers.model.seal import StampKind, StampState
from parsers.seals.owner import Whose, whose
from parsers.values.association_names import ending
from parsers.values.names import bare


def ineligible(
    subject: Subject, *, counties_list: str, cities_list: str, area: SignedPart = SignedPart.RECOMMENDER_OPINION,
) -> Iterator[Hit]:
    """Offers {name}. The recommender is the association of a county, district or county-level city, or of a town in one.

    Certain only when the name is printed (Word or text PDF), its county is on the list, no name of a city's association is near
    it, and no seal may be a city's: every seal was read, and each that was seen has a name that is expected there. High-tech and
    development zones, new districts and parks may recommend.
    """
    value = subject.filled(subject.key_of(Meaning.RECOMMENDER))
    if value is None or value.text is None:
        yield from _by_sender(subject, counties_list, cities_list)
        return
    county_name = county(subject, value.text, cities_list)
    if county_name is None:
        return
    printed = value.medium in (Medium.WORD, Medium.PDF) and county_name in spellings(subject, counties_list)
    certain = printed and not _city_beside(subject, area, cities_list) and not _seal_may_be_anothers(subject, value.text)
    severity: Severity | None = None if certain else Severity.VERIFY
    yield hit(subject.key_of(Meaning.RECOMMENDER), value, severity, name=value.text)


def _by_sender(subject: Subject, counties_list: str, cities_list: str) -> Iterator[Hit]:
    county_name = county(subject, subject.circumstances.sender_name, cities_list)
    if county_name is not None and county_name in spellings(subject, counties_list):
        place: Value | None = subject.of(Meaning.RECOMMENDER)
        yield hit(subject.key_of(Meaning.RECOMMENDER), place, Severity.VERIFY, name=subject.circumstances.sender_name)


def _city_beside(subject: Subject, area: SignedPart, cities_list: str) -> bool:
    opinion = subject.record.areas.get(area) if subject.record else None
    text = bare(opinion.text) if opinion is not None and opinion.text else ""
    return any(re.search(rf"{re.escape(city)}{ending(subject.guide)}", text) for city in spellings(subject, cities_list))


def _seal_may_be_anothers(subject: Subject, name: str) -> bool:
    """Whether the seals of a scan were not read, or one of them may belong to neither the applicant nor the recommender."""
    files = subject.package.files + subject.circumstances.unassigned
    papers = [file for file in files if file.role in (Role.FORM_SCAN, Role.RECOMMENDATION)]
    if not all(any(stamp.kind == StampKind.SEAL for stamp in paper.stamps) for paper in papers):
        return True
    seals = [stamp for file in files for stamp in file.stamps if stamp.kind == StampKind.SEAL]
    if any(seal.state == StampState.CANNOT_TELL for seal in seals):
        return True
    seen = [seal for seal in seals if seal.state == StampState.SEEN]
    own_names = (name, subject.text_of(Meaning.APPLICANT))
    return any(all(whose(seal.text, one, subject.guide) != Whose.ITS_OWN for one in own_names) for seal in seen)


KIND = Kind(ineligible, offers=("name",))
