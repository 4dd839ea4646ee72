"""The shipped mailbox with its scans read, as `make demo` does it: every finding of every severity against the truth."""

from __future__ import annotations

from typing import Any

import pytest

from tests import installation
from tests.demo_truth import SEVERITIES, export_all, findings, found, told_and_found


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    home = tmp_path_factory.mktemp("demo")
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("INTAKE_SCANS__PAGES", "40")
        these = installation.settings(home, installation.MAILBOX)
        facts, code = installation.run(these)
    assert (code, facts.waiting, facts.shelved) == (0, 0, 0)
    return export_all(these)


@pytest.mark.parametrize("severity", SEVERITIES)
def test_an_application_has_the_findings_of_the_truth_and_no_other(exported: list[dict[str, Any]], severity: str) -> None:
    for mail, told, case in told_and_found(exported):
        if not mail["duplicate"]:
            assert found(case, severity) == findings(told, severity), mail["file"]


def test_scans_that_are_read_change_no_status(exported: list[dict[str, Any]]) -> None:
    for mail, told, case in told_and_found(exported):
        older = any(c["case_no"] == case["case_no"] and c["revision"] > case["revision"] for c in exported)
        assert case["status"] == ("superseded" if older else told["status"]), mail["file"]
