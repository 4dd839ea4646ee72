"""Reads what was typed into a PDF's form fields, ticked in its boxes or written over it: it is not part of the page's text, but a
person sees it. AcroForm fields have their places on the page; an XFA form has no page, only its data."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from lxml import etree

from parsers.model.document import Paragraph, Place, PlaceNote
from parsers.ticks import signs

MOST_FIELDS = 2000
_DEPTH = 20
_MOST_TEXT = 20_000
_MOST_XFA = 20_000_000
_HIDDEN = 0x02 | 0x20
_PUSH_BUTTON = 1 << 16
_SECRET = 1 << 13
_SIZE = 10.0
_DRAWN = frozenset((
    "Ink", "Circle", "Square", "Line", "PolyLine", "Polygon", "Highlight", "Underline", "Squiggly", "StrikeOut", "Caret", "Stamp",
    "Text",
))  # fmt: skip
"""Kinds of notes that mark or comment a place without being text of the page (ISO 32000-1, 12.5.6)."""

Character = dict[str, Any]
"""A character as pdfplumber gives it, with a whole line as its `text`."""


def filled(page: Any) -> list[Character]:
    """The fields and typed notes of a pdfplumber page, each line of a value as one wide character in its place."""
    characters: list[Character] = []
    for note in _notes(page):
        text = _field_text(note)
        box = _box(page, note.get("Rect")) if text else None
        if text and box:
            characters += _lines(text, box)
    return characters


def drawn_notes(page: Any) -> list[tuple[float, float, float, float]]:
    """The boxes of what was drawn, marked, stamped or commented on a pdfplumber page in a reader program."""
    shown = (note for note in _notes(page) if _name(note.get("Subtype")) in _DRAWN and not _hidden(note))
    return [box for note in shown if (box := _box(page, note.get("Rect")))]


def _notes(page: Any) -> Iterator[dict[str, Any]]:
    notes = _resolved(page.page_obj.annots) or []
    for reference in notes[:MOST_FIELDS] if isinstance(notes, list) else ():
        note = _resolved(reference)
        if isinstance(note, dict):
            yield note


def _hidden(note: dict[str, Any]) -> bool:
    flags = _resolved(note.get("F"))
    return isinstance(flags, int) and bool(flags & _HIDDEN)


def _field_text(note: dict[str, Any]) -> str:
    """The text of a note or field: ☑ or ☐ for a box to tick."""
    kind = _name(note.get("Subtype"))
    if _hidden(note):
        return ""
    if kind == "FreeText":
        return _text(note.get("Contents"))
    if kind != "Widget":
        return ""
    sort, flag = _name(_inherited(note, "FT")), _inherited(note, "Ff")
    flag = flag if isinstance(flag, int) else 0
    if sort == "Btn":
        return "" if flag & _PUSH_BUTTON else signs.TICKED if _ticked(note) else signs.EMPTY
    if sort == "Tx" and not flag & _SECRET:
        return _text(_inherited(note, "V"))
    return _chosen(note) if sort == "Ch" else ""


def _ticked(note: dict[str, Any]) -> bool:
    """Whether the box is ticked: by the appearance it is shown with; where none is given, by the field's value."""
    state = _name(note.get("AS"))
    if not state:
        state = _name(_inherited(note, "V"))
        looks = _dictionary(_dictionary(note.get("AP")).get("N"))
        if looks and state not in looks:
            return False
    return state not in ("", "Off")


def _chosen(note: dict[str, Any]) -> str:
    """The shown words of a list's value, which may be kept as a code."""
    value = _inherited(note, "V")
    picked = [_text(v) for v in value[:50]] if isinstance(value, list) else [_text(value)]
    shown: dict[str, str] = {}
    for option in (_inherited(note, "Opt") or [])[:500]:
        if isinstance(option := _resolved(option), list) and len(option) == 2:
            shown[_text(option[0])] = _text(option[1])
    return "、".join(shown.get(p, p) for p in picked if p)


def _inherited(note: dict[str, Any], key: str) -> Any:
    """An attribute of the field, or of a parent field."""
    for _ in range(_DEPTH):
        if key in note:
            return _resolved(note[key])
        note = _dictionary(note.get("Parent"))
    return None


def _resolved(value: Any) -> Any:
    from pdfminer.pdftypes import resolve1

    return resolve1(value)


def _dictionary(value: Any) -> dict[str, Any]:
    value = _resolved(value)
    return value if isinstance(value, dict) else {}


def _name(value: Any) -> str:
    value = getattr(_resolved(value), "name", "")
    return value if isinstance(value, str) else value.decode("utf-8", "replace")


