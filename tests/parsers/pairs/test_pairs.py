"""Forms without a definition: their labels and values, as a person would list them."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parsers.formats.registry import read, sniff
from parsers.model.document import Cell, Document, Grid, Paragraph
from parsers.model.file import Unreadable
from parsers.pairs import keyed, pairs
from parsers.pairs.label_weights import likeness
from parsers.pairs.pair import MOST_PAIRS
from tests.parsers.grids import document, table

SHARED = Path(__file__).resolve().parents[3] / "../shared"


def said(*blocks: str | Grid, medium: str = "word") -> dict[str, str]:
    return keyed(pairs(document(*blocks, medium=medium)))


# --- tables in which labels and values take turns ---


def test_labels_and_values_take_turns() -> None:
    grid = table("姓名 | 张三 | 性别 | 男", "职称 | 副教授 | 专业 | 计算机科学与技术", "工作单位 | 信息工程学院 | < | <")
    assert said(grid) == {
        "姓名": "张三", "性别": "男", "职称": "副教授", "专业": "计算机科学与技术", "工作单位": "信息工程学院"}


def test_blank_places_are_pairs_too() -> None:
    assert said(table("姓  名 | | 出生年月 | 年   月", "联系\n电话 | | 金额 | 万元")) == {
        "姓名": "", "出生年月": "", "联系电话": "", "金额": ""}


def test_the_same_words_again_are_numbered() -> None:
    assert said("联系电话：0731-88889999", table("联系电话 | 13812345678", "联系电话 | ")) == {
        "联系电话": "0731-88889999", "联系电话#2": "13812345678", "联系电话#3": ""}


def test_a_groups_name_is_no_pair_and_comes_before_its_labels() -> None:
    grid = table("指导\n教师 | 姓名 | 李四 | 职称 | 教授", "^ | 手机 | 13900001111 | 研究方向 | 人工智能")
    assert said(grid) == {
        "指导教师/姓名": "李四", "指导教师/职称": "教授", "指导教师/手机": "13900001111", "指导教师/研究方向": "人工智能"}


def test_a_bank_block_in_one_cell_is_a_group() -> None:
    assert said(table("银行账户信息 | 开户名：某大学\n开户银行：某银行\n账号：１２３４")) == {
        "开户名": "某大学", "开户银行": "某银行", "账号": "1234"}


def test_label_and_value_in_one_cell() -> None:
    assert said(table("姓名：张三 | 学号：2021", "申请理由：\n因病申请。 | <")) == {
        "姓名": "张三", "学号": "2021", "申请理由": "因病申请。"}


def test_values_below_their_labels() -> None:
    assert said(table("学习成绩 | 专业实习 | 学年论文 | 毕业论文 | 其他", "85 | 合格 | 优 | 良 | 无")) == {
        "学习成绩": "85", "专业实习": "合格", "学年论文": "优", "毕业论文": "良", "其他": "无"}


def test_an_answer_below_its_label_is_given_once() -> None:
    grid = table("姓名 | 张三 | 联系电话", "籍贯 | 湖南长沙 | 0731-84884381")
    assert said(grid) == {"姓名": "张三", "联系电话": "0731-84884381", "籍贯": "湖南长沙"}


@pytest.mark.parametrize(("cells", "code"), [
    ("4 | 1 | 0", "410"), ("41 | 00 | 13", "410013"), ("4 | 1", "4\n1"), ("410 | 0 | 13", "410\n0\n13"),
])  # fmt: skip
def test_a_code_in_boxes_of_its_own_is_one_word(cells: str, code: str) -> None:
    assert said(table(f"邮编 | {cells}")) == {"邮编": code}


def test_an_answer_under_a_label_that_fills_its_row() -> None:
    grid = table("项目主要内容（500字以内） | <", "开展研究。 | <", "经费 | 5")
    assert said(grid) == {"项目主要内容（500字以内）": "开展研究。", "经费": "5"}


def test_values_of_many_lines_and_cells_stay_together() -> None:
    assert said(table("项目简介 | 第一段。\n第二段。", "邮编 | 410013"))["项目简介"] == "第一段。\n第二段。"
    assert said(table("邮编 | 4 | 1 | 0 | 0 | 1 | 3"))["邮编"] == "410013"


def test_a_photo_is_no_answer() -> None:
    assert said(table("姓名 | 王五 | 籍贯 | 湖南长沙 | （贴一寸照片）", "学历 | 本科 | 学位 | 学士 | ^")) == {
        "姓名": "王五", "籍贯": "湖南长沙", "学历": "本科", "学位": "学士"}


# --- row and column heads ---


def test_row_and_column_heads_make_a_path() -> None:
    grid = table("序号 | 预算科目 | 专项经费 | 自筹经费", "1 | 设备费 | 3 | 1", "2 | 差旅费 | 2 | ", "合计 | < | 5 | 1")
    assert {k: said(grid)[k] for k in ("设备费/专项经费", "设备费/自筹经费", "差旅费/专项经费", "差旅费/自筹经费")} == {
        "设备费/专项经费": "3", "设备费/自筹经费": "1", "差旅费/专项经费": "2", "差旅费/自筹经费": ""}


def test_two_columns_of_names_and_amounts() -> None:
    assert said(table("预算科目 | 金额（万元）", "设备费 | 3", "差旅费 | 2")) == {
        "设备费/金额（万元）": "3", "差旅费/金额（万元）": "2"}


def test_answers_that_look_like_labels_are_no_heads() -> None:
    rows = ("组织单位 | 机械学院 | 竞赛类别 | 创新项目", "参赛规模 | 教务处 | 竞赛级别 | 国际合作")
    assert said(table(*rows, "主要内容 | 平台建设方案 | < | <")) == {
        "组织单位": "机械学院", "竞赛类别": "创新项目", "参赛规模": "教务处", "竞赛级别": "国际合作", "主要内容": "平台建设方案"}


def test_numbered_rows_and_rows_without_a_name() -> None:
    assert said(table("序号 | 姓名 | 学号", "1 | 张三 | 001", "2 | 李四 | 002", "3 | | ")) == {
        "1/姓名": "张三", "1/学号": "001", "2/姓名": "李四", "2/学号": "002"}
    assert said(table("姓名 | 职称 | 分工", "张三 | 教授 | 总负责", "李四 | 讲师 | 数据")) == {
        "姓名": "张三", "职称": "教授", "分工": "总负责", "姓名#2": "李四", "职称#2": "讲师", "分工#2": "数据"}


def test_a_corner_and_years() -> None:
    assert said(table("指标 | 2024年 | 2025年", "产值（万元） | 10 | 20"))["产值（万元）/2024年"] == "10"
    assert said(table(" | 2024年 | 2025年", "省财政经费 | 5 | 6", "自筹经费 | 1 | 2"))["自筹经费/2025年"] == "2"


def test_rows_are_named_by_a_column_whose_words_are_labels_as_often_as_answers() -> None:
    grid = table("工作内容 | 负责人 | 经费", "一、成果转化与应用推广情况 | 张三 | 3", "二、成果转化与应用推广 | 李四 | 5")
    assert said(grid) == {
        "一、成果转化与应用推广情况/负责人": "张三", "一、成果转化与应用推广情况/经费": "3",
        "二、成果转化与应用推广/负责人": "李四", "二、成果转化与应用推广/经费": "5"}


def test_heads_in_two_storeys_are_named_where_they_repeat() -> None:
    grid = table("科目 | 2024年度预算 | < | 2025年度预算 | <", "^ | 拨款 | 自筹经费 | 拨款 | 自筹经费", "设备费 | 1 | 2 | 3 | 4")
    assert said(grid)["设备费/2025年度预算/自筹经费"] == "4"


# --- ticks ---


@pytest.mark.parametrize(("written", "ticked"), [
    ("☐男 ☑女", "女"), ("男√  女", "男"), ("（√）国际会议 （  ）区域合作", "国际会议"),
    ("■新能源☐新材料■信息技术", "新能源、信息技术"),
    ("是☑ 否☐", "是"), ("〇是 〇否", ""), ("☐国内 ☐国外", ""), ("☐A类 ☑其他：专项", "其他：专项"),
])  # fmt: skip
def test_ticked_words_alone(written: str, ticked: str) -> None:
    assert said(table(f"项目类别 | {written}")) == {"项目类别": ticked}


def test_questions_beside_a_choice_are_pairs_of_their_own() -> None:
    grid = table("项目类型 | （√）创新训练项目  （  ）创业训练项目", "^ | 是否为国家重点领域项目（ 否 ）\n是否为续报项目（  ）")
    assert said(grid) == {"项目类型": "创新训练项目", "是否为国家重点领域项目": "否", "是否为续报项目": ""}


# --- text outside tables ---


def test_a_cover_of_lines() -> None:
    lines = ("申报单位：____某大学____", "联 系 人： 张三    联系电话：13812345678", "项 目 名 称")
    assert said("某某项目申报书", *lines, "某省科协制", "2024年3月") == {
        "申报单位": "某大学", "联系人": "张三", "联系电话": "13812345678", "项目名称": ""}


def test_long_text_under_numbered_headings() -> None:
    assert said("一、项目概况", "第一句。", "第二句。", "二、预期目标", "三句。") == {
        "一、项目概况": "第一句。\n第二句。", "二、预期目标": "三句。"}
    assert said(table("一、项目简介（200字以内）\n本项目很好。", "二、创新点（不少于300字）")) == {
        "一、项目简介（200字以内）": "本项目很好。", "二、创新点（不少于300字）": ""}


def test_a_heading_over_a_table_is_a_section() -> None:
    found = pairs(document("一、基本情况", table("姓名 | 张三")))
    assert [(p.label, p.value, p.section) for p in found] == [("姓名", "张三", "一、基本情况")]


def test_hints_and_signatures_are_not_values() -> None:
    assert said(table("单位意见 | 同意。\n（盖章）\n负责人签字：      年  月  日", "体会 | （不少于1500字）")) == {
        "单位意见": "同意。", "负责人签字": "", "体会": ""}


def test_a_printed_promise_is_no_pair() -> None:
    assert said(table("申请人承诺", "我单位保证申报材料真实、合法。\n法定代表人签字：")) == {"法定代表人签字": ""}


def test_an_english_form() -> None:
    grid = table("Name | John Smith | Gender | Male", "Email | j@x.org | Country | Chile")
    assert said("Project Name: Green Ports    Duration: 12 months", grid) == {
        "ProjectName": "Green Ports", "Duration": "12 months", "Name": "John Smith", "Gender": "Male", "Email": "j@x.org",
        "Country": "Chile"}


def test_a_value_that_the_page_broke() -> None:
    lines = ("申报单位：郴州市高新技术产业开发区管理委", "员会", "联系人：张三")
    assert said(*lines, medium="pdf")["申报单位"] == "郴州市高新技术产业开发区管理委员会"
    assert said(*lines)["申报单位"] == "郴州市高新技术产业开发区管理委"


# --- the error chapter ---


def test_prose_has_no_pairs() -> None:
    lines = ("关于组织申报2024年度项目的通知", "各有关单位：", "根据工作安排，现将有关事项通知如下：", "2024年3月1日")
    assert said(*lines) == {}
    assert keyed(pairs(Document("word", ()))) == {}


def test_long_cells_are_never_labels() -> None:
    assert likeness("近年来，团队围绕产业需求开展研究，取得了较好成效。") < -4
    assert likeness("地    址") > likeness("某某科技有限公司")


def test_a_huge_table_is_bounded() -> None:
    rows = [f"项目{n}名称 | 值{n}" for n in range(MOST_PAIRS + 500)]
    assert len(pairs(document(table(*rows)))) == MOST_PAIRS


WORDS = ["姓名", "性别", "序号", "☐是☑否", "一、概况", "联系人：", "（  ）", "1", "年 月 日", "：", "承诺", "_" * 9]
TEXTS = st.one_of(st.text(max_size=20), st.sampled_from(WORDS))
SPANS = st.integers(1, 3)


@st.composite
def grids(draw: st.DrawFn, depth: int = 1) -> Grid:
    """Grids of any shape, cells overlapping too."""
    cells = []
    for _ in range(draw(st.integers(0, 12))):
        blocks: list[Paragraph | Grid] = [Paragraph(draw(TEXTS)) for _ in range(draw(st.integers(0, 2)))]
        if depth and draw(st.integers(0, 8)) == 0:
            blocks.append(draw(grids(depth=depth - 1)))
        cells.append(Cell(draw(st.integers(0, 4)), draw(st.integers(0, 4)), tuple(blocks), draw(SPANS), draw(SPANS)))
    return Grid(tuple(cells))


@settings(max_examples=150, deadline=4000)
@given(st.lists(st.one_of(TEXTS.map(Paragraph), grids()), max_size=5))
def test_any_document_gives_pairs(blocks: list[Paragraph | Grid]) -> None:
    found = pairs(Document("word", tuple(blocks)))
    assert all(isinstance(p.label, str) and isinstance(p.value, str) for p in found)
    assert len(keyed(found)) == len([p for p in found if not p.promise])


@pytest.mark.skipif(not SHARED.is_dir(), reason="needs the shared samples")
@pytest.mark.parametrize("file", sorted((SHARED / "real/forms").glob("*.docx")), ids=lambda f: f.name)
def test_real_blank_forms(file: Path) -> None:
    data = file.read_bytes()
    try:
        found = keyed(pairs(read(data, sniff(data))))
    except Unreadable:
        return
    assert found
    assert not [label for label in found if len(label) > 120]


def test_the_last_chapter_of_a_blank_form_is_asked_as_its_brothers_are() -> None:
    chapters = "一、主要科普活动", "二、存在的困难", "三、下一年度打算"
    assert said("年度自评报告", *chapters) == dict.fromkeys(chapters, "")
    assert said("年度自评报告", "一、主要科普活动", "昆虫夜观12场。", "二、下一年度打算")["二、下一年度打算"] == ""
