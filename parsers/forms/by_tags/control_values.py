"""Turns the content controls that carry a field's tags into its value; None where they do not tell it: one is gone, two of one
tag say different things, or a box shows what it is not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from config.model import Field, FieldKind, Form, Option
from parsers import values
from parsers.forms.answer_regions import Piece, Region, answer_in
from parsers.forms.by_tags.tags import END, START, column_part, heads, option_part, tag, words_part
from parsers.forms.field_values import understand
from parsers.forms.labels import squeeze
from parsers.forms.schedule import TOTAL, unit_in
from parsers.model.document import UNREAD, Control, Place
from parsers.model.record import Doubt, Value
from parsers.ticks.signs import EMPTY, TICKED

_BLANKS = " \t\u3000\xa0_＿"
_STAGE = ("stage", "budget_wan", "goal")

ByTag = Mapping[str, Sequence[Control]]


def control_value(by_tag: ByTag, form: Form, field: Field, place: int) -> Value | None:
    """What the controls of this printed place (from 1) of the field say."""
    if field.kind in (FieldKind.SCHEDULE, FieldKind.TABLE):
        return _rows(by_tag, form, field, place)
    if field.options:
        return _ticked(by_tag, form, field, place) or _listed(_one(by_tag, tag(form, field.key, place)), field)
    if field.kind == FieldKind.PERIOD:
        start, end = (_one(by_tag, tag(form, field.key, place, part)) for part in (START, END))
        if start is not None and end is not None:
            both = f"{_text(start)} 至 {_text(end)}" if _text(start) or _text(end) else ""
            return understand(Region((Piece(both, start.place),) if both else (), start.place), field)
    only = _one(by_tag, tag(form, field.key, place))
    return None if only is None else understand(answer_in(only.text, only.place, field), field)


def _one(by_tag: ByTag, name: str) -> Control | None:
    """The control of this tag; None where there is none, or two say different things."""
    found = by_tag.get(name, ())
    filled = [control for control in found if _text(control)] or found
    return filled[0] if filled and len({_text(control) for control in filled}) == 1 else None


def _ticked(by_tag: ByTag, form: Form, field: Field, place: int) -> Value | None:
    """The options whose boxes are ticked; None where not every option has a box that shows its state."""
    boxes = [_one(by_tag, tag(form, field.key, place, option_part(option))) for option in field.options]
    seen = [box for box in boxes if box is not None and box.text in (TICKED, EMPTY)]
    if not field.options or len(seen) < len(field.options):
        return None
    words = {option.label: _words(by_tag, tag(form, field.key, place, words_part(option)))
             for option in field.options if option.text}
    ticked = [option for option, box in zip(field.options, seen, strict=True) if box.text == TICKED]
    written = "\n".join(box.text + _with_words(option, words) for option, box in zip(field.options, seen, strict=True))
    beside = any(text for label, text in words.items() if label not in {option.label for option in ticked})
    return _choice(field, ticked, [_with_words(option, words) for option in ticked], written, seen[0].place, beside)


def _choice(
    field: Field, ticked: Sequence[Option], answers: list[str], written: str, place: Place, unsure: bool
) -> Value:
    if field.kind == FieldKind.OPTIONS:
        doubt = Doubt.UNSURE if unsure else Doubt.NONE if ticked else Doubt.UNTICKED
        return Value(written, answers, place, doubt=doubt)
    if len(ticked) != 1:
        return Value(written, None, place, doubt=Doubt.AMBIGUOUS if ticked else Doubt.UNTICKED)
    return Value(written, ticked[0].key or ticked[0].label, place, doubt=Doubt.UNSURE if unsure else Doubt.NONE)


def _listed(chosen: Control | None, field: Field) -> Value | None:
    """The option that was chosen from a list; None where the words are none of its."""
    if chosen is None:
        return None
    if not _text(chosen):
        return Value("", None if field.kind == FieldKind.CHOICE else [], chosen.place, doubt=Doubt.UNTICKED)
    said = squeeze(chosen.text)
    option = next((one for one in field.options if said in map(squeeze, (one.label, *one.aliases))), None)
    if option is None:
        return None
    key = option.key or option.label
    return Value(_text(chosen), key if field.kind == FieldKind.CHOICE else [option.label], chosen.place)


def _rows(by_tag: ByTag, form: Form, field: Field, place: int) -> Value | None:
    """The rows below printed heads, in the table's order; blank ones and totals are none."""
    printed = heads(form, field)
    cells: dict[tuple[int | None, int | None], dict[str, str]] = {}
    for words in printed:
        for control in by_tag.get(tag(form, field.key, place, column_part(words)), ()):
            row = cells.setdefault((control.place.table, control.place.row), {})
            if words in row or UNREAD in control.text or control.place.row is None:
                return None
            row[words] = " ".join(line.strip(_BLANKS) for line in _text(control).split("\n"))
    if not cells:
        return None
    first = next(iter(cells))
    filled = [row for _, row in sorted(cells.items(), key=lambda one: one[0][1] or 0) if any(row.values())]
    filled = [row for row in filled if not (field.kind == FieldKind.SCHEDULE and TOTAL.match(squeeze(next(iter(row.values())))))]
    written = "\n".join(" | ".join(row.get(words, "") for words in printed) for row in filled)
    return Value(written, [_row(field, printed, row) for row in filled], Place(table=first[0], row=first[1]))


def _row(field: Field, printed: Sequence[str], row: Mapping[str, str]) -> dict[str, Any]:
    if field.kind == FieldKind.TABLE:
        return {words: row.get(words, "") for words in printed}
    stage, budget, goal = [*(row.get(words, "") for words in printed), "", "", ""][: len(_STAGE)]
    amount = values.money(budget, unit_in(printed[1]) if len(printed) > 1 else "万元")
    return dict(zip(_STAGE, (stage, None if amount is None else float(amount), goal), strict=True))


def _with_words(option: Option, words: Mapping[str, str]) -> str:
    return option.label + (f"：{words[option.label]}" if words.get(option.label) else "")


def _words(by_tag: ByTag, name: str) -> str:
    control = _one(by_tag, name)
    return _text(control) if control is not None else ""


def _text(control: Control) -> str:
    return control.text.strip(_BLANKS + "\n")
