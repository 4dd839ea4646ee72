"""Turns a Document and a Form into a Record: every field of the form, with the text beside, under or after its label, and its
place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from config.model import Field, FieldKind, Form, Host, Meaning, SignedPart, Slot
from parsers.forms.answer_regions import Region, beside
from parsers.forms.by_tags.settled import settled
from parsers.forms.certainty import weighed
from parsers.forms.field_values import understand
from parsers.forms.hand_marks import doubted, hand_marks
from parsers.forms.inner_labels import inner_labels
from parsers.forms.labels import Match, find, squeeze
from parsers.forms.lines import Flow, lay_out
from parsers.forms.missing_labels import PASSED, missing, renamed
from parsers.forms.paper_blanks import unless_unseen
from parsers.forms.recognised.paper_lines import paper_lines
from parsers.forms.schedule import schedule
from parsers.forms.signed_parts import area, edition, recommender
from parsers.forms.tables.rows_under_heads import table_rows
from parsers.forms.unclaimed import beside_labels, beside_options, unclaimed
from parsers.model.document import Document, Medium, Place, PlaceNote
from parsers.model.record import Doubt, Record, Unclaimed, Value
from parsers.ticks.choices import side


def fill(document: Document, form: Form, document_name: str = "", sure: float = 0.0, host: Host | None = None) -> Record:
    """The record of a filled form. `document` must have been read (a scan without text has nothing to fill from). What was
    recognised on a picture less surely than `sure` is unreadable. `host`, to which one applies, is named as no recommender."""
    flow = lay_out(document)
    matches = inner_labels(flow, find(flow, form), form)
    printed = _printed(flow, matches, form, document)
    signed = {m.slot.area: area(flow, matches, m) for m in matches if m.slot is not None and m.slot.area}
    areas = {key: Value(region.text, region.text, region.place) for key, region in signed.items()}
    values = {f.key: _value(f, printed.get(f.key, ())) for f in form.fields}
    note = ON_A_PICTURE if document.unread else NOT_FOUND
    values |= {key: Value(None, None, confidence=0.0, note=note) for key in _asked(form) if key not in printed}
    if (elsewhere := _typed_over(flow, matches, form, values, areas.values())) is not None:
        unsure = Value(None, None, elsewhere, confidence=0.0, note=IN_A_BOX)
        values |= {key: unsure for key in printed if values[key].blank and _asks(values[key])}
    if (key := form.key_of(Meaning.RECOMMENDER)) in values:
        applicant = values.get(form.key_of(Meaning.APPLICANT))
        unit = (applicant.text if applicant else "") or ""
        opinion = signed.get(SignedPart.RECOMMENDER_OPINION)
        unseen = opinion is None and (document.medium == Medium.OCR or bool(document.recognised))
        values[key] = Value(None, None, confidence=0.0, note=NOT_FOUND) if unseen else recommender(opinion, unit, host)
    twice = {s.field for s in form.slots if s.field and sum(o.field == s.field for o in form.slots) > 1}
    mark = _Stamp(document, document_name, sure, form)
    read = [*values.values(), *areas.values(), *(value for places in printed.values() for value in places)]
    typed = document.medium != Medium.OCR
    left_over = tuple(_left_over(flow, matches, form, values, read, document.drawn)) if typed else ()
    values = doubted(form, values, left_over)
    return Record(
        form=form.key,
        values={key: mark(value, key) for key, value in values.items()},
        printed={key: tuple(mark(v, key) for v in printed.get(key, ())) for key in (f.key for f in form.fields) if key in twice},
        areas={key: mark(value) for key, value in areas.items()},
        missing_labels=tuple(label for _, label in missing(matches, form)),
        renamed_labels=renamed(flow, matches, form, _lines_of((*values.values(), *areas.values()))),
        edition=edition(flow, matches, form),
        medium=document.medium,
        unclaimed=tuple(replace(piece, document=document_name) for piece in left_over),
        paper=paper_lines(document),
    )


def _left_over(
    flow: Flow, matches: Sequence[Match], form: Form, values: Mapping[str, Value], read: Sequence[Value], drawn: Sequence[Place]
) -> Iterator[Unclaimed]:
    """All that the document has beside its labels and the values that were read."""
    yield from unclaimed(flow, matches, form, read)
    yield from beside_options(form, values)
    yield from beside_labels(flow, matches, values)
    yield from hand_marks(flow, matches, form, values, drawn)


ON_A_PICTURE = "该栏可能在尚未识别的图片页上"
NOT_FOUND = "文件中没有找到该栏"
UNSURE = "该栏文字辨认把握不足"
IN_A_BOX = "栏内空白，但文件另有浮动文本框，内容可能填在其中"


def _asked(form: Form) -> set[str]:
    return {slot.field for slot in form.slots if slot.field}


def _asks(value: Value) -> bool:
    """True where words could be missing: ticks cannot be in a box elsewhere."""
    return value.doubt != Doubt.UNTICKED and value.value != []


def _typed_over(
    flow: Flow, matches: Sequence[Match], form: Form, values: Mapping[str, Value], areas: Iterable[Value]
) -> Place | None:
    """The place of a text box with words that no field has: somebody may have put it over a blank cell."""
    field_lines = _lines_of((*values.values(), *areas))
    printed = {w for title in (form.name, *form.titles, *form.sections) for w in (squeeze(title),)}
    labels = {n for m in matches for n in range(m.hit.line, m.hit.last_line + 1)}
    for number, line in enumerate(flow.lines):
        if line.place.note == PlaceNote.TEXT_BOX and number not in labels:
            squeezed = squeeze(line.text)
            letters = sum(c.isalnum() for c in squeezed)
            if letters > 1 and squeezed not in field_lines and squeezed not in printed and PASSED.fullmatch(squeezed) is None:
                return line.place
    return None


def _lines_of(values: Iterable[Value]) -> set[str]:
    """The lines, without blanks, that are in fields and areas."""
    return {squeeze(line) for value in values if value.text for line in value.text.split("\n")}


class _Stamp:
    """Adds to every value which document it comes from, and how it was read; what was recognised on a picture is weighed, and
    becomes unreadable where that was too unsure."""

    def __init__(self, document: Document, name: str, sure: float, form: Form) -> None:
        self.medium, self.name, self.recognised, self.sure = document.medium, name, set(document.recognised), sure
        self.form = form

    def __call__(self, value: Value, key: str = "") -> Value:
        medium = Medium.OCR if value.place.page in self.recognised else self.medium
        if medium == Medium.OCR and (field := self.form.field(key)) is not None:
            value = weighed(value, field, self.form)
        if medium == Medium.OCR and value.text and value.confidence < self.sure:
            value = replace(value, text=None, value=None, doubt=Doubt.NONE, note=UNSURE)
        return replace(value, medium=medium, document=self.name)


def _printed(flow: Flow, matches: Sequence[Match], form: Form, document: Document) -> dict[str, tuple[Value, ...]]:
    """The value at each printed place of each field, in the form's order, blank places included."""
    read: list[tuple[Slot, Value]] = []
    habit = _habit(flow, matches, form)
    for match in sorted(matches, key=lambda m: m.anchor):
        field = form.field(match.slot.field) if match.slot is not None else None
        if field is not None and match.slot is not None:
            if field.kind == FieldKind.SCHEDULE:
                value = schedule(flow, matches, match, form)
            elif field.kind == FieldKind.TABLE:
                value = table_rows(flow, matches, match, field)
            else:
                pictures = document.medium == Medium.WORD
                value = understand(replace(beside(flow, matches, match, field), habit=habit), field, pictures)
            value = unless_unseen(value, flow, matches, match, document)
            read.append((match.slot, _placed(value, match.sure)))
    by_field: dict[str, tuple[Value, ...]] = {}
    for slot, value in settled(read, document, form):
        by_field[slot.field] = (*by_field.get(slot.field, ()), value)
    return by_field


