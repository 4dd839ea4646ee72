"""Code decides by kind: no name that a guide gives to a rule, a category, a form or a prefix stands in code."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path

import pytest

from config.load import load_guide
from config.model import Guide
from parsers.model.rule_kind import RuleKind

ROOT = Path(__file__).resolve().parents[1]
ROOMS = ("parsers", "reports", "intake")
GUIDES = tuple(sorted(folder.name for folder in (ROOT / "config" / "guides").iterdir() if folder.is_dir()))
KINDS: tuple[type[StrEnum], ...] = (RuleKind,)
"""Enums of kinds: a word of theirs is the code's own, even where a guide calls a rule by it."""
FIELDS_STILL_NAMED = {
    "address", "applicant_unit", "bank_account_name", "bank_name", "contact_person", "contact_phone", "cooperation_basis",
    "cooperation_fields", "email", "expected_goals", "fax", "funding", "highlights", "leader_phone", "legal_representative",
    "main_content", "overview", "postal_code", "project_category", "project_leader", "project_name", "project_period",
    "recommender", "schedule", "unit_nature", "unit_phone", "uscc",
}
"""Keys of fields that code still knows by name. None may be added; what no longer stands in code goes from here."""


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


@pytest.mark.parametrize("room", ROOMS)
def test_no_further_key_of_a_field_stands_in_code(room: str) -> None:
    keys = {field.key for name in GUIDES for form in load_guide(Path(name)).forms for field in form.fields}
    given = keys - FIELDS_STILL_NAMED - {word for kinds in KINDS for word in kinds}
    found = [f"{file.relative_to(ROOT)}:{line}: {text}"
             for file in sorted((ROOT / room).rglob("*.py")) for line, text in literals(file) if text in given]
    assert not found
