"""Turns files on disk into the same Files that a mail would give, for reading without a mailbox."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from config.model import Guide, LimitSettings
from intake.unpack.budget import Budget, Refused
from intake.unpack.member_names import litter, member_name, unread_file
from intake.unpack.unpacker import UnpackedFile, open_all
from parsers.model.file import File, Trouble, TroubleKind


def files_from_path(path: Path, limits: LimitSettings, guide: Guide | None = None) -> tuple[File, ...]:
    """The files of a path: a file, an archive (opened), or a folder walked in order of names. A folder's files are named
    "folder/…/file", as an archive's would be. Links are not followed. Raises OSError when the path itself cannot be read."""
    budget = Budget(limits, guide)
    return tuple(open_all(_walked(path.resolve(), budget) if path.is_dir() else _read(path, path.name, budget), budget))


def _walked(top: Path, budget: Budget) -> Iterator[UnpackedFile | File]:
    try:
        for entry in _walk(top):
            budget.member()
            name, _ = member_name(entry.relative_to(top.parent).as_posix())
            yield from _read(entry, name, budget)
    except Refused as refused:
        yield unread_file(top.name, str(top), "", refused.trouble)


def _walk(folder: Path) -> Iterator[Path]:
    """Regular files below a folder, sorted, without links and files of the operating system."""
    for entry in sorted(folder.iterdir()):
        if entry.is_symlink() or litter(entry.name):
            continue
        if entry.is_dir():
            yield from _walk(entry)
        elif entry.is_file():
            yield entry


def _read(path: Path, name: str, budget: Budget) -> Iterator[UnpackedFile | File]:
    size = path.stat().st_size
    if size > budget.limits.file_bytes:
        yield unread_file(name, str(path), "", Trouble(TroubleKind.LIMIT, f"文件超过{budget.limits.file_bytes >> 20}MB"))
    else:
        yield UnpackedFile(name, path.read_bytes())
