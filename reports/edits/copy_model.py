"""Nouns of the way back: a copy of a workbook as read, and what was typed into it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal


@dataclass(frozen=True, slots=True)
class CopySheet:
    """One sheet of a copy. `ours`: the name under which we made it ("" = the staff's own), with its build; `head`: index of
    the row of headings; `key`: index of the key's column."""

    name: str
    rows: tuple[tuple[Any, ...], ...]
    ours: str = ""
    build: int = 0
    head: int = 0
    key: int = 0


@dataclass(frozen=True, slots=True)
class Copy:
    """A workbook as somebody saved it. `who` and `saved` as far as the file tells (docProps: lastModifiedBy, modified)."""

    sheets: tuple[CopySheet, ...]
    installation: str = ""
    build: int = 0
    who: str = ""
    saved: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """A cell that does not say what it said when its workbook was built. `base`: digest of what it said then, None where that
    is not known; `basis`: digest of what the change rests on, None where not known; `rival`: the copy has other values for the
    same cell; `why`: the reason why it cannot be taken."""

    sheet: str
    row: str
    column: str
    value: str
    base: str | None
    basis: str | None = None
    rival: bool = False
    why: str = ""
    kind: Literal["staff", "watch"] = "staff"


@dataclass(frozen=True, slots=True)
class Typed:
    """Everything a copy says: changes to take or to refuse, and what a person should be told, in Chinese."""

    changes: tuple[Change, ...]
    notices: tuple[str, ...]
    own: Mapping[str, str] = field(default_factory=dict)
