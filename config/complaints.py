"""Turns what pydantic and TOML find wrong in a file that people write into a line for each problem: file, key, what is wrong, and
for a misspelt key the nearest one. Never the value: it may be secret."""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pydantic import BaseModel, ValidationError

from config.language import say

Homes = dict[tuple[str, int], str]
"""Where the n-th entry of a table came from: (rules, 3) → "hints.toml: rules[hint-topic]"."""
UNKNOWN = "extra_forbidden"
_A_LIST, _A_DATE = '要写成列表，如 ["一", "二"]', "要写日期，如 2024-04-30"
_A_MOMENT = "要写日期时间，如 2024-04-30T18:00:00+08:00"
_A_SECTION = "要写成一节设置（如 [mailbox]），不是一个值"
_SAID = {
    "missing": "没有写这一项", "missing_argument": "没有写这一项", "unexpected_keyword_argument": "没有这一项",
    "string_type": "要写文字（加引号）", "path_type": "要写路径（加引号）",
    "bool_type": "要写 true 或 false", "bool_parsing": "要写 true 或 false",
    "int_type": "要写整数", "int_parsing": "要写整数", "int_from_float": "要写整数",
    "float_type": "要写数字", "float_parsing": "要写数字", "finite_number": "要写有限的数字",
    **dict.fromkeys(("tuple_type", "list_type", "set_type", "frozen_set_type"), _A_LIST),
    **dict.fromkeys(("date_type", "date_parsing", "date_from_datetime_parsing"), _A_DATE),
    **dict.fromkeys(("datetime_type", "datetime_parsing", "datetime_from_date_parsing", "datetime_object_invalid"), _A_MOMENT),
    **dict.fromkeys(("model_type", "model_attributes_type"), _A_SECTION), "dict_type": '要写成表，如 { 名 = "值" }',
    "greater_than_equal": "不能小于 {ge}", "greater_than": "要大于 {gt}",
    "less_than_equal": "不能大于 {le}", "less_than": "要小于 {lt}",
    "literal_error": "只能是 {expected}", "enum": "只能是 {expected}",
    "string_too_short": "至少 {min_length} 个字", "string_too_long": "最多 {max_length} 个字",
    "string_pattern_mismatch": "写法不对，应符合 {pattern}",
    "too_short": "至少要有 {min_length} 项", "too_long": "最多 {max_length} 项",
}  # fmt: skip
"""Kinds of mistakes in the words of an office; English has pydantic's own."""


def meant(name: str, names: Iterable[str]) -> str:
    """" (did you mean …?)" where a similar name is known, else an empty text."""
    near = difflib.get_close_matches(name, sorted(names), 1)
    return say(f"（是否指 {near[0]}？）", f" (did you mean {near[0]}?)") if near else ""


def complaints(error: ValidationError, shape: type[BaseModel], file: str, homes: Homes | None = None) -> list[str]:
    """One line for each problem. `homes` names an entry of a table by its file and id instead of its number."""
    lines = []
    for problem in error.errors(include_input=False, include_url=False):
        loc = problem["loc"]
        home = (homes or {}).get((str(loc[0]), loc[1])) if len(loc) > 1 and isinstance(loc[1], int) else None
        key = ".".join(map(str, loc[2:] if home else loc))
        hint = meant(str(loc[-1]), _known_keys(shape)) if problem["type"] == UNKNOWN else ""
        lines.append((f"{home}.{key}: " if home else f"{file}: {key}: ") + in_words(problem) + hint)
    return lines


def in_words(problem: Mapping[str, Any]) -> str:
    """What is wrong, in the language spoken: one error of ValidationError.errors()."""
    kind, context = problem["type"], problem.get("ctx", {})
    if kind == UNKNOWN:
        return say("没有这一项设置", "unknown key")
    if kind == "value_error" and "error" in context:
        return str(context["error"])
    known = _SAID.get(kind)
    if kind in ("literal_error", "enum"):
        context = {"expected": str(context.get("expected", "")).replace(" or ", "、").replace(", ", "、")}
    return say(known.format_map(context) if known else f"写法不对（{kind}）", problem["msg"])


def no_toml(error: ValueError) -> str:
    """That a text is no TOML, and at which place; no word of it."""
    if not isinstance(error, tomllib.TOMLDecodeError):
        return say("不是 UTF-8 编码的文本", "is no text in UTF-8")
    at = re.search(r"\(at line (\d+), column (\d+)\)", str(error))
    place = f"第 {at[1]} 行第 {at[2]} 个字附近" if at else "文件末尾"
    twice = re.search(r"[Oo]verwrite|twice|already|redefine|immutable|mutate", str(error))
    hint = "同一项写了两次" if twice else "请看引号、等号、方括号和日期是否写对"
    return say("不符合 TOML 写法：", "is not valid TOML: ") + say(f"{place}，{hint}", str(error))


def _known_keys(shape: type[BaseModel]) -> Iterator[str]:
    for name, field in shape.model_fields.items():
        yield field.alias or name
        for part in (field.annotation, *getattr(field.annotation, "__args__", ())):
            if isinstance(part, type) and issubclass(part, BaseModel):
                yield from _known_keys(part)
