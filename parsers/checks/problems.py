"""Lists every mistake in the guide's rules, and every meaning that its forms lack, before any login and before any letter."""

from __future__ import annotations

import string
from collections.abc import Iterator
from datetime import date

from pydantic import ValidationError

from config.complaints import in_words, meant
from config.language import Words, say
from config.model import NEEDED, NEEDED_OR_LACKING, PRIVATE, Form, Guide, Meaning, Rule, SignedPart
from config.model.guide import FORMAT
from parsers.checks.operands.faults import faults
from parsers.checks.registry import RULES
from parsers.checks.rule import COMMON
from parsers.checks.selection import default_settings, required_settings, settings_of
from parsers.model.finding import Severity
from parsers.model.rule_kind import RuleKind

DEMANDED = {
    RuleKind.SECRET_MARK: Words("带密级标志的邮件不会单独保管", "a mail with a classification mark would not be kept apart"),
    RuleKind.SENDER_UNVERIFIED: Words("结论通知会发给被邮箱服务商否定的发件人",
                                      "letters of a decision would leave to a sender whom the mail provider disproves"),
    RuleKind.POSSIBLE_DUPLICATE: Words("可能重复的项目不会有人知道",
                                       "nobody would be told of a case that may be another's double"),
}
"""Kinds of rules that behaviour depends on, and what would happen without a rule of this kind for all forms and categories."""

SAID = {
    "province": Words("外省的申报单位会按另一份指南的省份判断",
                      "applicants elsewhere would be taken for those of another guide's province"),
    "province_words": Words("是否在本省只能凭省名判断", "what lies in the province would be known by its name alone"),
    "host": Words("受理单位会被当作推荐单位，它的会员单位也认不出",
                  "the association that is applied to would be taken for one that recommends, and its members would not be "
                  "known"),
    "cities_list": Words("市州科协认不出是推荐单位", "associations of cities would not be known as recommenders"),
    "recommender_lists": Words("按公章认不出推荐单位", "units that recommend would not be known by their seals"),
    "senders_list": Words("按来信人认不出推荐单位", "no unit would be known as a recommender by sending the mail"),
}
"""Keys of guide.toml that the code depends on, and what would happen if the defaults of another call were used instead."""


def problems(guide: Guide) -> list[str]:
    """One line for each mistake, "rules[ID].key: what is wrong"; empty when there is none."""
    lines = [*_demanded(guide), *_unsaid(guide)]
    for form in guide.forms:
        lines += _lacking(form, private=guide.format >= FORMAT)
        lines += _without_category(form, guide)
    for rule in guide.rules:
        lines += [f"rules[{rule.id}].{line}" for line in _of_rule(rule, guide)]
    return lines


def _demanded(guide: Guide) -> Iterator[str]:
    """Kinds that are missing and that the program needs. They say nothing of a field, so a rule for some fields never speaks."""
    there = {rule.kind for rule in guide.rules if not (rule.forms or rule.categories or rule.fields)}
    for kind, otherwise in DEMANDED.items():
        if kind not in there:
            yield "rules: " + say(f"没有针对所有申报书和小类、不限栏目的 {kind.value!r} 类规则：",
                                  f"no rule of kind {kind.value!r} for all forms and categories, and for no "
                                  "field: ") + say(*otherwise)


def _unsaid(guide: Guide) -> Iterator[str]:
    """Keys that are missing and that a guide of this format must have."""
    for key, otherwise in SAID.items() if guide.format >= FORMAT else ():
        if key not in guide.model_fields_set:
            yield f"{key}: {say('没有写：', 'is missing: ')}{say(*otherwise)}" + say(
                "；`guide upgrade` 会按 2024 年指南补上",
                "; `guide upgrade` adds it as the guide of 2024 has it")


def _lacking(form: Form, private: bool) -> Iterator[str]:
    """Meanings that are missing and without which a case of this form has no name, no category or no route; with `private`, also
    those that are neither given nor said not to be asked for."""
    for meaning in (*NEEDED, *NEEDED_OR_LACKING):
        if form.field_of(meaning) is None and not (meaning in NEEDED_OR_LACKING and meaning in form.lacks):
            yield f"forms[{form.key}].fields: " + say(f'没有栏目写 meaning = "{meaning}"，而每个项目都要用它；'
                                                      '申报书没有印这一项的，写在一个 required = false、没有 slot 的栏目中',
                                                      f'no field has meaning = "{meaning}", which every case needs; where the '
                                                      'form does not print it, give it to a field with required = false and '
                                                      'without a slot')
    for meaning in PRIVATE if private else ():
        if (form.field_of(meaning) is None) != (meaning in form.lacks):
            yield f"forms[{form.key}].lacks: " + say(f'给一个栏目写 meaning = "{meaning}"（不给专家看），申报书没有这一项的写在 '
                                                     'lacks 中；二者只写一处',
                                                     f'give a field meaning = "{meaning}", which hides it from experts, or name '
                                                     'it in lacks where the form does not ask for it; not both')


def _without_category(form: Form, guide: Guide) -> Iterator[str]:
    """A form on which nobody ticks a category, and that has not exactly one: its cases would be on no sheet."""
    count = len(guide.categories_of(form.key))
    if form.field_of(Meaning.CATEGORY) is None and count != 1:
        yield f"forms[{form.key}].fields: " + say(
            f'没有栏目写 meaning = "{Meaning.CATEGORY}"（在表上勾选小类），而 guide.toml 的 categories 中有 {count} 个小类写着 '
            f'form = "{form.key}"：没有勾选栏的申报书应只有一个小类',
            f'no field has meaning = "{Meaning.CATEGORY}", a choice on the form, and {count} categories of guide.toml have '
            f'form = "{form.key}": a form without that choice has exactly one category')


