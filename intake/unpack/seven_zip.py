"""Unpacks rar, 7z, cab and unusual zips with the 7zz program. They are listed first, then all members are read in one pass over
its output, because reading each member alone would unpack a solid archive again from its beginning. The output is cut by the
listed sizes and checked by the listed checksums."""

from __future__ import annotations

import zlib
from collections.abc import Sequence

from intake.unpack.budget import PIECE, Budget, Member, Members, Refused
from intake.unpack.member_names import litter
from intake.unpack.seven_zip_listing import Entry, Listing, list_archive
from intake.unpack.seven_zip_process import Child, in_memory, program, seven
from parsers.model.file import Trouble, TroubleKind

MISSING = Trouble(TroubleKind.UNSUPPORTED, "本机没有能打开此类压缩包的程序")
INCOMPLETE = Trouble(TroubleKind.INCOMPLETE, "分卷压缩包，缺少其他分卷")
_DAMAGED = Trouble(TroubleKind.DAMAGED, "压缩包内此文件已损坏")
_SKIPPED = 64 << 20
"""Bytes of refused members that the one pass may unpack for nothing; beyond, the others are read one by one."""


def members(data: bytes, budget: Budget) -> Members:
    """(path, bytes, trouble) of every member that is a file. Raises Refused for the archive as a whole."""
    check_installed()
    with in_memory(data) as (path, handles):
        yield from read_listed(list_archive(path, handles, budget, _kind(data)), path, handles, len(data), budget)


def check_installed() -> None:
    """Raises Refused("unsupported") where there is no 7zz."""
    if not program():
        raise Refused(MISSING.kind, MISSING.detail)


def one(data: bytes, size: int, budget: Budget) -> tuple[bytes, Trouble | None]:
    """(bytes, trouble) of a zip's only member."""
    if not program():
        return b"", Trouble(TroubleKind.UNSUPPORTED, "本机不支持此压缩方法")
    try:
        with in_memory(data) as (path, handles):
            return _alone(Entry(b"m", "m", size, 0, None), 0, path, handles, budget)
    except Refused as refused:
        return b"", refused.trouble


def read_listed(listing: Listing, path: str, handles: Sequence[int], packed: int, budget: Budget) -> Members:
    """The members of an archive that was listed. `packed` is its whole size in bytes."""
    if listing.missing:
        raise Refused(INCOMPLETE.kind, INCOMPLETE.detail)
    files = [entry for entry in listing.entries if not litter(entry.name)]
    if not files and listing.torn:
        raise Refused(TroubleKind.DAMAGED, "压缩包已损坏")
    if not files:
        raise Refused(TroubleKind.EMPTY, "压缩包内没有文件")
    if all(entry.encrypted for entry in files):
        raise Refused(TroubleKind.ENCRYPTED, "压缩包设有密码")
    harmed = False
    for name, data, trouble in _members(listing, path, handles, packed, budget):
        harmed = harmed or (trouble is not None and trouble.kind in (TroubleKind.DAMAGED, TroubleKind.INCOMPLETE))
        yield name, data, trouble
    if listing.torn and not harmed:
        raise Refused(TroubleKind.DAMAGED, "压缩包不完整，其后的文件已丢失")


def _members(listing: Listing, path: str, handles: Sequence[int], packed: int, budget: Budget) -> Members:
    entries, too_many = _counted(listing.entries, budget)
    refused: dict[int, Trouble] = {}
    total = 0
    for number, entry in enumerate(entries):
        try:
            _check(entry, packed, total, budget)
            total += entry.size or 0
        except Refused as refusal:
            refused[number] = refusal.trouble
    in_vain = sum(entries[number].size or 0 for number in refused if not entries[number].silent)
    if in_vain <= _SKIPPED and all(entry.size is not None for entry in entries):
        yield from _in_one_pass(entries, refused, path, handles, budget)
    else:
        yield from _one_by_one(entries, 0, refused, path, handles, budget)
    if too_many:
        raise too_many


def _counted(entries: Sequence[Entry], budget: Budget) -> tuple[Sequence[Entry], Refused | None]:
    """As many members as the budget allows, and its refusal of the next."""
    for number in range(len(entries)):
        try:
            budget.member()
        except Refused as refusal:
            return entries[:number], refusal
    return entries, None


def _check(entry: Entry, packed: int, before: int, budget: Budget) -> None:
    """Raises Refused when this member must not be read. `before` are the bytes of the members before it."""
    if entry.link:
        raise Refused(TroubleKind.DANGEROUS, "压缩包内是指向别处的链接")
    if entry.encrypted:
        raise Refused(TroubleKind.ENCRYPTED, "文件设有密码")
    if entry.split:
        raise Refused(INCOMPLETE.kind, INCOMPLETE.detail)
    budget.declared(entry.size or 0, entry.packed or packed)
    if budget.bytes + before + (entry.size or 0) > budget.limits.archive_bytes:
        raise Refused(TroubleKind.LIMIT, f"压缩包展开后超过{budget.limits.archive_bytes >> 20}MB")


