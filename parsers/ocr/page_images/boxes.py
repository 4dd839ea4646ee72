"""Returns what was found on the pages of a file, and where: fields, ticks, signed parts, seals, signatures, dates."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from config.model import FieldKind, Form
from parsers.formats.sniff import OFD
from parsers.model.document import Place
from parsers.model.package import PackageFile, Role
from parsers.model.record import Record
from parsers.model.seal import StampState


class Kind(StrEnum):
    """What was found in a box; for a stamp the kind has the name of the stamp's kind."""

    FIELD = "field"
    TICK = "tick"
    PART = "part"
    SEAL = "seal"
    SIGNATURE = "signature"
    DATE = "date"


READABLE = ("application/pdf", *(f"image/{kind}" for kind in ("jpeg", "png", "tiff", "bmp", "gif", "heic", "heif", "webp")))
"""Types of files that have pages to be drawn."""
MOST_PAGES = 40

TICKED = (FieldKind.CHOICE, FieldKind.OPTIONS)
"""Kinds of fields that are answered by ticks."""


@dataclass(frozen=True, slots=True)
class Boxed:
    """One thing found on a page: page from 1, box (left, top, right, bottom in thousandths of the page's width), what it is, the
    field's or the signed part's key. `state`: of stamps as of Stamp; of fields "seen" where something stands, "not seen" where
    the place is blank, "cannot tell" where it could not be read."""

    page: int
    box: tuple[int, int, int, int]
    kind: Kind
    key: str
    state: StampState = StampState.SEEN


def _drawable(file: PackageFile) -> bool:
    """Whether pictures of the pages show all that a person sees: of an OFD file we draw no letters."""
    return file.media_type in READABLE or (file.media_type == OFD and file.text_layer is False)


def form_pages(file: PackageFile) -> tuple[int, ...]:
    """The pages of this file (from 1) that belong to the form, as far as known: those read on a scan; those of a PDF from the
    first on which something was found to the last; the first ones where nothing was. None for a file that is not the form."""
    if file.role not in (Role.FORM_SCAN, Role.FORM_PDF) or file.trouble is not None or not _drawable(file):
        return ()
    count = max(file.pages or 1, 1)
    pages = {one.page for one in file.transforms if file.text_layer is False}
    if not pages and file.record is not None:
        record = file.record
        printed = (value for values in record.printed.values() for value in values)
        places = [value.place.page for value in (*record.values.values(), *printed, *record.areas.values())]
        numbers = [page for page in places if page is not None]
        pages = set(range(min(numbers), max(numbers) + 1)) if numbers else set()
    return tuple(page for page in sorted(pages or range(1, count + 1)) if 1 <= page <= count)[:MOST_PAGES]


def boxes(file: PackageFile, form: Form | None) -> tuple[Boxed, ...]:
    """What was found on the pages of this file, in reading order: fields of `form`, and stamps; nothing for a file that is not
    the form, or has no pages."""
    boxed = [*_fields(file.record, form)] if file.record is not None and form is not None else []
    boxed += [
        Boxed(stamp.place.page, stamp.place.box, Kind(stamp.kind), stamp.area, stamp.state)
        for stamp in file.stamps
        if stamp.place.page is not None and stamp.place.box is not None
    ]
    return tuple(sorted(dict.fromkeys(boxed), key=lambda one: (one.page, one.box[1], one.box[0], one.kind)))


def _fields(record: Record, form: Form) -> Iterator[Boxed]:
    for field in form.fields:
        kind = Kind.TICK if field.kind in TICKED else Kind.FIELD
        value = record.values.get(field.key)
        for one in (*([value] if value is not None else []), *record.printed.get(field.key, ())):
            state = StampState.CANNOT_TELL if one.text is None else StampState.NOT_SEEN if one.blank else StampState.SEEN
            yield from _at(one.place, kind, field.key, state)
    for key, text in record.areas.items():
        yield from _at(text.place, Kind.PART, key, StampState.SEEN)


def _at(place: Place, kind: Kind, key: str, state: StampState) -> Iterator[Boxed]:
    if place.page is not None and place.box is not None:
        yield Boxed(place.page, place.box, kind, key, state)
