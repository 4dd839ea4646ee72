"""Turns values of a guide's files into cells of its workbook, and cells, as office programs save them, back into values."""

from __future__ import annotations

import json
import re
import tomllib
import unicodedata
from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

from config.guide_text.written import toml
from config.language import say
from reports.guide_workbook.condition_cells import shown_conditions, taken_conditions
from reports.guide_workbook.layout import Column, Holds
from reports.guide_workbook.terms import Terms, Unfit

YES, NO, NOTHING = "是", "否", "（无）"
_YES, _NO = {"是", "真", "有", "y", "yes", "true", "1", "对", "√", "✓"}, {"否", "假", "无", "n", "no", "false", "0", "不", "×"}
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
Cell = str | float | int | bool | None


def plain(cell: Any) -> str:
    """A cell as text: line ends as \\n, without blanks at the ends of its lines; a whole number without a dot; dates as ISO."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return YES if cell else NO
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime) and cell.time() == time():
        cell = cell.date()
    if isinstance(cell, date | time):
        return cell.isoformat()
    text = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), str(cell)).replace("\r\n", "\n").replace("\r", "\n")
    return "\n".join(line.rstrip() for line in text.replace("\ufeff", "").split("\n")).rstrip("\n")


def shown(value: Any, column: Column, terms: Terms) -> Cell:
    """What the cell of a value shows."""
    if value is None:
        value = column.default
    if value is None:
        return ""
    if column.holds is Holds.YES_NO:
        return YES if value is True else NO if value is False else toml(value)
    if column.holds in (Holds.LOW, Holds.HIGH):
        at = 0 if column.holds is Holds.LOW else 1
        return value[at] if isinstance(value, list) and len(value) > at else ""
    if column.holds is Holds.NUMBER and isinstance(value, int | float):
        return value
    if column.holds is Holds.CONDITIONS and isinstance(value, list):
        return shown_conditions(value, terms)
    if column.holds is Holds.LIST and isinstance(value, list):
        return listed([terms.name(column.terms, one) if column.terms else one for one in value])
    if isinstance(value, str):
        return terms.name(column.terms, value) if column.terms else value
    return toml(value)


def listed(values: list[Any]) -> str:
    """Several texts in one cell: with ；, or one a line where one of them has such a sign; as TOML where neither will do."""
    texts = [one if isinstance(one, str) else None for one in values]
    if not texts:
        return NOTHING
    if any(one is None or not one.strip() or one != one.strip() or "\n" in one for one in texts):
        return toml(values)
    plain_texts = [one for one in texts if one is not None]
    if not any(re.search("[;；]", one) for one in plain_texts) and not plain_texts[0].startswith("["):
        return "；".join(plain_texts)
    return "\n".join(plain_texts) if len(plain_texts) > 1 and not plain_texts[0].startswith("[") else toml(values)


def split(text: str) -> list[str]:
    """What `listed` joined: TOML, lines, or parts between ；."""
    if text.strip() in (NOTHING, "(无)"):
        return []
    if text.startswith("[") and (value := _toml(text)) is not None and isinstance(value, list):
        return [str(one) for one in value]
    parts = text.split("\n") if "\n" in text.strip() else re.split("[;；]", text)
    return [part.strip() for part in parts if part.strip()]


def split_names(text: str) -> list[str]:
    """The same for names, between which people also write 、 and commas."""
    return [part for piece in split(text) for part in re.split(r"[、，,]", piece) if part.strip()]


def taken(cell: Any, column: Column, terms: Terms) -> Any:
    """The value that a cell means, None where it is blank. Raises Unfit."""
    text = plain(cell)
    if not text.strip():
        return None
    if column.holds in (Holds.NUMBER, Holds.LOW, Holds.HIGH, Holds.ORDER):
        return number(text)
    if column.holds is Holds.YES_NO:
        return yes_or_no(text)
    if column.holds is Holds.CONDITIONS:
        return taken_conditions(text, terms)
    if column.holds is Holds.LIST:
        return names(text, column.terms, terms) if column.terms else split(text)
    return terms.key(column.terms, text) if column.terms else text.strip()


def names(text: str, family: str, terms: Terms) -> list[str]:
    """The keys that a cell names; a name may have 、 in it."""
    keys = []
    for piece in split(text):
        try:
            keys.append(terms.key(family, piece))
        except Unfit:
            parts = split_names(piece)
            if len(parts) < 2:
                raise
            keys += [terms.key(family, part) for part in parts]
    return keys


def number(text: str) -> int | float:
    """A number as people and programs write it: full width, with spaces, with 万元 or 个 behind it. Raises Unfit."""
    half = re.sub(r"[\s,]", "", unicodedata.normalize("NFKC", text))
    match = re.fullmatch(r"([+-]?\d{1,15}(?:\.\d{1,9})?)(?:万元|元|个|项|份|年|天|分|字|人|条|日)?", half)
    if match is None:
        raise Unfit(say(f"“{text[:20]}”不是数字", f"“{text[:20]}” is no number"))
    return float(match[1]) if "." in match[1] and not float(match[1]).is_integer() else int(float(match[1]))


def yes_or_no(text: str) -> bool:
    """Yes or no. Raises Unfit."""
    word = unicodedata.normalize("NFKC", text).strip().casefold()
    if word in _YES or word in _NO:
        return word in _YES
    raise Unfit(say(f"只能写“是”或“否”，不能写“{text[:20]}”", f"is 是 or 否, not “{text[:20]}”"))


def pairs_text(values: Mapping[str, Any]) -> str:
    """A table in one cell: a line for each key, "key = value"."""
    return "\n".join(f"{key} = {value if isinstance(value, str | int | float) else toml(value)}" for key, value in values.items())


def pairs(text: str) -> dict[str, str]:
    """What `pairs_text` joined. Raises Unfit."""
    found = {}
    for line in filter(str.strip, text.split("\n")):
        key, sign, value = re.sub(r"\s*＝\s*", " = ", line, count=1).partition("=")
        if not sign or not key.strip():
            raise Unfit(say(f"“{line[:20]}”应写成“甲 = 乙”，一行一对", f"“{line[:20]}” is to be “a = b”, one a line"))
        found[key.strip()] = value.strip()
    return found


def _toml(text: str) -> Any:
    try:
        return tomllib.loads(f"v = {text}")["v"]
    except tomllib.TOMLDecodeError:
        try:
            return json.loads(text)
        except ValueError:
            return None
