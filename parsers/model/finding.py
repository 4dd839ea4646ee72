"""A finding: one thing that somebody must correct, decide or know."""

from __future__ import annotations

from dataclasses import dataclass

from config.model import Severity
from parsers.model.document import Place

__all__ = ["Finding", "Severity"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to mend, decide or know, in words. `document` and `place` say where; `clause` is a requirement's number
    (R38). `todo` is what the applicant is asked to do ("" for what is not theirs). `quote` is the sentence of the application
    that a hint rests on; a hint without one says that nothing was found. `kind` is the kind of the rule (RuleKind), by which code
    knows a finding: a guide may call its rules as it likes; "" in what earlier releases kept. `file` is the sha256 of the
    document, `discriminator` what the rule's kind tells its findings apart by (the option, the place, both values; "" for most):
    with rule and field they are what a finding is known by, whatever its wording."""

    rule: str
    severity: Severity
    field: str | None
    message: str
    clause: str
    document: str = ""
    place: Place | None = None
    todo: str = ""
    quote: str = ""
    kind: str = ""
    file: str = ""
    discriminator: str = ""
