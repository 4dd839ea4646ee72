"""Settings for all tests. INTAKE_TEST_STRICT=1: a skipped test counts as failed, but for the few that not every machine can run
and those that need the collection beside the checkout (../shared); INTAKE_TEST_STRICT=shared: these too."""

from __future__ import annotations

import gc
import os
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from config.language import VARIABLE, listen
from tests import installation, kept_readings, slow_first
from tests.long_trials import ways
from tests.servers.postgres import database, postgres

MAY_SKIP = ("there is no step yet", "no file system may be mounted here", "no Courier here", "no Cyrus here")
"""What not every machine can do: mounting takes rights, and the two servers are packages of Debian alone."""
NEED_SHARED = ("not here", "not beside the repository", "shared samples", "empty parameter set")
"""How tests say that they lack ../shared; parameters made of its files are an empty set."""


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """More workers than processors, as far as the memory goes: a good part of a story is waiting for a server, a broken line or a
    time limit."""
    processors = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else 0
    return max(1, min(max(processors + 3, processors * 3 // 2), memory // WORKER_BYTES or processors))


WORKER_BYTES = 5 << 28
"""What a worker takes at most, with the readers that it starts."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """See slow_first."""
    items.sort(key=lambda item: slow_first.rank(item.path.relative_to(installation.PROJECT / "tests").as_posix()))


def pytest_configure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):  # the workers have it from the one that starts them
        kept_readings.begin()


def pytest_unconfigure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        kept_readings.end()


def pytest_collection_finish() -> None:
    """What is loaded by now stays, and is not looked through for garbage again and again, in each forked run too."""
    gc.collect()
    gc.freeze()


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    outcome = yield
    report = outcome.get_result()  # type: ignore[attr-defined]
    strict, why = os.environ.get("INTAKE_TEST_STRICT"), str(report.longrepr)
    if not report.skipped or not strict or hasattr(report, "wasxfail") or any(reason in why for reason in MAY_SKIP):
        return
    if strict == "shared" or not any(reason in why for reason in NEED_SHARED):
        report.outcome = "failed"
        report.longrepr = f"skipped where nothing may skip: {why}"


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Says how many tests were left out for want of ../shared: they are no success."""
    skipped = terminalreporter.stats.get("skipped", [])
    if lacking := sum(any(reason in str(report.longrepr) for reason in NEED_SHARED) for report in skipped):
        terminalreporter.write_line(f"{lacking} tests were left out: ../shared is not beside this checkout", yellow=True)


os.environ |= {"INTAKE_SCANS__PAGES": "0", "INTAKE_OUTPUT__PAGE_PICTURES": "0"}
"""Recognising and drawing the sample mailbox's scans takes minutes; tests that are about scans and pages ask for it."""
os.environ["INTAKE_SETTINGS"] = installation.SETTINGS["INTAKE_SETTINGS"]
KEPT = ("INTAKE_TEST_STRICT", "INTAKE_TEST_WHOLE", "INTAKE_SCANS__PAGES", "INTAKE_OUTPUT__PAGE_PICTURES", "INTAKE_SETTINGS")


@pytest.fixture(scope="session")
def server() -> Iterator[Path]:
    """The socket's folder of a PostgreSQL server; its path must be short."""
    with tempfile.TemporaryDirectory(prefix="pg") as folder:
        Path(folder).chmod(0o755)
        with postgres(Path(folder)) as running:
            yield running


DATABASES = ("sqlite", "postgresql")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A test on either database is run on one of the two, always the same, and on both in a whole run."""
    if "either_database" in metafunc.fixturenames:
        name = f"{metafunc.module.__name__} {metafunc.function.__name__}"
        metafunc.parametrize("either_database", ways(name, DATABASES), indirect=True)


@pytest.fixture
def either_database(request: pytest.FixtureRequest) -> Iterator[None]:
    """A module that uses this has about half of its tests run with the ledger in SQLite, the others in PostgreSQL."""
    yield from _database(request)


@pytest.fixture(params=DATABASES)
def every_database(request: pytest.FixtureRequest) -> Iterator[None]:
    """A module that uses this has every test run twice: each installation's ledger is in SQLite, then in PostgreSQL."""
    yield from _database(request)


def _database(request: pytest.FixtureRequest) -> Iterator[None]:
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


@pytest.fixture(autouse=True)
def no_language_chosen() -> Iterator[None]:
    """What one test made the process speak must not reach the next."""
    listen()
    yield
    listen()


@pytest.fixture
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever runs the program is told everything in English."""
    monkeypatch.setenv(VARIABLE, "en")
