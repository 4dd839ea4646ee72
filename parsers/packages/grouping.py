"""Groups the files of a mail, one group for each application. A file goes to the project whose folder it is in, else to the one
that it names. A file that fits several equally goes to none and says so; a recommendation of several goes to each of them.

The order of the files does not matter: they are sorted by their names.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from config.model import Guide
from parsers.model.package import PackageFile, Role
from parsers.packages.inherit import distinct
from parsers.packages.project_naming import generic
from parsers.packages.relatedness import Folders, Seed, contradicts, folders, kinship, nearest
from parsers.packages.roles import could_be_form
from parsers.packages.same_project import clusters, empty, newest_first
from parsers.packages.scan_roles import Group, left_over, picture_set

UNSURE = "本邮件含多个项目，未能判断此文件属于哪个项目"
SHARED = "本邮件各项目共用"
BLANK = "空白申报书模板"
TWICE = "本文件内另有同一项目的申报书，按第一份读取，请核对"


def group(files: Sequence[PackageFile], links: Sequence[PackageFile], guide: Guide) -> tuple[list[Group], Group]:
    """Groups in the order of their forms' names, and the files that belong to no group. Every other file is in one group. Two
    kinds are in each group they may belong to: a recommendation of several projects, and links whose project is not known."""
    files = _without_blanks(sorted(files, key=lambda file: (file.name, file.sha256)), guide)
    seeds = _seeds(files, guide)
    homes: list[list[PackageFile]] = [list(seed.forms) for seed in seeds]
    taken = {(form.name, form.sha256) for seed in seeds for form in seed.forms}
    unassigned: list[PackageFile] = []
    for file in files:
        if (file.name, file.sha256) in taken:
            continue
        home, near = _home(file, seeds, guide)
        if home is not None:
            homes[home].append(file)
        elif file.role == Role.RECOMMENDATION:
            for number in near:
                homes[number].append(_noted(file, SHARED))
        else:
            unassigned.append(file)
    for link in links:
        home, near = _home(link, seeds, guide)
        for number in near if home is None else (home,):
            homes[number].append(link)
    by_exclusion = left_over(unassigned, homes, seeds, guide)
    for at, (number, why) in by_exclusion.items():
        homes[number].append(_noted(unassigned[at], why))
    rest = tuple(_noted(file, UNSURE) for at, file in enumerate(unassigned) if at not in by_exclusion)
    return [picture_set(distinct(tuple(members)), guide) for members in homes], rest


# --- the applications -----------------------------------------------------------------------------------------------


def _seeds(files: Sequence[PackageFile], guide: Guide) -> list[Seed]:
    typed = [file for file in files if file.record and file.role != Role.FORM_SCAN]
    seeds = [Seed(tuple(newest_first(_each_once(cluster)))) for cluster in clusters(typed, guide)]
    for cluster in _read_scans([file for file in files if file.record and file.role == Role.FORM_SCAN], guide):
        if not seeds or all(_of_its_own(scan, seeds, files, guide) for scan in cluster):
            seeds.append(Seed(tuple(cluster)))
    return [*seeds, *_unread_seeds(files, seeds, guide)] or [Seed(())]


def _each_once(forms: Sequence[PackageFile]) -> list[PackageFile]:
    """Forms without second copies of the same bytes; where one file holds the same project twice, its first one, noted."""
    kept = list({form.sha256: form for form in reversed(forms)}.values())[::-1]
    twice = {form.sha256 for form in forms for first in kept if form.sha256 == first.sha256 and form.part != first.part}
    return [_noted(form, TWICE) if form.sha256 in twice else form for form in kept]


def _read_scans(scans: Sequence[PackageFile], guide: Guide) -> list[list[PackageFile]]:
    """Groups scans that were read, those of one application together: in one folder, unless what was read contradicts."""
    grouped: list[list[PackageFile]] = []
    for scan in scans:
        near = (cluster for cluster in grouped if folders(cluster[0]) == folders(scan))
        home = next((cluster for cluster in near if not contradicts(scan, Seed(tuple(cluster)), guide)), None)
        if home is None:
            grouped.append([scan])
        else:
            home.append(scan)
    return grouped


def _of_its_own(scan: PackageFile, seeds: Sequence[Seed], files: Sequence[PackageFile], guide: Guide) -> bool:
    """Whether a scan that was read is an application without a Word form: it is in a folder of its own, or has other
    names than every form. Misread letters alone must not make one."""
    if any(kinship(scan, seed, guide)[0] for seed in seeds):
        return False
    return _own_folder(folders(scan), files, seeds, guide) is not None or all(contradicts(scan, seed, guide) for seed in seeds)


def _unread_seeds(files: Sequence[PackageFile], seeds: Sequence[Seed], guide: Guide) -> list[Seed]:
    """Separate folders, beside those of the projects that were read, that hold a form which was not read. Without any project
    that was read there must be two such folders: one alone is the whole mail."""
    candidates = [folders(file) for file in files if could_be_form(file)]
    own = dict.fromkeys(place for folder in candidates if (place := _own_folder(folder, files, seeds, guide)) is not None)
    return [Seed((), place) for place in own] if seeds or len(own) > 1 else []


def _own_folder(folder: Folders, files: Sequence[PackageFile], seeds: Sequence[Seed], guide: Guide) -> Folders | None:
    """The outermost folder on the way to this one that holds no project that was read and is not the whole mail."""
    shared = _shared(files)
    for depth in range(len(shared) + 1, len(folder) + 1):
        place = folder[:depth]
        if not any(seed.within(place) for seed in seeds):
            return None if generic(place[-1], guide) else place
    return None


def _shared(files: Sequence[PackageFile]) -> Folders:
    """The folders that contain all files."""
    places = [folders(file) for file in files]
    shared = places[0] if places else ()
    for place in places:
        while place[: len(shared)] != shared:
            shared = shared[:-1]
    return shared


def _without_blanks(files: Sequence[PackageFile], guide: Guide) -> list[PackageFile]:
    """The files without blank forms: a blank form beside a filled one is the template that somebody sent along, and no
    application. A scan is never dropped: its words may only not have been read."""
    typed = [file for file in files if file.record is not None and file.role != Role.FORM_SCAN]
    blank = {id(file) for file in typed if file.record is not None and empty(file.record, guide)}
    return [_template(file) if id(file) in blank and len(blank) < len(typed) else file for file in files]


def _template(file: PackageFile) -> PackageFile:
    return _noted(replace(file, role=Role.OTHER, record=None), BLANK)


# --- where a file belongs -------------------------------------------------------------------------------------------


def _home(file: PackageFile, seeds: Sequence[Seed], guide: Guide) -> tuple[int | None, list[int]]:
    """The number of the application a file belongs to, None where that is not certain; and the numbers of all it may belong
    to."""
    if file.page_of and (home := next((n for n, seed in enumerate(seeds) if seed.holds(file.page_of)), None)) is not None:
        return home, [home]
    read = nearest(file, seeds, range(len(seeds)), guide) if file.record is not None else None
    if read is not None and kinship(file, seeds[read], guide)[0]:  # a scan that was read: its own words come before its place
        return read, [read]
    place = folders(file)
    for depth in range(len(place), -1, -1):
        near = [number for number, seed in enumerate(seeds) if seed.within(place[:depth])]
        if len(near) == 1:
            return near[0], near
        if near:
            return nearest(file, seeds, near, guide), near
    return None, []


def _noted(file: PackageFile, note: str) -> PackageFile:
    return replace(file, notes=(*file.notes, note))
