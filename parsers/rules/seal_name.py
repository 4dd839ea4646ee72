"""seal-name-mismatch: a seal has another unit's name than that of the signer (F1-01, F1-38). Only a hint: text along a ring is
often misread, so only clearly different names are reported."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from config.model import Meaning, SignedPart
from parsers.checks.field_labels import plain
from parsers.checks.rule import Hit, Kind, Subject
from parsers.checks.scan_stamps import signed, stamps
from parsers.model.document import Medium, PlaceNote
from parsers.model.finding import Severity
from parsers.model.record import Value
from parsers.model.seal import Stamp, StampKind, StampState
from parsers.seals.owner import whose

WHO: Mapping[str, Meaning] = {
    SignedPart.COMMITMENT: Meaning.APPLICANT, SignedPart.APPLICANT_OPINION: Meaning.APPLICANT,
    SignedPart.RECOMMENDER_OPINION: Meaning.RECOMMENDER,
}
"""Signed part → the meaning of the field that names the owner of its seal."""


def seal_names(subject: Subject) -> Iterator[Hit]:
    """One hit for each part where every seal that could be read belongs to another unit. Offers {words}, {who} and {name}."""
    if subject.form is None:
        return
    for area, slot in signed(subject.form).items():
        if area not in WHO:
            continue
        wanted = subject.filled(subject.key_of(WHO[area]))
        name = wanted.text if wanted is not None and not _from_seal(wanted) else ""
        seen = [one for one in stamps(subject).get((area, StampKind.SEAL), ()) if one[1].state == StampState.SEEN]
        if not name or not seen or any(_not_anothers(subject, stamp, name) for _, stamp in seen):
            continue
        file, stamp = seen[0]
        asked = subject.form.field_of(WHO[area])
        who = plain(asked.label) if asked else plain(slot.label)
        words = {"words": stamp.text, "who": who, "name": name}
        yield Hit(area, file.name, stamp.place, Severity.VERIFY, Medium.OCR, f"“{plain(slot.label)}”", words)


def _not_anothers(subject: Subject, stamp: Stamp, name: str) -> bool:
    return whose(stamp.text, name, subject.guide) != "another's"


def _from_seal(value: Value) -> bool:
    return value.place.note == PlaceNote.SEAL


KIND = Kind(seal_names, offers=("words", "who", "name"))
