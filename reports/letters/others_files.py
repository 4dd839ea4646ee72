"""Takes the names of files that the reader of a letter did not send out of the findings that it tells."""

from __future__ import annotations

from dataclasses import replace

from parsers.model.finding import Finding
from reports import display
from reports.case import Case

OTHERS = "他人来信提供的材料"


def without_others_names(case: Case) -> Case:
    """The case as a letter may tell it: where a finding is about a file that is withheld from its reader, without the name."""
    findings = tuple(_nameless(one) if one.file in case.withheld else one for one in case.findings)
    return replace(case, findings=findings)


def _nameless(finding: Finding) -> Finding:
    message = finding.message
    for name in filter(None, (finding.document, display.base_name(finding.document))):
        message = message.replace(f"“{name}”", f"（{OTHERS}）").replace(name, OTHERS)
    return replace(finding, document="", message=message)
