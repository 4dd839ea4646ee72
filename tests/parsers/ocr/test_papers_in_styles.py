"""Paper as people send it: a sample of the styles of `python -m tests.bench.papers_in_styles`, small enough for every day."""

from __future__ import annotations

from functools import cache

import numpy as np
import pypdfium2
import pytest

from config.model import FieldKind
from tests.bench.papers_in_styles.measure import Read, Said, drawn, read
from tests.bench.papers_in_styles.printed_forms import Sheets, areas, filled
from tests.bench.papers_in_styles.styles import STYLES, TUNED, scanned
from tests.bench.papers_in_styles.tables import by_style, calibration, untold, wrongly_sure


@cache
def sheets() -> Sheets:
    """Two corners of a filled form, with a chosen option."""
    whole = filled(2, 1, STYLES["penticks"].wishes, office=False)
    whole.pages = [np.ascontiguousarray(page[300:700, 150:650]) for page in whole.pages[:2]]
    whole.chosen, whole.boxes = ("海外工作站",), {"海外工作站": (0, 200, 200, 230, 230)}
    return whole


@cache
def clean() -> bytes:
    """The same on clean paper."""
    return scanned(sheets(), STYLES["clean"], 1)


@cache
def dotted() -> Read:
    """A paper whose rules are dots, so that its cells are not seen."""
    return read("dotted", 2, 1, office=False)


@pytest.mark.parametrize("style", STYLES)
def test_a_style_makes_of_the_same_paper_the_same_scan(style: str) -> None:
    one, again = (scanned(sheets(), STYLES[style], 1) for _ in range(2))
    assert one == again and one.startswith(b"%PDF")
    with pypdfium2.PdfDocument(one) as pdf:
        assert len(pdf) == (1 if style in ("spread", "twoup") else 2)
    if style not in ("clean", "blanks", "unsealed"):  # whose difference is in what is filled, stamped and signed
        assert one != clean()


def test_what_is_read_of_paper_whose_cells_are_not_seen_is_neither_sure_nor_blank() -> None:
    said = dotted().said
    assert sum(one.right for one in said) >= 7
    assert not [one.key for one in said if wrongly_sure(one)]
    assert not [one.key for one in said if untold(one)]
    assert not [one.key for one in said if one.said_blank]
    assert not dotted().fixes


def test_seals_and_signatures_are_told_beside_their_truth() -> None:
    assert len(dotted().stamps) == 6 and {truth for _, truth, _ in dotted().stamps} == {True}
    assert ("signature", True, "seen") in dotted().stamps


def test_what_is_wished_is_true_of_the_paper() -> None:
    dated, unsealed, blank = (filled(3, 1, STYLES[name].wishes, office=False) for name in ("dateonly", "unsealed", "blanks"))
    assert list(areas(dated).values()) == [(True, False)] * 3
    assert [sealed for sealed, _ in areas(unsealed).values()] == [True, False, False]
    assert sum(value == "" for value in blank.values.values()) >= 3 and "" not in dated.values.values()


def test_papers_come_in_turn_and_half_of_the_styles_are_held_out() -> None:
    papers = drawn(list(STYLES), 70, 1)
    assert [style for style, _ in papers] == [*STYLES, *STYLES, *list(STYLES)[:6]] and papers == drawn(list(STYLES), 70, 1)
    assert len(set(TUNED)) == len(STYLES) / 2 and len(STYLES) >= 31


def test_the_tables_count_what_is_surely_wrong_and_what_nobody_is_told() -> None:
    def one(got: str, right: bool, sure: float, unsure: bool = False) -> Said:
        return Said("clean", "p", "address", FieldKind.ADDRESS, "长沙", got, not got, right, sure, unsure)

    said = [one("长沙", True, 0.99), one("长少", False, 0.95), one("长少", False, 0.8), one("长少", False, 0.7, True),
            one("", False, 1.0)]
    line = by_style({"clean": [Read(said, [("seal", True, "seen"), ("seal", False, "seen")], ["tick"])]}).split("\n")[1]
    assert line.split() == ["clean", "1/5", "1", "1", "1", "0/0", "0/0/0", "1/0/1", "1"]
    last = calibration(said).split("\n")[-1]
    assert last == "all: 4 values; at 0.9 or more 1 of 2 wrong (50.00%); 100.0% of the right ones"
