"""email-invalid: the field has no address that a letter could be sent to (F2-13). Full-width ＠ and 。 are read as @ and a
dot."""

from __future__ import annotations

import re
from collections.abc import Iterator

from config.model import FieldKind
from parsers.checks.reference_answers import refers_elsewhere
from parsers.checks.rule import Hit, Kind, Subject, hit
from parsers.model.finding import Severity
from parsers.values.width import folded

_ADDRESS = re.compile(r"[\w.%+'=-]+@(?:[\w-]+\.)+[\w-]{2,}")
_BLANKS = re.compile(r"\s*([@.])\s*")


def email(subject: Subject) -> Iterator[Hit]:
    """Fields of kind email without an address; where they refer to another place, a person checks."""
    for field in subject.fields(FieldKind.EMAIL):
        value = subject.filled(field.key)
        if value is not None and value.text is not None and not holds_address(value.text):
            yield hit(field.key, value, Severity.VERIFY if refers_elsewhere(value.text) else None)


def holds_address(text: str) -> bool:
    """True when the text has an @ with a name before it and a domain with a dot after it."""
    text = _BLANKS.sub(r"\1", folded(text).replace("。", "."))
    return _ADDRESS.search(text) is not None or _ADDRESS.fullmatch("".join(text.split())) is not None


KIND = Kind(email)
