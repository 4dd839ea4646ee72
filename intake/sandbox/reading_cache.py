"""Keeps what was read from a document beside the vault, so that the same file in another mail, a revision or a replay is not read
again.

It is only a cache and may be deleted at any time. Each reader version and guide has its own folder; `run` removes all others, and
limits the size of what is left.
"""

from __future__ import annotations

import hashlib
import os
import random
import shutil
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from pydantic import TypeAdapter

from config.model import NO_SCANS, Guide, ScanSettings
from intake.store.atomic_write import temporary_of, write_whole
from intake.store.vault import private_folder
from parsers.model.file import File
from parsers.model.mail import READER_VERSION
from parsers.model.package import PackageFile

if TYPE_CHECKING:
    from parsers.ocr.scan_budget import ScanBudget

LEAST_BYTES = 2048
"""Smaller files cost less to read than to look up."""

MOST_BYTES = 1 << 30
"""Limit of the whole cache. A form's reading takes some 20 kB, so that is a year of tens of thousands of files."""
SHARDS = 256

_SET = "-set"
_Kept = TypeVar("_Kept")


@cache
def _package_file() -> TypeAdapter[PackageFile]:
    return TypeAdapter(PackageFile)


@cache
def _set() -> TypeAdapter[dict[int, PackageFile]]:
    return TypeAdapter(dict[int, PackageFile])


class Remembered:
    """Reads a file as `read_file` does, unless it was read before under the same name. What could not be read is not kept: the
    trouble may have been ours (a converter that was missing, a limit); nor is a scan whose time was up."""

    def __init__(self, root: Path, guide: Guide, scans: ScanSettings = NO_SCANS) -> None:
        self._folder = folder_of(root, guide)
        self._scans = scans.model_dump_json()

    def __call__(self, file: File, guide: Guide, budget: ScanBudget | None) -> PackageFile:
        """See read_file."""
        from parsers.packages.read_file import read_file  # here: a program that only sweeps loads no reader

        if file.trouble is not None or file.size < LEAST_BYTES:
            return read_file(file, guide, budget)
        path = self._path(file)
        if (kept := _kept(path, _package_file())) is not None:
            return replace(kept, source=file.source)
        fresh = read_file(file, guide, budget)
        if fresh.trouble is None and (budget is None or budget.open or fresh.text_layer is not False):
            _keep(path, _package_file().dump_json(fresh))
        return fresh

    def together(self, files: Sequence[File], guide: Guide, budget: ScanBudget) -> dict[int, PackageFile]:
        """See read_set. It is also remembered that pictures are not a form: finding that out took time."""
        from parsers.packages.page_sets import read_set

        path = self._path(files[0], *files)
        if (kept := _kept(path, _set())) is not None:
            return {at: replace(file, source=files[at].source) for at, file in kept.items() if at < len(files)}
        fresh = read_set(files, guide, budget)
        if budget.open and all(file.trouble is None for file in fresh.values()):
            _keep(path, _set().dump_json(fresh))
        return fresh

    def knows(self, file: File) -> bool:
        """Whether this file seems to be remembered."""
        return self._path(file).exists()

    def _path(self, file: File, *together: File) -> Path:
        """The path of a file's entry; of a set, by its first file."""
        names = [file.name, self._scans, *(f"{one.name}\0{one.sha256}" for one in together)]
        asked = hashlib.sha256("\0".join(names).encode()).hexdigest()[:16]
        return self._folder / file.sha256[:2] / f"{file.sha256}-{asked}{_SET if together else ''}"


def folder_of(root: Path, guide: Guide) -> Path:
    """Where readings of this guide by this reader are kept."""
    return root / f"{READER_VERSION}-{guide.digest[:32]}"


def sweep(root: Path, guide: Guide, most_bytes: int = MOST_BYTES, shards: int = 1) -> None:
    """Removes what older readers and other guides read, and the oldest of what is beyond the limit.

    Digests fill the 256 shards evenly, and a pass checks one of them at random: the cost must not grow with the size of the
    cache.
    """
    now = folder_of(root, guide)
    for folder in root.glob("*") if root.is_dir() else ():
        if folder != now:
            shutil.rmtree(folder, ignore_errors=True)
    for shard in random.sample(range(SHARDS), shards):
        _prune(now / f"{shard:02x}", most_bytes // SHARDS)


def paths_of(root: Path, digests: set[str]) -> list[Path]:
    """The entries of these files, for those that must be forgotten."""
    return [path for path in root.glob("*/*/*") if path.name[:64] in digests or _holds(path, digests)]


def _holds(path: Path, digests: set[str]) -> bool:
    """Whether this is a set and one of these files is in it."""
    files = _kept(path, _set()) if path.name.endswith(_SET) else None
    return any(file.sha256 in digests for file in (files or {}).values())


def _prune(shard: Path, most_bytes: int) -> None:
    entries = sorted(((path.stat().st_mtime, path.stat().st_size, path) for path in shard.glob("*")), reverse=True)
    total = 0
    for _, size, path in entries:
        total += size
        if total > most_bytes:
            path.unlink(missing_ok=True)


def _kept(path: Path, kind: TypeAdapter[_Kept]) -> _Kept | None:
    try:
        digest, _, content = path.read_bytes().partition(b"\n")
        return kind.validate_json(content, extra="forbid") if digest == _digest(content) else None
    except (OSError, ValueError):  # not there, or of another shape
        return None


def _keep(path: Path, content: bytes) -> None:
    """Not flushed to the disk, since nothing is lost with it. A full disk is for the vault to report."""
    with suppress(OSError):
        private_folder(path.parent)
        write_whole(path, _digest(content) + b"\n" + content, temporary=temporary_of(path, os.getpid()))


def _digest(content: bytes) -> bytes:
    """Detects an entry that was cut off when the power failed, or whose disk is damaged."""
    return hashlib.sha256(content).hexdigest().encode()
