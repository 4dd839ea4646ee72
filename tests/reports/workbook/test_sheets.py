"""The sheets that say what changed, who recommends and what to look at, read back as a clerk's program would."""

from __future__ import annotations

import base64
import zipfile
from dataclasses import replace
from io import BytesIO

import openpyxl
import pytest
from python_calamine import CalamineWorkbook

from parsers.model.document import Place
from parsers.model.record import Value
from parsers.model.seal import Stamp
from reports.case import Desk
from reports.workbook.book import build
from reports.workbook.sheets.hints import HINTS
from reports.workbook.sheets.notice import NOTICE
from reports.workbook.sheets.overview import OVERVIEW
from reports.workbook.sheets.paper_copies import PAPER
from reports.workbook.sheets.recommenders import RECOMMENDERS
from reports.workbook.sheets.verify import VERIFY
from reports.workbook.sheets.versions import VERSIONS
from tests.reports.reading import DESK, GUIDE, book_of, keyed, rows_of, typed
from tests.reports.sample_desk import ACCOUNT, case


@pytest.fixture(scope="module")
def made() -> bytes:
    return build(DESK, GUIDE)


# --- every sheet ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("sheet", [VERSIONS, RECOMMENDERS, VERIFY, PAPER, NOTICE, HINTS], ids=lambda s: s.name)
def test_rows_have_keys_that_are_never_twice_and_a_sheet_prints_with_its_heads(made, sheet):
    lines = CalamineWorkbook.from_filelike(BytesIO(made)).get_sheet_by_name(sheet.name).to_python()
    keys = [line[0] for line in lines[1:]]
    assert keys and all(keys) and len(set(keys)) == len(keys)
    page = openpyxl.load_workbook(BytesIO(made))[sheet.name]
    assert page.print_area.startswith(f"'{sheet.name}'!$B$1:")
    assert page.column_dimensions["A"].hidden and page.auto_filter.ref and page.print_title_rows == "$1:$1"
    assert (page.page_setup.orientation, page.page_setup.paperSize, page.protection.sheet) == ("landscape", 9, False)


def test_a_link_to_a_case_leads_to_its_number_on_the_overview(made):
    book = openpyxl.load_workbook(BytesIO(made))
    links = [(page.title, cell) for page in book for row in page.iter_rows() for cell in row
             if cell.hyperlink and (cell.hyperlink.location or "").startswith(f"'{OVERVIEW.name}'!")]  # fmt: skip
    assert {title for title, _ in links} >= {"公示", "形审", "纸质"}
    assert [(title, cell.value) for title, cell in links
            if book[OVERVIEW.name][cell.hyperlink.location.partition("!")[2]].value != cell.value] == []  # fmt: skip


def test_there_is_no_formula_on_any_sheet_and_the_bytes_are_the_same_twice(made):
    parts = zipfile.ZipFile(BytesIO(made))
    assert not any(b"<f>" in parts.read(name) for name in parts.namelist() if "worksheets/sheet" in name)
    assert build(DESK, GUIDE) == made


def test_the_whole_bank_account_stands_on_the_sheet_of_fields_alone(made):
    book = CalamineWorkbook.from_filelike(BytesIO(made))
    shown = {
        name
        for name in book.sheet_names
        if ACCOUNT.replace(" ", "")
        in "".join(str(c) for row in book.get_sheet_by_name(name).to_python() for c in row).replace(" ", "")
    }
    assert shown == {"字段"}


# --- 版本 -----------------------------------------------------------------------------------------------------------


def test_a_revision_says_old_and_new_of_each_field_file_and_finding(made):
    rows = rows_of(made, VERSIONS)
    phone = rows["HZ2024-0006|2|field|contact_phone"]
    assert (phone["kind"], phone["old"], phone["new"]) == ("栏目", "1387311234", "13873112345")
    word = next(row for key, row in rows.items() if key.startswith("HZ2024-0006|2|file|") and row["label"] == "申报书Word版")
    assert (word["old"], word["new"]) == ("申报书（盖章前）.docx", "申报书.docx")
    assert rows["HZ2024-0006|2|finding|scan-missing|"]["new"] == "已改正，或不再出现"
    assert rows["HZ2024-0006|1|first|"]["kind"] == "首次提交"
    assert not any(key.startswith("GJ2024-0001") for key in rows), "a case of one revision has nothing to compare"


def test_a_long_text_is_shown_where_it_parts_and_an_account_by_its_end():
    old = case(GUIDE, main_content=Value("前" * 900 + "旧结尾" + "后" * 900), bank_account_number=Value("6222000011112222"))
    new = case(
        GUIDE, revision=2, main_content=Value("前" * 900 + "新结尾" + "后" * 900), bank_account_number=Value("9999000011112222")
    )
    rows = rows_of(book_of(new, older=(old,)), VERSIONS)
    text = rows["GJ2024-0001|2|field|main_content"]
    assert "旧结尾" in text["old"] and "新结尾" in text["new"] and len(text["old"]) < 80
    account = rows["GJ2024-0001|2|field|bank_account_number"]
    assert (account["old"], account["new"]) == ("****2222", "****2222（已更改）")


def test_a_revision_that_changes_nothing_says_so():
    rows = rows_of(book_of(case(GUIDE, revision=2), older=(case(GUIDE),)), VERSIONS)
    assert rows["GJ2024-0001|2|same|"]["kind"] == "未见变化"


