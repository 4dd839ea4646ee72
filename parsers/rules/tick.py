"""category-unticked, category-ambiguous, tick-unsure: a tick is doubtful (R9, R53)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from config.model import FieldKind
from parsers.checks.rule import Hit, Kind, Subject, hit
from parsers.model.finding import Severity


def ticks(subject: Subject, *, doubt: Literal["unticked", "ambiguous", "unsure"]) -> Iterator[Hit]:
    """Tick fields with this doubt. Other rules report options of which any number may be chosen and none is ticked (a missing
    field), and an unsure category without its text (an unreadable field)."""
    for field in subject.fields(FieldKind.CHOICE, FieldKind.OPTIONS):
        value = subject.value(field.key)
        if value is None or value.doubt != doubt:
            continue
        if doubt == "unsure" if field.kind == FieldKind.OPTIONS else doubt != "unsure" or value.text is not None:
            certain = subject.printed(field.key) and not (subject.record and subject.record.unclaimed_at(field.key))
            found = hit(field.key, value, None if certain else Severity.VERIFY, options="、".join(o.label for o in field.options))
            yield found._replace(possibly_there=not certain)


KIND = Kind(ticks, offers=("options",))
