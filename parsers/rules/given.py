"""possible-duplicate, sender-unverified: rules that look beyond one package and are raised where cases are settled (R123)."""

from __future__ import annotations

from collections.abc import Iterator

from parsers.checks.rule import Hit, Kind, Subject


def given(subject: Subject) -> Iterator[Hit]:
    """Never hits by itself: `parsers.checks.finding` writes these findings. Offers {case_no}, the number of the other case."""
    yield from ()


KIND = Kind(given, offers=("case_no",))
