"""A revision takes over from the one before it every file that it does not replace (contract, section 4)."""

from __future__ import annotations

import hashlib
from dataclasses import replace

from config.model import Guide, Meaning
from parsers.model.package import Package, PackageFile, Role
from parsers.packages.roles import archive_like, base, picture_like, word_like
from parsers.seals.recommender_seal import pages_alone, sealed
from parsers.values.names import bare

BY_ROLE: tuple[Role, ...] = (Role.FORM_WORD, Role.FORM_SCAN, Role.FORM_PDF)
"""Roles whose new files replace all old ones; of other roles a file replaces only the one with its own name."""


def inherit(old: Package, new: Package, guide: Guide) -> Package:
    """The package after `new` came: its files first, then the old ones that still count, no bytes twice. A page
    of the scan that comes again by itself is still one."""
    roles, names = {file.role for file in new.files if not pages_alone(file)}, {_name(file) for file in new.files}
    kept = [file for file in old.files if not _replaced(file, roles, names)]
    old_roles = {_identity(file): file.role for file in old.files if file.role in BY_ROLE}
    again = [replace(file, role=old_roles.get(_identity(file), file.role)) if file.role == Role.OTHER else file
             for file in new.files]
    again = [_named_as_before(file, old, guide) for file in again]
    return replace(
        new,
        files=sealed(distinct((*again, *kept)), guide),
        name=new.name or old.name,
        shape=new.shape if new.name or not old.name else old.shape,
        parts=(*old.parts, *new.parts),
        marked_beside=tuple(dict.fromkeys((*old.marked_beside, *new.marked_beside))),
    )


def _named_as_before(file: PackageFile, old: Package, guide: Guide) -> PackageFile:
    """The file with the project's name that an earlier mail gave, where the form does not ask it and this mail does not say it:
    an answer to our letter has our subject."""
    form = guide.form(file.record.form) if file.record else None
    key = form.key_of(Meaning.PROJECT) if form else ""
    if file.record is None or form is None or not key or any(slot.field == key for slot in form.slots):
        return file
    now, record = file.record.values.get(key), old.record(guide)
    before = record.values.get(key) if record and record.form == form.key else None
    if before is None or before.blank or (now is not None and not now.blank):
        return file
    return replace(file, record=replace(file.record, values={**file.record.values, key: before}))


def fingerprint(package: Package) -> str:
    """The same text for the same files, in whatever order and under whatever names."""
    return hashlib.sha256("\n".join(sorted(map(_identity, package.files))).encode()).hexdigest()


def distinct(files: tuple[PackageFile, ...]) -> tuple[PackageFile, ...]:
    """The files, each once: of the same bytes the first one stays."""
    return tuple({_identity(file): file for file in reversed(files)}.values())[::-1]


def _replaced(file: PackageFile, roles: set[Role], names: set[str]) -> bool:
    if file.role in BY_ROLE:
        return file.role in roles
    if _name(file) in names:
        return True
    if file.role != Role.REFUSED:
        return False
    answers: set[Role] = set()
    if word_like(file) or archive_like(file):
        answers |= {Role.FORM_WORD}
    if picture_like(file):
        answers |= {Role.FORM_SCAN, Role.FORM_PDF}
    return bool(roles & answers)


def _name(file: PackageFile) -> str:
    return bare(base(file.name))


def _identity(file: PackageFile) -> str:
    """The digest; for a file without bytes (a locked member of an archive) its name as well, for one of several applications in
    one file its number."""
    digest = f"{file.sha256}#{file.part}" if file.part else file.sha256
    return digest if file.size else f"{digest} {file.name}"
