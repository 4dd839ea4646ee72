"""Red of a seal's size is looked at, smaller and larger red is not: a signature's dot, a red letterhead."""

from __future__ import annotations

import numpy as np
import pytest

from parsers.seals.candidates import SCALE, _blobs
from parsers.seals.colour import Mask
from parsers.seals.seal_geometry import LARGEST, SMALLEST


def red(wide: float, high: float) -> Mask:
    """A sheet with a filled oval of red, in millimetres."""
    rows, columns = np.mgrid[0 : int(120 * SCALE), 0 : int(120 * SCALE)]
    inside = ((columns / SCALE - 60) / (wide / 2)) ** 2 + ((rows / SCALE - 60) / (high / 2)) ** 2 <= 1
    return inside.astype(np.uint8) * 255


@pytest.mark.parametrize(("wide", "high", "seen"), [
    (SMALLEST - 1, SMALLEST - 1, False), (SMALLEST + 1, SMALLEST + 1, True), (42, 42, True), (45, 30, True),
    (1.4 * LARGEST - 1, 40, True), (1.4 * LARGEST + 1, 40, False), (40, 0.6 * SMALLEST - 1, False),
    (40, 0.6 * SMALLEST + 1, True), (100, 5, False), (2, 2, False),
])  # fmt: skip
def test_red_of_a_seals_size_alone_is_looked_at(wide: float, high: float, seen: bool) -> None:
    assert {seal.shape for seal in _blobs(red(wide, high))} == ({"square", "oval"} if seen else set())


# --- what goes wrong --------------------------------------------------------------------------------------------------


def test_a_sheet_without_red_has_none() -> None:
    assert list(_blobs(np.zeros((300, 300), np.uint8))) == []
