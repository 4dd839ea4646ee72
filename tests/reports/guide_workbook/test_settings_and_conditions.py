"""Every rule that an office may want goes through the cells of the workbook: settings and conditions come back as they were."""

from __future__ import annotations

from typing import Any

import pytest

from reports.guide_workbook.condition_cells import shown_conditions, taken_conditions
from reports.guide_workbook.settings_cells import setting_key, shown_settings, taken_setting
from reports.guide_workbook.terms import Terms, Unfit
from tests.parsers.rules.wanted.call import FILES, LISTS, form, toml

WANTED = [one["rule"] | {"ask": one["ask"]} for name in FILES for one in toml(name)["wanted"]]


@pytest.fixture(scope="module")
def terms() -> Terms:
    """The names of the invented call."""
    made = Terms()
    made.learn("field", ((field.key, field.label) for field in form().fields))
    made.learn("category", (("major", "重点项目"), ("youth", "青年项目")))
    made.learn("list", ((name, name) for name in LISTS))
    return made


def plain(value: Any) -> Any:
    return [plain(one) for one in value] if isinstance(value, list | tuple) else value


@pytest.mark.parametrize("rule", WANTED, ids=lambda rule: rule["ask"])
def test_its_settings_come_back(rule: dict[str, Any], terms: Terms) -> None:
    for key, (name, cell) in zip(rule.get("with", {}), shown_settings(rule.get("with", {}), terms), strict=True):
        assert setting_key(rule["kind"], name) == key
        assert plain(taken_setting(rule["kind"], key, str(cell), terms)) == plain(rule["with"][key]), (name, cell)


@pytest.mark.parametrize("rule", [one for one in WANTED if one.get("when")], ids=lambda rule: rule["ask"])
def test_its_conditions_come_back(rule: dict[str, Any], terms: Terms) -> None:
    cell = shown_conditions(rule["when"], terms)
    assert taken_conditions(cell, terms) == rule["when"], cell


def test_people_write_conditions_in_their_own_way(terms: Terms) -> None:
    (field,) = [one for one in form().fields if one.key == "level"]
    typed = f" {field.label}: 勾选 ＝ 重点项目|青年项目 ;{field.label}：已填=是"
    assert taken_conditions(typed, terms) == [
        {"field": "level", "ticked": ["重点项目", "青年项目"]}, {"field": "level", "filled": True}]
    assert taken_conditions("年龄：最大年龄=35，算到=2024-01-01", terms, of_columns=True) == [
        {"field": "年龄", "oldest": 35, "on": "2024-01-01"}]


@pytest.mark.parametrize(("typed", "why"), [
    ("没有的栏：含=甲", "没有“没有的栏”"), ("负责人", "条件写作"), ("项目负责人：像=甲", "不认识条件"),
    ("项目负责人：不少于=许多", "不是数"), ("项目负责人：含=", "不认识条件"),
])  # fmt: skip
def test_a_condition_that_says_nothing_is_answered(typed: str, why: str, terms: Terms) -> None:
    leader = next(field.label for field in form().fields if field.key == "leader")
    with pytest.raises(Unfit, match=why):
        taken_conditions(typed.replace("项目负责人", leader), terms)
