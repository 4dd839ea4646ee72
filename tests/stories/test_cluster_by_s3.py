"""Mails and files that travel through a bucket: a real server of S3, a real cluster whose workers reach nothing else of ours."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest

from config.model import Settings, WorkerSettings
from intake.cluster import problems
from intake.cluster.exchange import PIECE, Transit
from intake.model import ClusterOutage
from intake.store.vault import Vault
from tests import installation
from tests.servers.cluster import Cluster, cluster
from tests.servers.s3 import BUCKET, Bucket, s3_server
from tests.stories.test_cluster import facts, kept, left_over

URL = f"s3://{BUCKET}/on-the-way"
MAILS = ("01", "05", "06", "16")


@pytest.fixture(scope="module")
def bucket() -> Iterator[Bucket]:
    with pytest.MonkeyPatch.context() as patch, s3_server(patch) as made:
        yield made


@pytest.fixture(scope="module")
def running(bucket: Bucket, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    with cluster(tmp_path_factory.mktemp("cluster"), 2) as started:
        yield started


@pytest.fixture(scope="module")
def local(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The state folder of a pass that read on this machine; its mailbox lies in it."""
    home = tmp_path_factory.mktemp("local")
    (home / "box").mkdir()
    for path in installation.MAILBOX.glob("*.eml"):
        if path.name.startswith(MAILS):
            shutil.copy2(path, home / "box")
    assert installation.run(installation.settings(home, home / "box"))[1] == 0
    return home


def far(home: Path, running: Cluster, local: Path, **workers: Any) -> Settings:
    return installation.settings(home, local / "box", workers={"url": running.url, "join_seconds": 60, "vault": URL} | workers)


def test_a_pass_through_a_bucket_leaves_what_a_pass_here_leaves(
    tmp_path: Path, running: Cluster, local: Path, bucket: Bucket
) -> None:
    these = far(tmp_path, running, local)
    assert problems(these.workers) == []
    told, code = installation.run(these)
    assert (code, told.fetched, told.waiting, told.shelved) == (0, len(MAILS), 0, 0)
    assert facts(tmp_path) == facts(local)
    assert kept(tmp_path) == kept(local)
    assert not list(Vault(tmp_path / "vault" / "files").damaged())
    assert not bucket.keys() and not left_over(running), "applicants' files stay nowhere on the way"


def test_a_blob_larger_than_a_piece_travels_whole(tmp_path: Path, bucket: Bucket) -> None:
    blob, transit = tmp_path / "blob", Transit(URL, "read-1")
    blob.write_bytes(Random(1).randbytes(PIECE + 1000))
    transit.lay("ab" * 32, blob)
    assert bucket.keys() == [f"on-the-way/read-1/{'ab' * 32}"]
    assert b"".join(Transit(URL, "read-1").pieces("ab" * 32)) == blob.read_bytes()
    transit.clear()
    assert not bucket.keys()


# --- what goes wrong ------------------------------------------------------------------------------------------------


def test_a_bucket_that_is_away_is_an_outage_and_the_next_pass_goes_on(
    tmp_path: Path, running: Cluster, local: Path, bucket: Bucket
) -> None:
    bucket.take_away()
    try:
        with pytest.raises(ClusterOutage, match="中转位置不能用"):
            installation.run(far(tmp_path, running, local, vault=f"s3://{BUCKET}-that-never-was-here/way"))
        with pytest.raises(ClusterOutage, match="中转位置不能用"):
            installation.run(far(tmp_path, running, local))
    finally:
        bucket.bring_back()
    told, code = installation.run(far(tmp_path, running, local))
    assert (code, told.fetched, told.waiting, told.shelved) == (0, 0, 0, 0), "all mails were safe, and no try was counted"
    assert facts(tmp_path) == facts(local)
    assert kept(tmp_path) == kept(local)


def test_workers_that_may_not_use_the_bucket_are_an_outage_and_no_fault_of_a_mail(
    tmp_path: Path, local: Path, bucket: Bucket
) -> None:
    with pytest.MonkeyPatch.context() as elsewhere:
        elsewhere.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
        with cluster(tmp_path / "cluster", 1) as lost:
            elsewhere.setenv("AWS_ENDPOINT_URL", bucket.endpoint)
            with pytest.raises(ClusterOutage, match="不能用"):
                installation.run(far(tmp_path / "home", lost, local))
    told, code = installation.run(installation.settings(tmp_path / "home", local / "box"))
    assert (code, told.fetched, told.shelved) == (0, 0, 0)
    assert facts(tmp_path / "home") == facts(local)


def test_a_filesystem_that_is_not_installed_is_told_before_anything_is_contacted() -> None:
    wrong = WorkerSettings(url="tcp://127.0.0.1:9", vault="gs://bucket/intake")
    assert any("gcsfs" in line for line in problems(wrong))
