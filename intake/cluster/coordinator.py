"""The coordinator's end of a cluster: sends digests out, takes readings back, and is the only place that stores them.

When a worker is lost, another one reads its mails; the scheduler counts how often (`distributed.scheduler.allowed-failures`).
A mail that kills several workers is read once more by itself, its files one by one in isolated trials. If that fails too, only
this mail is a fault.
"""

from __future__ import annotations

import uuid
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from queue import Empty, SimpleQueue
from typing import Self

from distributed import Future, KilledWorker

from config.language import say
from intake.cluster.connection import LOST, Gone, Link
from intake.cluster.exchange import Transit
from intake.cluster.worker_sandbox import Errand, RemoteReading, Unfit, shared
from intake.model import ClusterOutage
from intake.sandbox.faults import Fault, frames
from intake.sandbox.readers import DEPTH, Result
from intake.sandbox.worker_setup import Bench
from intake.store.vault import Vault

_Future = Future[RemoteReading | Fault | Unfit]
LOOK_SECONDS = 1.0
BYTES_AHEAD = 64 << 20
"""Limit of the mail bytes that travel with tasks and wait at the scheduler (one mail may be larger)."""
MOST_LOSSES = 3
"""How often a mail is read again because the worker that had read it was gone before its files were fetched."""


@dataclass(frozen=True, slots=True)
class _Sent:
    """A mail that is being read. `alone`: no other mail is read at the same time, so that only this one can be blamed."""

    digest: str
    careful: bool = False
    alone: bool = False
    losses: int = 0
    size: int = 0
    name: str = ""


