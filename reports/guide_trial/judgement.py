"""Says what looks wrong in a trial: of a blank form, of a filled one, of the sentences of rules, and of letters."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from config.model import Field, FieldKind, Form, Guide, Rule
from parsers.model.record import Doubt, Record, Value
from parsers.model.rule_kind import RuleKind
from reports import display
from reports.case import Case, Letter
from reports.guide_trial.seen import FormSeen

MISSING = (RuleKind.FIELD_MISSING, RuleKind.TICK, RuleKind.RECOMMENDER_MISSING)
LONGEST = 60
MOST = 30


def wrong_of_blank(seen: FormSeen, key: str, guide: Guide) -> Iterator[str]:
    """A blank form of the definition of this key should be recognised, lack all that is required, and nothing else."""
    form, case = guide.form(key), next(iter(seen.cases), None)
    if form is None:
        yield f"指南中没有代号为 {key} 的申报书"
        return
    yield from _unread(seen)
    record = case.package.record(guide) if case else None
    if case is None or record is None or case.form != key:
        told = guide.form(case.form) if case else None
        yield f"空白表没有被认出是《{form.name}》" + (f"，却认成了《{told.name}》" if told else "") + "：请核对 titles 和 slots"
        return
    yield from _cut(_of_blank(case, record, form))
    yield from _cut(_unplaced(seen, form))


def wrong_of_filled(seen: FormSeen, guide: Guide) -> Iterator[str]:
    """A filled form should be recognised, and each of its fields be read or seen to be blank."""
    yield from _unread(seen)
    if not seen.trouble and not any(case.form for case in seen.cases):
        yield "没有认出是本指南的哪一种申报书"
    if len([case for case in seen.cases if case.form]) > 1:
        yield f"读成了 {len(seen.cases)} 份申报书"
    for case in seen.cases:
        record, form = case.package.record(guide), guide.form(case.form)
        if record is None or form is None:
            continue
        yield from _cut(_of_filled(record, form))
        if case.category is None:
            yield "没有读出小类：这份申报书不会出现在任何小类的表中"


def wrong_of_rule(rule: Rule, sentence: str) -> Iterator[str]:
    """A sentence that a person could not read."""
    if found := re.search(r"\{\w*\}|。。|，，|“”|，。", sentence):
        yield f"规则 {rule.id} 的话读不通（{found[0]}）：{sentence}"


def wrong_of_letter(name: str, letter: Letter) -> Iterator[str]:
    """A letter in which something of its template is left, or nothing is said."""
    if found := re.search(r"\{\{|\{%|\bNone\b|\bUndefined\b", letter.subject + letter.text):
        yield f"信件“{name}”中残留 {found[0]}"
    if len(letter.text.strip()) < 20 or not letter.subject.strip():
        yield f"信件“{name}”是空的"


def _unread(seen: FormSeen) -> Iterator[str]:
    if seen.trouble:
        yield f"读不出来：{seen.trouble}"
    if seen.unpictured:
        yield f"画不出页面：{seen.unpictured}"


def _of_blank(case: Case, record: Record, form: Form) -> Iterator[str]:
    told = {finding.field for finding in case.findings if finding.kind in MISSING}
    printed = {slot.field for slot in form.slots}
    for field in form.fields:
        value = record.values.get(field.key)
        if value is not None and value.text is None:
            yield f"栏目“{field.label}”没有读出（应为空白）"
        elif value is not None and _filled(field, value):
            yield f"栏目“{field.label}”在空白表上读出了“{_short(display.value_text(value, field))}”"
        elif field.required and field.key in printed and field.key not in told:
            yield f"必填栏目“{field.label}”空着，却没有一条规则说它未填写"
    yield from (f"表上没有找到标签“{label}”" for label in record.missing_labels)
    yield from (f"空白表上多报：{finding.message}" for finding in case.findings if finding.kind not in MISSING)


def _filled(field: Field, value: Value) -> bool:
    if field.kind in (FieldKind.CHOICE, FieldKind.OPTIONS):
        return value.value not in (None, "", []) or value.doubt == Doubt.UNSURE
    if field.kind in (FieldKind.SCHEDULE, FieldKind.TABLE):
        return bool(value.value)
    return not value.blank


def _of_filled(record: Record, form: Form) -> Iterator[str]:
    for field in form.fields:
        value = record.values.get(field.key)
        if value is not None and value.text is None:
            yield f"栏目“{field.label}”没有读出{'：' + value.note if value.note else ''}"
    yield from (f"表上没有找到标签“{label}”" for label in record.missing_labels)
    yield from (f"没有归入任何栏目的文字：“{_short(piece.text)}”" for piece in record.unclaimed)


def _unplaced(seen: FormSeen, form: Form) -> Iterator[str]:
    """Printed fields without a frame on any page."""
    if not seen.pages:
        return
    framed = {one.key for page in seen.pages for one in page.boxes}
    lost = [field.label for field in form.fields
            if field.key not in framed and any(slot.field == field.key for slot in form.slots)]
    if lost:
        yield f"页面图上没有框出这些栏目，请对照页面看标签是否写对：{'、'.join(lost)}"


def _cut(lines: Iterator[str]) -> Sequence[str]:
    whole = list(dict.fromkeys(lines))
    return whole if len(whole) <= MOST else [*whole[:MOST], f"另有 {len(whole) - MOST} 处"]


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= LONGEST else flat[:LONGEST] + "…"
