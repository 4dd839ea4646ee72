"""Compares a PDF with an earlier state of it, which signing keeps whole in front: is only data for checking signatures added?"""

from __future__ import annotations

import io
from typing import Any

MOST_OBJECTS = 20_000
_OF_CHECKS = frozenset(("/DSS", "/Extensions"))
"""What a program adds to the catalog when it keeps certificates and their states for later (ISO 32000-2, 12.8.4.3)."""


def only_checks_added(data: bytes, end: int) -> bool:
    """Whether every object that stood in the first `end` bytes is as it was, and that data was added behind them. False where
    that cannot be told."""
    import pikepdf

    if b"startxref" not in data[end:]:
        return False
    try:
        with pikepdf.open(io.BytesIO(data[:end])) as before, pikepdf.open(io.BytesIO(data)) as now:
            root = before.Root.objgen
            if now.Root.objgen != root or "/DSS" not in now.Root or len(now.objects) > MOST_OBJECTS:
                return False
            kept = _of_earlier_checks(before.Root)
            return all(
                _catalog(thing) == _catalog(now.get_object(thing.objgen)) if thing.objgen == root
                else _written(thing) == _written(now.get_object(thing.objgen))
                for thing in before.objects if thing.objgen not in kept
            )  # fmt: skip
    except Exception as error:  # qpdf and its strings raise many things on hostile bytes
        if isinstance(error, MemoryError):
            raise
        return False


def _of_earlier_checks(root: Any) -> set[tuple[int, int]]:
    """The objects that held such data already, as the signed state names them: they may have grown."""
    data = root.get("/DSS")
    parts = [data, *(data.values() if hasattr(data, "values") else ())]
    return {(0, 0), *(part.objgen for part in parts if hasattr(part, "objgen"))}


def _catalog(root: Any) -> dict[str, bytes]:
    return {str(key): value.unparse() if hasattr(value, "unparse") else repr(value).encode()
            for key, value in root.items() if key not in _OF_CHECKS}  # fmt: skip


def _written(thing: Any) -> tuple[bytes, bytes]:
    """An object as it is written, and the bytes of its stream."""
    import pikepdf

    if isinstance(thing, pikepdf.Stream):
        return thing.stream_dict.unparse(), thing.read_raw_bytes()
    return (thing.unparse(resolved=True) if hasattr(thing, "unparse") else repr(thing).encode()), b""
