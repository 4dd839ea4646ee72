"""Compares two records and returns the lines in which they differ, without those that a list of intended differences allows."""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from fnmatch import fnmatch
from pathlib import Path

SHOWN, WIDTH = 20, 220
NOT_COMPARED = ("state.tar",)


@dataclass(frozen=True)
class Rule:
    """Lines that may differ: in files of which names, and what stands in them."""

    files: str
    pattern: re.Pattern[str]

    @property
    def words(self) -> str:
        """The rule as it was written."""
        return f"{self.files} {self.pattern.pattern}"


@dataclass
class Difference:
    """All in which two records differ."""

    files: dict[str, list[str]] = field(default_factory=dict)
    allowed: Counter[str] = field(default_factory=Counter)


def rules_of(text: str) -> tuple[Rule, ...]:
    """The rules of a list, one a line: glob, space, regular expression. Empty lines and those with # in front are none."""
    lines = (line for line in text.splitlines() if line.strip() and not line.startswith("#"))
    return tuple(Rule(glob, re.compile(pattern)) for glob, _, pattern in (line.partition(" ") for line in lines))


def compared(one: Path, other: Path, rules: tuple[Rule, ...] = ()) -> Difference:
    """In which files two records differ, and how."""
    found = Difference()
    for name in sorted(_names(one) | _names(other)):
        lines = list(_left(name, list(_differing(one / name, other / name)), rules, found.allowed))
        if any(line.startswith(("-", "+")) for line in lines):
            found.files[name] = lines
    return found


def told(found: Difference) -> Iterator[str]:
    """The difference for a person: some lines of each file, and the counts."""
    for name, lines in found.files.items():
        yield f"=== {name}"
        yield from (line if len(line) <= WIDTH else f"{line[:WIDTH]}…" for line in lines[:SHOWN])
        if len(lines) > SHOWN:
            yield f"    … and {len(lines) - SHOWN} lines more"
    yield from (f"allowed: {count} lines by {words}" for words, count in sorted(found.allowed.items()))
    yield f"{len(found.files)} files differ"


def _names(folder: Path) -> set[str]:
    names = (path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    return {name for name in names if name not in NOT_COMPARED}


def _differing(one: Path, other: Path) -> Iterator[str]:
    """The unified difference of two files, without its heading; one that is missing is told in a line of its own."""
    if not one.exists() or not other.exists():
        yield "-<the file is only in the first>" if one.exists() else "+<the file is only in the second>"
    elif (before := one.read_bytes()) != (after := other.read_bytes()):
        yield from _unified(_lines(before), _lines(after))


def _unified(before: list[str], after: list[str]) -> Iterator[str]:
    same = next((n for n, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), min(len(before), len(after)))
    start = max(0, same - 3)  # what is alike at the beginning need not be gone through again
    for line in list(difflib.unified_diff(before[start:], after[start:], lineterm="", n=2))[2:]:
        yield re.sub(r"(?<=[-+])\d+", lambda n: str(int(n[0]) + start), line) if line.startswith("@@ ") else line


def _lines(data: bytes) -> list[str]:
    return data.decode("utf-8", "backslashreplace").split("\n")


def _left(name: str, lines: list[str], rules: tuple[Rule, ...], allowed: Counter[str]) -> Iterator[str]:
    """The lines that no rule allows; the others are counted."""
    mine = [rule for rule in rules if fnmatch(name, rule.files)]
    for line in lines:
        rule = next((rule for rule in mine if line[:1] in ("-", "+") and rule.pattern.search(line[1:])), None)
        if rule is None:
            yield line
        else:
            allowed[rule.words] += 1