def _text(value: Any) -> str:
    from pdfminer.utils import decode_text

    value = _resolved(value)
    if not isinstance(value, (bytes, str)):
        return ""
    text = decode_text(value[: 2 * _MOST_TEXT]) if isinstance(value, bytes) else value
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()[:_MOST_TEXT]


def _box(page: Any, rectangle: Any) -> tuple[float, float, float, float] | None:
    """A rectangle of the file as x0, top, x1, bottom on the page as shown."""
    corners = _resolved(rectangle)
    if not isinstance(corners, list) or len(corners) != 4:
        return None
    numbers = [float(n) for n in map(_resolved, corners) if isinstance(n, (int, float))]
    if len(numbers) != 4:
        return None
    left, low, right, high = (float(v) for v in page.page_obj.mediabox)
    points = [_shown((numbers[i], numbers[j]), (left, low, right, high), page.page_obj.rotate % 360) for i, j in ((0, 1), (2, 3))]
    dx, dy = page.mediabox[0], page.mediabox[1] + page.height
    xs, ys = sorted(x + dx for x, _ in points), sorted(dy - y for _, y in points)
    return xs[0], ys[0], xs[1], ys[1]


def _shown(point: tuple[float, float], box: tuple[float, float, float, float], angle: int) -> tuple[float, float]:
    """A point of the file on the page turned by its own angle."""
    (x, y), (left, low, right, high) = point, box
    return {90: (y - low, right - x), 180: (right - x, high - y), 270: (high - y, x - left)}.get(angle, (x - left, y - low))


def _lines(text: str, box: tuple[float, float, float, float]) -> Iterator[Character]:
    x0, top, x1, bottom = box
    lines = text.split("\n")[:500]
    step = (bottom - top) / len(lines)
    size = max(4.0, min(_SIZE, step))
    for number, line in enumerate(lines):
        middle = top + (number + 0.5) * step
        wide = min(x1, x0 + size * max(1, len(line)))
        if line.strip():
            yield {"text": line, "x0": x0, "x1": wide, "top": middle - size / 2, "bottom": middle + size / 2, "size": size,
                   "fontname": "", "upright": True, "field": True}  # fmt: skip


# --- XFA ------------------------------------------------------------------------------------------------------------


def xfa(document: Any) -> list[Paragraph]:
    """The printed words and the filled fields of an XFA form, "label：value" a paragraph, out of a pdfminer document; [] where it
    is none."""
    packets = _packets(_dictionary(document.catalog.get("AcroForm")).get("XFA"))
    if not packets:
        return []
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, recover=True)
    try:
        root = etree.fromstring(packets, parser)
    except etree.XMLSyntaxError:
        return []
    if root is None or any(True for _ in root.iter(etree.Entity)):
        return []
    values = _data(root)
    place, seen = Place(page=1, note=PlaceNote.FORM_FIELD), Counter[str]()
    texts = (_printed(element, values, seen) for element in root.iter("{*}field", "{*}draw"))
    return [Paragraph(signs.plain(text), place) for text in texts if text.strip()][:MOST_FIELDS]


def _packets(value: Any) -> bytes:
    """The XML of all packets; they are one document, cut up by name."""
    value = _resolved(value)
    streams = [_resolved(v) for v in value[1:100:2]] if isinstance(value, list) else [value]
    parts = [stream.get_data() for stream in streams if hasattr(stream, "get_data")]
    joined = b"".join(parts)
    return joined if 0 < len(joined) <= _MOST_XFA else b""


def _data(root: Any) -> dict[str, list[str]]:
    """The values by the names of their fields, in order."""
    values: dict[str, list[str]] = {}
    for data in root.iter("{*}data"):
        for leaf in data.iter():
            if isinstance(leaf.tag, str) and len(leaf) == 0:
                values.setdefault(etree.QName(leaf).localname, []).append((leaf.text or "").strip()[:_MOST_TEXT])
    return values


def _printed(element: Any, values: dict[str, list[str]], seen: Counter[str]) -> str:
    """A printed text as it is, a field with its label and value; a box to tick with its mark before the label."""
    if etree.QName(element).localname == "draw":
        return " ".join(_words(element.find("{*}value")))
    label = " ".join(_words(element.find("{*}caption")))
    group = element.getparent()
    grouped = group is not None and etree.QName(group).localname == "exclGroup"
    name = str((group if grouped else element).get("name") or "")
    value = (values.get(name, []) + [""] * (seen[name] + 1))[seen[name]]
    seen[name] += not grouped
    if grouped or element.find("{*}ui/{*}checkButton") is not None:
        on = next(iter(_words(element.find("{*}items"))), "1")
        return (signs.TICKED if value == on else signs.EMPTY) + label
    return f"{label}：{value}" if label else value


def _words(element: Any) -> list[str]:
    texts = element.itertext() if element is not None else ()
    return [t.strip() for t in texts if t.strip()]
