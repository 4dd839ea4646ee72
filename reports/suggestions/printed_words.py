"""Words that staff took out of answers, or that stood at fields and were no answer → words that the form prints (hints)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from config.model import FieldKind, Guide
from parsers.model.rule_kind import RuleKind
from reports.case import Case
from reports.suggestions.suggestion import Suggestion, general, habits

PLAIN = (FieldKind.CHOICE, FieldKind.OPTIONS, FieldKind.SCHEDULE, FieldKind.TABLE)
"""Kinds of fields whose answers are no plain words, so that nothing can be taken out of them."""


def hints(cases: Sequence[Case], guide: Guide) -> Iterator[Suggestion]:
    """One for each field and words that were taken out of its answers in several cases."""
    for (form_key, key, words), numbers in habits(_seen(cases, guide)).items():
        form = guide.form(form_key)
        field = form.field(key) if form else None
        if form is not None and field is not None and words not in field.hints:
            yield Suggestion(
                f"forms/{form.key}.toml fields[{field.key}].hints", f"加上“{words}”",
                f"“{field.label}”一栏的“{words}”不是申报单位的内容，工作人员已去掉或判为误报", numbers)


def _seen(cases: Sequence[Case], guide: Guide) -> Iterator[tuple[tuple[str, str, str], str]]:
    kinds = {rule.id: rule.kind for rule in guide.rules}
    for case in cases:
        form, record, number = guide.form(case.form), case.package.record(guide), case.case_no or ""
        if form is None or record is None:
            continue
        for key, read in case.read.items():
            field, typed = form.field(key), record.values.get(key)
            if field is not None and field.kind not in PLAIN and typed is not None and read.text:
                yield from (((form.key, key, words), number) for words in _taken_out(read.text, typed.text or ""))
        for finding in case.silenced:
            if kinds.get(finding.rule) == RuleKind.CONTENT_UNCLAIMED and finding.field and general(finding.discriminator):
                yield (form.key, finding.field, finding.discriminator), number


def _taken_out(read: str, typed: str) -> Iterator[str]:
    """What stood before and behind what was left; all of it where nothing was left."""
    read, typed = read.strip(), typed.strip()
    before, found, behind = read.partition(typed) if typed else (read, "", "")
    if found or not typed:
        yield from (words for part in (before, behind) if general(words := part.strip()))
