"""Who applies: hint-unit-class, hint-joint-applicants, hint-foreign-applicant and unit-is-a-part (R28–R34, R38, R59–R62)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from parsers.checks.foreign import looks_foreign
from parsers.checks.rule import Hit, Kind, Subject, hit
from parsers.model.finding import Severity
from parsers.values.names import bare, joint, same

UNIT = "applicant_unit"


def unit_class(
    subject: Subject, *, classes: dict[str, re.Pattern[str]], on_lists: dict[str, str] | None = None, nature: str = "unit_nature",
) -> Iterator[Hit]:
    """Offers {told}: the kind of unit its name ends like (the first of `classes` that fits), what the form says of it, and the
    office's lists it stands on (`on_lists`: list → what that makes of a unit)."""
    value = subject.filled(UNIT)
    if value is None or value.text is None:
        return
    name = bare(joint(value.text)[0] if joint(value.text) else value.text)
    told = [next((kind for kind, pattern in classes.items() if pattern.search(name)), "未能归类")]
    told += [f"申报书填写为“{said}”" for said in [subject.text(nature).strip()] if said]
    told += [label for key, label in (on_lists or {}).items() if listed(subject, name, key)]
    yield hit(UNIT, value, Severity.NOTE, told="，".join(told))


def listed(subject: Subject, name: str, key: str) -> bool:
    """Whether a unit's name is an entry of one of the guide's lists ("name", or several spellings with / between)."""
    entries = subject.guide.lists.get(key, ())
    return any(same(word, name) for entry in entries for word in entry.split("<")[0].split("/") if bare(word))


def joint_applicants(subject: Subject) -> Iterator[Hit]:
    """Offers {told}: the units that apply together, where there are several (R34)."""
    value = subject.filled(UNIT)
    units = joint(value.text) if value is not None and value.text else ()
    if len(units) > 1:
        yield hit(UNIT, value, Severity.NOTE, told="、".join(units))


def foreign_applicant(subject: Subject, *, foreign_lists: tuple[str, ...]) -> Iterator[Hit]:
    """The applicant's name reads like an international or overseas body, which needs a registration in the country (R33, R44)."""
    value = subject.filled(UNIT)
    if value is not None and looks_foreign(subject, *foreign_lists):
        yield hit(UNIT, value)


def part(subject: Subject, *, patterns: tuple[re.Pattern[str], ...]) -> Iterator[Hit]:
    """The name is that of a part of a legal person: a branch, a university's department (R38)."""
    value = subject.filled(UNIT)
    names = joint(value.text) if value is not None and value.text else ()
    if len(names) == 1 and any(pattern.search(bare(names[0])) for pattern in patterns):
        yield hit(UNIT, value)


CLASS = Kind(unit_class, offers=("told",))
JOINT = Kind(joint_applicants, offers=("told",))
FOREIGN = Kind(foreign_applicant)
PART = Kind(part)
