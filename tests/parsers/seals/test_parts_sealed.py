"""To which signed part a seal belongs: to the one whose printed place for it is nearest, one a part."""

from __future__ import annotations

from parsers.seals.parts_sealed import Placed, distance, owners, reach
from parsers.seals.signed_areas import Area, Line


def part(key: str, top: int, bottom: int, asks: int) -> Area:
    """A part whose words 单位盖章 stand at `asks`, and 签字 a line below."""
    lines = (Line(1, (150, asks, 250, asks + 20), "（单位盖章）"), Line(1, (150, asks + 28, 540, asks + 48), "负责人签字："))
    return Area(key, ((1, (0, top, 1000, bottom)),), lines)


PARTS = (part("pledge", 574, 773, 722), part("applicant", 803, 914, 850), part("recommender", 914, 1030, 964))


def seal(middle: int, page: int = 1, personal: bool = False) -> Placed:
    return Placed(page, (300, middle - 90, 480, middle + 90), personal)


def test_a_seal_whose_centre_is_below_its_part_is_still_its() -> None:
    assert owners([seal(790), seal(900), seal(1010)], PARTS) == [0, 1, 2]


def test_seals_in_any_order_and_over_one_another_come_one_to_a_part() -> None:
    assert owners([seal(925), seal(740), seal(918)], PARTS) == [2, 0, 1]


def test_a_part_without_a_seal_does_not_take_its_neighbours() -> None:
    assert owners([seal(740), seal(990)], PARTS) == [0, 2]


def test_a_persons_seal_and_one_too_many_stay_where_they_are() -> None:
    assert owners([seal(740), seal(880, personal=True)], PARTS) == [0, 1]
    assert owners([seal(740), seal(600), seal(880), seal(985), seal(975)], PARTS) == [0, 0, 1, 2, 2]


def test_a_seal_on_another_page_or_beside_every_part_is_nobodys() -> None:
    assert owners([seal(740, page=2), seal(200)], PARTS) == [None, None]
    assert owners([], PARTS) == [] and owners([seal(740)], ()) == [None]


def test_reach_and_distance_are_told_by_place_and_lines() -> None:
    assert reach(seal(740), PARTS[0]) > 0.6 and reach(seal(200), PARTS[0]) < 0
    assert distance(seal(740), PARTS[0]) == 0 < distance(seal(740), PARTS[1])
    assert distance(seal(740, page=2), PARTS[0]) == float("inf")
