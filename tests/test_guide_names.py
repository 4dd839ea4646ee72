"""Code decides by kind: no name that a guide gives to a rule, a field, a category, a form or a prefix is in code."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path

import pytest

from config.load import load_guide
from config.model import FieldKind, Guide, Meaning, RecommenderClass, SignedPart
from parsers.model.rule_kind import RuleKind

ROOT = Path(__file__).resolve().parents[1]
ROOMS = ("parsers", "reports", "intake")
GUIDES = tuple(sorted(folder.name for folder in (ROOT / "config" / "guides").iterdir() if folder.is_dir()))
KINDS: tuple[type[StrEnum], ...] = (RuleKind, FieldKind, Meaning, SignedPart)
"""Enums of kinds: a word of theirs is the code's own, even where a guide calls a rule or a field by it."""
SPELT_LIKE_A_KIND = {"address", "email", "recommender", "schedule"}
"""Keys of fields that are also words of the code's own. Where code means a key by them is seen by renaming all keys of a guide
(tests/stories/test_renamed_guide.py)."""

PARTS = {"省科协审定意见"}
"""Words for a signed part, where no form is known that prints them."""


def names(guide: Guide) -> set[str]:
    """What a guide calls its rules, categories, forms and case numbers."""
    rules = {rule.id for rule in guide.rules}
    categories = {name for one in guide.categories for name in (one.key, one.name, one.sheet)}
    forms = {name for form in guide.forms for name in (form.key, form.name, form.prefix)} | {guide.prefix_without_form}
    return (rules | categories | forms) - {word for kinds in KINDS for word in kinds}


def literals(file: Path) -> Iterator[tuple[int, str]]:
    """Line and text of every string in a file."""
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.lineno, node.value


@pytest.mark.parametrize("room", ROOMS)
def test_no_name_of_a_guide_stands_in_code(room: str) -> None:
    given = set().union(*(names(load_guide(Path(name))) for name in GUIDES))
    found = [f"{file.relative_to(ROOT)}:{line}: {text}"
             for file in sorted((ROOT / room).rglob("*.py")) for line, text in literals(file) if text in given]
    assert not found


def said_inside(guide: Guide) -> set[str]:
    """What a guide calls its province, its host and its categories: words that stand within sentences and patterns."""
    return {guide.province_name, *guide.province_words, *guide.host.names, *(one.name for one in guide.categories)}


def words_of_code(file: Path) -> Iterator[tuple[int, str]]:
    """As `literals`, without what only explains: docstrings, and the strings under constants."""
    tree = ast.parse(file.read_text("utf-8"))
    explaining = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in explaining:
            yield node.lineno, node.value


@pytest.mark.parametrize("room", ROOMS)
def test_no_name_of_a_guide_stands_within_a_pattern_or_a_sentence_of_code(room: str) -> None:
    given = set().union(*(said_inside(load_guide(Path(name))) for name in GUIDES))
    found = [f"{file.relative_to(ROOT)}:{line}: {text}" for file in sorted((ROOT / room).rglob("*.py"))
             for line, text in words_of_code(file) if any(word in text for word in given) and text not in PARTS]
    assert not found


@pytest.mark.parametrize("room", ROOMS)
def test_no_list_of_a_guide_is_known_by_name(room: str) -> None:
    given = set().union(*(load_guide(Path(name)).lists for name in GUIDES)) - {word for kinds in KINDS for word in kinds}
    given -= set(RecommenderClass.model_fields)
    found = [f"{file.relative_to(ROOT)}:{line}: {text}"
             for file in sorted((ROOT / room).rglob("*.py")) for line, text in words_of_code(file) if text in given]
    assert not found


def field_keys() -> set[str]:
    """The keys of all fields of all guides."""
    return {field.key for name in GUIDES for form in load_guide(Path(name)).forms for field in form.fields}


def words_of_kinds() -> set[str]:
    """The code's own words: kinds of rules and fields, and what fields mean."""
    return {word for kinds in KINDS for word in kinds}


@pytest.mark.parametrize("room", ROOMS)
def test_no_key_of_a_field_stands_in_code(room: str) -> None:
    given = field_keys() - words_of_kinds()
    found = [f"{file.relative_to(ROOT)}:{line}: {text}"
             for file in sorted((ROOT / room).rglob("*.py")) for line, text in literals(file) if text in given]
    assert not found


def test_few_keys_are_spelt_like_a_kind() -> None:
    assert field_keys() & words_of_kinds() == SPELT_LIKE_A_KIND
