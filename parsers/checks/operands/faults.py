"""A rule of a guide → what is wrong with the operands, conditions, days and limits that it names, one line each."""

from __future__ import annotations

import string
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from config.complaints import meant
from config.language import say
from config.model import Condition, Field, FieldKind, Form, Guide, Rule
from parsers.checks.field_labels import plain
from parsers.checks.operands.operand import ENDS, OF_TOTAL, PART
from parsers.checks.registry import RULES
from parsers.checks.selection import default_settings, settings_of
from parsers.model.finding import Severity
from parsers.values.names import bare

OPERANDS = frozenset({
    "field", "fields", "keys", "parts", "wholes", "minus", "of", "together", "differs", "against", "names_of", "after", "before",
    "birth", "second", "per_row", "amount",
})
"""Settings of kinds that name fields, or columns of them."""
MOMENTS = ("deadline", "received")
_DAYS, _NEITHER = frozenset({"after", "before"}), frozenset({"words", "words_list", "roles", "names_of"})


def faults(rule: Rule, guide: Guide) -> Iterator[str]:
    """Everything of this sort; the kind is there, and each setting has the right type."""
    forms = [form for form in guide.forms if not rule.forms or form.key in rule.forms]
    for name, value in rule.arguments.items():
        named = [value] if isinstance(value, str) else value
        if name in OPERANDS or (name == "least" and isinstance(value, dict)):
            yield from (f"with.{name}: {line}" for line in _operands(name, named, forms or list(guide.forms)))
    for number, condition in enumerate(rule.when):
        yield from (f"when[{number}].{line}" for line in _condition(condition, condition.field, forms))
    yield from _of_table(rule, forms)
    yield from _limits(rule, guide)
    if RULES[rule.kind].across and rule.severity == Severity.FIX:
        yield "severity: " + say("跨项目的规则最高为 verify：由人判断，不要求申报单位改正",
                                 "a rule on all cases is at most verify: a person decides, and no applicant is told")


def _operands(name: str, named: Iterable[Any], forms: Iterable[Form]) -> Iterator[str]:
    for operand in named:
        written = str(operand)
        if name in _DAYS and (written in MOMENTS or written[:1].isdigit()):
            yield from _day(written) if written[:1].isdigit() else ()
        elif written:
            yield from _operand(written, forms)


def _operand(operand: str, forms: Iterable[Form]) -> Iterator[str]:
    """What is wrong with a field, or with the column or end behind its key."""
    key, _, part = operand.partition(PART)
    there = [(form, field) for form in forms if (field := form.field(key)) is not None]
    if not there:
        keys = {field.key for form in forms for field in form.fields}
        yield say(f"没有这个栏目：{key!r}", f"unknown field {key!r}") + meant(key, keys)
        return
    parts = {plain(one) for form, field in there for one in _parts(form, field)}
    if part and plain(part.removesuffix(OF_TOTAL)) not in parts:
        columns = "、".join(sorted(parts))
        yield say(f"栏目 {key!r} 没有这一列：{part!r}", f"field {key!r} has no column {part!r}") + (
            meant(part.removesuffix(OF_TOTAL), parts) or say(f"；有：{columns}", f"; it has {columns}"))


def _parts(form: Form, field: Field) -> tuple[str, ...]:
    if field.kind == FieldKind.SCHEDULE:
        return form.schedule_columns
    return ENDS if field.kind == FieldKind.PERIOD else field.columns


def _condition(one: Condition, operand: str, forms: Iterable[Form]) -> Iterator[str]:
    """What is wrong with a condition: its field, its options, its day, or that it asks for nothing."""
    lost = list(_operand(operand, forms))
    yield from (f"field: {line}" for line in lost)
    yield from (f"same_as: {line}" for line in (_operand(one.same_as, forms) if one.same_as else ()))
    asked = (one.ticked, one.unticked, one.says, one.without, one.same_as, *(value is not None for value in (
        one.filled, one.least, one.most, one.youngest, one.oldest)))
    if not any(asked):
        yield "field: " + say("没有写条件：ticked、says、filled、least、most 等至少写一项",
                              "asks for nothing: give ticked, says, filled, least, most or the like")
    fields = [field for form in forms if (field := form.field(operand.partition(PART)[0])) is not None]
    yield from _options((*one.ticked, *one.unticked), fields if not lost else [], "ticked")
    yield from (f"on: {line}" for line in _day(one.on))
    for low, high in ((one.least, one.most), (one.youngest, one.oldest)):
        if low is not None and high is not None and low > high:
            yield "most: " + say("下限大于上限", "the lower limit is above the upper one")


