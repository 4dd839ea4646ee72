"""The sheets for the office's own work, read back: paper, notice, hints and the summary; what staff typed wrongly is said, never
guessed."""

from __future__ import annotations

import re
import zipfile
from dataclasses import replace
from io import BytesIO

import pytest

from config.load import PROJECT, load_guide
from parsers.model.finding import Finding
from reports.workbook.book import build
from reports.workbook.row_names import Names
from reports.workbook.rule_titles import whole
from reports.workbook.sheets.hints import HINTS
from reports.workbook.sheets.notice import NOTICE, term
from reports.workbook.sheets.paper_copies import PAPER, lacking
from reports.workbook.sheets.summary import against, by_category, by_day, by_rule
from tests.reports import sample_desk
from tests.reports.reading import DESK, GUIDE, book_of, keyed, rows_of
from tests.reports.sample_desk import ACCOUNT, case


@pytest.fixture(scope="module")
def made() -> bytes:
    return build(DESK, GUIDE)


# --- 纸质 -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("entered", "told"),
    [
        ({}, "未登记"),
        ({"received": "2024-04-10", "copies": "6", "certificates": "2", "bound": "是"}, "✓ 已齐"),
        ({"received": "2024/4/10", "copies": "６份", "certificates": "2.0", "bound": "是"}, "✓ 已齐"),
        ({"received": "2024-04-10", "copies": "5", "certificates": "1", "bound": "否"}, "申报材料差1份；非涉密证明差1份；未装订"),
        ({"copies": "六"}, "收到日期未填或不是日期；申报材料份数“六”不是整数；非涉密证明差2份；装订未登记"),
        ({"received": "2024-04-10", "copies": "6", "certificates": "2", "bound": "是", "missing": "协议"}, "缺件：协议"),
    ],
)
def test_the_counter_reads_what_is_lacking_still(entered, told):
    assert lacking(sample_desk.PAPER, {f"staff_{key}": text for key, text in entered.items()}) == told


def test_nothing_on_paper_is_expected_of_a_case_that_was_replaced():
    row = rows_of(book_of(replace(case(GUIDE), status="superseded")), PAPER)["GJ2024-0001"]
    assert (row["copies"], row["lacking"]) == ("", "")


# --- 公示 -----------------------------------------------------------------------------------------------------------


def test_projects_marked_for_award_have_a_notice_that_ends_after_five_working_days(made):
    rows = rows_of(made, NOTICE)
    assert set(rows) == {edit.row for edit in DESK.edits if (edit.column, edit.value) == ("staff_award", "是")}
    assert rows["GJ2024-0020"]["end"] == "2024-06-13", "over the Dragon Boat festival"
    assert rows["GJ2024-0016"]["end"] == "2024-05-07", "Sunday 28 April 2024 is worked, May Day is not"


@pytest.mark.parametrize(
    ("start", "why"),
    [
        ("", "请填写开始日期"),
        ("下周一", "“下周一”不是日期，请按2024-06-03的样子填写"),
        ("下" * 21, f"“{'下' * 20}”不是日期，请按2024-06-03的样子填写"),
        ("2024-02-30", "“2024-02-30”不是日期，请按2024-06-03的样子填写"),
        ("2090-03-01", "尚无2090年的节假日安排，不能推算，请人工确定"),
    ],
)
def test_an_end_that_cannot_be_told_is_not_guessed(start, why):
    assert term(GUIDE.notice, start) == ("", why)


# --- 专家参考 and 汇总 ----------------------------------------------------------------------------------------------


def test_a_rule_of_hints_comes_to_the_experts_sheet_without_code(made):
    row = keyed(rows_of(made, HINTS), "GJ2024-0005|hint-posts-held|cooperation_basis|")
    assert row["clause"] == "指南 一（五）优先、一（五）优先3" and row["topic"].startswith("优先：在国际科技组织任职")
    assert row["quote"] == "项目负责人自2021年起担任国际能源学会执委，并任电池专委会秘书长"


def test_hints_say_no_phone_and_no_account():
    loud = Finding("hint-posts-held", "note", None, f"详询13873112345，账号{ACCOUNT}", "R49")
    row = keyed(rows_of(book_of(case(GUIDE, findings=(loud,))), HINTS), "GJ2024-0001|hint-posts-held||")
    assert "13873112345" not in row["quote"] and ACCOUNT not in row["quote"] and "详询" in row["quote"]


