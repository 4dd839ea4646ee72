"""Turns a value into TOML, as a person would write it in a guide."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

_BARE = re.compile(r"[A-Za-z0-9_-]+")
LONGEST = 100
"""Characters above which each table of a list gets a line of its own."""


def toml(value: Any) -> str:
    """One value in TOML. Raises TypeError for what TOML does not have."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    if isinstance(value, int | float | date | datetime | time):
        return value.isoformat() if isinstance(value, date | time) else repr(value)
    if isinstance(value, Mapping):
        inner = ", ".join(f"{key(name)} = {toml(one)}" for name, one in value.items())
        return f"{{ {inner} }}" if inner else "{}"
    if isinstance(value, list | tuple):
        parts = [toml(one) for one in value]
        if len("".join(parts)) > LONGEST and any(isinstance(one, Mapping) for one in value):
            return "[\n" + "".join(f"    {part},\n" for part in parts) + "]"
        return f"[{', '.join(parts)}]"
    raise TypeError(type(value).__name__)


def key(name: str) -> str:
    """A key as TOML has it."""
    return name if _BARE.fullmatch(name) else toml(name)


def entry(table: str, values: Mapping[str, Any]) -> str:
    """A whole entry of a list of tables, with its header."""
    lines = "".join(f"{key(name)} = {toml(value)}\n" for name, value in values.items())
    return f"[[{table}]]\n{lines}"
