"""office-area-filled: something is written where only the office writes (R101)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from config.model import SignedPart
from parsers.checks.field_labels import plain
from parsers.checks.rule import Hit, Kind, Subject

_PRINTED = re.compile(r"签字|盖章|负责人|单位|[年月日()（）:：_\W\s]")


def office_area(subject: Subject, *, area: SignedPart = SignedPart.OFFICE_OPINION) -> Iterator[Hit]:
    """Text in this part of the form that the form does not print there."""
    if subject.record is None or subject.form is None:
        return
    value = subject.record.areas.get(area)
    slot = subject.form.part(area)
    label = plain(slot.label) if slot else ""
    if value is not None and value.text and _PRINTED.sub("", plain(value.text).replace(label, "")):
        yield Hit(None, value.document, value.place, None, value.medium, f"“{label}”")


KIND = Kind(office_area)
