"""Dates beside a signature: written by hand or not, and what cannot be told."""

from __future__ import annotations

from random import Random

import numpy as np
import pytest

from parsers.seals import Line
from tests.parsers.seals.paper import DPM, SIGN_HERE, Paper, unit_seal


def dated(paper: Paper, gap: float = 4.0, read: str = "年月日") -> list[float]:
    """Prints 年 月 日 behind the place of the signature, so many millimetres between them; gives where each begins."""
    x, starts = 110.0, []
    for sign in "年月日":
        box = paper.write(sign, x, SIGN_HERE[1])
        starts.append(x)
        x += 4.2 + gap
    left, top, _, bottom = paper.lines[3].box
    paper.lines[3] = Line(1, (left, top, box[2], bottom), f"法定代表人签字：    {read}")
    return starts


def scribble(paper: Paper, x: float, ink: str, high: float = 4.5) -> None:
    """A figure or two in somebody's hand."""
    rng, y = Random(round(x)), SIGN_HERE[1] + 2
    strokes = [(x + rng.uniform(0, 3), y + rng.uniform(-high / 2, high / 2)) for _ in range(6)]
    paper.draw.line([(a * DPM, b * DPM) for a, b in strokes], fill=ink, width=4, joint="curve")


@pytest.mark.parametrize("gap", [2.0, 4.0])
def test_where_the_form_alone_prints_a_date_none_was_written(gap: float) -> None:
    for signed in (False, True):
        paper = Paper()
        dated(paper, gap)
        if signed:
            paper.sign()
        assert paper.seen()["commitment", "date"].state == "not seen", signed


@pytest.mark.parametrize("ink", ["#202030", "#2030a0"])
def test_a_date_in_somebodys_hand_is_seen_or_in_doubt_and_never_missed(ink: str) -> None:
    paper = Paper()
    for x in dated(paper)[:2]:
        scribble(paper, x + 4.6, ink)
    stamp = paper.seen()["commitment", "date"]
    assert stamp.state == ("seen" if ink == "#2030a0" else "cannot tell")
    assert stamp.picture
    large = Paper()
    large.press(unit_seal(), 60, 165)  # without any colour on the page a stroke may be a seal's
    for x in dated(large)[:2]:
        scribble(large, x + 4.6, ink, 13)
    assert large.seen()["commitment", "date"].state == "seen"
    recognised = Paper()
    dated(recognised, read="年3月J8日")
    assert recognised.seen()["commitment", "date"].state == "seen"


def test_a_seal_over_the_place_of_the_date_is_no_date() -> None:
    paper = Paper()
    dated(paper)
    paper.press(unit_seal(), 118, 120)
    assert paper.seen()["commitment", "date"].state == "not seen"
    gray = np.repeat(np.asarray(paper.picture.convert("L"))[:, :, None], 3, axis=2)
    assert paper.seen(gray)["commitment", "date"].state != "seen"


def test_a_part_that_asks_for_no_date_cannot_be_told() -> None:
    assert Paper().seen()["commitment", "date"].state == "cannot tell"


def test_dates_that_were_read_are_kept() -> None:
    paper = Paper()
    paper.lines[3] = Line(1, paper.lines[3].box, "法定代表人签字：2024年3月28日")
    assert paper.seen()["commitment", "date"].text == "2024年3月28日"


def dated_by_hand(paper: Paper, ink: str, gap: float, seed: int) -> None:
    """Figures as high as people write, before 年, 月 and 日, as they were read."""
    starts, rng = dated(paper, gap, "2024年3月18日"), Random(seed)
    for x, wide in zip(starts, (9.0, 3.0, 4.5), strict=True):
        for n in range(round(wide / 2.2)):
            at, y = x - wide + 2.2 * n, SIGN_HERE[1] + 2 + rng.uniform(-1, 1)
            strokes = [(at + rng.uniform(0, 1.8), y + rng.uniform(-2.8, 2.8)) for _ in range(5)]
            paper.draw.line([(a * DPM, b * DPM) for a, b in strokes], fill=ink, width=rng.choice((3, 4)), joint="curve")


@pytest.mark.parametrize("ink", ["#202030", "#2030a0"])
@pytest.mark.parametrize("gap", [3.0, 5.0])
@pytest.mark.parametrize("signed", [False, True])
def test_a_date_by_hand_is_no_signature(ink: str, gap: float, signed: bool) -> None:
    paper = Paper()
    paper.press(unit_seal(), 40, 112)
    dated_by_hand(paper, ink, gap, 3)
    if signed:
        paper.sign(ink)
    seen = paper.seen()
    assert seen["commitment", "signature"].state == ("seen" if signed else "not seen")
    assert seen["commitment", "date"].state == "seen"
    assert seen["commitment", "seal"].state == "seen"
