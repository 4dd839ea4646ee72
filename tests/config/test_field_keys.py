"""No field of a guide is named in code: behaviour finds fields by kind and meaning, so that next year's keys may be any words."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

from config.load import PROJECT, load_guide
from config.model import FieldKind, Meaning

ROOMS = ("parsers", "reports", "intake")
KEYS = {f.key for name in ("2024", "2025-demo") for form in load_guide(Path(name)).forms for f in form.fields}
WORDS_OF_OURS = {*get_args(FieldKind), *Meaning}
"""Kinds and meanings, some of which a guide's author took for a key as well."""


def literals(source: str) -> Iterator[tuple[int, str]]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.lineno, node.value


def test_no_literal_is_a_field_key() -> None:
    files = [file for room in ROOMS for file in sorted((PROJECT / room).rglob("*.py"))]
    found = [f"{file.relative_to(PROJECT)}:{line}: {word}" for file in files
             for line, word in literals(file.read_text("utf-8")) if word in KEYS - WORDS_OF_OURS]
    assert found == []


def test_few_keys_are_spelt_like_a_word_of_ours() -> None:
    """What is spelt alike is not seen by the test above; renaming all keys in a guide is what shows those."""
    assert {"address", "email", "recommender", "schedule"} == KEYS & WORDS_OF_OURS
    assert list(literals('say(x["uscc"])')) == [(1, "uscc")]
