"""Writes bytes into a file that is then either whole or as it was before: they are written beside its place, and renamed.

A writer that is killed leaves a file `.NAME.part`, which the next writer of the same place removes; one that fails leaves
nothing.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from enum import Enum
from pathlib import Path

PRIVATE = 0o600


class Flush(Enum):
    """What must be on the disk before a write counts: losing power then loses nothing of it."""

    NOTHING = "nothing"
    CONTENT = "content"
    CONTENT_AND_NAME = "content and name"


def write_whole(
    path: Path, data: bytes, flush: Flush = Flush.NOTHING, mode: int | None = PRIVATE, temporary: Path | None = None
) -> None:
    """Makes `data` the content of `path`. `mode`: who may read it, None: as the process's umask says; `temporary`: where it is
    written first, on the same file system, None: beside its place. Raises OSError, and then `path` is as it was."""
    with replaced(path, flush, mode, temporary) as part:
        part.write_bytes(data)


def copy_whole(source: Path, path: Path) -> None:
    """Makes a copy of a file, readable as the process's umask says. Raises OSError, and then `path` is as it was."""
    with replaced(path, mode=None) as part:
        shutil.copyfile(source, part)


@contextmanager
def replaced(
    path: Path, flush: Flush = Flush.NOTHING, mode: int | None = PRIVATE, temporary: Path | None = None
) -> Iterator[Path]:
    """An empty file to be filled, which replaces `path` when the block ends without an error. See write_whole."""
    with _created(temporary or temporary_of(path), mode) as part:
        yield part
        if flush is not Flush.NOTHING:
            fsync(part)
        (part.replace if os.name == "nt" else part.rename)(path)  # what Windows calls rename replaces nothing
    if flush is Flush.CONTENT_AND_NAME:
        fsync(path.parent)


def write_beside(path: Path, data: bytes, mode: int | None = PRIVATE) -> Path:
    """Writes `data` beside `path`, and to the disk, for a caller who has more to do before renaming it. Returns its path. Raises
    OSError."""
    with _created(temporary_of(path), mode) as part:
        part.write_bytes(data)
        fsync(part)
    return part


def temporary_of(path: Path, writer: int | None = None) -> Path:
    """Path of a file before it takes its place. `writer`: the number of the process, where several write the same one."""
    return path.with_name(f".{path.name}.part" if writer is None else f".{path.name}.{writer}.part")


def fsync(path: Path) -> None:
    """Writes a file, or the names in a folder, to the disk. Raises OSError."""
    if not hasattr(os, "O_DIRECTORY") and path.is_dir():
        return  # Windows opens no folder
    handle = os.open(path, os.O_RDONLY if hasattr(os, "O_DIRECTORY") else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def _created(part: Path, mode: int | None) -> Iterator[Path]:
    """An empty file of this mode, removed again when the block fails. A file that a killed writer left there is removed first,
    whatever its mode."""
    part.unlink(missing_ok=True)
    try:
        handle = os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666 if mode is None else mode)
        try:
            if mode is not None and mode != PRIVATE and hasattr(os, "fchmod"):
                os.fchmod(handle, mode)  # the process's umask may allow fewer readers than this
        finally:
            os.close(handle)
        yield part
    except BaseException:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise
