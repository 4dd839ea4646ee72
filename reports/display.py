"""Writes a case and its values for people: names, money, completeness, order, and what must not be shown to everybody.

Shared by sheets, letters and exports, so that all of them say the same about one case.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from config.model import Field, FieldKind, Form, Guide, Meaning
from parsers.checks.field_labels import plain
from parsers.model.finding import Finding, Severity
from parsers.model.record import Record, Value
from parsers.model.rule_kind import RuleKind
from parsers.rules.funding_range import asked
from parsers.values import identity_numbers
from reports.case import Case
from reports.state_words import AREA, word_of

SEVERITY_ORDER = {severity: place for place, severity in enumerate(Severity)}
UNREADABLE = "〔无法读取〕"
NUMBER = "〔号码略〕"


def text_of(case: Case, guide: Guide, meaning: Meaning) -> str:
    """The text of the field of this meaning, on one line; "" where it is blank, unreadable or not asked for."""
    record = case.package.record(guide)
    return " ".join(record.text_of(guide, meaning).split()) if record else ""


def unit(case: Case, guide: Guide) -> str:
    """The applicant's name as the form gives it; "" where it is not known."""
    return text_of(case, guide, Meaning.APPLICANT)


def project(case: Case, guide: Guide) -> str:
    """The project's name; "" where it is not known."""
    return text_of(case, guide, Meaning.PROJECT)


def base_name(path: str) -> str:
    """The last part of a path that an applicant gave a file."""
    return path.rstrip("/").rsplit("/", 1)[-1]


def category_name(case: Case, guide: Guide) -> str:
    """The guide's name of the category; "" where none is known."""
    category = guide.category(case.category)
    return category.name if category else ""


def field_label(form: Form | None, key: str | None) -> str:
    """The printed label of a field or signed area; the key itself where the form does not know it."""
    field = form.field(key) if form and key else None
    return field.label if field else part_label(form, key or "")


def part_label(form: Form | None, area: str) -> str:
    """A signed part as the form prints it; in our words where the form does not know it, and where we do not either, as it is."""
    slot = next((slot for slot in form.slots if slot.area == area), None) if form and area else None
    return plain(slot.label) if slot else word_of(AREA, area)


def value_text(value: Value, field: Field | None) -> str:
    """A value for people: choices by their printed words, lists and stages one a line, unreadable in words."""
    if value.text is None:
        return UNREADABLE
    if field and field.kind == FieldKind.SCHEDULE and isinstance(value.value, list):
        return "\n".join(_stage(row) for row in value.value if isinstance(row, dict))
    if field and field.kind == FieldKind.TABLE and isinstance(value.value, list):
        return "\n".join(" | ".join(map(str, row.values())) for row in value.value if isinstance(row, dict))
    if field and field.kind == FieldKind.OPTIONS and isinstance(value.value, list):
        return "\n".join(str(option) for option in value.value)
    if field and field.kind == FieldKind.CHOICE:
        return next((o.label for o in field.options if value.value is not None and value.value in (o.key, o.label)), value.text)
    return value.value if isinstance(value.value, str) else value.text


def _stage(row: dict[str, object]) -> str:
    money = row.get("budget_wan")
    parts = (str(row.get("stage") or ""), f"{money:g}万元" if isinstance(money, int | float) else "", str(row.get("goal") or ""))
    return " | ".join(part for part in parts if part)


def budget_wan(case: Case, guide: Guide) -> float | None:
    """The sum of the stage budgets in 万元; where the form has none, the one sum that its text says is asked for; None where
    neither is certain (clauses R5, R52)."""
    record = case.package.record(guide)
    value = _schedule(record, guide) if record else None
    if record and value is None:
        asked_money = record.of(guide, Meaning.MONEY_ASKED)
        return asked(asked_money, guide) if asked_money else None
    rows = value.value if value and isinstance(value.value, list) else []
    sums = [row.get("budget_wan") for row in rows if isinstance(row, dict)]
    amounts = [float(s) for s in sums if isinstance(s, int | float) and not isinstance(s, bool)]
    return round(sum(amounts), 4) if amounts else None


def _schedule(record: Record, guide: Guide) -> Value | None:
    form = guide.form(record.form)
    values = (record.values.get(field.key) for field in (form.of_kind(FieldKind.SCHEDULE) if form else ()))
    return next((value for value in values if value is not None), None)


def completeness(case: Case, guide: Guide) -> float | None:
    """Share of the required fields that are filled, 0 to 1 (clause R106). Unreadable ones do not count at all:
    they are not blank. None where no form was read."""
    form, record = guide.form(case.form), case.package.record(guide)
    if form is None or record is None:
        return None
    read = [v for f in form.fields if f.required and (v := record.values.get(f.key)) is not None and v.text is not None]
    return sum(not v.blank for v in read) / len(read) if read else None


