"""The total of a schedule is no stage; where it is not the sum of the stages it is noted. Amounts count in the unit of their
heading."""

from __future__ import annotations

from typing import Any

import pytest

from parsers.formats.word.reader import read
from parsers.forms.fill import fill
from parsers.model.record import Record, Value
from tests import installation
from tests.parsers.rules.builders import package, severities
from tests.parsers.wordml import cell, docx, table

FORM = next(f for f in installation.guide().forms if f.key == "exchange")


def record(total: list[str], head: str = "经费预算（万元）", amounts: tuple[str, str] = ("3", "6.5")) -> Record:
    stages = [["2024年5月-8月", amounts[0], "活动一"], ["2024年9月-12月", amounts[1], "活动二"]]
    return fill(read(docx(table([["时间阶段", head, "目标内容"], *stages, total, ["", "", ""]]))), FORM)


def schedule(total: list[str], **more: Any) -> Value:
    value = record(total, **more).values["schedule"]
    assert [row["goal"] for row in value.value] == ["活动一", "活动二"]
    return value


@pytest.mark.parametrize("total", [
    ["合计", "29", ""], ["总  计", "29万元", ""], ["合计（万元）", "29", ""], ["合计：29万元", "", ""], ["合计", "", "29"],
    ["共计290000元", "", ""],
])  # fmt: skip
def test_a_total_that_is_not_the_sum_is_told(total: list[str]) -> None:
    value = schedule(total)
    assert value.note == "合计29万元"
    assert severities(package(schedule=value), "budget-sum-differs") == ["remind"]


@pytest.mark.parametrize("head", ["经费预算（元）", "经费（单位：元）", "经费预算/元", "经费预算\n（人民币元）"])
def test_a_heading_in_yuan(head: str) -> None:
    filled = record(["合计", "95000", ""], head=head, amounts=("30000", "65000"))
    value = filled.values["schedule"]
    assert ([row["budget_wan"] for row in value.value], value.note) == ([3.0, 6.5], "")
    assert filled.unclaimed == ()


def test_a_heading_in_thousands() -> None:
    value = schedule(["合计", "95", ""], head="经费预算（千元）", amounts=("30", "65"))
    assert ([row["budget_wan"] for row in value.value], value.note) == ([3.0, 6.5], "")


@pytest.mark.parametrize("label", ["申报单位承诺", "申报单位意见"])
def test_a_schedule_ends_where_the_form_goes_on_in_the_same_table(label: str) -> None:
    assert schedule([label, "本单位承诺所填属实", ""]).note == ""


# --- totals that say nothing ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("total", [
    ["合计", "9.5", ""], ["合计", "95000元", ""], ["小计", "3", ""], ["合计", "", ""], ["合计", "见附件", ""],
    ["合计", "9.5", "12"],
])  # fmt: skip
def test_a_total_that_agrees_or_is_no_amount(total: list[str]) -> None:
    assert schedule(total).note == ""


def test_stages_without_an_amount_have_no_sum() -> None:
    assert schedule(["合计", "29", ""], amounts=("3", "")).note == ""


# --- several stages in one row ------------------------------------------------------------------------------------------


def test_stages_in_the_lines_of_one_row_are_read_one_by_one() -> None:
    row = [cell("2024年5月-8月", "2024年9月-12月"), cell("3", "6.5万元"), cell("活动一", "活动二")]
    heads = ["时间阶段", "经费预算（万元）", "目标内容"]
    (first, second) = fill(read(docx(table([heads, row]))), FORM).values["schedule"].value
    assert (first["budget_wan"], second) == (3, {"stage": "2024年9月-12月", "budget_wan": 6.5, "goal": "活动二"})


@pytest.mark.parametrize(("amounts", "goals"), [(("3",), ("活动一", "活动二")), (("3", "其中专家费1"), ("活动一", "活动二"))])
def test_lines_that_do_not_go_together_are_one_stage(amounts: tuple[str, ...], goals: tuple[str, ...]) -> None:
    row = [cell("2024年5月-8月", "（暂定）"), cell(*amounts), cell(*goals)]
    heads = ["时间阶段", "经费预算（万元）", "目标内容"]
    assert len(fill(read(docx(table([heads, row]))), FORM).values["schedule"].value) == 1
