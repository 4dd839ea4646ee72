"""Finds what a document of a form has and no field, label or printed sentence accounts for: words and marks that went nowhere.

Of every line the labels that were found, the lines of every value and signed part, and what the blank form prints are taken
off; what is left is unclaimed. A field is blank for certain only where nothing is left at its place.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from config.model import FieldKind, Form
from parsers.forms.labels import Match, squeeze
from parsers.forms.lines import BODY, Flow
from parsers.forms.schedule import TOTAL
from parsers.model.document import MARGINS, Place
from parsers.model.record import Doubt, Unclaimed, Value
from parsers.ticks import signs
from parsers.ticks.gaps import without_lesson

MOST, LONGEST = 200, 200
"""Pieces of a document that are kept, and characters of each."""

_PRINTED = re.compile(
    r"[（(]?(?:单位)?(?:盖章|公章|签章)[）)]?|(?:法定代表人|单位负责人|负责人|项目负责人)?[（(]?签[字名章][）)]?"
    r"|(?<![0-9])(?:(?:19|20)[0-9]{2}|[0-9]{2})?年[0-9]{0,2}月(?:[0-9]{0,2}日)?|申报书|附件[0-9一二三四五]?"
    r"|合计|总计|小计|共计|总经费|总预算|[0-9.]*万?元"
    r"|(?:(?:经费|费用|资金|金额|预算)+[（(/]?|[（(])(?:单位|人民币)*[亿万千百]?[元圆][）)]?"
)
"""What forms print besides their labels."""
_NUMBER_OF = re.compile(r"万?元$")
"""What follows the number of an amount in a value, and stands in the heading of its column."""
CERTAIN = 8
"""So many characters are no others' by chance."""
_NUMBER = re.compile(r"[0-9][0-9,.]*万?元?")
_MARKS = "".join(signs.SIGNS[kind] for kind in ("ticked box", "tick", "beside", "cross"))
_COUNT = re.compile(r"[\W_]*(?:[0-9]{1,2}|[A-Ja-j]|[一二三四五六七八九十]|否|无)[\W_]*")
"""What numbers an option, or says inside its brackets that it is not chosen."""
_ENGLISH = re.compile(r"(?<=[\u4e00-\u9fff）)])\s+[A-Za-z][A-Za-z .,&/'’()\-]*$")
_BULLETS = signs.SIGNS["beside"] + " \t\u3000"
_NOTE = re.compile(r"[（(]([^（）()]+)[）)]")
_SIGN = re.compile(f"[{signs.FILLED}]")
"""What is a mark where it stands alone, not before words as a bullet."""
_TICK = re.compile(f"[{_MARKS}]")
_TAUGHT = re.compile(f"[打划画勾填用].?[{_MARKS}]")
PAGE_NUMBER = re.compile(r"[-－—–]?第?[0-9]{1,3}页?(?:(?:[,，/]共?|共|(?<=页))[0-9]{1,3}页?)?[-－—–]?")


def unclaimed(flow: Flow, matches: Sequence[Match], form: Form, values: Iterable[Value]) -> tuple[Unclaimed, ...]:
    """The pieces of the document that nothing accounts for, in reading order, each with the key of the field at whose place it
    stands. `values`: all that fields and signed parts were read as."""
    claims, labels = _Claims(tuple(values), form), _labels_by_line(matches)
    found: list[Unclaimed] = []
    for number, line in enumerate(flow.lines):
        if line.place.note in MARGINS or not line.text.strip() or _sum(flow, number):
            continue
        spans = labels.get(number, ())
        left = _left(_outside(line.text, spans), line.place, claims) or _ticks_inside(line.text, spans)
        left = left or _sign(line.text.strip(), line.place, claims)
        note = "" if left else _left(_notes_inside(line.text, spans), line.place, claims)
        if left or note:
            at = fields_at(flow, matches, number, line.box) if left else (None, ())
            found.append(Unclaimed((left or note)[:LONGEST], line.place, *at))
            if len(found) == MOST:
                break
    return tuple(found)


