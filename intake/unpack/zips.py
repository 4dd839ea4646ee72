"""Unpacks a zip with the standard library, one member at a time. What the archive says of itself is checked before any
unpacking."""

from __future__ import annotations

import io
import lzma
import stat
import struct
import zipfile
import zlib
from collections.abc import Sequence

from intake.unpack import seven_zip
from intake.unpack.budget import Budget, Member, Members, Refused
from intake.unpack.member_names import decodes, litter, spell
from parsers.model.file import Trouble, TroubleKind

_UTF8_FLAG, _ENCRYPTED_FLAG = 0x800, 0x1
_UNICODE_PATH = 0x7075
_UNIX = 3
_LOCAL_HEADER = b"PK\x03\x04"
_BROKEN = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, ValueError, struct.error, IndexError, OverflowError,
)  # fmt: skip


def members(data: bytes, budget: Budget) -> Members:
    """(path, bytes, trouble) of every member that is a file. Raises Refused for the archive as a whole: damaged, empty,
    encrypted throughout, in several volumes, or a bomb."""
    with _opened(data) as archive:
        infos = archive.infolist()
        names = decode_names(infos, data)
        files = [(info, name) for info, name in zip(infos, names, strict=True) if not _folder(info, name) and not litter(name)]
        _check_whole(data, infos, files)
        for info, name in files:
            budget.member()
            yield _member(archive, info, name, data, budget)


def _opened(data: bytes) -> zipfile.ZipFile:
    try:
        try:
            return zipfile.ZipFile(io.BytesIO(data))
        except UnicodeDecodeError:  # names with the utf-8 flag that are not utf-8: read again without the flag
            return zipfile.ZipFile(io.BytesIO(_without_utf8_flags(data)))
    except NotImplementedError as error:
        raise Refused(TroubleKind.UNSUPPORTED, "本机不支持此版本的压缩包") from error
    except _BROKEN as error:
        if data.startswith(b"PK\x07\x08"):
            raise Refused(TroubleKind.INCOMPLETE, "分卷压缩包，缺少其他分卷") from error
        raise Refused(TroubleKind.DAMAGED, "压缩包已损坏") from error


def _without_utf8_flags(data: bytes) -> bytes:
    """The archive with the utf-8 flag cleared in its central directory."""
    end = data.rfind(b"PK\x05\x06")
    at = struct.unpack_from("<I", data, end + 16)[0] if 0 <= end <= len(data) - 20 else len(data)
    changed = bytearray(data)
    while changed[at : at + 4] == b"PK\x01\x02" and at + 46 <= len(changed):
        flags, lengths = struct.unpack_from("<H", changed, at + 8)[0], struct.unpack_from("<3H", changed, at + 28)
        struct.pack_into("<H", changed, at + 8, flags & ~_UTF8_FLAG)
        at += 46 + sum(lengths)
    return bytes(changed)


def decode_names(infos: Sequence[zipfile.ZipInfo], data: bytes = b"") -> list[str]:
    """Names of all members: by their utf-8 flag, else their Unicode Path field, else as `spell` decides for the archive. Where
    the directory's names are damaged, those of the local headers count."""
    loose = [info for info in infos if not info.flag_bits & _UTF8_FLAG]
    raw = [_raw(info) for info in loose]
    local = [_local_name(info, data) for info in loose] if _damaged(raw) else raw
    better = not _damaged(local) and any(not name.isascii() for name in local)
    spelt = dict(zip(map(id, loose), spell(local if better else raw), strict=True))
    return [_unicode_path(info) or spelt[id(info)] if id(info) in spelt else info.orig_filename for info in infos]


def _raw(info: zipfile.ZipInfo) -> bytes:
    return info.orig_filename.encode("cp437", "replace")


def _damaged(names: Sequence[bytes]) -> bool:
    """Whether names can be no program's spelling: in no one encoding all of them can be read, or characters became "?"."""
    return any(b"?" in name for name in names) or not any(all(decodes(n, codec) for n in names) for codec in ("utf-8", "gb18030"))


def _local_name(info: zipfile.ZipInfo, data: bytes) -> bytes:
    """The name in the member's own header; the directory's where there is no header at its place."""
    at = info.header_offset
    if data[at : at + 4] != _LOCAL_HEADER or at + 30 > len(data):
        return _raw(info)
    return data[at + 30 : at + 30 + int.from_bytes(data[at + 26 : at + 28], "little")]


