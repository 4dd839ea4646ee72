"""Compares names of organisations and projects as a clerk does: brackets, blanks and width do not count."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from rapidfuzz import fuzz

from parsers.values.width import folded

ORGANISATION = re.compile(
    r"(大学|学院|学校|中学|公司|集团|企业|协会|学会|研究会|联合会|商会|促进会|联盟|基金会|研究院|研究所|科学院|实验室|中心|医院|科协|委员会|管委会"
    r"|开发区|园区|工作站|办事处|事务所|俱乐部|厅|局|委|院|所|站|社|馆|会|部|处)$"
)
_EVENT = re.compile(r"(研讨|交流|大|年|峰|对接|座谈|报告|洽谈|推介|博览|研修|培训|论证|发布|展览|展示|恳谈|茶话|讲演|例)会$")
_JOINTS = re.compile(r"[、;；,，/／\n+＋&＆]|联合(?=.*(?:大学|学院|公司|协会|学会|院|所|中心|会)$)")
_AND = re.compile(r"(?<=[学院司会所心站院局厅委区])\s*[与和及暨]\s*(?=\S{4})")
NEAR = 80.0
"""Similarity (0–100) from which two names may be one: 有限公司 and 股份有限公司 of one stem score 92.9 and are two firms."""

ALIKE = 90.0
"""Similarity from which two projects' names are one name with an error in it."""
_NUMERALS = re.compile(r"\d+|[一二三四五六七八九十百]+(?=[届期次批年季轮号])|[上下](?=半年|册|篇|期)")


_SIGNS = re.compile(r"[\W_]+")
_SIMPLE = str.maketrans(
    "學國業協會東灣機農師範電線藝術職廠廣產發動車軌醫藥衛團聯盟總經濟貿實驗應開區縣鄉鎮門島陽鴻龍華長張陳劉楊趙黃吳蘇馬鄧許傅",
    "学国业协会东湾机农师范电线艺术职厂广产发动车轨医药卫团联盟总经济贸实验应开区县乡镇门岛阳鸿龙华长张陈刘杨赵黄吴苏马邓许傅",
)
"""Traditional characters that names of units and people are sometimes written with, here or overseas."""


@lru_cache(maxsize=1024)
def bare(name: str | None) -> str:
    """Only the name's letters, digits and characters, half-width and in lower case; "" for None."""
    return _SIGNS.sub("", folded(name or "")).lower().translate(_SIMPLE)


def organisation(name: str) -> bool:
    """True when a name ends as organisations' names do; a 研讨会 is an event."""
    return ORGANISATION.search(name) is not None and _EVENT.search(name) is None


@lru_cache(maxsize=256)
def joint(name: str) -> tuple[str, ...]:
    """The units that apply together: the name cut at separators (、/; and 与, 和, 及 after a word that ends a unit's name).
    A web address is no list of units."""
    if "://" in name:
        return (name.strip(),)
    parts = [part for piece in _JOINTS.split(name) for part in _AND.split(piece)]
    return tuple(part.strip() for part in parts if len(bare(part)) > 1)


def same(one: str, other: str) -> bool:
    """True when both names have the same characters."""
    return bare(one) == bare(other)


def alike(one: str, other: str) -> bool:
    """True when two projects' names are one, except for an error: 第二届 is not 第三届, and 2024 not 2025."""
    first, second = bare(one), bare(other)
    return first == second or (fuzz.ratio(first, second) >= ALIKE and _NUMERALS.findall(first) == _NUMERALS.findall(second))


def near(one: str, other: str, least: int = 4) -> bool:
    """True when the names could mean one unit: one within the other, an abbreviation of it with `least` characters or more,
    or similar spelling."""
    short, long = sorted((bare(one), bare(other)), key=len)
    if not short:
        return False
    return short in long or (len(short) >= least and _abbreviates(short, long)) or fuzz.ratio(short, long) >= NEAR


def _abbreviates(short: str, long: str) -> bool:
    rest = iter(long)
    return all(character in rest for character in short)


def spellings(entries: tuple[str, ...]) -> dict[str, str]:
    """List entries of the guide ("中国香港/香港") as spelling → the entry's first spelling, longest spelling first."""
    pairs = [(word, entry.split("/")[0]) for entry in entries for word in entry.split("/") if word]
    return dict(sorted(pairs, key=lambda pair: -len(pair[0])))


def mentions(text: str, entries: tuple[str, ...]) -> bool:
    """Whether the text names any of the entries."""
    _, beginnings = _spelling_index(entries)
    return any(word in text and any(True for _ in _places(text, word))
               for first in beginnings.keys() & set(text) for word in beginnings[first])


def mentioned(text: str, entries: tuple[str, ...]) -> tuple[str, ...]:
    """Which entries the text names, each once, in the order of the text. The longest spelling wins (印度尼西亚 is not 印度)."""
    by_spelling, beginnings = _spelling_index(entries)
    there = [word for first in beginnings.keys() & set(text) for word in beginnings[first] if word in text]
    places = sorted((at, -len(word), word) for word in there for at in _places(text, word))
    named, end = dict[str, None](), 0
    for at, _, word in places:
        if at >= end:
            named[by_spelling[word]] = None
            end = at + len(word)
    return tuple(named)


def _places(text: str, word: str) -> Iterator[int]:
    """Where the word is in the text; a word in Latin letters only where no such letter is beside it."""
    at = text.find(word)
    while at >= 0:
        beside = text[at - 1 : at] + text[at + len(word) : at + len(word) + 1] if word.isascii() else ""
        if not any(letter.isascii() and letter.isalpha() for letter in beside):
            yield at
        at = text.find(word, at + 1)


@lru_cache(maxsize=64)
def _spelling_index(entries: tuple[str, ...]) -> tuple[dict[str, str], dict[str, list[str]]]:
    """Spelling → entry, and first character → spellings: few of some two hundred names begin with a character of the text, and
    searching only those costs a tenth of one pattern of all."""
    by_spelling, beginnings = spellings(entries), dict[str, list[str]]()
    for word in by_spelling:
        beginnings.setdefault(word[0], []).append(word)
    return by_spelling, beginnings