def for_the_check(findings: Iterable[Finding], guide: Guide) -> list[Finding]:
    """The findings without hints to experts, which have a sheet of their own."""
    theirs = {rule.id for rule in guide.rules if rule.audience == "experts"}
    return [finding for finding in findings if finding.rule not in theirs]


def in_form_order(findings: Iterable[Finding], form: Form | None) -> list[Finding]:
    """The findings in the order of the form's fields; those about no field after them, in their order."""
    asked = [slot.field or slot.area for slot in form.slots if slot.field or slot.area] if form else []
    asked += [field.key for field in form.fields] if form else []
    rank = {key: n for n, key in reversed(list(enumerate(asked)))}
    return sorted(findings, key=lambda f: rank.get(f.field or "", len(asked)))


def by_severity(findings: Iterable[Finding], form: Form | None) -> list[Finding]:
    """The same, the heaviest first: the order of sheet 形审."""
    return sorted(in_form_order(findings, form), key=lambda f: SEVERITY_ORDER[f.severity])


# --- what is not for everybody --------------------------------------------------------------------------------------

_MOBILE = re.compile(r"(?<!\d)(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}(?!\d)")
NO_FILE_NUMBER = r"(?!20[12]\d{4,5}号)"
"""Where no year with the number of a paper begins: 0731-2024001号 is no telephone."""
NO_TIME = (r"(?!20[0-3]\d[._-]?(?:0[1-9]|1[0-2])[._-]?(?:0[1-9]|[12]\d|3[01])[ ._-]?(?:[01]\d|2[0-3])[._-]?[0-5]\d[._-]?[0-5]\d"
           r"(?:[._-]?\d){0,5}(?![._-]?\d))")
"""Where no time to the second begins, by which telephones and programs name pictures."""
NO_LIST = r"(?!0000-000\d-\d{4}-\d{4}(?!\d)|(?:(?:19|20)\d\d[ —–-]){3})"
"""Where neither a writer's ORCID nor a row of years begins."""
_LANDLINE = re.compile(r"(?<!\d)0\d{2,3}[-—– ]" + NO_FILE_NUMBER + r"\d{7,8}(?!\d)")
_IDENTITY = re.compile(r"(?<![0-9A-Za-z])\d{6}[ -]?\d{8}[ -]?\d{3}[\dXx](?![0-9A-Za-z])")
_ACCOUNT = re.compile(r"(?<![0-9A-Za-z])" + NO_TIME + NO_LIST + r"\d(?:[ -]?\d){15,31}(?![0-9A-Za-z])")


def masked(account: str) -> str:
    """A bank account with only its last four digits visible (clause R126); short ones are hidden completely."""
    digits = re.sub(r"\D", "", account)
    return f"****{digits[-4:]}" if len(digits) >= 8 else "****" if account.strip() else ""


def private_numbers(case: Case, guide: Guide, *kinds: FieldKind) -> tuple[str, ...]:
    """Digit strings of the case's fields of kind `phone` and `account`, from every record in it, longest first."""
    numbers: set[str] = set()
    for file in case.package.files:
        form = guide.form(file.record.form) if file.record else None
        for field in form.fields if form else ():
            value = file.record.values.get(field.key) if file.record else None
            if field.kind in kinds and value and value.text:
                numbers.update(digits for part in re.split(r"[/、,，;；\n]|转", value.text[:500])
                             if 5 <= len(digits := re.sub(r"\D", "", part)) <= 40)
    changed = (one for one in (*case.findings, *case.silenced) if one.kind == RuleKind.ACCOUNT_CHANGED)
    for finding in changed if FieldKind.ACCOUNT in kinds else ():  # what an earlier revision said
        numbers.update(re.findall(r"(?<!\d)\d{8,40}(?!\d)", re.sub(r"(?<=\d)[ -](?=\d)", "", finding.message)))
    return tuple(sorted(numbers, key=lambda digits: (-len(digits), digits)))[:50]


def without(text: str, numbers: Iterable[str], instead: str = NUMBER) -> str:
    """The text without these numbers, whatever blanks or hyphens are in them."""
    there = re.sub(r"\D", "", text)
    for digits in numbers:
        if digits not in there:  # a pattern for each number is expensive, and most texts have none
            continue
        text = re.sub(r"(?<!\d)" + r"[ \t()（）—–-]*".join(digits) + r"(?!\d)", instead, text)
    return text


def without_contact_numbers(text: str, numbers: Iterable[str], keep_codes: bool = False) -> str:
    """A text that may be in a letter: without the given numbers and whatever else looks like a phone or a bank account
    (contract, section 5). `keep_codes` leaves long digit runs unchanged, where the text speaks of a credit code."""
    text = _IDENTITY.sub(lambda found: NUMBER if identity_numbers.valid(found[0]) else found[0], without(text, numbers))
    text = _LANDLINE.sub(NUMBER, _MOBILE.sub(NUMBER, text))
    return text if keep_codes else _ACCOUNT.sub(NUMBER, text)
