"""Turns winmail.dat, in which Outlook packs attachments when it writes its own format (MS-OXTNEF), into the attachments. It is a
parser of our own: it copies no byte twice and trusts no count, so that made-up lengths cost nothing."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from intake.mime.charsets import decode
from intake.unpack.budget import Budget, Member, Members, Refused
from parsers.model.file import Trouble, TroubleKind

_ATTACHMENT = 2  # level of an attribute
_TITLE, _DATA, _RENDER, _PROPERTIES = 0x8010, 0x800F, 0x9002, 0x9005
_SHORT_NAME, _LONG_NAME, _DISPLAY_NAME, _OBJECT = 0x3704, 0x3707, 0x3001, 0x3701
_FIXED = {2: 4, 3: 4, 4: 4, 5: 8, 6: 8, 7: 8, 10: 4, 11: 4, 20: 8, 0x40: 8, 0x48: 16}
_TEXT, _WIDE, _OBJ, _BINARY = 0x1E, 0x1F, 0x0D, 0x102
_MESSAGE = bytes.fromhex("0703020000000000c000000000000046")  # IID_IMessage: what follows is a TNEF stream again


class _Attachment:
    """One attachment while its attributes are being read."""

    def __init__(self) -> None:
        self.data = b""
        self.names: dict[int, str] = {}
        self.torn = False

    def member(self) -> Member:
        named = (_LONG_NAME, _TITLE, _SHORT_NAME, _DISPLAY_NAME)
        name = next((text for kind in named if (text := self.names.get(kind, "").strip())), "附件")
        if self.data.startswith(_MESSAGE):
            return name + ".dat", self.data[len(_MESSAGE) :], None
        return name, self.data, None


def members(data: bytes, budget: Budget) -> Members:
    """(name, bytes, trouble) of every attachment; nothing where the stream has only the letter's own words."""
    attachments: list[_Attachment] = []
    torn = False
    try:
        for level, kind, value in _attributes(data):
            if kind == _RENDER:
                budget.member()
                attachments.append(_Attachment())
            if level == _ATTACHMENT and attachments:
                _take(attachments[-1], kind, value)
    except (struct.error, IndexError, ValueError):
        torn = True
    for attachment in attachments:
        name, content, _ = attachment.member()
        try:
            budget.declared(len(content), len(content))
            budget.count(len(content))
        except Refused as refused:
            yield name, b"", refused.trouble
            continue
        lost = not content and (torn or attachment.torn)
        yield name, content, Trouble(TroubleKind.DAMAGED, "附件已损坏") if lost else None
    if torn:
        raise Refused(TroubleKind.DAMAGED, "winmail.dat 已损坏")


def _attributes(data: bytes) -> Iterator[tuple[int, int, bytes]]:
    """(level, identifier, value) of each attribute."""
    at = 6
    while at + 11 <= len(data) and any(data[at : at + 11]):  # zeros behind the last one are padding
        level, kind, _, size = struct.unpack_from("<BHHI", data, at)
        value = data[at + 9 : at + 9 + size]
        if len(value) != size or level not in (1, _ATTACHMENT):
            raise ValueError
        yield level, kind, value
        at += 11 + size


def _take(attachment: _Attachment, kind: int, value: bytes) -> None:
    if kind == _DATA:
        attachment.data = value
    elif kind == _TITLE:
        attachment.names[_TITLE] = decode(value.rstrip(b"\0"))
    elif kind == _PROPERTIES:
        try:
            for name, form, content in _properties(value):
                _take_property(attachment, name, form, content)
        except (struct.error, ValueError):
            attachment.torn = True


def _take_property(attachment: _Attachment, name: int, form: int, content: bytes) -> None:
    if name == _OBJECT and form in (_OBJ, _BINARY):
        attachment.data = content
    elif form in (_TEXT, _WIDE) and name in (_SHORT_NAME, _LONG_NAME, _DISPLAY_NAME):
        text = content.decode("utf-16-le", "replace") if form == _WIDE else decode(content)
        attachment.names[name] = text.rstrip("\0")


def _properties(data: bytes) -> Iterator[tuple[int, int, bytes]]:
    """(name, type, value) of each MAPI property; of several values the first."""
    count, at = struct.unpack_from("<I", data)[0], 4
    for _ in range(count):
        form, name = struct.unpack_from("<HH", data, at)
        at += 4
        if name >= 0x8000:
            at = _after_name(data, at)
        plain = form & ~0x1000
        several = 1
        if form & 0x1000 or plain in (_TEXT, _WIDE, _OBJ, _BINARY):
            several, at = struct.unpack_from("<I", data, at)[0], at + 4
        first = b""
        for number in range(several):
            value, at = _value(data, at, plain)
            first = first if number else value
        yield name, plain, first


def _after_name(data: bytes, at: int) -> int:
    kind, size = struct.unpack_from("<II", data, at + 16)
    return at + 24 + (_padded(size) if kind else 0)


def _value(data: bytes, at: int, form: int) -> tuple[bytes, int]:
    if form in _FIXED:
        size, begin, after = _FIXED[form], at, at + _FIXED[form]
    elif form in (_TEXT, _WIDE, _OBJ, _BINARY):
        size = struct.unpack_from("<I", data, at)[0]
        begin, after = at + 4, at + 4 + _padded(size)
    else:
        raise ValueError
    if begin + size > len(data):
        raise ValueError
    return data[begin : begin + size], after


def _padded(size: int) -> int:
    return (size + 3) & ~3
