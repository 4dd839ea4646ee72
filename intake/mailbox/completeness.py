"""Tells whether bytes that a server gave are a whole mail.

RFC822.SIZE says how long a mail is, and some servers only estimate it. The better witness is the mail itself: where it is made of
parts, the boundary that closes them is its end. Nothing at all is never a mail.
"""

from __future__ import annotations

import re

from intake.mime.headers import parameters, read_fields

START_BYTES, END_BYTES = 1 << 20, 64 << 10
_PLACEHOLDER_BYTES = 1024
_BLANK_LINE = re.compile(rb"\n\r*\n|\r\r")
_PLACEHOLDERS = frozenset((
    # Courier, for a mail that another session removed
    b"From: System Administrator <root@localhost>\nSubject: message unavailable\n\n"
    b"This message is no longer available on the server.\n",
))


def is_placeholder(data: bytes) -> bool:
    """Whether these bytes are what a server is known to give in place of a mail that is gone."""
    return len(data) <= _PLACEHOLDER_BYTES and data.replace(b"\r\n", b"\n").strip() + b"\n" in _PLACEHOLDERS


class Witness:
    """Looks at a mail's bytes as they pass."""

    def __init__(self) -> None:
        self.size = 0
        self._start, self._end = b"", b""
        self._bare_newlines = 0

    def add(self, piece: bytes) -> None:
        """Notes further bytes."""
        self.size += len(piece)
        if len(self._start) < START_BYTES:
            self._start += piece[: START_BYTES - len(self._start)]
        self._end = (self._end + piece)[-END_BYTES:]
        self._bare_newlines += piece.count(b"\n") - piece.count(b"\r\n")

    def whole(self, told: int, estimates: bool = False) -> bool:
        """Whether that was all of it. `told`: the size that the server says, 0 where it says none; `estimates`: this server is
        known for sizes that are not the truth."""
        if not self.size:
            return False
        if self.size >= told:
            return True
        ended = self.ended()
        if ended is not None:
            return ended
        in_crlf = self.size + self._bare_newlines >= told  # a size counted with two bytes for each end of a line
        return in_crlf or (estimates and 2 * self.size >= told)

    def ended(self) -> bool | None:
        """Whether the boundary that closes the outermost parts is there; None for a mail that is not made of parts, which has no
        visible end."""
        if not _BLANK_LINE.search(self._start):
            return None if len(self._start) >= START_BYTES else False
        fields, _ = read_fields(self._start, 0, len(self._start))
        value = fields.get("content-type") or b""
        boundary = parameters(value).get("boundary", "") if fields.media_type().startswith("multipart/") else ""
        if not boundary:
            return None
        closing = rb"(?:\A|[\r\n])--" + re.escape(boundary.encode("utf-8", "replace")) + rb"--"
        return re.search(closing, self._end) is not None
