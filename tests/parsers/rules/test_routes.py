# ruff: noqa: E501  (tables read better a case a line)
"""Who recommends and by which route, by the examples of the guide and the contract."""

from __future__ import annotations

from dataclasses import replace

import pytest

from parsers.checks.recommender_classes import class_of
from parsers.checks.rule import Circumstances
from parsers.model.document import Place
from parsers.model.mail import Head
from parsers.model.package import Package
from parsers.model.record import Value
from parsers.model.seal import Stamp
from parsers.packages.gather import packages_of
from tests.bench.planted.sent import Sent, complete, drawn
from tests.parsers.rules.builders import UNIT, WHOLE, file, findings, guide, package, severities, value, with_lists

CLASSES = [
    ("长沙县科协", "县（市、区）科协"), ("岳麓区科协", "县（市、区）科协"), ("浏阳市科协", "县（市、区）科协"),
    ("长沙市岳麓区科学技术协会", "县（市、区）科协"), ("长沙市科协", "市州科协"), ("湖南省长沙市科学技术协会", "市州科协"),
    ("湘西土家族苗族自治州科学技术协会", "市州科协"), ("长沙高新区科协", "高校、企业（园区）科协"),
    ("湘江新区科协", "高校、企业（园区）科协"), ("湖南湘江新区科学技术协会", "高校、企业（园区）科协"),
    ("浏阳经开区科协", "高校、企业（园区）科协"), ("湖南大学科协", "高校、企业（园区）科协"), ("三一集团有限公司科协", "高校、企业（园区）科协"),
    ("湖南省机械工程学会", "省级学会（协会、研究会）"), ("中国机械工程学会", "全国学会"), ("省科协国际部", "省科协及直属单位"), ("某某工作室", ""),
]  # fmt: skip


@pytest.mark.parametrize(("name", "kind"), CLASSES)
def test_each_recommender_is_of_one_class(name: str, kind: str) -> None:
    found = class_of(guide(), name)
    assert (found.name if found else "") == kind


@pytest.mark.parametrize("name", ["长沙县科协", "岳麓区科协", "浏阳市科协"])
def test_a_county_is_refused_where_it_is_printed(name: str) -> None:
    assert severities(package(recommender=name, single=True), "recommender-ineligible") == ["fix"]


@pytest.mark.parametrize("name", ["长沙市科协", "长沙高新区科协", "湘江新区科协"])
def test_a_city_and_the_association_of_a_park_are_not(name: str) -> None:
    assert findings(package(recommender=name, single=True), "recommender-ineligible") == []
    assert findings(package(recommender=name, single=True), "route-unclear") == []


def test_the_classes_stand_once_in_the_guide() -> None:
    """Rules and sheets go by the guide's own classes: a class that is taken out is unknown to both."""
    less = guide().model_copy(update={"recommender_classes": guide().recommender_classes[1:2], "digest": "less"})
    whole = package(recommender="湖南省机械工程学会")
    assert severities(whole, "route-unclear", by=less) == ["verify"]
    (told,) = findings(whole, "hint-route", by=less)
    assert "类别未能确定" in told.message


@pytest.mark.parametrize(("unit", "lists", "told"), [
    ("湖南橘洲数据科技有限公司", {}, ["verify"]), (UNIT, {"direct": (UNIT,)}, []), (UNIT, {"direct": ("湖南另一家有限公司",)}, ["verify"]),
])  # fmt: skip
def test_the_direct_route_is_for_those_on_the_list(unit: str, lists: dict[str, tuple[str, ...]], told: list[str]) -> None:
    assert severities(package(applicant_unit=unit, recommender=""), "recommender-missing", by=with_lists(**lists)) == told


@pytest.mark.parametrize(("unit", "recommender", "told"), [
    ("长沙市科学技术协会", "长沙市科协", ["verify"]), ("湖南省机械工程学会", "湖南省机械工程学会", ["verify"]),
    ("湖南甲学会、湖南乙大学", "湖南甲学会", ["verify"]), ("湖南甲学会", "湖南乙学会", []),
])  # fmt: skip
def test_recommending_oneself_is_for_a_person(unit: str, recommender: str, told: list[str]) -> None:
    assert severities(package(applicant_unit=unit, recommender=recommender, single=True), "self-recommended") == told


def test_a_unit_that_signs_its_own_recommendation_is_seen_in_the_sentence() -> None:
    signed = {"recommender_opinion": f"同意推荐。{UNIT}"}
    whole = package(recommender=value("", Place(table=1)), areas=signed, single=True)
    assert severities(whole, "self-recommended") == ["verify"]


# --- where the name is found ----------------------------------------------------------------------------------------------


def received(sent: Sent, head: Head, by: object = None) -> Package:
    """The package of a mail with this Word file alone."""
    from tests.bench.planted.sent import _file

    (whole,), _ = packages_of([_file(f"{sent.folder}/申报书.docx", drawn(sent))], head, by or guide())  # type: ignore[arg-type]
    return whole


def application(**values: object) -> Sent:
    from random import Random

    sent = complete(Random("route"), "conference")
    return replace(sent, dialect=replace(sent.dialect, runs="whole"), folder="材料").says(**values)


def recommender(whole: Package) -> Value:
    assert whole.record(guide()) is not None
    return whole.record(guide()).values["recommender"]


def test_the_printed_name_counts_first() -> None:
    found = recommender(received(application(recommender="长沙市科学技术协会"), Head(sender="a@example.org", sender_name="岳麓区科协")))
    assert (found.text, found.medium) == ("长沙市科学技术协会", "word")


def test_a_sender_counts_only_if_the_office_lists_it() -> None:
    head = Head(sender="kx@example.org", sender_name="湖南省甲学会")
    blank = application(recommender="")
    assert recommender(received(blank, head)).text == ""
    listed = with_lists(recommenders=("湖南省甲学会 <kx@example.org>",))
    assert recommender(received(blank, head, listed)).text == "湖南省甲学会"


def test_seals_subject_and_folder_are_told_to_staff_beside_what_is_printed() -> None:
    seal = Stamp("recommender_opinion", "seal", "seen", Place(page=3), text="株洲市科学技术协会")
    scan = replace(WHOLE[0], stamps=(seal,))
    whole = replace(package(extra=(scan, *WHOLE[1:]), recommender=""), subject="衡阳市科协推荐项目", name="岳阳市科协+某项目")
    (told,) = findings(whole, "hint-route")
    for words in ("公章识别为“株洲市科学技术协会”", "邮件主题提到“衡阳市科协”", "文件夹名提到“岳阳市科协”", "未识别到推荐单位"):
        assert words in told.message
    assert told.severity == "note"


def test_a_citys_seal_beside_a_countys_name_is_for_a_person() -> None:
    unread = file("申报书.pdf", "form_scan", text_layer=False)
    assert severities(package(recommender="长沙县科协", extra=(unread, *WHOLE[1:])), "recommender-ineligible") == ["verify"]


def test_a_sanction_is_told_to_staff_within_its_days_and_never_applied() -> None:
    ledger = with_lists(sanctioned=("湖南省甲学会,2024-01-01,2026-12-31,依据",))
    whole = package(recommender="湖南省甲学会")
    for day, told in (("2024-05-01", ["verify"]), ("2027-05-01", []), ("2023-05-01", [])):
        assert severities(whole, "recommender-sanctioned", Circumstances(received=f"{day}T09:00:00+08:00"), ledger) == told
