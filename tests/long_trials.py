"""How much of the long trials a run of the tests does: a fixed tenth, or with INTAKE_TEST_WHOLE=1 (`make prove`) all of them.

A test that is run in each of several ways is run in one of them, always the same, unless it is to be whole.
"""

from __future__ import annotations

import os
from binascii import crc32
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")

WHOLE = os.environ.get("INTAKE_TEST_WHOLE", "") not in ("", "0")


def trials(whole: int) -> range:
    """Numbers of the trials to be made, of so many; at least one."""
    return range(whole) if WHOLE else range(0, whole, 10)


def ways(name: str, all_of_them: Sequence[T]) -> list[T]:
    """Those of the ways in which the test of this name is run."""
    return list(all_of_them) if WHOLE else [all_of_them[crc32(name.encode()) % len(all_of_them)]]
