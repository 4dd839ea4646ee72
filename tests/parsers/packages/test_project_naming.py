"""申报单位名称+项目名称, in all the ways people write it on folders, archives, files and subjects."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from config.load import load_guide
from config.model import Host
from parsers.packages.mail_parts import fellows, outstanding, part_number, unmarked
from parsers.packages.project_naming import generic, mechanical, project_of, tidy, without_unit

GUIDE = load_guide(Path("2024"))
UNIT, PROJECT = "湖南省机械工程学会", "智能制造国际研讨会"
WRITTEN = """
{u}+{p} | {u}＋{p} | {u}-{p} | {u}_{p} | {u}——{p} | {u}—{p} | {u} {p} | {u}{p} | {u} + {p} | {u}《{p}》 | {u}+《{p}》
{u}+“{p}” | 【{u}】{p} | （{u}）{p} | {p}（{u}） | {p}+{u} | {p}-{u} | 附件1-{u}+{p} | 附件1：{u}+{p} | 附件一 {u}+{p}
01 {u}+{p} | 01.{u}+{p} | （1）{u}+{p} | 1、{u}+{p} | {u}+{p}（定稿） | {u}+{p}【定稿】 | {u}+{p}（盖章版）
{u}+{p}（word版） | {u}+{p}扫描件 | {u}+{p}（修改稿3） | {u}+{p}（签字盖章扫描件）.pdf | {u}+{p}最终版v2 | {u}+{p}_v2.0
{u}+{p}20240415 | {u}+{p}2024.4.15 | {u}+{p}.docx.docx | {u}+{p}.zip.001 | {u}+{p}.part1 | 申报书-{u}+{p}.docx
2024年度国际与区域科技合作交流项目申报书-{u}+{p}.docx | {u}+{p}(1).docx | {u}+{p} - 副本.docx
2024年度湖南省科协国际与区域科技合作交流项目申报书（{u}+{p}）.docx | {u}+{p}副本.zip | {u}+{p}13800001234.zip
{u}+{p}（补充材料） | {u}+{p}（张三13800001234）.zip | {u}+{p}-张三-13800001234.zip | 长沙市科协推荐-{u}+{p}
长沙市科协推荐：{u}+{p} | 长沙市-{u}+{p} | 长沙市科学技术协会-{u}+{p} | 转发：{u}+{p} | Fwd: Re: {u}+{p}
{u}+{p}（1/3） | {u}+{p}(1／3) | 1/3 {u}+{p} | {u}+{p}（共3封，第1封） | {u}+{p}（续） | {u}+{p}之一 | {u}+{p}（之二）
{u}+{p}申报材料 | {u}+{p}项目申报材料 | {u}关于报送{p}申报材料的函 | 关于报送{u}{p}项目材料 | {u}申报的“{p}”项目
回复: {u}+{p} 补充材料 | 补充材料：{u}+{p} | {u}+国际与区域科技合作交流项目+{p} | 国际科技交流会议-{u}-{p}
{u}+{p}+国际科技交流会议 | {u}+{p}（国际科技交流会议类） | 新建文件夹/{u}+{p} | {u}+{p}-申报书-20240415-定稿(2).docx
{u}+{p}——申报书（盖章）
"""
NAMES = [name.strip() for line in WRITTEN.strip().split("\n") for name in line.split("|")]


@pytest.mark.parametrize("written", NAMES)
def test_the_projects_name_is_found_in_every_way_of_writing(written: str) -> None:
    name = written.format(u=UNIT, p=PROJECT)
    assert project_of(name, UNIT, GUIDE) == PROJECT
    assert project_of(name, "", GUIDE) in (PROJECT, ""), "without knowing the unit: right, or nothing"


def test_a_short_form_of_the_unit_stands_for_it() -> None:
    assert project_of(f"湖大+{PROJECT}", "湖南大学", GUIDE) == PROJECT
    assert without_unit(f"中南大学+{PROJECT}", "湖南大学", GUIDE) is None


@pytest.mark.parametrize(
    "name",
    ["新建文件夹 (2)", "附件2", "佐证材料", "2024年申报材料", "winmail", "转发的邮件", "IMG_2024", "attachments",
     "第一批推荐材料", "海智计划项目"],
)
def test_names_that_say_nothing(name: str) -> None:
    assert generic(name, GUIDE)
    assert not generic(f"{UNIT}+{PROJECT}", GUIDE)


def test_names_that_programs_made_up_are_nobodys_choice() -> None:
    assert all(map(mechanical, ["winmail", "转发的邮件.eml", "ATT00001", "message", "附件2.eml", "邮件 (1).msg"]))
    assert not any(map(mechanical, ["新建文件夹", "申报材料", f"{UNIT}+{PROJECT}", "附件材料"]))


@pytest.mark.parametrize("name", ["中德合作更新计划", "第二届湘台科技论坛", "5G与工业4.0论坛", "国际合作项目", "海外工作站建设"])
def test_a_projects_name_is_not_eaten(name: str) -> None:
    assert tidy(name, GUIDE) == name
    assert project_of(f"{UNIT}+{name}", UNIT, GUIDE) == name


def test_what_a_call_is_called_is_the_guides() -> None:
    categories = tuple(one.model_copy(update={"name": f"示范{n}"}) for n, one in enumerate(GUIDE.categories))
    forms = tuple(form.model_copy(update={"name": "智库共建项目"}) for form in GUIDE.forms)
    host = Host(name="贵州省社会科学界联合会", short=("省社科联",), members=("社会科学界联合会", "社科联"))
    called = {"title": "2026年智库课题类项目（试行）", "categories": categories, "forms": forms, "host": host}
    other = GUIDE.model_copy(update=called | {"digest": "another call"})
    for name in ("2026年度省社科联智库共建项目申报书", "智库课题类", "2026年智库课题类项目申报材料"):
        assert generic(name, other) and not generic(name, GUIDE)
    assert not generic("海智计划项目", other) and not generic("海智计划项目", None)
    assert project_of(f"示范1-{UNIT}-{PROJECT}", UNIT, other) == PROJECT
    assert project_of(f"遵义市社科联推荐-{UNIT}+{PROJECT}", UNIT, other) == PROJECT


# --- one of several mails -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "is_mark"),
    [("（1/3）", (1, 3)), ("(2／3)", (2, 3)), (" 3/3", (3, 3)), ("-1/2", (1, 2)), ("（共3封，第1封）", (1, 3)),
     ("共三封之二", (2, 3)), ("第2部分（共3部分）", (2, 3)), ("(第2封/共3封)", (2, 3)), ("三之一", (1, 3)), ("之一", (1, 0)),
     ("（之二）", (2, 0)), ("第一封", (1, 0)), ("（续）", (0, 0)), ("（续1）", (1, 0)), ("（附件一）", (1, 0)),
     ("（上）", (1, 2)), ("（下）", (2, 2)), (" part 1 of 2", (1, 2))],
)  # fmt: skip
def test_a_mail_says_which_part_it_is(said: str, is_mark: tuple[int, int]) -> None:
    subject = f"{UNIT}+{PROJECT}{said}"
    assert part_number(subject) == is_mark
    assert tidy(unmarked(subject), GUIDE) == f"{UNIT}+{PROJECT}"


@pytest.mark.parametrize("said", ["", "（1）", "2024/4/15", "4/15", "（第一期）", "第一批", "（二）", "（3/2）", "24/7"])
def test_other_numbers_are_no_mark(said: str) -> None:
    assert part_number(f"{UNIT}+{PROJECT}{said}") is None


def test_a_body_may_tell_how_many() -> None:
    assert part_number("申报材料", "附件较大，分三封邮件发送，这是第一封") == (1, 3)
    assert part_number("申报材料", "材料共2封邮件") == (0, 2)
    assert part_number("申报材料", "请看第三封信") is None


def test_parts_are_outstanding_until_all_are_there() -> None:
    assert not outstanding([])
    assert outstanding([(1, 3), (2, 3), (2, 3)])
    assert not outstanding([(1, 3), (3, 3), (2, 3)])
    assert outstanding([(1, 0), (2, 0)]), "nobody said that there are no more"
    assert not outstanding([(0, 2), (0, 2)])


def test_parts_of_one_set_have_one_total_and_different_numbers() -> None:
    assert fellows([(2, 3)], [(1, 3)])
    assert fellows([(0, 0)], [(1, 0)])
    assert not fellows([(1, 3)], [(1, 3)])
    assert not fellows([(1, 3)], [(2, 2)])
    assert not fellows([], [(2, 2)])


# --- whatever people type -------------------------------------------------------------------------------------------

PIECES = st.sampled_from(
    [UNIT, PROJECT, "+", "－", "（", "）", "1/3", "之一", "申报书", ".docx", "20240415", "定稿", "(", "13800001234", " ", "项目"]
)
NAME = st.one_of(st.text(max_size=400), st.lists(PIECES, max_size=60).map("".join))


@settings(max_examples=150, deadline=None)
@given(NAME, st.one_of(NAME, st.just(UNIT)))
def test_any_name_gives_an_answer_and_never_more_than_it_says(name: str, unit: str) -> None:
    assert len(tidy(name, GUIDE)) <= len(name)
    assert len(project_of(name, unit, GUIDE)) <= len(name)
    assert isinstance(generic(name, GUIDE), bool)
    number, total = part_number(name, name) or (0, 0)
    assert number >= 0 and total >= 0
    assert len(unmarked(name)) <= len(name)


@settings(max_examples=100, deadline=None)
@given(NAME)
def test_a_tidy_name_stays_as_it_is(name: str) -> None:
    once = tidy(name, GUIDE)
    assert tidy(once, GUIDE) == once or len(tidy(once, GUIDE)) < len(once)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), max_size=8))
def test_the_order_of_parts_does_not_matter(marks: list[tuple[int, int]]) -> None:
    assert outstanding(marks) == outstanding(marks[::-1])


@pytest.mark.parametrize(("name", "rest"), [
    ("湖南 A-B 大学+项目甲", "项目甲"), ("（湖南）ab大学 项目乙", "项目乙"), ("湖_南ＡB大学——项目丙", "项目丙"),
    ("İ湖南AB大学项目丁", "项目丁"),
])  # fmt: skip
def test_a_unit_is_found_whatever_signs_stand_between_its_letters(name: str, rest: str) -> None:
    assert without_unit(name, "湖南AB大学", GUIDE) == rest


@given(st.text(st.sampled_from("湖南ab大学AB +-_（）1"), max_size=30))
def test_looking_for_a_unit_never_breaks(name: str) -> None:
    assert isinstance(without_unit(name, "湖南AB大学", GUIDE), str | None)


@pytest.mark.parametrize(("name", "project"), [
    ("Re: 【已收到，请补正】GJ2024-0001 湖南省机械工程学会 申报材料", ""),
    ("回复：【补正通知】HZ2024-0012 等3个项目 申报材料", ""),
    ("答复: 回复: 【已收到】GJ2024-0001 湖南省机械工程学会+智能制造论坛", "智能制造论坛"),
    ("补充材料 GJ2024-0001（盖章）", ""),
    ("GJ2024-0001补充材料", ""), ("湖南省机械工程学会+COP2024-2025气候论坛", "COP2024-2025气候论坛"),
    ("湖南省机械工程学会+ISO2015-9001标准国际研讨会", "ISO2015-9001标准国际研讨会"),
    ("COP2024-2025气候论坛+湖南省机械工程学会", "COP2024-2025气候论坛"),
])  # fmt: skip
def test_a_case_number_of_ours_is_no_part_of_a_projects_name(name: str, project: str) -> None:
    assert project_of(name, "湖南省机械工程学会", GUIDE) == project
