"""Disks that are really small: a file system of a few hundred kilobytes, and a limit on the size of a file."""

from __future__ import annotations

import resource
import shutil
import signal
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path


@contextmanager
def small_disk(home: Path, kib: int) -> Iterator[bool]:
    """Let the state folder lie on a file system of this size while the block lasts; what was written there stays. False where
    none may be mounted (that takes root)."""
    home.mkdir(parents=True, exist_ok=True)
    mount = ["mount", "-t", "tmpfs", "-o", f"size={kib}k,mode=700", "intake-trial", str(home)]
    mounted = shutil.which("mount") is not None and subprocess.run(mount, capture_output=True, check=False).returncode == 0
    try:
        yield mounted
    finally:
        if mounted:
            kept = home.with_name("kept")
            shutil.rmtree(kept, ignore_errors=True)
            shutil.copytree(home, kept)
            subprocess.run(["umount", str(home)], check=True, capture_output=True)
            home.rmdir()
            kept.rename(home)


def files_end_at(size: int, stack: ExitStack) -> None:
    """Inside a run: no file grows beyond so many bytes, as under a quota."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # so that a write fails, as on a full disk, and nothing is killed
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
    del stack  # the process ends with its limit
