"""Turns the files of one mail into one Package for each application. What lies together is kept together; no split is guessed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from config.model import Guide
from parsers.model.file import File
from parsers.model.mail import Head
from parsers.model.package import Package, PackageFile, PackageShape, Role
from parsers.ocr.scan_budget import ScanBudget
from parsers.packages.form_in_body import body_form
from parsers.packages.form_pieces import with_pieces
from parsers.packages.grouping import group
from parsers.packages.package_facts import named, with_facts, with_mark, with_scans_beside
from parsers.packages.page_sets import SetReader, joined, read_set
from parsers.packages.read_file import link_files, read_file
from parsers.packages.roles import looks_like_application

SEVERAL = "本文件含{}份申报书，此为第{}份"

FileReader = Callable[[File, Guide, ScanBudget | None], PackageFile]
"""What reads one file: `read_file`, or a cache of it."""


def packages_of(
    files: Sequence[File], head: Head, guide: Guide, budget: ScanBudget | None = None, reader: FileReader = read_file,
    roles: Mapping[str, Role] | None = None, sets: SetReader = read_set,
) -> tuple[tuple[Package, ...], tuple[PackageFile, ...]]:
    """Packages of a mail, and the files that belong to none of them for certain (each says why in its notes).

    A mail whose files hold no readable form is one package without a form, if they look like an application at all; files behind
    links of the mail's body count, and so does a form filled in within the body. Pictures of paper are read as far as `budget`
    allows. Never raises on what applicants send. `roles`: sha256 of a file → the role that a person gave it, which counts before
    what the file seems to be.
    """
    given = roles or {}
    pages = joined(files, guide, budget, given, sets)
    read = [
        pages[at] if at in pages
        else read_file(f, guide, budget, given[f.sha256]) if f.sha256 in given
        else reader(f, guide, budget)
        for at, f in enumerate(files)
    ]  # fmt: skip
    body = body_form(head, guide)
    links = link_files(head)
    given_here = given.keys() & {file.sha256 for file in files}
    if not body and not given_here and not any(looks_like_application(file) for file in (*read, *links)):
        return (), tuple(read)
    read = with_pieces([part for file in (*read, *body) for part in applications_of(file)], guide)
    groups, unassigned = group([named(file, guide) for file in read], links, guide)
    packages = [with_facts(members, head, guide, len(groups) == 1) for members in groups]
    return with_scans_beside(with_mark(packages, unassigned, head), guide), unassigned


def applications_of(file: PackageFile) -> tuple[PackageFile, ...]:
    """The file once for each application that it holds; as it is where it holds one or none."""
    if file.record is None or not file.further:
        return (file,)
    records = (file.record, *file.further)
    return tuple(
        replace(file, record=record, further=(), part=number, notes=(*file.notes, SEVERAL.format(len(records), number)))
        for number, record in enumerate(records, 1)
    )


def packages_of_document(file: File, guide: Guide, budget: ScanBudget | None = None) -> tuple[Package, ...]:
    """A package for each application in one document that was read without its package; one where it holds none."""
    read = applications_of(read_file(file, guide, budget))
    return tuple(Package((application,), shape=PackageShape.SINGLE) for application in read)
