"""Decides whether a copy of a workbook is a later save of the copy whose words are in the ledger, or another copy of the same
workbook.

In both, a cell may hold what it held when the workbook was built: in a later save somebody deleted their word, in another copy
nobody ever wrote it. No office program signs its saves, so the file itself must tell: the number of the workbook it was made
from, who saved it and when, and how many of the words that came in together it still holds. The name of the file is only a
hint. Where that is not enough, the word stays and a person is asked: to lose a word is worse than to ask.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from intake.edits.workbook_places import DATED
from intake.ledger.edits import Cell, Source
from reports.case import Edit
from reports.edits.copy_model import Change
from reports.workbook.cell_text import cell_checksum


class CopyRelation(StrEnum):
    """What a copy is to the copy that brought a word. It is never kept."""

    LATER_SAVE = "later save"
    PERHAPS_LATER = "perhaps later"
    OTHER_COPY = "other copy"
    """Its blank cells mean nothing."""


@dataclass(slots=True)
class _Words:
    """The words that came in together, as this copy has them: still there, or as the workbook was built."""

    held: int = 0
    unsaid: int = 0


def copy_relations(
    changes: Sequence[tuple[Cell, Change]], words: Mapping[Cell, Edit], source: Source, lying: Collection[str]
) -> dict[Cell, CopyRelation]:
    """Cell → what this copy is to the copy that brought the cell's word. `words`: what counts by now and came from copies of the
    same workbook; `changes`: everything the copy says, each with its cell; `lying`: names of the files in the output folder."""
    together: dict[tuple[str, str], _Words] = defaultdict(_Words)
    for cell, change in changes:
        edit = words.get(cell)
        if edit is not None:
            seen = together[edit.source, edit.seen]
            seen.held += change.value == edit.value
            seen.unsaid += unsaid(change)
    return {cell: _relation(edit, together[edit.source, edit.seen], source, lying) for cell, edit in words.items()}


def unsaid(change: Change) -> bool:
    """Whether the cell says what its workbook said when it was built."""
    return change.base is not None and cell_checksum(change.value) == change.base


def _relation(edit: Edit, words: _Words, source: Source, lying: Collection[str]) -> CopyRelation:
    order = _order(edit.saved, source.saved)
    if order < 0:
        return CopyRelation.OTHER_COPY
    one_hand = edit.who == source.who
    most = words.held > 0 and words.held >= words.unsaid
    if edit.source == source.name:
        sure = one_hand or words.held > 0 or words.unsaid < 2
        return CopyRelation.LATER_SAVE if sure else CopyRelation.PERHAPS_LATER
    if one_hand and _renamed(edit.source, source.name, lying) and (most or words.unsaid < 2):
        return CopyRelation.LATER_SAVE
    perhaps = most or (one_hand and order > 0 and words.unsaid < 2)
    return CopyRelation.PERHAPS_LATER if perhaps else CopyRelation.OTHER_COPY


def _renamed(before: str, now: str, lying: Collection[str]) -> bool:
    """Whether the file was renamed: the old name was here and is gone (and not moved by us), and the new name is here."""
    return now in lying and before not in lying and not DATED.fullmatch(before)


def _order(before: str, now: str) -> int:
    """-1, 0, 1: whether the second was saved before, with or after the first; 0 also where a file does not tell."""
    try:
        first, second = (_moment(text) for text in (before, now))
    except ValueError:
        return 0
    return (second > first) - (second < first)


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
