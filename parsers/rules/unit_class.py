"""unit-class: the applicant's kind of unit (R28–R32, R59–R62)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from config.model import Meaning
from parsers.checks.listed_names import listed
from parsers.checks.rule import Hit, Kind, Subject, hit
from parsers.model.finding import Severity
from parsers.values.names import bare, joint


def unit_class(
    subject: Subject, *, classes: dict[str, re.Pattern[str]], on_lists: dict[str, str] | None = None, nature: str = "",
) -> Iterator[Hit]:
    """Offers {told}: the kind of unit by the end of its name (the first of `classes` that fits), what the form says about it, and
    the office's lists that it is on (`on_lists`: list → what that makes of a unit). `nature`: the field that says what the unit
    is, where it is not the one with that meaning."""
    value = subject.filled(subject.key_of(Meaning.APPLICANT))
    if value is None or value.text is None:
        return
    name = bare(joint(value.text)[0] if joint(value.text) else value.text)
    remarks = [next((kind for kind, pattern in classes.items() if pattern.search(name)), "未能归类")]
    if stated := subject.text(nature or subject.key_of(Meaning.UNIT_NATURE)).strip():
        remarks.append(f"申报书填写为“{stated}”")
    remarks += [label for key, label in (on_lists or {}).items() if listed(subject, name, key)]
    yield hit(subject.key_of(Meaning.APPLICANT), value, Severity.NOTE, told="，".join(remarks))


KIND = Kind(unit_class, offers=("told",))
