"""Files of a mail → groups, one for each application. A file goes to the project whose folder it lies in, else to the one
its name speaks of; what fits several equally goes to none and says so."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from parsers.model import PackageFile
from parsers.names import bare
from parsers.naming import generic
from parsers.packages.projects import clusters, empty, newest_first, stem, text
from parsers.packages.revisions import distinct
from parsers.packages.roles import could_be_form

Folders = tuple[str, ...]
UNSURE = "本邮件含多个项目，未能判断此文件属于哪个项目"
BLANK = "空白申报书模板"
OLDER = "同一项目有多份申报书，以文件名所示较新或较后的一份为准"
PAGES_OF_SCAN = 3
"""Pictures without telling names that lie together are a scan from this number on."""


@dataclass(frozen=True, slots=True)
class Seed:
    """One application to be: its forms, the newest first, or the folder of one whose form was not read."""

    forms: tuple[PackageFile, ...]
    folder: Folders = ()

    def within(self, prefix: Folders) -> bool:
        """Whether the application lies in this folder or below it."""
        places = [folders(form) for form in self.forms] or [self.folder]
        return any(place[: len(prefix)] == prefix for place in places)


Group = tuple[PackageFile, ...]


def group(files: Sequence[PackageFile], links: Sequence[PackageFile]) -> tuple[list[Group], Group]:
    """Groups in the order of the mail, and the files of none. Links whose project is not told go to every group: each of them
    may be what a project lacks."""
    files = _without_blanks(files)
    seeds = _seeds(files)
    homes: dict[int, list[PackageFile]] = {number: list(seed.forms) for number, seed in enumerate(seeds)}
    taken = {id(form) for seed in seeds for form in seed.forms}
    loose: list[PackageFile] = []
    for file in files:
        if id(file) not in taken:
            home = _home(file, seeds)
            (loose if home is None else homes[home]).append(file if home is not None else _noted(file, UNSURE))
    for link in links:
        home = _home(link, seeds)
        for number in homes if home is None else (home,):
            homes[number].append(link)
    return [_picture_set(distinct(tuple(members))) for members in homes.values()], tuple(loose)


def folders(file: PackageFile) -> Folders:
    """The folders a file lies in, outermost first; an archive is a folder."""
    return tuple(file.name.split("/")[:-1])


def _seeds(files: Sequence[PackageFile]) -> list[Seed]:
    found = [Seed(tuple(_marked(newest_first(cluster)))) for cluster in clusters([file for file in files if file.record])]
    return [*found, *_unread_seeds(files, found)] or [Seed(())]


def _unread_seeds(files: Sequence[PackageFile], found: Sequence[Seed]) -> list[Seed]:
    """Folders of their own, beside those of the projects that were read, that hold a form which was not. Without any project
    that was read there must be two such folders: one alone is the whole mail."""
    candidates = [folders(file) for file in files if could_be_form(file)]
    own = dict.fromkeys(place for folder in candidates if (place := _own_folder(folder, files, found)) is not None)
    return [Seed((), place) for place in own] if found or len(own) > 1 else []


def _own_folder(folder: Folders, files: Sequence[PackageFile], found: Sequence[Seed]) -> Folders | None:
    """The outermost folder on the way to this one that holds no project that was read and is not the whole mail."""
    shared = _shared(files)
    for depth in range(len(shared) + 1, len(folder) + 1):
        place = folder[:depth]
        if not any(seed.within(place) for seed in found):
            return None if generic(place[-1]) else place
    return None


def _shared(files: Sequence[PackageFile]) -> Folders:
    """The folders all files lie in."""
    places = [folders(file) for file in files]
    shared = places[0] if places else ()
    for place in places:
        while place[: len(shared)] != shared:
            shared = shared[:-1]
    return shared


def _home(file: PackageFile, seeds: Sequence[Seed]) -> int | None:
    """The number of the application a file belongs to, None where that cannot be told."""
    place = folders(file)
    for depth in range(len(place), -1, -1):
        near = [number for number, seed in enumerate(seeds) if seed.within(place[:depth])]
        if len(near) == 1:
            return near[0]
        if near:
            return _by_name(file, seeds, near)
    return None


def _by_name(file: PackageFile, seeds: Sequence[Seed], near: Sequence[int]) -> int | None:
    scores = sorted(((_kinship(file, seeds[number]), number) for number in near), reverse=True)
    best, second = scores[0], scores[1]
    return best[1] if best[0] > second[0] else None


def _kinship(file: PackageFile, seed: Seed) -> int:
    """How much a file's name speaks of a project: its own name or project (4), the unit (2), the leader (1)."""
    said, own = bare(file.name), stem(file)
    score = 0
    for form in seed.forms:
        assert form.record is not None
        other, project = stem(form), bare(text(form.record, "project_name"))
        named = len(other) > 3 and (other in said or (len(own) > 3 and own in other))
        unit, leader = bare(text(form.record, "applicant_unit")), bare(text(form.record, "project_leader"))
        points = 4 * (named or (len(project) > 3 and project in said))
        points += 2 * (len(unit) > 3 and unit in said) + (len(leader) > 1 and leader in said)
        score = max(score, points)
    return score


def _without_blanks(files: Sequence[PackageFile]) -> list[PackageFile]:
    """An empty form beside a filled one is the template somebody sent along, and no application."""
    if not any(file.record is not None and not empty(file.record) for file in files):
        return list(files)
    return [_template(file) if file.record is not None and empty(file.record) else file for file in files]


def _template(file: PackageFile) -> PackageFile:
    return _noted(replace(file, role="other", record=None), BLANK)


def _marked(forms: list[PackageFile]) -> list[PackageFile]:
    """The forms of a project with the note on those that do not count: older ones of the same role."""
    seen: set[str] = set()
    marked = []
    for form in forms:
        marked.append(_noted(form, OLDER) if form.role in seen else form)
        seen.add(form.role)
    return marked


def _picture_set(members: tuple[PackageFile, ...]) -> tuple[PackageFile, ...]:
    """Pictures of the form: one that is named like the Word file, or several that have no telling names."""
    if any(member.role == "form_scan" for member in members):
        return members
    stems = {stem(member) for member in members if member.record is not None} - {""}
    pictures = [m for m in members if m.role == "other" and m.text_layer is False]
    chosen = [m for m in pictures if stem(m) in stems]
    unnamed = [m for m in pictures if _unnamed(m)]
    scans = {id(m) for m in (chosen or (unnamed if len(unnamed) >= PAGES_OF_SCAN else []))}
    return tuple(replace(m, role="form_scan") if id(m) in scans else m for m in members)


def _unnamed(file: PackageFile) -> bool:
    """True for 1.jpg, IMG_2034.jpg, 微信图片_20240415.jpg, 第3页.png."""
    return re.search(r"[\u3400-\u9fff]", re.sub(r"微信|图片|照片|第|页", "", stem(file))) is None


def _noted(file: PackageFile, note: str) -> PackageFile:
    return replace(file, notes=(*file.notes, note))
