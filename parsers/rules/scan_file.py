"""scan-missing: the package has no scan of the signed and sealed form (R113). scan-unread: it has, and it or a
page of it could not be read."""

from __future__ import annotations

import re
from collections.abc import Iterator

from parsers.checks.rule import Hit, Kind, Subject, about
from parsers.model.finding import Severity
from parsers.model.package import PackageFile, Role
from parsers.ocr.page_size import NOTE as SMALL

_SIGNED = re.compile(r"扫描|盖章|签字|签章|已签|申报书|申请书")
MOST_NAMED = 8


def scan_missing(subject: Subject) -> Iterator[Hit]:
    """No scan. Firm only when nothing else could be it: a PDF of the form (it may carry seals), an unnamed picture, or a
    document named like the scan."""
    if subject.package.of_role(Role.FORM_SCAN):
        return
    others = subject.package.files + subject.circumstances.loose
    yield Hit(severity=Severity.VERIFY if any(map(_could_be_scan, others)) else None)


def scan_unread(subject: Subject) -> Iterator[Hit]:
    """Scans without a record that are no signed pages alone, and those of which some pages were not read. Offers {what}."""
    for file in subject.package.of_role(Role.FORM_SCAN, Role.FORM_PDF):
        if file.role == Role.FORM_SCAN and file.record is None and not (file.page_of or file.stamps):
            yield about(file, what="未能自动识别出申报书内容")
        elif file.unread:
            more = "等" if len(file.unread) > MOST_NAMED else ""
            pages = "、".join(map(str, file.unread[:MOST_NAMED]))
            yield about(file, what=f"第{pages}{more}页未能自动识别")


def _could_be_scan(file: PackageFile) -> bool:
    if file.role in (Role.FORM_PDF, Role.FORM_SCAN):
        return True
    if file.role == Role.FORM_WORD:
        return False
    picture = (file.media_type.startswith("image/") or file.text_layer is False) and SMALL not in file.notes
    named = _SIGNED.search(file.name.rsplit("/", 1)[-1]) is not None
    return (picture and file.role == Role.OTHER) or (named and file.role in (Role.OTHER, Role.EVIDENCE))


MISSING = Kind(scan_missing, package=True, whole=True, absent=True)
UNREAD = Kind(scan_unread, offers=("what",))
