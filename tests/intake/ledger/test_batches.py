"""Ids in lists that any database takes as parameters."""

from __future__ import annotations

import pytest

from intake.ledger.mails import BATCH, batched


@pytest.mark.parametrize(("count", "sizes"), [
    (0, []), (1, [1]), (BATCH - 1, [BATCH - 1]), (BATCH, [BATCH]), (BATCH + 1, [BATCH, 1]), (2 * BATCH, [BATCH, BATCH]),
])  # fmt: skip
def test_ids_come_in_order_and_in_lists_of_a_size(count: int, sizes: list[int]) -> None:
    ids = [f"<{number:04}@example.org>" for number in range(count)]
    lists = list(batched([*ids[::-1], ""]))
    assert [len(one) for one in lists] == sizes
    assert [one for part in lists for one in part] == ids
