"""Compares the Word record with the record of the paper (a scan or a text PDF), field by field, and returns where they say
different things (R121).

Strict on numbers, codes, names and ticks; tolerant of what recognition confuses, of width, punctuation and line breaks. What
could not be read, or not reliably, is skipped: it is no difference. A whole different edition is reported as one difference.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import Levenshtein

from config.model import Field, FieldKind, Form, Meaning
from parsers.compare.field_comparison import differs, shown
from parsers.compare.on_paper import Paper, other_on_paper
from parsers.forms.labels import squeeze
from parsers.model.document import Medium
from parsers.model.record import Doubt, Record, Value

SURE = 0.85
"""Confidence of recognised words from which a different strict field is a difference; below it could not be compared."""
EDITION_FIELDS, EDITION_SHARE = 6, 0.25
"""From so many differing fields, and this share of all compared, the two are different editions."""

NAMES = (FieldKind.PERSON, FieldKind.ORGANISATION)
SLIPS = 2
"""In how many characters a name and its misreading may differ."""

DERIVED = (Meaning.RECOMMENDER, Meaning.PROJECT)
"""Fields also taken from seals, names and subjects: Word and paper need not say them in the same place."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One field with two different values: as they stand in their documents, and shortened for display to where they differ."""

    field: str
    word: Value
    paper: Value
    word_shown: str
    paper_shown: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """The result of a comparison. `skipped` are fields that could not be compared; `edition`: the two are different editions, or
    different forms altogether (then nothing was compared)."""

    differences: tuple[Difference, ...] = ()
    compared: tuple[str, ...] = ()
    skipped: tuple[str, ...] = ()
    edition: bool = False


def compare(word: Record, paper: Record, form: Form, sure: float = SURE) -> Comparison:
    """The differences between the Word record and the paper's, in the order of the form."""
    if word.form != paper.form:
        return Comparison(edition=True)
    differences: list[Difference] = []
    compared: list[str] = []
    skipped: list[str] = []
    sheets = Paper(form, word, paper.paper)
    for field, one, other in _pairs(word, paper, form):
        verdict = _verdict(field, one, other, sure, sheets)
        if verdict and field.kind in NAMES and other.medium == Medium.OCR:
            verdict = _name_again(field, one, other, paper.printed.get(field.key, ()))
        (skipped if verdict is None else compared).append(field.key)
        if verdict:
            differences.append(Difference(field.key, one, other, *shown(field, one, other)))
    many = len(differences) >= EDITION_FIELDS and len(differences) >= EDITION_SHARE * len(compared)
    return Comparison(tuple(differences), tuple(compared), tuple(skipped), many)


def _pairs(word: Record, paper: Record, form: Form) -> Iterator[tuple[Field, Value, Value]]:
    """The fields that the form prints and both documents have."""
    for field in _printed(form):
        one, other = word.values.get(field.key), paper.values.get(field.key)
        if one is not None and other is not None:
            yield field, _given(word, field, form, one), _given(paper, field, form, other)


@lru_cache(maxsize=64)
def _printed(form: Form) -> tuple[Field, ...]:
    printed = {slot.field for slot in form.slots} - {form.key_of(meaning) for meaning in DERIVED}
    return tuple(field for field in form.fields if field.key in printed)


def _given(record: Record, field: Field, form: Form, value: Value) -> Value:
    """The value; unreadable where it is blank and its label was not found: a page may be missing."""
    if not record.missing_labels or not value.blank:
        return value
    gone = {squeeze(label) for label in record.missing_labels}
    lost = any(squeeze(slot.label) in gone for slot in form.slots if slot.field == field.key)
    return Value(None, None, value.place, value.medium, 0.0, value.document) if lost else value


def _verdict(field: Field, one: Value, other: Value, sure: float, sheets: Paper) -> bool | None:
    """True: they differ; False: they agree; None: could not be compared. Where recognition says that they differ, the paper is
    asked whether Word's value stands there after all."""
    if one.text is None or other.text is None or Doubt.UNSURE in (one.doubt, other.doubt):
        return None
    if (one.text == other.text and one.value == other.value) or (one.blank and other.blank):
        return False
    differ: bool | None = differs(field, one, other)
    if differ and other.medium == Medium.OCR:
        differ = other_on_paper(field, one, other, sheets)
    doubtful = any(value.medium == Medium.OCR and value.confidence < sure for value in (one, other))
    return None if differ and doubtful else differ


def _name_again(field: Field, one: Value, other: Value, printed: tuple[Value, ...]) -> bool | None:
    """For a name that recognition read differently by a character or two: it agrees where the paper prints it a second time as
    Word has it, and cannot be compared where recognition was in doubt of just these characters everywhere."""
    name, read = squeeze(one.text or ""), squeeze(other.text or "")
    if Levenshtein.distance(name, read) > SLIPS:
        return True
    if any(again.text and not differs(field, one, again) for again in printed):
        return False
    places = (other, *(again for again in printed if again.text))
    return None if all(_in_doubt(name, place) for place in places) else True


def _in_doubt(name: str, place: Value) -> bool:
    """Whether recognition was in doubt of every character in which the name at this place differs."""
    read = squeeze(place.text or "")
    edits = Levenshtein.editops(name, read)
    return bool(place.doubted) and all(op.tag == "delete" or read[op.dest_pos] in place.doubted for op in edits)
