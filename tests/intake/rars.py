"""Writes rar archives of version 4 byte by byte, because no free program writes them. Members are stored, not packed."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Sequence

_VOLUME, _NEW_NAMES, _FIRST = 0x01, 0x10, 0x100
_BEFORE, _AFTER = 0x01, 0x02


def rar(members: Sequence[tuple[bytes, bytes]], flags: int = 0) -> bytes:
    """A rar of these (name as raw bytes, content)."""
    return _start(flags) + b"".join(_file(name, data, data) for name, data in members) + _end(0)


def rar_volumes(name: bytes, data: bytes, size: int, new_names: bool) -> list[bytes]:
    """One member cut into volumes of `size` bytes of content."""
    pieces = [data[at : at + size] for at in range(0, len(data), size)]
    volumes = []
    for number, piece in enumerate(pieces):
        first, last = number == 0, number == len(pieces) - 1
        flags = _VOLUME | (_NEW_NAMES if new_names else 0) | (_FIRST if first else 0)
        split = (0 if first else _BEFORE) | (0 if last else _AFTER)
        volumes.append(_start(flags) + _file(name, piece, data if last else piece, split, len(data)) + _end(0 if last else 1))
    return volumes


def _start(flags: int) -> bytes:
    return b"Rar!\x1a\x07\x00" + _block(0x73, flags, bytes(6))


def _end(flags: int) -> bytes:
    return _block(0x7B, 0x4000 | flags, b"")


def _file(name: bytes, packed: bytes, checked: bytes, flags: int = 0, size: int | None = None) -> bytes:
    full = len(packed) if size is None else size
    crc = zlib.crc32(checked)
    fields = struct.pack("<IIBIIBBHI", len(packed), full, 2, crc, 0x21 << 16, 29, 0x30, len(name), 0x20)
    return _block(0x74, 0x8000 | flags, fields + name) + packed


def _block(kind: int, flags: int, rest: bytes) -> bytes:
    body = struct.pack("<BHH", kind, flags, 7 + len(rest)) + rest
    return struct.pack("<H", zlib.crc32(body) & 0xFFFF) + body
