"""A place that coordinator and workers can both reach (a bucket, a shared folder); one mail and its files travel through it.

Every reading has its own folder there, which is removed when its files have arrived: files are stored for good only in the vault.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import fsspec

PIECE = 8 << 20
"""Bytes that travel at once."""
BUCKETS = {"s3", "gs", "az", "abfs", "oss"}
"""Schemes without real folders: making a folder there would make the bucket, even when its name is mistyped."""


@contextmanager
def _reached() -> Iterator[None]:
    """Turns the various errors of filesystems into one."""
    try:
        yield
    except OSError:
        raise
    except Exception as error:
        raise OSError(type(error).__name__) from error


class Transit:
    """Blobs of one reading under `URL/name/`. Raises OSError, whatever the filesystem of the URL raises."""

    def __init__(self, url: str, name: str) -> None:
        with _reached():
            self._files, root = fsspec.core.url_to_fs(url)
        self._folder = f"{root.rstrip('/')}/{name}"

    def lay(self, sha256: str, blob: Path) -> None:
        """Stores a blob there."""
        with _reached():
            if BUCKETS.isdisjoint([protocol] if isinstance(protocol := self._files.protocol, str) else protocol):
                self._files.makedirs(self._folder, exist_ok=True)
            self._files.put_file(str(blob), f"{self._folder}/{sha256}")

    def pieces(self, sha256: str) -> Iterator[bytes]:
        """The bytes of a blob that was stored there."""
        with _reached(), self._files.open(f"{self._folder}/{sha256}", "rb") as file:
            while piece := file.read(PIECE):
                yield piece

    def clear(self) -> None:
        """Removes everything of this reading, as far as it is there."""
        with suppress(FileNotFoundError), _reached():
            self._files.invalidate_cache(self._folder)  # others stored what our listing does not have
            self._files.rm(self._folder, recursive=True)


def pieces(blob: Path) -> Iterable[bytes]:
    """The bytes of a blob on this machine."""
    with blob.open("rb") as file:
        while piece := file.read(PIECE):
            yield piece
