"""word-missing: the package has no Word version of the form (R114)."""

from __future__ import annotations

from collections.abc import Iterator

from parsers.checks.rule import Hit, Kind, Subject
from parsers.formats.sniff import DOC, DOCX
from parsers.model.finding import Severity
from parsers.model.package import Role

WORD_LIKE = (DOCX, DOC, "text/rtf", "text/html", "application/ofd", "application/vnd.ms-wordml", "application/vnd.ms-word2006ml",
             "application/vnd.oasis.opendocument.text", "application/vnd.ms-works")

RECOGNISED = (Role.EVIDENCE, Role.NON_SECRET_CERTIFICATE, Role.RECOMMENDATION)


def word_file(subject: Subject) -> Iterator[Hit]:
    """No file is the form in Word. Certain only when no other file could be it: a Word file that was not recognised as something
    else (an agreement, a certificate) must be checked by a person. Without any form, read or not, nobody knows that this is an
    application."""
    if subject.package.of_role(Role.FORM_WORD):
        return
    others = subject.package.files + subject.circumstances.unassigned
    doubtful = any(file.media_type in WORD_LIKE and (file.role not in RECOGNISED or not file.text_start) for file in others)
    doubtful |= subject.form is None and not subject.package.of_role(Role.FORM_SCAN, Role.FORM_PDF)
    yield Hit(severity=Severity.VERIFY if doubtful else None, possibly_there=doubtful)


KIND = Kind(word_file, package=True, whole=True, absent=True)
