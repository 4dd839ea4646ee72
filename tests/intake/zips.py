"""Zips with any names and flags, and what came out of them."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Sequence

from config.model import LimitSettings
from intake.mime import Part
from intake.unpack import unpack
from parsers.model.file import File

LIMITS = LimitSettings()
TEXT = "国际会议".encode()


def zipped(members: Sequence[tuple[str | bytes, bytes]], flag: bool | None = None, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip whose names are these very bytes. `flag`: the utf-8 flag to set, whatever the bytes are; None: set for text."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for number, (_, data) in enumerate(members):
            archive.writestr(f"{number:08d}", data)
    raw = bytearray(buffer.getvalue())
    out, central, offsets = bytearray(), bytearray(), []
    at = 0
    for name, _ in members:
        encoded, utf8 = (name, False) if isinstance(name, bytes) else (name.encode(), True)
        bits = 0x800 if (utf8 if flag is None else flag) else 0
        size = struct.unpack_from("<I", raw, at + 18)[0]
        offsets.append(len(out))
        head = bytearray(raw[at : at + 30])
        struct.pack_into("<H", head, 6, bits)
        struct.pack_into("<H", head, 26, len(encoded))
        out += head + encoded + raw[at + 38 : at + 38 + size]
        at += 38 + size
    for (name, _), offset in zip(members, offsets, strict=True):
        encoded, utf8 = (name, False) if isinstance(name, bytes) else (name.encode(), True)
        head = bytearray(raw[at : at + 46])
        struct.pack_into("<H", head, 8, 0x800 if (utf8 if flag is None else flag) else 0)
        struct.pack_into("<H", head, 28, len(encoded))
        struct.pack_into("<I", head, 42, offset)
        central += head + encoded
        at += 46 + 8
    end = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, len(members), len(members), len(central), len(out), 0)
    return bytes(out + central + end)


def opened(data: bytes, name: str = "材料.zip", limits: LimitSettings = LIMITS) -> tuple[File, ...]:
    return unpack([Part(name, data, "application/zip")], limits)


def names(files: Sequence[File]) -> list[str]:
    return [file.name for file in files]


def troubles(files: Sequence[File]) -> list[str]:
    return [file.trouble.kind if file.trouble else "" for file in files]


def word_file() -> bytes:
    return zipped([("[Content_Types].xml", b"<Types/>"), ("word/document.xml", b"<w/>")])
