"""Lists of options on scanned pages, marked by pens in many ways: what is meant is chosen, what is odd is in doubt."""

from __future__ import annotations

import numpy as np
import pytest

from parsers.ocr.checkboxes import TICKED, UNSURE
from parsers.ocr.options.doubts import doubt_manners
from parsers.ocr.options.frames import Frame
from parsers.ocr.options.spots import Spot
from tests.bench.pens.measure import said
from tests.parsers.ticks.pens import FONT_FILE


def test_lists_marked_by_pens_are_understood_or_in_doubt() -> None:
    lists = list(said(3, 12, (str(FONT_FILE),)))
    assert len(lists) == 12
    assert [one for one in lists if one.wrong] == []
    assert sum(one.right for one in lists) >= 7


@pytest.mark.parametrize(("weights", "marks"), [
    ((0.0, 0.5, 0.06, 0.0, 0.0), (UNSURE, TICKED, UNSURE, UNSURE, UNSURE)),  # the back shows through
    ((1.0, 0.0), (TICKED, UNSURE)),  # a stain
    ((0.0, 0.0, 0.0, 0.0), (UNSURE,) * 4),  # print in the blue of a pen
    ((0.0, 0.0, 0.0), (TICKED,) * 3),
    ((0.3, 0.4, 0.5, 0.3), (TICKED,) * 4),
])  # fmt: skip
def test_ticks_beside_frames_where_others_are_filled_are_in_doubt(weights: tuple[float, ...], marks: tuple[str, ...]) -> None:
    frame = Frame("box", 0, 0, 20, 20, np.zeros((20, 20), np.uint8))
    spots = [Spot((30.0, 0.0, 90.0, 30.0), 0.0, 0.0, 30.0, frame=frame, mark=TICKED, weight=weight) for weight in weights]
    doubt_manners(spots)
    assert tuple(spot.mark for spot in spots) == marks
