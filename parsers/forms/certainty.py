"""Turns how surely the words of a value were recognised on a picture into how surely the value is right: a value that holds a
printed label, that does not look like what its field asks for, of which no cell was seen, or that has a doubtful character where
each one counts, is unsure.

The limits were set with half of the styles of `tests/bench/papers_in_styles` and tried on the other half.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any

from rapidfuzz import fuzz

from config.model import Field, FieldKind, Form
from parsers.forms.labels import squeeze
from parsers.model.record import Value
from parsers.values.credit import valid
from parsers.values.identity_numbers import valid as valid_identity

UNFIT, DOUBTED = 0.8, 0.88
"""The most that can be believed of a value in which something does not fit, and of one with a doubtful character that counts: the
former is no difference from Word either."""
_EXACT = (
    FieldKind.PERSON, FieldKind.ORGANISATION, FieldKind.CODE, FieldKind.ACCOUNT, FieldKind.IDENTITY, FieldKind.PHONE,
    FieldKind.EMAIL,
    FieldKind.POSTCODE,
)  # fmt: skip
"""Kinds in which one wrong character makes another value."""
_ROWS = (FieldKind.SCHEDULE, FieldKind.TABLE)
_PROSE = (FieldKind.LONG_TEXT, *_ROWS)
_TICKED = (FieldKind.CHOICE, FieldKind.OPTIONS)
_GAP = re.compile(r"\S {4}\s*\S")
"""As wide as between two cells: the line between them was not seen."""
_LIKE_DIGITS = re.compile(r"(?<=[A-Za-z])[01](?=[A-Za-z])|(?<=\d)[OolI](?=\d)")
_BOXES = frozenset("□☐☑■☒")
_NONE = ("无", "暂无", "没有", "不适用", "/")
_SHORTEST_LABEL = 3
_SENTENCE = 20
_LONGEST, _ALIKE = 4000, 80
"""Characters of an answer in which hints are looked for, and from which likeness (of 100) one is found."""


def weighed(value: Value, field: Field, form: Form) -> Value:
    """A value that was recognised on a picture, less sure where something about it does not fit. Blank and unreadable values are
    as they were."""
    if value.text is None or value.blank:
        return value
    text = value.value if isinstance(value.value, str) else value.text
    if squeeze(text) in (*_NONE, *map(squeeze, field.answers)):
        return value
    most = 1.0
    if value.doubt or set(value.doubted) & _BOXES or _torn(value.value) or (_outside(value) and _in_tables(form, field.key)):
        most = DOUBTED
    if field.kind not in _TICKED:
        most = UNFIT if _misfits(text, field, form) else DOUBTED if _doubtful(text, value.doubted, field.kind) else most
    return replace(value, confidence=most) if value.confidence > most else value


def _outside(value: Value) -> bool:
    """Whether it stands in no cell that was seen."""
    return value.place.page is not None and value.place.table is None


def _torn(rows: Any) -> bool:
    """Whether a row of a schedule lacks one of its cells."""
    rows = rows if isinstance(rows, list) else []
    return any(isinstance(row, dict) and any(cell in ("", None) for cell in row.values()) for row in rows)


def _doubtful(text: str, doubted: str, kind: FieldKind) -> bool:
    """Whether recognition was in doubt of a character that counts; or a long answer stops amid a sentence, as where its rest was
    not found; or a short one goes on in a line of its own, as where something else stands in its cell."""
    if kind in _PROSE:
        return kind == FieldKind.LONG_TEXT and len(text) > _SENTENCE and text[-1].isalnum()
    if kind == FieldKind.CODE and not valid(text.upper()):
        return True  # or the applicant's own slip: no less a difference from Word
    return "\n" in text or (kind in _EXACT and any(c.isalnum() and c in text for c in doubted))


def _misfits(text: str, field: Field, form: Form) -> bool:
    if _GAP.search(text) and field.kind not in (*_ROWS, *_NUMBERS):
        return True
    if field.kind not in _ROWS and _holds_label(text, field, form):
        return True
    shape = _SHAPES.get(field.kind)
    return shape is not None and not shape(text)


def _holds_label(text: str, field: Field, form: Form) -> bool:
    """Whether a label that the form prints for something else stands in the value: any in a short answer, in prose only one that
    stands alone in its line or at a wide gap."""
    labels = _labels(form)
    if field.kind in _PROSE:
        if any(fuzz.partial_ratio(hint, squeeze(text)[:_LONGEST]) >= _ALIKE for hint in _hints(form)):
            return True
        chunks = {squeeze(chunk) for line in text.split("\n") for chunk in re.split(r" {4}|[:：]", line)}
        return bool(chunks & {label for label, _ in labels})
    squeezed = squeeze(text)
    return any(label in squeezed for label, own in labels if own != field.key and len(label) >= _SHORTEST_LABEL) or any(
        squeezed.endswith(label) or squeezed.startswith(label) for label, own in labels if own != field.key
    )


@lru_cache(maxsize=256)
def _in_tables(form: Form, key: str) -> bool:
    """Whether the form asks for this in its tables alone."""
    return {bool(slot.section) for slot in form.slots if slot.field == key} == {True}


@lru_cache(maxsize=64)
def _hints(form: Form) -> tuple[str, ...]:
    """What the form says of how to answer: where that was misread it was not told from the answer."""
    said = dict.fromkeys(squeeze(hint) for field in form.fields for hint in field.hints)
    return tuple(hint for hint in said if len(hint) >= _SENTENCE)


@lru_cache(maxsize=64)
def _labels(form: Form) -> tuple[tuple[str, str], ...]:
    """Every label as it is printed, without blanks, with the key of its field."""
    printed = [(squeeze(slot.label), slot.field) for slot in form.slots]
    return tuple(dict.fromkeys([*printed, *((squeeze(words), "") for words in (*form.sections, *form.schedule_columns))]))


# --- what an answer of each kind looks like ---------------------------------------------------------------------------


def _postcode(text: str) -> bool:
    return re.fullmatch(r"\d{6}", text) is not None


def _phone(text: str) -> bool:
    """One or more numbers, each as long as one of its beginning, with extension, area and country."""
    one_by_one = [one.strip() for one in re.split(r"[、,，;；/或和\n]", text)]
    return all(_NUMBER.fullmatch(one) and _long_enough(_EXTENSION.sub("", one)) for one in one_by_one)


_NUMBER = re.compile(r"\+?[\d()（）\-\s]{6,24}(?:(?:转|分机|ext\.?|#|\*)\s*\d{1,6})?")
_EXTENSION = re.compile(r"(?:(?:转|分机|ext\.?|#|\*)\s*|(?<=\d{7})-)\d{1,6}$")


def _long_enough(number: str) -> bool:
    digits = re.sub(r"\D", "", number)
    home = re.sub(r"^(?:00)?86(?=[01])", "", digits)
    if home == digits and number.startswith(("+", "00")):
        return 8 <= len(digits) <= 17
    if home.startswith("1"):
        return len(home) == 11
    return 10 <= len(home) <= 12 if home.startswith("0") or home != digits else len(home) in (7, 8, 10)


def _digits(text: str, least: int, most: int) -> bool:
    return least <= sum(c.isdigit() for c in text) <= most


def _email(text: str) -> bool:
    address = r"[\w.%+'=-]+@(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,}"
    return re.fullmatch(rf"{address}(?:[\s、,，;；/]+{address})*", text, re.ASCII) is not None and not _LIKE_DIGITS.search(text)


def _code(text: str) -> bool:
    return re.fullmatch(r"[0-9A-Za-z-]{4,30}", text) is not None


def _account(text: str) -> bool:
    return re.fullmatch(r"[\d\s-]+", text) is not None and _digits(text, 8, 32)


def _person(text: str) -> bool:
    """A name: no digits, no marks but those of names, not too long."""
    return len(text) <= 40 and re.search(r"[\d|/:：;；@_]|\n", text) is None and len(squeeze(text)) > 1


def _organisation(text: str) -> bool:
    return re.search(r"[|@_]|\d{5}", text) is None and len(squeeze(text)) > 2


def _address(text: str) -> bool:
    return re.search(r"[|@_]|\d{6}", text) is None


_SHAPES: Mapping[FieldKind, Callable[[str], bool]] = {
    FieldKind.POSTCODE: _postcode,
    FieldKind.PHONE: _phone,
    FieldKind.EMAIL: _email,
    FieldKind.CODE: _code,
    FieldKind.ACCOUNT: _account,
    FieldKind.IDENTITY: valid_identity,
    FieldKind.PERSON: _person,
    FieldKind.ORGANISATION: _organisation,
    FieldKind.ADDRESS: _address,
}
_NUMBERS = (FieldKind.CODE, FieldKind.ACCOUNT, FieldKind.IDENTITY, FieldKind.PHONE, FieldKind.POSTCODE)
