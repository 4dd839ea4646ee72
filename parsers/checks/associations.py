"""Associations of cities and counties as recommending units: recognises them by name, with the guide's lists."""

from __future__ import annotations

import re
from functools import lru_cache

from config.model import Guide
from parsers.checks.rule import Subject
from parsers.values import association_names
from parsers.values.association_names import any_of, ending, is_of_a_city, province
from parsers.values.names import bare
from parsers.values.width import folded

_TOWN = r"(?:[\u4e00-\u9fff]{1,8}?(?:乡|镇|街道))?"
_CLASS_TWO_PARK = re.compile(r"高新|经开|经济技术开发|开发区|新区|园区|产业园|工业园|示范区")


def spellings(subject: Subject, name: str) -> tuple[str, ...]:
    """Every spelling of every entry of one of the guide's lists."""
    return association_names.spellings(subject.guide, name)


def is_city(subject: Subject, name: str, cities_list: str) -> bool:
    """Whether this is the name of a city's association."""
    return is_of_a_city(subject.guide, name, cities_list)


@lru_cache(maxsize=8)
def _of_a_county(guide: Guide, cities_list: str) -> re.Pattern[str]:
    before = rf"(?:{province(guide)})?(?:{any_of(guide, cities_list)})?"
    return re.compile(rf"{before}([\u4e00-\u9fff]{{1,10}}?(?:县|区|市)){_TOWN}{ending(guide)}")


def county(subject: Subject, name: str, cities_list: str) -> str | None:
    """The county in the name of an association of a county, or of a town in one. None for any other name."""
    plain = bare(folded(name))
    if is_park(plain) or is_city(subject, name, cities_list):
        return None
    match = _of_a_county(subject.guide, cities_list).fullmatch(plain)
    return _without_city(match[1], spellings(subject, cities_list)) if match else None


def _without_city(name: str, cities: tuple[str, ...]) -> str:
    """Removes the city before the county: 长沙岳麓区 becomes 岳麓区, while 岳阳楼区 and 长沙县 are whole names."""
    shorter = (name.removeprefix(re.sub(r"(?<=..)(?:市|州)$", "", city)) for city in cities)
    return next((rest for rest in shorter if 3 <= len(rest) < len(name)), name)


def is_park(name: str) -> bool:
    """Whether this is a high-tech or development zone, a new district or a park: these are of class 2, wherever they are."""
    return _CLASS_TWO_PARK.search(bare(name)) is not None
