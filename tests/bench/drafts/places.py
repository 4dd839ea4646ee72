"""Says where in a drafted form the pair of a layout stands: a field, or a cell of a field that is a table."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from config.model import Field, FieldKind, Form
from tests.bench.form_layouts.measure import key_of
from tests.bench.form_layouts.model import Wanted, bare_label

_NUMBER = re.compile("序号|编号")


@dataclass(frozen=True)
class Placed:
    """A field or signed part by its key; in a table the column, and the name of the row or its number among the rows."""

    key: str
    column: str = ""
    row: str = ""
    number: int = 0


def placed(wanted: Wanted, form: Form, optional: set[str], taken: set[Placed]) -> Placed | None:
    """Where a pair stands; None where no field of the form asks for it. `optional`: words that a label may have before it;
    `taken`: cells of tables where other pairs stand."""
    ways = (wanted.label, *wanted.ways)
    if wanted.kind == "path" and "/" not in wanted.label:
        return next(_cells(form, [way for way in ways if way[:1].isdigit()], taken), None)
    cell = next(_cells(form, ways, taken), None) if wanted.kind == "path" else None
    for label in (wanted.label,) if cell is not None else ways:
        parts, number = key_of(label)
        exact = [((bare_label(label) not in names, len(words)), Placed(key)) for key, names, words, count in _labelled(form)
                 if count == number and parts <= words and parts & names and words - parts <= optional]  # fmt: skip
        if exact:
            return min(exact, key=lambda one: one[0])[1]
    return cell or next(_cells(form, ways, taken), None)


def _cells(form: Form, ways: Sequence[str], taken: set[Placed]) -> Iterator[Placed]:
    for field in form.of_kind(FieldKind.TABLE, FieldKind.SCHEDULE):
        for label in ways:
            if (cell := _cell(field, form, label)) is not None and cell not in taken:
                yield cell


def _labelled(form: Form) -> Iterator[tuple[str, frozenset[str], frozenset[str], str]]:
    """Each field and signed part: its key, its label alone, with what stands above it, and which of its name it is."""
    counts: dict[str, int] = {}
    for slot in form.slots:
        field = form.field(slot.field) if slot.field else None
        if (field is None and slot.area is None) or (field is not None and field.kind in (FieldKind.TABLE, FieldKind.SCHEDULE)):
            continue
        label = field.label if field else slot.label
        names = frozenset((bare_label(slot.label), *key_of(slot.label)[0]))
        for words in dict.fromkeys((label, slot.label, f"{slot.section}/{label}")):
            counts[words] = counts.get(words, 0) + 1
            number = "" if counts[words] == 1 else str(counts[words])
            yield field.key if field else str(slot.area), names, key_of(words)[0], number


def _cell(field: Field, form: Form, label: str) -> Placed | None:
    columns = field.columns if field.kind == FieldKind.TABLE else form.schedule_columns
    parts, number = key_of(label)
    above = (slot.section for slot in form.slots if slot.field == field.key)
    own = {words for label in (field.label, *above) for words in key_of(label)[0]}
    rows = {bare_label(row): row for row in field.rows}
    for column in sorted(columns, key=lambda words: -len(words)):
        words = key_of(column)[0]
        if not words or not words <= parts:
            continue
        rest = parts - words - own
        named = [rows[part] for part in rest if part in rows]
        if named and len(rest) == len(named):
            return Placed(field.key, column, row=named[0])
        if not rest:
            return Placed(field.key, column, number=int(number or 1))
        numbered = not field.rows or _NUMBER.fullmatch(bare_label(columns[0]))
        if len(rest) == 1 and next(iter(rest)).isdigit() and numbered:
            return Placed(field.key, column, number=int(next(iter(rest))))
    return None
