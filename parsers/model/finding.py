"""One thing to mend, decide or know."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from parsers.model.document import Place

Severity = Literal["fix", "verify", "remind", "note"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to mend, decide or know, in words. `document` and `place` say where; `clause` is a requirement's number
    (R38). `todo` is what the applicant is asked to do ("" for what is not theirs). `quote` is the sentence of the application
    that a hint rests on; a hint without one says that nothing was found."""

    rule: str
    severity: Severity
    field: str | None
    message: str
    clause: str
    document: str = ""
    place: Place | None = None
    todo: str = ""
    quote: str = ""
