"""Unpacks a tar with the standard library: plain files only; links and devices are named and not followed."""

from __future__ import annotations

import io
import struct
import tarfile

from intake.unpack.budget import Budget, Member, Members, Refused
from intake.unpack.member_names import litter, spell
from parsers.model.file import Trouble, TroubleKind

_BROKEN = (tarfile.TarError, OSError, ValueError, EOFError, IndexError, OverflowError, struct.error, RecursionError, KeyError)
_HEADERS_A_MEMBER = 10


def members(data: bytes, budget: Budget) -> Members:
    """(path, bytes, trouble) of every member that is not a folder. Raises Refused for the archive as a whole."""
    infos, torn = _infos(data, budget)
    files = [info for info in infos if not info.isdir()]
    names = spell([info.name.encode("utf-8", "surrogateescape") for info in files])
    kept = [(info, name) for info, name in zip(files, names, strict=True) if not litter(name)]
    if not kept and not torn:
        raise Refused(TroubleKind.EMPTY, "压缩包内没有文件")
    harmed = False
    for info, name in kept:
        budget.member()
        member = _member(info, name, data, budget)
        harmed = harmed or (member[2] is not None and member[2].kind == TroubleKind.DAMAGED)
        yield member
    if torn and not harmed:
        raise Refused(TroubleKind.DAMAGED, "压缩包已损坏，其后的文件已丢失")


def _infos(data: bytes, budget: Budget) -> tuple[list[tarfile.TarInfo], bool]:
    """All headers, and whether something follows them that is not a header."""
    infos: list[tarfile.TarInfo] = []
    try:
        with tarfile.open(fileobj=io.BytesIO(data), mode="r:", encoding="utf-8", errors="surrogateescape") as archive:
            while info := archive.next():
                archive.members = []  # type: ignore[attr-defined]  # the stdlib keeps and searches them all
                infos.append(info)
                budget.in_time()
                if len(infos) > _HEADERS_A_MEMBER * budget.limits.archive_members:
                    raise Refused(TroubleKind.LIMIT, f"压缩包内文件超过{budget.limits.archive_members}个")
            end = archive.offset
    except _BROKEN:
        return infos, True
    return infos, end < len(data) and any(data[end : end + 512])


def _member(info: tarfile.TarInfo, name: str, data: bytes, budget: Budget) -> Member:
    if not info.isfile():
        what = "压缩包内是指向别处的链接" if info.issym() or info.islnk() else "压缩包内是设备文件"
        return name, b"", Trouble(TroubleKind.DANGEROUS, what)
    try:
        budget.declared(info.size, len(data))
        content = _content(info, data, budget)
    except Refused as refused:
        return name, b"", refused.trouble
    if len(content) != info.size:
        return name, b"", Trouble(TroubleKind.DAMAGED, "压缩包内此文件不完整")
    return name, content, None


def _content(info: tarfile.TarInfo, data: bytes, budget: Budget) -> bytes:
    if not info.issparse():
        budget.count(info.size)
        return data[info.offset_data : info.offset_data + info.size]
    try:
        reader = tarfile.ExFileObject(tarfile.TarFile(fileobj=io.BytesIO(data)), info)
        return budget.read(reader, info.size)
    except _BROKEN as error:
        raise Refused(TroubleKind.DAMAGED, "压缩包内此文件已损坏") from error
