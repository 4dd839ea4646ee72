"""template-altered: labels or clauses of the required form are missing (R92, R96)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from rapidfuzz import fuzz
from rapidfuzz.distance import LCSseq

from config.model import Form, SignedPart
from parsers.checks.field_labels import plain
from parsers.checks.rule import Hit, Kind, Subject
from parsers.model.document import Medium
from parsers.model.finding import Severity
from parsers.model.record import Record
from parsers.values.names import bare

MOST_WITHIN = 40
"""Characters written into a clause, with which it still is that clause."""
REWORDED = 70
"""A clause this similar to printed text (of 100) was reworded or misread, not left out."""
MOST_MISSING = 5
"""With more missing labels than this our reading may be wrong, and a person checks first."""


def template(subject: Subject, *, pledge: SignedPart = SignedPart.COMMITMENT) -> Iterator[Hit]:
    """Offers {what}. Certain only from Word, and only where a label or a whole clause of the pledge is missing."""
    if subject.record is None or subject.form is None:
        return
    record, document = subject.record, _document(subject.record)
    renamed = tuple(dict.fromkeys(plain(label) for label in record.renamed_labels))
    lost = tuple(dict.fromkeys(plain(label) for label in record.missing_labels if plain(label) not in renamed))
    if lost:
        words = {"what": f"缺少栏目{_named(lost)}{_edition(record.edition, subject.form.edition)}"}
        yield Hit(document=document, severity=_severity(subject, lost), medium=record.medium, words=words, discriminator="lost")
    if renamed:
        what = f"未找到栏目{_named(renamed)}，原处另有文字，可能改动了栏目名称"
        yield Hit(document=document, severity=Severity.REMIND, medium=record.medium, words={"what": what},
                  discriminator="renamed")
    area = record.areas.get(pledge)
    if area is not None and area.text and _whole(subject.form) in "".join(area.text.split()):
        return
    printed = bare(area.text) if area is not None and area.text else ""
    if area is None or not printed or not subject.form.pledge or bare(subject.form.pledge) in printed:
        return
    clauses = [bare(clause) for clause in re.split(r"[。；，]", subject.form.pledge) if bare(clause)]
    kept = [clause for clause in clauses if clause in printed]
    gone = [clause for clause in clauses if fuzz.partial_ratio(clause, printed) < REWORDED and not _interrupted(clause, printed)]
    cut = record.medium == Medium.WORD and bool(gone) and "".join(kept) in printed and len(kept) >= len(clauses) / 2
    words = {"what": "承诺书文字与模板不一致"}
    yield Hit(document=document, place=area.place, severity=None if cut else Severity.REMIND, medium=record.medium, words=words,
              discriminator="pledge")


def _interrupted(clause: str, printed: str) -> bool:
    """Whether all of a clause stands there with other words within it: that is no clause left out."""
    first = printed.find(clause[:2])
    while first >= 0:
        window = printed[first : first + len(clause) + MOST_WITHIN]
        if LCSseq.similarity(clause, window) == len(clause):
            return True
        first = printed.find(clause[:2], first + 1)
    return False


@lru_cache(maxsize=64)
def _whole(form: Form) -> str:
    """The pledge without blanks; where the form has none, a line end, which no text without blanks has."""
    return "".join(form.pledge.split()) or "\n"


def _edition(printed: str, wanted: str) -> str:
    """Why labels are missing, where the form is another year's."""
    return f"（所填为{printed}版，本次申报使用{wanted}版）" if printed and wanted and bare(printed) != bare(wanted) else ""


def _named(labels: tuple[str, ...]) -> str:
    return "、".join(f"“{label}”" for label in labels)


def _severity(subject: Subject, lost: tuple[str, ...]) -> Severity | None:
    assert subject.record is not None and subject.form is not None
    keys = {slot.field for slot in subject.form.slots if slot.field and plain(slot.label) in lost}
    asked = {field.key for field in subject.fields() if field.required}
    left_out = {slot.field or slot.area for slot in subject.form.slots if plain(slot.label) in lost} - {"", None}
    if subject.record.medium != Medium.WORD or not any(key in asked or key not in subject.record.values for key in left_out):
        return Severity.REMIND  # a field that may be left blank (传真): its row may be deleted
    if len(lost) > MOST_MISSING or any(subject.filled(key) for key in keys):
        return Severity.REMIND
    return None


def _document(record: Record) -> str:
    return next((value.document for value in record.values.values() if value.document), "")


KIND = Kind(template, offers=("what",))