def _in_one_pass(
    entries: Sequence[Entry], refused: dict[int, Trouble], path: str, handles: Sequence[int], budget: Budget
) -> Members:
    """Members with the right checksum are given as they come. From the first wrong one on they wait for the end: if 7zz gave
    as many bytes as it listed, the cuts are right and the members are damaged; otherwise each is asked for by name."""
    doubtful: list[tuple[int, Member]] = []
    with seven(["x", "-so"], path, handles, budget) as child:
        for number, entry in enumerate(entries):
            size = 0 if entry.silent else entry.size or 0
            data = _take(child, size, number not in refused, budget)
            member = (entry.name, data or b"", refused.get(number))
            sound = data is None or (len(data) == size and entry.crc is not None and zlib.crc32(data) == entry.crc)
            if doubtful or not (sound or (size == 0 and not entry.crc)):
                doubtful.append((number, member))
            elif not litter(entry.name):
                yield member
        whole = not child.read(1)
        code, _ = child.finish() if whole else (-1, "")
    if doubtful and whole and _aligned(entries, doubtful, code):
        yield from (_judged(entries[number], member, code) for number, member in doubtful if not litter(member[0]))
    elif doubtful:
        yield from _one_by_one(entries, doubtful[0][0], refused, path, handles, budget)


def _take(child: Child, size: int, keep: bool, budget: Budget) -> bytes | None:
    """The next `size` bytes, fewer at the end; None where they are only skipped."""
    data, left = bytearray(), size
    while left and (piece := child.read(min(left, PIECE))):
        budget.count(len(piece))
        left -= len(piece)
        if keep:
            data += piece
    return bytes(data) if keep else None


def _aligned(entries: Sequence[Entry], doubtful: Sequence[tuple[int, Member]], code: int) -> bool:
    """Whether nothing was missing: every member came in its full length, and with code 0 7zz checked them itself."""
    full = all(trouble or len(data) == (entries[number].size or 0) for number, (_, data, trouble) in doubtful)
    return full and (code == 0 or all(entries[number].crc is not None for number, _ in doubtful))


def _judged(entry: Entry, member: Member, code: int) -> Member:
    name, data, trouble = member
    if trouble or code == 0 or (entry.crc is not None and zlib.crc32(data) == entry.crc):
        return member
    return name, b"", _DAMAGED


# --- one member at a time -------------------------------------------------------------------------------------------


def _one_by_one(
    entries: Sequence[Entry], start: int, refused: dict[int, Trouble], path: str, handles: Sequence[int], budget: Budget
) -> Members:
    before: dict[bytes, int] = {}
    for number, entry in enumerate(entries):
        skip = before.get(entry.raw, 0)  # 7zz gives members of one name one after the other
        before[entry.raw] = skip + (0 if entry.silent else entry.size or 0)
        if number < start or litter(entry.name):
            continue
        if number in refused:
            yield entry.name, b"", refused[number]
            continue
        try:
            yield entry.name, *_alone(entry, skip, path, handles, budget)
        except Refused as refusal:
            yield entry.name, b"", refusal.trouble


def _alone(entry: Entry, skip: int, path: str, handles: Sequence[int], budget: Budget) -> tuple[bytes, Trouble | None]:
    with seven(["x", "-so", b"-i!" + entry.raw], path, handles, budget) as child:
        _take(child, skip, False, budget)
        if entry.size is None:
            data = budget.pour(child, entry.packed or budget.limits.file_bytes, budget.limits.file_bytes)
        else:
            data = _take(child, entry.size, True, budget) or b""
        code, complaints = child.finish() if not child.read(1) else (0, "")
    proven = entry.crc is not None and zlib.crc32(data) == entry.crc and (entry.size is None or len(data) == entry.size)
    if proven or (code == 0 and entry.size in (None, len(data)) and entry.crc is None):
        return data, None
    return b"", _why(code, complaints)


def _why(code: int, complaints: str) -> Trouble:
    if "Unsupported Method" in complaints:
        return Trouble(TroubleKind.UNSUPPORTED, "本机不支持此压缩方法")
    if "Wrong password" in complaints:
        return Trouble(TroubleKind.ENCRYPTED, "文件设有密码")
    if "allocate" in complaints or code < 0:
        return Trouble(TroubleKind.LIMIT, "解压所需资源超过限制")
    if any(word in complaints for word in ("CRC Failed", "Data Error", "Unexpected end")):
        return _DAMAGED
    return Trouble(TroubleKind.UNSUPPORTED, "本机未能读出此文件")


def _kind(data: bytes) -> str:
    """7zz's name for the type that these bytes begin with, so that it tries no other."""
    kinds = ((b"7z\xbc\xaf", "7z"), (b"Rar!\x1a\x07\x01", "rar5"), (b"Rar!\x1a\x07\x00", "rar"), (b"MSCF", "cab"))
    return next((kind for magic, kind in kinds if data.startswith(magic)), "")
