"""The release on a machine is the same wherever its files lie and in whatever order a disk lists them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from intake.cluster.release import release


@pytest.mark.parametrize("turned", [False, True])
def test_the_order_in_which_a_disk_lists_files_is_no_other_release(monkeypatch: pytest.MonkeyPatch, turned: bool) -> None:
    here, listed = release.__wrapped__(), Path.rglob

    def otherwise(self: Path, pattern: str) -> Iterator[Path]:
        return iter(sorted(listed(self, pattern), reverse=turned))

    monkeypatch.setattr(Path, "rglob", otherwise)
    assert release.__wrapped__() == here
