"""funding-incomplete: 项目资金情况 has no amount, or none that is asked for (R52, R104, F2-17)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from parsers.checks.guide_words import Words
from parsers.checks.rule import Hit, Kind, Subject, hit
from parsers.values.width import folded

_AMOUNT = re.compile(r"[\d一二两三四五六七八九十百千壹贰叁肆伍陆柒捌玖拾](?:多|余)?(?:亿|千|百|十)?(?:万|元|w\b)", re.IGNORECASE)


def funding_parts(subject: Subject, *, field: str, asked: Words) -> Iterator[Hit]:
    """Offers {missing}. `asked`: words that applicants use for the money they ask for."""
    value = subject.filled(field)
    if value is None or not value.text:
        return
    text = "".join(folded(value.text).split())
    missing = [] if _AMOUNT.search(text) else ["金额"]
    missing += [] if asked.pattern.search(text) else [f"申请{subject.guide.host.short[0]}支持的经费"]
    if missing:
        yield hit(field, value, missing="、".join(missing))


KIND = Kind(funding_parts, offers=("missing",))
