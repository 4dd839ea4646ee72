"""Turns the text of a TOML file into its parts: what stands above the first table, then each table with its lines and keys."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

_HEADER = re.compile(r"[ \t]*(\[\[?)[ \t]*([^\[\]#]+?)[ \t]*\]\]?[ \t]*(?:#.*)?$")
_KEY = re.compile(r"[ \t]*(?:\"([^\"\\]+)\"|'([^']+)'|([A-Za-z0-9_-]+))[ \t]*=[ \t]*")
MOST_LINES = 400
"""The most lines of one value."""


@dataclass(slots=True)
class Statement:
    """One key with its value. `text` is all its lines; the value stands from `start` to `end` in it."""

    key: str
    value: Any
    text: str
    start: int
    end: int

    def with_value(self, written: str) -> str:
        """The same lines with another value; what stands before and behind it stays."""
        return self.text[: self.start] + written + self.text[self.end :]


@dataclass(slots=True)
class Table:
    """One table: `lead`, the comments and blank lines above its header; `header`, its line ("" for what stands above the first);
    `body`, its keys, and between them comments and blank lines as they are. `path` is its name, `many` whether it is [[…]]."""

    lead: str = ""
    header: str = ""
    path: tuple[str, ...] = ()
    many: bool = False
    body: list[Statement | str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """All of it as it is written."""
        return self.lead + self.header + "".join(part if isinstance(part, str) else part.text for part in self.body)


def tables_of(text: str) -> list[Table]:
    """The tables of a text that is TOML, what stands above the first as a table without a header. Together they are the text.

    Raises ValueError where a value is not found, or spans more than MOST_LINES lines.
    """
    tables, lines, at = [Table()], text.splitlines(keepends=True), 0
    while at < len(lines):
        line = lines[at]
        if not line.strip() or line.lstrip().startswith("#"):
            tables[-1].body.append(line)
            at += 1
        elif header := _HEADER.fullmatch(line.rstrip("\r\n")):
            path = tuple(part.strip().strip("\"'") for part in header[2].split("."))
            tables.append(Table("", line, path, header[1] == "[["))
            at += 1
        else:
            statement, at = _statement(lines, at)
            tables[-1].body.append(statement)
    for above, below in pairwise(tables):
        below.lead = _taken_off(above.body)
    return tables


def _taken_off(body: list[Statement | str]) -> str:
    """Takes the comments and blank lines off the end of a table: they stand above the next one."""
    start = len(body)
    while start and isinstance(body[start - 1], str):
        start -= 1
    lead = "".join(str(part) for part in body[start:])
    del body[start:]
    return lead


def _statement(lines: list[str], at: int) -> tuple[Statement, int]:
    for last in range(at, min(len(lines), at + MOST_LINES)):
        text = "".join(lines[at : last + 1])
        value = _value(text)
        if value is not None:
            key = _KEY.match(text)
            if key is None:
                raise ValueError(f"line {at + 1}")
            start = key.end()
            return Statement(next(filter(None, key.groups())), value[0], text, start, _end(text, start, value[0])), last + 1
    raise ValueError(f"line {at + 1}")


def _end(text: str, start: int, value: Any) -> int:
    """Where the value ends: before a comment that stands behind it, and before the blanks at the end of its line."""
    for sign in re.finditer("#", text[start:]):
        cut = _value(text[: start + sign.start()])
        if cut is not None and cut[0] == value:
            return len(text[: start + sign.start()].rstrip())
    return len(text.rstrip())


def _value(text: str) -> tuple[Any] | None:
    try:
        return (next(iter(tomllib.loads(text).values())),)
    except (tomllib.TOMLDecodeError, StopIteration):
        return None
