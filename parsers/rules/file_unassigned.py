"""file-unassigned: a file of the mail that belongs to none of its applications for certain."""

from __future__ import annotations

from collections.abc import Iterator

from parsers.checks.rule import Hit, Kind, Subject, about
from parsers.formats.image.picture_sizes import NOTE as SMALL
from parsers.model.finding import Severity
from parsers.packages.grouping import UNSURE
from parsers.packages.roles import looks_like_application, picture_like


def unassigned(subject: Subject) -> Iterator[Hit]:
    """Offers {why}. One hit a file; what is plainly no part of an application (a logo, a calendar entry) is a reminder."""
    for file in subject.circumstances.unassigned:
        part = (looks_like_application(file) or picture_like(file)) and SMALL not in file.notes
        why = file.trouble.detail if file.trouble and file.trouble.detail else UNSURE
        yield about(file, None if part else Severity.REMIND, why=why)


KIND = Kind(unassigned, offers=("why",), package=True)
