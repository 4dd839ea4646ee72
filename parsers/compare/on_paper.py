"""Asks the paper whether a value of the Word file stands there: character by character, as far as ink was read. One function for
each kind of field; what is other surely, what agrees, and what nobody can say are told apart."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from rapidfuzz.distance import Levenshtein

from config.model import Field, FieldKind, Form
from parsers.compare.edits import Edit, edits, may_be
from parsers.compare.folding import ticked
from parsers.compare.paper_ink import Sign, line_signs, plain, printed_words, signs, uncovered, without_print
from parsers.model.record import PaperLine, Record, Value
from parsers.values.width import folded as compatible

_LONG = 40
_OTHER_SHORT, _OTHER_LONG = 0.12, 0.10
"""Share of other characters, of both texts together, from which words are other words."""
_BLOCK = 8
"""So many characters in a row that are on the paper and not in Word are no error of recognition."""
_LOST = 0.4
"""Share of Word's characters that were not read on paper from which nobody can say whether the rest agrees."""
_MOST_TICKS = 2
"""Options that two people tick differently; where more differ, the marks were misread."""
_LEAST_TAKEN_IN = 7
"""Characters from which another field's value that stands whole beside this one's is no chance."""
_LEAST_KNOWN = 3
_ALIKE = 0.5
"""Similarity below which two texts have nothing in common."""
_COVERED = 6
"""Of so many characters beside a value one may be none of the form's and of no other field."""
_MOST_DIGITS = 6
"""Characters in which a period differs that is written in the same way: others are compared by their months."""
_TICKED = (FieldKind.CHOICE, FieldKind.OPTIONS)
_CODES = (FieldKind.CODE, FieldKind.ACCOUNT, FieldKind.IDENTITY, FieldKind.PHONE, FieldKind.POSTCODE)


@dataclass(frozen=True)
class Paper:
    """What is known when a field is compared: the form, Word's record, and the lines of the paper."""

    form: Form
    word: Record
    lines: Sequence[PaperLine]

    @cached_property
    def texts(self) -> Mapping[str, str]:
        """Word's values by their fields, folded."""
        return {key: plain(value.text) for key, value in self.word.values.items() if value.text}

    def known(self, field: Field, read: Sequence[Sign]) -> bool:
        """Whether characters that stand in the place of a field's value are printed by the form, or Word's in other fields: all
        of them, except for those in doubt and a single one of a torn label."""
        text, labels = "".join(sign.text for sign in read), printed_words(self.form)
        others = [value for key, value in self.texts.items() if key != field.key]
        left = [at for at in uncovered(text, labels, others) if read[at].certain]
        torn = len(left) <= len(text) // _COVERED and all(any(text[at] in word for word in labels) for at in left)
        return len(text) > 1 and torn


def other_on_paper(field: Field, one: Value, other: Value, paper: Paper) -> bool | None:
    """Whether something else than Word's value `one` stands on the paper, where `other` was read. None: nobody can say."""
    if other.blank and field.kind not in _TICKED:
        return _blank_on_paper(one, paper)
    if _misplaced(field, one, other, paper):
        return None
    return _KINDS.get(field.kind, _words)(field, one, other, paper)


def _misplaced(field: Field, one: Value, other: Value, paper: Paper) -> bool:
    """Whether what was read is no answer to this field at all: words of another place, or of another type than the field's."""
    text = other.text or ""
    if (field.kind == FieldKind.EMAIL and "@" not in compatible(text)) or (field.kind in _CODES and not _mostly_digits(text)):
        return True
    word, read = plain(one.text or ""), plain(text)
    unlike = Levenshtein.normalized_similarity(word, read) < _ALIKE
    if not unlike or len(read) < _LEAST_KNOWN or field.kind in _TICKED:
        return False
    return paper.known(field, signs(other, paper.lines))


def _mostly_digits(text: str) -> bool:
    return 2 * sum(char.isascii() and char.isalnum() for char in compatible(text)) >= sum(char.isalnum() for char in text)


# --- one kind after the other ---------------------------------------------------------------------------------------


