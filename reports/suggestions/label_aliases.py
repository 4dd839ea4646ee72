"""Answers that staff typed where nothing was found, and that stand in the document under other words → aliases of labels."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from config.model import Form, Guide
from parsers.model.record import Record, Unclaimed
from reports.case import Case
from reports.suggestions.suggestion import Suggestion, general, habits

LONGEST_LABEL = 20
_ENDS = re.compile(r"[\s:：、，,。．.（(]+$")


def aliases(cases: Sequence[Case], guide: Guide) -> Iterator[Suggestion]:
    """One for each field and words that stood before its answer in several cases and are no label of it yet."""
    for (form_key, key, words), numbers in habits(_seen(cases, guide)).items():
        form = guide.form(form_key)
        field = form.field(key) if form else None
        if form is not None and field is not None and words not in _labels(form, key):
            yield Suggestion(
                f"forms/{form.key}.toml slots[{field.label}].aliases", f"加上“{words}”",
                f"“{field.label}”没有读到，工作人员填写的内容在文件中写在“{words}”之后", numbers)


def _labels(form: Form, key: str) -> set[str]:
    return {label for slot in form.slots if slot.field == key for label in (slot.label, *slot.aliases)}


def _seen(cases: Sequence[Case], guide: Guide) -> Iterator[tuple[tuple[str, str, str], str]]:
    for case in cases:
        record = case.package.record(guide)
        if record is None or not record.unclaimed:
            continue
        for key, read in case.read.items():
            typed = record.values[key].text if not read.text and key in record.values else None
            if typed and (words := _before(typed, record)):
                yield (record.form, key, words), case.case_no or ""


def _before(answer: str, record: Record) -> str:
    """The words before this answer among what belongs to nothing: in the same piece, or alone in the piece before it."""
    wanted = "".join(answer.split())
    for n, piece in enumerate(record.unclaimed):
        text = "".join(piece.text.split())
        start = text.find(wanted) if len(wanted) > 1 else -1
        if start > 0:
            return _label(text[:start])
        if start == 0 and n and _side_by_side(record.unclaimed[n - 1], piece):
            return _label("".join(record.unclaimed[n - 1].text.split()))
    return ""


def _side_by_side(one: Unclaimed, other: Unclaimed) -> bool:
    """Whether two pieces are neighbours: cells of one row, or paragraphs that follow each other."""
    a, b = one.place, other.place
    if one.document != other.document or a.table != b.table:
        return False
    return a.row == b.row if a.table is not None else a.paragraph is not None and b.paragraph in (a.paragraph, a.paragraph + 1)


def _label(words: str) -> str:
    words = _ENDS.sub("", words)
    return words if 1 < len(words) <= LONGEST_LABEL and general(words) and not any(map(str.isdigit, words)) else ""
