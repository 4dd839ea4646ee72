"""The tags of a web page, as they come → a body in WordprocessingML, without ever holding the page as a tree of its own."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from lxml import etree

from parsers.formats.opc import whole
from parsers.formats.web import styles
from parsers.formats.web.fields import box_of
from parsers.formats.web.tables import MOST_CELLS, MOST_COLUMNS, Table
from parsers.marks import EMPTY, TICKED
from parsers.model import Unreadable

MOST_DEPTH = 400
MOST_ELEMENTS = 300_000

_BLOCKS = {
    "p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "li", "ul", "ol", "dl", "dt", "dd", "blockquote", "center", "pre", "form",
    "fieldset", "legend", "section", "article", "header", "footer", "nav", "main", "address", "hr", "caption", "body", "html",
    "figure", "figcaption", "aside", "details", "summary",
}  # fmt: skip
_UNSEEN = {
    "title", "xml", "colgroup", "noscript", "audio", "video", "template", "noframes", "w:sdtpr", "map", "datalist", "rp", "rt",
}  # fmt: skip
_DRAWN = {"object", "embed", "applet", "svg", "canvas", "iframe"}
_SMALLEST = 5
_WIDE = re.compile(r"[\u2018-\u2026\u2e80-\ud7ff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U00020000-\U0003ffff]")
_PIECES = re.compile(r"[ \t\r\n\f]+|[^ \t\r\n\f]+")
_HARD = "\xa0"
"""How pages spell every blank that is to stay; Word writes it for half of the plain blanks in a row."""
_FIELD_MARKS = {"field-begin": "begin", "field-separator": "separate", "field-end": "end"}
_PLAIN = styles.Look()


@dataclass(slots=True)
class _Frame:
    """One open tag: how text looks in it, whether it is read at all, and what to do when it closes."""

    tag: str
    look: styles.Look
    unseen: bool = False
    kept: bool = False
    close: Callable[[], None] | None = None


class Builder:
    """Takes lxml's parser events; `body` is the result. Raises Unreadable: limit."""

    def __init__(self, sheets: str = "") -> None:
        self.body = etree.Element("body")
        self._classes = styles.sheet(sheets)
        self._frames = [_Frame("", _PLAIN)]
        self._tables: list[Table] = []
        self._room = [MOST_CELLS]
        self._into = self.body
        self._paragraph: etree._Element | None = None
        self._last = ""
        self._gap = ""
        self._words: list[str] = []  # of one look, not written yet
        self._look = _PLAIN
        self._code: list[bool] = []  # open fields: True while their instruction is written, which nobody sees
        self._begun: list[etree._Element] = []
        self._elements = 0

    # --- events -----------------------------------------------------------------------------------------------------

    def start(self, tag: str | bytes, attrib: Mapping[str | bytes, str | bytes]) -> None:
        tag, attributes = str(tag).lower(), {str(name).lower(): str(value) for name, value in attrib.items()}
        self._elements += 1
        if len(self._frames) > MOST_DEPTH or self._elements > MOST_ELEMENTS:
            raise Unreadable("limit", "网页文件的嵌套层数或元素过多")
        outer = self._frames[-1]
        if outer.unseen:
            self._frames.append(_Frame(tag, outer.look, unseen=True))
            return
        look = styles.look_of(outer.look, tag, attributes, self._classes)
        frame = _Frame(tag, look, unseen=look.hidden or tag in _UNSEEN or _empty_control(tag, attributes))
        frame.kept = outer.kept or tag in ("pre", "textarea")
        self._frames.append(frame)
        if not frame.unseen or (tag in ("td", "th") and _still_there(attributes)):
            self._open(tag, attributes, frame)

    def end(self, tag: str | bytes) -> None:
        frame = self._frames.pop() if len(self._frames) > 1 else None
        if frame is not None and frame.close is not None:
            frame.close()

    def data(self, data: str | bytes) -> None:
        text = str(data)
        frame = self._frames[-1]
        if frame.unseen or not text:
            return
        if frame.kept:
            for number, line in enumerate(text.splitlines() or [text]):
                if number:
                    self._break()
                self._write(line)
            return
        for piece in _PIECES.findall(text):
            if piece[0] in " \t\r\n\f":
                self._gap = "\n" if "\n" in piece + self._gap else " "
            else:
                self._write((self._between(piece) + piece).replace(_HARD, " "))

    def comment(self, text: str | bytes) -> None:
        """Comments are gone before (`page.plain`)."""

    def close(self) -> etree._Element:
        self._end_paragraph()
        return self.body

    # --- what tags mean ---------------------------------------------------------------------------------------------

    def _open(self, tag: str, attributes: Mapping[str, str], frame: _Frame) -> None:
        style = styles.declarations(attributes["style"]) if "style" in attributes else {}
        if tag == "table":
            self._table(frame)
        elif tag == "tr" and self._tables:
            frame.unseen = attributes.get("height", "").strip() == "0"  # Word's measuring row
            if not frame.unseen:
                self._row(frame)
        elif tag in ("td", "th") and self._tables:
            self._cell(attributes, style, frame)
        elif tag in _BLOCKS or tag in ("td", "th", "tr"):
            self._end_paragraph()
            frame.close = self._end_paragraph
        elif tag == "br":
            self._break()
        elif tag == "img" or tag in _DRAWN:
            self._picture(attributes)
            frame.unseen = True
        elif tag == "input":
            self._input(attributes)
        elif tag == "option":
            frame.unseen = "selected" not in attributes
        elif "data-field" in attributes:
            box_of(self._begun[-1] if self._begun else None, attributes["data-field"])
        elif style:
            self._inline(style, frame)

    def _inline(self, style: Mapping[str, str], frame: _Frame) -> None:
        if style.get("mso-list") == "ignore":  # the number of a list, which is no text in Word either
            frame.unseen = True
        elif tabs := whole(style.get("mso-tab-count"), 0, 50, 0):
            for _ in range(tabs):
                etree.SubElement(self._run(), "tab")
            frame.unseen, self._gap, self._last = True, "", ""
        elif element := style.get("mso-element"):
            self._field(element)

    def _picture(self, attributes: Mapping[str, str]) -> None:
        """A picture, whose words are not read; what is too small for words only keeps a distance."""
        if min(whole(attributes.get(side), 0, 99, 99) for side in ("width", "height")) >= _SMALLEST:
            etree.SubElement(etree.SubElement(self._run(), "drawing"), "blip")

    def _field(self, element: str) -> None:
        kind = _FIELD_MARKS.get(element)
        if kind is None or (kind != "begin" and not self._code):
            return
        if kind == "begin" and self._gap and self._last:
            self._write(" ")
        mark, self._gap = etree.SubElement(self._run(), "fldChar", fldCharType=kind), ""
        if kind == "begin":
            self._code.append(True)
            self._begun.append(mark)
        elif kind == "separate":
            self._code[-1] = False
        else:
            self._code.pop()
            self._begun.pop()

    def _input(self, attributes: Mapping[str, str]) -> None:
        kind = attributes.get("type", "text").lower()
        if kind in ("checkbox", "radio"):
            self._write(TICKED if "checked" in attributes else EMPTY)
        elif kind not in ("hidden", "submit", "button", "reset", "image", "password", "file"):
            self._write(attributes.get("value", "")[:20_000])

    # --- tables -----------------------------------------------------------------------------------------------------

    def _table(self, frame: _Frame) -> None:
        self._end_paragraph()
        self._tables.append(Table(self._into, self._room))
        frame.close = self._end_table

    def _end_table(self) -> None:
        self._end_row()
        self._into = self._tables.pop().outer

    def _row(self, frame: _Frame) -> None:
        self._end_row()
        self._tables[-1].row()
        frame.close = self._end_row

    def _end_row(self) -> None:
        self._end_paragraph()
        self._tables[-1].end_row()
        self._into = self._tables[-1].outer

    def _cell(self, attributes: Mapping[str, str], style: Mapping[str, str], frame: _Frame) -> None:
        self._end_paragraph()
        wide = whole(attributes.get("colspan"), 1, MOST_COLUMNS, 1)
        if style.get("mso-cell-special") == "placeholder":
            self._tables[-1].nothing(wide)
            frame.unseen = True
            return
        self._into = self._tables[-1].cell(wide, whole(attributes.get("rowspan"), 0, 10_000, 1))
        frame.close = self._end_cell

    def _end_cell(self) -> None:
        self._end_paragraph()
        self._into = self._tables[-1].outer

    # --- text -------------------------------------------------------------------------------------------------------

    def _between(self, piece: str) -> str:
        """What stands between two words: a line of the file that ends within Chinese text parts nothing."""
        gap, self._gap = self._gap, ""
        if not gap or not self._last or (gap == "\n" and _WIDE.match(self._last) and _WIDE.match(piece)):
            return ""
        return " "

    def _write(self, text: str) -> None:
        if not text:
            return
        if self._look is not (look := self._frames[-1].look):
            self._flush()
            self._look = look
        self._words.append(text)
        self._last = text[-1]

    def _flush(self) -> None:
        if self._words:
            text, self._words = "".join(self._words), []
            unseen = bool(self._code) and self._code[-1]
            etree.SubElement(self._run(self._look), "instrText" if unseen else "t").text = text

    def _break(self) -> None:
        etree.SubElement(self._run(), "br")
        self._last = self._gap = ""

    def _run(self, look: styles.Look = _PLAIN) -> etree._Element:
        """A new run at the end of the paragraph, which begins with it if there is none."""
        self._flush()
        if self._paragraph is None:
            self._paragraph = etree.SubElement(self._into, "p")
        run = etree.SubElement(self._paragraph, "r")
        if look != _PLAIN:
            properties = etree.SubElement(run, "rPr")
            if look.font:
                etree.SubElement(properties, "rFonts", ascii=look.font)
            for name, there in (("strike", look.struck), ("b", look.bold), ("u", look.underlined), ("highlight", look.shaded)):
                if there:
                    etree.SubElement(properties, name)
            if look.colour:
                etree.SubElement(properties, "color", val=look.colour)
        return run

    def _end_paragraph(self) -> None:
        self._flush()
        self._paragraph, self._last, self._gap = None, "", ""


def _still_there(attributes: Mapping[str, str]) -> bool:
    """Of a cell whose content is not seen, whether it keeps its place: only display:none takes that as well."""
    return "none" not in styles.declarations(attributes.get("style") or "").get("display", "")


def _empty_control(tag: str, attributes: Mapping[str, str]) -> bool:
    """A content control that still shows "click here to enter text" is blank."""
    return tag == "w:sdt" and attributes.get("showingplchdr", "").lower() in ("t", "true")
