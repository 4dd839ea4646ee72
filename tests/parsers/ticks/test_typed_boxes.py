"""Boxes that somebody typed: the character 口, and lines to tick on."""

from __future__ import annotations

import pytest

from tests.parsers.ticks.test_ticks import ONE, OTHER, category, ticked


@pytest.mark.parametrize("line", ["口{} √{}", "口{}  √口{}", "口{} 口√{}", "口 1.{} ☑2.{}", "口A{} √口B{}"])
def test_a_mouth_typed_for_a_box(line: str) -> None:
    assert ticked(line.format(ONE, OTHER))


def test_a_mouth_within_words_is_no_box() -> None:
    value = category(f"人口{ONE}，请在口内打√")
    assert value.value is None or value.doubt


@pytest.mark.parametrize("line", ["____{}  __√__{}", "__{} _√_{}", "{}____ {}__√__", "____{}\n__√__{}"])
def test_a_line_to_tick_on(line: str) -> None:
    assert ticked(line.format(ONE, OTHER))


def test_a_line_to_tick_on_at_either_end() -> None:
    for line in (f"__√__{OTHER}  ____{ONE}", f"{ONE}____\n{OTHER}__√__"):
        assert ticked(line)
