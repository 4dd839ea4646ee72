"""A worker of another release, or one that reads differently, is refused with a message before it is sent anything."""

from __future__ import annotations

from pathlib import Path

import pytest

from intake.cluster.release import misfit, release
from intake.cluster.worker_sandbox import Cell
from intake.model import ClusterOutage
from tests.readings import readings
from tests.servers.cluster import cluster
from tests.stories.test_cluster import bench_of


@pytest.mark.parametrize(("modules", "said"), [
    (("intake/__init__.py", "intake/cluster.py"), "那里是另一个版本的程序"), ((), "那里没有本程序"),
])
def test_a_worker_of_another_release_is_refused_before_it_is_sent_anything(
    tmp_path: Path, modules: tuple[str, ...], said: str
) -> None:
    other = tmp_path / "release"
    other.mkdir()
    for name in modules:
        (other / name).parent.mkdir(exist_ok=True)
        (other / name).touch()
    with cluster(tmp_path / "cluster", 1, program=other) as started:
        bench, digest = bench_of(tmp_path, started.url, b"a mail")
        with pytest.raises(ClusterOutage, match=said):
            list(readings([digest], bench))
        log = next(started.folder.glob("dask_worker-*.log")).read_text("utf-8")
        assert "register_worker_plugin" not in log and "worker_sandbox" not in log, "nothing of ours was sent"


def test_the_release_is_told_by_the_source_of_what_travels() -> None:
    assert misfit(release()) == "" and misfit("0" * 16) != ""
    assert misfit(ImportError("no module")) == misfit("0" * 16)


def test_workers_that_read_otherwise_are_told_of(tmp_path: Path) -> None:
    bench, _ = bench_of(tmp_path, "tcp://127.0.0.1:9", b"a mail")
    assert "协调机按第 999 版" in Cell(bench, reader=999).unfit()
    assert Cell(bench).unfit() == ""
