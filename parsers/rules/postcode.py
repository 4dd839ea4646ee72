"""postcode: must have six digits that begin like the codes of the guide's province (F1-09)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from config.model import FieldKind
from parsers.checks.outside_mainland import looks_foreign
from parsers.checks.reference_answers import refers_elsewhere
from parsers.checks.rule import Hit, Kind, Subject, hit
from parsers.model.finding import Severity
from parsers.values.width import ungrouped

_CODE = re.compile(r"(?<!\d)\d{6}(?!\d)")


def postcode(
    subject: Subject, *, prefixes: tuple[str, ...], abroad: tuple[str, ...] = (), foreign_lists: tuple[str, ...] = ()
) -> Iterator[Hit]:
    """Offers {reason}. `prefixes`: beginnings of the province's codes; `abroad`: categories whose address may be elsewhere."""
    outside = subject.category in abroad or subject.category is None or looks_foreign(subject, *foreign_lists)
    for field in subject.fields(FieldKind.POSTCODE):
        value = subject.filled(field.key)
        if value is None or value.text is None:
            continue
        text = ungrouped(value.text)
        codes = _CODE.findall(text)
        if not codes:
            severity: Severity | None = Severity.VERIFY if outside or refers_elsewhere(text) else None
            yield hit(field.key, value, severity, reason="应为6位数字")
        elif not any(code.startswith(prefixes) for code in codes) and not outside:
            reason = f"{subject.guide.province}邮政编码以{'或'.join(prefixes)}开头"
            yield hit(field.key, value, Severity.REMIND, reason=reason)


KIND = Kind(postcode, offers=("reason",))
