"""Turns the cells of one row into values of its entry where several cells make one value: bounds, settings of a rule, choices."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from config.language import say
from parsers.checks.registry import RULES
from reports.guide_workbook.cells import number, plain, split
from reports.guide_workbook.layout import LETTERS, LISTS, PAIRS, SHEETS, Column, Holds
from reports.guide_workbook.reader import Line, Page
from reports.guide_workbook.rows import place_value
from reports.guide_workbook.settings_cells import setting_key, shown_settings, taken_setting
from reports.guide_workbook.terms import Terms, Unfit, folded

_HELP = {sheet.name: {folded(column.head): folded(column.about) for column in sheet.columns} for sheet in SHEETS}


def is_help(line: Line, sheet: str) -> bool:
    """Whether a row is that of the sentences of help, wherever sorting has put it."""
    about = _HELP.get(sheet)
    if about is None:
        begins = ("名单的名称，", "哪一封信的")
        return sheet in (LISTS, LETTERS) and any(plain(cell).startswith(begins) for cell in line.cells.values())
    hits = [folded(plain(cell)).startswith(about[head]) for head, cell in line.cells.items() if about.get(head) and plain(cell)]
    return len(hits) > 1 and all(hits)


def set_at(values: dict[str, Any], column: Column, value: Any) -> None:
    """Gives a key ("host.name" is one in a table) this value; None takes it out. A bound replaces its half of a pair."""
    *above, name = column.key.split(".")
    for part in above:
        if value is None and part not in values:
            return
        values = values.setdefault(part, {})
    if column.holds in (Holds.LOW, Holds.HIGH):
        pair = list(values.get(name, ()))[:2]
        at = 0 if column.holds is Holds.LOW else 1
        if value is None:
            values[name] = [one for n, one in enumerate(pair) if n != at]
        else:
            values[name] = [value, *pair[1:]] if at == 0 else [*pair[:1], value]
    elif value is None:
        values.pop(name, None)
    else:
        values[name] = value


Wrong = Callable[[Page, int, str, str], None]
"""Notes what is wrong with a cell: sheet, row, head, why."""


def rule_settings(values: dict[str, Any], page: Page, line: Line, terms: Terms, wrong: Wrong) -> None:
    """Puts the pairs of cells 设置/值 under `with`. Settings that have no pair, because there are too many, stay."""
    old = values.get("with", {})
    texts = [(name, plain(text)) for name, text in shown_settings(old, terms)]
    before = {key: texts[at] for at, key in enumerate(old)}
    kept = dict(list(old.items())[PAIRS:])
    new: dict[str, Any] = {}
    kind = str(values.get("kind", ""))
    for n in range(1, PAIRS + 1):
        name, text = line.text(f"设置{n}").strip(), line.text(f"值{n}")
        if not name and not text.strip():
            continue
        if not name or not text.strip():
            wrong(page, line.number, f"{'值' if name else '设置'}{n}",
                  say("设置和值要成对写", "a setting needs a name and a value"))
            continue
        try:
            key = setting_key(kind, name)
        except Unfit as why:
            wrong(page, line.number, f"设置{n}", str(why))
            continue
        if key in new:
            wrong(page, line.number, f"设置{n}", say("写了两次", "stands twice"))
            continue
        try:
            new[key] = old[key] if key in before and before[key][1] == text else taken_setting(kind, key, text, terms)
        except Unfit as why:
            wrong(page, line.number, f"值{n}", str(why))
    if kind not in RULES:
        return
    new |= kept
    if new != old:
        ordered = {key: new[key] for key in (*(key for key in old if key in new), *(key for key in new if key not in old))}
        if ordered:
            values["with"] = ordered
        else:
            values.pop("with", None)


def choice_value(values: dict[str, Any], text: str, terms: Terms) -> None:
    """Puts what is typed as the value of an unclear place: a sentence of its choices, or the value itself. Raises Unfit."""
    if text == plain(place_value(values, terms)):
        return
    choices: dict[str, str] = values.get("choices", {})
    old = values.get("value", "")
    if choices:
        wanted = Terms()
        wanted.names["choice"] = dict(choices)
        key = wanted.key("choice", text)
        values["value"] = int(key) if isinstance(old, int) and key.isdigit() else key
    elif isinstance(old, list):
        values["value"] = [number(part) if all(isinstance(one, int) for one in old) else part for part in split(text)]
    else:
        values["value"] = number(text) if isinstance(old, int | float) else text.strip()
