"""Seals, signatures and dates on the scans of the form, by signed part, and which of them were not seen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from config.model import Form, SignedPart, Slot
from parsers.checks.field_labels import plain
from parsers.checks.rule import Hit, Subject
from parsers.model.document import Medium
from parsers.model.electronic_seal import ElectronicSeal, SealCheck
from parsers.model.finding import Severity
from parsers.model.package import PackageFile, Role
from parsers.model.seal import Stamp, StampKind, StampState

_UNSEEN = "未识别到"
_UNTOLD = "未能判断有无"


@lru_cache(maxsize=64)
def signed(form: Form) -> Mapping[SignedPart, Slot]:
    """The parts of the form that somebody signs, each with the label that begins it, in the form's order."""
    return {slot.area: slot for slot in form.slots if slot.area}


def stamps(subject: Subject) -> dict[tuple[str, StampKind], list[tuple[PackageFile, Stamp]]]:
    """The results for the scans of the form, by signed part and kind; computed once for each subject."""
    if (by_part := subject.kept.get(stamps)) is None:
        by_part = subject.kept[stamps] = {}
        for file in subject.package.of_role(Role.FORM_SCAN, Role.FORM_PDF):
            for stamp in file.stamps:
                by_part.setdefault((stamp.area, stamp.kind), []).append((file, stamp))
    return by_part


def unseen(subject: Subject, kind: StampKind, name: str) -> Iterator[Hit]:
    """One hit for each part where no scan of the form shows this, or none lets one tell; where the file is signed electronically
    nobody can tell from its pages. A part that is on no page is not judged: the scan may be in several files, or unread."""
    if subject.form is None:
        return
    looked = stamps(subject)
    for area, slot in signed(subject.form).items() if looked else ():
        of_part = looked.get((area, kind), ())
        if not of_part or any(stamp.state == StampState.SEEN for _, stamp in of_part):
            continue
        file, stamp = max(of_part, key=lambda entry: entry[1].state == StampState.CANNOT_TELL)
        electronic = _electronic(subject, of_part) if kind != StampKind.DATE else None
        untold = stamp.state == StampState.CANNOT_TELL or electronic is not None
        note = electronic.words if electronic is not None else stamp.note
        words = {"what": (_UNTOLD if untold else _UNSEEN) + name, "why": f"（{note}）" if note else ""}
        broken = electronic is not None and electronic.check == SealCheck.BROKEN
        severity = Severity.NOTE if untold and not broken else Severity.VERIFY
        yield Hit(area, file.name, stamp.place, severity, Medium.OCR, f"“{plain(slot.label)}”", words)


def _electronic(subject: Subject, of_part: Sequence[tuple[PackageFile, Stamp]]) -> ElectronicSeal | None:
    """A signature that may be the one for a part: it is shown in it, or in none, since it signs the file as a whole. A broken one
    comes first."""
    here = {stamp.place for _, stamp in of_part}
    found = []
    for file in subject.package.of_role(Role.FORM_SCAN, Role.FORM_PDF):
        elsewhere = {stamp.place for stamp in file.stamps} - here
        found += [seal for seal in file.electronic if seal.place.page is None or seal.place not in elsewhere]
    return min(found, key=lambda seal: seal.check != SealCheck.BROKEN, default=None)
