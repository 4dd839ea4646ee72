"""Which reminders a letter carries: none, all, or those that the office names; suspicion is never told."""

from __future__ import annotations

from tests.reports.letters.test_letters import GUIDE, letter
from tests.reports.sample_desk import MONEY, SEAL, case


def test_suspicion_is_never_told_and_reminders_only_where_the_office_wants_them():
    one = case(GUIDE, findings=(SEAL, MONEY))
    plain, chatty = letter(one).text, letter(one, reminders=True).text
    assert "公章，请" not in plain and "经费合计36万元" not in plain and "没有发现必须补正" in plain
    assert "经费合计36万元" in chatty and "不是必须修改" in chatty and "未识别到公章" not in chatty


def test_a_letter_carries_the_reminders_that_are_named_and_no_others():
    one = case(GUIDE, findings=(SEAL, MONEY))
    told, other = letter(one, reminders=frozenset({MONEY.rule})).text, letter(one, reminders=frozenset({"evidence-missing"})).text
    assert "经费合计36万元" in told and "未识别到公章" not in told
    assert other == letter(one, reminders=frozenset()).text == letter(one).text
