"""A file from a mail or an archive, and the reason why it cannot be used."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class TroubleKind(StrEnum):
    """Why a file could not be used."""

    ENCRYPTED = "encrypted"
    DAMAGED = "damaged"
    """Proven by content."""
    UNSUPPORTED = "unsupported"
    """No reader or converter here."""
    LIMIT = "limit"
    """A limit of ours, as is a timeout."""
    TIMEOUT = "timeout"
    DANGEROUS = "dangerous"
    """A bomb, a program, a macro, a path out of the folder."""
    EXTERNAL = "external"
    """Behind a link."""
    INCOMPLETE = "incomplete"
    """A part of a set."""
    EMPTY = "empty"


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why a file could not be used. `detail` is a short Chinese half-sentence for staff, without values of the applicant."""

    kind: TroubleKind
    detail: str = ""


class Unreadable(Exception):
    """One file cannot be read. Raised in formats/, caught in one place (parsers.packages); the other files go on."""

    def __init__(self, kind: TroubleKind, detail: str = "") -> None:
        super().__init__(f"{kind}: {detail}")
        self.trouble = Trouble(kind, detail)


@dataclass(frozen=True, slots=True)
class File:
    """One file from a mail or an archive. `name` is the path the applicant gave it, parts joined by "/"; it is data only and
    never a path of ours. With `trouble` no code reads `data`, which is kept only for a person; it is empty where even that is
    dangerous. `source` names the archive or mail it came from ("" = the mail itself), so that files of one archive stay
    together."""

    name: str
    data: bytes
    sha256: str
    size: int
    source: str = ""
    trouble: Trouble | None = None

    def __repr__(self) -> str:  # bytes and applicants' names must not be in a log
        return f"File({self.sha256[:12]}, {self.size} bytes)"
