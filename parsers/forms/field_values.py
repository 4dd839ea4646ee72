"""Turns a region and the kind of its field into a Value in the shape of the contract, section 2. One function a kind, one
table."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from config.model import Field, FieldKind, Option
from parsers import values
from parsers.forms.answer_regions import Region
from parsers.forms.labels import squeeze
from parsers.forms.recognised.types_decide import decided
from parsers.model.document import UNREAD
from parsers.model.record import Doubt, Value
from parsers.ticks.choices import Choice, choose
from parsers.ticks.signs import KNOWN, UNCLEAR
from parsers.values.credit import repaired

_TICKED = (FieldKind.CHOICE, FieldKind.OPTIONS)


def understand(region: Region, field: Field, pictures: bool = True) -> Value:
    """As `_understood`, with the confidence of its words; what was recognised, by the type of its field."""
    value = _understood(region, field, pictures)
    if region.confidence < 1.0:
        value = value if field.kind in _LONGER else _unspecked(value, field.kind in _NUMBERS)
        value = _repaired(value) if field.kind == FieldKind.CODE else value
    if value.confidence > region.confidence or region.doubted:
        value = replace(value, confidence=min(value.confidence, region.confidence), doubted=region.doubted)
    return decided(value, field.kind) if region.confidence < 1.0 else value


def _understood(region: Region, field: Field, pictures: bool) -> Value:
    """The value of a region, for a field of any kind but the schedule. Where only UNREAD stands it is unreadable,
    never blank. `pictures`: UNREAD means whole pictures (Word), and the words beside them are whole; else it
    means ink, and a number or name of which a part is unread is unreadable."""
    if UNREAD not in region.text:
        return _KINDS.get(field.kind, _text)(region, field)
    rest = region.without(UNREAD)
    value = _KINDS.get(field.kind, _text)(rest, field)
    broken = not pictures and field.kind not in (FieldKind.LONG_TEXT, *_TICKED)
    if broken or not rest.pieces or (field.kind in _TICKED and not value.value):
        return Value(None, None, region.place, confidence=0.0, note=PICTURED)
    return value


def _repaired(value: Value) -> Value:
    """A recognised code with letters that no code has, corrected where the check character agrees; what was read is noted."""
    meant = repaired(str(value.value or "").upper())
    return value if meant is None else replace(value, text=meant, value=meant, note=f"{REPAIRED}{value.value}")


def _unspecked(value: Value, number: bool) -> Value:
    """A recognised short answer without marks at its end with which no such answer ends, and a number without dots within it:
    specks of the paper look like them."""
    if not isinstance(value.value, str) or value.text is None:
        return value
    text, answer = (_SPECKS.sub("", words) for words in (value.text, value.value))
    if number:
        text, answer = (_DOTS.sub("", words) for words in (text, answer))
    return replace(value, text=text, value=answer)


_TYPED_ALONE = 0.88
"""How sure a choice is at most of which one option was recognised on paper and nothing else, as where it was typed."""
_LONGER = (FieldKind.LONG_TEXT, FieldKind.SCHEDULE, FieldKind.TABLE, FieldKind.PERIOD, *_TICKED)
_SPECKS = re.compile(r"^[.,·•'`‘’^~。，、|]+(?=\w)|(?<=\w)[\s.,·•'`‘’^~。，、:;：；_|-]+$")
_NUMBERS = (FieldKind.CODE, FieldKind.ACCOUNT, FieldKind.IDENTITY, FieldKind.PHONE, FieldKind.POSTCODE)
_LEADERS = re.compile(r"^(?:[:：]?[ \u3000]*(?:…{1,40}|[.．·]{3,80}))[ \u3000]*|[ \u3000]*(?:…{2,40}|[.．·]{3,80})[ \u3000]*$")
_SEALED = re.compile(r"\s*[（(](?:加?盖|单位)?(?:公章|盖章|签章|章)[）)]$")
_DOTS = re.compile(r"(?<=[0-9A-Z])[.·•'`‘’]+(?=[0-9A-Z])")
REPAIRED = "按校验位更正，原识别为"
UNSURE = "勾选的符号或写法无法确认是哪一项"
PICTURED = "该栏内是图片、嵌入对象或批注，文字未能读取"


def _answer(region: Region) -> str:
    """The words of an answer without the colon that somebody typed before them, the dots that lead to them, and the mark that
    parts them from a label behind."""
    return _LEADERS.sub("", region.text).lstrip("：:﹕∶ \t\u3000\xa0").rstrip("；; \t\u3000\xa0")


def _text(region: Region, field: Field) -> Value:
    return Value(region.text, _answer(region), region.place)


def _long_text(region: Region, field: Field) -> Value:
    return Value(region.text, region.text.lstrip("：:"), region.place)


def _organisation(region: Region, field: Field) -> Value:
    """A unit's name without the words that ask for its seal (某某大学（盖章）)."""
    return Value(region.text, _SEALED.sub("", _answer(region)), region.place)


