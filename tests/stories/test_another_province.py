"""A call of another province works by its data alone: whom it knows as recommender, what lies in it, whose a seal is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from config.load import load_guide
from config.model import Guide
from intake.operations.checked_settings import guide_problems
from parsers.checks.money import amounts
from parsers.checks.recommender_classes import class_of
from parsers.checks.rule import Circumstances
from parsers.forms.signed_parts import unit_named
from parsers.model.mail import Head
from parsers.packages.package_facts import recommenders, with_facts
from parsers.packages.project_naming import generic
from parsers.seals.owner import whose
from reports.workbook.sheets.paper_copies import PAPER
from tests.parsers.rules.builders import findings, package, severities
from tests.stories.another_province import guide_of_another_province


@pytest.fixture(scope="module")
def guide(tmp_path_factory: pytest.TempPathFactory) -> Guide:
    return load_guide(guide_of_another_province(tmp_path_factory.mktemp("guides")))


def test_its_guide_is_whole(guide: Guide) -> None:
    assert guide_problems(guide) == []
    assert (guide.province_name, guide.host.name) == ("贵州", "贵州省科学技术协会")


@pytest.mark.parametrize(("name", "kind"), [
    ("贵阳市科协", "市州科协"), ("贵州省遵义市科学技术协会", "市州科协"), ("黔东南州科协", "市州科协"),
    ("观山湖区科协", "县（市、区）科协"), ("贵州省仁怀市科协", "县（市、区）科协"),
    ("贵州省机械工程学会", "省级学会（协会、研究会）"),
    ("贵州省科协国际部", "省科协及直属单位"), ("长沙市科协", ""), ("湖南省机械工程学会", ""),
])  # fmt: skip
def test_its_recommenders_are_of_its_classes(guide: Guide, name: str, kind: str) -> None:
    found = class_of(guide, name)
    assert (found.name if found else "") == kind


def test_its_counties_may_not_recommend_and_its_cities_may(guide: Guide) -> None:
    def told(name: str) -> list[str]:
        return list(severities(package(recommender=name, single=True), "recommender-ineligible", by=guide))

    assert (told("仁怀市科协"), told("贵州省遵义市仁怀市科协"), told("遵义市科协")) == (["fix"], ["fix"], [])


def test_what_lies_in_it_and_what_does_not(guide: Guide) -> None:
    def told(**changes: str) -> list[str]:
        return list(severities(package(applicant_unit="某某研究院", **changes), "outside-province", by=guide))

    assert told(address="湖南省长沙市麓山南路1号") == ["verify"]
    assert told(address="遵义市1号", postal_code="100080", uscc="") == []
    assert told(address="北京市海淀区1号", postal_code="550001") == []
    silent = dict.fromkeys(("expected_goals", "highlights", "cooperation_basis", "partner_units"), "")
    (few,) = findings(package(main_content="来自在黔高校、英国、韩国的专家参会。", **silent), "countries-too-few", by=guide)
    assert "英国、韩国；计入中国为3个" in few.message, "the province's own word stands for China"


def test_its_route_names_other_associations_than_the_one_applied_to(guide: Guide) -> None:
    whole = replace(package(recommender=""), subject="报贵州省科协：遵义市科协推荐项目", name="贵州省科学技术协会")
    (told,) = findings(whole, "hint-route", by=guide)
    assert "遵义市科协" in told.message and "贵州省科" not in told.message
    ours = replace(package(recommender=""), subject="湖南省科协转来")
    assert "湖南省科协" in findings(ours, "hint-route", by=guide)[0].message


def test_its_recommenders_are_known_by_form_seal_and_sender(guide: Guide) -> None:
    assert [unit_named(words, guide.host) for words in ("贵州省科协", "省科协", "遵义市科协")] == ["", "", "遵义市科协"]
    assert unit_named("湖南省科协", guide.host) == "湖南省科协"
    unions = guide.host.model_copy(update={"members": ("总工会",)})
    assert [unit_named(words, unions) for words in ("遵义市总工会", "遵义市科协")] == ["遵义市总工会", ""]
    assert {"贵阳市科学技术协会", "贵州省甲学会"} <= set(recommenders(guide))
    assert whose("贵州省机械工程学会", "贵州省计算机学会", guide) == "another's"
    listed, of_another = ("kx@example.org", "", "贵州省甲学会"), ("a@b.org", "长沙市科协", "")
    for sender, named, name in (listed, ("a@b.org", "贵阳市科协", "贵阳市科协"), of_another):
        head = Head(sender=sender, sender_name=named)
        record = with_facts(package(recommender="").files, head, guide, alone=True).record(guide)
        assert record is not None and record.values["recommender"].text == name
    received = Circumstances("2024-04-01T09:00:00+08:00")
    assert severities(package(recommender="贵州省乙学会"), "recommender-sanctioned", received, guide) == ["verify"]


def test_its_money_names_and_papers(guide: Guide) -> None:
    assert [one.part for one in amounts("其中贵州省科协6万元，自筹1万元", guide)] == ["asked", "own"]
    assert generic("2024年度贵州省科协海智计划项目申报书", guide) and not generic("湖南省科协海智计划项目", guide)
    told = guide.model_copy(update={"paper": guide.paper.model_copy(update={"certificate": "保密审查表"}), "digest": "papers"})
    assert "保密审查表份数" in [column.head for column in PAPER.of(told).columns]
