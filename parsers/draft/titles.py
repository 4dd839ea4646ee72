"""Reads what a blank form says of itself: its titles, its edition, its pledge."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from parsers.forms.labels import squeeze
from parsers.forms.lines import BODY, Flow
from parsers.pairs.label_weights import heading

MOST_TITLES = 3
_TITLE = re.compile(r"项目$|表$|[^说]书$|Form$", re.IGNORECASE)
_EDITION = re.compile(r"((?:19|20)\d{2})年(?:(\d{1,2})月)?制?$")
_PLEDGE = re.compile(r"(?:我|本)(?:单位|人|公司|校|们)[^。]{0,40}(?:保证|承诺|声明)")


@dataclass(frozen=True, slots=True)
class Cover:
    """Titles as printed, without blanks; edition as "2024年3月" or ""; the pledge's words or ""."""

    titles: tuple[str, ...]
    edition: str
    pledge: str


def cover(flow: Flow) -> Cover:
    """What the form says of itself."""
    squeezed = [squeeze(line.text) for line in flow.lines[:200] if line.box == BODY and not re.search("[:：]", line.text)]
    lines = [text for text in squeezed if 2 < len(text) <= 50 and not heading(text) and not re.match("附件", text)]
    titles = [text for text in lines[:12] if _TITLE.search(text)][:MOST_TITLES]
    editions = (m for text in squeezed[:40] if (m := _EDITION.search(unicodedata.normalize("NFKC", text))))
    first = next(editions, None)
    edition = f"{first[1]}年{int(first[2])}月" if first and first[2] else ""
    return Cover(tuple(titles or lines[:1]), edition, next(filter(None, map(_pledge, (line.text for line in flow.lines))), ""))


def _pledge(text: str) -> str:
    stripped = text.strip()
    return stripped if 20 < len(stripped) < 600 and _PLEDGE.match(stripped) else ""
