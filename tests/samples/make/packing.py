"""Zip archives with the same bytes every time: fixed times, chosen encodings of names, and the old ZipCrypto password."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from typing import Literal

Members = list[tuple[str, bytes]]
Names = Literal["utf8", "gbk", "utf8-unflagged"]
STAMP = (2024, 3, 18, 9, 30, 0)


def docx_zip(members: Members) -> bytes:
    """An OOXML package: deflated, in the order given, all members dated alike."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in members:
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            package.writestr(info, data)
    return out.getvalue()


def archive(members: Members, names: Names = "utf8", password: str = "") -> bytes:
    """A zip as a desktop program writes it. `names`: UTF-8 with its flag (as 7-Zip does), GBK without (Windows in Chinese), or
    UTF-8 without (macOS). With `password` every member is encrypted by ZipCrypto. Written by hand: zipfile offers neither."""
    body, directory = io.BytesIO(), io.BytesIO()
    for name, data in members:
        raw = name.encode("gbk" if names == "gbk" else "utf-8")
        flags = (0x800 if names == "utf8" else 0) | (1 if password else 0)
        packed, crc, offset = deflate(data), zlib.crc32(data), body.tell()
        if password:
            packed = zip_crypto(packed, password.encode(), crc)
        common = struct.pack("<HHHHHIIIHH", 20, flags, 8, *dos_time(), crc, len(packed), len(data), len(raw), 0)
        body.write(b"PK\x03\x04" + common + raw + packed)
        directory.write(b"PK\x01\x02" + struct.pack("<H", 20) + common + struct.pack("<HHHII", 0, 0, 0, 0, offset) + raw)
    end = struct.pack("<HHHHIIH", 0, 0, len(members), len(members), directory.tell(), body.tell(), 0)
    return body.getvalue() + directory.getvalue() + b"PK\x05\x06" + end


def deflate(data: bytes) -> bytes:
    """Raw deflate, as zip wants it."""
    press = zlib.compressobj(6, zlib.DEFLATED, -15)
    return press.compress(data) + press.flush()


def dos_time() -> tuple[int, int]:
    """Time and date of all members, in the old two words."""
    year, month, day, hour, minute, second = STAMP
    return hour << 11 | minute << 5 | second // 2, (year - 1980) << 9 | month << 5 | day


def zip_crypto(data: bytes, password: bytes, crc: int) -> bytes:
    """Traditional PKWARE encryption (APPNOTE 6.1). Its twelve leading bytes should be random; here they are fixed on purpose."""
    table = [crc_step(i) for i in range(256)]
    keys = [0x12345678, 0x23456789, 0x34567890]

    def turn(byte: int) -> None:
        keys[0] = table[(keys[0] ^ byte) & 0xFF] ^ keys[0] >> 8
        keys[1] = ((keys[1] + (keys[0] & 0xFF)) * 134775813 + 1) & 0xFFFFFFFF
        keys[2] = table[(keys[2] ^ keys[1] >> 24) & 0xFF] ^ keys[2] >> 8

    for byte in password:
        turn(byte)
    out = bytearray()
    for byte in bytes(range(11)) + bytes([crc >> 24]) + data:
        mask = keys[2] | 2
        out.append(byte ^ (mask * (mask ^ 1) >> 8 & 0xFF))
        turn(byte)
    return bytes(out)


def crc_step(value: int) -> int:
    """One entry of the CRC-32 table."""
    for _ in range(8):
        value = value >> 1 ^ (0xEDB88320 if value & 1 else 0)
    return value
