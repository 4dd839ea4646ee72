"""The data by which packages and cases are compared, and the result of the comparison."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from config.model import Guide, Meaning
from parsers.model.document import Medium
from parsers.model.mail import Head
from parsers.model.package import Package


class Relation(StrEnum):
    """What a package is to the case it belongs to: its first, a newer state, more papers, or what the case has already."""

    NEW = "new"
    REVISION = "revision"
    SUPPLEMENT = "supplement"
    SAME = "same"


NAMES = (Meaning.APPLICANT, Meaning.PROJECT, Meaning.LEADER)
BODY = (Meaning.CONTENT, Meaning.GOALS, Meaning.BASIS)
BODY_LENGTH = 1200


@dataclass(frozen=True, slots=True)
class Traits:
    """The data by which a package is compared: names without blanks, brackets and case; `body` is the beginning of its long
    texts."""

    form: str | None
    unit: str
    project: str
    leader: str
    body: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """A possible case: its newest traits, and every address, message, file and package it was made of. `messages` are the
    Message-IDs of its mails, `letters` those of our letters about it. Of a mail that the provider disproved neither address nor
    thread count: a forger is not known for what he forged, nor is whose name he wrote, who may answer our letter about it.
    `subjects` are its mails' subjects; `names`, for a case without a form, are the names of its files and folders."""

    case_id: int
    case_no: str
    traits: Traits
    senders: frozenset[str] = frozenset()
    messages: frozenset[str] = frozenset()
    files: frozenset[str] = frozenset()
    fingerprints: frozenset[str] = frozenset()
    subjects: frozenset[str] = frozenset()
    names: tuple[str, ...] = ()
    letters: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Verdict:
    """Where a package goes. `suspects` are case numbers it may double; `elsewhere`: the sender has other cases, so what is
    missing here may be there and is never reported as missing."""

    relation: Relation
    case_id: int | None = None
    suspects: tuple[str, ...] = ()
    elsewhere: bool = False


def plain(text: str | None) -> str:
    """A name for comparison: NFKC, without blanks and punctuation, small letters."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text or "")).lower()


def traits(package: Package, guide: Guide) -> Traits:
    """The data by which this package is compared. Fields that the form does not have are ""."""
    record = next(iter(package.records), None)
    unit, project, leader, *body = (record.text_of(guide, meaning) if record else "" for meaning in (*NAMES, *BODY))
    return Traits(package.form, plain(unit), plain(project), plain(leader), plain("".join(body))[:BODY_LENGTH])


def thread(head: Head) -> tuple[str, ...]:
    """Message-IDs that this mail answers, nearest first, none twice."""
    return tuple(dict.fromkeys(m for m in (head.in_reply_to, *reversed(head.references)) if m))


def typed(package: Package) -> bool:
    """Whether a form was read from typed text: a scan's words may be misread, and a scan alone is not an application."""
    return any(file.record is not None and file.record.medium != Medium.OCR for file in package.files)
