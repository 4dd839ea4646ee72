"""Fills the controls of a blank form as Word does, and takes its controls away as programs do that do not keep them."""

from __future__ import annotations

import copy
import io
import zipfile
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from lxml import etree

from config.model import Field, FieldKind, Form
from parsers.forms.by_tags.tags import END, START, column_part, heads, option_part, tag, words_part
from tests.bench.blanks.answers import Answers

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"
MAIN = "word/document.xml"


def changed(data: bytes, change: Callable[[etree._Element], None]) -> bytes:
    """The Word file after a change of its body."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name)
            if name == MAIN:
                root = etree.fromstring(part)
                change(root)
                part = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
            new.writestr(name, part)
    return out.getvalue()


def filled(data: bytes, form: Form, given: Answers) -> bytes:
    """A blank form with these answers, at every place that asks for them."""

    def fill(root: etree._Element) -> None:
        for field in form.fields:
            times = sum(slot.field == field.key for slot in form.slots)
            for place in range(1, times + 1):
                if field.key in given:
                    _fill(root, form, field, place, given[field.key])

    return changed(data, fill)


def controls(root: etree._Element, name: str) -> list[etree._Element]:
    """The controls of a tag."""
    return [one for one in root.iter(f"{W}sdt") if one.find(f"{W}sdtPr/{W}tag[@{W}val='{name}']") is not None]


def write(control: etree._Element, text: str) -> None:
    """Types words into a control: its prompt goes; a control alone in its line grows to paragraphs at Enter."""
    properties, content = control.find(f"{W}sdtPr"), control.find(f"{W}sdtContent")
    assert properties is not None and content is not None
    for prompt in properties.findall(f"{W}showingPlcHdr"):
        properties.remove(prompt)
    above = control.getparent()
    if "\n" in text and above is not None and sum(len(text) for text in above.itertext()) == sum(map(len, content.itertext())):
        above.addprevious(control)  # Enter: the control grows to hold whole paragraphs
        above.getparent().remove(above)  # type: ignore[union-attr]
        content[:] = [_paragraph(line) for line in text.split("\n")]
    else:
        content[:] = [_run(text)]
    listed, date = properties.find(f"{W}dropDownList"), properties.find(f"{W}date")
    if listed is not None:
        listed.set(f"{W}lastValue", text)
    if date is not None:
        year, month = text.rstrip("月").split("年")
        date.set(f"{W}fullDate", f"{year}-{int(month):02d}-01T00:00:00Z")


def tick(control: etree._Element) -> None:
    """Ticks a check box."""
    state, shown = control.find(f".//{W14}checked"), control.find(f".//{W}t")
    assert state is not None and shown is not None
    state.set(f"{W14}val", "1")
    shown.text = "☑"


def unwrapped(data: bytes) -> bytes:
    """The file without any content control: what stood in them stays, prompts and boxes too."""

    def unwrap(root: etree._Element) -> None:
        for control in list(root.iter(f"{W}sdt")):
            content, above = control.find(f"{W}sdtContent"), control.getparent()
            assert content is not None and above is not None
            at = above.index(control)
            above[at : at + 1] = list(content)

    return changed(data, unwrap)


def _fill(root: etree._Element, form: Form, field: Field, place: int, answer: Any) -> None:
    if field.kind in (FieldKind.TABLE, FieldKind.SCHEDULE):
        _rows(root, form, field, place, answer)
    elif field.options:
        _choose(root, form, field, place, answer)
    elif field.kind == FieldKind.PERIOD:
        for part, month in zip((START, END), answer, strict=True):
            _write_all(controls(root, tag(form, field.key, place, part)), month)
    else:
        _write_all(controls(root, tag(form, field.key, place)), answer)


def _choose(root: etree._Element, form: Form, field: Field, place: int, chosen: Iterable[Any]) -> None:
    for option, words in chosen:
        boxes = controls(root, tag(form, field.key, place, option_part(option)))
        for box in boxes:
            tick(box)
        if not boxes:
            _write_all(controls(root, tag(form, field.key, place)), option.label)
        if words:
            _write_all(controls(root, tag(form, field.key, place, words_part(option))), words)


def _rows(root: etree._Element, form: Form, field: Field, place: int, rows: Sequence[dict[str, str]]) -> None:
    first = controls(root, tag(form, field.key, place, column_part(heads(form, field)[0])))
    items = [next(up for up in one.iterancestors(f"{W}sdt") if up.find(f"{W}sdtPr/{W15}repeatingSectionItem") is not None)
             for one in first]
    while len(items) < len(rows):
        another = copy.deepcopy(items[-1])
        items[-1].addnext(another)
        items.append(another)
    for item, row in zip(items, rows, strict=False):
        for words, text in row.items():
            _write_all(controls(item, tag(form, field.key, place, column_part(words))), text)


def _write_all(found: Sequence[etree._Element], text: str) -> None:
    assert found
    for control in found:
        write(control, text)


def _run(text: str) -> etree._Element:
    run = etree.Element(f"{W}r")
    for number, line in enumerate(text.split("\n")):
        if number:
            etree.SubElement(run, f"{W}br")
        words = etree.SubElement(run, f"{W}t")
        words.text = line
        words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return run


def _paragraph(text: str) -> etree._Element:
    made = etree.Element(f"{W}p")
    made.append(_run(text))
    return made
