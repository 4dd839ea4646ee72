"""Chapters of text outside tables: whole, with what is numbered in them; and instructions, which ask for nothing."""

from __future__ import annotations

import pytest

from parsers.model.document import Document, Medium, Paragraph, Place
from parsers.pairs import accounted, keyed, pairs
from parsers.pairs.chapters import place_of_number
from tests.parsers.grids import document, table

LONG = "本项目研究湘江的水质，建立覆盖上中下游的监测网，并公布全部数据。"


def test_numbered_parts_of_an_answer_stay_in_it() -> None:
    text = ["研究分三部分：", "1. 采集数据", LONG, "（1）土壤数据", LONG, "时间：三年", "王小明：作图", "2. 建立模型", LONG]
    found, left = accounted(document("一、研究内容", *text, "二、预期成果", "论文两篇。"))
    assert keyed(found) == {"一、研究内容": "\n".join(text), "二、预期成果": "论文两篇。"}
    assert left == ()


def test_a_list_that_begins_anew_is_no_chapter() -> None:
    text = [LONG, "一、调研", "走访三个县。", "二、实验", LONG]
    assert keyed(pairs(document("三、实施过程", *text, "四、经费", "共三万。"))) == {
        "三、实施过程": "\n".join(text), "四、经费": "共三万。"}


def test_printed_headings_within_a_chapter_are_fields_and_the_chapter_is_whole() -> None:
    lines = "（一）研究意义（500字以内）", LONG, "（二）国内外现状", LONG
    said = keyed(pairs(document("一、立项依据", *lines, "二、研究基础", LONG)))
    assert said["（一）研究意义（500字以内）"] == said["（二）国内外现状"] == said["二、研究基础"] == LONG
    assert said["一、立项依据"].count(LONG) == 2


def test_a_table_amid_the_text_of_a_chapter() -> None:
    grid = table("年度 | 金额", "2024 | 3")
    said = keyed(pairs(document("五、进度安排", LONG, grid, "以上按季度检查，逐项落实。", "六、成果", "论文。")))
    assert said["五、进度安排"] == f"{LONG}\n以上按季度检查，逐项落实。"
    assert said["六、成果"] == "论文。" and len(said) == 3


def test_a_table_under_a_heading_is_no_answer() -> None:
    blocks = "一、基本情况", table("姓名 | 王小明"), "注：可另附页", "二、意见"
    assert keyed(pairs(document(*blocks))) == {"姓名": "王小明", "二、意见": ""}


def test_instructions_ask_for_nothing() -> None:
    lines = "一、申请书逐项认真填写。", "二、“所属学科”按一级学科列出，跨学科最多写三个", "七、材料规格：用A4纸打印。"
    assert keyed(pairs(document("填 表 说 明", *lines, "一、基本情况", table("项目名称 | 智能灌溉")))) == {"项目名称": "智能灌溉"}
    assert keyed(pairs(document("附件1：身份证复印件", "申请岗位有：A.门卫；B.食堂"))) == {}


@pytest.mark.parametrize(("line", "place"), [
    ("一、背景", (0, 1)), ("十二、背景", (0, 12)), ("二十、背景", (0, 20)), ("（三）背景", (1, 3)),
    ("4. 背景", (2, 4)), ("（5）背景", (3, 5)), ("背景", (9, 0)),
])  # fmt: skip
def test_numbers_of_headings(line: str, place: tuple[int, int]) -> None:
    assert place_of_number(line) == place


def test_instructions_with_numbers_end_where_the_form_begins_to_count() -> None:
    lines = "格式要求", "一、请用A4纸打印，一式两份。", "二、装订顺序", "1)封面", "三、内容", "1.报告题目：黑体，居中；"
    said = keyed(pairs(document(*lines, "一、基本情况", table("姓名 | 王小明"), "二、意见：", LONG)))
    assert said == {"姓名": "王小明", "二、意见": LONG}


def test_numbers_with_a_blank_behind_them_head_chapters() -> None:
    said = keyed(pairs(document("1 项目背景", LONG, "数据获取：爬取网页。", "2 项目方案", LONG, "3 个月内完成调研")))
    assert said == {"1项目背景": f"{LONG}\n数据获取：爬取网页。", "2项目方案": f"{LONG}\n3 个月内完成调研"}


def set_off(*lines: str) -> Document:
    """Lines of which those with a star before them are in bold."""
    words = [(line.lstrip("*"), line.startswith("*")) for line in lines]
    return Document(Medium.WORD, tuple(
        Paragraph(text, Place(paragraph=n), ((0, len(text)),) if bold else ()) for n, (text, bold) in enumerate(words, 1)))


def test_headings_without_numbers_are_chapters_where_they_are_set_off() -> None:
    last = "工作基础与条件（限800字）"
    said = keyed(pairs(set_off("*项目申报书", "*研究内容", LONG, "问题1：采集慢。", "*预期成果", "论文两篇。", f"*{last}")))
    assert said == {"研究内容": f"{LONG}\n问题1：采集慢。", "预期成果": "论文两篇。", last: ""}


def test_a_heading_over_chapters_is_no_chapter_and_own_headings_are_text() -> None:
    lines = "*三、有关材料", "*（一）项目创新点", LONG, "（1）研究背景", LONG, "*（二）预期成果", "论文两篇。", "*四、经费"
    said = keyed(pairs(set_off(*lines)))
    assert "三、有关材料" not in said
    assert said["（一）项目创新点"] == f"{LONG}\n（1）研究背景\n{LONG}"
    assert said["（二）预期成果"] == "论文两篇。"
