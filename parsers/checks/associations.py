"""Associations of cities and counties as recommending units: whose a name is, by the guide's lists."""

from __future__ import annotations

import re
from functools import lru_cache

from config.model import Guide
from parsers.checks.rule import Subject
from parsers.values.names import bare
from parsers.values.width import folded

ASSOCIATION = r"(?:科协|科学技术协会|科技协会)"
_TOWN = r"(?:[\u4e00-\u9fff]{1,8}?(?:乡|镇|街道))?"
_CLASS_TWO_PARK = re.compile(r"高新|经开|经济技术开发|开发区|新区|园区|产业园|工业园|示范区")


def spellings(subject: Subject, name: str) -> tuple[str, ...]:
    """Every spelling of every entry of one of the guide's lists."""
    return _spellings(subject.guide, name)


@lru_cache(maxsize=32)
def _spellings(guide: Guide, name: str) -> tuple[str, ...]:
    return tuple(word for entry in guide.lists[name] for word in entry.split("/"))


def is_city(subject: Subject, name: str, cities_list: str) -> bool:
    """Whether this is the name of a city's association."""
    return _of_a_city(subject.guide, cities_list).fullmatch(bare(name)) is not None


@lru_cache(maxsize=8)
def _of_a_city(guide: Guide, cities_list: str) -> re.Pattern[str]:
    return re.compile(rf"{_province(guide)}(?:{_any(_spellings(guide, cities_list))}){ASSOCIATION}")


@lru_cache(maxsize=8)
def _of_a_county(guide: Guide, cities_list: str) -> re.Pattern[str]:
    cities = _any(_spellings(guide, cities_list))
    return re.compile(rf"{_province(guide)}(?:{cities})?([\u4e00-\u9fff]{{1,10}}?(?:县|区|市)){_TOWN}{ASSOCIATION}")


def _province(guide: Guide) -> str:
    """The province's name before a place's, where it stands."""
    return rf"(?:{re.escape(guide.province_name)}省?)?"


def _any(words: tuple[str, ...]) -> str:
    return "|".join(map(re.escape, words))


def county(subject: Subject, name: str, cities_list: str) -> str | None:
    """The county in the name of a county's (or its town's) association, None where the name is something else."""
    plain = bare(folded(name))
    if is_park(plain) or is_city(subject, name, cities_list):
        return None
    found = _of_a_county(subject.guide, cities_list).fullmatch(plain)
    return _without_city(found[1], spellings(subject, cities_list)) if found else None


def _without_city(name: str, cities: tuple[str, ...]) -> str:
    """长沙岳麓区 is 岳麓区; 岳阳楼区 and 长沙县 are whole names."""
    shorter = (name.removeprefix(re.sub(r"(?<=..)(?:市|州)$", "", city)) for city in cities)
    return next((rest for rest in shorter if 3 <= len(rest) < len(name)), name)


def is_park(name: str) -> bool:
    """A high-tech or development zone, a new district or a park: of class 2, whatever it lies in."""
    return _CLASS_TWO_PARK.search(bare(name)) is not None