def beside_options(form: Form, values: Mapping[str, Value]) -> Iterator[Unclaimed]:
    """What was typed among the options of a field in which none is ticked: the words behind 其他, or a choice written out."""
    for field in form.fields:
        value = values.get(field.key)
        if field.kind not in (FieldKind.CHOICE, FieldKind.OPTIONS) or value is None or value.value or not value.text:
            continue
        if value.doubt not in (Doubt.NONE, Doubt.UNTICKED):  # it is said already, and more is ticked than one may
            continue
        left = squeeze(without_lesson(value.text))
        for words in sorted((squeeze(option.label) for option in field.options), key=len, reverse=True):
            left = left.replace(words, "\n", 1)
        for words in map(squeeze, field.hints):
            left = left.replace(words, "\n")
        rest = [part for part in left.split("\n") if any(c.isalnum() or c in _MARKS for c in part)]
        if rest and not (len(rest) > 1 and all(map(_COUNT.fullmatch, rest))):
            yield Unclaimed(" ".join(rest)[:LONGEST], value.place, field.key)


def beside_labels(flow: Flow, matches: Sequence[Match], values: Mapping[str, Value]) -> Iterator[Unclaimed]:
    """Latin words behind the label of a blank field that has no cell beside it: its English, or the answer without a colon."""
    for match in matches:
        line = flow.lines[match.hit.last_line]
        value = values.get(match.slot.field) if match.slot is not None else None
        if value is None or not value.blank or value.place != line.place or line.box == BODY or flow.right(line.box):
            continue
        if behind := _ENGLISH.search(line.text[: match.hit.end]):
            yield Unclaimed(behind[0].strip()[:LONGEST], line.place, match.slot.field if match.slot is not None else None)


def _sum(flow: Flow, number: int) -> bool:
    """Whether a line is the number in a row of totals, which the schedule does not keep."""
    box = flow.lines[number].box
    if box == BODY or not _NUMBER.fullmatch(squeeze(flow.lines[number].text)):
        return False
    return any(TOTAL.match(squeeze(flow.text(b))) for b in _row_of(flow, box))


class _Claims:
    """What values and the blank form account for, without blanks: a few characters only in the row of their value or as a whole
    line of one, because four digits are soon a part of some telephone number."""

    def __init__(self, values: Sequence[Value], form: Form) -> None:
        lines: set[str] = set()
        rows: dict[tuple[int | None, int | None], set[str]] = {}
        for value in values:
            parts = {squeeze(part) for line in (value.text or "").split("\n") for part in (line, *line.split("|"))} - {""}
            lines |= parts | {_NUMBER_OF.sub("", part) for part in parts}
            rows.setdefault((value.place.table, value.place.row), set()).update(parts)
        printed = _printed(form)
        self._lines, self._printed = lines, "\n".join(printed)
        self._rows = {row: "\n".join(parts) for row, parts in rows.items()}
        self._at = {(value.place, line.strip()) for value in values for line in (value.text or "").split("\n")}
        self.words = (*sorted(lines - {""}, key=len, reverse=True), *printed)
        """All of it, the longest first."""
        self._all = "\n".join(self.words)

    def holds_line(self, text: str, place: Place) -> bool:
        """Whether this is a line of the value at its place."""
        return (place, text) in self._at

    def holds(self, squeezed: str, place: Place) -> bool:
        """Whether this piece of a line at this place is accounted for."""
        if squeezed in self._lines:
            return True
        if _TICK.fullmatch(squeezed):
            return False
        if len(squeezed) >= CERTAIN:
            return squeezed in self._all
        return squeezed in self._printed or squeezed in self._rows.get((place.table, place.row), "")


def _left(pieces: Iterable[str], place: Place, claims: _Claims) -> str:
    """What is left of the pieces of a line, "" where that is only punctuation: as it was written, or, where more of it is
    accounted for than not, its fragments."""
    for piece in pieces:
        squeezed = squeeze(piece)
        if not squeezed or claims.holds(squeezed, place) or PAGE_NUMBER.fullmatch(squeezed):
            continue
        left = squeezed
        for words in claims.words:
            if words in left and len(words) > 1:
                left = left.replace(words, "\n")
        rest = [part for part in _PRINTED.sub("\n", left).split("\n") if _tells(part)]
        if rest:
            return piece.strip() if 2 * len("".join(rest)) >= len(squeezed) else " ".join(rest)
    return ""


