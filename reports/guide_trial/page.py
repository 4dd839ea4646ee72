"""Puts the trial of a guide on one page of HTML that needs no other file: what looks wrong, then forms, sentences, letters."""

from __future__ import annotations

import base64
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, TemplateError

from config.model import Form, Guide, OfficeSettings
from config.model.words import FIELD_KIND
from parsers.model.finding import Finding
from parsers.model.record import Record
from parsers.ocr.page_images.boxes import Boxed, Kind
from reports import display
from reports.case import Case, Letter
from reports.guide_trial import samples
from reports.guide_trial.judgement import wrong_of_blank, wrong_of_filled, wrong_of_letter, wrong_of_rule
from reports.guide_trial.seen import FormSeen, PageSeen
from reports.pages.page_templates import clean
from reports.state_words import AREA, SEVERITY

WORDS = {Kind.SEAL: "公章", Kind.SIGNATURE: "签字", Kind.DATE: "日期"}
LONGEST_VALUE = 3000


def trial_page(guide: Guide, office: OfficeSettings, blanks: Mapping[str, FormSeen], filled: Sequence[FormSeen]) -> str:
    """The page. `blanks`: the key of each definition → its blank form as it was read; `filled`: forms that somebody filled in."""
    forms = [_form(seen, guide, list(wrong_of_blank(seen, key, guide)), f"空白表{_title(guide, key)}")
             for key, seen in blanks.items()]
    forms += [_form(seen, guide, list(wrong_of_filled(seen, guide)), f"已填写：{seen.name}") for seen in filled]
    cases = [case for seen in (*blanks.values(), *filled) for case in seen.cases]
    rules = [(rule, words, told, list(wrong_of_rule(rule, words))) for rule, words, told in samples.sentences(guide, cases)]
    by_form = {key: seen.cases[0] for key, seen in blanks.items() if seen.cases and seen.cases[0].form == key}
    letters, broken = _letters(guide, office, by_form)
    wrong = [f"{one['name']}：{line}" for one in forms for line in one["wrong"]]
    wrong += [line for *_, lines in rules for line in lines] + broken
    wrong += [f"《{form.name}》没有空白表可试" for form in guide.forms if form.key not in blanks]
    return _environment().get_template("trial.html.j2").render(
        guide=guide, wrong=wrong, forms=forms, letters=letters,
        rules=[{"id": rule.id, "told": told, "words": words, "bad": bool(lines)} for rule, words, told, lines in rules])


def _title(guide: Guide, key: str) -> str:
    form = guide.form(key)
    return f"《{form.name}》" if form else ""


def _form(seen: FormSeen, guide: Guide, wrong: Sequence[str], name: str) -> dict[str, Any]:
    case = next((one for one in seen.cases if one.form), None) or next(iter(seen.cases), None)
    form, record = (guide.form(case.form), case.package.record(guide)) if case else (None, None)
    category = display.category_name(case, guide) if case else ""
    return {
        "name": name, "wrong": wrong, "form": form.name if form else "", "category": category,
        "pages": [_page(page, form) for page in seen.pages],
        "fields": list(_fields(record, form, case.findings)) if record and form and case else [],
        "findings": [(SEVERITY[one.severity], one.message) for one in case.findings if one.field is None] if case else [],
    }


def _page(page: PageSeen, form: Form | None) -> dict[str, Any]:
    picture = "data:image/jpeg;base64," + base64.b64encode(page.picture).decode()
    return {"number": page.number, "picture": picture, "frames": [_frame(one, page.high, form) for one in page.boxes]}


def _frame(one: Boxed, high: int, form: Form | None) -> dict[str, Any]:
    """A frame in hundredths of the page's width and height, with the name of what it frames."""
    left, top, right, bottom = one.box
    place = f"left:{left / 10:.1f}%;top:{100 * top / high:.2f}%;width:{(right - left) / 10:.1f}%;" \
            f"height:{100 * (bottom - top) / high:.2f}%"
    return {"place": place, "kind": str(one.kind), "name": _name(one, form), "look": str(one.state).replace(" ", "-")}


def _name(one: Boxed, form: Form | None) -> str:
    field = form.field(one.key) if form else None
    if field is not None:
        return field.label
    part = next((slot.label for slot in form.slots if slot.area == one.key), "") if form else ""
    return " ".join(filter(None, (part or AREA.get(one.key, one.key), WORDS.get(one.kind, ""))))


def _fields(record: Record, form: Form, findings: Sequence[Finding]) -> Iterator[dict[str, Any]]:
    for field in form.fields:
        value = record.values.get(field.key)
        state = "没有印在表上" if all(slot.field != field.key for slot in form.slots) else ""
        if value is not None and value.text is None:
            state = "没有读出"
        elif value is not None and value.blank and not state:
            state = "空白"
        told = [finding.message for finding in findings if finding.field == field.key]
        text = display.value_text(value, field)[:LONGEST_VALUE] if value is not None and value.text is not None else ""
        yield {"label": field.label, "kind": FIELD_KIND[field.kind].name, "required": field.required, "value": text,
               "state": state, "told": told, "where": value.place.chinese() if value is not None else ""}


def _letters(guide: Guide, office: OfficeSettings, blanks: Mapping[str, Case]) -> tuple[list[dict[str, Any]], list[str]]:
    """The letters as the page shows them, and what is wrong with them."""
    made: list[tuple[str, Letter]] = []
    try:
        made += samples.letters(guide, office, blanks)
    except TemplateError as error:
        return [], [f"信件模板有错：{type(error).__name__}（用 guide check 看是哪一行）"]
    broken = [line for name, letter in made for line in wrong_of_letter(name, letter)]
    return [{"name": name, "subject": letter.subject, "text": letter.text} for name, letter in made], broken


@lru_cache(maxsize=1)
def _environment() -> Environment:
    return Environment(loader=PackageLoader("reports", "guide_trial"), autoescape=True, undefined=StrictUndefined,
                       trim_blocks=True, lstrip_blocks=True, finalize=clean)
