"""Turns a field of a form into the paragraphs of controls in which it is answered, with its label before them or not."""

from __future__ import annotations

from lxml import etree

from config.model import FieldKind, Form, Option
from parsers.forms.by_tags.tags import END, START, option_part, tag, words_part
from reports.blank_form.controls import LINE, Controls, paragraph, run
from reports.blank_form.table_rows import Asked

MOST_BOXES = 6
"""Options of which one is to be ticked that have a box each; more are a list to choose from."""
_IN_A_LINE = 30
"""Characters that all options have together at most where they stand in one line."""


def answer(controls: Controls, form: Form, asked: Asked, lead: str = "") -> list[etree._Element]:
    """The paragraphs and controls of an answer, after the words `lead` in its first line."""
    before = [run(lead)] if lead else []
    if asked.field.kind == FieldKind.LONG_TEXT:
        return [*([paragraph(before)] if before else []), paragraph(_words(controls, form, asked)), paragraph(())]
    if _boxes(asked):
        return _options(controls, form, asked, before)
    return [paragraph([*before, *_words(controls, form, asked)])]


def _words(controls: Controls, form: Form, asked: Asked) -> list[etree._Element]:
    name, field = asked.slot.label, asked.field
    if field.kind == FieldKind.PERIOD:
        start = controls.month(_tag(form, asked, START), f"{name}（起）")
        return [start, run(" 至 "), controls.month(_tag(form, asked, END), f"{name}（止）")]
    if field.kind == FieldKind.CHOICE:
        return [controls.choice(_tag(form, asked), name, [option.label for option in field.options])]
    return [controls.words(_tag(form, asked), name, "".join(field.hints) or LINE)]


def _boxes(asked: Asked) -> bool:
    field = asked.field
    return field.kind == FieldKind.OPTIONS or (field.kind == FieldKind.CHOICE and len(field.options) <= MOST_BOXES)


def _options(controls: Controls, form: Form, asked: Asked, before: list[etree._Element]) -> list[etree._Element]:
    """The options with their boxes: in one line where they are short, else one below the other."""
    made = [_option(controls, form, asked, option) for option in asked.field.options]
    if sum(len(option.label) for option in asked.field.options) <= _IN_A_LINE:
        line = [*before]
        for pieces in made:
            line += [*pieces, run("　")]
        return [paragraph(line)]
    lines = [paragraph(pieces) for pieces in made]
    return [paragraph(before), *lines] if before else lines


def _option(controls: Controls, form: Form, asked: Asked, option: Option) -> list[etree._Element]:
    pieces = [controls.box(_tag(form, asked, option_part(option)), option.label), run(option.label)]
    if option.text:
        pieces += [run("："), controls.words(_tag(form, asked, words_part(option)), option.label)]
    return pieces


def _tag(form: Form, asked: Asked, part: str = "") -> str:
    return tag(form, asked.field.key, asked.place, part)
