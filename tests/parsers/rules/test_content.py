"""Rules on the longer texts: countries, persons, leads, money, length."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from parsers.checks.money import amounts
from parsers.values.text_length import character_count, word_count
from tests.parsers.rules.builders import HAIZHI, SCHEDULE, findings, guide, package, record, severities

# --- countries-too-few, partner-not-foreign -------------------------------------------------------------------------

QUIET = {"expected_goals": "形成报告。", "highlights": "好。", "cooperation_basis": "有基础。", "partner_units": "湖南大学"}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("邀请英国、韩国、意大利的专家", 0),
        ("邀请英国、韩国的专家", 1),
        ("邀请中国香港、香港和日本的专家", 1),
        ("邀请印度尼西亚、印尼专家", 1),
        ("来自5个国家的专家", 0),
        ("来自十余个国家和地区的专家", 0),
        ("来自2个国家", 1),
        ("专家来自Japan, Korea and Italy", 0),
        ("邀请湖南专家", 1),
    ],
)
def test_countries_of_a_conference(text: str, told: int) -> None:
    assert severities(package(main_content=text, **QUIET), "countries-too-few") == ["remind"] * told


def test_both_counts_are_shown_and_only_conferences_are_asked() -> None:
    (told,) = findings(package(main_content="我国与英国、韩国的专家", **QUIET), "countries-too-few")
    assert "识别到2个（英国、韩国；计入中国为3个）" in told.message
    assert findings(package(project_category="cooperation", main_content="无", **QUIET), "countries-too-few") == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("新加坡国立大学", 0),
        ("德国弗劳恩霍夫协会", 0),
        ("MIT", 0),
        ("Imperial College London", 0),
        ("湖南大学、中南大学", 1),
        ("湖南省国际技术转移中心", 0),
        ("莫斯科大学", 0),
    ],
)
def test_partners(text: str, told: int) -> None:
    assert severities(package(partner_units=text), "partner-not-foreign") == ["remind"] * told


# --- delegation-too-small, returnee-missing, station-leads-too-few --------------------------------------------------

ABROAD = ["组织赴有关国家、区域或国际科技组织开展科技交流合作、研修培训、科普交流等活动"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("组织6人团组赴英国交流", []),
        ("代表团由三名专家组成", []),
        ("选派2人赴英国交流", ["remind"]),
        ("赴英国交流", ["remind"]),
        ("赴英国，覆盖科技工作者400人次", ["remind"]),
    ],
)
def test_delegations(text: str, told: list[str]) -> None:
    whole = package(project_category="cooperation", cooperation_contents=ABROAD, main_content=text)
    assert severities(whole, "delegation-too-small") == told


def test_without_a_journey_there_is_no_delegation() -> None:
    assert findings(package(project_category="cooperation", main_content="来湘交流"), "delegation-too-small") == []


def test_returnees_are_asked_of_bases_only() -> None:
    assert severities(package("haizhi", overview="团队8人。"), "returnee-missing") == ["remind"]
    assert findings(package("haizhi", overview="有外籍技术人员1名。"), "returnee-missing") == []
    assert findings(package("haizhi", project_category="overseas_station", overview="团队8人。"), "returnee-missing") == []
    assert findings(package("haizhi", overview="", support="", funding=""), "returnee-missing") == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("每年提供有效需求信息30条以上", 0),
        ("每年不少于五十条", 0),
        ("提供40项人才需求信息", 0),
        ("每年提供20条", 1),
        ("提供信息", 1),
    ],
)
def test_leads_of_a_station(text: str, told: int) -> None:
    whole = package("haizhi", project_category="overseas_station", overview=text)
    assert severities(whole, "station-leads-too-few") == ["remind"] * told


def test_an_option_that_wants_words() -> None:
    assert severities(package(cooperation_contents=["其他"]), "option-text-missing") == ["remind"]
    assert findings(package(cooperation_contents=["其他：青年论坛"], cooperation_fields=["新材料"]), "option-text-missing") == []


# --- outside-province -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"address": "麓山南路1号"}, 0),
        ({"address": "北京市海淀区1号", "postal_code": "100080", "uscc": "12100000400000X"}, 1),
        ({"address": "北京市海淀区1号", "postal_code": "410000"}, 0),
        ({"address": "浏阳市1号", "postal_code": "100080", "uscc": ""}, 0),
    ],
)
def test_all_witnesses_must_point_elsewhere(changes: dict[str, Any], told: int) -> None:
    whole = package(applicant_unit="某某研究院", **changes)
    assert severities(whole, "outside-province") == ["verify"] * told


def test_a_station_may_lie_abroad() -> None:
    whole = package("haizhi", project_category="overseas_station", address="1 Main Street", postal_code="", applicant_unit="X")
    assert findings(whole, "outside-province") == []


# --- money ----------------------------------------------------------------------------------------------------------


def rows(*budgets: float | None) -> list[dict[str, Any]]:
    return [{"stage": "2024年5月", "budget_wan": budget, "goal": "筹备"} for budget in budgets]


@pytest.mark.parametrize(("budgets", "told"), [((5.0,), 0), ((15.0, 15.0), 0), ((4.9,), 1), ((20.0, 10.1), 1), ((None,), 0)])
def test_the_schedule_against_the_range(budgets: tuple[float | None, ...], told: int) -> None:
    assert severities(package(schedule=rows(*budgets)), "funding-out-of-range") == ["remind"] * told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("总额20万元，其中申请省科协专项经费8万元，自筹12万元", 0),
        ("总额20万元，申请经费9万元", 1),
        ("申请80000元", 0),
        ("申请捌万元整", 0),
        ("拟申请二万元", 1),
        ("总额20万元", 0),
        ("申请6万元或申请9万元", 0),
    ],
)
def test_the_sum_asked_for_in_a_text(text: str, told: int) -> None:
    assert severities(package("haizhi", funding=text), "funding-out-of-range") == ["remind"] * told


def test_without_a_category_no_range_is_known() -> None:
    assert findings(package(schedule=rows(99.0), project_category=None), "funding-out-of-range") == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("总额7万元，其中申请6万元，自筹1万元", 0),
        ("总额8万元，其中申请6万元，自筹1万元", 1),
        ("总额8万元，其中申请6万元", 0),
        ("总额8万元，申请6万元，自筹1万元，另购设备1万元", 0),
    ],
)
def test_parts_against_their_total(text: str, told: int) -> None:
    assert severities(package("haizhi", funding=text), "budget-sum-differs") == ["remind"] * told


def test_units_of_money() -> None:
    assert severities(package(schedule=rows(50000.0)), "budget-unit-suspect") == ["remind"]
    assert findings(package(schedule=SCHEDULE), "budget-unit-suspect") == []
    assert severities(package("haizhi", funding="申请60000万元"), "budget-unit-suspect") == ["remind"]
    assert findings(package("haizhi", funding="申请60000元"), "budget-unit-suspect") == []


@given(some.text(alphabet="总额申请自筹配套0123456789.,万亿千元，。一二三十百〇整 \n", max_size=120))
def test_any_sentence_gives_amounts_that_are_numbers(text: str) -> None:
    assert all(amount.wan >= 0 for amount in amounts(text, guide()))


# --- overview-too-long ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "words", "characters"),
    [("", 0, 0), ("你好，世界", 5, 5), ("2024年 COVID-19 研究", 5, 15), ("a b\nc", 3, 3), ("“引号”", 4, 4), ("ＡＢ", 2, 2)],
)
def test_counting_as_word_does(text: str, words: int, characters: int) -> None:
    assert (word_count(text), character_count(text)) == (words, characters)


@given(some.text(max_size=300))
def test_words_are_never_more_than_characters(text: str) -> None:
    assert word_count(text) <= character_count(text)
    assert word_count(text + text) <= 2 * word_count(text)


@pytest.mark.parametrize(
    ("text", "told"),
    [("海" * 1000, []), ("海" * 1001, ["fix"]), ("海归" * 400 + " 2024" * 100, ["remind"]), ("海归" * 500 + "\n \n", [])],
)
def test_lengths(text: str, told: list[str]) -> None:
    assert severities(package("haizhi", overview=text), "overview-too-long") == told


def test_builders_are_right() -> None:
    assert set(record("haizhi").values) == set(HAIZHI)
