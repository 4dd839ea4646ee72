"""Counts what one pass did, while it runs."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reports.states import LetterState

if TYPE_CHECKING:
    from intake.pipeline.settle import Outcome


@dataclass(slots=True)
class Tally:
    """Counts of one pass, growing while it runs."""

    fetched: int = 0
    outcomes: list[Outcome] = field(default_factory=list)
    not_applications: int = 0
    shelved: int = 0
    faults: int = 0
    problems: list[str] = field(default_factory=list)
    desk: list[str] = field(default_factory=list)
    letters_before: dict[LetterState, int] = field(default_factory=dict)
