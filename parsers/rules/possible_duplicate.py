"""possible-duplicate: another case may be the same project (R123)."""

from __future__ import annotations

from collections.abc import Iterator

from parsers.checks.rule import Hit, Kind, Subject


def possible_duplicate(subject: Subject) -> Iterator[Hit]:
    """Never hits by itself, because one package says nothing about other cases: the room that knows them makes the finding with
    `parsers.checks.engine.findings_of`. Offers {case_no}, the number of the other case."""
    yield from ()


KIND = Kind(possible_duplicate, offers=("case_no",))
