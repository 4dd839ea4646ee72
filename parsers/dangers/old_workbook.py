"""Turns the records of an old workbook (.xls, .et: [MS-XLS]) into the risks of its sheets, links and formulas."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator

from parsers.dangers.formulas import of_link
from parsers.formats import risks
from parsers.formats.link_targets import on_share, on_web

MOST_RECORDS = 400_000
"""Records that are regarded; each cell with a number of its own is one."""
_BEGIN, _END, _LOCKED, _BOUNDSHEET, _MACRO_SHEET = 0x809, 0x0A, 0x2F, 0x85, 1
_BOOK, _EXTERNAL_NAME, _LINK, _CONNECTION, _WEB_QUERY = 0x1AE, 0x23, 0x1B8, 0x876, 0x803
_FORMULAS = (0x06, 0x206, 0x406, 0x4BC, 0x18)
"""Cells' formulas, those that cells share, and names for formulas."""
_HYPERLINK = re.compile(rb"[\x22\x42\x62][\x01\x02\x82]\x67[\x01\x81]")
_WORDS = re.compile(rb"\x17(.)([\x00\x01])", re.DOTALL)
_URL_MONIKER = bytes.fromhex("e0c9ea79f9bace118c8200aa004ba90b")
_FILE_MONIKER = bytes.fromhex("0303000000000000c000000000000046")
_PLACE = re.compile(r"(?:\\\\|//|https?:|file:|ftp:)[^\x00-\x1f\"';]{3,1000}", re.IGNORECASE)
_DIRECTORY, _OLE_LINK = "\x03", 0x10


def in_workbook(book: bytes) -> Iterator[str]:
    """The risks in the stream Workbook. What is encrypted has none but the kinds of its sheets."""
    at, linked, locked = 0, False, False
    for _ in range(MOST_RECORDS):
        if at + 4 > len(book):
            return
        kind, size = struct.unpack_from("<HH", book, at)
        record = book[at + 4 : at + 4 + size]
        at += 4 + size
        if kind == _LOCKED:
            locked = True
        elif kind == _BOUNDSHEET and size >= 6 and record[5:6] == bytes([_MACRO_SHEET]):
            yield risks.MACRO_SHEET
        elif locked:
            continue
        elif kind == _BOOK:
            linked, found = _book(record)
            yield from found
        elif kind == _EXTERNAL_NAME and linked and not int.from_bytes(record[:2], "little") & _OLE_LINK:
            yield risks.DDE
        elif kind == _LINK:
            yield from _hyperlink(record)
        elif kind in (_CONNECTION, _WEB_QUERY):
            yield from _connection(record)
        elif kind in _FORMULAS and b"\x17" in record:
            yield from _formula(record)
        elif kind == 0 and size == 0 and not any(book[at : at + 64]):
            return


def _book(record: bytes) -> tuple[bool, list[str]]:
    """Whether another program's data are linked, and the risks of another workbook's place. A path's directories stand behind
    \\x03 and its computer behind \\x01@; what has no \\x01 before it is a program with its topic."""
    length = int.from_bytes(record[2:4], "little")
    if len(record) < 6 or length in (0x0401, 0x3A01):
        return False, []
    wide = record[4] & 1
    path = record[5 : 5 + length * (1 + wide)].decode("utf-16-le" if wide else "latin-1", "replace")
    if path.startswith("\x01"):
        place = path[1:].replace("\x01@", "\\\\").replace("\x05", "").replace(_DIRECTORY, "\\")
        return False, [risks.SHARE] * on_share(place) + [risks.LINKED] * on_web(place)
    program, behind, topic = path.partition(_DIRECTORY)
    found = [risks.SHARE] * on_share(topic) + [risks.LINKED] * on_web(topic)
    return bool(behind and program), found


def _hyperlink(record: bytes) -> Iterator[str]:
    """Where a link leads: an address, a path, or words instead of both ([MS-OSHARED] 2.3.7.1)."""
    if len(record) < 32:
        return
    flags = int.from_bytes(record[28:32], "little")
    at = 32
    for flag in (0x10, 0x80):  # words that are shown, and a frame's name
        if flags & flag:
            at += 4 + 2 * int.from_bytes(record[at : at + 4], "little")
    if not flags & 1:
        return
    if flags & 0x100:
        size = 2 * int.from_bytes(record[at : at + 4], "little")
        target = record[at + 4 : at + 4 + size].decode("utf-16-le", "ignore")
    elif record[at : at + 16] == _URL_MONIKER:
        target = record[at + 20 : at + 20 + int.from_bytes(record[at + 16 : at + 20], "little")].decode("utf-16-le", "ignore")
    elif record[at : at + 16] == _FILE_MONIKER:
        size = int.from_bytes(record[at + 18 : at + 22], "little")
        target = record[at + 22 : at + 22 + size].decode("gb18030", "ignore")
    else:
        return
    yield from of_link(target.partition("\0")[0])


def _connection(record: bytes) -> Iterator[str]:
    for text in (record.decode("latin-1"), record.replace(b"\0", b"").decode("latin-1")):
        for place in _PLACE.findall(text):
            if on_share(place):
                yield risks.SHARE
            elif on_web(place):
                yield risks.SENDS


def _formula(record: bytes) -> Iterator[str]:
    if not _HYPERLINK.search(record):
        return
    for found in _WORDS.finditer(record):
        wide = found[2] == b"\x01"
        raw = record[found.end() : found.end() + found[1][0] * (1 + wide)]
        yield from of_link(raw.decode("utf-16-le" if wide else "latin-1", "ignore"))