def _options(words: Iterable[str], fields: Iterable[Field], name: str) -> Iterator[str]:
    options = [option for field in fields for option in field.options]
    spelt = {bare(text) for option in options for text in (option.label, option.key, *option.aliases) if text}
    for word in words if options else ():
        if bare(word) not in spelt:
            yield f"{name}: " + say(f"没有这个选项：{word!r}", f"no such option {word!r}") + meant(
                word, {option.label for option in options})


def _of_table(rule: Rule, forms: Iterable[Form]) -> Iterator[str]:
    """Columns that a setting names without their table, and conditions on rows."""
    field, among = rule.arguments.get("field"), rule.arguments.get("among")
    for name in ("columns", "optional"):
        for column in rule.arguments.get(name, ()) if isinstance(field, str) else ():
            yield from (f"with.{name}: {line}" for line in _operand(f"{field}{PART}{column}", forms))
    for number, written in enumerate(rule.arguments.get("where", ()) if isinstance(field, str) else ()):
        condition = Condition.model_validate(written)
        yield from (f"with.where[{number}].{line}" for line in _condition(condition, f"{field}{PART}{condition.field}", forms))
    keys = rule.arguments.get("fields", ())
    counted = [one for form in forms for key in keys if (one := form.field(key)) is not None] if among else []
    yield from (f"with.{line}" for line in _options(among or (), counted, "among"))


def _limits(rule: Rule, guide: Guide) -> Iterator[str]:
    """Limits that contradict one another, or that are lacking, so that the rule would never report anything."""
    kind, given = RULES[rule.kind], rule.arguments
    names, values = settings_of(kind), default_settings(kind) | given
    least, most = values.get("least"), values.get("most")
    if isinstance(least, int | float) and isinstance(most, int | float) and most and least > most:
        yield "with.most: " + say("下限大于上限", "the lower limit is above the upper one")
    bounds = [name for name in names if name.startswith(("least", "most", "by_category", "of_category"))]
    limiting = {"least", "most"} <= set(names) and not any(default_settings(kind).get(name) for name in ("least", "most"))
    if limiting and not any(name in given for name in bounds) and not values.get("whole"):
        yield "with.least: " + say("没有写限度（least 或 most），这条规则什么也不会说",
                                   "no limit is given (least or most): this rule would never report anything")
    lists = [name for name in names if name in _NEITHER]
    if {"words"} < set(lists) and "roles" not in lists and not any(given.get(name) for name in lists):
        yield "with.words: " + say("没有写词，也没有写名单", "neither words nor a list is given")
    for key in values.get("by_category") or ():
        known = {category.key for category in guide.categories}
        if key not in known:
            yield "with.by_category: " + say(f"没有这个小类：{key!r}", f"unknown category {key!r}") + meant(key, known)
    yield from (f"with.on: {line}" for line in _day(str(values.get("on") or "")))
    yield from _pattern(rule, guide)


def _pattern(rule: Rule, guide: Guide) -> Iterator[str]:
    """Placeholders of a name's pattern that are no fields."""
    pattern = rule.arguments.get("pattern")
    if not isinstance(pattern, str):
        return
    keys = {field.key for form in guide.forms for field in form.fields} | {"category"}
    try:
        named = [key for _, key, _, _ in string.Formatter().parse(pattern) if key is not None]
    except ValueError as error:
        yield "with.pattern: " + say(f"花括号写法不对（{error}）", f"is no valid template ({error})")
        return
    yield from ("with.pattern: " + say(f"没有这个栏目：{key!r}", f"unknown field {key!r}") + meant(key, keys)
                for key in named if key not in keys)
    if not named:
        yield "with.pattern: " + say("没有写栏目的花括号",
                                     "has no placeholder that names a field")


def _day(written: str) -> Iterator[str]:
    try:
        day = date.fromisoformat(written).isoformat() if written else ""
    except ValueError:
        day = None
    if day != written:
        yield say(f"{written!r} 不是 2024-03-01 这样的日期", f"{written!r} is no day like 2024-03-01")