def _unicode_path(info: zipfile.ZipInfo) -> str:
    """The name in Info-ZIP's Unicode Path field (0x7075), when it belongs to the raw name; "" otherwise."""
    extra, at = info.extra, 0
    while at + 4 <= len(extra):
        kind, size = struct.unpack_from("<HH", extra, at)
        field = extra[at + 4 : at + 4 + size]
        if kind == _UNICODE_PATH and len(field) > 5 and struct.unpack_from("<I", field, 1)[0] == zlib.crc32(_raw(info)):
            return field[5:].decode("utf-8", "replace")
        at += 4 + size
    return ""


def _folder(info: zipfile.ZipInfo, name: str) -> bool:
    return name.endswith(("/", "\\")) and info.file_size == 0


def _check_whole(data: bytes, infos: list[zipfile.ZipInfo], files: list[tuple[zipfile.ZipInfo, str]]) -> None:
    if not files:
        raise Refused(TroubleKind.EMPTY, "压缩包内没有文件")
    if all(info.flag_bits & _ENCRYPTED_FLAG for info, _ in files):
        raise Refused(TroubleKind.ENCRYPTED, "压缩包设有密码")
    if any(info.volume for info in infos):
        raise Refused(TroubleKind.INCOMPLETE, "分卷压缩包，缺少其他分卷")
    if sum(info.compress_size for info in infos) > len(data):
        raise Refused(TroubleKind.DANGEROUS, "压缩包内文件相互重叠，疑似压缩炸弹")


def _member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str, data: bytes, budget: Budget) -> Member:
    try:
        return name, _read(archive, info, data, budget), None
    except Refused as refused:
        return name, b"", refused.trouble
    except NotImplementedError:  # Deflate64, implode, PPMd …
        return name, *seven_zip.one(_alone(info, data), info.file_size, budget)
    except MemoryError:  # a header may ask for a dictionary of gigabytes
        return name, b"", Trouble(TroubleKind.LIMIT, "解压所需内存过大")
    except RuntimeError:
        return name, b"", Trouble(TroubleKind.ENCRYPTED, "文件设有密码")
    except _BROKEN:
        return name, b"", Trouble(TroubleKind.DAMAGED, "压缩包内此文件已损坏")


def _read(archive: zipfile.ZipFile, info: zipfile.ZipInfo, data: bytes, budget: Budget) -> bytes:
    if info.create_system == _UNIX and stat.S_ISLNK(info.external_attr >> 16):
        raise Refused(TroubleKind.DANGEROUS, "压缩包内是指向别处的链接")
    if info.flag_bits & _ENCRYPTED_FLAG:
        raise Refused(TroubleKind.ENCRYPTED, "文件设有密码")
    budget.declared(info.file_size, info.compress_size)
    _same_name(info, data)
    with archive.open(info) as stream:
        return budget.read(stream, info.file_size)


def _alone(info: zipfile.ZipInfo, data: bytes) -> bytes:
    """A zip of this one member's packed bytes, under a name of ours."""
    at = info.header_offset + 30 + sum(struct.unpack_from("<2H", data, info.header_offset + 26))
    packed = data[at : at + info.compress_size]
    flags = info.flag_bits & 0x6  # how an imploded member is to be read; no data descriptor, no name in utf-8
    common = struct.pack("<5H3I2H", 20, flags, info.compress_type, 0, 33, info.CRC, len(packed), info.file_size, 1, 0)
    local = b"PK\x03\x04" + common + b"m" + packed
    central = b"PK\x01\x02" + struct.pack("<H", 20) + common + struct.pack("<3H2I", 0, 0, 0, 0, 0) + b"m"
    return local + central + struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, 1, 1, len(central), len(local), 0)


def _same_name(info: zipfile.ZipInfo, data: bytes) -> None:
    """Sets the directory's name and place to those of the local header: the standard library refuses a member over a difference
    in spelling or a few strange bytes before it. Some programs write one name in GBK and the other in utf-8; the bytes are
    sound."""
    if data[info.header_offset : info.header_offset + 4] != _LOCAL_HEADER:
        info.header_offset = _local_header(data, _raw(info), info.header_offset)
    at = info.header_offset
    raw = data[at + 30 : at + 30 + int.from_bytes(data[at + 26 : at + 28], "little")]
    codec = "utf-8" if info.flag_bits & _UTF8_FLAG else "cp437"
    if decodes(raw, codec):
        info.orig_filename = raw.decode(codec)


def _local_header(data: bytes, raw_name: bytes, given: int) -> int:
    """Where the local header of this name really is; the given place when it is nowhere near."""
    at = data.find(_LOCAL_HEADER, max(0, given - 4096), given + 4096)
    while at != -1:
        if data.startswith(raw_name, at + 30):
            return at
        at = data.find(_LOCAL_HEADER, at + 4, given + 4096)
    return given
