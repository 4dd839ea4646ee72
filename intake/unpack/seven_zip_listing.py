"""Parses what 7zz tells of an archive (`l -slt`) into a Listing. The text is hostile: the bytes are checked against all it
says."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from intake.unpack.budget import Budget, Refused
from intake.unpack.member_names import spell
from intake.unpack.seven_zip_process import seven
from parsers.model.file import TroubleKind

_MOST_BYTES = 16 << 20
_LINE = re.compile(rb"([A-Z][A-Za-z ]{1,30}) = ?(.*)")
_LINKS = ("Symbolic Link", "Hard Link")


@dataclass(frozen=True, slots=True)
class Entry:
    """One member. `raw` is its name as 7zz spells it; `size` None where the archive does not tell; `crc` None where there is
    none to compare with; `packed` 0 where it shares its packed bytes with others; `silent`: 7zz gives no byte of it."""

    raw: bytes
    name: str
    size: int | None
    packed: int
    crc: int | None
    encrypted: bool = False
    link: bool = False
    split: bool = False
    silent: bool = False


@dataclass(frozen=True, slots=True)
class Listing:
    """An archive's type as 7zz calls it, its files (folders left out), whether volumes are missing, and whether it ends too
    early."""

    kind: str
    entries: tuple[Entry, ...]
    missing: bool = False
    torn: bool = False


def list_archive(archive: str, handles: Sequence[int], budget: Budget, kind: str = "") -> Listing:
    """The listing of an archive. Raises Refused: its names are encrypted, it is damaged, or beyond a limit. With `kind` it is
    opened as that type only, else as whatever it holds."""
    with seven(["l", "-slt", *([f"-t{kind}"] if kind else [])], archive, handles, budget) as child:
        out = bytearray()
        while piece := child.read(1 << 16):
            out += piece
            if len(out) > _MOST_BYTES:
                raise Refused(TroubleKind.LIMIT, f"压缩包内文件超过{budget.limits.archive_members}个")
        code, complaints = child.finish()
    head, bar, body = bytes(out).partition(b"\n----------\n")
    output = head.decode("utf-8", "replace") + complaints
    if not bar:
        raise _closed(output, code)
    top = _fields(head.partition(b"\n--\n")[2])
    entries = _entries([fields for block in body.split(b"\n\n") if b"Path" in (fields := _fields(block))], top, archive)
    torn = code != 0 and ("Unexpected end" in output or "Headers Error" in output)
    return Listing(top.get(b"Type", b"").decode("ascii", "replace"), entries, "Missing volume" in output, torn)


def _closed(output: str, code: int) -> Refused:
    if "Cannot open encrypted archive" in output:
        return Refused(TroubleKind.ENCRYPTED, "压缩包设有密码")
    if "Missing volume" in output:
        return Refused(TroubleKind.INCOMPLETE, "分卷压缩包，缺少其他分卷")
    if "allocate" in output or code < 0:
        return Refused(TroubleKind.LIMIT, "解压所需资源超过限制")
    return Refused(TroubleKind.DAMAGED, "压缩包已损坏")


def _fields(block: bytes) -> dict[bytes, bytes]:
    """The lines "Key = value" of a block; the first of a key counts, so that nothing in a comment can replace it."""
    fields: dict[bytes, bytes] = {}
    for line in block.split(b"\n"):
        if match := _LINE.fullmatch(line):
            fields.setdefault(match[1], match[2])
    return fields


def _entries(blocks: list[dict[bytes, bytes]], top: dict[bytes, bytes], archive: str) -> tuple[Entry, ...]:
    files = [block for block in blocks if not _folder(block) and block.get(b"Alternate Stream") != b"+"]
    names = spell([block[b"Path"] for block in files])
    crcs = {block[b"Path"]: _crc(block) for block in files if not block.get(b"Copy Link")}
    rar = top.get(b"Type", b"").startswith(b"Rar")
    ours = archive.rpartition("/")[2] + "~"  # what 7zz calls a member without a name
    return tuple(_entry(block, "" if name == ours else name, crcs, rar) for block, name in zip(files, names, strict=True))


def _entry(block: dict[bytes, bytes], name: str, crcs: dict[bytes, int | None], rar: bool) -> Entry:
    copied = block.get(b"Copy Link")
    attributes = block.get(b"Attributes", b"").split()
    link = any(block.get(key.encode()) for key in _LINKS) or any(word.startswith(b"l") for word in attributes)
    encrypted = block.get(b"Encrypted") == b"+"
    return Entry(
        block[b"Path"], name, _number(block, b"Size"), _number(block, b"Packed Size") or 0,
        crcs.get(copied) if copied else _crc(block), encrypted, link,
        b"+" in (block.get(b"Split Before"), block.get(b"Split After")), encrypted or (link and rar),
    )  # fmt: skip


def _folder(block: dict[bytes, bytes]) -> bool:
    return block.get(b"Folder") == b"+" or block.get(b"Attributes", b"").startswith(b"D")


def _number(block: dict[bytes, bytes], key: bytes) -> int | None:
    value = block.get(key, b"")
    return int(value) if value.isdigit() and len(value) < 20 else None


def _crc(block: dict[bytes, bytes]) -> int | None:
    value = block.get(b"CRC", b"")
    return int(value, 16) if re.fullmatch(rb"[0-9A-F]{8}", value) else None
