"""Works out the status of a case from its package and findings. The machine never rejects anybody: it says what it is sure of."""

from __future__ import annotations

from config.model import Form
from parsers.model.finding import Finding, Severity
from parsers.model.package import Package
from parsers.model.record import Doubt, Record
from parsers.model.rule_kind import RuleKind
from reports.states import Status

ABSENCES = (RuleKind.WORD_MISSING, RuleKind.SCAN_MISSING, RuleKind.FIELD_MISSING, RuleKind.TICK,
            RuleKind.CONTENT_UNCLAIMED)
"""Kinds that say that something is not there, or that it cannot be told whether it is."""


def status(package: Package, findings: tuple[Finding, ...], form: Form | None) -> Status:
    """complete, incomplete or unclear, as the contract's section 4 defines them.

    `form` is the definition of the package's form, None where no form was read. At least one `fix` makes it incomplete;
    without a `fix`, it is unclear where there is no form, where a required field could not be read or is in doubt without an
    answer, or where something may be there that was not found (ABSENCES with `possibly_there`); any other `verify` changes
    nothing.
    """
    if any(finding.severity == Severity.FIX for finding in findings):
        return Status.INCOMPLETE
    if any(f.possibly_there and f.severity == Severity.VERIFY and f.kind in ABSENCES for f in findings):
        return Status.UNCLEAR
    record = next(iter(package.records), None)
    if form is None or record is None or _untold(record, form):
        return Status.UNCLEAR
    return Status.COMPLETE


def _untold(record: Record, form: Form) -> bool:
    """True where a required field could not be read, or has ticks of which nobody can tell the option. A field that the record
    does not have was not read either."""
    values = (record.values.get(field.key) for field in form.fields if field.required)
    return any(value is None or value.text is None or (value.doubt == Doubt.UNSURE and not value.value) for value in values)
