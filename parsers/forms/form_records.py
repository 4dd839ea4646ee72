"""Turns a document into the record of each application that it holds: mostly one or none."""

from __future__ import annotations

from dataclasses import dataclass, replace

from config.model import Form, Guide
from parsers.forms.fill import fill
from parsers.forms.identify import identify, piece_of, portion
from parsers.forms.several_forms import Portion, applications_in
from parsers.forms.simplified_document import in_simplified
from parsers.model.document import Document, Medium
from parsers.model.package import Role
from parsers.model.record import Record

FORM_ROLES: dict[Medium, Role] = {Medium.WORD: Role.FORM_WORD, Medium.PDF: Role.FORM_PDF, Medium.OCR: Role.FORM_SCAN}
TYPED = (Medium.WORD, Medium.PDF)
TRADITIONAL = "原文为繁体字，各栏按简体字显示"


@dataclass(frozen=True, slots=True)
class FormRecords:
    """The first form that was found, every record, and what staff are told about the reading. `piece`: the record of a document
    that is only a part of a form."""

    form: Form | None = None
    records: tuple[Record, ...] = ()
    notes: tuple[str, ...] = ()
    piece: Record | None = None

    @property
    def labels_missing(self) -> int:
        """Printed labels that were not found, in all records."""
        return sum(len(record.missing_labels) for record in self.records)


def form_records(document: Document, name: str, guide: Guide, given: Role | None = None, sure: float = 0.0) -> FormRecords:
    """The records of a document called `name`; `given`: the role that a person gave it. What was recognised less surely than
    `sure` is unreadable. Where labels are missing, the document is read in simplified characters too, and so it counts where
    more labels are found."""
    if given is not None and given not in FORM_ROLES.values():
        return FormRecords()
    as_written = _records(document, name, guide, given, sure)
    if as_written.records and not as_written.labels_missing:
        return as_written
    converted = in_simplified(document)
    if converted is document:
        return as_written
    again = _records(converted, name, guide, given, sure)
    found_more = again.labels_missing < as_written.labels_missing if as_written.records else again.records or again.piece
    return replace(again, notes=(TRADITIONAL,)) if found_more else as_written


def _records(document: Document, name: str, guide: Guide, given: Role | None, sure: float) -> FormRecords:
    portions = _portions(document, guide, given)
    records = tuple(fill(part, form, name, sure, guide.host) for form, part in portions)
    if not records and document.medium in TYPED and (form := piece_of(document, guide.forms)) is not None:
        return FormRecords(piece=fill(document, form, name, sure, guide.host))
    return FormRecords(portions[0][0] if portions else None, records)


def _portions(document: Document, guide: Guide, given: Role | None) -> tuple[Portion, ...]:
    """Each application with its form. Where a person says that it is one that counts: then it is the guide's form of which the
    document fills the most."""
    if several := applications_in(document, guide.forms):
        return several
    form = identify(document, guide.forms)
    if form is None and given is not None and guide.forms and document.text_layer is not False:
        form = max(guide.forms, key=lambda form: sum(bool(value.text) for value in fill(document, form).values.values()))
    return ((form, portion(document, form, guide.forms)),) if form else ()