def _placed(value: Value, sure: bool) -> Value:
    """Less sure where its label was outside the form's order."""
    return value if sure else replace(value, confidence=min(value.confidence, 0.9))


def _habit(flow: Flow, matches: Sequence[Match], form: Form) -> int:
    """On which side of options this form's marks stand beside the printed boxes, where all that show it agree."""
    fields = ((match, form.field(match.slot.field)) for match in matches if match.slot is not None)
    sides = {side(beside(flow, matches, match, field).text, field.options) for match, field in fields if field and field.options}
    return next(iter(sides - {0})) if len(sides - {0}) == 1 else 0


def _value(field: Field, printed: Sequence[Value]) -> Value:
    return printed_value(printed) if printed else understand(Region((), Place()), field)


def printed_value(printed: Sequence[Value]) -> Value:
    """Of the places of one field, at least one, the first that is filled: cover before table (contract, section 2); where none
    is, one that is unreadable."""
    filled = [v for v in printed if _filled(v)]
    if not filled:
        return next((v for v in printed if v.text is None), printed[0])
    return max((filled[0], *(v for v in filled[1:] if _one_reading(filled[0], v))), key=lambda v: v.confidence)


def _one_reading(one: Value, other: Value) -> bool:
    """Whether two places of a recognised paper say the same except for characters in doubt in both: then the surer reading
    counts."""
    a, b = one.text or "", other.text or ""
    pairs = [(x, y) for x, y in zip(a, b, strict=False) if x != y]
    return len(a) == len(b) and bool(pairs) and all(x in one.doubted and y in other.doubted for x, y in pairs)


def _filled(value: Value) -> bool:
    return value.text is not None and not value.blank and value.doubt != Doubt.UNTICKED
