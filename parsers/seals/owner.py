"""Tells whether the words read along a seal's ring name a given unit. A hint: recognition makes mistakes, and seals of
departments say less or more than the unit's name."""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import StrEnum
from functools import lru_cache

from rapidfuzz import fuzz

from config.model import Guide
from parsers.values.association_names import ending, one_ending, province
from parsers.values.names import bare, joint


class Whose(StrEnum):
    """Whose seal it is, as far as its words tell."""

    ITS_OWN = "its own"
    ANOTHERS = "another's"
    CANNOT_TELL = "cannot tell"


_OWN, _OTHER = 88.0, 45.0
"""Similarity (0–100) of the words from which the seal is the unit's; and of the cores below which it is another's."""
_SLIP = 75.0
"""Similarity of the cores below which an error of recognition is no longer likely: 衡阳市 and 益阳市 are two."""
_LEAST = 4
"""Fewer characters of a ring are no name, and nothing is concluded."""
_KINDS = "股份有限公司|有限责任公司|有限公司|集团|管理委员会|委员会|研究院|研究所|研究会|协会|学会|大学|学院|医院|中心"


def whose(words: str, name: str, guide: Guide) -> Whose:
    """Whose seal it is on which these words were read: that of `name` (several units that apply together count each), another
    unit's, or nobody can tell."""
    on_seal, wanted = one_ending(guide, words), one_ending(guide, name)
    if len(on_seal) >= _LEAST and len(wanted) > 3 and wanted in on_seal:
        return Whose.ITS_OWN  # as it is nearly always
    names = [one_ending(guide, one) for one in {name, *joint(name)} if bare(one)]
    if len(on_seal) < _LEAST or not names:
        return Whose.CANNOT_TELL
    if any(_is(on_seal, wanted, guide) for wanted in names):
        return Whose.ITS_OWN
    return Whose.ANOTHERS if all(_alike(on_seal, wanted, guide) < _OTHER for wanted in names) else Whose.CANNOT_TELL


def closest(words: str, names: Iterable[str], guide: Guide) -> str:
    """The one of these names that is on the seal, "" where none or several are."""
    on_seal = one_ending(guide, words)
    candidates = {name for name in names if len(on_seal) >= _LEAST and _is(on_seal, one_ending(guide, name), guide)}
    exact = {name for name in candidates if one_ending(guide, name) == on_seal}
    return next(iter(exact or candidates)) if len(exact or candidates) == 1 else ""


def _is(on_seal: str, wanted: str, guide: Guide) -> bool:
    """Whether the whole name is there; it may begin at another place of the ring, or have one error."""
    if len(wanted) > 3 and wanted in on_seal:
        return True
    return fuzz.ratio(_turned(on_seal, wanted), wanted) >= _OWN and _alike(on_seal, wanted, guide) >= _SLIP


def _alike(on_seal: str, wanted: str, guide: Guide) -> float:
    """Similarity of the parts that make names different."""
    one, core = _core(_turned(on_seal, wanted), guide), _core(wanted, guide)
    return max(fuzz.ratio(one, core), fuzz.partial_ratio(one, core) if abs(len(one) - len(core)) > 1 else 0.0)


def _core(name: str, guide: Guide) -> str:
    """The part of a name that tells it from others of its kind: without province and legal form."""
    while (shorter := _common(guide).sub("", name)) != name and shorter:
        name = shorter
    return name


@lru_cache(maxsize=8)
def _common(guide: Guide) -> re.Pattern[str]:
    """What many names begin or end with."""
    return re.compile(rf"^(?:{province(guide)}|中国)(?=.{{4}})|(?:{ending(guide)}|{_KINDS})$")


def _turned(on_seal: str, wanted: str) -> str:
    """The words read from that place of the ring from which they are most similar to the name."""
    return max((on_seal[at:] + on_seal[:at] for at in range(len(on_seal))), key=lambda turn: fuzz.ratio(turn, wanted))
