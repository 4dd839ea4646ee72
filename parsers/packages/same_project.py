"""Finds which forms of one mail are the same project, and which of several counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from rapidfuzz import fuzz

from config.model import Guide, Meaning
from parsers.model.document import Medium
from parsers.model.package import PackageFile
from parsers.model.record import Record
from parsers.packages import newest_version
from parsers.packages.project_naming import tidy
from parsers.values.names import alike, bare, near

ALIKE = 60.0
"""Similarity (0–100) of two forms' long texts from which they are two versions of one project."""
SAME = 97.0
"""Similarity from which they are so even with different names: the project was renamed, or a name was read wrongly."""
_BODY = (Meaning.CONTENT, Meaning.GOALS, Meaning.NOVELTY, Meaning.BASIS, Meaning.MONEY_ASKED)
_FILLED = (Meaning.APPLICANT, Meaning.LEADER, Meaning.PROJECT, *_BODY)


def empty(record: Record, guide: Guide) -> bool:
    """True for a form that nobody filled in: neither unit nor leader, nor any of the long texts. What was taken from the name of
    a folder or file is no writing of the form's."""
    values = (record.of(guide, meaning) for meaning in _FILLED)
    return not any(value.text for value in values if value is not None and value.medium != Medium.MAIL)


def same_project(one: Record, other: Record, guide: Guide) -> bool:
    """Whether two records are of one application: form and unit, and then the project's name, or its leader and text.

    Two projects of one unit and leader stay two when their texts differ: two cases are better than one lost in the other.
    """
    units = one.text_of(guide, Meaning.APPLICANT), other.text_of(guide, Meaning.APPLICANT)
    if one.form != other.form or (all(units) and not near(*units)):
        return False
    names = one.text_of(guide, Meaning.PROJECT), other.text_of(guide, Meaning.PROJECT)
    if all(names) and alike(*names):
        return True
    leaders = bare(one.text_of(guide, Meaning.LEADER)), bare(other.text_of(guide, Meaning.LEADER))
    bodies = tuple(bare("".join(record.text_of(guide, meaning) for meaning in _BODY))[:3000] for record in (one, other))
    ratio = fuzz.ratio(*bodies) if all(bodies) else None
    if all(names):
        return leaders[0] == leaders[1] and ratio is not None and ratio >= SAME
    if leaders[0] and leaders[0] == leaders[1]:
        return ratio is None or ratio >= ALIKE
    return ratio is not None and ratio >= 90


def clusters(forms: Sequence[PackageFile], guide: Guide) -> list[list[PackageFile]]:
    """Groups forms of the same project, in order of their first."""
    groups: list[list[PackageFile]] = []
    for file in forms:
        assert file.record is not None
        home = next((c for c in groups if any(m.record and same_project(m.record, file.record, guide) for m in c)), None)
        if home is None:
            groups.append([file])
        else:
            home.append(file)
    return groups


def newest_first(forms: Sequence[PackageFile]) -> list[PackageFile]:
    """The forms of one project, the one that counts first; each other one says why it does not count."""
    order = newest_version.newest_first([file.name for file in forms], [file.saved for file in forms])
    newest: dict[str, PackageFile] = {}
    noted = []
    for file in (forms[at] for at in order):
        first = newest.setdefault(file.role, file)
        if first is not file:
            why = newest_version.reason(first.name, file.name, first.saved, file.saved)
            file = replace(file, notes=(*file.notes, why))
        noted.append(file)
    return noted


def stem(file: PackageFile, guide: Guide) -> str:
    """A file's own name without numbers, dates and states, for comparison."""
    return bare(tidy(file.name.rsplit("/", 1)[-1], guide))
