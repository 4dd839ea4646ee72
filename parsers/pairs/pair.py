"""A pair: a printed label of a form without a definition, and what was written for it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from parsers.model.document import Place

MOST_PAIRS = 3000
"""Pairs taken from one document; a long form has about two hundred."""


_NUMBER = re.compile(r"[\d\W一二三四五六七八九十]+")


@dataclass(frozen=True, slots=True)
class Pair:
    """`label` as printed, without blanks and colons, "row/column" under heads; `value` what was written ("" where nothing
    is), for boxes to tick only the ticked words. `section` is the heading above it, `written` the uncleaned text of
    the value's place (options and hints too), `options` what could be ticked, `heads` the column heads of its table.
    `group` is the label at the left that stands for several rows, `row` the name of the row under heads ("" where it has none),
    `above` the words over the heads in two storeys.
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
    group: str = ""
    row: str = ""
    above: tuple[str, ...] = ()

    @property
    def path(self) -> str:
        """Group and label; under heads the label has the row's name. A row with a name of words needs no group."""
        return self.label if not self.group or (self.row and not _NUMBER.fullmatch(self.row)) else self.full_path

    @property
    def full_path(self) -> str:
        """The label with its group in any case."""
        return f"{self.group}/{self.label}" if self.group else self.label
