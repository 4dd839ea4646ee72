"""Seals, signatures and dates in the signed parts of a scanned form: seen, not seen, or cannot tell."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from parsers.model.document import Place


class StampKind(StrEnum):
    """What is looked for in a signed part."""

    SEAL = "seal"
    SIGNATURE = "signature"
    DATE = "date"


class StampState(StrEnum):
    """Whether it was found."""

    SEEN = "seen"
    NOT_SEEN = "not seen"
    CANNOT_TELL = "cannot tell"


@dataclass(frozen=True, slots=True)
class Stamp:
    """What was looked for in a signed part of a scanned form (`area`) and whether it was seen. `picture` is a small PNG of it in
    base64 ("": none to show); `note` says why in Chinese; `text` is what could be read on a seal or of a date, a hint only."""

    area: str
    kind: StampKind
    state: StampState
    place: Place = Place()
    note: str = ""
    text: str = ""
    picture: str = ""
