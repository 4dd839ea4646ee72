"""What the trial of a guide says of forms, sentences and letters, and that nothing of a form becomes a page's own words."""

from __future__ import annotations

from config.model import OfficeSettings
from reports.case import Case, Letter
from reports.guide_trial import FormSeen, trial_page
from reports.guide_trial.judgement import wrong_of_blank, wrong_of_filled, wrong_of_letter, wrong_of_rule
from reports.guide_trial.samples import letters, sentences
from reports.states import Status
from tests import installation
from tests.parsers.rules.builders import package

GUIDE = installation.guide()


def seen(**changes: str) -> FormSeen:
    case = Case("GJ2024-0001", package(single=True, **changes), (), Status.COMPLETE, "conference")
    return FormSeen("表.docx", (case,), ())


def test_a_blank_form_on_which_something_stands_is_told() -> None:
    told = list(wrong_of_blank(seen(), "exchange", GUIDE))
    assert any("在空白表上读出了" in line for line in told)
    assert any("没有被认出" in line for line in wrong_of_blank(seen(), "haizhi", GUIDE))
    assert list(wrong_of_blank(seen(), "nothing", GUIDE)) == ["指南中没有代号为 nothing 的申报书"]


def test_a_form_that_cannot_be_read_or_known_is_told() -> None:
    assert list(wrong_of_filled(FormSeen("a", (), (), "已损坏"), GUIDE)) == ["读不出来：已损坏"]
    assert list(wrong_of_filled(FormSeen("a", (), ()), GUIDE)) == ["没有认出是本指南的哪一种申报书"]


def test_sentences_and_letters_that_nobody_can_read() -> None:
    rule = GUIDE.rules[0]
    assert list(wrong_of_rule(rule, "“项目名称”未填写。")) == []
    assert len(list(wrong_of_rule(rule, "{label}未填写。"))) == len(list(wrong_of_rule(rule, "未填写。。"))) == 1
    good = Letter("已收到", "您好，您的邮件已经收到，谢谢！工作人员会查看。", "")
    assert list(wrong_of_letter("回执", good)) == []
    assert list(wrong_of_letter("回执", Letter("已收到", "您好，{{ number }} 已经收到，谢谢！工作人员会查看。", "")))


def test_every_rule_and_every_letter_is_there_once() -> None:
    assert [rule.id for rule, *_ in sentences(GUIDE, [])] == [rule.id for rule in GUIDE.rules]
    names = [name for name, _ in letters(GUIDE, OfficeSettings(), {"exchange": seen().cases[0]})]
    assert len(names) == len(set(names)) == 7


def test_words_of_forms_stay_words() -> None:
    page = trial_page(GUIDE, OfficeSettings(), {}, [seen(project_leader="<script>alert(1)</script>{{ 7 * 7 }}")])
    assert "<script" not in page and "&lt;script&gt;" in page and "{{ 7 * 7 }}" in page
    assert "没有空白表可试" in page
