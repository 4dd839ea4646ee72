"""What staff corrected, called false or put right over a whole call → edits of the guide that would have spared them the work."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain

from config.model import Guide
from reports.case import Case, Edit
from reports.suggestions.false_alarms import less_severe
from reports.suggestions.file_roles import words_of_roles
from reports.suggestions.label_aliases import aliases
from reports.suggestions.printed_words import hints
from reports.suggestions.recommender_names import listed_names
from reports.suggestions.suggestion import Suggestion

__all__ = ["Suggestion", "suggestions"]

MOST = 60
"""How many are given; those with the most cases behind them first."""


def suggestions(cases: Sequence[Case], edits: Iterable[Edit], guide: Guide) -> tuple[Suggestion, ...]:
    """Edits of the guide with their evidence, those with the most cases first, at most MOST. `cases`: every case of the call with
    what staff say of it; `edits`: those of staff that count. Nothing is applied here or anywhere else: a person decides."""
    edits = tuple(edits)
    found = chain(less_severe(cases, edits, guide), listed_names(cases, guide), aliases(cases, guide), hints(cases, guide),
                  words_of_roles(cases, edits, guide))
    return tuple(sorted(found, key=lambda one: (-len(one.cases), one.where, one.edit)))[:MOST]
