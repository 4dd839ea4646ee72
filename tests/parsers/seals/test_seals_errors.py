"""Seals and ink on pictures that are not pages: nothing breaks, and nothing is found that is not there."""

from __future__ import annotations

from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from parsers.seals import Area, Line, areas, detect_stamps
from parsers.seals.colour import sheet
from parsers.seals.red_shapes import find, state
from tests.parsers.rules.builders import guide

FORM = next(form for form in guide().forms if form.key == "exchange")
WORDS = st.sampled_from(("法定代表人签字：", "签字", "（盖章）", "年月日", "x"))
LABELS = st.sampled_from(("三、申报单位承诺", "申报单位意见：", "推荐单位意见：", "省科协审定意见："))
KEYS = ("commitment", "applicant_opinion", "recommender_opinion")
sizes = st.integers(0, 60)
boxes = st.tuples(*[st.integers(-500, 3000)] * 4)


def noise(high: int, wide: int, seed: int) -> NDArray[np.uint8]:
    return np.frombuffer(Random(seed).randbytes(high * wide * 3), np.uint8).reshape(high, wide, 3)


@given(sizes, sizes, st.integers(0, 99), st.integers(1200, 5000))
@settings(max_examples=12, deadline=None)
def test_crops_of_any_size_are_looked_at(high: int, wide: int, seed: int, page_width: int) -> None:
    seen = sheet(noise(high, wide, seed), page_width)
    assert state(seen, find(seen)) in ("seen", "not seen", "cannot tell")


@given(st.lists(st.tuples(st.integers(1, 4), boxes, WORDS), max_size=8), st.integers(1, 20), st.integers(30, 80), boxes)
@settings(max_examples=3, deadline=None)
def test_parts_anywhere_are_looked_at(
    said: list[tuple[int, tuple[int, int, int, int], str]], high: int, wide: int, box: tuple[int, int, int, int]
) -> None:
    lines = tuple(Line(page, where, words) for page, where, words in said)
    picture = np.full((high, wide, 3), (250, 250, 240), np.uint8)
    picture[: high // 2, : wide // 2] = (200, 20, 30)
    parts = (((1, box),), (), ((2, box),))
    found = [Area(key, part, lines) for key, part in zip(KEYS, parts, strict=True)]
    stamps = detect_stamps(lambda _: picture, found, lambda _: "湖南")
    assert {stamp.area for stamp in stamps} == {area.key for area in found}


@given(st.lists(st.tuples(st.integers(1, 5), boxes, st.text(max_size=12) | LABELS), max_size=12))
@settings(max_examples=40, deadline=None)
def test_lines_in_any_order_make_parts(said: list[tuple[int, tuple[int, int, int, int], str]]) -> None:
    lines = [Line(page, where, words) for page, where, words in said]
    for area in areas(lines, FORM, {1: 1414, 3: 1414}):
        assert area.key in KEYS
        assert all(box[1] < box[3] for _, box in area.parts)


def test_noise_is_no_seal() -> None:
    for seed in range(1):
        seen = sheet(noise(300, 400, seed), 1240)
        assert find(seen) == []


def test_red_all_over_is_no_seal() -> None:
    assert find(sheet(np.full((900, 1240, 3), (210, 30, 40), np.uint8), 1240)) == []


@pytest.mark.parametrize("shape", [(30, 9000), (9000, 30), (4000, 6000)])
def test_huge_and_odd_pages_take_no_longer(shape: tuple[int, int]) -> None:
    picture = np.full((*shape, 3), 255, np.uint8)
    picture[::70, ::50] = (200, 20, 30)
    high = round(1000 * shape[0] / shape[1])
    stamps = detect_stamps(lambda _: picture, [Area("commitment", ((1, (0, 0, 1000, high)),))])
    assert {stamp.state for stamp in stamps if stamp.kind == "seal"} <= {"not seen", "cannot tell"}


def test_a_part_that_runs_over_a_page_not_read_cannot_be_told() -> None:
    lines = [Line(1, (100, 1300, 300, 1330), "三、申报单位承诺"), Line(3, (100, 100, 300, 130), "申报单位意见："),
             Line(3, (100, 500, 300, 530), "推荐单位意见：")]  # fmt: skip
    found = areas(lines, FORM, {1: 1414, 3: 1414})
    assert [area.whole for area in found] == [False, True, True]
    white = np.full((2000, 1414, 3), (250, 250, 240), np.uint8)
    stamps = {(s.area, s.kind): s.state for s in detect_stamps(lambda _: white, found)}
    assert stamps["commitment", "seal"] == "cannot tell"
    assert stamps["recommender_opinion", "seal"] == "not seen"


def test_without_parts_nothing_is_drawn() -> None:
    def never(_: int) -> NDArray[np.uint8]:
        raise AssertionError("no page is wanted")

    assert detect_stamps(never, []) == ()
