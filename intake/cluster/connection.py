"""The connection to a cluster: joins it, checks that it is alive, and fetches the results that workers have stored."""

from __future__ import annotations

import logging
import pickle
import secrets
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import CancelledError
from contextlib import suppress
from pathlib import Path

import dask.config
from distributed import Client, Future
from distributed.comm.core import CommClosedError
from distributed.security import Security

from config.language import say
from config.model import WorkerSettings
from intake.cluster import worker_sandbox
from intake.cluster.exchange import PIECE
from intake.cluster.release import ASK, misfit
from intake.cluster.worker_sandbox import Cell, Errand, RemoteReading, Unfit
from intake.model import ClusterOutage
from intake.sandbox.faults import Fault
from intake.sandbox.worker_setup import Bench
from intake.store.vault import private_folder

LOST = (CommClosedError, TimeoutError, CancelledError, OSError)
"""The exceptions by which distributed says that the other end is gone."""
COUNT_SECONDS = 2.0
log = logging.getLogger(__name__)
dask.config.set({"distributed.admin.large-graph-warning-threshold": "1 GiB"})  # a mail is not a graph

logging.getLogger("distributed").setLevel(logging.CRITICAL)  # its exceptions say the same


class Gone(Exception):
    """A worker is gone, and the files that waited there for us with it."""


class Link:
    """A connection to a cluster. Raises ClusterOutage wherever the cluster does not answer."""

    def __init__(self, bench: Bench) -> None:
        self._settings = bench.settings
        self.client = _joined(bench.settings)
        self._name, sandbox = _cell_of(bench)
        self._threads, self._counted, self._seen = 0, 0.0, time.monotonic()
        try:
            self._move_in(sandbox)
        except BaseException:
            self.leave()
            raise

    def leave(self) -> None:
        """Ends the pass: nothing of it stays at the workers."""
        try:
            self.client.unregister_worker_plugin(self._name)
        except Exception:  # it is away, or setup never finished
            log.info("the cluster was not told that the pass is over")
        self.client.close()

    def submit(self, errand: Errand, raw: bytes | None) -> Future[RemoteReading | Fault | Unfit]:
        """Sends a mail to be read."""
        return self.client.submit(worker_sandbox.read, self._name, errand, raw, key=errand.name, pure=False)

    @property
    def threads(self) -> int:
        """How many mails the cluster reads at a time now. Raises ClusterOutage when there was no worker for `join_seconds`."""
        now = time.monotonic()
        if now - self._counted >= COUNT_SECONDS:
            try:
                self._threads, self._counted = sum(self.client.nthreads().values()), now
            except LOST as error:
                raise ClusterOutage(_away(self._settings)) from error
        if self._threads:
            self._seen = now
        elif now - self._seen > self._settings.join_seconds:
            raise ClusterOutage(say(f"集群 {self._settings.url} 没有工作进程",
                                    f"the cluster {self._settings.url} has no workers"))
        return self._threads

    def lives(self, worker: str) -> bool:
        """Whether this worker is still there."""
        return worker in self.client.nthreads()

    def pieces(self, reading: RemoteReading, sha256: str, size: int) -> Iterator[bytes]:
        """A file that waits at a worker, in pieces. Raises Gone."""
        worker = reading.worker
        try:
            if not self.lives(worker):
                raise Gone
            for start in range(0, size, PIECE):
                yield self.client.run(worker_sandbox.piece, reading.folder, sha256, start, workers=[worker])[worker]
        except (*LOST, KeyError, ValueError) as error:
            raise Gone from error

    def drop(self, reading: RemoteReading) -> None:
        """Removes the files at a worker after all were fetched. Where the worker is gone, so are its files."""
        with suppress(*LOST, KeyError, ValueError):
            self.client.run(worker_sandbox.drop, reading.folder, workers=[reading.worker])

    def _move_in(self, sandbox: Cell) -> None:
        """Waits for the first worker, and checks that all run this release. Then gives every worker its sandbox, also those that
        come later, and checks that they can read for us."""
        try:
            self._wait_for_workers()
            _refused({at: misfit(release) for at, release in self.client.run(eval, ASK, on_error="return").items()})
            self.client.register_plugin(sandbox, name=self._name)
            _refused(self.client.run(worker_sandbox.unfit, self._name))
        except LOST as error:
            raise ClusterOutage(_away(self._settings)) from error

    def _wait_for_workers(self) -> None:
        while not self.threads:
            time.sleep(0.2)
            self._counted = 0.0


def _refused(misfits: Mapping[str, str]) -> None:
    """Raises ClusterOutage for the first worker that cannot read for us. `misfits`: address → why, "" for one that can."""
    for address, why in misfits.items():
        if why:
            raise ClusterOutage(say(f"工作机 {address} 不能读取：{why}", f"the worker {address} cannot read: {why}"))


def answer(settings: WorkerSettings) -> tuple[int, int]:
    """(workers, threads) of the cluster. Raises ClusterOutage where its scheduler does not answer."""
    client = _joined(settings)
    try:
        threads = client.nthreads()
    except LOST as error:
        raise ClusterOutage(_away(settings)) from error
    finally:
        client.close()
    return len(threads), sum(threads.values())


def _joined(settings: WorkerSettings) -> Client:
    security = None
    if settings.url.startswith("tls"):
        security = Security(
            require_encryption=True, tls_ca_file=str(settings.ca_file), tls_client_cert=str(settings.cert_file),
            tls_client_key=str(settings.key_file))
    try:
        return Client(settings.url, security=security, timeout=settings.join_seconds, set_as_default=False, name="grant-intake")
    except (*LOST, ValueError) as error:
        raise ClusterOutage(_away(settings)) from error


def _cell_of(bench: Bench) -> tuple[str, Cell]:
    token = _token(bench.mails.parent) if worker_sandbox.shared(bench.settings.vault) is not None else ""
    return worker_sandbox.name_of(pickle.dumps((bench, token))), Cell(bench, token=token)


def _token(vault: Path) -> str:
    """The name of a file by which workers check that the vault they see is this one."""
    for existing in vault.glob(".vault-*"):
        return existing.name
    private_folder(vault)
    made = vault / f".vault-{secrets.token_hex(8)}"
    made.touch(mode=0o600)
    return made.name


def _away(settings: WorkerSettings) -> str:
    return say(f"集群的调度器没有应答：{settings.url}", f"the cluster's scheduler does not answer at {settings.url}")
