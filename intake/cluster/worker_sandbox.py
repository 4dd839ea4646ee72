"""What runs at a worker of the cluster: the same sandbox as on one machine, in child processes of the worker.

The worker itself never opens a mail. A file that hangs, crashes or uses up its memory ends one child process, as it would on the
coordinator's machine, and not the worker with everything else that runs there.
"""

from __future__ import annotations

import hashlib
import multiprocessing
import os
import shutil
import tempfile
from concurrent.futures import Future
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from distributed import Worker, get_worker
from distributed.diagnostics.plugin import WorkerPlugin

from config.language import say
from intake.cluster.exchange import PIECE, Transit
from intake.model import DiskOutage
from intake.sandbox.faults import Fault, fault_of
from intake.sandbox.pool import open_pool
from intake.sandbox.worker import begin, read_at
from intake.sandbox.worker_setup import Bench
from intake.store.vault import Vault, private_folder
from parsers.model.mail import READER_VERSION

if TYPE_CHECKING:
    from pebble import ProcessPool

FOLDER = "grant-intake"
BROUGHT_BYTES = 4 << 20
"""Size up to which files come back together with their reading. They wait at the worker until they are fetched, one mail at a
time."""


@dataclass(frozen=True, slots=True)
class Errand:
    """One mail to be read. `way` says where its bytes are: "vault" (the worker sees the coordinator's), "transit", or "value"
    (they come along). `careful`: its files are tried one by one."""

    digest: str
    way: str
    name: str
    careful: bool = False


@dataclass(frozen=True, slots=True)
class RemoteReading:
    """What a worker read: the reading as JSON, and the digests and sizes of the mail's files. Small files are in `brought`;
    larger ones wait in a folder of the worker, or in the place of transit."""

    reading: str
    files: tuple[tuple[str, int], ...] = ()
    brought: tuple[bytes, ...] = ()
    worker: str = ""
    folder: str = ""


@dataclass(frozen=True, slots=True)
class Unfit:
    """A worker that cannot do this work, and why: a person must repair it, the mails are not to blame."""

    why: str


