"""Converts the old Word files of one mail with one start of LibreOffice: the start is four fifths of what a file costs.

Only files of one mail ever share a start, so that no sender's file runs beside another's. A file that does not come out, because
another one hung or crashed the converter, is converted by itself later, as if nothing had been tried.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from parsers.formats.sniff import DOC, RTF, WORKS, sniff
from parsers.model.file import Unreadable

BEGINNINGS = (b"\xd0\xcf\x11\xe0", b"{\\rtf", b"\xdb\xa5")
LEAST, MOST, MOST_BYTES = 2, 16, 64 << 20


@contextmanager
def together(files: Sequence[bytes]) -> Iterator[None]:
    """Converts those of these files that need LibreOffice before the block begins, as far as possible."""
    old = [(data, suffix) for data in files if data.startswith(BEGINNINGS) and (suffix := _suffix(data))]
    if len(old) < LEAST:
        yield
        return
    from parsers.formats.legacy import libreoffice

    try:
        for group in _groups(old):
            libreoffice.prepare(group)
        yield
    finally:
        libreoffice.forget()


def _suffix(data: bytes) -> str:
    """The file type given to the converter; "" for a file that needs no converter, or that might harm the others of its batch."""
    if sniff(data) not in (DOC, RTF, WORKS):
        return ""
    from parsers.formats.legacy import reader

    try:
        return reader.suffix_of(data)
    except Unreadable:
        return ""


def _groups(old: Sequence[tuple[bytes, str]]) -> Iterator[list[tuple[bytes, str]]]:
    group: list[tuple[bytes, str]] = []
    for data, suffix in old:
        if group and (len(group) >= MOST or sum(len(d) for d, _ in group) + len(data) > MOST_BYTES):
            yield group
            group = []
        group.append((data, suffix))
    if len(group) >= LEAST:
        yield group
