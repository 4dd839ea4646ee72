"""Chooses from the rules that every call may want those that fit a new guide, with its own fields in their places."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator

from config.model import FieldKind, Guide, Meaning, Rule
from parsers.checks.problems import rule_problems
from parsers.model.rule_kind import RuleKind

ASKS: dict[str, tuple[FieldKind, ...]] = {
    RuleKind.PHONE: (FieldKind.PHONE,), RuleKind.EMAIL: (FieldKind.EMAIL,), RuleKind.POSTCODE: (FieldKind.POSTCODE,),
    RuleKind.PERIOD: (FieldKind.PERIOD,), RuleKind.TICK: (FieldKind.CHOICE, FieldKind.OPTIONS),
}
"""Kinds that look at all fields of a kind, and that nobody needs where there is no such field."""


def fitting_rules(text: str, guide: Guide, typed: bool) -> str:
    """Those blocks of a TOML text of [[rules]] that fit the guide, in their order, with what begins with @ filled in.

    `guide`: with its forms, categories and lists. `typed`: its forms are files that are typed into, so that one must come.
    """
    _, *blocks = re.split(r"(?m)^(?=\[\[rules\]\]|# ---)", text)
    kept = [block if block.startswith("#") else _fitted(block, guide, typed) for block in blocks]
    headed = zip(kept, [*kept[1:], "#"], strict=True)
    return "".join(block for block, after in headed if block and not (block.startswith("#") and after.startswith("#")))


def rules_of(text: str) -> tuple[Rule, ...]:
    """The rules of such a text."""
    return tuple(Rule.model_validate(written) for written in tomllib.loads(text).get("rules", ()))


def _fitted(block: str, guide: Guide, typed: bool) -> str:
    """The block with the guide's own fields; "" where the rule has nothing to look at."""
    for name, keys in _places(guide).items():
        if f'"@{name}"' in block:
            if not keys:
                return ""
            written = ", ".join(f'"{key}"' for key in keys)
            block = block.replace(f'"@{name}"', written if name in ("applicant", "credit-code") else f"[{written}]")
    rule = rules_of(block)[0]
    return block if fits(rule, guide, typed) else ""


def fits(rule: Rule, guide: Guide, typed: bool) -> bool:
    """Whether the guide can have this rule and has something for it to look at. `typed` as above."""
    return not list(_unwanted(rule, guide, typed)) and not rule_problems(rule, guide)


def _places(guide: Guide) -> dict[str, list[str]]:
    """What stands for each word that begins with @, none where the guide has nothing of the kind, or not one key in all forms."""
    applicant, code = ([*guide.keys_of(meaning)] for meaning in (Meaning.APPLICANT, Meaning.CREDIT_CODE))
    accounts = [field.key for form in guide.forms for field in form.of_kind(FieldKind.ACCOUNT)]
    return {
        "applicant": applicant if len(applicant) == 1 and _printed_twice(guide, applicant[0]) else [],
        "credit-code": code if len(code) == 1 else [],
        "required-choices": _once(f.key for form in guide.forms for f in form.of_kind(FieldKind.CHOICE) if f.required),
        "account-changes": _once([*accounts, *sorted(code), *sorted(applicant)]),
        "schedules": _once(field.key for form in guide.forms for field in form.of_kind(FieldKind.SCHEDULE)),
    }


def _once(keys: Iterator[str] | list[str]) -> list[str]:
    return list(dict.fromkeys(keys))


def _printed_twice(guide: Guide, key: str) -> bool:
    return any(sum(slot.field == key for slot in form.slots) > 1 for form in guide.forms)


def _unwanted(rule: Rule, guide: Guide, typed: bool) -> Iterator[str]:
    """Why the guide has no use for a rule: no field of the kind it asks about, no part that is signed, and so on."""
    if rule.kind in ASKS and not any(form.of_kind(*ASKS[rule.kind]) for form in guide.forms):
        yield "no field"
    if rule.kind == RuleKind.OPTION_TEXT and not any(o.text for form in guide.forms for f in form.fields for o in f.options):
        yield "no option with words"
    if rule.kind == RuleKind.EDITION and not any(form.edition for form in guide.forms):
        yield "no edition"
    if rule.kind == RuleKind.WORD_MISSING and not typed:
        yield "nothing is typed into"
    signed = any(slot.area for form in guide.forms for slot in form.slots)
    if rule.kind in (RuleKind.SCAN_MISSING, RuleKind.WORD_SCAN_MISMATCH) and not signed:
        yield "nothing is signed"
    recommends = any(form.field_of(Meaning.RECOMMENDER) for form in guide.forms)
    if rule.kind in (RuleKind.RECOMMENDER_MISSING, RuleKind.SELF_RECOMMENDED) and not recommends:
        yield "nobody recommends"
