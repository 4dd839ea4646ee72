"""Chooses the rules of a guide that apply to a package, each with its settings: once for each guide, form and category.
"""

from __future__ import annotations

import inspect
import string
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache, partial
from typing import Any, get_type_hints

from pydantic import TypeAdapter

from config.model import Guide, Rule
from parsers.checks.registry import RULES
from parsers.checks.rule import COMMON, Kind

MOST_READY = 2000
"""How many rules' settings are kept: enough for many guides."""
LONGEST_WORD = 120
"""Characters of one placeholder: nobody can print pages of their own text through one of our sentences."""


@dataclass(frozen=True, slots=True)
class SelectedRule:
    """One rule that applies: its number in the guide, its kind, `hits` with its settings bound, the common placeholders that its
    sentences use (others are not computed), and `placeholders`, the words that do not depend on the package."""

    number: int
    rule: Rule
    kind: Kind
    hits: Callable[..., Iterator[Any]]
    shows: tuple[str, ...]
    placeholders: Mapping[str, str]


@lru_cache(maxsize=128)
def selected_rules(guide: Guide, form: str | None, category: str | None, lone: bool) -> tuple[SelectedRule, ...]:
    """The rules for this form and category, in the guide's order; for a single document without the rules on packages."""
    return tuple(
        _ready(guide, number)
        for number, rule in enumerate(guide.rules)
        if not (lone and RULES[rule.kind].package) and not RULES[rule.kind].across
        and (not rule.forms or form in rule.forms)
        and (not rule.categories or category in rule.categories)
    )


@lru_cache(maxsize=16)
def rules_across(guide: Guide) -> tuple[SelectedRule, ...]:
    """The rules that look at all cases of the call together, in the guide's order."""
    return tuple(_ready(guide, number) for number, rule in enumerate(guide.rules) if RULES[rule.kind].across)


def _ready(guide: Guide, number: int) -> SelectedRule:
    rule = guide.rules[number]
    kind = RULES[rule.kind]
    names = {name for text in (rule.message, rule.todo) for _, name, _, _ in string.Formatter().parse(text) if name}
    shows = tuple(name for name in COMMON if name in names and name != "topic")
    hits = partial(kind.question, **_arguments(guide, number))
    return SelectedRule(number, rule, kind, hits, shows, {"topic": clipped(rule.topic)})


def clipped(word: str | int | float | None) -> str:
    """A word as a sentence shows it: on one line and of limited length."""
    if word is None:
        return ""  # a word that the rule does not have: never "None" in a sentence
    text = " ".join(word.split()) if isinstance(word, str) else f"{word:g}" if isinstance(word, float) else str(word)
    return text if len(text) <= LONGEST_WORD else text[: LONGEST_WORD - 1] + "…"


@cache
def settings_of(kind: Kind) -> dict[str, TypeAdapter[Any]]:
    """What a guide may write under `with` for this kind: name → how it is checked and converted."""
    hints = get_type_hints(kind.question)
    return {name: TypeAdapter(hints[name]) for name in _named(kind)}


def default_settings(kind: Kind) -> dict[str, Any]:
    """What holds for the names among them that a guide does not write."""
    return {name: parameter.default for name, parameter in _named(kind).items() if parameter.default is not parameter.empty}


def required_settings(kind: Kind) -> set[str]:
    """Those of these settings that have no default."""
    return {name for name, parameter in _named(kind).items() if parameter.default is parameter.empty}


def _named(kind: Kind) -> dict[str, inspect.Parameter]:
    parameters = inspect.signature(kind.question).parameters
    return {name: parameter for name, parameter in parameters.items() if parameter.kind is parameter.KEYWORD_ONLY}


@lru_cache(maxsize=MOST_READY)
def _arguments(guide: Guide, number: int) -> dict[str, Any]:
    """The settings of a rule of the guide, checked and converted once for all forms and categories. They must not be changed."""
    rule = guide.rules[number]
    allowed = settings_of(RULES[rule.kind]) if rule.arguments else {}
    return {name: allowed[name].validate_python(value) for name, value in rule.arguments.items()}
