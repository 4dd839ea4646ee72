"""Writes compound files (MS-CFB), small and plain: every stream in whole sectors of its own. There is no mini
stream, so a stream that will be read must have 4096 bytes or more."""

from __future__ import annotations

import struct

_END, _FAT, _FREE = 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFF


def compound(tree: dict[str, object]) -> bytes:
    """A compound file of this tree: bytes are streams, dicts are storages."""
    sectors: list[bytes] = []
    fat: list[int] = []

    def store(data: bytes) -> int:
        count = -(-len(data) // 512)
        start = len(sectors)
        sectors.extend(data[at : at + 512].ljust(512, b"\0") for at in range(0, len(data), 512))
        fat.extend([*range(start + 1, start + count), _END] if count else [])
        return start if count else _END

    entries: list[list[object]] = [["Root Entry", 5, _FREE, _FREE, _END, 0]]

    def add(parent: int, inside: dict[str, object]) -> None:
        before = 0
        for name, content in inside.items():
            stream = isinstance(content, bytes)
            entries.append([name, 2 if stream else 1, _FREE, _FREE, _END, 0])
            number = len(entries) - 1
            if before:
                entries[before][2] = number
            else:
                entries[parent][3] = number
            before = number
            if isinstance(content, bytes):
                entries[number][4:] = [store(content), len(content)]
            elif isinstance(content, dict):
                add(number, content)

    add(0, tree)
    directory = store(b"".join(_entry(*entry) for entry in entries))  # type: ignore[arg-type]
    tables = 1
    while tables * 128 < len(fat) + tables:
        tables += 1
    at = len(sectors)
    whole = [*fat, *[_FAT] * tables]
    whole += [_FREE] * (tables * 128 - len(whole))
    sectors += [struct.pack("<128I", *whole[n * 128 : n * 128 + 128]) for n in range(tables)]
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<5H", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    head += struct.pack("<9I", 0, tables, directory, 0, 4096, _END, 0, _END, 0)
    return head + struct.pack("<109I", *[*range(at, at + tables), *[_FREE] * (109 - tables)]) + b"".join(sectors)


def _entry(name: str, kind: int, right: int, child: int, start: int, size: int) -> bytes:
    raw = name.encode("utf-16-le")
    fields = struct.pack("<HBBIII", len(raw) + 2, kind, 1, _FREE, right, child)
    return raw.ljust(64, b"\0") + fields + bytes(36) + struct.pack("<IQ", start, size)
