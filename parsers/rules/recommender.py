"""The recommending unit and the route it makes: recommender-missing, route-unclear, self-recommended, recommender-ineligible
(R81–R86, X13)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from config.model import Guide
from parsers.checks.recommender_classes import class_of, one_name
from parsers.checks.rule import Hit, Kind, Subject, hit
from parsers.model.document import Medium
from parsers.model.finding import Severity
from parsers.model.package import Role
from parsers.model.record import Value
from parsers.model.seal import StampKind, StampState
from parsers.seals.owner import Whose, whose
from parsers.values.names import bare, joint, same
from parsers.values.width import folded

RECOMMENDER = "recommender"
_ASSOCIATION = r"(?:科协|科学技术协会|科技协会)"
_TOWN = r"(?:[\u4e00-\u9fff]{1,8}?(?:乡|镇|街道))?"
_CLASS_TWO_PARK = re.compile(r"高新|经开|经济技术开发|开发区|新区|园区|产业园|工业园|示范区")


def missing(subject: Subject, *, direct_list: str) -> Iterator[Hit]:
    """No recommender is named, and the applicant is not on the list of those who may apply directly."""
    value = subject.value(RECOMMENDER)
    if value is not None and value.blank and not _listed(subject, subject.text("applicant_unit"), direct_list):
        yield hit(RECOMMENDER, value)


def unclear(subject: Subject, *, cities_list: str) -> Iterator[Hit]:
    """A recommender is named that is of none of the guide's classes that recommend. Offers {name}."""
    value = subject.filled(RECOMMENDER)
    if value is None or value.text is None or county(subject, value.text, cities_list):
        return
    names = (value.text, *joint(value.text))
    kinds = [kind for name in names if (kind := class_of(subject.guide, name)) is not None]
    if not any(kind.patterns or not kind.direct for kind in kinds):  # a list of who applies directly makes nobody a recommender
        yield hit(RECOMMENDER, value, name=value.text)


def oneself(subject: Subject, *, area: str = "recommender_opinion") -> Iterator[Hit]:
    """The recommender is the applicant, or the applicant's name stands by itself where the recommender signs."""
    value, unit = subject.value(RECOMMENDER), subject.text("applicant_unit")
    opinion = subject.record.areas.get(area) if subject.record else None
    signed = re.split(r"[\n。；，,]", opinion.text) if opinion is not None and opinion.text else []
    written = [value.text] if value is not None and value.text else signed
    units = {one_name(name) for name in (unit, *joint(unit))} - {""}
    if any(one_name(name) in units for name in written):
        yield hit(RECOMMENDER, value)


def ineligible(subject: Subject, *, counties_list: str, cities_list: str, area: str = "recommender_opinion") -> Iterator[Hit]:
    """Offers {name}. The association of a county, district or county-level city, or of a town in one.

    Firm only when the name is printed (Word or text PDF), its county is on the list, no name of a city's association stands
    beside it, and no seal may be a city's: none was left unread, and each that was seen bears a name that is known. High-tech and
    development zones, new districts and parks may recommend.
    """
    value = subject.filled(RECOMMENDER)
    if value is None or value.text is None:
        yield from _by_sender(subject, counties_list, cities_list)
        return
    found = county(subject, value.text, cities_list)
    if found is None:
        return
    printed = value.medium in (Medium.WORD, Medium.PDF) and found in _words(subject, counties_list)
    certain = printed and not _city_beside(subject, area, cities_list) and not _seal_may_be_anothers(subject, value.text)
    severity: Severity | None = None if certain else Severity.VERIFY
    yield hit(RECOMMENDER, value, severity, name=value.text)


def _by_sender(subject: Subject, counties_list: str, cities_list: str) -> Iterator[Hit]:
    found = county(subject, subject.circumstances.sender_name, cities_list)
    if found is not None and found in _words(subject, counties_list):
        place: Value | None = subject.value(RECOMMENDER)
        yield hit(RECOMMENDER, place, Severity.VERIFY, name=subject.circumstances.sender_name)


