"""Turns form controls that a Word file embeds (ActiveX, and the OCX boxes of older Word) into the words or the box that they
show.

Word keeps them apart from the text, as property bags or as the binary of [MS-OFORMS] 2.2.5 (MorphData). A box whose state cannot
be read becomes UNREAD: nobody may guess whether it is ticked.
"""

from __future__ import annotations

import io
import re
import struct
from dataclasses import dataclass

import olefile
from lxml import etree

from parsers.formats.word.opc_package import Parts, attribute, local
from parsers.model.document import UNREAD
from parsers.model.file import TroubleKind, Unreadable
from parsers.ticks.signs import EMPTY, TICKED

MOST_CONTROLS = 500
_LONGEST = 20_000
_FORMS = "-ec42-11ce-9e0d-00aa006002f3"
_BOXES = {f"8bd21d{n}0{_FORMS}" for n in "456"}
"""Classes of Forms.CheckBox.1, OptionButton.1, ToggleButton.1."""
_WRITTEN = {f"8bd21d{n}0{_FORMS}" for n in "123"}
"""Classes of Forms.TextBox.1, ListBox.1, ComboBox.1."""
_WEB = "-5cc6-11cf-8d67-00aa00bdce1d"
_WEB_BOXES = {f"5512d11{n}{_WEB}" for n in "68"}
"""Classes of Forms.HTML:Checkbox.1 and Forms.HTML:Option.1, which forms taken over from web pages have."""
_WEB_WRITTEN = {f"5512d1{n}{_WEB}" for n in ("1a", "24")}
"""Classes of Forms.HTML:Text.1 and Forms.HTML:TextArea.1."""
_WEB_HEAD = 20
"""Bytes before the tag: the class and the tag's length."""
_TAG = re.compile(r"<(?:input|textarea)\b[^<>]{0,4000}>", re.IGNORECASE)
_CHECKED = re.compile(r"\schecked(?=[\s=>/])", re.IGNORECASE)
_HELD = re.compile(r"""\svalue=(?:"([^"]*)"|'([^']*)'|([^\s>"']+))""", re.IGNORECASE)
_SIZES = {
    0: 4, 1: 4, 2: 4, 3: 4, 4: 1, 5: 1, 6: 1, 7: 1, 9: 2, 10: 4, 11: 2, 12: 2, 13: 2, 14: 2, 15: 2, 16: 1, 17: 1, 18: 1, 20: 1,
    21: 1, 22: 4, 23: 4, 24: 4, 25: 4, 26: 4, 27: 2, 28: 2, 29: 2, 32: 4,
}  # fmt: skip
"""Bit of MorphData's PropMask → bytes in its DataBlock; bit 8 is only in the ExtraDataBlock."""
_EXTENT, _VALUE, _CAPTION = 8, 22, 23


@dataclass(frozen=True, slots=True)
class State:
    """What a control holds: `value` ("1", "0", words) and the words beside it."""

    value: str
    caption: str = ""


def expand(body: etree._Element, parts: Parts, main: str) -> None:
    """Puts what every control shows into the tree, replacing its object. Raises Unreadable: limit."""
    controls = list(body.iter("{*}control"))
    if not controls:
        return
    if len(controls) > MOST_CONTROLS:
        raise Unreadable(TroubleKind.LIMIT, "Word 文件的表单控件过多")
    targets = {relation.key: relation.target for relation in parts.relations(main) if not relation.outside}
    for control in controls:
        around = control.getparent()
        shown = _shown(parts, targets.get(attribute(control, "id") or "", ""))
        if around is None or shown is None or local(around) not in ("object", "pict"):
            continue
        words = etree.Element(f"{{{etree.QName(around).namespace}}}t")
        words.text = shown
        holder = around.getparent()
        if holder is not None:
            holder.replace(around, words)


def _shown(parts: Parts, target: str) -> str | None:
    """The words to put in the control's place; None for one that shows neither words nor a box (a button, a picture)."""
    if target not in parts.names:
        return None
    root = parts.xml(target)
    kind = (attribute(root, "classid") or "").strip("{}").lower()
    if kind not in _BOXES | _WRITTEN | _WEB_BOXES | _WEB_WRITTEN:
        return None
    state = _web_state(parts, target, kind) if kind in _WEB_BOXES | _WEB_WRITTEN else _state(parts, target, root)
    if state is None:
        return UNREAD
    if kind in _WRITTEN | _WEB_WRITTEN:
        return state.value
    return {"1": TICKED, "-1": TICKED, "true": TICKED, "0": EMPTY, "false": EMPTY, "": EMPTY}.get(
        state.value.strip().lower(), UNREAD) + state.caption


def _state(parts: Parts, target: str, root: etree._Element) -> State | None:
    bag = {attribute(e, "name") or "": attribute(e, "value") or "" for e in root if local(e) == "ocxPr"}
    if bag:
        return State(bag.get("Value", "")[:_LONGEST], bag.get("Caption", "")[:_LONGEST])
    binary = _binary(parts, target)
    return morph(binary) if binary else None


def _binary(parts: Parts, target: str) -> bytes:
    binaries = [r.target for r in parts.relations(target) if not r.outside and r.target in parts.names]
    return parts.bytes(binaries[0]) if binaries else b""


def _web_state(parts: Parts, target: str, kind: str) -> State | None:
    """The state of a control of a web page, which keeps its own tag as text; None where there is no tag."""
    tag = _TAG.search(_binary(parts, target)[_WEB_HEAD : 4 * _LONGEST].decode("utf-16-le", "ignore"))
    if tag is None:
        return None
    if kind in _WEB_BOXES:
        return State("1" if _CHECKED.search(tag.group()) else "0")
    held = _HELD.search(tag.group())
    return State(next(filter(None, held.groups()), "") if held else "")


def morph(data: bytes) -> State | None:
    """The state in a control's binary, bare, after its class or within a compound file; None where the bytes are no control."""
    if data[:4] == b"\xd0\xcf\x11\xe0":
        data = _contents(data)
    for start in (0, 16):
        if data[start : start + 2] == b"\0\2":
            try:
                return _morph(data[start:])
            except (struct.error, IndexError, UnicodeDecodeError):
                return None
    return None


def _contents(data: bytes) -> bytes:
    """The stream that a control's storage keeps its properties in; nothing where there is none."""
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as storage:
            return bytes(storage.openstream("contents").read(1 << 20)) if storage.exists("contents") else b""
    except Exception:  # olefile raises any error; then the state is not known
        return b""


def _morph(data: bytes) -> State:
    (mask,) = struct.unpack_from("<Q", data, 4)
    at, lengths = 12, dict.fromkeys((_VALUE, _CAPTION), 0)
    for bit, size in _SIZES.items():
        if mask >> bit & 1:
            at += -at % size
            if bit in lengths:
                (lengths[bit],) = struct.unpack_from("<I", data, at)
            at += size
    at += -at % 4 + (8 if mask >> _EXTENT & 1 else 0)
    words = []
    for length in lengths.values():
        size, narrow = length & 0x7FFFFFFF, bool(length >> 31)
        if size > len(data) - at:
            raise IndexError
        words.append(data[at : at + size].decode("cp1252" if narrow else "utf-16-le"))
        at += size + -size % 4
    return State(words[0], words[1])
