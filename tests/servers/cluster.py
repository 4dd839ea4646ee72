"""A cluster of dask.distributed on this machine, as an operator starts it: a scheduler and workers, each a process of its own."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from distributed import Client
from distributed.security import Security

from config.load import PROJECT

QUICK = {
    "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "1", "DASK_DISTRIBUTED__ADMIN__TICK__LIMIT": "60s",
    "DASK_DISTRIBUTED__WORKER__MULTIPROCESSING_METHOD": "spawn",
}
"""Less patience than usual, so that a test need not kill a worker four times."""


@dataclass
class Cluster:
    """A scheduler at `url`, and whatever workers were started."""

    folder: Path
    options: tuple[str, ...] = ()
    security: Security | None = None
    url: str = ""
    program: Path = PROJECT
    """The folder of the program that they run."""
    running: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def start(self) -> None:
        """Start the scheduler, and wait until it answers."""
        self._run("dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--scheduler-file", str(self._file), *self.options)
        deadline = time.monotonic() + 60
        while not (self._file.exists() and self._file.stat().st_size):
            assert time.monotonic() < deadline, "the scheduler did not start"
            time.sleep(0.05)
        with self.client() as client:
            self.url = client.scheduler.address

    def workers(self, count: int, nanny: bool = True) -> list[subprocess.Popen[bytes]]:
        """Start workers of one thread, and wait until they have joined."""
        with self.client() as client:
            before = len(client.nthreads())
            made = [self._run(
                "dask_worker", "--scheduler-file", str(self._file), "--nworkers", "1", "--nthreads", "1", "--host", "127.0.0.1",
                "--local-directory", str(self.folder), "--nanny" if nanny else "--no-nanny", *self.options) for _ in range(count)]
            client.wait_for_workers(before + count, timeout=60)
        return made

    def client(self) -> Client:
        """A line of the test's own."""
        return Client(scheduler_file=str(self._file), security=self.security, timeout=60, set_as_default=False)

    def pids(self) -> list[int]:
        """The processes of the workers (below their nannies)."""
        with self.client() as client:
            return list(client.run(os.getpid).values())

    def stop(self) -> None:
        """End everything."""
        for process in reversed(self.running):
            process.send_signal(signal.SIGKILL)
            process.wait()

    @property
    def _file(self) -> Path:
        return self.folder / "scheduler.json"

    def _run(self, program: str, *arguments: str) -> subprocess.Popen[bytes]:
        log = (self.folder / f"{program}-{len(self.running)}.log").open("wb")
        process = subprocess.Popen(
            [sys.executable, "-m", f"distributed.cli.{program}", "--no-dashboard", *arguments],
            env=os.environ | QUICK | {"PYTHONPATH": str(self.program)}, cwd=self.program, stdout=log, stderr=log)
        log.close()
        self.running.append(process)
        return process


@contextmanager
def cluster(
    folder: Path, workers: int, options: tuple[str, ...] = (), security: Security | None = None, program: Path = PROJECT
) -> Iterator[Cluster]:
    """A cluster for the block."""
    folder.mkdir(parents=True, exist_ok=True)
    started = Cluster(folder, options, security, program=program)
    try:
        started.start()
        started.workers(workers)
        yield started
    finally:
        started.stop()