def _compared(field: Field, word: str, value: Value, paper: Paper, digits: bool = False) -> list[Edit]:
    """The edits from Word's text to what was read, without words of the form or of other fields that stand there too. Outside
    closed cells, what stands apart belongs to something else."""
    printed = without_print(signs(value, paper.lines, digits), word, printed_words(paper.form))
    texts = [text for key, text in paper.texts.items() if key != field.key and len(text) >= _LEAST_TAKEN_IN]
    read = without_print(printed, word, texts) or printed
    free = value.place.cell is None and value.place.box is not None
    kept = (edit for edit in edits(word, read) if edit.word or not (edit.beside and free))
    return [edit for edit in kept if edit.word or not paper.known(field, edit.read)]


def _blank_on_paper(one: Value, paper: Paper) -> bool | None:
    """A blank place beside words in Word: other, unless the words stand somewhere else on the paper."""
    word = plain(one.text or "")
    for _, page in groupby(paper.lines, lambda line: line.place.page):
        if word in "".join(sign.text for line in page for sign in line_signs(line)):
            return None
    return True


def _strict(field: Field, one: Value, other: Value, paper: Paper) -> bool | None:
    """Codes, names: every character counts. What was lost on the paper is no other ink."""
    digits = field.kind in _CODES
    word = plain(one.text or "", digits)
    found = _compared(field, word, other, paper, digits)
    if not found or _beside(word, other, paper, digits):
        return False
    return True if any(edit.sure for edit in found) or _wholly_read(word, found) else None


def _wholly_read(word: str, found: Sequence[Edit]) -> bool:
    """Whether characters of Word that are not on the paper were hardly lost: recognition loses one of two alike that stand
    together, and what is at an end."""
    lost = found[0].word
    at = word.find(lost)
    inside = bool(lost) and at > 0 and at + len(lost) < len(word)
    alone = len(found) == 1 and not found[0].read and inside
    return alone and word.count(lost) == 1 and lost not in (word[at - 1], word[at + len(lost)])


def _beside(word: str, value: Value, paper: Paper, digits: bool) -> bool:
    """Whether Word's value stands by itself in the row of the paper where the value was looked for."""
    box, page = value.place.box, value.place.page
    if not box or not word:
        return False
    rows = [line for line in paper.lines if line.place.page == page and line.place.box and _level(line.place.box, box)]
    return any(_stands(word, part) for line in rows for part in _parts(line, paper.form, digits))


def _level(one: tuple[int, int, int, int], other: tuple[int, int, int, int]) -> bool:
    return min(one[3], other[3]) - max(one[1], other[1]) > 0.5 * min(one[3] - one[1], other[3] - other[1])


def _parts(line: PaperLine, form: Form, digits: bool) -> Iterator[list[Sign]]:
    """The parts of a line between wide blanks and printed labels."""
    text = line.text
    for label in printed_words(form):
        text = text.replace(label, "\n" * len(label))
    at = 0
    for part in text.replace("    ", "\n" * 4).replace("：", "\n").split("\n"):
        if part:
            others = tuple((n - at, what) for n, what in line.others if at <= n < at + len(part))
            yield line_signs(PaperLine(part, line.place, others), digits)
        at += len(part) + 1


def _stands(word: str, read: Sequence[Sign]) -> bool:
    return len(word) == len(read) and all(may_be(sign, char) for sign, char in zip(read, word, strict=True))


def _words(field: Field, one: Value, other: Value, paper: Paper) -> bool | None:
    """Words: nearly the same characters, with the same numbers and no added passage."""
    return _worded(field, one.text or "", other, paper)


def _worded(field: Field, text: str, value: Value, paper: Paper) -> bool | None:
    word = plain(text)
    found = _compared(field, word, value, paper)
    if any(_other_number(edit) or edit.more >= _BLOCK for edit in found if edit.sure):
        return True
    other = sum(len(edit.read) + len(edit.word) for edit in found if edit.sure)
    lost = sum(len(edit.word) for edit in found if not edit.sure)
    whole = 2 * len(word) - lost + sum(len(edit.read) - len(edit.word) for edit in found if edit.sure)
    if other > (_OTHER_LONG if len(word) > _LONG else _OTHER_SHORT) * max(whole, 1):
        return True
    passage = any(len(edit.word) >= _BLOCK for edit in found)
    return None if passage or lost > _LOST * len(word) else False


