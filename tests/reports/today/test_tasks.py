"""What asks a clerk for something this morning, and what does not."""

from __future__ import annotations

from dataclasses import replace

from parsers.model.finding import Finding
from reports.case import Desk, Edit, LetterRow, MailRow
from reports.pages.index import index_page
from reports.today import tasks
from tests.reports.sample_desk import SEAL, case, guide

GUIDE = guide()
MONDAY = "2024-04-15T09:00:00+08:00"
FRIDAY, THURSDAY = "2024-04-12T08:30:00+08:00", "2024-04-11T23:59:00+08:00"


def desk(*cases, **more):
    return replace(Desk(cases, (), (), MONDAY), **more)


def told(of):
    return [(task.sort, task.number) for task in tasks(of, GUIDE)]


def received(n, at, *findings, revision=1):
    return replace(case(GUIDE, n=n, findings=findings, revision=revision), received=at, status="complete")


def verdict(number, state="active"):
    return Edit(1, "总览", number, "staff_verdict", "通过", "", state, "", MONDAY)


# --- new and late ----------------------------------------------------------------------------------------------------


def test_what_came_since_the_last_working_day_is_new():
    cases = received(1, FRIDAY), received(2, THURSDAY), received(3, MONDAY, SEAL, revision=2)
    assert told(desk(*cases)) == [("新收", "GJ2024-0001"), ("更新", "GJ2024-0003")]
    new, renewed = tasks(desk(*cases), GUIDE)
    assert (new.todo, renewed.todo) == ("初审（没有发现问题）", "看第2版改了什么（1处核验）")
    assert new.contact and new.phone == "13873112345"


def test_on_a_day_after_a_holiday_it_goes_back_before_it():
    after = desk(received(1, "2024-04-30T20:00:00+08:00"), made="2024-05-06T09:00:00+08:00")
    assert told(after) == [("新收", "GJ2024-0001")], "1 to 5 May 2024 were free"


def test_in_a_year_whose_holidays_are_unknown_the_day_before_counts():
    cases = received(1, "2039-04-14T08:00:00+08:00"), received(2, "2039-04-13T08:00:00+08:00")
    far = desk(*cases, made="2039-04-15T09:00:00+08:00")
    assert told(far) == [("新收", "GJ2024-0001")]


def test_a_late_one_asks_until_there_is_a_verdict():
    late = Finding("late-submission", "verify", None, "材料收到时间晚于截止时间，请人工核对。", "R124", kind="late")
    one = received(1, THURSDAY, late)
    (task,) = tasks(desk(one), GUIDE)
    assert (task.sort, task.todo) == ("迟到", "材料收到时间晚于截止时间：请决定是否受理")
    assert tasks(desk(one, edits=(verdict("GJ2024-0001"),)), GUIDE) == ()


def test_a_verdict_that_no_longer_counts_is_to_be_confirmed_and_the_case_to_be_read():
    one = received(1, FRIDAY, revision=2)
    assert told(desk(one, edits=(verdict("GJ2024-0001", "stale"),))) == [("填写待确认", "GJ2024-0001"), ("更新", "GJ2024-0001")]


def test_an_overdue_correction_names_its_day():
    (task,) = tasks(desk(replace(received(1, THURSDAY), progress="逾期未补正（2024-04-11）")), GUIDE)
    assert task == replace(task, sort="逾期未补正", todo="逾期未补正（2024-04-11）：请联系申报单位或作出结论")
    assert tasks(desk(replace(received(1, THURSDAY), progress="补正通知已发，限期（2024-05-11）")), GUIDE) == ()


# --- letters, mails --------------------------------------------------------------------------------------------------


def letter(state, **more):
    return LetterRow("receipt-1", f"{1:064x}", "receipt", "keji@example.edu.cn", "已收到", state, **more)


def test_letters_ask_when_they_wait_fail_or_come_back():
    def sorts(*letters):
        return list(tasks(desk(letters=letters), GUIDE))

    assert [one.sort for one in sorts(letter("held"), letter("failed"), letter("sent", returned="地址不存在"))] == [
        "退信", "未发出的信", "待批准的信"]
    assert sorts(letter("sent"), letter("queued"), letter("dropped"), letter("sent", returned="投递延迟：稍后")) == []


def test_the_letter_of_a_case_says_whom_to_ring():
    one = received(1, THURSDAY)
    mail = MailRow(f"{1:064x}", THURSDAY, "k@example.cn", "", "申报", 1, "settled", "submission", case_nos=("GJ2024-0001",))
    (task,) = tasks(desk(one, mails=(mail,), letters=(letter("sent", returned="地址不存在"),)), GUIDE)
    assert (task.number, task.phone) == ("GJ2024-0001", "13873112345") and "keji@example.edu.cn" in task.what


def test_an_enquiry_asks_until_it_is_answered():
    ask = MailRow("a" * 64, FRIDAY, "z@qq.com", "张三", "何时截止？", 1, "not_application", "enquiry")
    assert told(desk(mails=(ask,))) == [("咨询未答", "")]
    silent = replace(ask, answered=MONDAY), replace(ask, state="blocked"), replace(ask, kind="automatic")
    assert tasks(desk(mails=silent), GUIDE) == ()


def test_what_the_mailbox_owes_and_letters_that_are_held_come_first():
    asked = desk(received(1, FRIDAY), alerts=("信件暂停：多数来信读不出", "邮箱欠收2封"), holding="信件暂停：多数来信读不出")
    assert [task.sort for task in tasks(asked, GUIDE)] == ["信件暂停", "邮箱欠收", "新收"]


# --- nothing ---------------------------------------------------------------------------------------------------------


def test_a_quiet_morning_asks_for_nothing():
    gone = replace(received(2, FRIDAY), status="superseded"), replace(received(3, FRIDAY), status="duplicate")
    quiet = desk(received(1, FRIDAY), *gone, edits=(verdict("GJ2024-0001"),))
    assert tasks(quiet, GUIDE) == tasks(desk(made=""), GUIDE) == ()
    assert "今日" not in index_page(quiet, GUIDE, {})


def test_the_index_shows_the_same_and_no_word_of_an_applicant_is_markup():
    ask = MailRow("a" * 64, FRIDAY, "z@qq.com", "<script>alert(1)</script>", "问", 1, "not_application", "enquiry")
    many = [replace(ask, sha256=f"{n:064x}") for n in range(20)]
    page = index_page(desk(received(1, FRIDAY), mails=(ask, *many)), GUIDE, {"GJ2024-0001": "pages/GJ2024-0001.html"})
    assert "咨询未答 21" in page and "另有 9 项" in page and 'href="pages/GJ2024-0001.html"' in page
    assert "<script>alert" not in page and "&lt;script&gt;alert" in page
