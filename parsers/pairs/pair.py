"""A pair: a printed label of a form without a definition, and what was written for it."""

from __future__ import annotations

from dataclasses import dataclass, field

from parsers.model.document import Place

MOST_PAIRS = 3000
"""Pairs taken from one document; a long form has about two hundred."""


@dataclass(frozen=True, slots=True)
class Pair:
    """`label` as printed, without blanks and colons, "row/column" under heads; `value` what was written ("" where nothing
    is), for boxes to tick only the ticked words. `section` is the heading above it, `written` the uncleaned text of
    the value's place (options and hints too), `options` what could be ticked, `heads` the column heads of its table.
    `signed` marks a place for a signature or stamp, `promise` the printed words that one signs, which are not a pair;
    `doubt` says in Chinese why the value is not certain."""

    label: str
    value: str
    place: Place = field(default_factory=Place)
    section: str = ""
    written: str = ""
    options: tuple[str, ...] = ()
    heads: tuple[str, ...] = ()
    signed: bool = False
    promise: bool = False
    doubt: str = ""