def _sign(text: str, place: Place, claims: _Claims) -> str:
    """A line that is one sign, unless a value has it as a line."""
    return text if _SIGN.fullmatch(text) and not claims.holds_line(text, place) else ""


def _tells(part: str) -> bool:
    """Whether this is more than punctuation and blanks to fill in."""
    return any(c.isalnum() or c in signs.KNOWN for c in part)


def _labels_by_line(matches: Sequence[Match]) -> dict[int, list[tuple[int, int | None]]]:
    """Line → where labels begin and end in it, in their order; None: at its end."""
    spans: dict[int, list[tuple[int, int | None]]] = {}
    for match in matches:
        hit = match.hit
        for number in range(hit.line, hit.last_line + 1):
            span = (hit.start if number == hit.line else 0, hit.end if number == hit.last_line else None)
            spans.setdefault(number, []).append(span)
    return spans


def _outside(text: str, labels: Iterable[tuple[int, int | None]]) -> Iterator[str]:
    """The pieces of a line outside its labels."""
    at = 0
    for start, end in sorted(labels, key=lambda span: span[0]):
        yield text[at:start]
        at = max(at, len(text) if end is None else end)
    yield text[at:]


def _notes_inside(text: str, labels: Iterable[tuple[int, int | None]]) -> Iterator[str]:
    """The words in brackets within the labels of a line: a note to the label, or an applicant's. Latin ones are its English."""
    for start, end in labels:
        yield from (note for note in _NOTE.findall(text[start:end]) if not note.isascii())


def _ticks_inside(text: str, labels: Iterable[tuple[int, int | None]]) -> str:
    """The ticks within the labels of a line, which no label has; a sign before its first word is a bullet."""
    inside = (text[start:end].lstrip(_BULLETS) for start, end in labels)
    return "".join(_TICK.findall(_TAUGHT.sub("", "\n".join(inside))))


@lru_cache(maxsize=16)
def _printed(form: Form) -> tuple[str, ...]:
    """What the blank form prints, without blanks, the longest first."""
    options = (option for field in form.fields for option in field.options)
    words = [form.name, *form.titles, "".join(form.titles), *form.sections, form.pledge, *form.schedule_columns]
    words += [line for field in form.fields for line in (*field.hints, *field.printed, *field.rows, *field.columns)]
    words += [spelling for option in options for spelling in (option.label, *option.aliases)]
    words += [spelling for slot in form.slots for spelling in (slot.label, *slot.aliases)]
    return tuple(sorted({squeeze(w) for w in words} - {""}, key=len, reverse=True))


def fields_at(flow: Flow, matches: Sequence[Match], number: int, box: int) -> tuple[str | None, tuple[str, ...]]:
    """The field of the last label before this line of this box; and those beside it: of the labels of its row, and of the labels
    around it that are not in another row of its table. In a table without a label it may answer all: they were read apart."""
    at = max((n for n, match in enumerate(matches) if match.hit.line <= number), default=-1)
    row = _row_of(flow, box)
    around = matches[max(at - 1, 0) : at + 2]
    beside = [match for match in around if not _elsewhere(flow, match, box, row)]
    beside += [match for match in matches if box != BODY and flow.lines[match.hit.line].box in row]
    if box != BODY and not any(_in_grid(flow, match, box) for match in matches):
        beside += matches
    keys = dict.fromkeys(match.slot.field for match in beside if match.slot is not None and match.slot.field)
    slot = matches[at].slot if at >= 0 else None
    own = slot.field if slot is not None and slot.field else None
    return own, tuple(key for key in keys if key != own)


def _row_of(flow: Flow, box: int) -> set[int]:
    """The boxes in the rows of a box."""
    if box == BODY:
        return set()
    me = flow.boxes[box]
    return {b for row in range(me.cell.row, me.cell.row + me.cell.row_span) for b in flow.grids[me.grid].get(row, ())}


def _elsewhere(flow: Flow, match: Match, box: int, row: set[int]) -> bool:
    """Whether a label is in another row of the same table."""
    return box != BODY and _in_grid(flow, match, box) and flow.lines[match.hit.line].box not in row


def _in_grid(flow: Flow, match: Match, box: int) -> bool:
    """Whether a label is in the table of this box."""
    other = flow.lines[match.hit.line].box
    return other != BODY and flow.boxes[other].grid == flow.boxes[box].grid
