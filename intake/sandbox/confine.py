"""Sets the limits of a process that reads applicants' bytes: memory, size of files, processor time; and ends it with its
parent."""

from __future__ import annotations

import signal
from contextlib import suppress
from pathlib import Path

from config.model import LimitSettings, WorkerSettings
from intake.system_needs import libc_call

with suppress(ImportError):  # a system without limits says so: see intake.system_needs
    import resource

PR_SET_PDEATHSIG = 1
CPU_MARGIN = 5
"""Seconds of processor time beyond a task's own, so that the clock ends it first and reports it."""


def limited() -> bool:
    """Whether this system can limit a process at all."""
    return "resource" in globals()


def crowded(settings: WorkerSettings) -> bool:
    """Whether this process holds so much address space that a fork of it, which inherits that, would have too little left."""
    try:
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[0])
    except (OSError, ValueError):
        return False
    return pages * resource.getpagesize() > (settings.memory_mib << 20) / 2


def confine(settings: WorkerSettings, limits: LimitSettings) -> None:
    """Puts this process under its limits, and has it killed when its parent dies (kill -9 leaves no orphan)."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if not limited():
        return
    if (prctl := libc_call("prctl")) is not None:
        prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    for limit, value in (
        (resource.RLIMIT_AS, settings.memory_mib << 20),
        (resource.RLIMIT_FSIZE, 2 * limits.file_bytes),
        (resource.RLIMIT_CORE, 0),
    ):
        hard = resource.getrlimit(limit)[1]
        resource.setrlimit(limit, (value if hard == resource.RLIM_INFINITY else min(value, hard), hard))


def allow_seconds(seconds: float) -> None:
    """Raises the CPU limit for one task: it counts from the start of the process, so each task moves it."""
    if not limited():
        return
    spent = resource.getrusage(resource.RUSAGE_SELF)
    soft = int(spent.ru_utime + spent.ru_stime + seconds + CPU_MARGIN)
    resource.setrlimit(resource.RLIMIT_CPU, (soft, resource.getrlimit(resource.RLIMIT_CPU)[1]))
