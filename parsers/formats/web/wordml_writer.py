"""Turns text of a web page, in pieces as it comes, into paragraphs and runs of WordprocessingML."""

from __future__ import annotations

import re

from lxml import etree

from parsers.formats.web.styles import TextStyle

PLAIN = TextStyle()
_FIELD_MARKS = {"field-begin": "begin", "field-separator": "separate", "field-end": "end"}
_HARD = "\xa0"
"""The sign by which pages write every blank that must stay; Word writes it for half of the plain blanks in a row."""
_WIDE = re.compile(r"[\u2018-\u2026\u2e80-\ud7ff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U00020000-\U0003ffff]")
_PIECES = re.compile(r"[ \t\r\n\f]+|[^ \t\r\n\f]+")


class Pen:
    """Writes into `into`, an element that takes paragraphs; a caller that moves `into` ends the paragraph first."""

    def __init__(self, into: etree._Element) -> None:
        self.into = into
        self._paragraph: etree._Element | None = None
        self._last = ""
        self._gap = ""
        self._words: list[str] = []  # all of one look, not written yet
        self._look = PLAIN
        self._fields: list[etree._Element] = []  # the beginnings of open ones
        self._code: list[bool] = []  # for each of them: True while its instruction is written, which is never shown

    def text(self, text: str, style: TextStyle) -> None:
        """Writes text with blanks and line ends as HTML means them: one blank, or none where a line ends within Chinese text."""
        for piece in _PIECES.findall(text):
            if piece[0] in " \t\r\n\f":
                self._gap = "\n" if "\n" in piece + self._gap else " "
            else:
                self.write((self._between(piece) + piece).replace(_HARD, " "), style)

    def lines(self, text: str, style: TextStyle) -> None:
        """Writes text whose blanks and line ends are kept."""
        for number, line in enumerate(text.replace("\r\n", "\n").split("\n")):
            if number:
                self.sign("br")
            self.write(line.replace(_HARD, " "), style)

    def write(self, text: str, style: TextStyle) -> None:
        """Writes exactly these characters."""
        if not text:
            return
        if self._look is not style:
            self._flush()
            self._look = style
        self._words.append(text)
        self._last = text[-1]

    def sign(self, name: str) -> None:
        """Writes a line break ("br") or a tab."""
        etree.SubElement(self._run(), name)
        self._last = self._gap = ""

    def picture(self) -> None:
        """Writes a picture, whose words are not read."""
        etree.SubElement(etree.SubElement(self._run(), "drawing"), "blip")

    def field(self, mark: str, style: TextStyle) -> None:
        """Writes one of the marks between which Word keeps a field ("field-begin" …); others, and ends without a beginning, are
        ignored."""
        kind = _FIELD_MARKS.get(mark)
        if kind is None or (kind != "begin" and not self._fields):
            return
        if kind == "begin" and self._gap and self._last:
            self.write(" ", style)
        element, self._gap = etree.SubElement(self._run(), "fldChar", fldCharType=kind), ""
        if kind == "begin":
            self._code.append(True)
            self._fields.append(element)
        elif kind == "separate":
            self._code[-1] = False
        else:
            self._code.pop()
            self._fields.pop()

    def open_field(self) -> etree._Element | None:
        """The beginning of the innermost open field."""
        return self._fields[-1] if self._fields else None

    def end_paragraph(self) -> None:
        self._flush()
        self._paragraph, self._last, self._gap = None, "", ""

    def _between(self, piece: str) -> str:
        gap, self._gap = self._gap, ""
        if not gap or not self._last or (gap == "\n" and _WIDE.match(self._last) and _WIDE.match(piece)):
            return ""
        return " "

    def _flush(self) -> None:
        if self._words:
            text, self._words = "".join(self._words), []
            unseen = bool(self._code) and self._code[-1]
            etree.SubElement(self._run(self._look), "instrText" if unseen else "t").text = text

    def _run(self, style: TextStyle = PLAIN) -> etree._Element:
        """A new run at the end of the paragraph, which begins with it if there is none."""
        self._flush()
        if self._paragraph is None:
            self._paragraph = etree.SubElement(self.into, "p")
        run = etree.SubElement(self._paragraph, "r")
        if style != PLAIN:
            properties = etree.SubElement(run, "rPr")
            if style.font:
                etree.SubElement(properties, "rFonts", ascii=style.font)
            shown = ("strike", style.struck), ("b", style.bold), ("u", style.underlined), ("highlight", style.shaded)
            for name, there in shown:
                if there:
                    etree.SubElement(properties, name)
            if style.colour:
                etree.SubElement(properties, "color", val=style.colour)
        return run
