"""How much a file speaks of an application: in its text first, in its name second."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from parsers.model.package import PackageFile
from parsers.model.record import Record
from parsers.packages.same_project import stem, text
from parsers.values.names import bare

Folders = tuple[str, ...]
Kinship = tuple[int, int]
"""(by text, by name): higher is nearer, (0, 0) says nothing."""
READ_ALIKE, READ_OTHERWISE = 75.0, 55.0
"""Similarity from which names read off a scan are the same one, and below which they are another."""


@dataclass(frozen=True, slots=True)
class Seed:
    """One application to be: its forms, the newest first, or the folder of one whose form was not read."""

    forms: tuple[PackageFile, ...]
    folder: Folders = ()

    def within(self, prefix: Folders) -> bool:
        """Whether the application lies in this folder or below it."""
        places = [folders(form) for form in self.forms] or [self.folder]
        return any(place[: len(prefix)] == prefix for place in places)


def folders(file: PackageFile) -> Folders:
    """The folders a file lies in, outermost first; an archive is a folder."""
    return tuple(file.name.split("/")[:-1])


def nearest(file: PackageFile, seeds: Sequence[Seed], among: Sequence[int]) -> int | None:
    """The number of the one seed, of those in `among`, that the file speaks of more than of all others; None without one."""
    scores = sorted(((kinship(file, seeds[number]), number) for number in among), reverse=True)
    if len(scores) == 1:
        return scores[0][1] if scores[0][0] > (0, 0) else None
    (best, number), (second, _) = scores[:2]
    return number if best > second else None


def kinship(file: PackageFile, seed: Seed) -> Kinship:
    """How near a file is to an application, by the nearest of its forms."""
    return max((_kinship(file, form, form.record) for form in seed.forms if form.record), default=(0, 0))


def contradicts(file: PackageFile, seed: Seed) -> bool:
    """Whether what was read off a scan is certainly of another application: two of unit, project and leader are, as read,
    quite different names."""
    if file.record is None or not seed.forms:
        return False
    record = file.record
    return all(
        sum(_ratio(record, form.record, key) < READ_OTHERWISE for key in ("applicant_unit", "project_name", "project_leader")) > 1
        for form in seed.forms if form.record
    )  # fmt: skip


def _kinship(file: PackageFile, form: PackageFile, record: Record) -> Kinship:
    said, own, other = bare(file.name), stem(file), stem(form)
    named = len(other) > 3 and (other in said or (len(own) > 3 and own in other))
    by_name = max(4 * named, _mentions(said, record))
    if file.record is not None:
        return _read_alike(file.record, record), by_name
    return _mentions(bare(file.text_start), record), by_name


def _mentions(said: str, record: Record) -> int:
    """Project (4), unit (2) and leader (1) of a form, where they stand in a name or a text."""
    unit, project, leader = (bare(text(record, key)) for key in ("applicant_unit", "project_name", "project_leader"))
    named = len(project) > 3 and project in said, len(unit) > 3 and unit in said, len(leader) > 1 and leader in said
    return 4 * named[0] + 2 * named[1] + named[2]


def _read_alike(mine: Record, theirs: Record) -> int:
    keys = (("project_name", 4), ("applicant_unit", 2), ("project_leader", 1), ("contact_phone", 1))
    return sum(points for key, points in keys if _ratio(mine, theirs, key, 0.0) >= READ_ALIKE)


def _ratio(mine: Record, theirs: Record | None, key: str, unknown: float = 100.0) -> float:
    first, second = bare(text(mine, key)), bare(text(theirs, key)) if theirs else ""
    return fuzz.ratio(first, second) if first and second else unknown
