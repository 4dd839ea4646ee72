"""Names of the association that is applied to and of its members → patterns and one spelling, as the guide has them.

That cities, counties, universities and firms have associations, and that names say so at their end, is so in every province; how
the names end is the guide's.
"""

from __future__ import annotations

import re
from functools import lru_cache

from config.model import Guide
from parsers.values.names import bare


@lru_cache(maxsize=8)
def ending(guide: Guide) -> str:
    """A pattern of the words with which names of associations end: 科学技术协会, 科协."""
    return _any(guide.host.members)


@lru_cache(maxsize=8)
def province(guide: Guide) -> str:
    """A pattern of the province's name, with or without the word for what it is: 湖南, 湖南省."""
    kind = guide.province.removeprefix(guide.province_name)
    return re.escape(guide.province_name) + (f"(?:{re.escape(kind)})?" if kind else "")


def one_ending(guide: Guide, name: str) -> str:
    """The name's characters alone, with one ending for the many of an association's name."""
    return _ending_of(guide).sub(guide.host.members[0], bare(name))


@lru_cache(maxsize=8)
def _ending_of(guide: Guide) -> re.Pattern[str]:
    return re.compile(f"{ending(guide)}$")


@lru_cache(maxsize=32)
def spellings(guide: Guide, name: str) -> tuple[str, ...]:
    """Every spelling of every entry of one of the guide's lists."""
    return tuple(word for entry in guide.lists.get(name, ()) for word in entry.split("/"))


def is_of_a_city(guide: Guide, name: str, cities_list: str) -> bool:
    """Whether this is the name of a city's association."""
    return _of_a_city(guide, cities_list).fullmatch(bare(name)) is not None


@lru_cache(maxsize=8)
def _of_a_city(guide: Guide, cities_list: str) -> re.Pattern[str]:
    return re.compile(f"(?:{province(guide)})?{any_of(guide, cities_list)}{ending(guide)}")


def any_of(guide: Guide, name: str) -> str:
    """A pattern of all names of a list; of a list without names one that fits nothing."""
    return _any(spellings(guide, name)) if spellings(guide, name) else "(?!)"


def _any(words: tuple[str, ...]) -> str:
    return f"(?:{'|'.join(map(re.escape, words))})"
