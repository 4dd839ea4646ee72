"""Turns values into the text of TOML: strings, numbers, lists, inline tables, and entries of [[tables]]."""

from __future__ import annotations

import json
from collections.abc import Mapping
from enum import StrEnum

LONG_LINE = 120


def value(what: object) -> str:
    """The text of one value. Numbers without a fraction are written without a point."""
    if isinstance(what, bool):
        return "true" if what else "false"
    if isinstance(what, float | int):
        return f"{what:g}" if isinstance(what, float) else str(what)
    if isinstance(what, Mapping):
        return "{ " + ", ".join(f"{_key(key)} = {value(inner)}" for key, inner in what.items()) + " }"
    if isinstance(what, list | tuple):
        return _several([value(one) for one in what])
    return string(str(what.value if isinstance(what, StrEnum) else what))


def entry(table: str, written: Mapping[str, object]) -> str:
    """One entry of an array of tables, a line a key, a blank line before it."""
    return "\n".join(["", f"[[{table}]]", *(f"{_key(key)} = {value(one)}" for key, one in written.items())]) + "\n"


def string(text: str) -> str:
    """A basic string; TOML escapes what JSON escapes, and also DEL."""
    whole = text.encode("utf-8", "replace").decode("utf-8")  # half of a character would not be valid text
    return json.dumps(whole, ensure_ascii=False).replace("\x7f", "\\u007f")


def _several(parts: list[str]) -> str:
    line = f"[{', '.join(parts)}]"
    return line if len(line) <= LONG_LINE else "[\n" + "".join(f"    {part},\n" for part in parts) + "]"


def _key(name: str) -> str:
    return name if name.isascii() and name.replace("_", "").replace("-", "").isalnum() else string(name)
