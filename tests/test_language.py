"""Every sentence that is said to whoever runs the program stands there in Chinese and in English, with the same values in both,
and nothing is said in one language alone."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
ROOMS = ("config", "parsers", "reports", "intake")
SOURCES = [ROOT / "run_intake.py", *(file for room in ROOMS for file in sorted((ROOT / room).rglob("*.py")))]
SAID = ("say", "Words")
CHINESE = re.compile(r"[一-鿿]")
ENGLISH = re.compile(r"[A-Za-z]{2,} [a-z]{2,}")
RAISED = re.compile(r"Outage$|^Login|^LetterLogin|^_Unreachable$|^WrongSettings$|^BadParameter$|^LedgerDamaged$|^LookupError$")
"""Errors whose words whoever runs the program reads."""
PRINTED = {"print", "echo"}


def pieces(node: ast.expr) -> tuple[str, frozenset[str]] | None:
    """The fixed words of a literal and the values that it shows; None where it is no literal."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value, frozenset()
    if isinstance(node, ast.JoinedStr):
        words = "".join(part.value for part in node.values if isinstance(part, ast.Constant))
        return words, frozenset(ast.unparse(part.value) for part in node.values if isinstance(part, ast.FormattedValue))
    return None


def sentences() -> Iterator[tuple[str, ast.Call]]:
    for file in SOURCES:
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in SAID and len(node.args) == 2:
                yield f"{file.relative_to(ROOT)}:{node.lineno}", node


def test_each_sentence_has_both_languages_and_the_same_values_in_both() -> None:
    wrong, count = [], 0
    for place, call in sentences():
        count += 1
        chinese, english = (pieces(argument) for argument in call.args)
        if chinese is None or english is None:
            continue  # a word out of a table, or a value; what tables hold is asked below
        if english[0].strip() and not CHINESE.search(chinese[0]) and re.search(r"[a-z]{2}", english[0]):
            wrong.append(f"{place}: no Chinese in {chinese[0]!r}")
        if not english[0].strip() and not english[1] and CHINESE.search(chinese[0]) and len(chinese[0]) > 8:
            wrong.append(f"{place}: no English for {chinese[0]!r}")
        if chinese[1] != english[1]:
            wrong.append(f"{place}: {sorted(chinese[1] ^ english[1])} is shown in one language only")
        if re.findall(r"%[sd]", chinese[0]) != re.findall(r"%[sd]", english[0]):
            wrong.append(f"{place}: other places for values")
    assert not wrong, "\n".join(wrong)
    assert count > 300


def alone(file: Path) -> Iterator[str]:
    """Sentences of one language only in what a module prints, raises or yields as a complaint."""
    tree = ast.parse(file.read_text("utf-8"))
    said = {id(inner) for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
            and node.func.id in SAID for inner in ast.walk(node)}
    for node in ast.walk(tree):
        told: list[ast.expr] = []
        if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call):
            name = getattr(node.exc.func, "id", getattr(node.exc.func, "attr", ""))
            told = node.exc.args if RAISED.search(name) else []
        elif isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) in PRINTED:
            told = node.args
        for literal in (inner for argument in told for inner in ast.walk(argument) if id(inner) not in said):
            words = pieces(literal) if isinstance(literal, ast.Constant | ast.JoinedStr) else None
            if words and (CHINESE.search(words[0]) or ENGLISH.search(words[0])) and not words[0].endswith(": "):
                yield f"{file.relative_to(ROOT)}:{literal.lineno}: {words[0]}"


OF_STAFF = ("intake/commands/check.py", "intake/commands/letters.py", "intake/unpack/", "parsers/")
"""What these say of cases, letters and files is what staff read, which is Chinese in any case."""


def test_nothing_is_said_in_one_language_alone() -> None:
    asked = [file for file in SOURCES if not str(file.relative_to(ROOT)).startswith(OF_STAFF)]
    assert not [line for file in asked for line in alone(file)]


def test_words_of_the_operating_system_and_of_wrong_settings_are_chinese() -> None:
    from config import complaints, os_errors

    tables = (os_errors._SAID, complaints._SAID)
    assert all(CHINESE.search(words) or "true" in words for table in tables for words in table.values())
