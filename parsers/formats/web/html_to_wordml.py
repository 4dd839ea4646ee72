"""Turns the tags of a web page, in the order they come, into a body in WordprocessingML, without building a tree of the page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from lxml import etree

from parsers.formats.web import styles
from parsers.formats.web.form_fields import box_of
from parsers.formats.web.tables import MOST_CELLS, MOST_COLUMNS, Table
from parsers.formats.web.wordml_writer import PLAIN, Pen
from parsers.formats.word.opc_package import whole
from parsers.model.file import TroubleKind, Unreadable
from parsers.ticks.signs import EMPTY, TICKED

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


@dataclass(slots=True)
class _Frame:
    """One open tag: how text looks in it, whether it is read at all, and what to do when it closes."""

    tag: str
    style: styles.TextStyle
    unseen: bool = False
    kept: bool = False
    close: Callable[[], None] | None = None


class Builder:
    """Takes lxml's parser events; `body` is the result. Raises Unreadable: limit."""

    def __init__(self, sheets: str = "") -> None:
        self.body = etree.Element("body")
        self._classes = styles.sheet(sheets)
        self._frames = [_Frame("", PLAIN)]
        self._tables: list[Table] = []
        self._room = [MOST_CELLS]
        self._pen = Pen(self.body)
        self._elements = 0

    # --- events -----------------------------------------------------------------------------------------------------

    def start(self, tag: str | bytes, attrib: Mapping[str | bytes, str | bytes]) -> None:
        tag, attributes = str(tag).lower(), {str(name).lower(): str(value) for name, value in attrib.items()}
        self._elements += 1
        if len(self._frames) > MOST_DEPTH or self._elements > MOST_ELEMENTS:
            raise Unreadable(TroubleKind.LIMIT, "网页文件的嵌套层数或元素过多")
        outer = self._frames[-1]
        if outer.unseen:
            self._frames.append(_Frame(tag, outer.style, unseen=True))
            return
        style = styles.style_of(outer.style, tag, attributes, self._classes)
        frame = _Frame(tag, style, unseen=style.hidden or tag in _UNSEEN or _empty_control(tag, attributes))
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
            self._pen.lines(text, frame.style)
        else:
            self._pen.text(text, frame.style)

    def comment(self, text: str | bytes) -> None:
        """Does nothing: comments were removed before (`source.plain`)."""

    def close(self) -> etree._Element:
        self._pen.end_paragraph()
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
            self._pen.end_paragraph()
            frame.close = self._pen.end_paragraph
        elif tag == "br":
            self._pen.sign("br")
        elif tag == "img" or tag in _DRAWN:
            self._picture(attributes)
            frame.unseen = True
        elif tag == "input":
            self._input(attributes)
        elif tag == "option":
            frame.unseen = "selected" not in attributes
        elif "data-field" in attributes:
            box_of(self._pen.open_field(), attributes["data-field"])
        elif style:
            self._inline(style, frame)

    def _inline(self, style: Mapping[str, str], frame: _Frame) -> None:
        if style.get("mso-list") == "ignore":  # the number of a list, which is not text in Word either
            frame.unseen = True
        elif tabs := whole(style.get("mso-tab-count"), 0, 50, 0):
            for _ in range(tabs):
                self._pen.sign("tab")
            frame.unseen = True
        elif element := style.get("mso-element"):
            self._pen.field(element, frame.style)

    def _picture(self, attributes: Mapping[str, str]) -> None:
        """A picture, whose words are not read; a picture too small for words only adds space."""
        if min(whole(attributes.get(side), 0, 99, 99) for side in ("width", "height")) >= _SMALLEST:
            self._pen.picture()

    def _input(self, attributes: Mapping[str, str]) -> None:
        kind = attributes.get("type", "text").lower()
        if kind in ("checkbox", "radio"):
            self._pen.write(TICKED if "checked" in attributes else EMPTY, self._frames[-1].style)
        elif kind not in ("hidden", "submit", "button", "reset", "image", "password", "file"):
            self._pen.write(attributes.get("value", "")[:20_000], self._frames[-1].style)

    # --- tables -----------------------------------------------------------------------------------------------------

    def _table(self, frame: _Frame) -> None:
        self._pen.end_paragraph()
        self._tables.append(Table(self._pen.into, self._room))
        frame.close = self._end_table

    def _end_table(self) -> None:
        self._end_row()
        self._pen.into = self._tables.pop().outer

    def _row(self, frame: _Frame) -> None:
        self._end_row()
        self._tables[-1].row()
        frame.close = self._end_row

    def _end_row(self) -> None:
        self._pen.end_paragraph()
        self._tables[-1].end_row()
        self._pen.into = self._tables[-1].outer

    def _cell(self, attributes: Mapping[str, str], style: Mapping[str, str], frame: _Frame) -> None:
        self._pen.end_paragraph()
        wide = whole(attributes.get("colspan"), 1, MOST_COLUMNS, 1)
        if style.get("mso-cell-special") == "placeholder":
            self._tables[-1].nothing(wide)
            frame.unseen = True
            return
        self._pen.into = self._tables[-1].cell(wide, whole(attributes.get("rowspan"), 0, 10_000, 1))
        frame.close = self._end_cell

    def _end_cell(self) -> None:
        self._pen.end_paragraph()
        self._pen.into = self._tables[-1].outer


def _still_there(attributes: Mapping[str, str]) -> bool:
    """Whether a cell with hidden content keeps its place: only display:none removes that as well."""
    return "none" not in styles.declarations(attributes.get("style") or "").get("display", "")


def _empty_control(tag: str, attributes: Mapping[str, str]) -> bool:
    """A content control that still shows "click here to enter text" is blank."""
    return tag == "w:sdt" and attributes.get("showingplchdr", "").lower() in ("t", "true")
