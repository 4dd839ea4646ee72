# ruff: noqa: E501  (tables read better a case a line)
"""Hints and less strict rules: each has a hit, a near miss, and a case in which it is silent."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from parsers.checks.engine import check
from parsers.checks.rule import Circumstances
from parsers.model.finding import Finding
from parsers.rules.hint import within
from tests.parsers.rules.builders import WHOLE, file, findings, guide, package, severities, with_lists
from tests.parsers.rules.builders import value as of


def hints(rule: str, form: str = "exchange", **changes: Any) -> list[Finding]:
    return findings(package(form, **changes), rule)


def test_a_hint_quotes_the_sentence_and_one_without_a_quotation_says_not_found() -> None:
    said = "基地成立多年。建有海外科技社团库，定期更新；联系电话13812345678。"
    (found,) = hints("hint-library-societies", "haizhi", overview=said)
    assert (found.severity, found.field, found.quote, found.todo) == ("note", "overview", "建有海外科技社团库，定期更新", "")
    (lacking,) = hints("hint-library-talents", "haizhi", overview=said)
    assert (lacking.quote, "未识别到" in lacking.message) == ("", True)
    assert hints("hint-library-talents", "haizhi", overview="", funding="", support="") == []


@pytest.mark.parametrize("before", [0, 20, 60, 300])
@pytest.mark.parametrize("behind", [0, 20, 60, 300])
def test_of_a_long_sentence_the_words_that_were_found_are_quoted(before: int, behind: int) -> None:
    said = "基地成立多年，条件良好。" * 20 + "前" * before + "建有海外科技社团库" + "后" * behind + "。"
    (found,) = hints("hint-library-societies", "haizhi", overview=said)
    assert "建有海外科技社团库" in found.quote and len(found.quote) <= 102


@pytest.mark.parametrize(("sentence", "near"), [
    ("2018年", False), ("2019年", True), ("2021年", True), ("2023年", True), ("2024年", False), ("12019年", False),
    ("2015—2018年", False), ("2015—2019年", True), ("2015年至2024年", True), ("2023～2025", True), ("2024-2026年", False),
    ("近三年", True), ("近3年", True), ("近五年", False), ("今年", True), ("去年", False),
])  # fmt: skip
def test_a_year_is_near_from_the_first_to_the_last(sentence: str, near: bool) -> None:
    assert within(f"{sentence}办过国际会议", (2019, 2023)) == near


def test_a_quotation_shows_no_numbers_of_people() -> None:
    (found,) = hints("hint-base-office", "haizhi", overview="设专职人员2名，电话13812345678，账号6222021234567890")
    assert "13812345678" not in found.message + found.quote and "6222021234567890" not in found.message + found.quote


def test_hints_change_no_status_and_ask_for_nothing() -> None:
    audience = {rule.id: rule.audience for rule in guide().rules}
    for form in ("exchange", "haizhi"):
        told = [f for f in check(package(form), guide(), Circumstances()) if audience[f.rule] != "applicant"]
        assert told and all(f.severity == "note" and not f.todo for f in told)


@pytest.mark.parametrize(("text", "hit"), [
    ("2023年与国际电工联合会共同举办论坛一次。", True), ("2015年与国际电工联合会共同举办论坛一次。", False),
    ("2019—2022年每年与世界工程组织联合会举办研讨会。", True), ("近三年与国际宇航联合会举办培训两次。", True),
    ("拟与国际电工联合会举办论坛。", False), ("2023年与德国某大学共同举办国际论坛一次。", False), ("近三年举办海外培训两次。", False),
])  # fmt: skip
def test_events_of_near_years_with_an_international_body(text: str, hit: bool) -> None:
    assert bool(hints("hint-events-in-three-years", cooperation_basis=text, main_content="", expected_goals="", highlights="")) == hit


@pytest.mark.parametrize(("text", "told"), [
    ("会务整体外包给某公司。", ["verify"]), ("本项目不转包、不整体委托。", []), ("严禁转包。", []), ("委托第三方开展绩效评价。", []),
])  # fmt: skip
def test_subcontracting(text: str, told: list[str]) -> None:
    assert [f.severity for f in hints("subcontracting-suspected", main_content=text)] == told


@pytest.mark.parametrize(("rule", "changes", "told"), [
    ("text-too-short", {"highlights": "有亮点。"}, ["remind"]), ("text-too-short", {}, []),
    ("person-name-odd", {"contact_person": "12345"}, ["verify"]), ("person-name-odd", {"contact_person": "Anna Müller"}, []),
    ("person-name-odd", {"contact_person": "阿依古丽·买买提"}, []), ("person-name-odd", {"contact_person": "陈 文"}, []),
    ("bank-name-odd", {"bank_name": "长沙"}, ["remind"]), ("bank-name-odd", {"bank_name": "长沙农商行星沙支行"}, []),
    ("bank-name-odd", {"bank_name": "HSBC Bank"}, []), ("account-number-odd", {"bank_account_number": "1234"}, ["verify"]),
    ("account-number-odd", {"bank_account_number": "6222 0212 3456 7890 123"}, []),
    ("unit-is-a-part", {"applicant_unit": "湖南某科技集团有限公司长沙分公司"}, ["remind"]),
    ("unit-is-a-part", {"applicant_unit": "中南某大学材料学院"}, ["remind"]),
    ("unit-is-a-part", {"applicant_unit": "湖南某大学"}, []), ("unit-is-a-part", {"applicant_unit": "湖南工程职业技术学院"}, []),
    ("category-contents-differ", {"cooperation_contents": ["组织赴外省对接走访服务院士专家等高端智力资源，组织开展湘智回归等活动"]}, ["remind"]),
    ("category-contents-differ", {"cooperation_contents": ["其他：科普大会"]}, []),
    ("category-contents-differ", {"project_category": "cooperation", "cooperation_contents": ["组织赴有关国家"]}, []),
    ("hint-joint-applicants", {"applicant_unit": "湖南甲有限公司、湖南乙大学"}, ["note"]), ("hint-joint-applicants", {}, []),
    ("options-too-many", {"cooperation_fields": ["先进制造", "新能源"]}, []),
    ("foreign-ngo", {"partner_units": "德国洪堡基金会"}, ["verify"]), ("foreign-ngo", {"partner_units": "国家自然科学基金会"}, []),
    ("hint-direction", {}, ["note"]), ("hint-package-shape", {}, ["note"]), ("hint-route", {}, ["note"]),
])  # fmt: skip
def test_hit_near_miss_and_silence(rule: str, changes: dict[str, Any], told: list[str]) -> None:
    assert severities(package(**changes), rule) == told


@pytest.mark.parametrize(("stages", "told"), [
    (("2024年5月-12月", "2025年1月-4月"), 0), (("2024年5月-8月", "2024年8月-12月"), 0), (("第一阶段", "5月-6月"), 0),
    (("2024年5月-12月", "2025年1月-9月"), 1), (("2024年5月-10月", "2024年8月-12月"), 1), (("2024年5月-2025年4月", "2024年6月-7月"), 0),
])  # fmt: skip
def test_stages(stages: tuple[str, str], told: int) -> None:
    rows = [{"stage": stage, "budget_wan": 5.0, "goal": "完成"} for stage in stages]
    assert len(severities(package(schedule=of(rows)), "stage-outside-period")) == told


def test_a_row_without_a_goal() -> None:
    rows = [{"stage": "2024年5月-12月", "budget_wan": 5.0, "goal": ""}]
    assert severities(package(schedule=of(rows)), "stage-outside-period") == ["remind"]


@pytest.mark.parametrize(("text", "told"), [
    ("2024年3月20日", []), ("年  月  日", []), ("2023年3月20日", ["remind"]), ("2024年2月30日", ["remind"]),
    ("2024年4月9日", ["remind"]), ("2024年3月20日，2023年1月1日", []),
])  # fmt: skip
def test_the_pledges_date(text: str, told: list[str]) -> None:
    arrived = Circumstances(received="2024-04-01T10:00:00+08:00")
    pledge = guide().form("exchange").pledge  # type: ignore[union-attr]
    assert severities(package(areas={"commitment": pledge + text}), "pledge-date-odd", arrived) == told


@pytest.mark.parametrize(("pair", "told"), [
    (("陈文", "陈文"), []), (("陈文", "陈 文"), []), (("陈文", "李立"), ["remind"]), (("陈文", "陈文、李立"), []), (("陈文", ""), []),
])  # fmt: skip
def test_two_contacts(pair: tuple[str, str], told: list[str]) -> None:
    assert severities(package("haizhi", printed={"contact_person": pair}), "contact-disagrees") == told


@pytest.mark.parametrize(("text", "told"), [
    ("资金总额7万元，申请6万元。", []), ("由省科协资助5万。", []), ("总额八万元，均为自筹。", ["remind"]), ("申请省科协支持。", ["remind"]),
])  # fmt: skip
def test_funding_that_names_no_amount(text: str, told: list[str]) -> None:
    assert severities(package("haizhi", funding=text), "funding-incomplete") == told


def test_a_stations_country_and_a_post_and_its_proof() -> None:
    station = {"project_category": "overseas_station", "address": "湖南省长沙市", "overview": "工作站办公条件良好。"}
    assert severities(package("haizhi", **station), "station-country-missing") == ["remind"]
    assert severities(package("haizhi", **(station | {"overview": "设在德国慕尼黑。"})), "station-country-missing") == []
    post = {"cooperation_contents": ["支持湖南科技工作者在国际科技组织任职履职，参与全球科技治理"]}
    bare = replace(package(**post), files=(package(**post).files[0], file("a.pdf", "form_scan")))
    assert severities(bare, "post-proof-missing") == ["remind"]
    proven = replace(bare, files=(*bare.files, file("任职证明.pdf", "evidence")))
    assert severities(proven, "post-proof-missing") == []
    assert severities(package(extra=WHOLE), "post-proof-missing") == []


def test_a_sanction_has_its_days_and_two_readings() -> None:
    barred = with_lists(sanctioned=("湖南省机械工程学会,2024-01-01,2026-12-31,通报",))
    on = [Circumstances(received=f"{day}T10:00:00+08:00") for day in ("2024-03-01", "2023-12-31", "2027-01-01")]
    assert [severities(package(), "recommender-sanctioned", one, barred) for one in on] == [["verify"], [], []]
    (told,) = findings(package(), "recommender-sanctioned", by=barred)
    assert "2024-01-01至2026-12-31" in told.message


@pytest.mark.parametrize(("name", "told"), [
    ("长沙县科协", ["fix"]), ("岳麓区科协", ["fix"]), ("长沙市岳麓区科学技术协会", ["fix"]), ("长沙岳麓区科协", ["fix"]),
    ("湖南省长沙市岳麓区科学技术协会", ["fix"]), ("浏阳市科协", ["fix"]), ("岳阳楼区科协", ["fix"]), ("长沙市科协", []),
    ("湖南省长沙市科学技术协会", []), ("湘西州科协", []), ("长沙高新区科协", []), ("湘江新区科协", []), ("望城经开区科协", []),
    ("湖南大学科协", []), ("湖南省机械工程学会", []),
])  # fmt: skip
def test_county_level_and_what_is_none(name: str, told: list[str]) -> None:
    whole = package(recommender=name, extra=())
    assert severities(whole, "recommender-ineligible") == told
