"""What answers to typed cells rest on, and what an answer is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from config.model import Guide
from parsers.model.package import PackageFile
from reports.case import Case, LetterRow


@dataclass(frozen=True, slots=True)
class Answer:
    """What is said of the edit of this number; `counts`: it has its effect all the same."""

    edit: int
    text: str
    counts: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """What stands after this pass: the cases with what staff say of them, the letters, each mail's files without a case,
    and what was refused."""

    guide: Guide
    cases: Sequence[Case]
    letters: Sequence[LetterRow] = ()
    unassigned: Mapping[str, Sequence[PackageFile]] = field(default_factory=dict)
    refused: frozenset[int] = frozenset()
    """Numbers of the edits that were not taken and on which staff wrote."""
    unblockable: frozenset[int] = frozenset()
    """Numbers of the edits that would block a public provider's domain, or nobody's address."""
    kept_unread: Mapping[int, int] = field(default_factory=dict)
    """Number of each edit that blocks → how many mails are not read because of it."""
