"""Turns a guide into what cannot be told because a list of it is empty: for each list the rules, classes of recommenders and keys
that go by it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from config.model import Guide, Rule
from parsers.checks.registry import RULES
from parsers.checks.selection import default_settings
from reports.guide_words.clauses import places

_LISTS = ("_list", "_lists")
_PLACEHOLDER = re.compile(r"\{[^{}]*\}")
_BREAK = re.compile(r"[，。；：,;]")
_IN_PATTERN = re.compile(r"\{([a-z_]+)\}")


@dataclass(frozen=True, slots=True)
class Reader:
    """What goes by a list: the numbers of its clauses ("" where there are none), and what cannot be told without the list."""

    clause: str
    what: str


def unanswerable(guide: Guide) -> dict[str, tuple[Reader, ...]]:
    """Name of an empty list → all that goes by it, in the guide's order. A list by which nothing goes is not named."""
    readers: defaultdict[str, dict[Reader, None]] = defaultdict(dict)
    for name, reader in _readers(guide):
        readers[name].setdefault(reader)
    return {name: tuple(readers[name]) for name, entries in guide.lists.items() if not entries and name in readers}


def sentence(name: str, about: str, readers: tuple[Reader, ...], guide: Guide) -> str:
    """One sentence for the person who keeps the guide. `about`: what the list's own heading says ("" = nothing)."""
    clauses = (places(guide, reader.clause) for reader in readers)
    told = "；".join(f"{one.what}（{clause}）" if clause else one.what for one, clause in zip(readers, clauses, strict=True))
    return f"指南的名单 {name}.csv{f'“{about}”' if about else ''}是空的，下列检查做不全：{told}"


def _readers(guide: Guide) -> Iterator[tuple[str, Reader]]:
    """Every list and what goes by it."""
    for rule in guide.rules:
        settings = default_settings(RULES[rule.kind]) | rule.arguments if rule.kind in RULES else rule.arguments
        for key, value in settings.items():
            if key.endswith(_LISTS):
                yield from ((name, Reader(rule.clause, _what(rule, label))) for name, label in _named(value))
    for kind in guide.recommender_classes:
        for name in (*kind.lists, *(name for pattern in kind.patterns for name in _IN_PATTERN.findall(pattern))):
            yield name, Reader(kind.clause, f"推荐单位分类“{kind.name}”")
    yield guide.cities_list, Reader("", "认各地的推荐单位")
    yield from ((name, Reader("", "按公章认推荐单位")) for name in guide.recommender_lists)
    yield guide.senders_list, Reader("", "按来信人认推荐单位")


def _named(value: object) -> Iterator[tuple[str, str]]:
    """The lists that a setting names, each with what it makes of an entry where the setting says so."""
    if isinstance(value, dict):
        yield from ((str(name), str(label)) for name, label in value.items())
    elif isinstance(value, str):
        yield value, ""
    elif isinstance(value, (list, tuple)):
        yield from ((str(name), "") for name in value)


def _what(rule: Rule, label: str) -> str:
    """What a rule tells, in a few words: its topic, else how its message begins."""
    told = rule.topic or _BREAK.split(_PLACEHOLDER.sub("…", rule.message), maxsplit=1)[0]
    return f"{told}（是否{label}）" if label else told
