"""countries-too-few: a conference needs experts from at least three countries or regions (R14)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Literal

from config.model import Guide
from parsers.checks.rule import Hit, Kind, Subject, hit
from parsers.values.counts import numbers
from parsers.values.names import mentioned
from parsers.values.width import folded

_HOME = "我国|国内|中国(?!香港|澳门|台湾)"


def countries(subject: Subject, *, fields: tuple[str, ...], countries_list: str, least: int,
              counting: Literal["abroad", "with-home"] = "abroad") -> Iterator[Hit]:
    """Offers {named}, {abroad}, {with_home}, {least}. The guide does not say whether China counts (X7): the finding shows both
    counts, and `counting` says which one decides. A number of countries in the text (来自5个国家) is believed."""
    text = folded(subject.text(*fields))
    if not text.strip():
        return
    counts = numbers(text, before="", after=r"余?多?个?(?:以上的?)?(?:国家|国别|地区)")
    named = mentioned(text, subject.guide.lists[countries_list])
    home = 1 if _home(subject.guide).search(text) else 0
    count = len(named) + (home if counting == "with-home" else 0)
    if count < least and max(counts, default=0) < least:
        key = next((key for key in fields if subject.filled(key)), fields[0])
        listed = "、".join(named) or "无"
        yield hit(key, subject.value(key), named=listed, abroad=len(named), with_home=len(named) + home, least=least)


@lru_cache(maxsize=8)
def _home(guide: Guide) -> re.Pattern[str]:
    """Words for China and for the province."""
    return re.compile("|".join((_HOME, *map(re.escape, filter(None, (guide.province_name, *guide.province_words))))))


KIND = Kind(countries, offers=("named", "abroad", "with_home", "least"))
