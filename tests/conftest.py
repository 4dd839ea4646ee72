"""Settings for all tests. With INTAKE_TEST_STRICT a test that is skipped because a program is missing counts as failed."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests import installation
from tests.servers.postgres import database, postgres


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    outcome = yield
    report = outcome.get_result()  # type: ignore[attr-defined]
    if report.skipped and os.environ.get("INTAKE_TEST_STRICT") and "is not installed" in str(report.longrepr):
        report.outcome = "failed"
        report.longrepr = f"skipped where nothing may skip: {report.longrepr}"


os.environ |= {"INTAKE_SCANS__PAGES": "0", "INTAKE_OUTPUT__PAGE_PICTURES": "0"}
"""Recognising and drawing the sample mailbox's scans takes minutes; tests that are about scans and pages ask for it."""
KEPT = ("INTAKE_TEST_STRICT", "INTAKE_SCANS__PAGES", "INTAKE_OUTPUT__PAGE_PICTURES")


@pytest.fixture(scope="session")
def server() -> Iterator[Path]:
    """The socket's folder of a PostgreSQL server; its path must be short."""
    with tempfile.TemporaryDirectory(prefix="pg") as folder:
        Path(folder).chmod(0o755)
        with postgres(Path(folder)) as running:
            yield running


@pytest.fixture(params=["sqlite", "postgresql"])
def every_database(request: pytest.FixtureRequest) -> Iterator[None]:
    """A module that uses this has every test run twice: each installation's ledger is in SQLite, then in PostgreSQL."""
    if request.param == "sqlite":
        yield
        return
    socket: Path = request.getfixturevalue("server")
    installation.LEDGER_OF.append(cache(lambda home: database(socket)))
    try:
        yield
    finally:
        installation.LEDGER_OF.pop()


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Settings of whoever runs the tests must not reach them."""
    for name in [name for name in os.environ if name.startswith("INTAKE_") and name not in KEPT]:
        monkeypatch.delenv(name)
