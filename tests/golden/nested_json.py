"""Turns a text that holds JSON into nested values, so that a record has one value a line and a difference is short."""

from __future__ import annotations

import json
from typing import Any


def unfolded(text: str) -> Any:
    """What this text holds if it is a JSON object or list that loses nothing by being read; else the text itself."""
    if text[:1] not in ("{", "["):
        return text
    try:
        held = json.loads(text)
    except ValueError:
        return text
    spaced, dense = (json.dumps(held, ensure_ascii=False, separators=marks) for marks in ((", ", ": "), (",", ":")))
    return held if text in (spaced, dense) else text


def lines(text: str) -> list[Any]:
    """Each line of a text, unfolded; a last line without its end is told as such."""
    whole = text.split("\n")
    return [unfolded(line) for line in whole[:-1]] + ([whole[-1], "<no end of line>"] if whole[-1] else [])


def laid_out(held: Any) -> str:
    """JSON with one value a line."""
    return json.dumps(held, ensure_ascii=False, indent=1) + "\n"
