"""Bytes under their sha256: raw mails before anything looks at them, and the files found in them.

A blob is written beside its place, fsynced, renamed to its digest, and its folder fsynced; so a blob that has its name
is whole. A blob without a row in the ledger is harmless: the next pass meets the same digest again.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from intake.model import DiskOutage


class Vault:
    """A folder of blobs, `ab/cd/abcd…`. Folders are 0700, blobs 0600: they hold applicants' bank and phone numbers."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def put(self, chunks: Iterable[bytes]) -> tuple[str, int]:
        """Keep bytes. Returns (sha256, size) once they are durable. Raises DiskOutage; what `chunks` raises passes through."""
        incoming = self.root / "incoming"
        digest, size = hashlib.sha256(), 0
        try:
            private_folder(incoming)
            handle, name = tempfile.mkstemp(dir=incoming)
        except OSError as error:
            raise DiskOutage(f"the vault cannot be written: {error.strerror}") from error
        try:
            with os.fdopen(handle, "wb") as file:
                for chunk in chunks:
                    digest.update(chunk)
                    size += len(chunk)
                    file.write(chunk)
                file.flush()
                os.fsync(file.fileno())
            self._place(Path(name), digest.hexdigest())
        except OSError as error:
            raise DiskOutage(f"the vault cannot be written: {error.strerror}") from error
        finally:
            Path(name).unlink(missing_ok=True)
        return digest.hexdigest(), size

    def _place(self, written: Path, sha256: str) -> None:
        path = self.path(sha256)
        if path.exists():
            return
        private_folder(path.parent)
        written.rename(path)
        for folder in (path.parent, path.parent.parent, self.root):
            _fsync_folder(folder)

    def path(self, sha256: str) -> Path:
        """Where the blob of this digest lies or would lie."""
        return self.root / sha256[:2] / sha256[2:4] / sha256

    def empty(self) -> bool:
        """True when no blob is kept. Looks at folders only, so it stays cheap with any number of blobs."""
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


def private_folder(path: Path) -> None:
    """Make a folder and its missing parents, readable by us alone (0700). Raises OSError."""
    missing = [p for p in (path, *path.parents) if not p.exists()]
    for folder in reversed(missing):
        folder.mkdir(mode=0o700, exist_ok=True)


def _fsync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
