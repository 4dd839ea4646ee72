"""What a case page shows: the case, its earlier revisions, mails, letters with their words, and pictures of its papers."""

from __future__ import annotations

from dataclasses import dataclass

from reports.case import Case, LetterRow, MailRow

Box = tuple[int, int, int, int]
"""x0, y0, x1, y1 in thousandths of the page's width."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """The picture of one page of a file: `path` relative to the case page, its size in pixels."""

    sha256: str
    page: int
    path: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Mailed:
    """A letter and its words; `text` "" where they are no longer kept."""

    row: LetterRow
    text: str = ""


@dataclass(frozen=True, slots=True)
class CaseFile:
    """All of one case. `older` are its earlier revisions, oldest first; `leaves` pages by file; `links` digest of a file or
    mail → path relative to the page; `closed`: a package with a classification mark, of which the page shows no content."""

    case: Case
    older: tuple[Case, ...] = ()
    mails: tuple[MailRow, ...] = ()
    letters: tuple[Mailed, ...] = ()
    leaves: tuple[Leaf, ...] = ()
    links: dict[str, str] | None = None
    closed: bool = False
    marks: tuple[tuple[str, str], ...] = ()
    """What staff wrote about the case, as (heading, words)."""
