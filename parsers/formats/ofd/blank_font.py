"""Makes a TrueType font of glyphs that have the size of characters and no ink: programs that read a PDF skip characters whose
glyph is in no font, and which fonts a machine has must not decide what is read."""

from __future__ import annotations

import struct
from collections.abc import Iterable

WIDE, NARROW = 1, 2
"""The glyphs: of a square character, and of one half as wide."""
_EM, _ASCENT, _DESCENT = 1000, 880, -120
_WIDTHS = {0: _EM, WIDE: _EM, NARROW: _EM // 2}


def blank_font() -> bytes:
    """The font's file."""
    glyphs = [b"", _glyph(_WIDTHS[WIDE]), _glyph(_WIDTHS[NARROW])]
    ends = [sum(map(len, glyphs[:n])) // 2 for n in range(len(glyphs) + 1)]
    tables = {
        b"glyf": b"".join(glyphs),
        b"head": struct.pack(
            ">IIIIHHqqhhhhHHhhh", 0x10000, 0x10000, 0, 0x5F0F3CF5, 0, _EM, 0, 0, 0, _DESCENT, _EM, _ASCENT, 0, 6, 2, 0, 0
        ),
        b"hhea": struct.pack(">IhhhHhhhhhhhhhhhH", 0x10000, _ASCENT, _DESCENT, 0, _EM, 0, 0, _EM, 1, *[0] * 7, len(glyphs)),
        b"hmtx": b"".join(struct.pack(">Hh", width, 0) for width in _WIDTHS.values()),
        b"loca": struct.pack(f">{len(ends)}H", *ends),
        b"maxp": struct.pack(">IHHHHHHHHHHHHHH", 0x10000, len(glyphs), 6, 2, 0, 0, 2, *[0] * 8),
    }  # fmt: skip
    at, head, body = 12 + 16 * len(tables), [struct.pack(">IHHHH", 0x10000, len(tables), 64, 2, 32)], []
    for name, table in tables.items():
        padded = table + bytes(-len(table) % 4)
        head.append(name + struct.pack(">III", sum(struct.unpack(f">{len(padded) // 4}I", padded)) & 0xFFFFFFFF, at, len(table)))
        body.append(padded)
        at += len(padded)
    return b"".join((*head, *body))


def glyph_map(chars: Iterable[str]) -> bytes:
    """Which glyph each code has, from 0 on; `chars` are those of the codes from 1 on."""
    return struct.pack(">H", 0) + b"".join(struct.pack(">H", NARROW if char.isascii() else WIDE) for char in chars)


def _glyph(width: int) -> bytes:
    """Two corners, each a triangle too small to be seen."""
    xs, ys = (0, 1, -1, width, -1, 1), (_DESCENT, 0, 1, _ASCENT - _DESCENT - 1, 0, -1)
    head = struct.pack(">hhhhh", 2, 0, _DESCENT, width, _ASCENT)
    glyph = head + struct.pack(">HHH", 2, 5, 0) + bytes([1] * 6) + struct.pack(">6h", *xs) + struct.pack(">6h", *ys)
    return glyph + bytes(-len(glyph) % 4)
