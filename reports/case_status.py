"""Works out the status of a case from its package and findings. The machine never rejects anybody: it says what it is sure of."""

from __future__ import annotations

from config.model import Form
from parsers.model.finding import Finding, Severity
from parsers.model.package import Package
from parsers.model.record import Record
from reports.states import Status


def status(package: Package, findings: tuple[Finding, ...], form: Form | None) -> Status:
    """complete, incomplete or unclear, as the contract's section 4 defines them.

    `form` is the definition of the package's form, None where no form was read. At least one `fix` makes it incomplete;
    without a `fix`, no form or a required field that could not be read makes it unclear; a `verify` alone changes nothing.
    """
    if any(finding.severity == Severity.FIX for finding in findings):
        return Status.INCOMPLETE
    record = next(iter(package.records), None)
    if form is None or record is None or _unreadable(record, form):
        return Status.UNCLEAR
    return Status.COMPLETE


def _unreadable(record: Record, form: Form) -> bool:
    """True where a required field could not be read. A field that the record does not have was not read either."""
    values = (record.values.get(field.key) for field in form.fields if field.required)
    return any(value is None or value.text is None for value in values)
