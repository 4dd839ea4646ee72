"""A finding: one thing that somebody must correct, decide or know."""

from __future__ import annotations

from dataclasses import dataclass

from config.model import Severity
from parsers.model.document import Place

__all__ = ["Finding", "Severity"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that somebody must correct, decide or know. `document` and `place` say where; `clause` is a requirement's number
    (R38). `todo` is what the applicant is asked to do ("" for what is not theirs). `quote` is the sentence of the application
    that a hint rests on; a hint without one says that nothing was found. `kind` is the kind of the rule (RuleKind), by which code
    recognises a finding, because a guide may name its rules as it likes; "" in what earlier releases kept. `file` is the sha256
    of the document, `discriminator` tells apart findings of one rule kind (the option, the place, both values; "" for most).
    Rule, field, `file` and `discriminator` identify a finding, whatever its wording."""

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
    possibly_there: bool = False
    """What is said to be missing may be there: the finding is held below its rule's severity, and a person must see."""
