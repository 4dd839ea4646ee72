"""The list of pairs that `form pairs` prints for a person."""

from __future__ import annotations

from reports.pair_listing import WIDEST, listing


def test_pairs_stand_below_each_other_and_blanks_and_doubts_are_named() -> None:
    told = listing("表.docx", {"姓名": "张三", "简历": "一\n二", "电话": "", "邮编": ""}, {"邮编": "看不清"})
    head, *lines = told.split("\n")
    assert head == "表.docx：共 4 项，其中 1 项未填"
    assert lines == ["姓名  张三", "简历  一", "      二", "电话  （空）", "邮编  （看不清）"]


def test_a_long_label_has_its_value_on_the_next_line() -> None:
    label = "栏" * (WIDEST // 2 + 1)
    assert listing("表", {label: "值"}, {}).split("\n")[1:] == [label, " " * (WIDEST + 2) + "值"]


def test_a_file_without_pairs_says_so() -> None:
    assert listing("表.docx", {}, {}) == "表.docx：没有认出任何栏目"
