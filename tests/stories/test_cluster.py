"""Reading on a cluster: the same records to the byte as on one machine, whatever becomes of its workers.

The cluster is real: a scheduler and workers of dask.distributed, each a process of its own.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from email.message import EmailMessage
from pathlib import Path
from random import Random
from typing import Any

import pytest
from distributed.security import Security
from sqlalchemy import select

from config.load import PROJECT
from config.model import LimitSettings, Settings, WorkerSettings
from intake.cluster.coordinator import ClusterReader
from intake.cluster.exchange import Transit
from intake.ledger import open_ledger, tables
from intake.model import ClusterOutage
from intake.operations import doctor
from intake.sandbox.faults import Fault
from intake.sandbox.readers import Result
from intake.sandbox.worker_setup import Bench
from intake.store.vault import Vault
from parsers.model.mail import READER_VERSION
from tests import installation
from tests.intake.deadly import Deadly
from tests.readings import readings
from tests.servers.cluster import Cluster, cluster
from tests.servers.tls import certificate
from tests.stories.test_kill import facts

BIG = 20_000_000
MAILS = ("01", "05", "06", "11", "13", "15", "16", "20")
"""A submission, one with gaps, an enquiry, Word alone, the same again, a supplement, a correction, and a formula."""


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """A scheduler and two workers under nannies, which start them again when they die."""
    with cluster(tmp_path_factory.mktemp("cluster"), 2) as started:
        yield started


@pytest.fixture(scope="module")
def local(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The state folder of a pass that read on this machine; its mailbox lies beside it."""
    home = tmp_path_factory.mktemp("local")
    box = box_of(home)
    box.mkdir()
    for path in installation.MAILBOX.glob("*.eml"):
        if path.name.startswith(MAILS):
            shutil.copy2(path, box)
    _, code = installation.run(installation.settings(home, box))
    assert code == 0
    return home


def box_of(local: Path) -> Path:
    """The mailbox of every pass here."""
    return local.with_name("box")


def far(home: Path, url: str, local: Path, **workers: Any) -> Settings:
    """An installation that reads the same mailbox on the cluster."""
    return installation.settings(home, box_of(local), workers={"url": url, "join_seconds": 60} | workers)


def kept(home: Path) -> tuple[list[tuple[object, ...]], list[str]]:
    """Every reading to the byte, and the digests of every file."""
    ledger = open_ledger(f"sqlite:///{home / 'ledger.sqlite'}")
    with ledger.read() as connection:
        told = [tuple(row) for row in connection.execute(select(tables.readings).order_by(tables.readings.c.sha256))]
    return told, list(Vault(home / "vault" / "files").digests())


def left_over(started: Cluster) -> list[Path]:
    """What lies at the workers."""
    return [path for path in started.folder.rglob("grant-intake/*/*") if path.exists()]


# --- where bytes travel ---------------------------------------------------------------------------------------------


def test_a_pass_on_a_cluster_leaves_what_a_pass_here_leaves(tmp_path: Path, running: Cluster, local: Path) -> None:
    told, code = installation.run(far(tmp_path, running.url, local))
    assert (code, told.fetched, told.waiting, told.shelved) == (0, len(MAILS), 0, 0)
    assert facts(tmp_path) == facts(local)
    assert kept(tmp_path) == kept(local)
    assert not list(Vault(tmp_path / "vault" / "files").damaged())
    assert not left_over(running), "applicants' files stay at no worker"


@pytest.mark.parametrize("way", ["by transit", "by a shared vault"])
def test_bytes_travel_by_reference_where_both_reach_a_place(tmp_path: Path, running: Cluster, local: Path, way: str) -> None:
    vault = {"by transit": f"local://{tmp_path}/transit", "by a shared vault": f"file://{tmp_path}"}[way]
    bench, digest = bench_of(tmp_path, running.url, (box_of(local) / "01-conference.eml").read_bytes(), vault=vault)
    told = dict(readings([digest], bench))[digest]
    assert (digest, READER_VERSION, installation.guide().digest, told) in kept(local)[0]
    files = list(Vault(bench.files).digests())
    assert files and set(files) <= set(kept(local)[1])
    assert not left_over(running)
    assert not list((tmp_path / "transit").glob("*")), "nothing stays on the way"