# --- 推荐 -----------------------------------------------------------------------------------------------------------


def test_recommenders_have_a_class_a_count_and_what_is_wrong_with_the_route(made):
    rows = rows_of(made, RECOMMENDERS)
    assert [rows[name]["class"] for name in ("湘潭市科学技术协会", "湖南省农学会", "中南大学科协", "岳阳楼区科学技术协会")] == [
        "市州科协",
        "省级学会（协会、研究会）",
        "高校、企业（园区）科协",
        "县（市、区）科协",
    ]
    assert rows["岳阳楼区科学技术协会"]["cases"] == 4 and "县（市、区）科协" in rows["岳阳楼区科学技术协会"]["route"]
    assert list(rows)[-1] == "-" and rows["-"]["name"] == "（未见推荐单位）"


def test_a_cancelled_recommender_has_its_three_years_reckoned(made):
    row = rows_of(made, RECOMMENDERS)["湖南省机械工程学会"]
    assert (row["staff_standing"], row["until"]) == ("取消推荐资格", "2026-05-16（满3年）")


@pytest.mark.parametrize(
    ("since", "until"),
    [
        ("2024-02-29", "2027-03-01（满3年）"),
        ("去年", "取消日期“去年”不是日期"),
        ("45428", "2027-05-16（满3年）"),
    ],
)
def test_days_typed_in_any_way_are_reckoned_and_others_are_named(since, until):
    one = case(GUIDE, recommender=Value("中国机械工程学会", "中国机械工程学会"))
    book = book_of(one, edits=typed(("推荐", "中国机械工程学会", "staff_since", since)))
    assert rows_of(book, RECOMMENDERS)["中国机械工程学会"]["until"] == until


def test_the_office_s_ledger_of_sanctions_stands_beside_its_unit():
    rows = (("中国机械工程学会/机械学会", "2024-03-01", "2027-02-28", "湘科协发〔2024〕1号"),)
    listed = GUIDE.model_copy(update={"tables": {**GUIDE.tables, "sanctioned": rows}})
    one = case(GUIDE, recommender=Value("机械学会", "机械学会"))
    book = build(Desk((one,), (), (), DESK.made), listed)
    assert rows_of(book, RECOMMENDERS)["机械学会"]["until"] == "名单：2024-03-01至2027-02-28"


# --- 核验 -----------------------------------------------------------------------------------------------------------


def test_seals_are_shown_as_pictures_that_move_with_their_rows(made):
    page = openpyxl.load_workbook(BytesIO(made))["核验"]
    assert len(page._images) == sum(len(file.stamps) for one in DESK.cases for file in one.package.files)
    drawing = next(
        zipfile.ZipFile(BytesIO(made)).read(n).decode()
        for n in zipfile.ZipFile(BytesIO(made)).namelist()
        if "drawings/drawing" in n
    )
    assert 'editAs="oneCell"' not in drawing


def test_what_is_open_stands_before_what_was_seen(made):
    rows = list(rows_of(made, VERIFY).values())
    severities = [row["severity"] for row in rows]
    assert severities == sorted(severities, key=lambda word: word != "核验")
    unseen = rows_of(made, VERIFY)["HZ2024-0003|stamp|commitment|seal"]
    assert (unseen["kind"], unseen["severity"], unseen["message"]) == ("公章", "核验", "✗ 没有看到")


def test_word_and_scan_stand_beside_each_other_with_their_places(made):
    row = keyed(rows_of(made, VERIFY), "GJ2024-0005|word-scan-mismatch|contact_phone|")
    assert row["word"] == "13873112345\n（表1第6行第2格）" and row["paper"] == "13873112354\n（第1页）"


@pytest.mark.parametrize(
    "picture",
    [
        "",
        "not base64!",
        base64.b64encode(b"\x89PNG\r\n\x1a\n" + b"\0" * 40).decode(),
        base64.b64encode(b"GIF89a" + b"\1" * 40).decode(),
    ],
)
def test_a_picture_that_is_none_leaves_its_row_standing(picture):
    one = case(GUIDE)
    stamp = Stamp("commitment", "seal", "seen", Place(page=6), "", "=1+1", picture)
    files = tuple(replace(f, stamps=(stamp,)) if f.role == "form_scan" else f for f in one.package.files)
    book = book_of(replace(one, package=replace(one.package, files=files)))
    assert rows_of(book, VERIFY)["GJ2024-0001|stamp|commitment|seal"]["message"] == "✓ 看到了；可辨文字：=1+1"
    assert not openpyxl.load_workbook(BytesIO(book))["核验"]._images


def test_pictures_stop_where_the_workbook_would_become_too_large(monkeypatch):
    monkeypatch.setattr("reports.workbook.sheets.verify.MOST_PICTURES", 5)
    book = build(DESK, GUIDE)
    pages = openpyxl.load_workbook(BytesIO(book))["核验"]
    assert len(pages._images) == 5
    shown = rows_of(book, VERIFY)
    assert (
        shown["HZ2024-0003|stamp|commitment|seal"]["picture"] == ""
        and shown["GJ2024-0001|stamp|commitment|seal"]["picture"] == "（图见案卷页）"
    )
