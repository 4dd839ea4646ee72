"""A table of a case → its rows, each column → the answer that stands there."""

from __future__ import annotations

from collections.abc import Mapping

from parsers.checks.operands.operand import PART, Answer, answers
from parsers.checks.rule import Subject


def rows_of(subject: Subject, field: str) -> list[Mapping[str, Answer]]:
    """The rows of a table, column → what stands there, without those in which nothing does."""
    asked = subject.form.field(field) if subject.form else None
    rows: dict[int, dict[str, Answer]] = {}
    for column in asked.columns if asked else ():
        for one in answers(subject, f"{field}{PART}{column}"):
            rows.setdefault(one.row, {})[column] = one
    return [row for _, row in sorted(rows.items()) if any(one.text for one in row.values())]
