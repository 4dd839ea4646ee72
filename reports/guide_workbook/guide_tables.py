"""Turns the texts of a guide's files into the tables that they hold, and finds the rows of each sheet in them."""

from __future__ import annotations

import csv
import io
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from parsers.checks.words.kinds import KINDS, Subject
from reports.guide_workbook.layout import Sheet, Where
from reports.guide_workbook.terms import Terms, terms_of

MAIN, FORMS, LISTS, LETTERS = "guide.toml", "forms/", "lists/", "letters/"
OTHERS = ("coverage.toml",)
"""Files that no sheet shows: what they say of rules follows the rules."""


@dataclass(slots=True)
class Tables:
    """What the files of a guide say: path → parsed TOML, the rows of each list, the lines of each letter."""

    toml: dict[str, dict[str, Any]] = field(default_factory=dict)
    lists: dict[str, list[list[str]]] = field(default_factory=dict)
    letters: dict[str, list[str]] = field(default_factory=dict)

    @property
    def forms(self) -> list[str]:
        """The paths of the forms' files."""
        return [path for path in self.toml if path.startswith(FORMS)]

    @property
    def rule_files(self) -> list[str]:
        """The paths of the files that rules may stand in, guide.toml first."""
        beside = sorted(path for path in self.toml if not path.startswith(FORMS) and path != MAIN and path not in OTHERS)
        return [MAIN, *(path for path in beside if path == MAIN or "contradictions" not in self.toml[path])]

    def main(self, table: str) -> tuple[str, list[dict[str, Any]]]:
        """The file of a list that is not in forms, and its entries; guide.toml where none has it."""
        for path, tables in self.toml.items():
            if not path.startswith(FORMS) and isinstance(tables.get(table), list):
                return path, tables[table]
        return MAIN, []

    def terms(self) -> Terms:
        """The names of what these tables have."""
        made = terms_of([self.toml[path] for path in self.forms], {"categories": self.main("categories")[1]}, self.lists,
                        self.rule_files)
        made.learn("place", ((str(one.get("id", "")), "") for one in self.main("contradictions")[1]))
        return made


def tables_of(texts: Mapping[str, str]) -> Tables:
    """The tables of a guide's files. Raises ValueError where one is no TOML or no CSV."""
    tables = Tables()
    for path, text in texts.items():
        if path.endswith(".toml"):
            tables.toml[path] = tomllib.loads(text)
        elif path.endswith(".csv"):
            rows = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""))
            tables.lists[path.removeprefix(LISTS).removesuffix(".csv")] = [row for row in rows if any(map(str.strip, row))]
        else:
            tables.letters[path.removeprefix(LETTERS).removesuffix(".j2")] = text.split("\n")
    return tables


Entry = tuple[str, tuple[str, ...], dict[str, Any]]
"""One row of a sheet: the file it stands in, what it is known by, and what it says."""


def entries(sheet: Sheet, tables: Tables) -> Iterator[Entry]:
    """The rows of a sheet, in the order of the files."""
    if sheet.where is Where.FORM:
        for path in tables.forms:
            yield path, (str(tables.toml[path].get("key", "")),), tables.toml[path]
    elif sheet.where is Where.IN_FORM:
        for path in tables.forms:
            for one in tables.toml[path].get(sheet.table, ()):
                yield path, (str(tables.toml[path].get("key", "")), str(one.get(sheet.names[-1], ""))), one
    elif sheet.where is Where.OPTIONS:
        for path in tables.forms:
            for one in tables.toml[path].get("fields", ()):
                for option in one.get("options", ()):
                    key = str(tables.toml[path].get("key", ""))
                    yield path, (key, str(one.get("key", "")), str(option.get("label", ""))), option
    elif sheet.where is Where.RULES:
        for path in tables.rule_files:
            yield from ((path, (str(one.get("id", "")),), one) for one in tables.toml.get(path, {}).get("rules", ())
                        if subject_of(one) == sheet.name)
    else:
        path, rows = tables.main(sheet.table)
        yield from ((path, (str(one.get(sheet.names[-1], "")),), one) for one in rows)


def subject_of(rule: Mapping[str, Any]) -> str:
    """The sheet on which a rule stands."""
    words = KINDS.get(str(rule.get("kind", "")))
    return (words.subject if words else Subject.FORM).value


def at(table: Mapping[str, Any], key: str) -> Any:
    """The value of a key; "host.name" is that of a key in a table."""
    value: Any = table
    for part in key.split("."):
        value = value.get(part) if isinstance(value, Mapping) else None
    return value
