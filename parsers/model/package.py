"""A package: what one mail carries for one application."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from config.model import Guide, Meaning
from parsers.model.electronic_seal import ElectronicSeal
from parsers.model.file import Trouble
from parsers.model.page_transform import PageTransform
from parsers.model.recommended import recommended
from parsers.model.record import Record
from parsers.model.seal import Stamp


class Role(StrEnum):
    """What a file of a package is."""

    FORM_WORD = "form_word"
    FORM_SCAN = "form_scan"
    FORM_PDF = "form_pdf"
    EVIDENCE = "evidence"
    NON_SECRET_CERTIFICATE = "non_secret_certificate"  # noqa: S105
    RECOMMENDATION = "recommendation"
    OTHER = "other"
    REFUSED = "refused"
    """It could not be opened."""


class PackageShape(StrEnum):
    """How a package was put together: `single` is a lone document that was looked at without its package (command `check`)."""

    FOLDER = "folder"
    ARCHIVE = "archive"
    SEPARATE = "separate"
    SINGLE = "single"


@dataclass(frozen=True, slots=True)
class PackageFile:
    """One file of a package after reading: what it is, and the record if it is the form. `text_start` is the beginning of
    its text (at most 2,000 characters), kept to find its role; never put into logs."""

    name: str
    sha256: str
    size: int
    role: Role
    media_type: str
    source: str = ""
    pages: int | None = None
    text_layer: bool | None = None
    record: Record | None = None
    trouble: Trouble | None = None
    notes: tuple[str, ...] = ()
    text_start: str = ""
    saved: str = ""
    """When the document says it was last saved, ISO 8601 in UTC; "" where it does not say."""
    stamps: tuple[Stamp, ...] = ()
    """Of a scanned form: seals, signatures and dates looked for on its pages."""
    unread: tuple[int, ...] = ()
    """Pages of a scanned form that were not read: damaged ones, and those beyond the pages or seconds a file may take."""
    page_of: str = ""
    """Of a picture or document that is a part of a form in several files: the sha256 of the file that has the record."""
    transforms: tuple[PageTransform, ...] = ()
    piece: Record | None = None
    """Of a document that is only a part of a form, until it is joined with the others."""
    further: tuple[Record, ...] = ()
    """Records of the other applications in the same file, while it is not yet known which files belong to which."""
    electronic: tuple[ElectronicSeal, ...] = ()
    """Digital signatures and electronic seals that the file carries in itself."""
    part: int = 0
    """Which of several applications in this file the record is, counted from 1; 0 where it holds one."""


@dataclass(frozen=True, slots=True)
class Package:
    """What one mail carries for one application. `name` is the folder or archive name the applicant chose, if any;
    `shape` is how it was packed."""

    files: tuple[PackageFile, ...]
    name: str = ""
    shape: PackageShape = PackageShape.SEPARATE
    subject: str = ""
    sender: str = ""
    parts: tuple[tuple[int, int], ...] = ()
    """For each of its mails that said so: which part it was, of how many (0: not told). See parsers.packages.mail_parts."""

    marked_beside: tuple[str, ...] = ()
    """Other files of its mails that have a classification mark: the mark is the whole mail's."""
    scans_beside: tuple[str, ...] = ()
    """Scans beside its form that were given to another application of the mail, and may hold this one's pages too."""

    def of_role(self, *roles: Role) -> tuple[PackageFile, ...]:
        """The files of these roles, in the package's order."""
        return tuple(f for f in self.files if f.role in roles)

    @property
    def records(self) -> tuple[Record, ...]:
        """Its records, the one that counts first: Word before text PDF before scan."""
        order = {Role.FORM_WORD: 0, Role.FORM_PDF: 1, Role.FORM_SCAN: 2}
        filled = sorted((f for f in self.files if f.record is not None), key=lambda f: order.get(f.role, 3))
        return tuple(f.record for f in filled if f.record is not None)

    @property
    def form(self) -> str | None:
        """Key of the form of this package, or None."""
        return next((record.form for record in self.records), None)

    def record(self, guide: Guide) -> Record | None:
        """The record that counts, with the recommender that any record names; None without a form."""
        return recommended(self.records, guide)

    def category(self, guide: Guide) -> str | None:
        """Key of the category that is ticked, or of the one that a form without such a choice has; None where it is not
        known."""
        record = next(iter(self.records), None)
        value = record.of(guide, Meaning.CATEGORY) if record else None
        return guide.category_of(record.form, value.value if value else None) if record else None
