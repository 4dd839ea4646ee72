"""The gate on rules with operands, conditions, days and limits: what would never report anything, or fail, is named with its
place and its likely mend."""

from __future__ import annotations

from typing import Any

import pytest

from parsers.checks.problems import problems
from tests.parsers.rules.wanted.call import guide

pytestmark = pytest.mark.usefixtures("english")

RIGHT: dict[str, dict[str, Any]] = {
    "table-rows": {"field": "members", "least": 3}, "age": {"fields": ["born"], "most": 40},
    "sums": {"parts": ["asked", "own"], "wholes": ["total"]}, "date-order": {"fields": ["signed"], "before": "deadline"},
    "one-of": {"fields": ["unit"], "words": ["沅江大学"]}, "file-name": {"pattern": "{unit}"},
    "limit-across": {"of": ["leader"]}, "tick-count": {"fields": ["results"], "most": 2},
    "number-range": {"fields": ["asked"], "least": 1},
    "conflict-across": {"of": ["account"], "differs": "unit"}, "text-length": {"fields": ["abstract"], "most": 10},
}


def told(kind: str, settings: dict[str, Any], **more: Any) -> list[str]:
    rule = {"id": "r", "kind": kind, "severity": "verify", "message": "不符。", "with": {**RIGHT[kind], **settings}, **more}
    return problems(guide([rule]))


@pytest.mark.parametrize("kind", RIGHT)
def test_what_is_right_passes(kind: str) -> None:
    assert told(kind, {}) == []


@pytest.mark.parametrize(("kind", "settings", "place", "mend"), [
    ("table-rows", {"field": "member"}, "with.field", "did you mean members"),
    ("table-rows", {"where": [{"field": "职务", "says": ["教授"]}]}, "with.where[0].field", "职务"),
    ("table-rows", {"where": [{"field": "职称"}]}, "with.where[0].field", "asks for nothing"),
    ("table-rows", {"where": [{"field": "职称", "say": ["教授"]}]}, "with.where", ""),
    ("table-rows", {"least": 5, "most": 3}, "with.most", "above"),
    ("age", {"fields": ["members/出生年份"]}, "with.fields", "出生年月"),
    ("age", {"on": "2024年1月1日"}, "with.on", "2024-03-01"),
    ("age", {"fields": ["unit/岁"]}, "with.fields", "no column"),
    ("age", {"most": "四十"}, "with.most", ""),
    ("sums", {"parts": ["asked", "ownn"]}, "with.parts", "did you mean own"),
    ("sums", {"relation": "equals"}, "with.relation", "equal"),
    ("sums", {"wholes": ["budget/金额/合计"]}, "with.wholes", "金额（万元）"),
    ("date-order", {"before": "dedline"}, "with.before", "dedline"),
    ("date-order", {"after": "2024-13-01"}, "with.after", "2024-03-01"),
    ("date-order", {"after": "term/begin"}, "with.after", "begin"),
    ("one-of", {"words": []}, "with.words", "neither"),
    ("one-of", {"words_list": "unit"}, "with.words_list", "did you mean units"),
    ("file-name", {"pattern": "{unti}+材料"}, "with.pattern", "did you mean unit"),
    ("file-name", {"pattern": "{unit"}, "with.pattern", "template"),
    ("file-name", {"pattern": "申报书"}, "with.pattern", "placeholder"),
    ("limit-across", {"of": ["leeder"]}, "with.of", "did you mean leader"),
    ("limit-across", {"each": 1}, "with.each", "unknown argument"),
    ("conflict-across", {"differs": "unt"}, "with.differs", "did you mean unit"),
    ("tick-count", {"among": ["专著"]}, "with.among", "no such option"),
    ("number-range", {"by_category": {"majors": [1, 2]}}, "with.by_category", "did you mean major"),
])
def test_what_is_wrong_is_named(kind: str, settings: dict[str, Any], place: str, mend: str) -> None:
    lines = told(kind, settings)
    assert lines and all(line.startswith(f"rules[r].{place}") for line in lines), lines
    assert any(mend in line for line in lines), lines


def test_a_rule_without_a_limit_and_conditions_that_lead_nowhere_are_named() -> None:
    rule = {"id": "r", "kind": "text-length", "severity": "fix", "message": "x", "with": {"fields": ["abstract"]}}
    (line,) = problems(guide([rule]))
    assert line.startswith("rules[r].with.least: no limit")
    (line,) = told("age", {}, when=[{"field": "ethics", "ticked": ["涉及人体"]}])
    assert line.startswith("rules[r].when[0].ticked: no such option")
    (line,) = told("age", {}, when=[{"field": "ethic", "filled": True}])
    assert line.startswith("rules[r].when[0].field: unknown field") and "ethics" in line


def test_a_rule_on_all_cases_tells_no_applicant() -> None:
    assert any("at most verify" in line for line in told("limit-across", {}, severity="fix"))


def test_a_placeholder_that_the_kind_does_not_offer_is_named() -> None:
    (line,) = told("age", {}, message="{years}")
    assert "{years}" in line
