"""Finds whose seal recommends: the name on the seal, where the form's text has none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from config.model import Guide, Meaning, SignedPart
from parsers.forms.signed_parts import unit_named
from parsers.model.document import Medium, PlaceNote
from parsers.model.package import PackageFile, Role
from parsers.model.record import Record, Value
from parsers.model.seal import Stamp, StampKind, StampState
from parsers.seals.owner import Whose, closest, whose

SEAL_CONFIDENCE = 0.6
"""Confidence of a name read along a seal's ring: a hint that a person confirms."""
FROM_SEAL = "印章文字"
COVERED = "该处可能盖有印章，未能读出推荐单位名称"


def with_seal(record: Record, guide: Guide, stamps: Sequence[Stamp], recommender_names: Sequence[str] = ()) -> Record:
    """The record with the recommender's name from its seal, where the form's text names none (contract, section 2). A name that
    is nearly one of the known names is replaced by it. The mail's sender comes after the seal. A name that a seal may cover is
    not blank."""
    value = record.of(guide, Meaning.RECOMMENDER)
    if value is None or not (not value.text or value.medium == Medium.MAIL):
        return record
    applicant = record.of(guide, Meaning.APPLICANT)
    for stamp in stamps:
        if (stamp.area, stamp.kind) != (SignedPart.RECOMMENDER_OPINION, StampKind.SEAL):
            continue
        name = closest(stamp.text, recommender_names, guide) or unit_named(stamp.text, guide.host)
        if name and whose(stamp.text, (applicant.text if applicant else "") or "", guide) != Whose.ITS_OWN:
            place = replace(stamp.place, note=PlaceNote.SEAL)
            from_seal = Value(name, name, place, Medium.OCR, SEAL_CONFIDENCE, value.document, note=FROM_SEAL)
            return _naming(record, guide, from_seal)
    seals = (s for s in stamps if (s.area, s.kind) == (SignedPart.RECOMMENDER_OPINION, StampKind.SEAL))
    covered = any(s.state != StampState.NOT_SEEN for s in seals)
    if covered and value.blank and value.medium == Medium.OCR:
        return _naming(record, guide, replace(value, text=None, value=None, confidence=0.0, note=COVERED))
    return record


def _naming(record: Record, guide: Guide, recommender: Value) -> Record:
    return replace(record, values={**record.values, guide.key_of(record.form, Meaning.RECOMMENDER): recommender})


def pages_alone(file: PackageFile) -> bool:
    """Whether these are signed pages without the rest of the form: they come beside a scan, and do not replace it."""
    return file.role == Role.FORM_SCAN and file.record is None and bool(file.stamps)


def sealed(files: Sequence[PackageFile], guide: Guide, recommender_names: Sequence[str] = ()) -> tuple[PackageFile, ...]:
    """The files of a package. Where no form of it names a recommender, the name comes from the seal on signed pages that were
    sent by themselves. What an earlier call took from pages that are no longer here is removed."""
    here = {file.name for file in files}
    alone = [(file, stamp) for file in files if pages_alone(file) for stamp in file.stamps]
    return tuple(_sealed(file, guide, alone, here, recommender_names) for file in files)


def _sealed(
    file: PackageFile, guide: Guide, alone: Sequence[tuple[PackageFile, Stamp]], here: set[str], recommender_names: Sequence[str]
) -> PackageFile:
    record = file.record
    value = record.of(guide, Meaning.RECOMMENDER) if record is not None else None
    if record is None or value is None:
        return file
    if value.place.note == PlaceNote.SEAL and value.document not in here:
        record = _naming(record, guide, Value("", "", document=file.name))
    for page, stamp in alone:
        with_name = with_seal(record, guide, (stamp,), recommender_names)
        if with_name is not record and (name := with_name.of(guide, Meaning.RECOMMENDER)) is not None:
            record = _naming(with_name, guide, replace(name, document=page.name))
    return file if record is file.record else replace(file, record=record)
