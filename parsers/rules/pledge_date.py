"""pledge-date-odd: the date typed under the pledge does not exist, or is before the form's edition or after the mail (F1-33)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from config.model import SignedPart
from parsers.checks.rule import Hit, Kind, Subject
from parsers.model.document import Medium
from parsers.values.width import folded

_DATE = re.compile(r"((?:19|20)\d\d)[年./-](\d{1,2})[月./-](\d{1,2})日?")
_FIGURE = re.compile(r"\d")
_EDITION = re.compile(r"(\d{4})年(\d{1,2})月")
AREAS = (SignedPart.COMMITMENT, SignedPart.APPLICANT_OPINION)
"""The parts of the form that the applicant signs."""


def pledge_date(subject: Subject, *, areas: tuple[SignedPart, ...] = AREAS) -> Iterator[Hit]:
    """Offers {what}. Applies only where exactly one date is typed, in figures; a person checks what is handwritten on paper."""
    if subject.record is None or subject.form is None or subject.record.medium == Medium.OCR:
        return
    for area in areas:
        value = subject.record.areas.get(area)
        text = folded(value.text) if value is not None and value.text else ""
        dates = _DATE.findall("".join(text.split())) if _FIGURE.search(text) else []
        if value is not None and len(dates) == 1 and (what := _fault(subject, *map(int, dates[0]))):
            slot = subject.form.part(area)
            yield Hit(None, value.document, value.place, None, value.medium, f"“{slot.label if slot else area}”", {"what": what},
                      discriminator=value.place.text())


def _fault(subject: Subject, year: int, month: int, day: int) -> str:
    try:
        typed = date(year, month, day)
    except ValueError:
        return "不是有效的日期"
    edition = _EDITION.search(subject.form.edition if subject.form else "")
    if edition and typed < date(int(edition[1]), int(edition[2]), 1):
        return "早于本次申报书的版本日期"
    received = (subject.circumstances.received or "")[:10]
    return "晚于材料的收到日期" if received and typed.isoformat() > received else ""


KIND = Kind(pledge_date, offers=("what",))