def _other_number(edit: Edit) -> bool:
    """Whether another digit surely stands where Word has one."""
    pairs = zip(edit.word, edit.read, strict=False)
    return any(char.isdigit() and sign.text.isdigit() and not sign.unsure for char, sign in pairs)


def _months(field: Field, one: Value, other: Value, paper: Paper) -> bool | None:
    """Another month or year, where its digits were surely read."""
    if not all(isinstance(value.value, dict) and value.value.get("start") for value in (one, other)):
        return None
    word, read = plain(one.text or ""), signs(other, paper.lines)
    found = list(edits(word, read))
    alike = sum(max(len(edit.word), len(edit.read)) for edit in found) <= _MOST_DIGITS
    if alike:
        digits = any(sign.text.isdigit() and not sign.unsure for edit in found for sign in edit.read)
        return True if digits else None if found else False
    return None if any(sign.unsure or sign.others for sign in read if sign.text.isdigit()) else True


def _ticks(field: Field, one: Value, other: Value, paper: Paper) -> bool | None:
    """Another choice, unless so many marks differ that they were misread; the words after 其他 as words."""
    first, second = ticked(one.value), ticked(other.value)
    apart = len(set(first) ^ set(second))
    if first and not second:
        return None  # a mark that was not seen is no other ink
    if apart:
        return True if apart <= _MOST_TICKS or field.kind == FieldKind.CHOICE else None
    texts = [(first[key], Value(second[key], second[key], other.place)) for key in first if first[key] or second[key]]
    verdicts = [_worded(field, text, value, paper) if text or value.text else False for text, value in texts]
    return True if True in verdicts else None if None in verdicts else False


def _rows(field: Field, one: Value, other: Value, paper: Paper) -> bool | None:
    """Another stage, amount or goal; a row that Word has and the paper not was perhaps not read."""
    first, second = one.value or [], other.value or []
    if len(first) != len(second):
        return _other_rows(field, first, second, paper)
    verdicts: list[bool | None] = []
    for a, b in zip(first, second, strict=True):
        verdicts.append(_other_amount(a["budget_wan"], b["budget_wan"]))
        apart = [key for key in ("stage", "goal") if a[key] != b[key]]
        verdicts += [_worded(field, a[key], Value(b[key], b[key], other.place), paper) for key in apart]
    return True if True in verdicts else None if None in verdicts else False


def _other_amount(one: float | None, other: float | None) -> bool | None:
    """Another amount; not one whose point was lost or added."""
    if one == other:
        return False
    if one is None or other is None:
        return None
    first, second = (f"{amount:g}".replace(".", "").rstrip("0") for amount in (one, other))
    return None if first == second else True


def _other_rows(field: Field, first: Sequence[dict[str, str]], second: Sequence[dict[str, str]], paper: Paper) -> bool | None:
    """Whether the paper has a row of which no word is in Word's rows."""
    word = plain("".join(row["stage"] + row["goal"] for row in first))
    more = [plain(row["goal"]) for row in second if len(second) > len(first)]
    strange = [goal for goal in more if len(goal) >= _LEAST_KNOWN and goal not in word]
    shares = [Levenshtein.normalized_similarity(goal, plain(row["goal"])) for goal in strange for row in first]
    return True if strange and max(shares, default=0.0) < 0.5 else None


_KINDS: dict[FieldKind, Callable[[Field, Value, Value, Paper], bool | None]] = {
    FieldKind.CODE: _strict,
    FieldKind.ACCOUNT: _strict,
    FieldKind.IDENTITY: _strict,
    FieldKind.PHONE: _strict,
    FieldKind.POSTCODE: _strict,
    FieldKind.EMAIL: _strict,
    FieldKind.PERSON: _strict,
    FieldKind.ORGANISATION: _strict,
    FieldKind.PERIOD: _months,
    FieldKind.CHOICE: _ticks,
    FieldKind.OPTIONS: _ticks,
    FieldKind.SCHEDULE: _rows,
}
