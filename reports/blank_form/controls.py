"""Turns what a place of a form asks into the content control of WordprocessingML that is filled there.

Controls can be filled but not removed (`lock`), say what they ask when they are clicked (`alias`), and carry a tag by which they
are read. Word keeps check boxes and repeated rows in namespaces of later releases.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import count

from docx.oxml import OxmlElement
from docx.oxml.ns import nsmap, qn
from lxml import etree

W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
W15 = "http://schemas.microsoft.com/office/word/2012/wordml"
LINE = "________"
"""What stands in a control that nobody has filled and for which the guide has no hint: a blank in any reader's eyes."""
EMPTY_BOX, TICKED_BOX = "☐", "☑"
BOX_FONT = "Segoe UI Symbol"
PLACEHOLDER_STYLE = "PlaceholderText"


class Controls:
    """Makes controls, each with a number of its own in its document."""

    def __init__(self) -> None:
        self._numbers = count(1001)

    def words(self, tag: str, name: str, prompt: str = LINE) -> etree._Element:
        """A control in a line for words, formatted or not, of which Word lets it grow to paragraphs, tables and pictures. Plain
        text would be a kind of its own, whose words LibreOffice 7.4 writes several times."""
        control = self._control(tag, name, True)
        control[1].append(run(prompt, PLACEHOLDER_STYLE))
        return control

    def choice(self, tag: str, name: str, options: Iterable[str]) -> etree._Element:
        """A drop-down list of these words."""
        control = self._control(tag, name, True)
        listed = _add(control[0], "w:dropDownList")
        for words in options:
            _add(listed, "w:listItem", displayText=words, value=words)
        control[1].append(run(LINE, PLACEHOLDER_STYLE))
        return control

    def month(self, tag: str, name: str) -> etree._Element:
        """A date that is picked and shown as year and month."""
        control = self._control(tag, name, True)
        date = _add(control[0], "w:date")
        for setting, value in (("dateFormat", "yyyy年M月"), ("lid", "zh-CN"), ("storeMappedDataAs", "dateTime"),
                               ("calendar", "gregorian")):
            _add(date, f"w:{setting}", val=value)
        control[1].append(run(LINE, PLACEHOLDER_STYLE))
        return control

    def box(self, tag: str, name: str) -> etree._Element:
        """A check box that is not ticked."""
        control = self._control(tag, name, False)
        box = etree.SubElement(control[0], f"{{{W14}}}checkbox")
        for part, value in (("checked", "0"), ("checkedState", "2611"), ("uncheckedState", "2610")):
            state = etree.SubElement(box, f"{{{W14}}}{part}")
            state.set(f"{{{W14}}}val", value)
            if part != "checked":
                state.set(f"{{{W14}}}font", BOX_FONT)
        control[1].append(run(EMPTY_BOX, font=BOX_FONT))
        return control

    def repeated(self, name: str, rows: Iterable[etree._Element]) -> etree._Element:
        """Rows of a table to which Word offers to add another by a button."""
        section = self._control("", name, False)
        etree.SubElement(section[0], f"{{{W15}}}repeatingSection")
        for row in rows:
            item = self._control("", "", False)
            etree.SubElement(item[0], f"{{{W15}}}repeatingSectionItem")
            item[1].append(row)
            section[1].append(item)
        return section

    def _control(self, tag: str, name: str, prompted: bool) -> etree._Element:
        control = OxmlElement("w:sdt")
        properties = _add(control, "w:sdtPr")
        if name:
            _add(properties, "w:alias", val=name[:64])
        if tag:
            _add(properties, "w:tag", val=tag)
        _add(properties, "w:id", val=str(next(self._numbers)))
        if tag:
            _add(properties, "w:lock", val="sdtLocked")
        if prompted:
            _add(properties, "w:showingPlcHdr")
        _add(control, "w:sdtContent")
        return control


def run(words: str, style: str = "", font: str = "", bold: bool = False) -> etree._Element:
    """A run of words."""
    made = OxmlElement("w:r")
    if style or font or bold:
        properties = _add(made, "w:rPr")
        if style:
            _add(properties, "w:rStyle", val=style)
        if font:
            _add(properties, "w:rFonts", ascii=font, hAnsi=font, eastAsia=font, hint="eastAsia")
        if bold:
            _add(properties, "w:b")
    text = _add(made, "w:t")
    text.text = words
    text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return made


def paragraph(pieces: Iterable[etree._Element], alignment: str = "") -> etree._Element:
    """A paragraph of runs and controls."""
    made = OxmlElement("w:p")
    if alignment:
        _add(_add(made, "w:pPr"), "w:jc", val=alignment)
    made.extend(pieces)
    return made


def _add(parent: etree._Element, name: str, **attributes: str) -> etree._Element:
    made = OxmlElement(name)
    for attribute, value in attributes.items():
        made.set(qn(f"w:{attribute}"), value)
    parent.append(made)
    return made


nsmap.setdefault("w14", W14)
nsmap.setdefault("w15", W15)
