"""Stories of experts and notice: what experts get and do not get, what comes back, and the public notice."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from config.load import load_guide
from config.model import Guide, OfficeSettings
from intake.publish.expert_files import collect, lay_out
from intake.store.vault import Vault
from parsers.model.finding import Finding
from parsers.model.record import Value
from reports.case import Case, Desk, Edit
from reports.experts.dossier import dossier
from reports.experts.scores import read_scores, score_sheet
from reports.left_out import parted, spoken
from reports.public_notice import awarded, notice_book, notice_text, typed_verdicts
from reports.workbook.sheets.notice import rows as notice_rows
from reports.workdays import UnknownYear
from tests.reports import sample_desk
from tests.test_rooms import ROOT

HINT = "hint-known-guests"


@pytest.fixture(scope="module")
def guide() -> Guide:
    return load_guide(ROOT / "config" / "guides" / "2024")


@pytest.fixture(scope="module")
def cases(guide: Guide) -> tuple[Case, ...]:
    """Two conferences, of which the first is poor in nothing, and one base."""
    hint = Finding(HINT, "note", "main_content", "优先：国际知名专家参会：“邀请院士三名”", "R15", quote="邀请院士三名")
    return (sample_desk.case(guide, "conference", 1, (hint,)), sample_desk.case(guide, "conference", 2),
            sample_desk.case(guide, "domestic_base", 3))


def filled(guide: Guide, expert: str, cases: tuple[Case, ...], marks: dict[str, Any], **more: Any) -> bytes:
    """The sheet of an expert with these marks in every criterion of a case, sorted the other way round."""
    book = openpyxl.load_workbook(io.BytesIO(score_sheet(expert, cases, guide)))
    for page in book.worksheets:
        rows = list(page.iter_rows(min_row=5))
        for row in rows:
            number = row[0].value
            for n in range(6, 6 + len(guide.criteria)):
                row[n].value = marks.get(number)
            row[6 + len(guide.criteria)].value = more.get("words", {}).get(number)
        values = [[cell.value for cell in row] for row in rows][::-1]
        for row, old in zip(rows, values, strict=True):
            for cell, value in zip(row, old, strict=True):
                cell.value = value
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_dossier_has_the_project_and_the_hints_and_nothing_personal(guide: Guide, cases: tuple[Case, ...]) -> None:
    first = cases[0]
    record = first.package.record(guide)
    assert record
    text = f"联系 {sample_desk.PHONE} 或 keji@example.edu.cn，账号{sample_desk.ACCOUNT}，身份证43010219800101123X，地址" \
           f"{record.values['address'].text}，座机0731-84884381。主要内容如下。<script>alert(1)</script>"
    values = record.values | {"main_content": Value(text, text)}
    files = tuple(replace(f, record=replace(record, values=values)) if f.record else f for f in first.package.files)
    page = dossier(replace(first, package=replace(first.package, files=files)), guide)
    assert "主要内容如下" in page and "邀请院士三名" in page and "&lt;script&gt;" in page
    numbers = (sample_desk.PHONE, sample_desk.ACCOUNT, "43010219800101123X", "84884381", "410004")
    for secret in (*numbers, "example.edu.cn", "万家丽南路"):
        assert secret not in page


def test_folders_a_category_uniform_names_and_originals_only_by_name(
    guide: Guide, cases: tuple[Case, ...], tmp_path: Path
) -> None:
    files = Vault(tmp_path / "files")
    sha256, size = files.put([b"word"])
    first = cases[0]
    own = tuple(replace(f, sha256=sha256, size=size) if n == 0 else f for n, f in enumerate(first.package.files))
    held = (replace(first, package=replace(first.package, files=own)), *cases[1:])
    folder, written = lay_out(held, guide, files, tmp_path / "output", ("张三", "../李四"), ("GJ2024-0001",))
    found = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    assert written == 3 and found == [
        "国内海智基地/HZ2024-0003.html", f"国际科技交流会议/GJ2024-0001-原件/申报书Word版-{sha256[:8]}.docx",
        "国际科技交流会议/GJ2024-0001.html", "国际科技交流会议/GJ2024-0002.html", "评分表/评分表-张三.xlsx",
        "评分表/评分表-李四.xlsx"]


def test_the_ranking_has_means_spread_money_and_names_who_is_missing(
    guide: Guide, cases: tuple[Case, ...], tmp_path: Path
) -> None:
    first, second, base = (str(case.case_no) for case in cases)
    (tmp_path / "a.xlsx").write_bytes(filled(guide, "张三", cases, {first: 80, second: 90, base: 70}))
    (tmp_path / "b.XLSX").write_bytes(filled(guide, "李四", cases, {first: 60, second: 90}, words={base: "回避"}))
    path, sheets, problems = collect(tmp_path, cases, guide, tmp_path / "output")
    assert [sheet.expert for sheet in sheets] == ["张三", "李四"] and problems == ()
    page = openpyxl.load_workbook(path)["国际科技交流会议"]
    rows = [[cell.value for cell in row] for row in page.iter_rows(min_row=5)]
    assert [(row[0], row[1], row[4], row[5]) for row in rows] == [(1, second, 90, 0), (2, first, 70, 10)]
    assert [(row[11], row[12]) for row in rows] == [(18.5, 18.5), (18.5, 37)] and rows[0][13] == "名额内"
    away = openpyxl.load_workbook(path)["国内海智基地"]
    assert away["K5"].value == "李四" and away["I5"].value == 1


# --- what goes wrong --------------------------------------------------------------------------------------------------


def test_missing_and_impossible_marks_and_strange_files_are_named(
    guide: Guide, cases: tuple[Case, ...], tmp_path: Path
) -> None:
    first, second, base = (str(case.case_no) for case in cases)
    sheet = filled(guide, "张三", cases, {first: "很好", second: 101})
    (tmp_path / "a.xlsx").write_bytes(sheet)
    (tmp_path / "again.xlsx").write_bytes(sheet)
    (tmp_path / "holiday.xlsx").write_bytes(b"PK no workbook")
    (tmp_path / "~$a.xlsx").write_bytes(b"lock")
    path, sheets, problems = collect(tmp_path, cases, guide, tmp_path / "output")
    said = "\n".join(problems)
    assert len(sheets) == 1 and "again.xlsx：张三已有一份评分表" in said and "holiday.xlsx" in said and "~$" not in said
    assert f"张三：{first} “必要性与创新性”的分数不是0到100之间的数" in said and f"张三：{base} 未评分或评分不全" in said
    assert openpyxl.load_workbook(path)["国际科技交流会议"]["A5"].value == "未评"


def test_nothing_an_applicant_wrote_is_a_formula_in_a_score_sheet(guide: Guide) -> None:
    case = sample_desk.case(guide, "conference", 8)  # its unit is called =1+1
    page = openpyxl.load_workbook(io.BytesIO(score_sheet("=2+2", (case,), guide))).worksheets[0]
    assert {cell.data_type for row in page.iter_rows() for cell in row} <= {"s", "n"}
    assert page.column_dimensions["A"].hidden and page.data_validations.dataValidation
    assert read_scores(score_sheet("甲", (case,), guide), guide).scores[0].case_no == case.case_no


def test_replaced_and_secret_cases_do_not_go_to_experts(guide: Guide, cases: tuple[Case, ...]) -> None:
    secret = replace(cases[1], findings=(Finding("secret-mark", "verify", None, "x", "R122"),))
    chosen, reasons = parted((replace(cases[0], status="superseded"), secret, cases[2]), {}, guide)
    assert (chosen, [why for _, why in reasons]) == ((cases[2],), ["已被替代", "材料带有密级标志"])


def desk_of(cases: tuple[Case, ...], **typed: dict[str, str]) -> Desk:
    """A desk on whose 总览 staff typed: column → {case number: words}."""
    words = [(number, column, value) for column, of_case in typed.items() for number, value in of_case.items()]
    edits = tuple(Edit(n, "总览", number, column, value, "", "active", "", "2024-06-01T00:00:00Z")
                  for n, (number, column, value) in enumerate(words, 1))  # fmt: skip
    return Desk(cases, (), (), "2024-06-01T09:00:00+08:00", edits=edits)


def test_what_was_refused_or_has_no_category_goes_nowhere_and_is_named(guide: Guide, cases: tuple[Case, ...]) -> None:
    lacking = replace(cases[1], category=None)
    numbers = [str(case.case_no) for case in cases]
    marked, refused = dict.fromkeys(numbers, "是"), {numbers[0]: "不予受理"}
    desk = desk_of((cases[0], lacking, cases[2]), staff_award=marked, staff_verdict=refused)
    assert len(awarded(desk)) == 3
    chosen, reasons = parted(awarded(desk), typed_verdicts(desk), guide)
    assert chosen == (cases[2],)
    assert spoken(reasons) == [f"未列入：{numbers[0]}（初审结论为不予受理）", f"未列入：{numbers[1]}（小类未确定）"]
    rows = {row["key"]: row for row in notice_rows(desk, guide)}
    assert [rows[number]["why"] for number in numbers] == [
        "不列入公示：初审结论为不予受理", "不列入公示：小类未确定", "请填写开始日期"]
    assert [rows[number]["end"] for number in numbers] == ["", "", ""]


# --- the public notice ------------------------------------------------------------------------------------------------


def test_the_notice_lists_what_was_marked_in_agreed_columns_and_skips_the_holidays(guide: Guide, cases: tuple[Case, ...]) -> None:
    edit = Edit(1, "总览", "", "staff_award", "是", "", "active", "", "2024-06-01T00:00:00Z")
    desk = Desk(cases, (), (), "2024-06-01T09:00:00+08:00", edits=(replace(edit, row=str(cases[2].case_no)),))
    chosen = awarded(desk)
    assert [case.case_no for case in chosen] == [cases[2].case_no]
    text = notice_text(chosen, guide, date(2024, 6, 5), OfficeSettings(contact="徐姣", phone="0731-84884381"))
    assert "2024年6月5日至2024年6月12日（5个工作日）" in text  # 10 June is the Dragon Boat Festival
    assert sample_desk.PHONE not in text and "欧阳明德" not in text
    page = openpyxl.load_workbook(io.BytesIO(notice_book(chosen, guide, date(2024, 6, 5)))).worksheets[0]
    assert [cell.value for cell in page[4]] == ["序号", "项目名称", "申报单位", "项目类别", "推荐单位"]


def test_a_year_without_announced_holidays_is_refused(guide: Guide, cases: tuple[Case, ...]) -> None:
    with pytest.raises(UnknownYear):
        notice_text(cases, guide, date(2099, 1, 5), OfficeSettings())
