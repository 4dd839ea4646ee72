"""Lists of options on scanned pages, marked by pens in many ways: what is meant is chosen, what is odd is in doubt."""

from __future__ import annotations

from tests.bench.pens.measure import said
from tests.parsers.ticks.pens import FONT_FILE


def test_lists_marked_by_pens_are_understood_or_in_doubt() -> None:
    lists = list(said(3, 12, (str(FONT_FILE),)))
    assert len(lists) == 12
    assert [one for one in lists if one.wrong] == []
    assert sum(one.right for one in lists) >= 7
