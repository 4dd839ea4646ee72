"""Column heads of every kind, and rows that look like them and are none."""

from __future__ import annotations

from parsers.model.document import Grid
from parsers.pairs import keyed, pairs
from tests.parsers.grids import document, table


def said(*blocks: str | Grid) -> dict[str, str]:
    return keyed(pairs(document(*blocks)))


def test_heads_and_ticks_beside_a_spanning_label() -> None:
    rows = ("^ | | | √ | 水质监测 | 企业委托项目", "项目类型 | 重点 | < | < | < | <")
    assert said(table("项目来源 | A | B | C | 来源项目名称 | 来源项目类别", *rows)) == {
        "项目来源": "C", "项目来源/来源项目名称": "水质监测", "项目来源/来源项目类别": "企业委托项目", "项目类型": "重点"}


def test_a_grid_of_ticks_gives_each_row_its_choice() -> None:
    assert said(table("评价指标 | 优秀 | 良好 | 合格", "学术水平 | √ | | ", "工作态度 | | | √", "意见 | 同意 | < | <")) == {
        "学术水平": "优秀", "工作态度": "合格", "意见": "同意"}


def test_units_that_were_written_are_answers_and_units_that_are_printed_are_not() -> None:
    assert said(table("序号 | 名称 | 单位 | 数量", "1 | 手册 | 份 | 30", "2 | 咨询 | 次 | 2"))["2/单位"] == "次"
    assert said(table("序号 | 名称 | 时长", "1 | 调研 | 天", "2 | 会议 | 天"))["1/时长"] == ""
    assert said(table("单位 | 台 | 数量 | 3")) == {"单位": "台", "数量": "3"}


def test_sums_keep_their_columns() -> None:
    grid = table("序号 | 支出科目 | 金额 | 依据", "1 | 差旅费 | 500 | 调研", "合计 | < | 500 | ")
    assert said(grid) == {"差旅费/金额": "500", "差旅费/依据": "调研", "合计/金额": "500", "合计/依据": ""}
    grid = table("设备名称 | 型号 | 用途 | 总价（元）", "显微镜 | X2 | 观察 | 6000", "总计 | < | < | 6000")
    assert said(grid)["总计/总价（元）"] == "6000"


def test_heads_in_two_storeys_over_years_figures_and_units() -> None:
    years = said(table("科目 | 2024年 | < | 2025年 | <", "^ | 专项 | 自筹 | 专项 | 自筹", "设备费 | 10 | 2 | 5 | 1"))
    assert years["设备费/2025年/专项"] == "5" and len(years) == 4
    rows = ("作品 | 艺术性 | 很强 | 一般", "^ | 创新性 | 新 | 旧")
    marks = said(table("对象 | 项目 | 参考标准 | <", "^ | ^ | 90—100 | 60—69", *rows))
    assert marks == {"艺术性/90—100": "很强", "艺术性/60—69": "一般", "创新性/90—100": "新", "创新性/60—69": "旧"}
    assert said(table("科目 | 预算数 | 支出数", "^ | 万元 | 万元", "设备费 | 3 | 2"))["设备费/支出数"] == "2"


def test_figures_under_heads_are_named_by_their_row() -> None:
    grid = table("经费来源 | 第一年 | 第二年 | 合计", "省财政 | 5 | 5 | 10", "自筹 | 2 | | 2", "合计 | 7 | 5 | 12")
    assert said(grid)["省财政/第二年"] == "5" and said(grid)["自筹/第二年"] == "" and len(said(grid)) == 9


def test_levels_of_indicators_are_named_by_the_last() -> None:
    rows = ("产出指标 | 数量指标 | 培训人次 | 200人次", "^ | ^ | 发表论文 | 2篇", "效益指标 | 社会效益 | 服务企业 | 10家")
    assert said(table("一级指标 | 二级指标 | 三级指标 | 指标值", *rows)) == {
        "培训人次/指标值": "200人次", "发表论文/指标值": "2篇", "服务企业/指标值": "10家"}


def test_heads_printed_twice_side_by_side() -> None:
    assert said(table("支出科目 | 金额 | 支出科目 | 金额", "材料费 | 100 | 差旅费 | 200", "印刷费 | 50 | 劳务费 | ")) == {
        "材料费/金额": "100", "印刷费/金额": "50", "差旅费/金额": "200", "劳务费/金额": ""}


def test_a_row_of_labels_and_answers_ends_the_rows_under_heads() -> None:
    grid = table("姓名 | 年龄 | 工作单位 | 签名", "周若 | 30 | 某研究院 | ", "经费来源 | 自筹 | 经费金额 | 3万元")
    assert said(grid) == {
        "姓名": "周若", "年龄": "30", "工作单位": "某研究院", "签名": "", "经费来源": "自筹", "经费金额": "3万元"}


def test_rows_of_answers_without_heads_have_no_labels() -> None:
    assert said(table("1 | 论文甲的研究 | 学报 | 2020", "2 | 论文乙的研究 | 期刊 | 2021")) == {}
    assert said(table("2019.4 | 调研与准备阶段", "2019.5-2019.7 | 收集数据")) == {}


def test_what_is_to_be_signed_under_heads_is_no_answer() -> None:
    assert said(table(" | 是否同意 | 签字签章", "第一申请人 | | 签字", "^ | ^ | 日期")) == {
        "第一申请人/是否同意": "", "第一申请人/签字": "", "第一申请人/日期": ""}


def test_dots_are_no_row() -> None:
    grid = table("小组 | 姓名 | 学历 | 学位", "^ | 第一申请人 | | ", "^ | …… | | ")
    assert said(grid) == {"第一申请人/学历": "", "第一申请人/学位": ""}


def test_a_spanning_label_that_the_page_s_end_cut_is_one() -> None:
    grid = table("课题组主 | 序号 | 姓名 | 签名", "要成员 | 1 | 袁春 | ", "^ | 2 | 薛梅 | ")
    assert said(grid)["课题组主要成员/2/姓名"] == "薛梅"


def test_a_year_beside_its_label_is_no_head_and_blank_columns_are_none() -> None:
    assert said(table("入选年度 | 2021", "合作单位 | 某协会")) == {"入选年度": "2021", "合作单位": "某协会"}
    assert said(table("序号 | 名称 | 数量 | ", "1 | 会议 | 39 | ", "2 | 交通 | 58 | "))["2/数量"] == "58"
