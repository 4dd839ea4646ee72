"""Stories of the ranking: equal means share a rank, who was not scored stands last, and money runs up in the order of ranks."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import openpyxl
import pytest

from config.load import load_guide
from config.model import Guide
from parsers.model.record import Value
from reports.case import Case
from reports.experts.ranking import Standing, ranked, ranking_book
from reports.experts.scores import AWAY, Filled, Score, criteria_of
from tests.reports import sample_desk
from tests.test_rooms import ROOT

CONFERENCE = "conference"


@pytest.fixture(scope="module")
def guide() -> Guide:
    return load_guide(ROOT / "config" / "guides" / "2024")


def conferences(guide: Guide, count: int) -> list[Case]:
    one = sample_desk.case(guide, CONFERENCE, 1)
    return [replace(one, case_no=f"GJ2024-{n:04}") for n in range(1, count + 1)]


def standings(guide: Guide, cases: list[Case], *filled: Filled) -> tuple[Standing, ...]:
    return ranked(filled, cases, guide, next(kind for kind in guide.categories if kind.key == CONFERENCE))


def sheet(guide: Guide, expert: str, marks: dict[int, float | None], word: str = "") -> Filled:
    """An expert's sheet: number of a case → the share of the most in every criterion, None: one mark is missing."""
    criteria = criteria_of(guide, CONFERENCE)
    return Filled(expert, tuple(
        Score(expert, f"GJ2024-{n:04}", {c.name: None if mark is None else c.most * mark for c in criteria}, word)
        for n, mark in marks.items()), ())


def test_equal_means_share_a_rank_and_the_next_counts_on(guide: Guide) -> None:
    found = standings(guide, conferences(guide, 3), sheet(guide, "张三", {1: 0.5, 2: 0.9, 3: 0.9}))
    assert [(one.rank, one.scored.case.case_no) for one in found] == [(1, "GJ2024-0002"), (1, "GJ2024-0003"), (3, "GJ2024-0001")]


def test_means_that_differ_beyond_what_is_shown_share_a_rank(guide: Guide) -> None:
    third = 1 / 3
    found = standings(guide, conferences(guide, 2), sheet(guide, "张三", {1: third, 2: third + 1e-9}))
    assert [one.rank for one in found] == [1, 1] and found[0].scored.mean == found[1].scored.mean


def test_money_runs_up_in_the_order_of_ranks(guide: Guide) -> None:
    found = standings(guide, conferences(guide, 3), sheet(guide, "张三", {1: 0.5, 2: 0.9, 3: 0.7}))
    money = [one.scored.money or 0.0 for one in found]
    assert [one.running for one in found] == pytest.approx([sum(money[: n + 1]) for n in range(3)])


def test_a_place_is_held_against_the_awards_up_to_the_last_of_them(guide: Guide) -> None:
    least, most = next(kind.awards for kind in guide.categories if kind.key == CONFERENCE)
    marks = {n: 1 - n / 1000 for n in range(1, most + 2)}
    found = standings(guide, conferences(guide, most + 1), sheet(guide, "张三", dict(marks)))
    told = [one.against.split("；")[0] for one in found]
    assert told == ["名额内"] * least + ["名额上限内"] * (most - least) + ["超出名额"]


def test_money_is_held_against_the_least_and_the_most_of_the_category(guide: Guide) -> None:
    """Exactly the least and exactly the most are within; a cent beside either is not, and money that is unknown is said to be."""
    low, high = next(kind.money_wan for kind in guide.categories if kind.key == CONFERENCE)
    said = {amount: standings(guide, [asking(guide, amount)], sheet(guide, "张三", {1: 0.9}))[0].against
            for amount in (low - 0.01, low, (low + high) / 2, high, high + 0.01, None)}  # fmt: skip
    outside = f"名额内；经费不在{low:g}—{high:g}万元"
    assert list(said.values()) == [outside, "名额内", "名额内", "名额内", outside, "名额内；经费不详"]


def asking(guide: Guide, wan: float | None) -> Case:
    """A conference whose stages ask for this much money in all."""
    return sample_desk.case(guide, CONFERENCE, 1, schedule=Value("", [{"stage": "全年", "budget_wan": wan, "goal": "会议"}]))


def test_a_line_has_the_mean_the_spread_the_extremes_and_the_count(guide: Guide) -> None:
    marks = sheet(guide, "张三", {1: 0.5, 2: 0.9}), sheet(guide, "李四", {1: 0.7}), sheet(guide, "王五", {1: 0.9, 3: None})
    page = openpyxl.load_workbook(BytesIO(ranking_book(marks, conferences(guide, 3), guide, ()))).worksheets[0]
    lines = [[cell.value for cell in row] for row in page.iter_rows(min_row=5)]
    assert [line[:2] for line in lines] == [[1, "GJ2024-0002"], [2, "GJ2024-0001"], ["未评", "GJ2024-0003"]]
    assert [line[4:9] for line in lines] == [
        [90, "", 90, 90, 1], [70, pytest.approx((800 / 3) ** 0.5), 90, 50, 3], ["", "", "", "", 0]]


# --- what goes wrong --------------------------------------------------------------------------------------------------


def test_a_case_that_nobody_scored_whole_stands_last_without_a_rank(guide: Guide) -> None:
    found = standings(guide, conferences(guide, 2), sheet(guide, "张三", {1: None, 2: 0.1}), sheet(guide, "李四", {1: 0.9}, AWAY))
    last = found[-1]
    assert (last.rank, last.scored.mean, last.scored.missing, last.scored.away) == (0, None, ("张三",), ("李四",))


def test_a_category_without_cases_has_no_ranking(guide: Guide) -> None:
    assert standings(guide, [], sheet(guide, "张三", {1: 0.9})) == ()


@pytest.mark.parametrize(("problems", "told"), [
    (("甲.xlsx：文件过大，未计入", "=1+1：不是表格"), ["甲.xlsx：文件过大，未计入", "=1+1：不是表格"]), ((), ["没有问题。"]),
])  # fmt: skip
def test_what_could_not_be_taken_stands_on_a_sheet_of_its_own(guide: Guide, problems: tuple[str, ...], told: list[str]) -> None:
    page = openpyxl.load_workbook(BytesIO(ranking_book((), (), guide, problems)))["问题"]
    assert [(row[0].value, row[0].data_type) for row in page.iter_rows()] == [(line, "s") for line in told]
