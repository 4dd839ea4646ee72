"""Who recommends, and whether the guide knows this route."""

from __future__ import annotations

import pytest

from parsers.checks.rule import Circumstances
from parsers.model.document import Place
from tests.parsers.rules.builders import UNIT, findings, package, severities, value, with_lists

COUNTY = [
    "长沙县科协",
    "浏阳市科学技术协会",
    "湖南省浏阳市科协",
    "长沙市岳麓区科学技术协会",
    "桃源县科技协会",
    "新晃县科协",
    "长沙县黄花镇科协",
    "城步苗族自治县科学技术协会",
    "津市科协",
]
NOT_COUNTY = [
    "长沙市科学技术协会",
    "湘西自治州科协",
    "湖南省机械工程学会",
    "中南大学科协",
    "长沙高新区科协",
    "长沙县经开区科协",
    "湘江新区科学技术协会",
    "浏阳市人民医院科协",
    "中国科学技术协会",
    "宁乡经济技术开发区科协",
    "浏阳市",
]


@pytest.mark.parametrize("name", COUNTY)
def test_a_printed_county_association_is_not_eligible(name: str) -> None:
    assert severities(package(recommender=name, single=True), "recommender-ineligible") == ["fix"]


@pytest.mark.parametrize("name", NOT_COUNTY)
def test_others_are_not_mistaken_for_one(name: str) -> None:
    assert findings(package(recommender=name, single=True), "recommender-ineligible") == []


def test_what_is_not_certain_is_for_a_person() -> None:
    assert severities(package(recommender="昆山市科协", single=True), "recommender-ineligible") == ["verify"]  # not on the list
    assert severities(package(recommender=value("长沙县科协", medium="mail"), single=True), "recommender-ineligible") == [
        "verify"
    ]
    assert severities(package(recommender=value("长沙县科协", medium="ocr"), single=True), "recommender-ineligible") == ["verify"]
    both = {"recommender_opinion": "长沙县科协\n同意推荐。长沙市科学技术协会"}
    assert severities(package(recommender="长沙县科协", areas=both, single=True), "recommender-ineligible") == ["verify"]
    # the scan's seals were not read: a city's may be among them
    assert severities(package(recommender="长沙县科协"), "recommender-ineligible") == ["verify"]


def test_a_county_that_sends_the_mail_is_for_a_person() -> None:
    sent = Circumstances(sender_name="岳麓区科协")
    assert severities(package(recommender="", single=True), "recommender-ineligible", sent) == ["verify"]


# --- missing, unclear, self, sanctioned -----------------------------------------------------------------------------


def test_no_recommender_is_for_a_person_unless_the_unit_may_apply_directly() -> None:
    assert severities(package(recommender=""), "recommender-missing") == ["verify"]
    assert findings(package(recommender=None), "recommender-missing") == []
    assert findings(package(recommender=""), "recommender-missing", by=with_lists(direct=(UNIT,))) == []


@pytest.mark.parametrize(
    "name", ["长沙市科协", "湖南省机械工程学会", "中国机械工程学会", "中南大学科协", "三一集团有限公司科协", "长沙高新区科协"]
)
def test_known_routes(name: str) -> None:
    assert findings(package(recommender=name), "route-unclear") == []


def test_unknown_routes() -> None:
    assert severities(package(recommender="某某工作室"), "route-unclear") == ["verify"]
    assert (
        findings(package(recommender="某某工作室"), "route-unclear", by=with_lists(recommenders=("某某工作室 <a@b.cn>",))) == []
    )
    assert findings(package(recommender="长沙县科协"), "route-unclear") == []  # that is another finding


def test_recommending_oneself() -> None:
    city = {"applicant_unit": "长沙市科学技术协会", "single": True}
    assert severities(package(recommender="长沙市科协", **city), "self-recommended") == ["verify"]
    signed = {"recommender_opinion": "同意推荐。\n长沙市科学技术协会"}
    assert severities(package(recommender=value("", Place(table=1)), areas=signed, **city), "self-recommended") == ["verify"]
    assert findings(package(), "self-recommended") == []


def test_a_sanctioned_recommender() -> None:
    barred = with_lists(sanctioned=("湖南省机械工程学会",))
    assert severities(package(), "recommender-sanctioned", by=barred) == ["verify"]
    assert findings(package(), "recommender-sanctioned") == []
