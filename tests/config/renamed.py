"""Makes a guide with other field keys: the same forms and rules, every key of a field replaced by a meaningless word."""

from __future__ import annotations

import string
from random import Random
from typing import Any

from config.model import Guide

NO_KEYS = ("whose",)
"""Arguments of rules whose words may be spelt like a key and are none."""


def words_for(guide: Guide, seed: int = 8) -> dict[str, str]:
    """Key of a field → a random word of its own."""
    chance = Random(seed)
    keys = dict.fromkeys(field.key for form in guide.forms for field in form.fields)
    return {key: "x" + "".join(chance.choices(string.ascii_lowercase, k=11)) for key in keys}


def renamed(guide: Guide, words: dict[str, str]) -> Guide:
    """The guide with every field key replaced, wherever the guide itself names it."""
    forms = tuple(form.model_copy(update={
        "slots": tuple(slot.model_copy(update={"field": words.get(slot.field, "")}) for slot in form.slots),
        "fields": tuple(field.model_copy(update={"key": words[field.key]}) for field in form.fields),
    }) for form in guide.forms)  # fmt: skip
    rules = tuple(rule.model_copy(update={
        "fields": tuple(words[key] for key in rule.fields),
        "arguments": {name: value if name in NO_KEYS else swapped(value, words) for name, value in rule.arguments.items()},
    }) for rule in guide.rules)  # fmt: skip
    coverage = tuple(row.model_copy(update={"field": words.get(row.field, "")}) for row in guide.coverage)
    return guide.model_copy(update={"forms": forms, "rules": rules, "coverage": coverage, "digest": f"{guide.digest} renamed"})


def swapped(value: Any, words: dict[str, str]) -> Any:
    """The same lists and dicts with these words, as keys or whole strings, replaced."""
    if isinstance(value, str):
        return words.get(value, value)
    if isinstance(value, dict):
        return {words.get(key, key): swapped(one, words) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return type(value)(swapped(one, words) for one in value)
    return value
