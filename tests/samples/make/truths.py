"""What is true of a mail and of the ledger after it: the shape of tests/samples/mailbox.json."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from .bundle import Bundle
from .notes import Remark, remarks

Truth = dict[str, Any]
Fix = Sequence[Remark]
More = Mapping[str, Fix]
"""Findings besides `fix`: severity (verify, remind, note) → what is found. Hints are added by themselves."""
UNOPENED: More = {
    "verify": (("word-missing", None), ("scan-missing", None)),
    "remind": (("evidence-missing", None), ("non-secret-certificate-missing", None)),
}
"""Of a package that nobody could open: what is not there may lie within."""
SHARED = (
    "applicant_unit project_category project_period contact_person contact_phone address postal_code project_leader leader_title "
    "project_name recommender"
)
KEYS = {
    "exchange": f"{SHARED} legal_representative unit_phone unit_nature uscc bank_account_name bank_name bank_account_number "
    "leader_phone cooperation_basis partner_units cooperation_contents cooperation_fields main_content expected_goals highlights "
    "schedule",
    "haizhi": f"{SHARED} email fax overview funding support",
}
PREFIX = {"exchange": "GJ", "haizhi": "HZ", None: "WD"}


def application(
    case: str, bundle: Bundle, fix: Fix, files: dict[str, list[str]], revision: int = 1, more: More = MappingProxyType({})
) -> Truth:
    """One application as it stands in the ledger after its mail; `case` names it across mails, `files` are this mail's."""
    written = bundle.written
    ticked = written.get("project_category")
    fields = {key: written.get(key, "") for key in KEYS[bundle.form].split()}
    category = fields["project_category"] = ticked if isinstance(ticked, str) else None
    hints = (*remarks(bundle.form, category, written), *more.get("note", ()))
    return {
        **nameless(case, fix, files, {**more, "note": hints}),
        "revision": revision,
        "form": bundle.form,
        "category": category,
        "status": "incomplete" if fix else "complete",
        "fields": fields,
    }


def nameless(case: str, fix: Fix, files: dict[str, list[str]], more: More = UNOPENED) -> Truth:
    """A package in which no form can be read: still a case, so that nobody is lost."""
    return {
        "case": case,
        "revision": 1,
        "form": None,
        "category": None,
        "status": "incomplete",
        "fix": _found(fix),
        **{severity: _found(more.get(severity, ())) for severity in ("verify", "remind", "note")},
        "files": files,
        "fields": {},
    }


def _found(findings: Fix) -> list[dict[str, str | None]]:
    return [{"rule": rule, "field": field} for rule, field in findings]


def summary(mails: Sequence[Truth]) -> Truth:
    """What one pass over all mails in order of arrival must come to: cases, later revisions, duplicates, letters."""
    said = [a for mail in mails for a in mail["applications"]]
    newest = {a["case"]: a for a in said}.values()
    return {
        "mails": len(mails),
        "cases": len(newest),
        "cases_by_prefix": {p: sum(PREFIX[a["form"]] == p for a in newest) for p in PREFIX.values()},
        "cases_by_status": {s: sum(a["status"] == s for a in newest) for s in ("complete", "incomplete", "unclear")},
        "later_revisions": sum(a["revision"] > 1 for a in said),
        "duplicate_mails": sum(mail["duplicate"] for mail in mails),
        "not_applications": sum(not mail["applications"] for mail in mails),
        "letters": sum(mail["reply"] for mail in mails),
    }
