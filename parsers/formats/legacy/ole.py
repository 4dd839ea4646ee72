"""Reads what the bytes of a Word 97–2003 file (.doc, today's .wps) say without a converter: whether it is encrypted or truncated,
whether it has a macro, and what is in table cells ([MS-DOC] 2.5 and 2.8)."""

from __future__ import annotations

import io
import struct
from dataclasses import dataclass

import olefile

from parsers.model.document import Document
from parsers.model.file import TroubleKind, Unreadable

WORD_97, WORD_95 = 0xA5EC, 0xA5DC
_ENCRYPTED, _SECOND_TABLE = 0x0100, 0x0200
_CCP_TEXT, _CLX = 0x4C, 0x01A2
MOST_BYTES = 64 << 20
MOST_PIECES = 100_000
_BREAKS = (struct.error, ValueError, IndexError, KeyError, TypeError, AttributeError, RecursionError, MemoryError)
"""The errors of olefile where a structure is not valid."""


@dataclass(frozen=True, slots=True)
class Binary:
    """`text` of the main document as stored, deleted words included; "" where only a converter can tell. `broken` says that
    the file's structure is not valid: another program may still read some of it, but nobody knows how much."""

    text: str
    macro: bool
    broken: bool = False


def read(data: bytes) -> Document:
    """Only reports what is wrong with a compound file of unknown kind. Raises Unreadable: damaged, unsupported."""
    try:
        olefile.OleFileIO(io.BytesIO(data)).close()
    except (OSError, *_BREAKS) as error:
        raise Unreadable(TroubleKind.DAMAGED, "文件不完整或结构已损坏") from error
    raise Unreadable(TroubleKind.UNSUPPORTED, "本机没有能读取此格式的程序")


def inspect_binary(data: bytes) -> Binary:
    """Raises Unreadable: encrypted; damaged, where the file is shorter than it says itself; limit."""
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as ole:
            word = _stream(ole, "WordDocument")
            _refuse(word)
            table = "1Table" if _number(word, 0x0A, "H") & _SECOND_TABLE else "0Table"
            clx = _stream(ole, table) if ole.exists(table) else b""
            macro = any(path[0].lower() in ("macros", "_vba_project_cur") for path in ole.listdir(streams=False, storages=True))
    except (OSError, *_BREAKS):
        return Binary("", False, broken=True)
    try:
        return Binary(_text(word, clx), macro)
    except (struct.error, ValueError, IndexError):  # no proof of damage: a converter may understand what we do not
        return Binary("", macro)


def _stream(ole: olefile.OleFileIO, name: str) -> bytes:
    size = ole.get_size(name)
    if size > MOST_BYTES:
        raise Unreadable(TroubleKind.LIMIT, "文件过大")
    data: bytes = ole.openstream(name).read()
    if len(data) < size:
        raise Unreadable(TroubleKind.DAMAGED, "文件不完整，后半部分缺失")
    return data


def _refuse(word: bytes) -> None:
    if _number(word, 0, "H") in (WORD_97, WORD_95) and _number(word, 0x0A, "H") & _ENCRYPTED:
        raise Unreadable(TroubleKind.ENCRYPTED, "文件设有打开密码")


def _text(word: bytes, table: bytes) -> str:
    """The text of the main document, joined from its pieces."""
    if _number(word, 0, "H") != WORD_97:
        return ""
    length, (start, size) = _number(word, _CCP_TEXT, "I"), struct.unpack_from("<II", word, _CLX)
    pieces = _pieces(table[start : start + size])
    count = (len(pieces) - 4) // 12
    if count > MOST_PIECES:
        return ""
    bounds = struct.unpack_from(f"<{count + 1}I", pieces)
    texts: list[str] = []
    for n in range(count):
        at = struct.unpack_from("<I", pieces, 4 * (count + 1) + 8 * n + 2)[0]
        characters = min(bounds[n + 1], length) - min(bounds[n], length)
        if at & 0x40000000:  # eight-bit text, at half the address
            texts.append(word[(at & 0x3FFFFFFF) // 2 :][:characters].decode("cp1252", "replace"))
        else:
            texts.append(word[at : at + 2 * characters].decode("utf-16-le", "replace"))
    return "".join(texts)


def _pieces(clx: bytes) -> bytes:
    """The piece table, which stands behind any number of formatting entries."""
    at = 0
    while at < len(clx) and clx[at] == 1:
        at += 3 + _number(clx, at + 1, "H")
    if clx[at : at + 1] != b"\x02":
        raise ValueError("no piece table")
    return clx[at + 5 : at + 5 + _number(clx, at + 1, "I")]


def _number(data: bytes, at: int, kind: str) -> int:
    return int(struct.unpack_from("<" + kind, data, at)[0])
