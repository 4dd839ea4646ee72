"""scan-missing: the package has no scan of the signed and sealed form (R113)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from parsers.checks.rule import Hit, Kind, Subject
from parsers.formats.image.picture_sizes import NOTE as SMALL
from parsers.formats.image.picture_sizes import PAGES_INSIDE
from parsers.model.electronic_seal import SealCheck, SealSort
from parsers.model.finding import Severity
from parsers.model.package import PackageFile, Role

_SIGNED = re.compile(r"扫描|盖章|签字|签章|已签|申报书|申请书")


def scan_missing(subject: Subject) -> Iterator[Hit]:
    """The package has no scan, and no PDF of the form with an electronic seal. Certain only when no other file could be it: a
    PDF of the form (it may have seals), a picture without a telling name, pages pasted into the Word file, a document named like
    the scan, or another application's scan beside it that may hold both. Of papers without a form nobody can say that they are
    an application, and so not that a scan is missing."""
    if subject.package.of_role(Role.FORM_SCAN) or any(map(_sealed, subject.package.of_role(Role.FORM_PDF))):
        return
    others = subject.package.files + subject.circumstances.unassigned
    doubtful = subject.form is None or bool(subject.package.scans_beside) or any(map(_could_be_scan, others))
    yield Hit(severity=Severity.VERIFY if doubtful else None, possibly_there=doubtful)


def _sealed(file: PackageFile) -> bool:
    """Whether a form that never was on paper has an electronic seal to be seen on its pages, and was not altered since."""
    return any(seal.sort == SealSort.SEAL and seal.check != SealCheck.BROKEN for seal in file.electronic)


def _could_be_scan(file: PackageFile) -> bool:
    if file.role in (Role.FORM_PDF, Role.FORM_SCAN):
        return True
    if file.role == Role.FORM_WORD:
        return PAGES_INSIDE in file.notes
    picture = (file.media_type.startswith("image/") or file.text_layer is False) and SMALL not in file.notes
    named = _SIGNED.search(file.name.rsplit("/", 1)[-1]) is not None
    return (picture and file.role == Role.OTHER) or (named and file.role in (Role.OTHER, Role.EVIDENCE))


KIND = Kind(scan_missing, package=True, whole=True, absent=True)
