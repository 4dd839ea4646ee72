"""Measures how strongly a file refers to an application: by its text first, by its name second."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from config.model import Guide, Meaning
from parsers.model.package import PackageFile
from parsers.model.record import Record
from parsers.packages.same_project import stem
from parsers.values.names import bare

Folders = tuple[str, ...]
Kinship = tuple[int, int]
"""(by text, by name): higher is nearer, (0, 0) says nothing."""
READ_ALIKE, READ_OTHERWISE = 75.0, 55.0
"""Similarity from which names read from a scan are the same, and below which they are different."""
_NAMES = (Meaning.APPLICANT, Meaning.PROJECT, Meaning.LEADER)
_POINTS = ((Meaning.PROJECT, 4), (Meaning.APPLICANT, 2), (Meaning.LEADER, 1), (Meaning.CONTACT_PHONE, 1))


@dataclass(frozen=True, slots=True)
class Seed:
    """The start of one application: its forms, the newest first, or the folder of one whose form was not read."""

    forms: tuple[PackageFile, ...]
    folder: Folders = ()

    def within(self, prefix: Folders) -> bool:
        """Whether the application is in this folder or below it."""
        places = [folders(form) for form in self.forms] or [self.folder]
        return any(place[: len(prefix)] == prefix for place in places)

    def holds(self, sha256: str) -> bool:
        """Whether one of its forms is the file of this digest."""
        return any(form.sha256 == sha256 for form in self.forms)


def folders(file: PackageFile) -> Folders:
    """The folders of a file, outermost first; an archive is a folder."""
    return tuple(file.name.split("/")[:-1])


def nearest(file: PackageFile, seeds: Sequence[Seed], among: Sequence[int], guide: Guide) -> int | None:
    """The number of the one seed in `among` to which the file refers more than to all others; None without one."""
    scores = sorted(((kinship(file, seeds[number], guide), number) for number in among), reverse=True)
    if len(scores) == 1:
        return scores[0][1] if scores[0][0] > (0, 0) else None
    (best, number), (second, _) = scores[:2]
    return number if best > second else None


def kinship(file: PackageFile, seed: Seed, guide: Guide) -> Kinship:
    """How near a file is to an application, by the nearest of its forms."""
    return max((_kinship(file, form, form.record, guide) for form in seed.forms if form.record), default=(0, 0))


def contradicts(file: PackageFile, seed: Seed, guide: Guide) -> bool:
    """Whether what was read from a scan certainly belongs to another application: two of unit, project and leader are quite
    different names."""
    if file.record is None or not seed.forms:
        return False
    record = file.record
    return all(
        sum(_ratio(record, form.record, guide, meaning) < READ_OTHERWISE for meaning in _NAMES) > 1
        for form in seed.forms if form.record
    )  # fmt: skip


def _kinship(file: PackageFile, form: PackageFile, record: Record, guide: Guide) -> Kinship:
    file_name, own, other = bare(file.name), stem(file, guide), stem(form, guide)
    named = len(other) > 3 and (other in file_name or (len(own) > 3 and own in other))
    by_name = max(4 * named, _mentions(file_name, record, guide))
    if file.record is not None:
        return _read_alike(file.record, record, guide), by_name
    return _mentions(bare(file.text_start), record, guide), by_name


def _mentions(text: str, record: Record, guide: Guide) -> int:
    """Project (4), unit (2) and leader (1) of a form, added up where a name or a text contains them."""
    unit, project, leader = (bare(record.text_of(guide, meaning)) for meaning in _NAMES)
    named = len(project) > 3 and project in text, len(unit) > 3 and unit in text, len(leader) > 1 and leader in text
    return 4 * named[0] + 2 * named[1] + named[2]


def _read_alike(mine: Record, theirs: Record, guide: Guide) -> int:
    return sum(points for meaning, points in _POINTS if _ratio(mine, theirs, guide, meaning, 0.0) >= READ_ALIKE)


def _ratio(mine: Record, theirs: Record | None, guide: Guide, meaning: Meaning, unknown: float = 100.0) -> float:
    first, second = bare(mine.text_of(guide, meaning)), bare(theirs.text_of(guide, meaning)) if theirs else ""
    return fuzz.ratio(first, second) if first and second else unknown
