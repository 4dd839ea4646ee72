"""What a package says beyond its files: its name, the project's name where the form does not ask it, and a recommender
who sent the mail."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from config.model import Guide, Meaning
from parsers.model.document import Medium, Place, PlaceNote
from parsers.model.mail import Head
from parsers.model.package import Package, PackageFile, PackageShape, Role
from parsers.model.record import Record, Value
from parsers.packages.mail_parts import part_number
from parsers.packages.project_naming import generic, mechanical, project_of, without_unit
from parsers.packages.relatedness import folders
from parsers.seals.recommender_seal import sealed
from parsers.values.association_names import is_of_a_city
from parsers.values.classification_marks import NOTE, marked
from parsers.values.names import bare, same

LONGEST_NAME = 200
NAMES = (Meaning.APPLICANT, Meaning.PROJECT, Meaning.LEADER)
WORDS_OF_THE_MAIL, MOST_LINES = "邮件主题或正文", 2000


def with_facts(files: tuple[PackageFile, ...], head: Head, guide: Guide, alone: bool) -> Package:
    """The package of these files, with every record of it completed from folder, archive, subject and sender. `alone`: it is
    the only one of its mail, so that the subject speaks of it."""
    lead = next((file for file in files if file.record is not None), files[0])
    unit = lead.record.text_of(guide, Meaning.APPLICANT) if lead.record else ""
    name, depth = _name(files, lead, unit, guide)
    packed = PackageShape.ARCHIVE if depth == 0 and lead.source else PackageShape.FOLDER
    shape = packed if name else PackageShape.SEPARATE
    completed = tuple(_completed(file, head, guide, alone) for file in sealed(files, guide, recommenders(guide)))
    part = part_number(head.subject, head.body)
    return Package(completed, name, shape, head.subject, head.sender, (part,) if part else ())


def has_mark(file: PackageFile) -> bool:
    """Whether a file has a classification mark: anywhere in it (its reader notes that), at its beginning or in its name."""
    spoken = "密" in file.text_start or "密" in file.name  # true of few files; only these are searched
    return NOTE in file.notes or (spoken and marked(file.name + "\n" + file.text_start))


def with_mark(packages: Sequence[Package], unassigned: Iterable[PackageFile], head: Head) -> tuple[Package, ...]:
    """The packages of a mail, each with the names of marked files that it does not have itself, and with the mail's own words
    where the mark stands in them."""
    words = (WORDS_OF_THE_MAIL,) if any(map(marked, (head.subject, *head.body.splitlines()[:MOST_LINES]))) else ()
    files = {file.sha256: file for file in (*(f for package in packages for f in package.files), *unassigned) if has_mark(file)}
    return tuple(replace(p, marked_beside=(*words, *_others(files, p))) if words or _others(files, p) else p for p in packages)


def with_scans_beside(packages: Sequence[Package], guide: Guide) -> tuple[Package, ...]:
    """The packages of a mail; to one without a scan, the names of those that lie in the folder of its form, were given to
    another application and do not say whose they are: one file may hold the pages of two."""
    return tuple(
        p if p.of_role(Role.FORM_SCAN) else replace(p, scans_beside=tuple(dict.fromkeys(_scans_beside(p, packages, guide))))
        for p in packages)


def _scans_beside(package: Package, packages: Sequence[Package], guide: Guide) -> Iterator[str]:
    here = {folders(file) for file in package.files if file.record is not None}
    for other in packages:
        for file in other.of_role(Role.FORM_SCAN) if other is not package else ():
            if folders(file) in here and not _names_one(file, other, guide):
                yield file.name


def _names_one(file: PackageFile, package: Package, guide: Guide) -> bool:
    """Whether the file's own name has the unit, the project or the leader of the package."""
    own, record = bare(file.name.rpartition("/")[2]), package.record(guide)
    told = (record.text_of(guide, meaning) for meaning in NAMES) if record else ()
    return any(len(words) > 1 and words in own for words in map(bare, told))


def _others(files: Mapping[str, PackageFile], package: Package) -> tuple[str, ...]:
    own = {file.sha256 for file in package.files}
    return tuple(file.name for sha256, file in files.items() if sha256 not in own)


