"""An answer → the number, the amount of money, the days or the age that it tells; None where it does not tell one for certain."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from config.model import Field, FieldKind, Guide
from parsers import values
from parsers.checks.operands.operand import STAGE, Answer, field_of
from parsers.checks.rule import Subject
from parsers.values import identity_numbers
from parsers.values.days import Days, days, years
from parsers.values.width import folded

WAN = "万元"
_UNITS = ("亿元", "万元", "千元", "元")
_NUMBER = re.compile(r"(?<![\d.])\d{1,12}(?:\.\d{1,6})?(?![\d.])")
_NUMERALS = re.compile(r"[零〇一二两三四五六七八九十百千]{1,8}")
_AGE = re.compile(r"(?<!\d)(\d{1,3})\s*(?:周?岁)?")
_MOST_AGE = 120
_LONGEST = 80


def unit_of(subject: Subject, answer: Answer) -> str:
    """The unit in which a bare number counts as money here: the field's, or that in the head of its column; "" for no money."""
    field = field_of(subject, answer)
    if answer.part and not (field and field.kind == FieldKind.MONEY):
        return next((unit for unit in _UNITS if unit in answer.part), WAN if answer.part == STAGE[1] else "")
    return field.unit if field and field.kind == FieldKind.MONEY else _written(field)


def _written(field: Field | None) -> str:
    """The unit in the field's label, as 申请经费（万元）."""
    return next((unit for unit in _UNITS if f"({unit})" in folded(field.label)), "") if field else ""


def quantity(subject: Subject, answer: Answer) -> Decimal | None:
    """Its number; money in 万元."""
    if isinstance(answer.content, int | float) and not isinstance(answer.content, bool):
        return Decimal(str(answer.content))
    text = folded(answer.text).strip()
    if not text or len(text) > _LONGEST:
        return None
    if unit := unit_of(subject, answer):
        return values.money(answer.text, unit)
    if re.search(r"\d\s*[亿万千百]?元|[零一二三四五六七八九十百千万亿]元", text):
        return values.money(answer.text, WAN)
    numbers = _NUMBER.findall(re.sub(r"(?<=\d),(?=\d{3}(?!\d))", "", text))
    if len(numbers) == 1:
        return Decimal(numbers[0])
    words = _NUMERALS.findall(text) if not numbers else []
    number = values.number(words[0]) if len(words) == 1 else None
    return None if number is None else Decimal(number)


def meant_days(subject: Subject, answer: Answer) -> Days | None:
    """The days that it may mean: of a date, of the month of a period, of the birth that an identity number
    tells."""
    if is_identity(subject, answer):
        born = identity_numbers.birth(answer.text)
        return (born, born) if born else None
    return days(answer.text)


def is_identity(subject: Subject, answer: Answer) -> bool:
    """Whether the answer is an identity number, by its field's kind or by what it is."""
    field = field_of(subject, answer)
    return (field is not None and field.kind == FieldKind.IDENTITY) or identity_numbers.valid(answer.text)


def age(subject: Subject, answer: Answer, on: date) -> tuple[int, int] | None:
    """The fewest and the most full years that somebody may be old on this day, by a date of birth, an identity number, or an age
    as it is written."""
    if born := meant_days(subject, answer):
        return years(born, on) if born[0] <= on else None
    written = _AGE.fullmatch(folded(answer.text).strip())
    number = int(written[1]) if written else None
    return (number, number) if number is not None and number <= _MOST_AGE else None


def day_of(guide: Guide, written: str) -> date:
    """A day as a guide writes it; the first of the guide's year where it writes none."""
    return date.fromisoformat(written) if written else date(guide.year, 1, 1)


def in_words(number: Decimal | float) -> str:
    """A number as a sentence has it: no more digits than it needs."""
    text = f"{Decimal(str(number)):.4f}".rstrip("0").rstrip(".")
    return text or "0"
