"""The shipped mailbox with its scans read, as `make demo` does it: every finding of every severity against the truth."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from tests import installation
from tests.demo_truth import SEVERITIES, export_all, findings, found, told_and_found

MISREAD = {
    ("15-supplement.eml", "note", "signature-missing", "commitment"),
}
"""What is found on the scans although it is not so. They go when values of paper are read as paper really looks, and with them
their lines here."""


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
            misread = Counter((rule, field) for file, kind, rule, field in MISREAD if (file, kind) == (mail["file"], severity))
            assert found(case, severity) - misread == findings(told, severity), mail["file"]


@pytest.mark.parametrize(("file", "severity", "rule", "field"), sorted(MISREAD))
@pytest.mark.xfail(strict=True, reason="Paper as it really looks: a value on a scan takes in what stands beside it")
def test_a_scan_that_agrees_raises_no_doubt(
    exported: list[dict[str, Any]], file: str, severity: str, rule: str, field: str
) -> None:
    applications = [case for mail, _, case in told_and_found(exported) if mail["file"] == file]
    assert not any(found(case, severity)[rule, field] for case in applications)


def test_scans_that_are_read_change_no_status(exported: list[dict[str, Any]]) -> None:
    for mail, told, case in told_and_found(exported):
        older = any(c["case_no"] == case["case_no"] and c["revision"] > case["revision"] for c in exported)
        assert case["status"] == ("superseded" if older else told["status"]), mail["file"]
