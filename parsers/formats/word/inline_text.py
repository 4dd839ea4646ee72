"""Turns one Word paragraph into its text, with emphasised parts, and with what is outside the line (text boxes, misplaced
tables).

A picture or an embedded object is written as UNREAD: where only it stands, the place must not be called blank.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from parsers.formats.word.opc_package import attribute, below, child, local, on, seen, whole
from parsers.model.document import UNREAD, Control, most_of
from parsers.ticks import signs


@dataclass(frozen=True, slots=True)
class Outside:
    """Something anchored in a paragraph that is read after it: a text box's content or a table."""

    kind: str
    element: etree._Element


_GONE = {"del", "moveFrom", "pPr", "rPr", "delText", "instrText", "delInstrText", "sdtPr", "sdtEndPr", "rt", "rubyPr",
         "proofErr", "bookmarkStart", "bookmarkEnd", "Fallback", "footnoteReference", "endnoteReference"}  # fmt: skip
_HIDING = frozenset(("vanish", "strike", "dstrike"))
_SETTING_OFF = frozenset(("b", "u", "highlight"))
_INK = {"blip", "imagedata", "OLEObject", "contentPart", "chart"}
_SHAPES = {"wsp", "oval", "line", "rect", "roundrect", "shape", "polyline", "curve", "arc"}
"""Shapes of DrawingML and of VML."""
LONGEST_TAG = 64
_CODE = re.compile("[0-9A-Fa-f]{4}")
_SIGNS = {"tab": "\t", "ptab": "\t", "cr": "\n", "noBreakHyphen": "-"}


@dataclass(slots=True)
class _Field:
    """A field that is open while its paragraph is read: its instruction so far, and whether its stored result is skipped."""

    code: str = ""
    silent: bool = False


