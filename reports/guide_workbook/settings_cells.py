"""Turns the settings of a rule (`with`) into pairs of cells, name and value, and such pairs back, by the types that its kind
asks for."""

from __future__ import annotations

import re
import types
from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from config.guide_text.written import toml
from config.language import say
from config.model import Condition
from parsers.checks.registry import RULES
from parsers.checks.selection import settings_of
from parsers.checks.words.settings import SETTINGS, VALUES, Names
from reports.guide_workbook.cells import NO, YES, listed, names, number, pairs, pairs_text, split, yes_or_no
from reports.guide_workbook.condition_cells import shown_conditions, taken_conditions
from reports.guide_workbook.terms import Terms, Unfit, folded

REFERENCE = "contradiction"
_FAMILIES = {Names.FIELD: "field", Names.CATEGORY: "category", Names.LIST: "list"}


def setting_name(name: str) -> str:
    """What people call a setting."""
    return SETTINGS[name].name if name in SETTINGS else name


def shown_settings(settings: Mapping[str, Any], terms: Terms) -> list[tuple[str, str | float]]:
    """A pair for each setting: its name and its value as people read them."""
    return [(setting_name(name), _shown(name, value, terms)) for name, value in settings.items()]


def _shown(name: str, value: Any, terms: Terms) -> str | float:
    family = _family(name)
    if isinstance(value, dict):
        if set(value) == {REFERENCE}:
            return f"见{value[REFERENCE]}"
        return pairs_text({terms.name(family or "field", key): "、".join(map(str, one)) if isinstance(one, list) else one
                           for key, one in value.items()})
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, int | float):
        return value
    if isinstance(value, list) and value and all(isinstance(one, dict) for one in value):
        return shown_conditions(value, terms)
    if isinstance(value, list):
        return listed([_word(one, family, terms) for one in value]) if all(isinstance(one, str) for one in value) else (
            "；".join(map(str, value)) if all(isinstance(one, int) for one in value) else toml(value))
    return _word(value, family, terms)


def _word(value: str, family: str, terms: Terms) -> str:
    return terms.name(family, value) if family else VALUES.get(value, value)


def _family(name: str) -> str:
    return _FAMILIES.get(SETTINGS[name].names, "") if name in SETTINGS else ""


def setting_key(kind: str, typed: str) -> str:
    """The setting of this kind that somebody names. Raises Unfit with those that the kind has."""
    own = list(settings_of(RULES[kind])) if kind in RULES else []
    for name in own:
        if folded(typed) in (folded(name), folded(setting_name(name))):
            return name
    choices = Terms()
    choices.names["setting"] = {name: setting_name(name) for name in own}
    if not own:
        raise Unfit(say("这种规则没有设置", "rules of this kind have no settings"))
    return choices.key("setting", typed)


def taken_setting(kind: str, name: str, text: str, terms: Terms) -> Any:
    """The value that a cell means, by the type that the kind asks for. Raises Unfit."""
    compact = folded(text)
    if compact.startswith("见") and compact[1:].isalnum() and any(compact[1:] == one.casefold() for one in terms.names["place"]):
        return {REFERENCE: next(one for one in terms.names["place"] if one.casefold() == compact[1:])}
    return _typed(get_type_hints(RULES[kind].question)[name], text, _family(name), terms)


def _typed(annotation: Any, text: str, family: str, terms: Terms) -> Any:
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin in (Union, types.UnionType):
        return _typed(next(one for one in arguments if one is not type(None)), text, family, terms)
    if annotation is bool:
        return yes_or_no(text)
    if annotation in (int, float):
        return number(text)
    if origin is dict:
        if get_origin(arguments[1]) is tuple:
            return {terms.key(family, key): [number(part) for part in re.split(r"[、，,；;]", value.strip("[] "))]
                    for key, value in pairs(text).items()}
        numbers = arguments[1] is int
        return {_dict_key(key, numbers, terms): number(value) if numbers else value for key, value in pairs(text).items()}
    if Condition in arguments:
        return taken_conditions(text, terms, of_columns=True)
    words = dict(_choices(annotation))
    if origin is tuple:
        if int in arguments:
            return [number(part) for part in split(text)]
        if words:
            return [_chosen(part, words) for part in split(text)]
        return names(text, family, terms) if family else split(text)
    if words:
        return _chosen(text, words)
    if annotation in (str, re.Pattern) or origin is re.Pattern:
        return terms.key(family, text) if family else text.strip()
    return names(text, family, terms) if family else split(text)  # a type of ours that is made from several words


def _dict_key(key: str, of_field: bool, terms: Terms) -> str:
    return terms.key("field", key) if of_field else terms.names["list"].get(key, key)


def _choices(annotation: Any) -> Iterator[tuple[str | int, str]]:
    """The values that a type allows, each with its name; none where any text will do."""
    if isinstance(annotation, type) and issubclass(annotation, StrEnum):
        yield from ((one.value, VALUES.get(one.value, one.value)) for one in annotation)
    elif get_origin(annotation) is Literal:
        yield from ((one, VALUES.get(str(one), str(one))) for one in get_args(annotation))
    elif get_origin(annotation) is tuple:
        yield from _choices(get_args(annotation)[0])


def _chosen(text: str, words: Mapping[str | int, str]) -> str | int:
    terms = Terms()
    terms.names["value"] = {str(key): name for key, name in words.items()}
    found = terms.key("value", text)
    return next(key for key in words if str(key) == found)
