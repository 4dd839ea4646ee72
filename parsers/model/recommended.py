"""Finds who recommends, where several papers of one application say it: the printed name first, then the name on a seal, the
mail's sender last (contract, section 2)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from config.model import Guide, Meaning
from parsers.model.document import Medium, PlaceNote
from parsers.model.record import Record


def recommended(records: Sequence[Record], guide: Guide) -> Record | None:
    """The first of an application's records. Where it names no recommender, or only the mail's sender, the recommender comes from
    another paper of the same form. None where there is no record."""
    if not records:
        return None
    record, *others = records
    own = record.of(guide, Meaning.RECOMMENDER)
    if own is None or own.text is None or not (own.blank or own.medium == Medium.MAIL):
        return record
    named = (other.of(guide, Meaning.RECOMMENDER) for other in others if other.form == record.form)
    recommenders = [value for value in named
                    if value is not None and value.text and value.text.strip() and value.medium != Medium.MAIL]
    if not recommenders:
        return record
    surest = min(recommenders, key=lambda value: value.place.note == PlaceNote.SEAL)
    return replace(record, values={**record.values, guide.key_of(record.form, Meaning.RECOMMENDER): surest})