def test_a_large_file_comes_in_pieces(tmp_path: Path, running: Cluster) -> None:
    message = EmailMessage()
    message["From"], message["Subject"] = "a@unit.example", "大文件"
    message.set_content("见附件")
    message.add_attachment(Random(1).randbytes(BIG), "application", "octet-stream", filename="材料.bin")
    bench, digest = bench_of(tmp_path, running.url, message.as_bytes())
    assert isinstance(dict(readings([digest], bench))[digest], str)
    files = Vault(bench.files)
    assert [files.path(sha256).stat().st_size for sha256 in files.digests()] == [BIG]
    assert not list(files.damaged())


def test_a_place_of_transit_may_be_any_filesystem(tmp_path: Path) -> None:
    blob = tmp_path / "blob"
    blob.write_bytes(b"bytes" * 1000)
    transit = Transit("memory://bucket/intake", "read-1")
    transit.clear()
    transit.lay("ab" * 32, blob)
    assert b"".join(transit.pieces("ab" * 32)) == blob.read_bytes()
    transit.clear()
    with pytest.raises(FileNotFoundError):
        list(transit.pieces("ab" * 32))


# --- workers die ----------------------------------------------------------------------------------------------------


def test_workers_killed_in_the_middle_lose_and_double_nothing(
    tmp_path: Path, running: Cluster, local: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One when the mails were just handed out, another before the first reading is waited for."""
    alive, killed = running.pids()[:2], list[int]()
    offer, finished = ClusterReader.offer, ClusterReader.finished

    def kill() -> None:
        killed.append(alive[len(killed)])
        os.kill(killed[-1], signal.SIGKILL)

    def offered(self: ClusterReader, digests: Sequence[str]) -> None:
        offer(self, digests)
        if digests and not killed:
            kill()

    def with_a_kill(self: ClusterReader, block: bool) -> list[Result]:
        if block and len(killed) == 1:
            kill()
        return finished(self, block)

    monkeypatch.setattr(ClusterReader, "offer", offered)
    monkeypatch.setattr(ClusterReader, "finished", with_a_kill)
    told, code = installation.run(far(tmp_path, running.url, local))
    assert len(killed) == 2
    assert (code, told.fetched, told.waiting, told.shelved) == (0, len(MAILS), 0, 0)
    assert facts(tmp_path) == facts(local)
    assert kept(tmp_path) == kept(local)


def test_the_coordinator_killed_in_the_middle_goes_on_in_the_next_pass(tmp_path: Path, running: Cluster, local: Path) -> None:
    words = {"INTAKE_HOME": str(tmp_path), "INTAKE_MAILBOX__URL": f"folder:{box_of(local)}", "INTAKE_WORKERS__URL": running.url,
             "INTAKE_LETTERS__MAX_AGE_DAYS": "0"}  # fmt: skip
    process = subprocess.Popen(
        [sys.executable, str(PROJECT / "run_intake.py")], env=os.environ | words, stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL)
    deadline = time.monotonic() + 60
    while process.poll() is None and time.monotonic() < deadline and not read_so_far(tmp_path):
        time.sleep(0.05)
    process.kill()
    process.wait()
    assert read_so_far(tmp_path)
    installation.run(far(tmp_path, running.url, local))
    assert facts(tmp_path) == facts(local)
    assert kept(tmp_path) == kept(local)


def read_so_far(home: Path) -> int:
    if not (home / "ledger.sqlite").exists():
        return 0
    ledger = open_ledger(f"sqlite:///{home / 'ledger.sqlite'}")
    with ledger.read() as connection:
        return len(connection.execute(select(tables.readings)).all())


def test_a_document_that_kills_is_its_own_trouble(tmp_path: Path, running: Cluster) -> None:
    mails = Vault(tmp_path / "mails")
    (tmp_path / "soffice").write_text("#!/bin/sh\n")
    digests = {mails.put([deadly(evil)])[0]: evil for evil in ("CRASH", "KILLER", "nothing", "little")}
    bench, _ = bench_of(tmp_path, running.url, b"", files=Deadly(tmp_path / "files"))
    found = {digests[digest]: told for digest, told in readings(list(digests), bench)}
    assert set(found) == set(digests.values())
    for evil in ("CRASH", "nothing", "little"):
        told = found[evil]
        assert isinstance(told, str), (evil, told)
        troubles = {file["name"]: file["trouble"] for file in unassigned(told)}
        assert (troubles[f"{evil}.doc"] is not None) == (evil == "CRASH"), "in its process it costs its file"
    assert isinstance(found["KILLER"], Fault), "with the whole worker, its mail"


def deadly(evil: str) -> bytes:
    message = EmailMessage()
    message["From"], message["Subject"] = "a@unit.example", f"申报材料 {evil}"
    message.set_content("见附件")
    message.add_attachment(f"a text of {evil}\n".encode() * 20, "application", "octet-stream", filename=f"{evil}.doc")
    return message.as_bytes()


def unassigned(told: str) -> list[dict[str, Any]]:
    reading = json.loads(told)
    return [*reading["unassigned"], *(file for package in reading["packages"] for file in package["files"])]


def bench_of(folder: Path, url: str, raw: bytes, files: Path | None = None, **workers: Any) -> tuple[Bench, str]:
    """A bench for readings on the cluster, and the digest of a mail in its vault."""
    mails = Vault(folder / "mails")
    settings = WorkerSettings.model_validate({"url": url, "join_seconds": 60, "timeout_seconds": 30} | workers)
    digest, _ = mails.put([raw])
    return Bench(installation.guide(), LimitSettings(), settings, mails.root, files or folder / "files"), digest


# --- who may join ---------------------------------------------------------------------------------------------------


def test_over_tls_only_with_the_right_certificates(tmp_path: Path) -> None:
    for name in ("ours", "strange"):
        (tmp_path / name).mkdir()
    (cert, key), (other_cert, other_key) = certificate(tmp_path / "ours"), certificate(tmp_path / "strange")
    options = ("--protocol", "tls", "--tls-ca-file", str(cert), "--tls-cert", str(cert), "--tls-key", str(key))
    security = Security(
        require_encryption=True, tls_ca_file=str(cert), tls_client_cert=str(cert), tls_client_key=str(key))  # type: ignore[no-untyped-call]
    with cluster(tmp_path / "cluster", 1, options, security) as started:
        assert started.url.startswith("tls://")
        ours = {"ca_file": cert, "cert_file": cert, "key_file": key}
        bench, digest = bench_of(tmp_path, started.url, (installation.MAILBOX / "16-corrected.eml").read_bytes(), **ours)
        assert isinstance(dict(readings([digest], bench))[digest], str)
        for wrong in (ours | {"cert_file": other_cert, "key_file": other_key}, ours | {"ca_file": other_cert}):
            bench, digest = bench_of(tmp_path, started.url, b"a mail", **wrong | {"join_seconds": 2})
            with pytest.raises(ClusterOutage, match="没有应答"):
                list(readings([digest], bench))


# --- what goes wrong ------------------------------------------------------------------------------------------------


def test_doctor_says_whether_the_scheduler_answers(tmp_path: Path, running: Cluster, local: Path) -> None:
    assert list(doctor.cluster(installation.settings(tmp_path, installation.MAILBOX), installation.guide())) == []
    ((fine, line),) = doctor.cluster(far(tmp_path, running.url, local), installation.guide())
    assert fine and "有应答" in line and "2 个工作进程" in line
    ((fine, line),) = doctor.cluster(far(tmp_path, "tcp://127.0.0.1:9", local, join_seconds=1), installation.guide())
    assert not fine and "没有应答" in line


def test_a_scheduler_that_is_away_is_an_outage_and_mails_wait(tmp_path: Path, local: Path) -> None:
    with pytest.raises(ClusterOutage):
        installation.run(far(tmp_path, "tcp://127.0.0.1:9", local, join_seconds=1))
    told, code = installation.run(installation.settings(tmp_path, box_of(local)))
    assert (code, told.fetched) == (0, 0), "the mails were safe, and no try was counted"
    assert facts(tmp_path) == facts(local)


def test_workers_that_do_not_see_the_vault_are_told_of(tmp_path: Path, running: Cluster) -> None:
    bench, digest = bench_of(tmp_path, running.url, b"a mail", vault=f"file://{tmp_path}/elsewhere")
    with pytest.raises(ClusterOutage, match="看不到协调机的邮件库"):
        list(readings([digest], bench))
