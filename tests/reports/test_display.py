"""How values and numbers are shown to people, and what is hidden from some of them."""

import pytest

from parsers.model.finding import Finding
from parsers.model.record import Value
from reports import display
from reports.state_words import moment, spoken
from tests.reports.sample_desk import case, formless, guide

GUIDE = guide()
FORM = GUIDE.form("exchange")


def test_choices_read_as_the_form_prints_them():
    assert display.value_text(Value("√", "conference"), FORM.field("project_category")) == "国际科技交流会议"
    assert display.value_text(Value("√ 二者", None), FORM.field("project_category")) == "√ 二者"


def test_stages_read_a_line_each():
    value = Value("…", [{"stage": "3月", "budget_wan": 5.0, "goal": "筹备"}, {"stage": "", "budget_wan": None, "goal": "总结"}])
    assert display.value_text(value, FORM.field("schedule")) == "3月 | 5万元 | 筹备\n总结"


def test_unreadable_is_said_and_blank_is_not():
    assert display.value_text(Value(None), FORM.field("address")) == "〔无法读取〕"
    assert display.value_text(Value("", ""), FORM.field("address")) == ""


def test_the_budget_is_the_sum_of_the_stages():
    assert display.budget_wan(case(GUIDE), GUIDE) == 18.5
    assert display.budget_wan(case(GUIDE, "domestic_base"), GUIDE) is None
    assert display.budget_wan(formless(), GUIDE) is None


def test_completeness_counts_blank_but_not_unreadable_fields():
    required = sum(field.required for field in FORM.fields)
    assert display.completeness(case(GUIDE), GUIDE) == 1
    assert display.completeness(case(GUIDE, address=Value("", "")), GUIDE) == (required - 1) / required
    assert display.completeness(case(GUIDE, address=Value(None)), GUIDE) == 1
    assert display.completeness(formless(), GUIDE) is None


def test_findings_stand_in_the_order_of_the_form():
    findings = [Finding(key or "word-missing", "fix", key, "", "") for key in (None, "commitment", "uscc", "applicant_unit")]
    assert [f.field for f in display.in_form_order(findings, FORM)] == ["applicant_unit", "uscc", "commitment", None]


@pytest.mark.parametrize(("account", "seen"), [("4300 1523 0610 5000 1234", "****1234"), ("1234567", "****"), ("", "")])
def test_accounts_are_masked(account, seen):
    assert display.masked(account) == seen


@pytest.mark.parametrize("text", [
    "手机13873112345", "138-7311-2345", "+86 13873112345", "0731-84884381", "卡号6222021901012345678",
    "账号 4300 1523 0610 5000 1234",
])
def test_what_looks_like_a_phone_or_an_account_is_taken_out(text):
    said = display.without_contact_numbers(text, ())
    assert not any(len(run) > 4 for run in "".join(c if c.isdigit() else " " for c in said).split())


@pytest.mark.parametrize("text", [
    "2024年3月-2024年12月", "微信图片_20240315101010.jpg", "410004", "合计36.5万元", "12430000MB1K23456X",
])
def test_other_numbers_stay(text):
    assert display.without_contact_numbers(text, ()) == text


def test_numbers_of_the_case_are_found_however_they_are_written():
    one = case(GUIDE, contact_phone=Value("0731 8488 4381转8012、88886666", "…"))
    numbers = display.private_numbers(one, GUIDE, "phone")
    assert {"073184884381", "88886666"} <= set(numbers)
    assert display.without("请核对 0731-84884381 和 8888 6666", numbers) == "请核对 〔号码略〕 和 〔号码略〕"


def test_times_are_told_as_in_beijing():
    assert spoken("2024-03-31T20:05:00Z") == "2024年4月1日 04:05"
    assert str(moment("2024-03-31T20:05:00+08:00")) == "2024-03-31 20:05:00"


@pytest.mark.parametrize("iso", ["", None, "yesterday", "0001-01-01T00:00:00+14:00"])
def test_a_time_nobody_can_read_is_left_out(iso):
    assert moment(iso) is None and spoken(iso) == ""
