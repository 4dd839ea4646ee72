"""Copies of the checkout in a folder of their own, in which faults are planted; the checkout is only read."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

from tests.mutants.places import Place
from tests.mutants.source import changed

LEFT_OUT = shutil.ignore_patterns(".git", ".venv", "var", "__pycache__", ".*_cache", ".hypothesis")
_instants = count(1_000_000_000)
"""A time of change for each file written: Python takes compiled code for today's where size and second are the same."""


class Tree:
    """One copy of the checkout."""

    def __init__(self, root: Path) -> None:
        self.root = root

    @contextmanager
    def planted(self, place: Place) -> Iterator[None]:
        """The fault stands in the copy as long as this lasts."""
        file = self.root / place.file
        whole = file.read_bytes()
        _write(file, changed(whole, place.change))
        try:
            yield
        finally:
            _write(file, whole)


def _write(file: Path, data: bytes) -> None:
    file.write_bytes(data)
    os.utime(file, (instant := next(_instants), instant))


@contextmanager
def copies(checkout: Path, number: int) -> Iterator[list[Tree]]:
    """As many copies, gone at the end. What lies beside the checkout (../shared) is found beside them."""
    with tempfile.TemporaryDirectory(prefix="mutants-", ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o755)
        beside = checkout.resolve().parent / "shared"
        if beside.exists():
            (Path(folder) / "shared").symlink_to(beside)
        yield [_copy(checkout, Path(folder) / f"tree{index}") for index in range(number)]


def _copy(checkout: Path, target: Path) -> Tree:
    names = _kept_by_git(checkout)
    if names is None:
        shutil.copytree(checkout, target, ignore=LEFT_OUT)
    for name in names or ():
        if (checkout / name).is_file():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(checkout / name, target / name)
    if (checkout / ".venv").exists():
        (target / ".venv").symlink_to((checkout / ".venv").resolve())
    return Tree(target)


def _kept_by_git(checkout: Path) -> list[str] | None:
    """Files in git's care and new ones that it does not ignore; None where git has nothing to say."""
    command = ["git", "-C", str(checkout), "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    told = subprocess.run(command, capture_output=True, check=False)
    return [name for name in told.stdout.decode().split("\0") if name] if told.returncode == 0 else None
