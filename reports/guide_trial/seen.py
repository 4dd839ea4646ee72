"""What was read of one form for a trial, and the pictures of its pages."""

from __future__ import annotations

from dataclasses import dataclass

from parsers.ocr.page_images import Boxed
from reports.case import Case


@dataclass(frozen=True, slots=True)
class PageSeen:
    """A page: its number from 1, its picture as JPEG, its height in thousandths of its width, and what was found on it."""

    number: int
    picture: bytes
    high: int
    boxes: tuple[Boxed, ...]


@dataclass(frozen=True, slots=True)
class FormSeen:
    """A form: the name of its file, the cases that were read from it (one, if all is well), its pages. `trouble`: why it could
    not be read; `unpictured`: why there are no pictures of its pages; both "" where all is well. `blank`: nobody filled it."""

    name: str
    cases: tuple[Case, ...]
    pages: tuple[PageSeen, ...]
    trouble: str = ""
    unpictured: str = ""
    blank: bool = False
