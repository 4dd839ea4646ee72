"""Rules on fields: what is blank, what was not read, what was ticked."""

from __future__ import annotations

import pytest

from parsers.model.document import Place
from parsers.model.record import Value
from tests.parsers.rules.builders import UNIT, findings, guide, package, severities, value

REQUIRED = [(form.key, field.key) for form in guide().forms for field in form.fields if field.required and field.kind != "choice"]
EMPTY = {"period": {"text": "", "start": None, "end": None}, "options": [], "schedule": []}


@pytest.mark.parametrize(("form", "key"), REQUIRED)
def test_each_required_field_left_blank_is_told_as_the_form_prints_it(form: str, key: str) -> None:
    field = guide().form(form).field(key)  # type: ignore[union-attr]
    blank = EMPTY.get(field.kind, "")  # type: ignore[union-attr]
    printed = {"applicant_unit": ("", "")} if key == "applicant_unit" else {}
    told = findings(package(form, printed=printed, **{key: blank}), "field-missing")
    assert {f.field for f in told} == {key}
    assert {f.severity for f in told} == {"fix"}
    assert all("“" in f.message and f.place is not None and f.document == "申报书.docx" for f in told)


def test_a_label_printed_three_times_is_not_mistaken() -> None:
    said = [findings(package(**{key: ""}), "field-missing")[0].message for key in ("contact_phone", "unit_phone", "leader_phone")]
    assert said == ["封面“联系电话”未填写。", "“邮政编码”之后的“联系电话”未填写。", "“职务/职称”之后的“联系电话”未填写。"]


@pytest.mark.parametrize(
    ("key", "text"), [("fax", ""), ("fax", "无"), ("support", "无"), ("recommender", ""), ("project_name", "x")]
)
def test_what_may_be_blank_and_what_counts_as_an_answer(key: str, text: str) -> None:
    assert findings(package("haizhi", **{key: text}), "field-missing") == []


def test_the_project_name_is_not_asked_by_the_exchange_form() -> None:
    assert findings(package(project_name=""), "field-missing") == []


def test_the_place_told_is_the_blank_one_of_two() -> None:
    told = findings(package(printed={"applicant_unit": (UNIT, "")}), "field-missing")
    assert [(f.message, f.place) for f in told] == [("“单位名称”未填写。", Place(paragraph=2))]


def test_a_field_whose_label_is_gone_is_not_blank() -> None:
    assert findings(package(address="", missing_labels=("地    址",)), "field-missing") == []


def test_the_credit_code_of_a_foreign_body_is_for_a_person_to_look_at() -> None:
    name = "World Federation of Engineering Organizations"
    whole = package(uscc="", applicant_unit=name, printed={"applicant_unit": (name, name)})
    assert severities(whole, "field-missing") == ["verify"]


def test_rows_outside_a_table_are_beyond_our_reading() -> None:
    assert severities(package(schedule=value([], Place(paragraph=40))), "field-missing") == ["verify"]


def test_a_tick_in_doubt_is_not_a_missing_one() -> None:
    doubtful = value([], doubt="unsure")
    assert findings(package(cooperation_fields=doubtful), "field-missing") == []
    assert severities(package(cooperation_fields=doubtful), "tick-unsure") == ["verify"]


# --- not read -------------------------------------------------------------------------------------------------------


def test_what_could_not_be_read_is_never_missing() -> None:
    whole = package(address=None, schedule=None, project_period=Value(None, None))
    assert findings(whole, "field-missing") == []
    assert [f.field for f in findings(whole, "field-unreadable")] == ["project_period", "address", "schedule"]
    assert severities(whole, "field-unreadable") == ["verify"] * 3


CATEGORY_RULES = ("category-unticked", "category-ambiguous", "tick-unsure", "field-unreadable")


@pytest.mark.parametrize(
    ("read", "rule", "severity"),
    [
        (Value("（）国际科技交流会议（）国际与区域合作", None, doubt="unticked"), "category-unticked", "fix"),
        (Value("（√）国际科技交流会议（√）国际与区域合作", None, doubt="ambiguous"), "category-ambiguous", "fix"),
        (Value("…", None, doubt="unsure"), "tick-unsure", "verify"),
        (Value(None, None), "field-unreadable", "verify"),
        (Value("（）…", None, medium="ocr", doubt="unticked"), "category-unticked", "verify"),
    ],
)
def test_a_category_without_a_value_has_exactly_one_reason(read: Value, rule: str, severity: str) -> None:
    told = [f for name in CATEGORY_RULES for f in findings(package(project_category=read), name)]
    assert [(f.rule, f.severity, f.field) for f in told] == [(rule, severity, "project_category")]


def test_a_category_told_by_emphasis_alone_is_unsure() -> None:
    whole = package(project_category=value("conference", doubt="unsure"))
    assert severities(whole, "tick-unsure") == ["verify"]
    assert [f.rule for name in CATEGORY_RULES for f in findings(whole, name)] == ["tick-unsure"]


def test_a_category_whose_label_is_gone_was_not_left_unticked_for_certain() -> None:
    whole = package(project_category=Value("", None, doubt="unticked"), missing_labels=("项目类别",))
    assert severities(whole, "category-unticked") == ["verify"]