def _name(files: tuple[PackageFile, ...], lead: PackageFile, unit: str, guide: Guide) -> tuple[str, int]:
    """The folder or archive name the applicant chose, and how deep it lies: the innermost that names the unit, else the
    innermost that says anything, else the one around the form."""
    places = [place for place in enumerate(folders(lead)) if not mechanical(place[1])][::-1]
    named = [place for place in places if unit and without_unit(place[1], unit, guide) is not None]
    telling = [place for place in places if not generic(place[1], guide)]
    depth, name = next(iter([*named, *telling, *places]), (0, ""))
    return name[:LONGEST_NAME], depth


def named(file: PackageFile, guide: Guide) -> PackageFile:
    """The file with the project's name that its folder or its own name gives: what it is told from others by."""
    if file.record is None:
        return file
    record = _with_project(file, file.record, _own_names(file), guide)
    return file if record is file.record else replace(file, record=record)


def _completed(file: PackageFile, head: Head, guide: Guide, alone: bool) -> PackageFile:
    if file.record is None:
        return file
    *places, own = _own_names(file)
    names = (*places, (head.subject, PlaceNote.SUBJECT), own) if alone else (*places, own, (head.subject, PlaceNote.SUBJECT))
    record = _with_recommender(_with_project(file, file.record, names, guide), head, guide)
    return file if record is file.record else replace(file, record=record)


def _with_project(file: PackageFile, record: Record, names: Iterable[tuple[str, PlaceNote]], guide: Guide) -> Record:
    """On a form that does not ask the project's name it is taken from where the applicant wrote it (requirements X2)."""
    form = guide.form(record.form)
    key = form.key_of(Meaning.PROJECT) if form else ""
    if form is None or not key or any(slot.field == key for slot in form.slots):
        return record
    unit = record.text_of(guide, Meaning.APPLICANT)
    for name, note in names:
        if project := project_of(name, unit, guide)[:LONGEST_NAME]:
            value = Value(project, project, Place(note=note), Medium.MAIL, 0.9, file.name)
            return replace(record, values={**record.values, key: value})
    return record


def _own_names(file: PackageFile) -> list[tuple[str, PlaceNote]]:
    """Where a file's project may be named, the likeliest first: its folders from the innermost, then its own name."""
    places = [
        (name, PlaceNote.ARCHIVE_NAME if depth == 0 and file.source else PlaceNote.FOLDER_NAME)
        for depth, name in enumerate(folders(file))]
    return [*reversed(places), (file.name.rsplit("/", 1)[-1], PlaceNote.FILE_NAME)]


def _with_recommender(record: Record, head: Head, guide: Guide) -> Record:
    value = record.of(guide, Meaning.RECOMMENDER)
    if value is None or not value.blank:
        return record
    name = _recommending_sender(head, guide)
    if not name or same(name, record.text_of(guide, Meaning.APPLICANT)):
        return record
    from_sender = Value(name, name, Place(note=PlaceNote.SENDER), Medium.MAIL, 0.8)
    return replace(record, values={**record.values, guide.key_of(record.form, Meaning.RECOMMENDER): from_sender})


def recommenders(guide: Guide) -> tuple[str, ...]:
    """The units that the guide's lists know to recommend, the cities' associations among them."""
    entries = (entry for name in guide.recommender_lists for entry in guide.lists.get(name, ()))
    listed = (entry.split("<")[0].strip() for entry in entries)
    cities = (entry.split("/")[0] + guide.host.members[0] for entry in guide.lists.get(guide.cities_list, ()))
    return tuple(dict.fromkeys(name for name in (*cities, *listed) if bare(name)))


def _recommending_sender(head: Head, guide: Guide) -> str:
    """The sender's name if it is on the guide's list of recommenders (by address or name) or a city's association."""
    for entry in guide.lists.get(guide.senders_list, ()):
        name, _, rest = entry.partition("<")
        address = rest.strip("> ").lower()
        if (address and address == head.sender.lower()) or (bare(name) and same(name, head.sender_name)):
            return name.strip()
    return head.sender_name.strip() if is_of_a_city(guide, head.sender_name, guide.cities_list) else ""
