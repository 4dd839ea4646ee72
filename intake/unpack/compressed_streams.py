"""Unpacks gz, bz2 and xz: one stream of bytes each; neither its name nor its size can be trusted."""

from __future__ import annotations

import bz2
import lzma
import zlib
from collections.abc import Callable
from typing import Protocol

from intake.unpack.budget import PIECE, Budget, Refused
from parsers.model.file import TroubleKind

_MEMORY = 512 << 20
_TAR = slice(257, 262)


class _Decoder(Protocol):
    @property
    def eof(self) -> bool: ...
    @property
    def unused_data(self) -> bytes: ...
    def decompress(self, data: bytes, max_length: int = ..., /) -> bytes: ...


def unpacked(data: bytes, media_type: str, budget: Budget) -> bytes:
    """The unpacked bytes. Raises Refused: damaged, or beyond a limit. A tar inside may be as large as all its members."""
    stream = _Stream(data, _DECODERS[media_type])
    try:
        start = stream.read(1 << 10)
        most = budget.limits.archive_bytes if start[_TAR] == b"ustar" else budget.limits.file_bytes
        return budget.pour(stream, len(data), most, begun=start)
    except MemoryError as error:
        raise Refused(TroubleKind.LIMIT, "解压所需内存过大") from error
    except lzma.LZMAError as error:
        if "emory" in str(error):
            raise Refused(TroubleKind.LIMIT, "解压所需内存过大") from error
        raise Refused(TroubleKind.DAMAGED, "压缩包已损坏") from error
    except (zlib.error, OSError, EOFError, ValueError) as error:
        raise Refused(TroubleKind.DAMAGED, "压缩包已损坏") from error


class _Stream:
    """The content of one or several packed streams, one after the other, read in pieces of any size."""

    def __init__(self, data: bytes, fresh: Callable[[], _Decoder]) -> None:
        self._data, self._at, self._fresh, self._decoder = data, 0, fresh, fresh()

    def read(self, size: int, /) -> bytes:
        while True:
            if self._decoder.eof and not self._next():
                return b""
            hungry = getattr(self._decoder, "needs_input", True)  # zlib takes what it is given, and returns the rest
            packed = self._data[self._at : self._at + PIECE // 16] if hungry else b""
            piece = self._decoder.decompress(packed, size)
            self._at += len(packed) - len(getattr(self._decoder, "unconsumed_tail", b""))
            if piece:
                return piece
            if hungry and not packed and not self._decoder.eof:
                raise EOFError

    def _next(self) -> bool:
        """Continues with the stream behind the one that ended; what is not a stream is padding."""
        self._at -= len(self._decoder.unused_data)
        head = self._data[self._at : self._at + 3]
        if not head or head != self._data[:3]:
            return False
        self._decoder = self._fresh()
        return True


def _gzip() -> _Decoder:
    return zlib.decompressobj(wbits=31)


def _xz() -> _Decoder:
    return lzma.LZMADecompressor(memlimit=_MEMORY)


_DECODERS: dict[str, Callable[[], _Decoder]] = {
    "application/gzip": _gzip,
    "application/x-bzip2": bz2.BZ2Decompressor,
    "application/x-xz": _xz,
}
