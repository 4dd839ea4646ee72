"""Turns the conditions of a rule into a cell, as people write them, and such a cell back: one condition a line, what it asks
behind the name of the field: 是否涉外：勾选=是；项目组成员/年龄：最大年龄=35，含=博士、教授."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from config.language import say
from config.model import Condition
from reports.guide_workbook.terms import Terms, Unfit, folded

TESTS: Mapping[str, str] = {
    "ticked": "勾选", "unticked": "未勾选", "says": "含", "without": "不含", "same_as": "同于", "filled": "已填",
    "least": "不少于", "most": "不多于", "youngest": "最小年龄", "oldest": "最大年龄", "on": "算到",
}
"""What a condition asks, by its key: the name that people write."""
ABOUT = "栏目：勾选=甲、乙；栏目：不少于=3。可写：" + "、".join(TESTS.values()) + "。"
_YES = {"是", "yes", "true", "1"}
_LISTS, _NUMBERS, _WHOLE = ("ticked", "unticked", "says", "without"), ("least", "most"), ("youngest", "oldest")
_BETWEEN, _PARTS, _WORDS = re.compile(r"[；;\n]"), re.compile(r"[，,]"), re.compile(r"[、|]")


def shown_conditions(conditions: Sequence[Mapping[str, Any]], terms: Terms) -> str:
    """The cell: the conditions, one a line."""
    return "\n".join(_one(condition, terms) for condition in conditions)


def _one(condition: Mapping[str, Any], terms: Terms) -> str:
    asked = [f"{TESTS.get(key, key)}={_value(value)}" for key, value in condition.items() if key != "field"]
    return f"{terms.name('field', condition.get('field', ''))}：{'，'.join(asked)}"


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    return "、".join(map(str, value)) if isinstance(value, list) else str(value)


def taken_conditions(text: str, terms: Terms, of_columns: bool = False) -> list[dict[str, Any]]:
    """The conditions that a cell means. `of_columns`: they are about columns of a table, whose heads are no names of fields.
    Raises Unfit."""
    return [_taken(line, terms, of_columns) for line in _BETWEEN.split(text) if line.strip()]


def _taken(line: str, terms: Terms, of_columns: bool) -> dict[str, Any]:
    name, colon, rest = line.replace(":", "：").partition("：")
    if not colon or not rest.strip():
        raise Unfit(say(f"条件写作“栏目：勾选=甲”，这里是“{line.strip()}”", f"write “field：test=value”, not “{line.strip()}”"))
    made: dict[str, Any] = {"field": name.strip() if of_columns else terms.key("field", name)}
    for part in _PARTS.split(rest):
        test, equals, value = part.replace("＝", "=").partition("=")
        key = next((key for key, word in TESTS.items() if folded(test) in (folded(key), folded(word))), "")
        if not key or not equals or not value.strip():
            named = "、".join(TESTS.values())
            raise Unfit(say(f"不认识条件“{part.strip()}”，可以写：{named}",
                            f"no such test: “{part.strip()}”; there are: {named}"))
        made[key] = _typed(key, value.strip())
    Condition.model_validate(made)
    return made


def _typed(key: str, value: str) -> Any:
    if key in _LISTS:
        return [word.strip() for word in _WORDS.split(value) if word.strip()]
    if key == "filled":
        return folded(value) in _YES
    if key in _NUMBERS or key in _WHOLE:
        try:
            number = float(value)
        except ValueError:
            raise Unfit(say(f"“{value}”不是数", f"“{value}” is no number")) from None
        return int(number) if number.is_integer() else number
    return value