def test_counts_stand_against_all_three_ranges_of_the_guide():
    rows = {row[0]: row for row in by_category(DESK, GUIDE).rows}
    assert [rows[name][9] for name in ("国内海智基地", "海外工作站", "合计：海智计划项目", "（按各小类相加：海智计划项目）")] == [
        "2-5",
        "1-2",
        "2-5",
        "3-7",
    ]
    assert rows["合计：国际与区域科技合作交流项目"][9] == "5-13" and "（按各小类相加：国际与区域科技合作交流项目）" not in rows
    assert rows["全部"][1] == len(DESK.cases) == sum(rows[kind.name][1] for kind in GUIDE.categories) + rows["未列入小类"][1]


@pytest.mark.parametrize(
    ("count", "told"), [(0, "尚未选定"), (1, "▼ 还差 1 项"), (2, "✓ 在范围内"), (5, "✓ 在范围内"), (7, "▲ 超出 2 项")]
)
def test_a_choice_is_held_against_its_range_in_sign_and_word(count, told):
    assert against(count, (2, 5)) == told


def test_false_alarms_are_counted_by_rule_even_when_their_findings_are_gone():
    rows = {row[-1]: row for row in by_rule(DESK, GUIDE).rows}
    assert rows["funding-out-of-range"][5:8] == (1, 2, 2 / 3)
    silenced = replace(DESK, cases=())
    assert {row[-1]: row[6] for row in by_rule(silenced, GUIDE).rows} == {"funding-out-of-range": 2}


@pytest.mark.parametrize("year", ["2024", "2025-demo"])
def test_every_rule_has_a_chinese_title_and_none_stands_by_its_id(year):
    guide = load_guide(PROJECT / "config" / "guides" / year)
    found = tuple(Finding(rule.id, "note", None, "", rule.clause) for rule in guide.rules)
    one = case(guide, findings=found)
    rows = by_rule(replace(DESK, cases=(one,)), guide).rows
    assert len(rows) >= len(guide.rules) > 50
    for row in rows:
        told = re.sub(r"〔\w+〕|…|[^\u4e00-\u9fff]", "", row[0])
        assert len(told) >= 3, row
    for rule in guide.rules:
        assert len(re.findall(r"[\u4e00-\u9fff]", re.sub(r"〔\w+〕", "", whole(rule)))) >= 3, rule.id


def test_a_rule_of_another_years_guide_is_said_to_be_one():
    one = case(GUIDE, findings=(Finding("gone-rule", "note", None, "", ""),))
    rows = {row[-1]: row[0] for row in by_rule(replace(DESK, cases=(one,)), GUIDE).rows}
    assert rows["gone-rule"] == "（本年度指南中没有的规则）"


def test_days_without_mail_are_days_too():
    days = by_day(DESK).rows
    assert [row[0] for row in days] == [f"2024-04-{n:02}" for n in range(1, 30)]
    assert sum(row[1] for row in days) == len(DESK.mails) and sum(row[2] for row in days) == len(DESK.cases)


def test_the_summary_has_charts_only_where_there_is_something_to_draw(made):
    def charts(content: bytes) -> int:
        return sum("charts/chart" in name for name in zipfile.ZipFile(BytesIO(content)).namelist())

    assert (charts(made), charts(book_of())) == (4, 0)


@pytest.mark.parametrize(("sheet", "key", "told"), [
    ("总览", "GJ2024-0001", "GJ2024-0001"), ("字段", "GJ2024-0001|uscc", "GJ2024-0001 统一社会信用代码"),
    ("形审", "GJ2024-0001|field-missing|uscc|0a1b2c3d", "GJ2024-0001 统一社会信用代码未填写。"),
    ("核验", "GJ2024-0001|stamp|commitment|seal", "GJ2024-0001 申报单位承诺 公章"),
    ("附件", f"GJ2024-0001|{DESK.cases[0].package.files[0].sha256}", "GJ2024-0001 申报书.docx"),
    ("附件", "GJ2024-0001|" + "e" * 64, "GJ2024-0001 eeeeeeee"),
    ("邮件", DESK.mails[0].sha256, DESK.mails[0].sender), ("邮件", DESK.mails[1].sha256, DESK.mails[1].subject),
    ("总览", "行|0a1b2c3d4e5f", "（自行插入的行）"), ("推荐", "某协会", "某协会"),
])  # fmt: skip
def test_a_row_is_called_by_words_and_not_by_its_hidden_key(sheet, key, told):
    assert Names(DESK, GUIDE).row(sheet, key) == told
