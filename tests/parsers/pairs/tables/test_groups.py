"""Labels that stand for several rows, people in columns and in rows: the path of a value is group/row/column."""

from __future__ import annotations

import pytest

from parsers.model.document import Grid
from parsers.pairs import keyed, pairs
from tests.parsers.grids import document, table


def said(*blocks: str | Grid) -> dict[str, str]:
    return keyed(pairs(document(*blocks)))


def test_a_group_that_spans_rows_or_fills_the_beginning_of_one() -> None:
    assert said(table(
        "项目负责人 | 姓名 | 李卫国 | 学院 | 外国语学院", "项目成员1 | 姓名 | 王小明 | 学院 | 机械学院",
        "导师情况 | 姓名 | 赵倩 | 职称 | 教授", "^ | 电话 | 139 | 研究方向 | ",
    )) == {
        "项目负责人/姓名": "李卫国", "项目负责人/学院": "外国语学院", "项目成员1/姓名": "王小明", "项目成员1/学院": "机械学院",
        "导师情况/姓名": "赵倩", "导师情况/职称": "教授", "导师情况/电话": "139", "导师情况/研究方向": ""}  # fmt: skip


def test_groups_within_a_group() -> None:
    assert said(table(
        "基本信息 | 申请人 | 姓名 | 洪七 | 职称 | 教授", "^ | ^ | 电话 | 139 | 邮箱 | ",
        "^ | 依托单位 | 名称 | 某大学 | 联系人 | 鲁有",
    ))["基本信息/依托单位/联系人"] == "鲁有"


def test_a_person_or_an_english_role_may_name_a_group() -> None:
    assert said(table("张三 | 职称 | 教授 | 分工 | 总体", "李四 | 职称 | 讲师 | 分工 | 数据"))["李四/分工"] == "数据"
    grid = table("Principal Investigator | Name | John Smith | Title | Professor", "^ | Country | Chile | Email | j@x.org")
    assert said(grid)["PrincipalInvestigator/Country"] == "Chile"


def test_the_group_comes_before_heads_without_named_rows() -> None:
    assert said(table("项目组成员 | 姓名 | 学号 | 分工", "^ | 张三丰 | 001 | 算法", "^ | 李四光 | 002 | 硬件", "^ | | | ")) == {
        "项目组成员/姓名": "张三丰", "项目组成员/学号": "001", "项目组成员/分工": "算法",
        "项目组成员/姓名#2": "李四光", "项目组成员/学号#2": "002", "项目组成员/分工#2": "硬件"}


def test_row_and_column_need_a_group_only_where_two_groups_have_them() -> None:
    rows = ("^ | 负责人 | 王一 | 01", "^ | 成员2 | 李二 | 02")
    one = said(table("项目成员 | 负责人及成员 | 姓名 | 学号", *rows))
    assert one == {"负责人/姓名": "王一", "负责人/学号": "01", "成员2/姓名": "李二", "成员2/学号": "02"}
    both = said(table("学生团队 | 成员 | 姓名 | 学号", *rows, "教师团队 | 成员 | 姓名 | 学号", *rows))
    assert {"学生团队/成员2/姓名", "教师团队/成员2/姓名"} <= set(both)


@pytest.mark.parametrize("corner", ["", "人员"])
def test_people_as_columns(corner: str) -> None:
    found = said(table(
        f"申请者 | {corner} | 项目组长 | 成员1 | 成员2", "^ | 姓 名 | 陈红亮 | 赵婉彤 | ",
        "^ | 专业 | 物理学 | 密码科学与技术 | ",
        "^ | 所在院系 | 物理科学学院 | 计算机学院 | ",
    ))
    assert len(found) == 9
    assert found["项目组长/姓名"] == "陈红亮" and found["成员1/所在院系"] == "计算机学院" and found["成员2/专业"] == ""


def test_a_label_without_a_place_is_a_blank_and_no_group() -> None:
    assert said(table("姓名 | 张三 | 民族 | 性别 | 男"))["民族"] == ""
