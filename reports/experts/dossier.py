"""Makes the dossier of a case for experts: what the form says, without bank data, numbers, addresses and names they do not need
(R88, R126)."""

from __future__ import annotations

import re

from config.model import MASKED, PRIVATE, Field, FieldKind, Form, Guide
from reports import display
from reports.case import Case
from reports.guide_words.uses import has_several_categories, has_several_forms
from reports.pages.page_templates import render

KINDS = (*MASKED, FieldKind.PHONE, FieldKind.EMAIL, FieldKind.POSTCODE, FieldKind.ADDRESS)
_EMAIL = re.compile(r"[\w.+-]+\s?[@＠]\s?[\w-]+(?:\.[\w-]+)+")
_IDENTITY = re.compile(r"(?<![0-9A-Za-z])\d{17}[0-9Xx](?![0-9A-Za-z])")
LEFT_OUT = "〔略〕"


def private(field: Field, form: Form) -> bool:
    """Whether this field of the form is hidden from experts."""
    return field.kind in KINDS or field.key in {form.key_of(meaning) for meaning in PRIVATE}


def public(text: str, case: Case, guide: Guide) -> str:
    """A text of the case without the numbers, e-mail and postal addresses of its own fields, and whatever else looks like one."""
    text = _EMAIL.sub(LEFT_OUT, _IDENTITY.sub(LEFT_OUT, text))
    text = display.without_contact_numbers(text, display.private_numbers(case, guide, *MASKED, FieldKind.PHONE))
    for words in _secrets(case, guide):
        text = text.replace(words, LEFT_OUT)
    return text


def _secrets(case: Case, guide: Guide) -> list[str]:
    form, record = guide.form(case.form), case.package.record(guide)
    asked = form.of_kind(FieldKind.ADDRESS, FieldKind.EMAIL, *MASKED) if form else ()
    texts = [v.text.strip() for f in asked if record and (v := record.values.get(f.key)) is not None and v.text]
    return sorted((words for words in texts if len(words) >= 6), key=len, reverse=True)


def hints(case: Case, guide: Guide) -> list[str]:
    """The guide's preferences that the case seems to meet, with the words they rest on. A hint, never a judgement (R46)."""
    named = {rule.id for rule in guide.rules if rule.audience == "experts"}
    return [public(f.message, case, guide)[:600] for f in case.findings if f.rule in named][:30]


def dossier(case: Case, guide: Guide) -> str:
    """The dossier as an HTML page that needs no other file."""
    form, record = guide.form(case.form), case.package.record(guide)
    fields = [(f.label, public(display.value_text(value, f), case, guide)[:20_000])
              for f in (form.fields if form and record else ())
              if form and not private(f, form) and record and (value := record.values.get(f.key)) is not None and not value.blank]
    category, money = guide.category(case.category), display.budget_wan(case, guide)
    return render("dossier.html.j2", {
        "number": case.case_no or "", "title": guide.title, "unit": public(display.unit(case, guide), case, guide),
        "category": display.category_name(case, guide) if has_several_categories(guide) else "", "fields": fields,
        "hints": hints(case, guide),
        "money": f"{money:g}万元" if money is not None else "", "name": form.name if form and has_several_forms(guide) else "",
        "range": "{:g}—{:g}万元/项".format(*category.money_wan) if category and category.money_wan else "",
    })
