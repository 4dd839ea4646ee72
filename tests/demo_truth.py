"""What the generator of the sample mailbox says is true, beside what a pass over it made."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

from config.model import Settings
from intake.ledger import open_ledger
from intake.publish.workbook_data import all_cases
from reports.export import case_json
from tests import installation

TRUTH: dict[str, Any] = json.loads((installation.MAILBOX.parent / "mailbox.json").read_text("utf-8"))
SEVERITIES = ("fix", "verify", "remind", "note")
ON_PAPER = ("seal-missing", "signature-missing", "word-scan-mismatch")
"""Rules that only a pass that reads scans can answer."""
Findings = Counter[tuple[str, str | None]]


def export_all(these: Settings) -> list[dict[str, Any]]:
    """Every revision of every case, as `export --all` gives it."""
    ledger = open_ledger(these.ledger.url)
    with ledger.read() as connection:
        cases = all_cases(connection, installation.guide(), every_revision=True)
        return [case_json(case, installation.guide()) for case in cases]


def told_and_found(exported: list[dict[str, Any]]) -> Iterator[tuple[dict[str, Any], dict[str, Any], dict[str, Any]]]:
    """(mail, application as told, case as found) for every application of the truth."""
    for mail in TRUTH["mails"]:
        for told in mail["applications"]:
            cases = [c for c in exported if mail["message_id"] in c["message_ids"] and c["revision"] == told["revision"]]
            units = [c for c in cases if c["fields"].get("applicant_unit") == told["fields"].get("applicant_unit")]
            (case,) = cases if len(cases) == 1 else units
            yield mail, told, case


def findings(told: dict[str, Any], severity: str) -> Findings:
    """(rule, field) → how often, of an application as the truth tells it."""
    return Counter((f["rule"], f["field"]) for f in told[severity])


def found(case: dict[str, Any], severity: str) -> Findings:
    """(rule, field) → how often, of a case as exported."""
    return Counter((f["rule"], f["field"]) for f in case["findings"] if f["severity"] == severity)
