"""One word for one thing: names that only this code understood, or that stood for several things, do not come back."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
ROOMS = ("config", "parsers", "reports", "intake")
INSTEAD = {
    "sight": "scan budget", "plate": "page image", "plates": "page images", "leaflet": "page set", "leaflets": "page sets",
    "ground": "prepared page", "brush": "sheet writer", "asking": "selection", "house": "installation", "loose": "unassigned",
    "garbage": "gc tuning", "look": "check, detect or inspect",
}
"""Word of before → the field's own word. Parts of names count: `_house` and `HouseId` are the house."""
ONLY_LOCAL = {"told": "messages or placeholders", "said": "text", "known": "what it is known as", "found": "what was found"}
"""Words that may name a variable within a function, and nothing that other modules import."""
KEPT = {
    "intake/ledger/migrations": "a step reads the names of the schema before",
    "reports/letters/compose.py": "`look` is a word of the guides' templates",
}


def modules() -> list[Path]:
    return sorted(file for room in ROOMS for file in (ROOT / room).rglob("*.py"))


def kept(file: Path) -> bool:
    return any(file.relative_to(ROOT).as_posix().startswith(place) for place in KEPT)


def words(name: str) -> set[str]:
    """The parts of a name: `open_House` → open, house."""
    return {part.lower() for part in re.findall(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])", name)}


def definitions(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Names of classes, functions and their parameters, and fields of classes."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef | ast.FunctionDef):
            yield node.lineno, node.name
        if isinstance(node, ast.ClassDef):
            yield from ((line.lineno, line.target.id) for line in node.body
                        if isinstance(line, ast.AnnAssign) and isinstance(line.target, ast.Name))
        elif isinstance(node, ast.arg):
            yield node.lineno, node.arg


def exported(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Names of public classes and functions of a module."""
    for node in tree.body:
        if isinstance(node, ast.ClassDef | ast.FunctionDef) and not node.name.startswith("_"):
            yield node.lineno, node.name


@pytest.mark.parametrize("room", ROOMS)
def test_no_definition_bears_a_word_of_before(room: str) -> None:
    found = [f"{file.relative_to(ROOT)}:{line}: {name}: {INSTEAD[word]}"
             for file in modules() if file.relative_to(ROOT).parts[0] == room and not kept(file)
             for line, name in definitions(ast.parse(file.read_text("utf-8"))) for word in sorted(words(name) & INSTEAD.keys())]
    assert not found


@pytest.mark.parametrize("room", ROOMS)
def test_no_public_name_says_only_that_something_was_told_or_found(room: str) -> None:
    found = [f"{file.relative_to(ROOT)}:{line}: {name}: {ONLY_LOCAL[name.lower()]}"
             for file in modules() if file.relative_to(ROOT).parts[0] == room
             for line, name in exported(ast.parse(file.read_text("utf-8"))) if name.lower() in ONLY_LOCAL]
    assert not found


@pytest.mark.parametrize("file", modules(), ids=lambda file: file.relative_to(ROOT).as_posix())
def test_no_file_is_called_by_a_word_of_before(file: Path) -> None:
    assert not words(file.stem) & INSTEAD.keys()


# --- the test itself ---------------------------------------------------------------------------------------------------------


def test_parts_of_names_are_seen() -> None:
    tree = ast.parse("class HouseOf:\n    loose: int\n    def open_house(self, my_sight: int) -> None: ...\n")
    assert {word for _, name in definitions(tree) for word in words(name) & INSTEAD.keys()} == {"house", "loose", "sight"}
