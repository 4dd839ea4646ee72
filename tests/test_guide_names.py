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
