"""A plugin of pytest: writes which test begins and which one fails, for who waits outside (`trial`)."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

TOLD = "MUTANTS_TOLD"
"""The variable that names the file to write to."""
_FILE = os.environ.get(TOLD)


def _tell(word: str, name: str) -> None:
    if _FILE:
        with Path(_FILE).open("a", encoding="utf-8") as file:
            file.write(f"{word}\t{name}\n")


def pytest_runtest_logstart(nodeid: str) -> None:
    _tell("begins", nodeid)


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    if report.failed:
        _tell("fails", report.nodeid)


def pytest_collectreport(report: pytest.CollectReport) -> None:
    if report.failed:
        _tell("fails", report.nodeid)
