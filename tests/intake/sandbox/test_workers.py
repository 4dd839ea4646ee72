"""The sandbox: a hang, a crash or too much memory loses one mail and not the batch."""

from __future__ import annotations

import ctypes
import faulthandler
import mmap
import os
import time
from pathlib import Path

from config.model import LimitSettings, WorkerSettings
from intake.sandbox.faults import Fault, frames
from intake.sandbox.one_task import once
from intake.sandbox.worker_setup import Bench
from intake.store.vault import Vault
from tests import installation
from tests.readings import readings

LIMITS = LimitSettings()
def held() -> int:
    """MiB of address space of this process."""
    return int(Path("/proc/self/statm").read_text("ascii").split()[0]) * mmap.PAGESIZE >> 20


SMALL = WorkerSettings(processes=1, timeout_seconds=60, memory_mib=1024)


def hang() -> None:
    time.sleep(60)


def crash() -> None:
    faulthandler.disable()  # pytest would print every frame of the end we ask for
    ctypes.string_at(0)


def devour() -> int:
    return len(bytearray(4 << 30))


def write_without_end(path: Path) -> None:
    with path.open("wb") as file:
        for _ in range(100):
            file.write(bytes(1 << 20))


def blame(phone: str) -> None:
    raise ValueError(f"cannot read {phone}")


def test_a_function_gives_its_result_back() -> None:
    assert once(sorted, ([3, 1, 2],), SMALL, LIMITS) == [1, 2, 3]


def test_what_this_process_has_loaded_takes_nothing_from_a_reader() -> None:
    with mmap.mmap(-1, 900 << 20):
        assert once(held, (), SMALL, LIMITS) < 900


def test_a_hang_is_ended() -> None:
    assert once(hang, (), WorkerSettings(timeout_seconds=0.3), LIMITS) == Fault("超过时限")


def test_a_crash_in_c_is_a_fault() -> None:
    result = once(crash, (), SMALL, LIMITS)
    assert isinstance(result, Fault)
    assert "-11" in result.trace


def test_memory_is_bounded() -> None:
    result = once(devour, (), SMALL, LIMITS)
    assert isinstance(result, Fault)
    assert result.trace.startswith("MemoryError")


def test_files_are_bounded(tmp_path: Path) -> None:
    assert isinstance(once(write_without_end, (tmp_path / "big",), SMALL, LimitSettings(file_bytes=1 << 20)), Fault)
    assert (tmp_path / "big").stat().st_size <= 2 << 20


def test_a_trace_tells_where_and_never_what() -> None:
    result = once(blame, ("13800138000",), SMALL, LIMITS)
    assert isinstance(result, Fault)
    assert "ValueError" in result.trace
    assert "blame" in result.trace
    assert "13800138000" not in result.trace
    try:
        blame("13800138000")
    except ValueError as error:
        assert "13800138000" not in frames(error)


def test_mails_are_read_by_digest_and_their_files_kept(tmp_path: Path) -> None:
    mails, files = Vault(tmp_path / "mails"), Vault(tmp_path / "files")
    digest, _ = mails.put([(installation.MAILBOX / "01-conference.eml").read_bytes()])
    bench = Bench(installation.guide(), LIMITS, WorkerSettings(), mails.root, files.root)
    found = dict(readings([digest, "0" * 64], bench))
    assert isinstance(found[digest], str)
    assert not files.empty()
    lost = found["0" * 64]
    assert isinstance(lost, Fault), "a mail that is not there is a fault of ours, and the other one is still read"
    assert lost.trace.startswith("FileNotFoundError")


def test_no_worker_outlives_its_parent(tmp_path: Path) -> None:
    pid = once(_orphan, (), SMALL, LIMITS)
    deadline = time.monotonic() + 5
    while Path(f"/proc/{pid}").exists() and time.monotonic() < deadline and "Z" not in Path(f"/proc/{pid}/stat").read_text():
        time.sleep(0.05)
    assert not Path(f"/proc/{pid}").exists() or "Z" in Path(f"/proc/{pid}/stat").read_text()


def _orphan() -> int:
    """Start a child that confines itself as a worker does, and die without waiting for it."""
    from intake.sandbox.confine import confine

    parent = os.getpid()
    child = os.fork()
    if child == 0:
        confine(SMALL, LIMITS)
        while os.getppid() == parent:
            time.sleep(0.05)
        time.sleep(60)
    time.sleep(0.3)
    return child
