"""Limits of unpacking: one budget for all archives of a mail, and safe names of members."""

from __future__ import annotations

import hashlib
import re
import time
from collections.abc import Iterator, Sequence
from typing import Protocol

from config.model import Guide, LimitSettings
from intake.mime.charsets import one_line
from parsers.model.file import File, Trouble, TroubleKind

PIECE = 1 << 20
_LITTER = re.compile(
    r"(^|/)(__MACOSX(/|$)|\.(DS_Store|localized|directory)$|(eh)?Thumbs\.db(:\w+)?$|desktop\.ini$|Icon\r?$|\.(Spotlight|Trash|fsevents)"
    r"|~\$[^/]*$|\.~[^/]*$|~[^/]*\.tmp$|\._[^/]*$|\.~lock\.[^/]*#$)",
    re.IGNORECASE,
)

_ARCHIVE_SUFFIX = re.compile(
    r"(\.(tar|part\d{1,4})\.\w{1,4}|\.(zipx?|eml|rar|7z|tar|t?gz|tbz2?|txz|bz2|xz|cab|exe|msg|dat|tnef)(\.\d{3})?)$",
    re.IGNORECASE,
)


class Refused(Exception):
    """A member or an archive cannot be taken; `trouble` says why."""

    def __init__(self, kind: TroubleKind, detail: str) -> None:
        super().__init__(kind)
        self.trouble = Trouble(kind, detail)


class Readable(Protocol):
    """What a member is read from."""

    def read(self, size: int, /) -> bytes: ...


class Budget:
    """Counts what all archives of one mail have given so far. Only `Refused` stops it, and it never resets. What the `guide`
    calls its forms says nothing as the name of a mail within the mail."""

    def __init__(self, limits: LimitSettings, guide: Guide | None = None) -> None:
        self.limits, self.guide = limits, guide
        self.members = 0
        self.bytes = 0
        self._end = time.monotonic() + limits.archive_seconds

    def seconds_left(self) -> float:
        """The time left for the archives of this mail."""
        return self._end - time.monotonic()

    def in_time(self) -> None:
        """Raises Refused("timeout") once the time is over."""
        if self.seconds_left() <= 0:
            raise Refused(TroubleKind.TIMEOUT, "解压超过时间限制")

    def too_deep(self, depth: int) -> Trouble | None:
        """The trouble of an archive that is inside so many others; None where it may be opened."""
        if depth < self.limits.archive_depth:
            return None
        return Trouble(TroubleKind.LIMIT, f"嵌套超过{self.limits.archive_depth}层，未打开")

    def member(self) -> None:
        """Counts one more member."""
        self.in_time()
        self.members += 1
        if self.members > self.limits.archive_members:
            raise Refused(TroubleKind.LIMIT, f"压缩包内文件超过{self.limits.archive_members}个")

    def declared(self, size: int, packed: int) -> None:
        """Checks what a member says of itself, before any byte of it is read. Small members may be blank pages and shrink very
        well."""
        if size > self.limits.file_bytes:
            raise Refused(TroubleKind.LIMIT, f"文件超过{self.limits.file_bytes >> 20}MB")
        if self.bytes + size > self.limits.archive_bytes:
            raise Refused(TroubleKind.LIMIT, f"压缩包展开后超过{self.limits.archive_bytes >> 20}MB")
        if self._bursts(size, packed):
            raise Refused(TroubleKind.DANGEROUS, "压缩比异常，疑似压缩炸弹")

    def read(self, stream: Readable, declared: int) -> bytes:
        """The member's bytes; Refused as soon as it gives more than it declared or than we allow. What was unpacked counts,
        whether it is kept or not."""
        data = bytearray()
        while piece := stream.read(PIECE):
            data += piece
            self.count(len(piece))
            if len(data) > declared:
                raise Refused(TroubleKind.DANGEROUS, "展开后比声明的大，疑似压缩炸弹")
        return bytes(data)

    def pour(self, stream: Readable, packed: int, most: int) -> bytes:
        """The bytes of a stream that declares no size: at most `most`, and no bomb."""
        data = bytearray()
        while piece := stream.read(PIECE):
            data += piece
            self.count(len(piece))
            if len(data) > most:
                raise Refused(TroubleKind.LIMIT, f"文件超过{most >> 20}MB")
            if self._bursts(len(data), packed):
                raise Refused(TroubleKind.DANGEROUS, "压缩比异常，疑似压缩炸弹")
        return bytes(data)

    def count(self, size: int) -> None:
        """Counts unpacked bytes."""
        self.in_time()
        self.bytes += size
        if self.bytes > self.limits.archive_bytes:
            raise Refused(TroubleKind.LIMIT, f"压缩包展开后超过{self.limits.archive_bytes >> 20}MB")

    def _bursts(self, size: int, packed: int) -> bool:
        return size > 10 * PIECE and size > packed * self.limits.archive_ratio


def make_file(name: str, data: bytes, source: str = "", trouble: Trouble | None = None) -> File:
    """The File of these bytes. An encrypted or damaged file, or one that this machine cannot read, keeps them, so that a person
    can try; a dangerous one does not."""
    kept = b"" if trouble and trouble.kind == TroubleKind.DANGEROUS else data
    return File(name, kept, hashlib.sha256(data).hexdigest(), len(data), source, trouble)


def unread_file(name: str, within: str, source: str, trouble: Trouble) -> File:
    """A file whose bytes we never had. Its digest is made of the place it was in (`within`: the digest or address of what
    holds it), so that two unread files of two mails are never taken for the same."""
    return File(name, b"", hashlib.sha256(f"unread\0{within}\0{name}".encode()).hexdigest(), 0, source, trouble)


def litter(name: str) -> bool:
    """Whether this member was left by an operating system or an editor and is of no use to anybody."""
    return bool(_LITTER.search(name))


def member_name(told: str) -> tuple[str, Trouble | None]:
    """A member's path as data, parts joined by "/", and the trouble when it would lead out of its folder. Backslashes are
    separators: old Windows programs write them without bad intent."""
    path = one_line(told.replace("\\", "/"), 1000)
    parts = [part.strip() for part in path.split("/")]
    kept = "/".join(_short(part) for part in parts if part not in ("", ".", "..")) or "未命名"
    if path.startswith("/") or ".." in parts or re.match(r"[A-Za-z]:", path):
        return kept, Trouble(TroubleKind.DANGEROUS, "文件路径指向压缩包之外")
    return kept, None


def _short(part: str) -> str:
    stem, dot, suffix = part.rpartition(".")
    return part if len(part) <= 200 else stem[:180] + dot + suffix[:19]


def stem(name: str) -> str:
    """An archive's name without folders and suffix: the folder name of what is in it."""
    last = name.rpartition("/")[2]
    return _ARCHIVE_SUFFIX.sub("", last) or last


def spell(raw: Sequence[bytes]) -> list[str]:
    """Names of one archive that do not say their encoding, decoded the same way for all of them: utf-8, else gb18030, else
    cp437."""
    codec = next((codec for codec in ("utf-8", "gb18030") if all(decodes(name, codec) for name in raw)), "cp437")
    return [name.decode(codec) for name in raw]


def decodes(raw: bytes, codec: str) -> bool:
    """Whether these bytes are valid in this encoding."""
    try:
        raw.decode(codec)
    except UnicodeDecodeError:
        return False
    return True


Member = tuple[str, bytes, Trouble | None]
"""(path as told by the archive, bytes, trouble). With trouble the bytes are empty."""
Members = Iterator[Member]