def rule_problems(rule: Rule, guide: Guide) -> list[str]:
    """What is wrong with one rule of this guide, "key: what is wrong"; empty when nothing is."""
    return list(_of_rule(rule, guide))


def _of_rule(rule: Rule, guide: Guide) -> Iterator[str]:
    yield from _scope(rule, guide)
    if rule.audience != "applicant" and (rule.severity in (Severity.FIX, Severity.REMIND) or rule.todo):
        yield "audience: " + say("给工作人员或专家的提示只能是 note 或 verify，不能要求申报单位做什么",
                                 "a hint to staff or experts is a note or verify, and asks the applicant for nothing")
    if rule.kind not in RULES:
        yield "kind: " + say(f"没有这类规则：{rule.kind!r}", f"unknown kind {rule.kind!r}") + meant(rule.kind, RULES)
        return
    wrong = list(_arguments(rule, guide))
    yield from wrong or faults(rule, guide)
    yield from _unsigned(rule, guide)
    offered = {*COMMON, *RULES[rule.kind].offers}
    for key, sentence in (("message", rule.message), ("todo", rule.todo)):
        yield from (f"{key}: {line}" for line in _placeholders(sentence, offered))
    if not rule.message.strip():
        yield "message: " + say("是空的", "is empty")


def _scope(rule: Rule, guide: Guide) -> Iterator[str]:
    """Fields, forms and categories that do not exist."""
    forms = [form for form in guide.forms if not rule.forms or form.key in rule.forms]
    field_keys = {field.key for form in forms for field in form.fields}
    for key, names, allowed in (
        ("forms", rule.forms, {form.key for form in guide.forms}),
        ("categories", rule.categories, {category.key for category in guide.categories}),
        ("fields", rule.fields, field_keys),
    ):
        yield from (f"{key}: " + say(f"没有 {name!r}",
                                     f"unknown {name!r}") + meant(name, allowed) for name in names if name not in allowed)


def _arguments(rule: Rule, guide: Guide) -> Iterator[str]:
    allowed = settings_of(RULES[rule.kind])
    required = required_settings(RULES[rule.kind])
    yield from (f"with.{name}: " + say("没有写", "is missing") for name in allowed if name in required - set(rule.arguments))
    for name, value in rule.arguments.items():
        if name not in allowed:
            yield f"with.{name}: " + say(f"{rule.kind!r} 类规则没有这一项",
                                         f"unknown argument of kind {rule.kind!r}") + meant(name, allowed)
            continue
        try:
            allowed[name].validate_python(value)
        except ValidationError as error:
            yield f"with.{name}: " + in_words(error.errors(include_input=False, include_url=False)[0])
            continue
        if name.endswith(("_list", "_lists")):
            named = [value] if isinstance(value, str) else value
            lost = (listed for listed in named if listed not in guide.lists)
            yield from (f"with.{name}: " + say(f"lists/ 中没有名单 {listed!r}",
                                               f"no list {listed!r} in lists/") + meant(listed, guide.lists)
                        for listed in lost)
        if name == "sanctioned_list":
            yield from _ledger(str(value), guide)


def _unsigned(rule: Rule, guide: Guide) -> Iterator[str]:
    """Signed parts that the rule goes by, none of which a form that it asks about has: it would never say anything."""
    there = {slot.area for form in guide.forms if not rule.forms or form.key in rule.forms for slot in form.slots}
    for name, value in (default_settings(RULES[rule.kind]) | rule.arguments).items():
        parts = [part for part in SignedPart if part in (value if isinstance(value, (list, tuple)) else (value,))]
        if parts and not there.intersection(parts):
            wanted = "/".join(f'"{part}"' for part in parts)
            yield f"with.{name}: " + say(f"这条规则所问的申报书都没有写 area = {wanted} 的 slot",
                                         f"no form that this rule asks about has a slot with area = {wanted}")


def _ledger(name: str, guide: Guide) -> Iterator[str]:
    """Entries of the list of sanctioned recommenders whose day is not a date."""
    for row in guide.tables.get(name, ()):
        for written in row[1:3]:
            if not _day(written):
                yield f"with.sanctioned_list: lists/{name}.csv: {row[0]}: " + say(
                    f"{written!r} 不是 2024-03-01 这样的日期",
                    f"{written!r} is no day like 2024-03-01")


def _day(written: str) -> bool:
    """Whether this is a date as that list needs it: 2024-03-01, or empty."""
    try:
        return not written or date.fromisoformat(written).isoformat() == written
    except ValueError:
        return False


def _placeholders(sentence: str, offered: set[str]) -> Iterator[str]:
    try:
        names = [name for _, name, _, _ in string.Formatter().parse(sentence) if name is not None]
    except ValueError as error:
        yield say(f"花括号写法不对（{error}）", f"is no valid template ({error})")
        return
    yield from (
        say(f"这类规则不提供占位符 {{{name}}}", f"placeholder {{{name}}} is not offered by this kind") + meant(name, offered)
        for name in names if name not in offered
    )
