"""Runs one converter without a network and ends everything it started. A script of its own, so that it outlives a killed reader:

    guard.py FOLDER COMMAND…

Standard input is a pipe that the reader holds open and never writes to. When it closes, because the reader gave up or was
killed, every process below this one is killed and FOLDER is removed. When COMMAND ends, so does all it left running.
"""

from __future__ import annotations

import ctypes
import os
import resource
import select
import shutil
import signal
import sys
from pathlib import Path

PR_SET_PDEATHSIG, PR_SET_CHILD_SUBREAPER = 1, 36
CLONE_NEWUSER, CLONE_NEWNET = 0x10000000, 0x40000000
BOUNDS = (
    (resource.RLIMIT_AS, 3 << 30),  # LibreOffice maps about 1 GiB before it opens anything
    (resource.RLIMIT_FSIZE, 256 << 20),
    (resource.RLIMIT_CPU, 120),
    (resource.RLIMIT_CORE, 0),
)
MOST_PROCESSES = 64
"""LibreOffice needs three. A converter that starts more is a fork bomb, and is ended before the machine is full."""
LOOK_SECONDS = 0.1


def main(folder: str, command: list[str]) -> int:
    """Returns the exit status of the command; 1 when the reader ended first."""
    libc = ctypes.CDLL(None)
    libc.prctl(PR_SET_CHILD_SUBREAPER, 1)  # whatever detaches itself becomes our child, so that we can find it
    caged = libc.unshare(CLONE_NEWUSER | CLONE_NEWNET) == 0  # refused on some systems; the profile forbids fetching as well
    # In our own namespace the kernel counts only our processes (threads too); outside, all that this user runs.
    for limit, value in (*BOUNDS, *(((resource.RLIMIT_NPROC, 8 * MOST_PROCESSES),) if caged else ())):
        soft, hard = resource.getrlimit(limit)
        least = min(v for v in (value, soft, hard) if v != resource.RLIM_INFINITY)
        resource.setrlimit(limit, (least, hard))
    ended, wake = os.pipe()
    os.set_blocking(wake, False)
    signal.set_wakeup_fd(wake)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    child = _start(libc, command)
    while True:
        ready = select.select([0, ended], [], [], LOOK_SECONDS)[0]
        if not ready and _many():
            _end_all()
            return 1
        if 0 in ready and not os.read(0, 1):
            _end_all()
            shutil.rmtree(folder, ignore_errors=True)
            return 1
        if ended in ready:
            os.read(ended, 100)
            if (status := _status(child)) is not None:
                _end_all()
                return status


def _start(libc: ctypes.CDLL, command: list[str]) -> int:
    child = os.fork()
    if child == 0:
        try:
            libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
            os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
            os.execv(command[0], command)  # noqa: S606 - no shell is the point
        finally:
            os._exit(127)
    return child


def _status(child: int) -> int | None:
    """Exit status of the child if it has ended. Orphans that came to us are reaped on the way."""
    while True:
        try:
            pid, status = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return 127
        if pid == 0:
            return None
        if pid == child:
            return os.waitstatus_to_exitcode(status) & 0xFF


def _many() -> bool:
    """Whether more processes run below us than any converter needs."""
    seen, ahead = 0, [os.getpid()]
    while ahead and seen <= MOST_PROCESSES:
        seen += 1
        ahead += _children(ahead.pop())
    return seen > MOST_PROCESSES


def _children(pid: int) -> list[int]:
    try:
        return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []


def _stop_all() -> None:
    """Stops every process below us first, so that they cannot start new ones faster than we kill them."""
    ahead = [os.getpid()]
    while ahead:
        for child in _children(ahead.pop()):
            _signal(child, signal.SIGSTOP)
            ahead.append(child)


def _signal(pid: int, number: int) -> None:
    try:
        os.kill(pid, number)
    except ProcessLookupError:
        return


def _end_all() -> None:
    """Kills our children until none is left: children of a killed one become ours."""
    own = os.getpid()
    while True:
        try:
            children = Path(f"/proc/{own}/task/{own}/children").read_text().split()
        except OSError:  # the kernel does not list them: then the whole session is killed, including us
            os.killpg(0, signal.SIGKILL)
        _stop_all()
        for pid in children:
            _signal(int(pid), signal.SIGKILL)
        try:
            os.waitpid(-1, 0)
        except ChildProcessError:
            return


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
