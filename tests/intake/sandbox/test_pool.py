"""Workers come from one template that has loaded what reading needs, and no process of it outlives the caller."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path

import pytest
from pebble import ProcessExpired

from config.load import PROJECT
from config.model import LimitSettings, WorkerSettings
from intake.sandbox.confine import confine
from intake.sandbox.pool import open_pool

COORDINATOR = """
import sys, time
sys.path.insert(0, {project!r})
from config.model import LimitSettings, WorkerSettings
from intake.sandbox.pool import open_pool
from intake.sandbox.confine import confine
from tests.intake.sandbox import test_pool

if __name__ == "__main__":
    with open_pool(2, confine, WorkerSettings(), LimitSettings()) as pool:
        print(*pool.schedule(test_pool.pids).result(), flush=True)
        pool.schedule(time.sleep, args=(600,))
        time.sleep(600)
"""


def pids() -> tuple[int, int]:
    """A worker and its template."""
    return os.getpid(), os.getppid()


def known(name: str) -> bool:
    return name in sys.modules


def prepared(sign: str) -> None:
    os.environ["SIGN"] = sign


def test_a_worker_has_everything_loaded_and_is_prepared() -> None:
    with open_pool(1, prepared, "ready") as pool:
        names = ("intake.sandbox.read_mail", "parsers.formats.word.reader", "pdfplumber")
        told = [pool.schedule(known, args=(name,)).result() for name in names]
        assert told == [True, True, True]
        assert pool.schedule(os.getenv, args=("SIGN",)).result() == "ready"
        assert not pool.schedule(known, args=("onnxruntime",)).result(), "an engine with threads is not to be forked"


def test_the_template_has_one_thread_and_knows_nothing_of_our_way_of_being_found(tmp_path: Path) -> None:
    asked = ("import os, sys; import intake.sandbox.preloaded; "
             "print(len(os.listdir('/proc/self/task')), os.environ.get('PYTHONPATH'))")  # fmt: skip
    told = subprocess.run([sys.executable, "-c", asked], cwd=tmp_path, env={"PYTHONPATH": str(PROJECT)}, capture_output=True,
                          text=True, check=True)  # fmt: skip
    assert told.stdout.split() == ["1", "None"]


# --- what goes wrong ------------------------------------------------------------------------------------------------


def test_who_is_killed_leaves_neither_workers_nor_template(tmp_path: Path) -> None:
    script = tmp_path / "coordinator.py"  # elsewhere than the program: the template must find it all the same
    script.write_text(COORDINATOR.format(project=str(PROJECT)))
    with subprocess.Popen([sys.executable, str(script)], cwd=tmp_path, stdout=subprocess.PIPE,
                          env=os.environ | {"INTAKE_MAILBOX__PASSWORD": "secret"}) as coordinator:  # fmt: skip
        assert coordinator.stdout is not None
        worker, template = map(int, coordinator.stdout.readline().split())
        assert template != coordinator.pid
        environ = Path(f"/proc/{worker}/environ").read_bytes()
        assert b"PYTHONPATH=" in environ and b"INTAKE_" not in environ, "passwords may stand there"
        coordinator.send_signal(signal.SIGKILL)
    assert _soon(lambda: _gone(worker) and _gone(template))


def test_a_template_that_is_killed_costs_its_workers_tasks_and_not_the_pool(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INTAKE_MAILBOX__PASSWORD", "secret")
    with open_pool(1, confine, WorkerSettings(), LimitSettings()) as pool:
        worker, template = pool.schedule(pids).result()
        lost = pool.schedule(time.sleep, args=(600,))
        assert _soon(lost.running)
        os.kill(template, signal.SIGKILL)
        with pytest.raises(ProcessExpired):
            lost.result(timeout=60)
        assert _soon(lambda: _gone(worker)), "nobody would end it otherwise"
        again, another = pool.schedule(pids).result(timeout=60)
        assert another not in (template, os.getpid())
        assert b"INTAKE_" not in Path(f"/proc/{again}/environ").read_bytes()
        assert pool.schedule(known, args=("intake.sandbox.read_mail",)).result(timeout=60)


def test_a_forked_process_has_a_template_of_its_own() -> None:
    with open_pool(1, confine, WorkerSettings(), LimitSettings()) as pool:
        _, ours = pool.schedule(pids).result()
        ends, end = multiprocessing.get_context("fork").Pipe(duplex=False)
        child = multiprocessing.get_context("fork").Process(target=_ask, args=(end,))
        child.start()
        assert ends.poll(30), "the template of its parent would be asked for ever"
        _, theirs = ends.recv()
        child.join()
        assert theirs != ours and pool.schedule(pids).result()[1] == ours
        assert _soon(lambda: _gone(theirs))


def _ask(end: Connection) -> None:
    with open_pool(1, confine, WorkerSettings(), LimitSettings()) as pool:
        end.send(pool.schedule(pids).result())


def _gone(pid: int) -> bool:
    try:
        return ") Z " in Path(f"/proc/{pid}/stat").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return True


def _soon(what: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + 20
    while not what() and time.monotonic() < deadline:
        time.sleep(0.05)
    return what()
