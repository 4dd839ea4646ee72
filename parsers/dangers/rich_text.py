"""Turns an RTF file into the risks in its groups: fields, templates and objects."""

from __future__ import annotations

import re
from binascii import unhexlify
from collections.abc import Callable, Iterator
from itertools import islice

from parsers.dangers.budget import Spent
from parsers.dangers.compound import linked, packaged
from parsers.formats import risks
from parsers.formats.field_risks import in_instructions
from parsers.formats.link_targets import on_share, on_web

Inside = Callable[[bytes, str], Iterator[str]]
MOST, MOST_OBJECTS, LARGEST = 32 << 20, 100, 4 << 20
_TEMPLATE = re.compile(r"\\template\b\s*([^{}]{1,2000})")
_WORD = re.compile(r"\\(?:\*|[a-z]{1,32}-?\d{0,10} ?)|[{}]", re.IGNORECASE)
_CODE = re.compile(r"\\'([0-9a-f]{2})|\\u(-?\d{1,6})\s?\??", re.IGNORECASE)
_INSTRUCTION, _LONGEST, _MOST_FIELDS = "\\fldinst", 4_000, 20_000
_OBJECT = re.compile(rb"\\objdata\b")
_HEX = re.compile(rb"[^0-9a-fA-F]")
_LINKED = b"\1\0\0\0"
"""The kind of an object that lies elsewhere, behind its version."""
_WORDS_WITHIN = re.compile(rb"\\[a-z]{1,32}-?\d{0,10} ?|\\\*|\\'[0-9a-f]{2}", re.IGNORECASE)
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def in_rich_text(data: bytes, inside: Inside) -> Iterator[str]:
    """The risks in these bytes. `inside` looks into what is embedded. Raises Spent."""
    data = data[:MOST]
    if b"\\template" in data or b"\\fldinst" in data:
        yield from _written(data.decode("latin-1"))
    if re.search(rb"\\objupdate\b", data):
        yield risks.LINKED
    starts = [found.end() for found in islice(_OBJECT.finditer(data), MOST_OBJECTS + 1)]
    if len(starts) > MOST_OBJECTS:
        raise Spent
    for start, following in zip(starts, [*starts[1:], len(data)], strict=False):  # one within another is none for any program
        yield from _object(data[start : min(following, start + LARGEST)], inside)


def _written(text: str) -> Iterator[str]:
    for found in _TEMPLATE.findall(text):
        target = _plain(found)
        if on_share(target) or on_web(target):
            yield risks.TEMPLATE
    pieces = text.split(_INSTRUCTION, _MOST_FIELDS)[1:]
    yield from in_instructions(" ".join(_plain(piece[:_LONGEST].partition("\\fldrslt")[0]) for piece in pieces))


def _plain(rtf: str) -> str:
    """The words of a group: codes as characters, control words left out, a doubled backslash as one."""
    text = _CODE.sub(lambda code: chr(int(code[1], 16)) if code[1] else chr(int(code[2]) % 65536), rtf)
    text = text.replace("\\\\", "\x00")
    return _WORD.sub("", text).replace("\x00", "\\").strip()


def _object(data: bytes, inside: Inside) -> Iterator[str]:
    """An object in hexadecimal digits; control words and groups may stand among them."""
    digits = _HEX.sub(b"", _WORDS_WITHIN.sub(b"", data))
    raw = unhexlify(digits[: len(digits) // 2 * 2])
    if (at := raw.find(_COMPOUND)) >= 0:
        yield from inside(raw[at:], "object")
    elif b"Package\0" in raw[:200]:
        at = raw.find(b"Package\0") + 8
        yield from packaged(raw[at + 8 :], inside)
        yield from packaged(raw[at + 12 :], inside)
    if raw[4:8] == _LINKED:
        yield from linked(raw[:4096])
