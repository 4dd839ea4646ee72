"""Writes model objects as the JSON that the ledger keeps, and reads them back. An unknown key is refused by its name: if it were
dropped in silence, the next write would lose it."""

from __future__ import annotations

from typing import Any, Generic, TypeVar

from pydantic import TypeAdapter, ValidationError

from config.language import say
from intake.model import LedgerOutage

T = TypeVar("T")
MOST_NAMED = 3
UNKNOWN = "unexpected_keyword_argument"


class Kept(Generic[T]):
    """One type that is kept; `name` is what people are told it is."""

    def __init__(self, name: str, kind: Any) -> None:
        self._name, self._adapter = name, TypeAdapter[T](kind)

    def read(self, text: str | bytes) -> T:
        """The object. Raises LedgerOutage, with the keys that are unknown or wrong and no value."""
        try:
            return self._adapter.validate_json(text, extra="forbid")
        except ValidationError as error:
            raise LedgerOutage(say(f"台账中的 {self._name} 本版程序读不出来：{named(error)}",
                                   f"the ledger keeps a {self._name} that this release cannot read: {named(error)}")) from None

    def write(self, noun: T) -> str:
        """The JSON of the object."""
        return self._adapter.dump_json(noun).decode()


def named(error: ValidationError) -> str:
    """The keys that an error is about, unknown ones first, each with what is wrong with it."""
    errors = [(".".join(map(str, one["loc"])), one["type"]) for one in error.errors(
        include_url=False, include_input=False, include_context=False)]
    errors.sort(key=lambda one: one[1] != UNKNOWN)
    unknown, whole = say("没有这一项", "unknown key"), say("全部", "all of it")
    lines = [f"{place or whole}: {unknown if why == UNKNOWN else why}" for place, why in errors]
    more = len(lines) - MOST_NAMED
    return "; ".join(lines[:MOST_NAMED]) + (say(f"，另有 {more} 处", f" and {more} more") if more > 0 else "")
