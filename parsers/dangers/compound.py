"""Turns a compound file (.doc, .xls, .ppt, .msi, an embedded object) into the risks in its streams ([MS-DOC], [MS-XLS],
[MS-PPT])."""

from __future__ import annotations

import io
import re
import struct
import zlib
from collections.abc import Callable, Iterator

import olefile

from parsers.dangers import controls
from parsers.dangers.budget import SearchBudget
from parsers.dangers.old_workbook import in_workbook
from parsers.formats import risks
from parsers.formats.field_risks import in_instructions
from parsers.formats.legacy.ole import inspect_binary
from parsers.formats.link_targets import on_share, on_web
from parsers.model.file import Unreadable

Inside = Callable[[bytes, str], Iterator[str]]
MOST_STREAMS, LARGEST = 2_000, 32 << 20
_BREAKS = (OSError, struct.error, ValueError, IndexError, KeyError, TypeError, AttributeError, RecursionError)
"""The errors of olefile where a structure is not valid."""
_VBA = {"_vba_project", "_vba_project_cur", "vba"}
_FIELD = re.compile(r"\x13([^\x13-\x15]{0,2000})")
_MOST_RECORDS = 200_000
_OBJECT = 0x1011
_VBA_ATOM = b"\x02\0\0\x04\x0c\0\0\0"
_ACTION = re.compile(rb"\0\0\xf3\x0f\x10\0\0\0.{8}([\x01\x02])", re.DOTALL)
_ACTIONS = {b"\x01": risks.MACRO, b"\x02": risks.LAUNCH}
"""What a click on a slide does, where it does more than show something."""
_TARGET = re.compile(
    rb"(?:file:|smb:)?(?:\\\\|//)[\w.$@-][\x21-\x7e]{2,300}|(?:https?|mhtml|ms-\w+):[\x21-\x7e]{4,300}", re.IGNORECASE
)
_LINKS = ("\x01ole", "\x03linkinfo")
_INSTALLER = "000C1084-0000-0000-C000-000000000046"


def in_compound(data: bytes, budget: SearchBudget, inside: Inside) -> Iterator[str]:
    """The risks in these bytes; what is no compound file, or a broken one, gives what was found until it breaks. Raises Spent."""
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as ole:
            if str(getattr(ole.root, "clsid", "")).upper() == _INSTALLER:
                yield risks.PROGRAM
            if any(entry is not None and controls.runs(str(entry.clsid)) for entry in ole.direntries):
                yield risks.CONTROL
            for path in ole.listdir(streams=True, storages=True)[:MOST_STREAMS]:
                yield from _entry(ole, path, budget, inside)
    except _BREAKS:
        if _VBA_STREAM in data:
            yield risks.MACRO


_VBA_STREAM = "_VBA_PROJECT".encode("utf-16-le")


def _entry(ole: olefile.OleFileIO, path: list[str], budget: SearchBudget, inside: Inside) -> Iterator[str]:
    own = path[-1].lower()
    if own in _VBA or (len(path) == 1 and own == "macros"):
        yield risks.MACRO
    if ole.get_type(path) != olefile.STGTY_STREAM:
        return
    if own in ("workbook", "book"):
        yield from in_workbook(_stream(ole, path, budget))
    elif own == "powerpoint document":
        yield from _slides(_stream(ole, path, budget), budget, inside)
    elif own == "worddocument" and len(path) == 1:
        yield from _word(ole, _stream(ole, path, budget), budget)
    elif own == "\x01ole10native":
        yield from packaged(_stream(ole, path, budget), inside)
    elif own in _LINKS:
        yield from linked(_stream(ole, path, budget))
    elif own == "package":
        yield from inside(_stream(ole, path, budget), "package")


def _stream(ole: olefile.OleFileIO, path: list[str], budget: SearchBudget) -> bytes:
    budget.take(min(ole.get_size(path), LARGEST))
    return bytes(ole.openstream(path).read(LARGEST))


def _slides(stream: bytes, budget: SearchBudget, inside: Inside) -> Iterator[str]:
    at = stream.find(_VBA_ATOM)
    while at >= 0:
        if stream[at + 12 : at + 16] not in (b"\0\0\0\0", b""):
            yield risks.MACRO
            break
        at = stream.find(_VBA_ATOM, at + 8)
    yield from (_ACTIONS[action] for action in set(_ACTION.findall(stream)) & _ACTIONS.keys())
    at = 0
    for _ in range(_MOST_RECORDS):
        if at + 8 > len(stream):
            return
        version, kind, size = struct.unpack_from("<HHI", stream, at)
        if kind == _OBJECT:
            held = stream[at + 8 : at + 8 + size]
            yield from inside(_inflated(held[4:], budget) if version >> 4 else held, "object")
        at += 8 + size


def _inflated(packed: bytes, budget: SearchBudget) -> bytes:
    try:
        content = zlib.decompressobj().decompress(packed, LARGEST)
    except zlib.error:
        return b""
    budget.take(len(content))
    return content


def _word(ole: olefile.OleFileIO, word: bytes, budget: SearchBudget) -> Iterator[str]:
    """Fields of the text, and the template that the document names."""
    try:
        binary = inspect_binary(ole.fp.getvalue())
    except Unreadable:
        return
    yield from in_instructions(" ".join(_FIELD.findall(binary.text)))
    table = ["1Table" if int.from_bytes(word[0x0A:0x0C], "little") & 0x0200 else "0Table"]
    if not ole.exists(table):
        return
    start, size = struct.unpack_from("<II", word, 0x19A)
    strings = _strings(_stream(ole, table, budget)[start : start + min(size, 1 << 16)])
    if len(strings) > 1 and (on_share(strings[1]) or on_web(strings[1])):
        yield risks.TEMPLATE


def _strings(table: bytes) -> list[str]:
    """A table of strings in UTF-16, each behind its length."""
    if table[:2] != b"\xff\xff":
        return []
    at, strings = 6, []
    while at + 2 <= len(table):
        size = 2 * int.from_bytes(table[at : at + 2], "little")
        strings.append(table[at + 2 : at + 2 + size].decode("utf-16-le", "ignore"))
        at += 2 + size
    return strings


def packaged(native: bytes, inside: Inside) -> Iterator[str]:
    """The file that Windows packed into a document as it was: behind its length, flags, label and paths."""
    ends = [-1]
    names = []
    for at in (6, None):
        start = ends[-1] + 1 if at is None else at
        end = native.find(b"\0", start, start + 1000)
        if end < 0:
            break
        names.append(native[start:end].decode("gb18030", "replace"))
        ends.append(end)
    if len(names) < 2:
        return
    at = ends[-1] + 1 + 4
    length = int.from_bytes(native[at : at + 4], "little")
    size_at = at + 4 + length
    size = int.from_bytes(native[size_at : size_at + 4], "little")
    content = native[size_at + 4 : size_at + 4 + size]
    for name in names:
        yield from inside(content or native, name)


def linked(stream: bytes) -> Iterator[str]:
    """What the object is linked to, in letters of one byte or two."""
    stream = stream[: 1 << 20]
    for text in (stream, stream.replace(b"\0", b"")):
        for target in _TARGET.findall(text):
            where = target.decode("latin-1")
            if on_share(where):
                yield risks.SHARE
            elif on_web(where):
                yield risks.LINKED