class Line:
    """`text` of a paragraph as a person sees it, with marks as ☑ or ☐; `emphasis` the spans in bold, underline, highlight or
    colour, `face` its type; `outside` what has to be read after it; `lost` is True where words were deleted by a tracked change
    or commented; `drawn` where a shape without words is drawn from here, or words are struck through; `controls` those with a
    tag."""

    def __init__(self, paragraph: etree._Element) -> None:
        self._pieces: list[str] = []
        self._length = 0
        self._spans: list[tuple[int, int]] = []
        self._silent = 0  # depth of fields whose shown result repeats a mark already written
        self._fields: list[_Field] = []
        self._faces: Counter[str] = Counter()
        self.outside: list[Outside] = []
        self.controls: list[Control] = []
        self.lost = self.drawn = False
        self._walk(paragraph)
        self.text = "".join(self._pieces)
        self.emphasis = tuple(self._spans)
        self.face = most_of(self._faces)

    def _walk(self, parent: etree._Element) -> None:
        for element in parent:
            name = local(element)
            act = _ACTS.get(name)
            if act is not None:
                act(self, element)
            elif name and name not in _GONE and len(element):
                self._walk(element)

    def _write(self, text: str, strong: bool = False) -> None:
        text = signs.plain(text)
        if not text or self._silent:
            return
        if strong and text.strip():
            if self._spans and self._spans[-1][1] == self._length:
                self._spans[-1] = (self._spans[-1][0], self._length + len(text))
            else:
                self._spans.append((self._length, self._length + len(text)))
        self._pieces.append(text)
        self._length += len(text)

    def _run(self, run: etree._Element) -> None:
        properties = named(child(run, "rPr"))
        if not _HIDING.isdisjoint(properties) and any(on(properties.get(gone)) for gone in _HIDING):
            self.lost = self.lost or "vanish" not in properties
            self.drawn = self.drawn or ("vanish" not in properties and any((t.text or "").strip() for t in below(run, "t")))
            return
        strong, font, face = _strong(properties), _symbol_font(properties), _face(properties)
        for element in run:
            name = local(element)
            if name == "t":
                self._write(_seen(element.text or "", font), strong)
                self._faces[face] += sum("\u4e00" <= c <= "\u9fff" for c in element.text or "")
            elif name in _SIGNS:
                self._write(_SIGNS[name])
            elif name == "br":
                self._write("" if attribute(element, "type") in ("page", "column") else "\n")
            elif name == "sym":
                self._symbol(element)
            elif name == "fldChar":
                self._field(element)
            elif name == "instrText":
                if self._fields:
                    self._fields[-1].code += _seen(element.text or "", font)
            elif name in _ACTS:
                _ACTS[name](self, element)
            elif name not in _GONE and len(element):
                self._walk(element)

    def _symbol(self, element: etree._Element) -> None:
        code = attribute(element, "char") or ""
        try:
            number = int(code[:6], 16)
        except ValueError:
            return
        char = signs.symbol(attribute(element, "font") or "", number)
        self._write(char if char is not None else chr(number) if 0x20 <= number < 0xD800 or 0xE000 <= number < 0xFFFE else "")

    def _field(self, element: etree._Element) -> None:
        kind = attribute(element, "fldCharType")
        if kind == "begin":
            self._fields.append(_Field())
            self._show(_field_mark(child(element, "ffData")))
        elif kind in ("separate", "end") and self._fields:
            self._show(signs.overstruck(self._fields[-1].code))
            self._fields[-1].code = ""
            if kind == "end" and self._fields.pop().silent:
                self._silent -= 1

    def _show(self, mark: str | None) -> None:
        """Writes what the open field shows by its instruction; its stored result, which repeats it, is then skipped."""
        if mark is not None and not self._fields[-1].silent:
            self._write(mark)
            self._fields[-1].silent = True
            self._silent += 1

    def _simple_field(self, element: etree._Element) -> None:
        mark = signs.overstruck(attribute(element, "instr") or "")
        if mark is None:
            self._walk(element)
        else:
            self._write(mark)

    def _control(self, control: etree._Element) -> None:
        """A content control in the line: a check box by its state, a placeholder as nothing, all else by its content."""
        properties, content = child(control, "sdtPr"), child(control, "sdtContent")
        begun, inside = len(self._pieces), len(self.controls)
        box = child(properties, "checkbox")
        if box is not None:
            words = Line(content).text.strip() if content is not None else ""
            self._write(_box_mark(on(child(box, "checked")), words))
            for run in () if _coded(words) else _long_runs(content):
                self._run(run)
        elif content is not None and not on(child(properties, "showingPlcHdr")):
            self._walk(content)
        if (tag := tag_of(control)) and len(self.controls) == inside:
            self.controls.append(Control(tag, "".join(self._pieces[begun:]).strip()))

    def _drawing(self, element: etree._Element) -> None:
        """A drawing: its text boxes are read after the line; one that has none and shows a picture or an object is UNREAD; one
        that shows neither is drawn."""
        inner = {local(e) for e in element.iter()}
        if inner & _INK and not inner & {"txbxContent", "control"}:
            self._write(UNREAD)
        words = (e.text or "" for e in element.iter("{*}t", "{*}sym"))
        self.drawn = self.drawn or (bool(inner & _SHAPES) and not inner & _INK and not any(text.strip() for text in words))
        self._boxes(element)

    def _boxes(self, element: etree._Element) -> None:
        if local(element) == "AlternateContent":
            chosen = seen(element)
            if chosen is None:
                return
            element = chosen
        for e in element:
            name = local(e)
            if name == "txbxContent":
                self.outside.append(Outside(name, e))
            elif name == "r":
                self._run(e)
            elif len(e):
                self._boxes(e)

    def _gone(self, element: etree._Element) -> None:
        self.lost = self.lost or local(element) == "commentReference" or any((t.text or "").strip() for t in element.iter())

    def _table(self, element: etree._Element) -> None:
        self.outside.append(Outside("tbl", element))

    def _math(self, element: etree._Element) -> None:
        self._write("".join(t.text or "" for t in below(element, "t")))


