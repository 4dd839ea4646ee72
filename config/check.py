"""Checks references inside a guide and returns those that lead nowhere. Also puts the settings of contradictions into the rules
that refer to them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from config import case_prefixes
from config.complaints import meant
from config.language import listed, say
from config.model import Field, FieldKind, Form, Guide, Meaning, Rule, SignedPart

REFERENCE = "contradiction"
FITTING = {Meaning.CATEGORY: (FieldKind.CHOICE,), Meaning.AREAS: (FieldKind.OPTIONS,)}
"""Meanings whose fields are ticked, each with the field kinds that can have it."""


def wrong_references(guide: Guide) -> Iterator[str]:
    """Yields one line for each fault, file and key first, with the nearest existing name."""
    yield from _twice("categories", (category.key for category in guide.categories))
    yield from _twice("rules", (rule.id for rule in guide.rules))
    yield from _twice("contradictions", (one.id for one in guide.contradictions))
    yield from _twice("coverage", (one.id for one in guide.coverage))
    yield from _twice("forms", (form.key for form in guide.forms))
    for category in guide.categories:
        if category.form not in {form.key for form in guide.forms}:
            near = meant(category.form, (form.key for form in guide.forms))
            yield f"guide.toml: categories[{category.key}].form: " + say(f"没有这种申报书：{category.form}",
                                                                         f"no such form: {category.form}") + near
        for key, span in (("money_wan", category.money_wan), ("awards", category.awards)):
            if span is not None and span[0] > span[1]:
                yield f"guide.toml: categories[{category.key}].{key}: " + say(
                    "前一个数大于后一个数",
                    "the first number is larger than the second")
    for call in guide.calls:
        if call.form not in {form.key for form in guide.forms}:
            near = meant(call.form, (form.key for form in guide.forms))
            yield f"guide.toml: calls[{call.clause}].form: " + say(f"没有这种申报书：{call.form}",
                                                                   f"no such form: {call.form}") + near
    yield from _wrong_classes(guide)
    yield from _missing_lists(guide)
    if guide.years[0] > guide.years[1]:
        yield "guide.toml: years: " + say("前一年晚于后一年", "the first year is later than the second")
    for form in guide.forms:
        yield from (f"forms/{form.key}.toml: {line}" for line in _of_form(form, guide))
    yield from case_prefixes.problems(guide)
    yield from _of_rules(guide)


def _wrong_classes(guide: Guide) -> Iterator[str]:
    """Yields a line for each class of recommenders that names a list that does not exist, or a pattern that is not valid."""
    for kind in guide.recommender_classes:
        for pattern in kind.patterns:
            try:
                re.compile(re.sub(r"\{[a-z_]+\}", "x", pattern))
            except re.error as error:
                yield f"guide.toml: recommender_classes[{kind.name}].patterns: " + say(
                    f"不是正确的正则表达式：{error}",
                    f"{error}")
        named = (*kind.lists, *(name for pattern in kind.patterns for name in re.findall(r"\{([a-z_]+)\}", pattern)))
        for name in named:
            if name not in guide.lists:
                yield f"guide.toml: recommender_classes[{kind.name}]: " + _no_list(name, guide)


def _missing_lists(guide: Guide) -> Iterator[str]:
    """Lists that the guide names for what behaviour knows, and does not have. Where it names none, having none is no fault."""
    one = {"cities_list": (guide.cities_list,), "senders_list": (guide.senders_list,)}
    named = one | {"recommender_lists": guide.recommender_lists}
    for key in sorted(named.keys() & guide.model_fields_set):
        yield from (f"guide.toml: {key}: {_no_list(name, guide)}" for name in named[key] if name and name not in guide.lists)


def _of_form(form: Form, guide: Guide) -> Iterator[str]:
    field_keys = {field.key for field in form.fields}
    yield from _twice("fields", (field.key for field in form.fields))
    for slot in form.slots:
        if slot.field and slot.area:
            yield f"slots[{slot.label}]: " + say("同时写了 field 和 area，只能写一个",
                                                 "has a field and an area; it can be only one of them")
        elif slot.field and slot.field not in field_keys:
            yield f"slots[{slot.label}].field: " + say(f"没有这个栏目：{slot.field}",
                                                       f"unknown field {slot.field}") + meant(slot.field, field_keys)
    printed = {slot.field for slot in form.slots}
    for field in form.fields:
        if field.required and field.key not in printed:
            yield f"fields[{field.key}]: " + say("是必填项，却没有 slot 印出它：每份申报书都会算作缺这一项",
                                                 "is required, but no slot prints it: every application would lack it")
        if field.kind in (FieldKind.CHOICE, FieldKind.OPTIONS) and not field.options:
            yield f"fields[{field.key}].options: " + say(f"{field.kind} 类栏目要写选项",
                                                         f"a field of kind {field.kind} needs options")
    yield from _of_meanings(form)
    yield from _of_parts(form)
    category = form.field_of(Meaning.CATEGORY)
    yield from _of_category(category, {one.key for one in guide.categories}) if category else ()


def _of_meanings(form: Form) -> Iterator[str]:
    """Yields a line for each meaning given to several fields of a form, or to a field of a kind that cannot have it."""
    given = [(field.meaning, field) for field in form.fields if field.meaning]
    for meaning in dict.fromkeys(meaning for meaning, _ in given):
        keys = [field.key for one, field in given if one == meaning]
        if len(keys) > 1:
            named = listed(keys)
            yield "fields: " + say(f"meaning {meaning} 写在 {len(keys)} 个栏目中（{named}），只能写在一个栏目中",
                                   f"meaning {meaning} is given to {len(keys)} fields ({named}); it can be only one of them")
    for meaning, field in given:
        if field.kind not in FITTING.get(meaning, (field.kind,)):
            kinds = "/".join(FITTING[meaning])
            yield f"fields[{field.key}].meaning: " + say(f"{meaning} 要写在 {kinds} 类栏目中",
                                                         f"{meaning} needs a field of kind {kinds}")


def _of_parts(form: Form) -> Iterator[str]:
    """Signed parts that begin at several labels, and a pledge without the part in which it is printed."""
    for area, count in Counter(slot.area for slot in form.slots if slot.area).items():
        if count > 1:
            yield "slots: " + say(f"area {area} 写在 {count} 个 slot 中，只能写在一个中",
                                  f"area {area} is given to {count} slots; it can be only one of them")
    if form.pledge and form.part(SignedPart.COMMITMENT) is None:
        yield "pledge: " + say(f'没有 slot 写 area = "{SignedPart.COMMITMENT}"，那里印的文字就没有可比的',
                               f'no slot has area = "{SignedPart.COMMITMENT}", so that what is printed there is compared with '
                               'nothing')


def _of_category(field: Field, categories: set[str]) -> Iterator[str]:
    """Yields a line for each option of the category's field that is not a category of the guide."""
    for option in field.options:
        if option.key not in categories:
            near = meant(option.key, categories)
            yield f"fields[{field.key}].options[{option.label}].key: " + say(
                f"没有这个小类：{option.key}",
                f"no such category: {option.key}") + near


