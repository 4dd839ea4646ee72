"""Rules that compare days, months, years and seconds: the one before a limit, the limit, and the one after it."""

from __future__ import annotations

from typing import Any

import pytest

from config.model import Guide
from parsers.checks.rule import Circumstances
from parsers.rules.hint import within
from tests.parsers.rules.builders import findings, guide, package, severities, with_lists

DEADLINE = "2024-04-10T17:30:00+08:00"


@pytest.mark.parametrize(("received", "told"), [
    ("2024-04-10T17:29:59+08:00", 0), ("2024-04-10T17:30:00+08:00", 0), ("2024-04-10T17:30:01+08:00", 1),
    ("2024-04-10T09:30:00+00:00", 0), ("2024-04-10T09:30:01+00:00", 1), ("2024-04-10T18:30:00+09:00", 0),
    ("2024-04-10T18:30:01+09:00", 1), ("2024-04-11T00:00:00+08:00", 1), ("", 0),
])  # fmt: skip
def test_late_from_the_second_after_the_deadline(received: str, told: int) -> None:
    assert len(findings(package(), "late-submission", Circumstances(received, DEADLINE))) == told
    assert findings(package(), "late-submission", Circumstances(received, None)) == []


def test_a_late_finding_tells_both_moments() -> None:
    (told,) = findings(package(), "late-submission", Circumstances("2024-04-10T17:30:01+08:00", DEADLINE))
    assert "2024年4月10日17:30" in told.message.replace(" ", ""), told.message


@pytest.mark.parametrize(("start", "end", "told"), [
    ("2023-12", "2024-12", ["remind"]), ("2024-01", "2024-12", []), ("2024-01", "2026-12", []),
    ("2024-01", "2027-01", ["remind"]), ("2023-12", "2027-01", ["remind"]),
    ("2024-05", "2024-04", ["fix"]), ("2024-05", "2024-05", []), ("2024-05", "2024-06", []), ("2025-01", "2024-12", ["fix"]),
    ("2024-05", None, ["verify"]), (None, "2024-05", ["verify"]),
])  # fmt: skip
def test_a_period_within_the_years_of_the_guide(start: str | None, end: str | None, told: list[str]) -> None:
    assert severities(package(project_period={"text": "x", "start": start, "end": end}), "period-invalid") == told


@pytest.mark.parametrize(("stage", "told"), [
    ("2024年4月-5月", 1), ("2024年5月-6月", 0), ("2024年6月-7月", 0),  # the project begins in May 2024
    ("2025年3月-4月", 0), ("2025年4月-5月", 1),  # and ends in April 2025
])  # fmt: skip
def test_a_stage_outside_the_period_by_a_month(stage: str, told: int) -> None:
    whole = package(schedule=[{"stage": stage, "budget_wan": 5.0, "goal": "完成"}])
    assert len(findings(whole, "stage-outside-period")) == told


@pytest.mark.parametrize(("first", "second", "told"), [
    ("2024年5月-8月", "2024年9月-12月", 0), ("2024年5月-8月", "2024年8月-12月", 0), ("2024年5月-8月", "2024年7月-12月", 1),
    ("2024年5月-12月", "2024年6月-8月", 0), ("2024年6月-8月", "2024年5月-12月", 0),  # one within the other
    ("2024年5月-8月", "2024年5月-8月", 0),
])  # fmt: skip
def test_stages_that_share_two_months(first: str, second: str, told: int) -> None:
    rows = [{"stage": stage, "budget_wan": 5.0, "goal": "完成"} for stage in (first, second)]
    assert len(findings(package(schedule=rows), "stage-outside-period")) == told


