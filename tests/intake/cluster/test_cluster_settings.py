"""Wrong settings of a cluster are reported before anything is contacted, and the guide shows right ones."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

from config.load import PROJECT
from config.model import WorkerSettings
from intake.cluster import problems
from tests import installation


@pytest.mark.parametrize(
    ("workers", "complaint"),
    [
        ({"url": "dask"}, "workers.url: 写 local，或集群调度器的地址"),
        ({"url": "tcp://host"}, "workers.url: 写 local，或集群调度器的地址"),
        ({"url": "tls://host:8786"}, "workers.key_file: 用 tls:// 时要有这个 PEM 文件"),
        ({"url": "tcp://host:8786", "ca_file": "/nowhere"}, "workers.url: 写了证书，就要用 tls://"),
        ({"url": "tcp://host:8786", "vault": "/srv/vault"}, "workers.vault: 要写网址"),
        ({"url": "tcp://host:8786", "vault": "nonsense://x"}, "workers.vault: "),
    ],
)
def test_wrong_settings_are_told_before_anything_is_contacted(workers: dict[str, Any], complaint: str) -> None:
    assert any(line.startswith(complaint) for line in problems(WorkerSettings.model_validate(workers)))


def test_the_guide_for_operators_shows_settings_that_are_right() -> None:
    blocks = re.findall(r"```toml\n(.*?)```", (PROJECT / "docs" / "cluster.md").read_text("utf-8"), re.DOTALL)
    assert [WorkerSettings.model_validate(tomllib.loads(block)["workers"]).url[:3] for block in blocks] == ["tcp", "tls"]


def test_a_cluster_without_its_packages_is_78_and_says_what_to_install(tmp_path: Path) -> None:
    blocked = "import sys; sys.modules['distributed'] = None; import run_intake; sys.exit(run_intake.main(['run']))"
    words = {"INTAKE_HOME": str(tmp_path / "state"), "INTAKE_MAILBOX__URL": f"folder:{installation.MAILBOX}",
             "INTAKE_WORKERS__URL": "tcp://127.0.0.1:8786"}  # fmt: skip
    told = subprocess.run(
        [sys.executable, "-c", blocked], cwd=PROJECT, env=os.environ | words, capture_output=True, text=True, timeout=60,
        check=False)
    assert told.returncode == 78
    assert "pip install 'distributed" in told.stderr
    assert not (tmp_path / "state").exists()
