"""recommender-missing: no recommending unit is named (R81)."""

from __future__ import annotations

from collections.abc import Iterator

from config.model import Meaning
from parsers.checks.recommender_classes import one_name
from parsers.checks.rule import Hit, Kind, Subject, hit
from parsers.values.names import bare, same


def missing(subject: Subject, *, direct_list: str) -> Iterator[Hit]:
    """No recommender is named, and the applicant is not on the list of those who may apply directly."""
    value = subject.of(Meaning.RECOMMENDER)
    if value is not None and value.blank and not _listed(subject, subject.text_of(Meaning.APPLICANT), direct_list):
        yield hit(subject.key_of(Meaning.RECOMMENDER), value)


def _listed(subject: Subject, name: str, list_name: str) -> bool:
    """Whether a name is an entry of the list; an entry may have an address after it ("name <address>")."""
    words = [word for entry in subject.guide.lists[list_name] for word in entry.split("<")[0].split("/")]
    wanted = one_name(subject.guide, name)
    return bool(bare(name)) and any(same(one_name(subject.guide, word), wanted) for word in words if bare(word))


KIND = Kind(missing)
