"""Two states of one case compared: what a clerk is told, what is cut short, and what must not be shown."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.model.finding import Finding
from parsers.model.record import Value
from reports.revision_changes import changes, cut
from tests import installation
from tests.reports.sample_desk import case, formless

GUIDE = installation.guide()


def told(old, new):
    return {(change.kind, change.label): (change.old, change.new) for change in changes(old, new, GUIDE)}


def test_the_same_state_twice_is_no_change():
    assert changes(case(GUIDE), case(GUIDE), GUIDE) == ()


def test_blank_unreadable_and_written_are_three_things():
    old = case(GUIDE, address=Value("", ""), postal_code=Value(None), project_leader=Value("王一", "王一"))
    new = case(GUIDE, address=Value("长沙市", "长沙市"), postal_code=Value("", ""), project_leader=Value("王 一", "王 一"))
    assert told(old, new) == {
        ("status", "状态"): ("待人工", "齐全"), ("field", "地址"): ("（空白）", "长沙市"),
        ("field", "邮政编码"): ("〔无法读取〕", "（空白）"),
    }


def test_a_form_that_came_at_last_brings_all_its_fields():
    found = told(replace(formless(), case_no="GJ2024-0001"), case(GUIDE))
    assert found["field", "申报单位"] == ("", "湖南省农业科学院")
    assert ("file", "申报书Word版") in found and found["status", "状态"] == ("待人工", "齐全")


def test_a_file_of_the_same_role_is_a_replacement_and_one_that_went_is_gone():
    old, new = case(GUIDE, n=1), case(GUIDE, n=2)
    files = new.package.files[:2]
    found = told(old, replace(new, package=replace(new.package, files=files)))
    assert found["file", "申报书扫描件"] == ("扫描件.pdf", "扫描件.pdf")
    assert found["file", "佐证材料"] == ("合作协议.pdf", "")


def test_two_findings_of_one_rule_are_counted_and_not_merged():
    twice = tuple(Finding("attachment-encrypted", "fix", None, f"文件{n}有密码", "R113") for n in (1, 2))
    old, new = replace(case(GUIDE), findings=twice), replace(case(GUIDE), findings=twice[:1])
    assert [change.new for change in changes(old, new, GUIDE)] == ["已改正，或不再出现"]
    assert [change.new for change in changes(new, old, GUIDE)] == ["新出现：文件2有密码"]


def test_reminders_and_notes_come_and_go_unsaid():
    mild = (Finding("a", "remind", None, "请留意", "R5"), Finding("b", "note", None, "参考", "R49"))
    assert changes(replace(case(GUIDE), findings=mild), case(GUIDE), GUIDE) == ()


@pytest.mark.parametrize("tail", ["旧", "旧" * 500])
def test_a_long_text_is_cut_to_where_it_parts(tail):
    one, other = cut("同" * 5000 + tail, "同" * 5000 + "新")
    assert one.startswith("……同") and "旧" in one and len(one) < 500 and other == "……" + "同" * 24 + "新"


@given(st.text(max_size=400), st.text(max_size=400))
def test_any_two_texts_can_be_compared_and_different_ones_stay_different_when_short(one, other):
    first, second = cut(one, other)
    assert len(first) < 600 and len(second) < 600
    if max(len(one), len(other)) <= 120:
        assert (first, second) == (one, other)
