"""Finds what a new revision of a case changed: fields, files, and findings to correct. Compares two states of one case; pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from os.path import commonprefix
from typing import Literal

from config.model import MASKED, Field, Guide
from parsers.model.finding import Severity
from parsers.model.package import PackageFile
from parsers.model.record import Value
from reports import display
from reports.case import Case
from reports.guide_words.roles import role_word
from reports.state_words import SEVERITY, STATUS, word_of

MOST_SHOWN, AROUND = 120, 24
BLANK, NOTHING, SAME = "（空白）", "", "……"


@dataclass(frozen=True, slots=True)
class Change:
    """One difference: `subject` identifies it within its kind, `label` is its name for people, `old` and `new` are what it
    said before and says now ("" = it was not there)."""

    kind: Literal["status", "field", "file", "finding"]
    subject: str
    label: str
    old: str
    new: str


def changes(old: Case, new: Case, guide: Guide) -> tuple[Change, ...]:
    """Everything that the newer of two revisions changed: status first, then fields in the form's order, files, findings."""
    return (*_status(old, new), *_fields(old, new, guide), *_files(old, new, guide), *_findings(old, new, guide))


def _status(old: Case, new: Case) -> Iterator[Change]:
    one, other = word_of(STATUS, old.status), word_of(STATUS, new.status)
    if one != other:
        yield Change("status", "status", "状态", one, other)


def _fields(old: Case, new: Case, guide: Guide) -> Iterator[Change]:
    form = guide.form(new.form or old.form)
    before, after = old.package.record(guide), new.package.record(guide)
    for field in form.fields if form else ():
        one = _text(before.values.get(field.key) if before else None, field)
        other = _text(after.values.get(field.key) if after else None, field)
        if "".join(one.split()) != "".join(other.split()):
            yield Change("field", field.key, field.label, *_masked(field, *cut(one, other)))


def _text(value: Value | None, field: Field) -> str:
    if value is None:
        return NOTHING
    return display.value_text(value, field) or BLANK


def _masked(field: Field, one: str, other: str) -> tuple[str, str]:
    """Bank accounts are whole on only one sheet; two with the same last digits are told apart in words."""
    if field.kind not in MASKED:
        return one, other
    first, second = (text if text in (NOTHING, BLANK, display.UNREADABLE) else display.masked(text) for text in (one, other))
    return (first, f"{second}（已更改）") if first == second else (first, second)


def cut(one: str, other: str) -> tuple[str, str]:
    """Both texts; of long ones only from a little before the first difference to a little behind the last."""
    if max(len(one), len(other)) <= MOST_SHOWN:
        return one, other
    start = len(commonprefix((one, other)))  # noqa: RUF071 (characters are what we mean)
    end = len(commonprefix((one[start:][::-1], other[start:][::-1])))  # noqa: RUF071
    return _piece(one, start, len(one) - end), _piece(other, start, len(other) - end)


def _piece(text: str, start: int, end: int) -> str:
    begin, stop = max(0, start - AROUND), min(len(text), end + AROUND)
    middle = text[begin:stop]
    if len(middle) > 3 * MOST_SHOWN:
        middle = middle[: 2 * MOST_SHOWN] + f"{SAME}（共{len(middle)}字）"
    return (SAME if begin else "") + middle + (SAME if stop < len(text) else "")


def _files(old: Case, new: Case, guide: Guide) -> Iterator[Change]:
    """Within a role, a file that went and one that came are a replacement; the others came or went."""
    before, after = old.package.files, new.package.files
    kept = {file.sha256 for file in before} & {file.sha256 for file in after}
    gone = [file for file in before if file.sha256 not in kept]
    for file in (file for file in after if file.sha256 not in kept):
        replaced = next((other for other in gone if other.role == file.role), None)
        if replaced is not None:
            gone.remove(replaced)
        yield _file(guide, file, display.base_name(replaced.name) if replaced else NOTHING, display.base_name(file.name))
    yield from (_file(guide, file, display.base_name(file.name), NOTHING) for file in gone)


def _file(guide: Guide, file: PackageFile, old: str, new: str) -> Change:
    return Change("file", file.sha256, role_word(guide, file.role), old, new)


def _findings(old: Case, new: Case, guide: Guide) -> Iterator[Change]:
    """Findings to correct or check that are gone, and new ones. They are compared by rule, field and document."""
    form = guide.form(new.form or old.form)
    accounts = (*display.private_numbers(old, guide, *MASKED), *display.private_numbers(new, guide, *MASKED))
    before, after = ([f for f in case.findings if f.severity in (Severity.FIX, Severity.VERIFY)] for case in (old, new))
    left = Counter((f.rule, f.field) for f in after)
    for finding in display.by_severity(before, form):
        left[finding.rule, finding.field] -= 1
        if left[finding.rule, finding.field] < 0:
            yield Change("finding", f"{finding.rule}|{finding.field or ''}", word_of(SEVERITY, finding.severity),
                         display.without(finding.message, accounts), "已改正，或不再出现")
    left = Counter((f.rule, f.field) for f in before)
    for finding in display.by_severity(after, form):
        left[finding.rule, finding.field] -= 1
        if left[finding.rule, finding.field] < 0:
            yield Change("finding", f"{finding.rule}|{finding.field or ''}", word_of(SEVERITY, finding.severity), NOTHING,
                         "新出现：" + display.without(finding.message, accounts))