class ClusterReader:
    """See Reader. Joins the cluster when the first mail is offered. Raises ClusterOutage."""

    def __init__(self, bench: Bench) -> None:
        self._bench = bench
        self._link: Link | None = None
        self._mails, self._files = Vault(bench.mails), Vault(bench.files)
        url = bench.settings.vault
        self._way = "value" if not url else "transit" if shared(url) is None else "vault"
        self._queue: deque[_Sent] = deque()
        self._careful: deque[_Sent] = deque()
        self._under_way: dict[_Future, _Sent] = {}
        self._ended: SimpleQueue[_Future] = SimpleQueue()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if self._link is None:
            return
        under_way, self._under_way = self._under_way, {}
        for future, sent in under_way.items():
            future.cancel()
            self._clear(sent)
        self._link.leave()

    @property
    def left(self) -> int:
        """See Reader."""
        return len(self._queue) + len(self._careful) + len(self._under_way)

    def expect(self) -> None:
        """See Reader. Workers of a cluster have started."""

    def offer(self, digests: Sequence[str]) -> None:
        """See Reader."""
        self._queue.extend(_Sent(digest) for digest in digests)
        self._fill()

    def finished(self, block: bool) -> list[Result]:
        """See Reader."""
        self._fill()
        results: list[Result] = []
        while self._under_way and not results:
            for future in self._done(block):
                sent = self._under_way.pop(future)
                result = self._result(future, sent)
                if result is not None:
                    results.append((sent.digest, result))
            self._fill()
            if not block:
                break
        return results

    def _done(self, block: bool) -> Iterator[_Future]:
        assert self._link is not None
        while True:
            try:
                future = self._ended.get(block=block, timeout=LOOK_SECONDS)
            except Empty:
                if not block:
                    return
                _ = self._link.threads  # raises when no worker is left
                continue
            if future in self._under_way:
                yield future
                block = False

    # --- out ---

    def _fill(self) -> None:
        """Keeps every worker busy, with few mails waiting for each, and few bytes on their way."""
        if not self._queue and not self._careful:
            return
        if self._link is None:
            self._link = Link(self._bench)
        while (line := self._queue or self._careful) and self._room(line[0]):
            self._send(line.popleft())

    def _room(self, one: _Sent) -> bool:
        assert self._link is not None
        if not self._under_way:
            return True
        under_way = list(self._under_way.values())
        if one.alone or any(sent.alone for sent in under_way):
            return False
        ahead = sum(sent.size for sent in under_way)
        return len(under_way) < DEPTH * max(1, self._link.threads) and (self._way != "value" or ahead < BYTES_AHEAD)

    def _send(self, sent: _Sent) -> None:
        assert self._link is not None
        blob = self._mails.path(sent.digest)
        raw: bytes | None = None
        sent = replace(sent, name=f"read-{sent.digest[:16]}-{uuid.uuid4().hex[:8]}", size=blob.stat().st_size)
        try:
            if self._way == "value":
                raw = blob.read_bytes()
            elif self._way == "transit":
                Transit(self._bench.settings.vault, sent.name).lay(sent.digest, blob)
        except Exception as error:
            raise ClusterOutage("workers.vault: " + say(f"中转位置不能用（{type(error).__name__}）",
                                                        "the place of transit cannot be used "
                                                        f"({type(error).__name__})")) from error
        future = self._link.submit(Errand(sent.digest, self._way, sent.name, sent.careful), raw)
        self._under_way[future] = sent
        future.add_done_callback(self._ended.put)

    # --- back ---

    def _result(self, future: _Future, sent: _Sent) -> str | Fault | None:
        """What became of a mail; None: it must be read again."""
        outcome: RemoteReading | Fault | Unfit
        try:
            outcome = future.result()
        except KilledWorker:
            outcome = Fault(say("读取这封邮件的工作机都异常终止", "every worker that was given this mail died"), died=True)
            sent = replace(sent, alone=True)
        except LOST as error:
            raise ClusterOutage(say(f"与集群失去联系（{type(error).__name__}）",
                                    f"the cluster was lost ({type(error).__name__})")) from error
        except Exception as error:
            outcome = Fault(frames(error))
        if isinstance(outcome, Unfit):
            raise ClusterOutage(say(f"集群的工作机不能读取：{outcome.why}",
                                    f"a worker of the cluster cannot read: {outcome.why}"))
        if isinstance(outcome, RemoteReading):
            taken = self._take(outcome, sent)
            self._clear(sent)
            return outcome.reading if taken else self._again(sent)
        self._clear(sent)
        if outcome.died and not sent.careful:
            self._careful.append(replace(sent, careful=True))
            return None
        return outcome

    def _take(self, reading: RemoteReading, sent: _Sent) -> bool:
        """Copies the files of a reading that are not here yet into the vault. False: the worker that had them is gone."""
        lacking = [(sha256, size) for sha256, size in reading.files if not self._files.path(sha256).exists()]
        group = self._files.begin()
        try:
            whole = all(group.put(self._pieces(reading, sent, sha256, size)).sha256 == sha256 for sha256, size in lacking)
        except Gone:
            whole = False
        group.keep()
        if reading.worker and self._link is not None:
            self._link.drop(reading)
        return whole

    def _pieces(self, reading: RemoteReading, sent: _Sent, sha256: str, size: int) -> Iterator[bytes]:
        assert self._link is not None
        if reading.brought:
            yield reading.brought[reading.files.index((sha256, size))]
            return
        if reading.worker:
            yield from self._link.pieces(reading, sha256, size)
            return
        try:
            yield from Transit(self._bench.settings.vault, sent.name).pieces(sha256)
        except OSError as error:
            raise Gone from error

    def _again(self, sent: _Sent) -> Fault | None:
        if sent.losses >= MOST_LOSSES:
            return Fault(say("它的附件多次在集群传回时丢失",
                             "the files it carried were lost on their way from the cluster again and again"))
        self._queue.append(replace(sent, losses=sent.losses + 1))
        return None

    def _clear(self, sent: _Sent) -> None:
        if self._way == "transit":
            try:
                Transit(self._bench.settings.vault, sent.name).clear()
            except OSError as error:
                raise ClusterOutage("workers.vault: " + say(f"中转位置不能用（{type(error).__name__}）",
                                                            "the place of transit cannot be used "
                                                            f"({type(error).__name__})")) from error