def _of_rules(guide: Guide) -> Iterator[str]:
    ids, contradiction_ids = {rule.id for rule in guide.rules}, {one.id for one in guide.contradictions}
    for rule in guide.rules:
        for name, value in rule.arguments.items():
            if _refers(value) and value[REFERENCE] not in contradiction_ids:
                near = meant(str(value[REFERENCE]), contradiction_ids)
                yield f"guide.toml: rules[{rule.id}].with.{name}: " + say(f"没有这条未明确之处：{value[REFERENCE]}",
                                                                          f"no such contradiction: {value[REFERENCE]}") + near
    for one in guide.contradictions:
        if one.choices and str(one.value) not in one.choices:
            near = meant(str(one.value), one.choices)
            yield f"contradictions.toml: contradictions[{one.id}].value: " + say(
                f"{one.value} 不在 choices 中",
                f"{one.value} is none of its choices") + near
        yield from (f"contradictions.toml: contradictions[{one.id}].rules: {_no_rule(rule, ids)}"
                    for rule in one.rules if rule not in ids)
    for row in guide.coverage:
        yield from (f"coverage.toml: coverage[{row.id}].rules: {_no_rule(rule, ids)}"
                    for rule in row.rules if rule not in ids)
        if not (row.rules or row.setting or row.sheet or row.person):
            yield f"coverage.toml: coverage[{row.id}]: " + say("没有写规则、设置、表，也没有写为何由人决定",
                                                               "names no rule, setting or sheet, nor why a person decides")


def settled(guide: Guide) -> Guide:
    """The guide, with every reference to a contradiction replaced by the value of that contradiction."""
    values = {one.id: one.value for one in guide.contradictions}
    return guide.model_copy(update={"rules": tuple(_resolved(rule, values) for rule in guide.rules)})


def _no_list(name: str, guide: Guide) -> str:
    return say(f"没有这个名单：{name}", f"no such list: {name}") + meant(name, guide.lists)


def _no_rule(rule: str, ids: set[str]) -> str:
    return say(f"没有这条规则：{rule}", f"no such rule: {rule}") + meant(rule, ids)


def _resolved(rule: Rule, values: dict[str, Any]) -> Rule:
    if not any(_refers(value) for value in rule.arguments.values()):
        return rule
    arguments = {name: values[value[REFERENCE]] if _refers(value) else value for name, value in rule.arguments.items()}
    return rule.model_copy(update={"arguments": arguments})


def _refers(value: object) -> bool:
    return isinstance(value, dict) and set(value) == {REFERENCE}


def _twice(table: str, keys: Iterable[str]) -> Iterator[str]:
    for key, count in Counter(keys).items():
        if count > 1:
            yield f"{table}[{key}]: " + say(f"写了 {count} 次", f"stands {count} times")
