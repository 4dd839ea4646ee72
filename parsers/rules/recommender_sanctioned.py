"""recommender-sanctioned: the recommender is on the office's list of units that may not recommend now (R87, X9). A person
decides."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from config.model import Meaning
from parsers.checks.recommender_classes import one_name
from parsers.checks.rule import Hit, Kind, Subject, hit
from parsers.values.names import joint


def sanctioned(
    subject: Subject, *, sanctioned_list: str, whose: Literal["recommender", "both"] = "recommender"
) -> Iterator[Hit]:
    """Offers {name} and {window}. Rows of the list are name, first and last day (ISO, both may be empty), and for staff the
    reason. The day of arrival counts; where it is not known, the finding shows the days and a person checks."""
    for meaning in (Meaning.RECOMMENDER, Meaning.APPLICANT) if whose == "both" else (Meaning.RECOMMENDER,):
        key = subject.key_of(meaning)
        value = subject.filled(key)
        names = (value.text, *joint(value.text)) if value is not None and value.text else ()
        for row in subject.guide.tables.get(sanctioned_list, ()):
            name, first, last = (*row, "", "", "")[:3]
            if _meant(subject, name, names) and _holds(first, last, (subject.circumstances.received or "")[:10]):
                yield hit(key, value, name=name.split("/")[0], window=_window(first, last))
                break


def _meant(subject: Subject, listed: str, names: tuple[str, ...]) -> bool:
    """Whether one of the spellings of an entry is one of these names."""
    wanted = {one_name(subject.guide, name) for name in names}
    return any(one_name(subject.guide, spelling) in wanted for spelling in listed.split("/") if spelling)


def _holds(first: str, last: str, day: str) -> bool:
    return not day or ((not first or first <= day) and (not last or day <= last))


def _window(first: str, last: str) -> str:
    return f"（{first or '…'}至{last or '…'}）" if first or last else ""


KIND = Kind(sanctioned, offers=("name", "window"))
