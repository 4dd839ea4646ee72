"""scan-unread: a scan of the form, or a page of it, could not be read (R121)."""

from __future__ import annotations

from collections.abc import Iterator

from parsers.checks.rule import Hit, Kind, Subject, about
from parsers.model.package import Role

MOST_NAMED = 8


def scan_unread(subject: Subject) -> Iterator[Hit]:
    """Scans that gave no record, except pages with signatures alone, and scans with pages that were not read. Offers {what}."""
    for file in subject.package.of_role(Role.FORM_SCAN, Role.FORM_PDF):
        if file.role == Role.FORM_SCAN and file.record is None and not (file.page_of or file.stamps):
            yield about(file, what="未能自动识别出申报书内容")
        elif file.unread:
            more = "等" if len(file.unread) > MOST_NAMED else ""
            pages = "、".join(map(str, file.unread[:MOST_NAMED]))
            yield about(file, what=f"第{pages}{more}页未能自动识别")


KIND = Kind(scan_unread, offers=("what",))
