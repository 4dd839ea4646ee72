"""outside-province: address, postcode and credit code all say that the applicant is not in the province (R27)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from config.model import FieldKind, Meaning
from parsers.checks.rule import Hit, Kind, Subject, hit
from parsers.values.names import mentions


def province(subject: Subject, *, field: str, province: tuple[str, ...], place_lists: tuple[str, ...], postcodes: tuple[str, ...],
             region: str, abroad: tuple[str, ...] = ()) -> Iterator[Hit]:
    """A hit only where all three, as far as they are filled in, disagree: the address (no word of `province`, no place of
    `place_lists`), the postcode (none of the beginnings) and the credit code (third and fourth character not `region`). `abroad`:
    categories that are not checked."""
    value = subject.filled(field)
    if value is None or subject.category in abroad:
        return
    text = subject.text(field, subject.key_of(Meaning.APPLICANT))
    if any(word in text for word in province):
        return
    places = tuple(place for name in place_lists for place in subject.guide.lists[name])
    if mentions(text, places) or mentions(text, _shorter(places)):
        return
    postcode = subject.text(*(one.key for one in subject.fields(FieldKind.POSTCODE))).strip()
    code = subject.text_of(Meaning.CREDIT_CODE).strip()
    if not postcode.startswith(postcodes) and code[2:4] != region:
        yield hit(field, value)


@lru_cache(maxsize=8)
def _shorter(places: tuple[str, ...]) -> tuple[str, ...]:
    """Accepts 长沙 for 长沙市: people leave the last character out."""
    return tuple(re.sub(r"(市|州)$", "", spelling) for place in places for spelling in place.split("/") if len(spelling) > 2)


KIND = Kind(province)
