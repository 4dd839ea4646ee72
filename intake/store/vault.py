"""Keeps bytes under their sha256: raw mails before anything reads them, and the files found in them.

A blob is written beside its place, fsynced, renamed to its digest, and its folder fsynced; so a blob that has its name
is whole. A blob without a row in the ledger is harmless: the next pass finds the same digest again.
"""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cache
from pathlib import Path

from config.language import say
from config.os_errors import why
from intake.model import DiskOutage
from intake.store.atomic_write import fsync
from intake.system_needs import libc_call

ASIDE = 1 << 16
"""Size of a piece from which handing it to another thread costs less than it saves."""
BEHIND = 16 << 20
"""Bytes that are written and may still wait for their digest."""
FEW = 8
"""Blobs in a group from which one flush of the file system costs less than an fsync for each."""


class Vault:
    """A folder of blobs, `ab/cd/abcd…`. Folders are 0700, blobs 0600: they hold applicants' bank and phone numbers. A vault that
    is not `durable` is for what another machine has safe: nothing in it waits for the disk."""

    def __init__(self, root: Path, durable: bool = True) -> None:
        self.root, self.durable = root, durable

    def put(self, chunks: Iterable[bytes]) -> tuple[str, int]:
        """Keeps bytes. Returns (sha256, size) once they are durable. Raises DiskOutage; what `chunks` raises passes through."""
        group = self.begin()
        blob = group.put(chunks)
        group.keep()
        return blob.sha256, blob.size

    def begin(self) -> Group:
        """An empty group of blobs, which are made durable together."""
        return Group(self)

    def sweep(self) -> None:
        """Removes what a killed run left half written. Only for the process that holds the run's lock."""
        for path in (self.root / "incoming").glob("*"):
            path.unlink(missing_ok=True)

    def path(self, sha256: str) -> Path:
        """The path of the blob of this digest, whether it exists or not."""
        return self.root / sha256[:2] / sha256[2:4] / sha256

    def empty(self) -> bool:
        """True when no blob is kept. Reads only folders, so it stays cheap with any number of blobs."""
        return next(self.digests(), None) is None

    def digests(self) -> Iterator[str]:
        """Digests of all blobs kept, in order."""
        if self.root.is_dir():
            for path in sorted(self.root.glob("[0-9a-f][0-9a-f]")):
                yield from (blob.name for blob in sorted(path.glob("[0-9a-f][0-9a-f]/*")))

    def damaged(self) -> Iterator[str]:
        """Names of blobs whose bytes no longer have their digest. Reads everything."""
        for name in self.digests():
            with self.path(name).open("rb") as file:
                if hashlib.file_digest(file, "sha256").hexdigest() != name:
                    yield name


class Blob:
    """Bytes on their way into a vault, of which `size` were written. Their digest is computed in parallel with fetching and
    writing, because it takes as long as either."""

    def __init__(self) -> None:
        self.size = 0
        self._sum = hashlib.sha256()
        self._under_way: Future[None] | None = None

    @property
    def sha256(self) -> str:
        """The digest in hexadecimal digits, once it is known."""
        if self._under_way is not None:
            self._under_way.result()
        return self._sum.hexdigest()

    def add(self, data: bytes) -> Future[None] | None:
        """Adds further bytes. Returns a future that is done when they are in the digest, None where they are already."""
        self.size += len(data)
        if self._under_way is None and len(data) < ASIDE:
            self._sum.update(data)
        else:
            self._under_way = _beside().submit(self._sum.update, data)  # one thread: pieces are added in order
        return self._under_way


class Group:
    """Blobs on their way into a vault: one fsync a blob and one a folder, instead of one a folder for each blob. None of them
    is durable, or has its name, before `keep`."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault
        self._written: list[tuple[Path, Blob]] = []
        self._summing: deque[tuple[Future[None], int]] = deque()
        self._behind = 0

    def put(self, chunks: Iterable[bytes]) -> Blob:
        """Writes bytes. Raises DiskOutage; what `chunks` raises passes through, its blob dropped."""
        incoming = self._vault.root / "incoming"
        blob, name = Blob(), ""
        try:
            private_folder(incoming)
            handle, name = tempfile.mkstemp(dir=incoming)
            with os.fdopen(handle, "wb") as file:
                for chunk in chunks:
                    self._bounded(blob.add(chunk), len(chunk))
                    file.write(chunk)
        except OSError as error:
            _drop(name)
            raise DiskOutage(say(f"邮件库写不进去：{why(error)}", f"the vault cannot be written: {why(error)}")) from error
        except BaseException:
            _drop(name)
            raise
        self._written.append((Path(name), blob))
        return blob

    def drop(self, blob: Blob) -> None:
        """Takes back a blob that is not to be kept."""
        for path, _ in (one for one in self._written if one[1] is blob):
            _drop(str(path))
        self._written = [one for one in self._written if one[1] is not blob]

    def _bounded(self, summing: Future[None] | None, size: int) -> None:
        """Waits until no more than BEHIND bytes wait for their digest."""
        if summing is None:
            return
        self._summing.append((summing, size))
        self._behind += size
        while self._behind > BEHIND:
            first, size = self._summing.popleft()
            first.result()
            self._behind -= size

    def keep(self) -> None:
        """Makes everything written so far durable under its digest. Raises DiskOutage, and then none of it counts as kept."""
        written, self._written = self._written, []
        left = {path for path, _ in written}
        durable, many = self._vault.durable, len(written) > FEW
        try:
            if durable:
                _flush(self._vault.root if many else None)
                for path, _ in written:
                    fsync(path)
            folders: set[Path] = set()
            for path, blob in written:
                place = self._vault.path(blob.sha256)
                folder = place.parent
                if not place.exists():
                    private_folder(folder)
                    path.rename(place)
                    left.discard(path)
                folders |= {folder, folder.parent, self._vault.root}
            if durable and not _flush(self._vault.root if many else None):
                for folder in sorted(folders, reverse=True):
                    fsync(folder)
        except OSError as error:
            raise DiskOutage(say(f"邮件库写不进去：{why(error)}", f"the vault cannot be written: {why(error)}")) from error
        finally:
            for path in left:
                path.unlink(missing_ok=True)


@cache
def _beside() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(1, thread_name_prefix="sha256")


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_beside.cache_clear)  # a forked process has only the thread that forked


def private_folder(path: Path) -> None:
    """Makes a folder and its missing parents, readable by us alone (0700). Raises OSError."""
    try:
        path.mkdir(mode=0o700, exist_ok=True)
    except FileNotFoundError:
        private_folder(path.parent)
        path.mkdir(mode=0o700, exist_ok=True)


def _flush(folder: Path | None) -> bool:
    """Has the whole file system write what it holds back, names and all, in one step where it can (Linux). None: not worth it.
    Returns whether that certainly succeeded, which the kernel tells since 5.8; else `fsync` has to, and finds its work done."""
    syncfs = libc_call("syncfs") if folder is not None else None
    if syncfs is None or folder is None:
        return False
    handle = os.open(folder, os.O_RDONLY)
    try:
        return bool(syncfs(handle) == 0) and _tells_of_failures()
    finally:
        os.close(handle)


def _tells_of_failures() -> bool:
    version = re.match(r"(\d+)\.(\d+)", os.uname().release)
    return version is not None and (int(version[1]), int(version[2])) >= (5, 8)


def _drop(name: str) -> None:
    if name:
        Path(name).unlink(missing_ok=True)
