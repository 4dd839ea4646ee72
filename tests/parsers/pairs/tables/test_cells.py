"""Cells that fill their rows, and cells with text beside tables."""

from __future__ import annotations

from parsers.model.document import Cell, Document, Grid, Paragraph
from parsers.pairs import keyed, pairs
from tests.parsers.grids import document, table

PROSE = "本项目研究面向黄土滑坡的位移预测方法，包括数据获取、模型构建与现场验证三个部分。"


def said(*blocks: str | Grid, medium: str = "word") -> dict[str, str]:
    return keyed(pairs(document(*blocks, medium=medium)))


def grid(*rows: tuple[object, ...]) -> Grid:
    """A grid whose cells are texts, or lists of paragraphs and grids."""
    cells = []
    for r, row in enumerate(rows):
        for c, cell in enumerate(row):
            blocks = cell if isinstance(cell, list) else [cell]
            span = 2 if len(row) == 1 else 1
            cells.append(Cell(r, c, tuple(Paragraph(b) if isinstance(b, str) else b for b in blocks), column_span=span))
    return Grid(tuple(cells))


def test_text_beside_a_table_of_the_form() -> None:
    inner = table("时间 | 内容", "3月 | 调研")
    assert said(grid(("项目名称", "湘江"), ("进度安排", ["分两段：", inner, "完。"]))) == {
        "项目名称": "湘江", "进度安排": "分两段：\n完。", "进度安排/时间": "3月", "进度安排/内容": "调研"}


def test_a_table_in_a_label_s_place_has_the_label_for_its_group() -> None:
    inner = table("户名 | 某大学", "账号 | 123")
    assert said(grid(("项目名称", "湘江"), ("开户信息", [inner]))) == {
        "项目名称": "湘江", "开户信息/户名": "某大学", "开户信息/账号": "123"}


def test_headings_and_a_table_in_one_cell() -> None:
    inner = table("序号 | 阶段 | 完成情况", "1 | 调研 | 已完成")
    cell = ["1）项目进展情况", "☑按计划进行 ☐滞后", "2）研究内容", inner, "3）项目成果", PROSE]
    found = said(grid(("基本情况", "好"), (cell,)))
    assert found["1）项目进展情况"] == "按计划进行" and found["1/完成情况"] == "已完成" and found["3）项目成果"] == PROSE
    assert "2）研究内容" not in found


def test_a_table_that_the_applicant_drew_is_text() -> None:
    drawn = table("2019.4 | 调研与准备阶段", "2019.5 | 收集数据")
    assert said(grid(("项目名称", "湘江"), (["五、项目进度安排（可附表）", "见下", drawn],)))["五、项目进度安排（可附表）"] == (
        "见下\n2019.4 调研与准备阶段\n2019.5 收集数据")
    found = said("三、研究方案", "分三步实施。", table("步骤甲 | 一月", "步骤乙 | 四月"), "以上。", "四、预期成果", "论文。")
    assert found == {"三、研究方案": "分三步实施。\n步骤甲 一月\n步骤乙 四月\n以上。", "四、预期成果": "论文。"}


def test_a_heading_of_a_lower_level_begins_the_answer_of_the_one_above() -> None:
    assert said(table("二、申请理由（1000字左右） | <", f"1.团队简介\n{PROSE} | <", "三、成果 | <", "论文一篇。 | <")) == {
        "二、申请理由（1000字左右）": f"1.团队简介\n{PROSE}", "三、成果": "论文一篇。"}
    brothers = said(table("二、主要研究内容 | <", f"1.研究目标\n{PROSE} | <", f"2.研究方法\n{PROSE} | <"))
    assert brothers == {"1.研究目标": PROSE, "2.研究方法": PROSE}


def test_the_first_line_of_a_cell_of_prose_is_its_heading() -> None:
    text = f"项目主要研究内容\n{PROSE}\n数据获取：借助爬虫。\n知识抽取："
    assert list(said(table(f"{text} | <", "备注 | 无"))) == ["项目主要研究内容", "备注"]
    assert said(table("难以完成的原因，拟采取的措施\n负责人签名： | <")) == {"难以完成的原因，拟采取的措施": "", "负责人签名": ""}
    assert said(table("参加竞赛、申请专利情况\n获二等奖。 | <")) == {"参加竞赛、申请专利情况": "获二等奖。"}


def test_titles_over_rows_are_no_labels() -> None:
    rows = ("一、申报简表 | <", "项目简况 | <", "项目名称 | 湘江", "参加学生信息（包括负责人） | <", "姓名 | 学号", "张三 | 001")
    assert said(table(*rows)) == {"项目名称": "湘江", "姓名": "张三", "学号": "001"}


def test_framed_pages_of_a_pdf_are_one_form() -> None:
    first = table("一、项目简介 | <", f"{PROSE} | <")
    second = table(f"{PROSE} | < | < | <", "姓名 | 张三 | 性别 | 男")
    frame = Grid((Cell(0, 0, (Paragraph("学号：001"), first, table("1"))), Cell(1, 0, (second, table("2")))))
    found = keyed(pairs(Document("pdf", (frame,))))  # type: ignore[arg-type]
    assert found == {"学号": "001", "一、项目简介": f"{PROSE}\n{PROSE}", "姓名": "张三", "性别": "男"}
