"""route-unclear: the recommending unit belongs to none of the guide's classes (R84)."""

from __future__ import annotations

from collections.abc import Iterator

from config.model import Meaning
from parsers.checks.associations import county
from parsers.checks.recommender_classes import class_of
from parsers.checks.rule import Hit, Kind, Subject, hit
from parsers.values.names import joint


def unclear(subject: Subject, *, cities_list: str) -> Iterator[Hit]:
    """The recommender belongs to none of the guide's classes that recommend. Offers {name}."""
    value = subject.filled(subject.key_of(Meaning.RECOMMENDER))
    if value is None or value.text is None or county(subject, value.text, cities_list):
        return
    names = (value.text, *joint(value.text))
    kinds = [kind for name in names if (kind := class_of(subject.guide, name)) is not None]
    if not any(kind.patterns or not kind.direct for kind in kinds):  # units on a list of direct applicants are not recommenders
        yield hit(subject.key_of(Meaning.RECOMMENDER), value, name=value.text)


KIND = Kind(unclear, offers=("name",))