@pytest.mark.parametrize(("row", "told"), [
    ({"stage": "2024年5月", "budget_wan": 5.0, "goal": " "}, 1), ({"stage": "2024年5月", "budget_wan": None, "goal": ""}, 1),
    ({"stage": "", "budget_wan": 0, "goal": ""}, 1), ({"stage": "", "budget_wan": None, "goal": ""}, 0),
    ({"stage": "", "budget_wan": 5.0, "goal": "完成"}, 0),
])  # fmt: skip
def test_a_row_of_which_only_the_goal_is_blank(row: dict[str, Any], told: int) -> None:
    assert len(findings(package(schedule=[row]), "stage-outside-period")) == told


@pytest.mark.parametrize(("typed", "told"), [
    ("2024年2月29日", 1), ("2024年3月1日", 0), ("2024年3月2日", 0),  # the form is of March 2024
    ("2024年3月31日", 0), ("2024年4月1日", 0), ("2024年4月2日", 1),  # the mail came on the first of April
    ("2024年3月32日", 1), ("2024年13月1日", 1), ("2024.3.31", 0), ("２０２４－３－３１", 0), ("２０２４－４－２", 1),
    ("2024 年 3 月 31 日", 0),
    ("2023年1月1日，2024年3月20日", 0), ("2024年4月2日至2024年4月3日", 0),  # of two dates nobody knows which is the pledge's
])  # fmt: skip
def test_a_pledge_between_the_edition_and_its_arrival(typed: str, told: int) -> None:
    pledge = guide().form("exchange").pledge  # type: ignore[union-attr]
    arrived = Circumstances(received="2024-04-01T00:00:00+08:00")
    for area in ("commitment", "applicant_opinion"):
        whole = package(areas={area: (pledge if area == "commitment" else "同意申报。") + typed})
        assert len(findings(whole, "pledge-date-odd", arrived)) == told


@pytest.mark.parametrize(("day", "told"), [
    ("2023-12-31", 0), ("2024-01-01", 1), ("2024-01-02", 1), ("2026-12-30", 1), ("2026-12-31", 1), ("2027-01-01", 0),
])  # fmt: skip
@pytest.mark.parametrize(("first", "last"), [("2024-01-01", "2026-12-31"), ("2024-01-01", ""), ("", "2026-12-31"), ("", "")])
def test_a_sanction_counts_on_its_first_and_on_its_last_day(day: str, told: int, first: str, last: str) -> None:
    barred = with_lists(sanctioned=(f"湖南省机械工程学会,{first},{last},通报",)).model_copy(update={"digest": f"{first}/{last}"})
    whole = Circumstances(received=f"{day}T23:59:59+08:00")
    counts = (not first or day >= "2024-01-01") and (not last or day <= "2026-12-31")
    assert len(findings(package(), "recommender-sanctioned", whole, barred)) == int(counts)
    assert not (first and last) or int(counts) == told


@pytest.mark.parametrize(("sentence", "counts"), [
    ("2020年办会", False), ("2021年办会", True), ("2024年办会", True), ("2025年办会", False), ("12021年办会", False),
    ("20210办会", False),
    ("2018—2020年办会", False), ("2018—2021年办会", True), ("2018年至2030年办会", True), ("2024-2026年办会", True),
    ("2025～2026年办会", False), ("1999到2020年办会", False), ("近三年办会", True), ("近3年办会", True), ("今年办会", True),
    ("多年办会", False),
])  # fmt: skip
def test_a_sentence_that_speaks_of_these_years(sentence: str, counts: bool) -> None:
    assert within(sentence, (2021, 2024)) is counts


def by_years(first: int, last: int) -> Guide:
    return guide().model_copy(update={"years": (first, last), "digest": f"{first}-{last}"})


@pytest.mark.parametrize(("first", "last", "told"), [(2024, 2025, 0), (2025, 2025, 1), (2024, 2024, 1), (2023, 2026, 0)])
def test_the_years_are_the_guides(first: int, last: int, told: int) -> None:
    """The project lasts from May 2024 to April 2025."""
    assert len(findings(package(), "period-invalid", by=by_years(first, last))) == told
