"""A place that coordinator and workers both reach (a bucket, a shared folder), through which one mail and its files travel.

Every reading has a folder of its own there, removed when its files have arrived: what is kept is kept in the vault alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

import fsspec

PIECE = 8 << 20
"""Bytes that travel at once."""


class Transit:
    """Blobs of one reading under `URL/name/`. Raises OSError and what the filesystem of the URL raises."""

    def __init__(self, url: str, name: str) -> None:
        self._files, root = fsspec.core.url_to_fs(url)
        self._folder = f"{root.rstrip('/')}/{name}"

    def lay(self, sha256: str, blob: Path) -> None:
        """Bring a blob there."""
        self._files.makedirs(self._folder, exist_ok=True)
        self._files.put_file(str(blob), f"{self._folder}/{sha256}")

    def pieces(self, sha256: str) -> Iterator[bytes]:
        """The bytes of a blob that was laid there."""
        with self._files.open(f"{self._folder}/{sha256}", "rb") as file:
            while piece := file.read(PIECE):
                yield piece

    def clear(self) -> None:
        """Remove everything of this reading, as far as it is there."""
        with suppress(FileNotFoundError):
            self._files.rm(self._folder, recursive=True)


def pieces(blob: Path) -> Iterable[bytes]:
    """The bytes of a blob on this machine."""
    with blob.open("rb") as file:
        while piece := file.read(PIECE):
            yield piece
