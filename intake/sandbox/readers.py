"""Has mails read outside of this process: digests go into a queue, readings come out as they finish."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from typing import TYPE_CHECKING, Protocol, Self

from intake.sandbox.faults import Fault, fault_of
from intake.sandbox.pool import expect, open_pool
from intake.sandbox.worker import begin, read
from intake.sandbox.worker_setup import Bench

if TYPE_CHECKING:
    from pebble import ProcessPool

Result = tuple[str, str | Fault]
"""The digest of a mail, and its reading as JSON or why there is none."""
DEPTH = 4
"""Mails waiting for each process: enough that it never waits for us, few enough that results waiting for us stay small."""


class Reader(Protocol):
    """Reads mails of the vault in other processes. What is offered comes out of `finished` exactly once, in any order."""

    def __enter__(self) -> Self: ...
    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None: ...

    @property
    def left(self) -> int:
        """Mails offered and not yet returned."""

    def expect(self) -> None:
        """Prepares for mails that will come. Returns at once."""

    def offer(self, digests: Sequence[str]) -> None:
        """Has these mails read. Returns at once."""

    def finished(self, block: bool) -> list[Result]:
        """What has finished since the last call; with `block`, and while there is anything left, at least one."""


class LocalReader:
    """Worker processes on this machine. A mail that killed its worker is read once more when all else is done, with each of its
    files in an isolated trial, so that only the file to blame is lost and not its mail."""

    def __init__(self, bench: Bench) -> None:
        self._bench = bench
        self._pool: ProcessPool | None = None
        self._processes = 0
        self._queue: deque[str] = deque()
        self._deadly: deque[str] = deque()
        self._under_way: dict[Future[str], tuple[str, bool]] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if self._pool is None:
            return
        if kind is None:
            self._pool.close()  # type: ignore[no-untyped-call]
        else:
            self._pool.stop()  # type: ignore[no-untyped-call]
        self._pool.join()

    @property
    def left(self) -> int:
        """See Reader."""
        return len(self._queue) + len(self._deadly) + len(self._under_way)

    def expect(self) -> None:
        """See Reader."""
        expect()

    def offer(self, digests: Sequence[str]) -> None:
        """See Reader."""
        self._queue.extend(digests)
        if len(self._queue) >= self._bench.settings.processes or self._pool is not None:
            self._fill()

    def finished(self, block: bool) -> list[Result]:
        """See Reader."""
        self._fill()
        results: list[Result] = []
        while self._under_way and not results:
            done, _ = wait(self._under_way, timeout=None if block else 0, return_when=FIRST_COMPLETED)
            for future in done:
                digest, careful = self._under_way.pop(future)
                result = _outcome(future)
                if isinstance(result, Fault) and result.died and not careful:
                    self._deadly.append(digest)
                else:
                    results.append((digest, result))
            self._fill()
            if not block:
                break
        return results

    def _fill(self) -> None:
        """Keeps every process busy: no more than DEPTH mails each, so that memory does not grow with the number of mails."""
        waiting = len(self._queue) + len(self._deadly)
        if self._pool is None and waiting:
            self._processes = min(self._bench.settings.processes, waiting)
            self._pool = open_pool(self._processes, begin, self._bench)
        while self._pool is not None and len(self._under_way) < DEPTH * self._processes and (self._queue or self._deadly):
            careful = not self._queue
            digest = (self._deadly if careful else self._queue).popleft()
            future = self._pool.schedule(read, args=(digest, careful), timeout=self._bench.settings.timeout_seconds)
            self._under_way[future] = digest, careful


def _outcome(future: Future[str]) -> str | Fault:
    try:
        return future.result()
    except Exception as error:
        return fault_of(error)
