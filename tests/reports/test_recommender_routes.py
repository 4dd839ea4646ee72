"""Who recommends: every class of the guide, the order in which they are asked, and who needs no recommender."""

from __future__ import annotations

from dataclasses import replace

import pytest

from config.model import Guide
from parsers.model.finding import Finding
from parsers.model.record import Value
from reports.recommender_routes import Routes, problems
from tests import installation
from tests.reports.sample_desk import case, formless

GUIDE = installation.guide()
ROUTES = Routes(GUIDE)


@pytest.mark.parametrize(("name", "kind"), [
    ("长沙市科学技术协会", "市州科协"), ("湖南省长沙市科协", "市州科协"), ("湘西自治州科协", "市州科协"),
    ("中国机械工程学会", "全国学会"), ("湖南省机械工程学会", "省级学会（协会、研究会）"),
    ("中南大学科协", "高校、企业（园区）科协"), ("衡阳高新技术产业开发区科协", "高校、企业（园区）科协"),
    ("岳阳楼区科学技术协会", "县（市、区）科协"), ("岳阳市岳阳楼区科协", "县（市、区）科协"), ("浏阳市科协", "县（市、区）科协"),
    ("湖南省科学技术协会", "省科协及直属单位"), ("某某公司", None), ("", None), ("（）", None),
])  # fmt: skip
def test_a_unit_is_of_the_first_class_that_fits(name, kind):
    found = ROUTES.class_of(name)
    assert (found.name if found else None) == kind


def test_lists_name_who_no_pattern_fits():
    listed = GUIDE.model_copy(update={"lists": {**GUIDE.lists, "direct": ("湖南 海智基地（长沙）/长沙海智基地",),
                                                "recommenders": ("某某联盟 <a@example.org>",)}})  # fmt: skip
    routes = Routes(listed)
    assert [routes.class_of(name).clause for name in ("湖南海智基地(长沙)", "长沙海智基地", "某某联盟")] == ["R84", "R84", "R36"]


@pytest.mark.parametrize(("unit", "recommender", "route"), [
    ("长沙理工大学", "长沙市科学技术协会", "市州科协推荐"), ("长沙理工大学", "浏阳市科协", "县级科协直接推荐"),
    ("长沙理工大学", "某某公司", "路径待核"), ("长沙理工大学", "", "未见推荐单位"), ("中国机械工程学会", "", "直接申报"),
])  # fmt: skip
def test_the_route_of_a_case(unit, recommender, route):
    one = case(GUIDE, applicant_unit=Value(unit, unit), recommender=Value(recommender, recommender))
    assert ROUTES.route(one) == route


def test_a_case_without_form_has_no_route():
    assert ROUTES.route(formless()) == "未见推荐单位"


def test_an_empty_list_fits_nobody():
    assert Routes(Guide.model_validate({**GUIDE.model_dump(), "lists": {}})).class_of("长沙市科协") is None


def test_problems_are_what_concerns_the_recommender_notes_left_out():
    found = (
        Finding("recommender-missing", "verify", "recommender", "a", "R81"),
        Finding("seal-missing", "verify", "commitment", "b", "R97"), Finding("x", "note", "recommender", "c", "R1"),
    )  # fmt: skip
    assert [finding.message for finding in problems(replace(case(GUIDE), findings=found), GUIDE)] == ["a"]
