"""An operand that a guide names (a field, a column of a table, an end of a period) → the answers that stand there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from config.model import MASKED, Field, FieldKind, Form
from parsers.checks.field_labels import plain, spoken
from parsers.checks.rule import Hit, Subject
from parsers.model.document import Medium
from parsers.model.finding import Severity
from parsers.model.record import Doubt, Value
from parsers.values import identity_numbers

PART = "/"
"""Between a field's key and the words of its column, or the end of its period."""
ENDS = ("start", "end")
OF_TOTAL = "/合计"
"""Behind a column: the line in which a table itself adds up, which is no row of it."""
_TOTALS = frozenset({"合计", "总计", "共计", "总额", "小计", "总和"})
MOST_ROWS = 500
SHORTEST_HIDDEN = 8
"""A shorter number would be told by its last four digits."""


class Answer(NamedTuple):
    """One answer: of which field it is, the field's value, and its own text, which may be empty in a row of which another cell is
    filled in. `row` counts from 1, 0 where it is the whole field; `part` is the column or the end; `content` what was understood
    (an amount of a schedule, the month of a period)."""

    key: str
    value: Value
    text: str
    row: int = 0
    part: str = ""
    content: Any = None


def answers(subject: Subject, *operands: str) -> tuple[Answer, ...]:
    """The answers at these operands: of a field that is filled in one, of a column one for each row. None where the form does not
    ask, the field is blank, or it could not be read."""
    return tuple(one for operand in operands for one in _of(subject, operand))


def _of(subject: Subject, operand: str) -> Iterator[Answer]:
    key, _, part = operand.partition(PART)
    value = subject.filled(key)
    if value is None or value.text is None:
        return
    if not part:
        yield Answer(key, value, value.value if isinstance(value.value, str) else value.text, content=value.value)
    elif isinstance(value.value, dict) and part in ENDS:
        month = value.value.get(part)
        if isinstance(month, str) and month:
            yield Answer(key, value, month, part=part, content=month)
    elif isinstance(value.value, list):
        part, _, line = part.rpartition(PART) if part.endswith(OF_TOTAL) else (part, "", "")
        column = _column(subject, key, part)
        for number, row in enumerate(value.value[:MOST_ROWS], 1):
            if isinstance(row, dict) and column in row and _is_total(row) == bool(line):
                content = row[column]
                yield Answer(key, value, "" if content is None else str(content).strip(), number, part, content)


def _is_total(row: Mapping[str, Any]) -> bool:
    return any(plain(str(cell)) in _TOTALS for cell in row.values())


def _column(subject: Subject, key: str, part: str) -> str:
    """The key in a row of the column of these words: a schedule's rows have keys of our own, in the order of its heads."""
    field = _fields(subject.form).get(key) if subject.form else None
    if field is None or field.kind != FieldKind.SCHEDULE or subject.form is None:
        return next((one for one in (field.columns if field else ()) if plain(one) == plain(part)), part)
    heads = [plain(head) for head in subject.form.schedule_columns]
    at = heads.index(plain(part)) if plain(part) in heads else len(STAGE)
    return STAGE[at] if at < len(STAGE) else part


STAGE = ("stage", "budget_wan", "goal")
"""What a row of a schedule holds, in the order in which forms print it."""


def field_of(subject: Subject, answer: Answer) -> Field | None:
    """The field that this is an answer of."""
    return _fields(subject.form).get(answer.key) if subject.form else None


@lru_cache(maxsize=64)
def _fields(form: Form) -> Mapping[str, Field]:
    return {field.key: field for field in form.fields}


def label(subject: Subject, answer: Answer) -> str:
    """Where the answer stands, as a sentence names it: “成员”第2行的“年龄”."""
    name = spoken(subject.form, answer.key) if subject.form else ""
    if answer.row:
        return f"{name}第{answer.row}行的“{plain(answer.part)}”"
    ends = {"": "", ENDS[0]: "的开始时间", ENDS[1]: "的结束时间"}
    return name + ends.get(answer.part, f"的“{plain(answer.part)}”")


def doubtful(subject: Subject, keys: Iterable[str]) -> bool:
    """Whether one of these fields says something of which a machine cannot be sure: words at it belong to nothing, its mark is
    unclear, or a person typed it."""
    for key in keys:
        value = subject.value(key)
        typed = value is not None and value.medium == Medium.STAFF and not value.blank
        unsure = value is not None and value.doubt == Doubt.UNSURE
        if typed or unsure or (subject.record is not None and subject.record.unclaimed_at(key)):
            return True
    return False


def hit_at(
    subject: Subject, found: Sequence[Answer], severity: Severity | None = None, /, **words: str | int | float
) -> Hit:
    """A hit on the first of these answers that rests on all of them: it is as certain as the least certain one."""
    first, keys = found[0], dict.fromkeys(one.key for one in found)
    recognised = any(one.value.medium == Medium.OCR for one in found)
    lowered = Severity.VERIFY if severity is None and doubtful(subject, keys) else severity
    medium = Medium.OCR if recognised else first.value.medium
    rows = len({one.row for one in found if one.key == first.key})
    where = label(subject, first if rows == 1 else first._replace(row=0))
    return Hit(first.key, first.value.document, first.value.place, lowered, medium, where, words,
               discriminator=" ".join(f"{one.row} {one.part} {one.text}" for one in found[:20]))


def hidden(subject: Subject, answer: Answer) -> bool:
    """Whether people see the last digits of this answer only."""
    field = field_of(subject, answer)
    return (field is not None and field.kind in MASKED) or identity_numbers.valid(answer.text)


def shown(subject: Subject, answer: Answer) -> str:
    """The answer for a sentence; of an account or an identity number no more than its last digits."""
    text = " ".join(answer.text.split())
    signs = "".join(sign for sign in text if sign.isalnum())
    return text if not hidden(subject, answer) else f"****{signs[-4:]}" if len(signs) >= SHORTEST_HIDDEN else "****"
