"""Holds the limits of unpacking: one budget for all archives of a mail. The numbers are in config/model/limits.py."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Protocol

from config.model import Guide, LimitSettings
from parsers.model.file import Trouble, TroubleKind

PIECE = 1 << 20


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

    def pour(self, stream: Readable, packed: int, most: int, begun: bytes = b"") -> bytes:
        """The bytes of a stream that declares no size: at most `most`, and no bomb. `begun`: those that were read already."""
        data = bytearray()
        while piece := begun or stream.read(PIECE):
            begun = b""
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


Member = tuple[str, bytes, Trouble | None]
"""(path as told by the archive, bytes, trouble). With trouble the bytes are empty."""
Members = Iterator[Member]