def _person(region: Region, field: Field) -> Value:
    """A two-character name with blanks between, written together (F1-05a)."""
    name = re.sub(r"^([\u4e00-\u9fff])[\s\u3000]+([\u4e00-\u9fff])$", r"\1\2", _answer(region))
    return Value(region.text, name, region.place)


def _with(tidy: Callable[[str], str]) -> Callable[[Region, Field], Value]:
    return lambda region, field: Value(region.text, tidy(_answer(region)), region.place)


def _in_a_line(text: str) -> str:
    """An account number, a date or an amount with its blanks, but without the line breaks of a narrow cell."""
    return values.half(text).replace("\n", "").strip()


def _period(region: Region, field: Field) -> Value:
    text = re.sub(r"(?<=[\d年月./~～—-])\n(?=[\d年月日./~～—至到-])", "", region.text)
    span = values.period(text)
    start, end = span or (None, None)
    doubt = Doubt.NOT_UNDERSTOOD if text and span is None else Doubt.NONE
    return Value(text, {"text": text, "start": start, "end": end}, region.place, doubt=doubt)


def _choice(region: Region, field: Field) -> Value:
    """Exactly one option: its key, or null and why. Marks that we cannot read are unread, not too many."""
    made = _chosen(region, field)
    if len(made.options) == 1 and made.doubt != Doubt.AMBIGUOUS:
        sure = 1.0 if not _on_paper(region) or any(sign in region.text for sign in KNOWN) else _TYPED_ALONE
        return Value(region.text, _key(made.options[0]), region.place, doubt=made.doubt, confidence=sure)
    if made.doubt == Doubt.UNSURE:
        return Value(None, None, region.place, confidence=0.0, note=UNSURE)
    doubt = Doubt.AMBIGUOUS if made.options else made.doubt or Doubt.UNTICKED
    return Value(region.text, None, region.place, doubt=doubt)


def _options(region: Region, field: Field) -> Value:
    """Any number of options, in the form's order, words written behind one after a full-width colon."""
    made = _chosen(region, field)
    if made.doubt == Doubt.UNSURE and not made.options and _on_paper(region):
        return Value(region.text, None, region.place, doubt=made.doubt)
    texts = dict(zip((o.label for o in made.options), made.texts, strict=True))
    ticked = [o.label + (f"：{texts[o.label]}" if texts[o.label] else "") for o in field.options if o.label in texts]
    return Value(region.text, ticked, region.place, doubt=made.doubt)


def _chosen(region: Region, field: Field) -> Choice:
    """What was chosen. On paper nobody can tell where no box and no mark was seen: they may have been passed over."""
    unmarked = _on_paper(region) and region.text and not any(sign in region.text for sign in KNOWN + UNCLEAR)
    if unmarked and squeeze(_answer(region)) not in {squeeze(option.label) for option in field.options}:
        return Choice((), (), Doubt.UNSURE)
    return choose(region.text, field.options, _strong(region), region.habit)


def _on_paper(region: Region) -> bool:
    return any(piece.confidence < 1 for piece in region.pieces)


def _strong(region: Region) -> tuple[str, ...]:
    return tuple(s for piece in region.pieces for s in piece.strong)


def _key(option: Option) -> str:
    return option.key or option.label


_KINDS: dict[FieldKind, Callable[[Region, Field], Value]] = {
    FieldKind.PERSON: _person,
    FieldKind.ORGANISATION: _organisation,
    FieldKind.LONG_TEXT: _long_text,
    FieldKind.PHONE: _with(values.phone),
    FieldKind.EMAIL: _with(values.email),
    FieldKind.POSTCODE: _with(values.code),
    FieldKind.CODE: _with(values.code),
    FieldKind.ACCOUNT: _with(_in_a_line),
    FieldKind.IDENTITY: _with(values.code),
    FieldKind.DATE: _with(_in_a_line),
    FieldKind.MONEY: _with(_in_a_line),
    FieldKind.PERIOD: _period,
    FieldKind.CHOICE: _choice,
    FieldKind.OPTIONS: _options,
}
