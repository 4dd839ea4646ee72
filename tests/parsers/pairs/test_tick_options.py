"""Places to tick: amid prose, with numbers behind them, and where one box is gone."""

from __future__ import annotations

import pytest

from parsers.pairs import accounted, doubts, keyed, pairs
from parsers.pairs.tick_options import ticks, told_with_ticks
from tests.parsers.grids import document, table


def test_prose_round_a_line_of_boxes_stays() -> None:
    grid = table("项目进展 | 已完成三年土壤数据的采集，建成数据库。\n☑按计划进行  ☐进度提前\n样本偏少，拟于下季度补采。")
    found, left = accounted(document(grid))
    assert keyed(found) == {"项目进展": "已完成三年土壤数据的采集，建成数据库。\n按计划进行\n样本偏少，拟于下季度补采。"}
    assert left == () and doubts(found) == {}


def test_boxes_that_nobody_ticked_leave_the_prose() -> None:
    grid = table("合作情况 | 拟与三国专家合作；\n☐已签协议 ☐未签协议")
    assert keyed(pairs(document(grid))) == {"合作情况": "拟与三国专家合作；"}


def test_words_for_another_option_are_no_prose_round_boxes() -> None:
    assert told_with_ticks("☐论文 ☐专利 ☑其他：\n一套面向中小学的科普课程。") is None


@pytest.mark.parametrize(("text", "chosen"), [
    ("☐调研报告（ ）份 ☐软件程序 （1）个\n☐专利 （ ）项", ("软件程序（1）个",)),
    ("论文__2__篇，专利____项", ("论文（2）篇",)),
    ("☐论文（）篇☑专利（）项", ("专利",)),
    ("论文（0）篇 专利（ ）项", ()),
])  # fmt: skip
def test_counted_results(text: str, chosen: tuple[str, ...]) -> None:
    offered = ticks(text)
    assert offered is not None and offered.chosen == chosen and not offered.unsure


@pytest.mark.parametrize(("text", "word"), [("☐国家级  省级  ☐校级", "省级"), ("是  ☐否", "是")])
def test_an_option_without_its_box_is_in_doubt_and_not_blank(text: str, word: str) -> None:
    offered = ticks(text)
    assert offered is not None and offered.words == word and offered.unsure


@pytest.mark.parametrize("text", ["☐国家级  ☐省级  ☐校级", "☐国家级  （单选）  ☐校级", "☐国家级  元  ☐校级"])
def test_empty_boxes_are_blank(text: str) -> None:
    offered = ticks(text)
    assert offered is not None and offered.words == "" and not offered.unsure