def _words(subject: Subject, name: str) -> tuple[str, ...]:
    return _spellings(subject.guide, name)


@lru_cache(maxsize=32)
def _spellings(guide: Guide, name: str) -> tuple[str, ...]:
    return tuple(word for entry in guide.lists[name] for word in entry.split("/"))


def _listed(subject: Subject, name: str, list_name: str) -> bool:
    """Whether a name is an entry of the list; an entry may carry an address behind it ("name <address>")."""
    words = [word for entry in subject.guide.lists[list_name] for word in entry.split("<")[0].split("/")]
    return bool(bare(name)) and any(same(one_name(word), one_name(name)) for word in words if bare(word))


def is_city(subject: Subject, name: str, cities_list: str) -> bool:
    return _of_a_city(subject.guide, cities_list).fullmatch(bare(name)) is not None


@lru_cache(maxsize=8)
def _of_a_city(guide: Guide, cities_list: str) -> re.Pattern[str]:
    return re.compile(rf"(?:湖南省?)?(?:{_any(_spellings(guide, cities_list))}){_ASSOCIATION}")


@lru_cache(maxsize=8)
def _of_a_county(guide: Guide, cities_list: str) -> re.Pattern[str]:
    cities = _any(_spellings(guide, cities_list))
    return re.compile(rf"(?:湖南省?)?(?:{cities})?([\u4e00-\u9fff]{{1,10}}?(?:县|区|市)){_TOWN}{_ASSOCIATION}")


def _any(words: tuple[str, ...]) -> str:
    return "|".join(map(re.escape, words))


def county(subject: Subject, name: str, cities_list: str) -> str | None:
    """The county in the name of a county's (or its town's) association, None where the name is something else."""
    plain = bare(folded(name))
    if is_park(plain) or is_city(subject, name, cities_list):
        return None
    found = _of_a_county(subject.guide, cities_list).fullmatch(plain)
    return _without_city(found[1], _words(subject, cities_list)) if found else None


def _without_city(name: str, cities: tuple[str, ...]) -> str:
    """长沙岳麓区 is 岳麓区; 岳阳楼区 and 长沙县 are whole names."""
    shorter = (name.removeprefix(re.sub(r"(?<=..)(?:市|州)$", "", city)) for city in cities)
    return next((rest for rest in shorter if 3 <= len(rest) < len(name)), name)


def is_park(name: str) -> bool:
    """A high-tech or development zone, a new district or a park: of class 2, whatever it lies in."""
    return _CLASS_TWO_PARK.search(bare(name)) is not None


def _city_beside(subject: Subject, area: str, cities_list: str) -> bool:
    opinion = subject.record.areas.get(area) if subject.record else None
    text = bare(opinion.text) if opinion is not None and opinion.text else ""
    return any(re.search(rf"{re.escape(city)}{_ASSOCIATION}", text) for city in _words(subject, cities_list))


def _seal_may_be_anothers(subject: Subject, name: str) -> bool:
    """Whether a scan's seals were not read, or one of them may be somebody's who is neither applicant nor recommender."""
    files = subject.package.files + subject.circumstances.loose
    papers = [file for file in files if file.role in (Role.FORM_SCAN, Role.RECOMMENDATION)]
    if not all(any(stamp.kind == StampKind.SEAL for stamp in paper.stamps) for paper in papers):
        return True
    seals = [stamp for file in files for stamp in file.stamps if stamp.kind == StampKind.SEAL]
    if any(seal.state == StampState.CANNOT_TELL for seal in seals):
        return True
    known = (name, subject.text("applicant_unit"))
    seen = [seal for seal in seals if seal.state == StampState.SEEN]
    return any(all(whose(seal.text, one) != Whose.ITS_OWN for one in known) for seal in seen)


MISSING = Kind(missing)
UNCLEAR = Kind(unclear, offers=("name",))
SELF = Kind(oneself)
INELIGIBLE = Kind(ineligible, offers=("name",))
