"""Keeps readings of mails from one test to the next: the same mail read by the same reader has the same reading, and most stories
are about what comes after it. The first time, each is read in the sandbox as always.

The folder is that of a whole run of tests, shared by its workers; it goes with the run, so that no reading outlives the code.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Self
from unittest.mock import patch

from intake.cluster import LOCAL
from intake.pipeline.open_reader import open_reader
from intake.sandbox.readers import Reader, Result
from intake.sandbox.worker_setup import Bench
from intake.store.vault import Vault
from parsers.model.mail import READER_VERSION

FOLDER = "TEST_READINGS"
"""The variable that names the folder to all processes of a run of tests."""
_TROUBLED = re.compile(r'"trouble":\{')
"""What could not be read is read anew each time: a time limit may have been to blame."""
_DIGEST = re.compile(r'"sha256":"([0-9a-f]{64})"')


def begin() -> None:
    """Makes the folder, before there are workers."""
    os.environ[FOLDER] = tempfile.mkdtemp(prefix="readings-")


def end() -> None:
    """Removes it."""
    shutil.rmtree(os.environ.pop(FOLDER), ignore_errors=True)


@contextmanager
def readings_kept() -> Iterator[None]:
    """While open, passes of this process take the readings of mails that were read before in this run of tests."""
    if FOLDER not in os.environ:
        yield
        return
    with patch("intake.pipeline.run.open_reader", _reader), patch("intake.pipeline.replay.open_reader", _reader):
        yield


def _reader(bench: Bench) -> Reader:
    """On a cluster the real one: its stories are about reading."""
    return _KeptReader(bench) if bench.settings.url == LOCAL else open_reader(bench)


class _KeptReader:
    """What it does not know it asks of the real one."""

    def __init__(self, bench: Bench) -> None:
        self._bench, self._real = bench, open_reader(bench)
        self._folder = Path(os.environ[FOLDER])
        self._known: list[Result] = []
        roles = sorted(bench.roles.items())
        told = (READER_VERSION, bench.guide.digest, bench.limits, bench.settings, bench.scans, roles, os.environ.get("PATH"))
        self._words = repr(told).encode()

    def __enter__(self) -> Self:
        self._real.__enter__()
        return self

    def __exit__(self, kind: type[BaseException] | None, *rest: object) -> None:
        self._real.__exit__(kind, *rest)

    @property
    def left(self) -> int:
        return len(self._known) + self._real.left

    def expect(self) -> None:
        """Nothing: whether the real reader is needed is not known yet."""

    def offer(self, digests: Sequence[str]) -> None:
        for digest in digests:
            if (reading := self._kept(digest)) is None:
                self._real.offer([digest])
            else:
                self._known.append((digest, reading))

    def finished(self, block: bool) -> list[Result]:
        known, self._known = self._known, []
        results = self._real.finished(block and not known)
        for digest, result in results:
            if isinstance(result, str):
                self._keep(digest, result)
        return known + results

    def _path(self, digest: str) -> Path:
        return self._folder / hashlib.sha256(digest.encode() + self._words).hexdigest()

    def _kept(self, digest: str) -> str | None:
        path = self._path(digest)
        if not path.exists():
            return None
        reading = path.read_text("utf-8")
        group = Vault(self._bench.files).begin()
        for file in (self._folder / name for name in _files(reading)):
            if file.exists():
                group.put([file.read_bytes()])
        group.keep()
        return reading

    def _keep(self, digest: str, reading: str) -> None:
        if _TROUBLED.search(reading):
            return
        vault = Vault(self._bench.files)
        for name in _files(reading):
            if (path := vault.path(name)).exists() and not (self._folder / name).exists():
                _write(self._folder / name, path.read_bytes())
        _write(self._path(digest), reading.encode())


def _files(reading: str) -> list[str]:
    return sorted(set(_DIGEST.findall(reading)))


def _write(path: Path, content: bytes) -> None:
    """Whole or not at all: another worker may look at the same time."""
    half = path.with_name(f"{path.name}.{os.getpid()}")
    half.write_bytes(content)
    half.replace(path)
