"""Long answers stay whole: what looks like a label inside one is the applicant's, unless the form prints it."""

from __future__ import annotations

from parsers.model.document import Grid
from parsers.pairs import accounted, keyed, pairs
from tests.parsers.grids import document, table


def said(*blocks: str | Grid) -> dict[str, str]:
    return keyed(pairs(document(*blocks)))


def test_names_with_a_colon_are_no_labels() -> None:
    grid = table("研究计划：\n先调研，后实验。 | <", "成员分工：\n王小明：文献阅读\n李晓华：数据收集 | <", "备注：\n无 | <")
    assert said(grid) == {"研究计划": "先调研，后实验。", "成员分工": "王小明：文献阅读\n李晓华：数据收集", "备注": "无"}


def test_a_heading_with_its_answer_in_one_cell() -> None:
    grid = table("一、项目简介（200字以内）\n本项目研究水质：\n（1）目标：建成模型。\n时间：三年。\n签名：王小明 | <")
    assert said(grid) == {"一、项目简介（200字以内）": "本项目研究水质：\n（1）目标：建成模型。\n时间：三年。", "签名": "王小明"}


def test_an_answer_that_begins_as_labels_do() -> None:
    answer = "具体的实施方案：\n数据收集：收集降雨量等数据。\n训练：用三年的数据。"
    grid = table("五、实施方案", answer, "六、预期成果", "论文两篇。")
    assert said(grid) == {"五、实施方案": answer, "六、预期成果": "论文两篇。"}


def test_headings_of_one_kind_in_one_cell_are_the_forms() -> None:
    assert said(table("项目主要内容：\n建成模型。\n预期目标：\n论文两篇。\n亮点与创新点：")) == {
        "项目主要内容": "建成模型。", "预期目标": "论文两篇。", "亮点与创新点": ""}


def test_labels_that_a_form_prints_within_a_place() -> None:
    dates = "项目起始时间： 2023 年 4 月\n计划完成时间：2024 年 4 月"
    grid = table(f"研究期限 | {dates}", "所属学科 | 学科一级门：工学　　学科二级类：计算机类")
    found, left = accounted(document(grid))
    assert keyed(found) == {
        "项目起始时间": "2023 年 4 月", "计划完成时间": "2024 年 4 月", "学科一级门": "工学", "学科二级类": "计算机类"}
    assert left == ()


def test_titles_over_rows_of_labels_are_no_labels() -> None:
    titles = ("一、申报简表 | < | < | <", "项目简况 | < | < | <")
    grid = table(*titles, "姓名 | 王小明 | 性别 | 男", "主持人简况 | < | < | <", "职称 | 教授 | 专业 | 农学")
    assert said(grid) == {"姓名": "王小明", "性别": "男", "职称": "教授", "专业": "农学"}


def test_labels_that_an_applicant_wrote_into_prose_stay_in_it() -> None:
    answer = "项目名称：智慧农业\n本项目旨在推广物联网，服务三农。\n负责人：王小明"
    assert said(table(f"项目简介 | {answer}")) == {"项目简介": answer}


def test_a_letter_chooses_one_of_lettered_options() -> None:
    assert said(table("资助类别 | （ B ） A.重点 B.一般 C.自筹", "合作单位 | ☑有（名称：某研究所） ☐无")) == {
        "资助类别": "B.一般", "合作单位": "有（名称：某研究所）"}
