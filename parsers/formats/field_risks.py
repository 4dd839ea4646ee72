"""Turns the instructions of a document's fields (Word's INCLUDEPICTURE, LINK, DDE …) into what of them could harm."""

from __future__ import annotations

import re
from collections.abc import Iterator

from parsers.formats import risks
from parsers.formats.link_targets import of_the_web, on_share, on_web, runs_a_file, starts_something

_DDE = re.compile(r"\bDDE(?:AUTO)?\s", re.IGNORECASE)
_FIELD = re.compile(
    r"\b(INCLUDEPICTURE|INCLUDETEXT|INCLUDE|IMPORT|LINK|HYPERLINK|RD|DATABASE)\b"
    r"([^\"“”\x13-\x15]{0,200})[\"“]([^\"”\x13-\x15]{1,2000})", re.IGNORECASE,
)  # fmt: skip
MOST = 2_000_000
"""Characters of instructions that are regarded; a form has a few thousand."""


def in_instructions(text: str) -> Iterator[str]:
    """The risks in these instructions, joined as they stand: a field may be split over many runs."""
    text = text[:MOST]
    if _DDE.search(text):
        yield risks.DDE
    for kind, _, target in _FIELD.findall(text):
        target = target.replace("\\\\", "\\") if "\\\\\\\\" in target else target
        waits = kind.upper() == "HYPERLINK"
        if on_share(target) and not (waits and of_the_web(target)):
            yield risks.SHARE
        elif kind.upper() == "LINK" and on_web(target):
            yield risks.LINKED
        if starts_something(target) or (waits and runs_a_file(target)):
            yield risks.LAUNCH
