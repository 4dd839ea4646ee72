"""fields-agree: two fields say something else that should say the same, or the same that should differ; or what one says is not
among what a column lists."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from parsers.checks.across.keys import key_of
from parsers.checks.operands.operand import answers, hit_at, label, shown
from parsers.checks.rule import Hit, Kind, Subject
from parsers.model.document import Medium
from parsers.model.finding import Severity
from parsers.values.names import near


def fields_agree(
    subject: Subject, *, field: str, against: str, relation: Literal["equal", "different", "among"] = "equal",
) -> Iterator[Hit]:
    """Offers {text}, {other_text} and {other_label}. Blanks, width and signs do not count; names that may be one (an
    abbreviation) are for a person. Nothing is asked while one of the two is blank or unreadable."""
    ones, others = (
        [(one, key) for one in answers(subject, operand) if (key := key_of(subject, one))] for operand in (field, against))
    if not others:
        return
    listed = {key for _, key in others}
    for one, key in ones:
        if (key in listed) == (relation != "different"):
            continue
        beside = next((said for said, its_key in others if its_key == key), others[0][0])
        alike = relation != "different" and any(near(one.text, said.text) for said, _ in others)
        recognised = Medium.OCR in (one.value.medium, beside.value.medium)
        yield hit_at(subject, [one, beside], Severity.VERIFY if alike or recognised else None, text=shown(subject, one),
                     other_text=shown(subject, beside), other_label=label(subject, beside._replace(row=0)))


KIND = Kind(fields_agree, offers=("text", "other_text", "other_label"))
