"""word-scan-mismatch: the paper differs from the Word file (R121)."""

from __future__ import annotations

from collections.abc import Iterator

from config.model import Form
from parsers.checks.field_labels import spoken
from parsers.checks.rule import Hit, Kind, Subject
from parsers.compare import SURE, Comparison, compare
from parsers.model.document import Medium
from parsers.model.package import PackageFile, Role

_MOST_NAMED = 6
_PAPER = {Role.FORM_SCAN: "扫描件", Role.FORM_PDF: "PDF版"}


def mismatch(subject: Subject, *, least_confidence: float = SURE) -> Iterator[Hit]:
    """One hit for each field that differs, or a single one where the editions differ. Offers {what} and {values}, both as
    written."""
    if subject.record is None or subject.form is None or subject.record.medium != Medium.WORD:
        return
    for file in subject.package.of_role(Role.FORM_SCAN, Role.FORM_PDF):
        if file.record is not None:
            comparison = compare(subject.record, file.record, subject.form, least_confidence)
            if comparison.edition:
                yield from _edition(subject, subject.form, file, comparison)
            else:
                yield from _fields(subject.form, file, comparison)


def _edition(subject: Subject, form: Form, file: PackageFile, comparison: Comparison) -> Iterator[Hit]:
    named = "、".join(spoken(form, one.field) for one in comparison.differences[:_MOST_NAMED])
    values = f"（共{len(comparison.differences)}处，如{named}），可能不是同一版本" if named else "，两者不是同一种申报书"
    words = {"what": f"{_PAPER[file.role]}与Word版的内容不一致", "values": values}
    word = next((other.sha256 for other in subject.package.of_role(Role.FORM_WORD) if other.record is not None), "")
    yield Hit(document=file.name, medium=Medium.OCR, words=words, discriminator=word)


def _fields(form: Form, file: PackageFile, comparison: Comparison) -> Iterator[Hit]:
    paper = _PAPER[file.role]
    for one in comparison.differences:
        where = one.word.place.chinese()
        words = {
            "what": f"{spoken(form, one.field)}在{paper}与Word版中不一致",
            "values": f"：Word版{where}为“{one.word_shown}”，{paper}为“{one.paper_shown}”",
        }
        yield Hit(one.field, file.name, one.paper.place, medium=Medium.OCR, words=words,
                  discriminator=f"{one.word_shown} / {one.paper_shown}")


KIND = Kind(mismatch, offers=("what", "values"), package=True)