_ACTS: dict[str, Callable[[Line, etree._Element], None]] = {
    "r": Line._run,
    "del": Line._gone,
    "moveFrom": Line._gone,
    "commentReference": Line._gone,
    "sdt": Line._control,
    "fldSimple": Line._simple_field,
    "AlternateContent": Line._drawing,
    "drawing": Line._drawing,
    "pict": Line._drawing,
    "object": Line._drawing,
    "tbl": Line._table,
    "oMath": Line._math,
}


def tag_of(control: etree._Element) -> str:
    """The tag of a content control; "" where it has none, or one longer than Word keeps."""
    tag = attribute(child(child(control, "sdtPr"), "tag")) or ""
    return tag if len(tag) <= LONGEST_TAG else ""


def _field_mark(data: etree._Element | None) -> str | None:
    """What a legacy form field shows that is not in its result: a box's state, a list's choice."""
    box, choices = child(data, "checkBox"), child(data, "ddList")
    if box is not None:
        state = child(box, "checked")
        return signs.TICKED if on(state if state is not None else _default(box)) else signs.EMPTY
    if choices is not None:
        entries = [attribute(e) or "" for e in choices if local(e) == "listEntry"]
        chosen = whole(attribute(child(choices, "result")), 0, 999, 0)
        return entries[chosen] if chosen < len(entries) else ""
    return None


def _default(box: etree._Element) -> etree._Element | None:
    return child(box, "default")


def _box_mark(state: bool, words: str) -> str:
    """What a check box control says by its state; where `words` show the opposite, what they show and the sign of doubt."""
    shown = _shown(_coded(words) or words[:1])
    mark = signs.TICKED if (state if shown is None else shown) else signs.EMPTY
    return mark if shown is None or shown == state else mark + signs.CONTRADICTED


def _coded(words: str) -> str:
    """The sign whose number a faulty program wrote into a check box control instead of the sign itself (2612), or ""."""
    sign = signs.plain(chr(int(words, 16))) if _CODE.fullmatch(words) else ""
    return sign if sign in (signs.TICKED, signs.EMPTY) else ""


def _shown(sign: str) -> bool | None:
    """Whether the first sign in a check box control is that of a ticked box; None where it is neither that nor an empty one."""
    return {"yes": True, "cross": True, "no": False}.get(signs.verdict(sign)) if sign in signs.KNOWN else None


def _long_runs(content: etree._Element | None) -> Iterator[etree._Element]:
    """Runs of a check box's content that hold more than the box itself."""
    if content is not None:
        yield from (r for r in below(content, "r") if sum(len(t.text or "") for t in below(r, "t")) > 1)


def named(properties: etree._Element | None) -> dict[str, etree._Element]:
    """The properties of a run or a cell by name: collected once, because a form has a thousand of them."""
    return {} if properties is None else {local(one): one for one in reversed(properties)}


def _strong(properties: Mapping[str, etree._Element]) -> bool:
    if not _SETTING_OFF.isdisjoint(properties) and any(on(properties.get(name)) for name in _SETTING_OFF):
        return True
    color = attribute(properties.get("color"))
    return color is not None and color.lower() not in ("auto", "000000")


def _face(properties: Mapping[str, etree._Element]) -> str:
    """The font for Chinese and the size of a run as its own properties say, for comparison alone."""
    return f"{attribute(properties.get('rFonts'), 'eastAsia') or ''} {attribute(properties.get('sz')) or ''}"


def _symbol_font(properties: Mapping[str, etree._Element]) -> str:
    """The symbol font of a run, or ""."""
    fonts = properties.get("rFonts")
    if fonts is None:
        return ""
    return next((str(v) for v in fonts.attrib.values() if str(v).strip().lower() in signs.FONTS), "")


def _seen(text: str, font: str) -> str:
    """Letters of a run as a person sees them: in a symbol font an R is a ticked box. Private-use characters without such a font
    come from Wingdings, whose boxes Word writes that way when it has no better place."""
    if not font:
        return signs.private(text)
    return "".join(c if c.isspace() or 0xFF < ord(c) < 0xF000 else signs.symbol(font, ord(c)) or c for c in text)
