"""Recognises organisations from outside the mainland: by words of the guide's lists in a name, by a name in Latin letters alone,
or because an answer says so."""

from __future__ import annotations

import re
from functools import lru_cache

from config.model import Guide, Meaning
from parsers.checks.rule import Subject
from parsers.values.association_names import spellings
from parsers.values.names import mentions
from parsers.values.width import folded

_LATIN_NAME = re.compile(r"[A-Za-zÀ-ž]{2,}[\s.&-]+[A-Za-zÀ-ž]{2,}|[A-Z]{3,}")
_LATIN_WORD = re.compile(r"[A-Za-z]{3,}")
_CHINESE = re.compile(r"[\u3400-\u9fff]")
_ABROAD = re.compile(r"境外|国外|海外|外资|外籍|港澳台|香港|澳门|台湾")


def looks_foreign(subject: Subject, *lists: str) -> bool:
    """True when the applicant's name looks like that of an international or overseas organisation (R33). A name with the province
    or one of its cities in it does not, even with 国际."""
    return _foreign(subject.guide, subject.text_of(Meaning.APPLICANT), lists)


def names_abroad(subject: Subject, text: str, *lists: str) -> bool:
    """True when the text has an entry of these lists of the guide, or a name in Latin letters."""
    return _names_abroad(subject.guide, text, lists)


def says_abroad(answer: str) -> bool:
    """True where the answer says that the applicant is an organisation from outside the mainland."""
    return _ABROAD.search(folded(answer)) is not None


@lru_cache(maxsize=64)
def _foreign(guide: Guide, unit: str, lists: tuple[str, ...]) -> bool:
    """Cached, because four rules ask for the same name."""
    return not any(word in unit for word in _home(guide)) and _names_abroad(guide, unit, lists)


@lru_cache(maxsize=8)
def _home(guide: Guide) -> tuple[str, ...]:
    cities = (re.sub(r"(市|州)$", "", word) for word in spellings(guide, guide.cities_list))
    return (*filter(None, (guide.province_name,)), "省", *cities)


def _names_abroad(guide: Guide, text: str, lists: tuple[str, ...]) -> bool:
    if any(mentions(text, guide.lists.get(name, ())) for name in lists if name):
        return True
    return _LATIN_NAME.search(text) is not None or (
        bool(text.strip()) and _CHINESE.search(text) is None and _LATIN_WORD.search(text) is not None
    )