class Cell(WorkerPlugin):
    """The sandbox of one worker: as many processes as the worker has threads, started when the first mail comes."""

    idempotent = True

    def __init__(self, bench: Bench, reader: int = READER_VERSION, token: str = "") -> None:
        self._bench, self._reader, self._token = bench, reader, token

    def setup(self, worker: Worker) -> None:
        """Called when the plugin comes to the worker."""
        if multiprocessing.current_process().daemon:  # a nanny starts its worker as a daemon, which may not have child processes
            multiprocessing.current_process().daemon = False
        private_folder(Path(worker.local_directory) / FOLDER)
        self._folder = Path(tempfile.mkdtemp(dir=Path(worker.local_directory) / FOLDER))
        self._threads, self._address = worker.state.nthreads, worker.address
        self._pool: ProcessPool | None = None
        self._lock = Lock()

    def teardown(self, worker: Worker) -> None:
        """Called when the pass is over: removes everything of it here."""
        with self._lock:
            if self._pool is not None:
                self._pool.stop()  # type: ignore[no-untyped-call]
        shutil.rmtree(self._folder, ignore_errors=True)

    def unfit(self) -> str:
        """Why this worker cannot read for this coordinator, "" where it can."""
        if self._reader != READER_VERSION:
            return say(f"那里的程序按第 {READER_VERSION} 版读取，协调机按第 {self._reader} 版",
                       f"its release reads as version {READER_VERSION}, the coordinator's as version {self._reader}")
        seen = shared(self._bench.settings.vault)
        if seen is not None and not (seen / self._token).is_file():
            return say("workers.vault: 在那里看不到协调机的邮件库",
                       "workers.vault: it does not see the coordinator's vault there")
        return ""

    def read(self, errand: Errand, raw: bytes | None) -> RemoteReading | Fault | Unfit:
        """Read one mail. Runs in a thread of the worker and waits for the sandbox."""
        if why := self.unfit():
            return Unfit(why)
        if errand.way == "vault":
            vault = shared(self._bench.settings.vault)
            assert vault is not None
            reading = self._sandboxed(Vault(vault / "mails").path(errand.digest), errand, Vault(vault / "files"))
            return reading if isinstance(reading, Fault) else RemoteReading(reading)
        spool = self._folder / errand.name
        try:
            return self._at_distance(errand, raw, spool)
        except (OSError, DiskOutage) as error:  # its disk is full, or the place of transit cannot be reached
            shutil.rmtree(spool, ignore_errors=True)
            return Unfit(say(f"它的磁盘或中转位置不能用（{type(error).__name__}）",
                             f"its disk or the place of transit cannot be used ({type(error).__name__})"))

    def _at_distance(self, errand: Errand, raw: bytes | None, spool: Path) -> RemoteReading | Fault | Unfit:
        transit = Transit(self._bench.settings.vault, errand.name) if errand.way == "transit" else None
        mail, files = Vault(spool / "mail", durable=False), Vault(spool / "files", durable=False)
        digest, _ = mail.put(transit.pieces(errand.digest) if transit else [raw or b""])
        if digest != errand.digest:
            return Unfit("a mail came here with other bytes")
        reading = self._sandboxed(mail.path(digest), errand, files)
        shutil.rmtree(mail.root)
        if isinstance(reading, Fault):
            shutil.rmtree(spool)
            return reading
        ready = tuple((sha256, files.path(sha256).stat().st_size) for sha256 in files.digests())
        if transit is None and sum(size for _, size in ready) > BROUGHT_BYTES:
            return RemoteReading(reading, ready, worker=self._address, folder=str(files.root))
        if transit is None:
            brought = tuple(files.path(sha256).read_bytes() for sha256, _ in ready)
            shutil.rmtree(spool)
            return RemoteReading(reading, ready, brought)
        for sha256, _ in ready:
            transit.lay(sha256, files.path(sha256))
        shutil.rmtree(spool)
        return RemoteReading(reading, ready)

    def _sandboxed(self, mail: Path, errand: Errand, files: Vault) -> str | Fault:
        try:
            running: Future[str] = self._open().schedule(
                read_at, args=(mail, errand.careful, files), timeout=self._bench.settings.timeout_seconds)
            return running.result()
        except Exception as error:
            return fault_of(error)

    def _open(self) -> ProcessPool:
        with self._lock:
            if self._pool is None:
                self._pool = open_pool(self._threads, begin, self._bench_here())
            return self._pool

    def _bench_here(self) -> Bench:
        """The bench with this worker's own reading cache, where it does not see the coordinator's."""
        vault = shared(self._bench.settings.vault)
        return replace(self._bench, remembered=(vault or self._folder) / "read") if self._bench.remembered else self._bench


def shared(url: str) -> Path | None:
    """The folder in which a worker sees the coordinator's vault; None where it does not."""
    return Path(unquote(urlsplit(url).path)) if urlsplit(url).scheme == "file" else None


def name_of(pickled: bytes) -> str:
    """The name of a cell with this bench: the same bench finds its cell by it again."""
    return f"grant-intake-{hashlib.sha256(pickled).hexdigest()[:24]}"


# --- what the coordinator asks of a worker --------------------------------------------------------------------------


def read(cell: str, errand: Errand, raw: bytes | None = None) -> RemoteReading | Fault | Unfit:
    """Reads one mail in the cell of this name."""
    return _cell(get_worker(), cell).read(errand, raw)


def unfit(cell: str, dask_worker: Worker) -> str:
    """Why this worker cannot read, "" where it can."""
    return _cell(dask_worker, cell).unfit()


def piece(folder: str, sha256: str, start: int) -> bytes:
    """Bytes of a file that waits at this worker."""
    with Vault(Path(folder)).path(sha256).open("rb") as file:
        return os.pread(file.fileno(), PIECE, start)


def drop(folder: str) -> None:
    """Removes files that were fetched."""
    shutil.rmtree(Path(folder).parent, ignore_errors=True)


def _cell(worker: Worker, name: str) -> Cell:
    cell = worker.plugins[name]
    assert isinstance(cell, Cell)
    return cell
