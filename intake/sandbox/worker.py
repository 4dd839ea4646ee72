"""The sandbox: where applicants' bytes are looked at. Spawned processes with limits on memory, time and file size,
which die with us; one that hangs or crashes costs its mail, not the batch.
"""

from __future__ import annotations

import ctypes
import multiprocessing
import os
import resource
import signal
import traceback
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from config.model import NO_SCANS, Guide, LimitSettings, ScanSettings, WorkerSettings
from intake.store.vault import Vault
from parsers.model.file import File
from parsers.model.package import Role

PR_SET_PDEATHSIG = 1
CPU_MARGIN = 5


@dataclass(frozen=True, slots=True)
class Fault:
    """A failure of ours while reading one mail. `trace` says where, in words and frames; never with a value of the applicant.
    `died`: the worker did not live to tell, or had no more memory, so that one file may be the cause."""

    trace: str
    died: bool = False


@dataclass(frozen=True, slots=True)
class Bench:
    """What a worker needs to read mails: sent to it once, when it starts."""

    guide: Guide
    limits: LimitSettings
    settings: WorkerSettings
    mails: Path
    files: Path
    remembered: Path | None = None
    """Where what documents said is kept; None: nowhere."""
    roles: Mapping[str, Role] = field(default_factory=dict)
    """sha256 of a file → the role that staff gave it."""
    scans: ScanSettings = NO_SCANS


def frames(error: BaseException) -> str:
    """Where an error came from, without its message: messages quote what they choke on."""
    known = str(error) if isinstance(error, Traced) else f"{type(error).__name__}"
    places = [f"{Path(f.filename).name}:{f.lineno} {f.name}" for f in traceback.extract_tb(error.__traceback__)]
    return known if isinstance(error, Traced) else "\n".join([known, *places])


class Traced(Exception):
    """Carries frames from a worker to us; its message is safe to show."""


# --- inside a worker ------------------------------------------------------------------------------------------------

_bench: Bench | None = None


def begin(bench: Bench) -> None:
    """What every worker does first."""
    global _bench
    _bench = bench
    confine(bench.settings, bench.limits)


def confine(settings: WorkerSettings, limits: LimitSettings) -> None:
    """Put this process under its limits, and have it killed when its parent dies (kill -9 leaves no orphan)."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for limit, value in (
        (resource.RLIMIT_AS, settings.memory_mib << 20),
        (resource.RLIMIT_FSIZE, 2 * limits.file_bytes),
        (resource.RLIMIT_CORE, 0),
    ):
        hard = resource.getrlimit(limit)[1]
        resource.setrlimit(limit, (value if hard == resource.RLIM_INFINITY else min(value, hard), hard))


def read(digest: str, careful: bool) -> str:
    """The reading of a mail in the vault, as JSON; its files are kept in theirs. `careful`: each file is tried alone first."""
    assert _bench is not None
    return read_at(Vault(_bench.mails).path(digest), careful, Vault(_bench.files))


def read_at(mail: Path, careful: bool, vault: Vault) -> str:
    """The reading of the mail that lies there; its files are kept in `vault`. Raises Traced."""
    try:
        reading, found = read_raw(mail.read_bytes(), careful)
        group = vault.begin()
        for file in found:
            if file.data and not vault.path(file.sha256).exists():
                group.put([file.data])
        group.keep()
    except Exception as error:
        raise Traced(frames(error)) from None
    return reading


def read_raw(raw: bytes, careful: bool) -> tuple[str, Sequence[File]]:
    """The reading of a mail, as JSON, and its files."""
    from pydantic import TypeAdapter

    from intake.sandbox.read_mail import read_mail
    from intake.sandbox.reading_cache import Remembered
    from parsers.model.mail import Reading

    assert _bench is not None
    allow_seconds(_bench.settings.timeout_seconds)
    known = Remembered(_bench.remembered, _bench.guide, _bench.scans) if _bench.remembered else None
    vet = _vet if careful else None
    reading, files = read_mail(raw, _bench.guide, _bench.limits, _bench.scans, vet, known, _bench.roles)
    return TypeAdapter(Reading).dump_json(reading).decode(), files


def _vet(files: Sequence[File]) -> Sequence[File]:
    """Try each file alone. Half of the mail's time is for all of them together, half for the reading that follows."""
    from intake.sandbox.isolated_trial import vetted

    bench = _bench
    assert bench is not None
    seconds = bench.settings.timeout_seconds / 2 / max(1, sum(bool(file.data) for file in files))
    return [vetted(file, bench, seconds) for file in files]


def allow_seconds(seconds: float) -> None:
    """CPU limits count from the start of the process, so each task moves its own."""
    spent = resource.getrusage(resource.RUSAGE_SELF)
    soft = int(spent.ru_utime + spent.ru_stime + seconds + CPU_MARGIN)
    resource.setrlimit(resource.RLIMIT_CPU, (soft, resource.getrlimit(resource.RLIMIT_CPU)[1]))


# --- one task, for the command line ---------------------------------------------------------------------------------


def once(function: Callable[..., Any], args: tuple[Any, ...], settings: WorkerSettings, limits: LimitSettings) -> Any:
    """Run one function in the sandbox and return its result, or a Fault. Forks, because a new interpreter would cost more
    than reading a document; so it is only for a process that has started no thread yet."""
    fork = multiprocessing.get_context("fork")
    ours, theirs = fork.Pipe(duplex=False)
    child = fork.Process(target=_once, args=(theirs, function, args, settings, limits), daemon=False)
    child.start()
    theirs.close()
    try:
        if not ours.poll(settings.timeout_seconds):
            return Fault("the time limit was reached")
        return ours.recv()
    except EOFError:
        child.join(CPU_MARGIN)
        return Fault(f"the worker died with exit code {child.exitcode}")
    finally:
        child.join(1)
        child.kill()
        child.join()


def _once(
    pipe: Connection, function: Callable[..., Any], args: tuple[Any, ...], settings: WorkerSettings, limits: LimitSettings
) -> None:
    confine(settings, limits)
    allow_seconds(settings.timeout_seconds)
    try:
        pipe.send(function(*args))
    except Exception as error:
        pipe.send(Fault(frames(error)))
    finally:
        pipe.close()
        os._exit(0)
