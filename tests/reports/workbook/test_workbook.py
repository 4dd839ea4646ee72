"""The workbook read back as a clerk's Excel would read it: keys, types, drop-downs, links, and no formula anywhere."""

import gc
import re
import zipfile
from dataclasses import replace
from datetime import datetime
from io import BytesIO

import openpyxl
import pytest
from python_calamine import CalamineWorkbook

from parsers.model.finding import Finding
from parsers.model.package import PackageFile
from parsers.model.record import Value
from reports.case import Desk
from reports.state_words import ROLE
from reports.workbook.book import build
from reports.workbook.cells import Link, clean, file_link
from reports.workbook.columns import CHECKS, FIELDS, FILES, LETTERS, MAILS, category_sheet
from reports.workbook.finding_keys import finding_keys
from reports.workbook.sheets.overview import OVERVIEW
from tests.reports.sample_desk import ACCOUNT, case, desk, formless, guide

GUIDE = guide()
DESK = desk(GUIDE)
FIXED = (OVERVIEW, CHECKS, FIELDS, FILES, MAILS, LETTERS)


@pytest.fixture(scope="module")
def made():
    return build(DESK, GUIDE)


@pytest.fixture(scope="module")
def book(made):
    return openpyxl.load_workbook(BytesIO(made))


def rows_of(content, sheet):
    """Rows as dictionaries by column key, read by the library that later reads staff's edits."""
    lines = CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_name(sheet.name).to_python()
    heads = {column.head: column.key for column in sheet.of(GUIDE).columns}
    return [dict(zip((heads[head] for head in lines[0]), line, strict=True)) for line in lines[1:]]


def one_case_book(one):
    return build(replace(DESK, cases=(one,), mails=(), letters=()), GUIDE)


# --- shape ----------------------------------------------------------------------------------------------------------


def test_the_sheets_stand_in_order(book):
    assert book.sheetnames == ["今日", "总览", "国际科技交流会议", "国际与区域合作", "国内海智基地", "海外工作站", "形审", "字段",
                               "附件", "邮件", "版本", "推荐", "核验", "纸质", "回复", "汇总", "公示", "改动", "说明"]
    assert book.active.title == "今日"
    assert not any(rule.audience == "experts" for rule in GUIDE.rules), "so that it has no sheet of hints"


def test_every_sheet_starts_with_its_hidden_key_and_its_table_of_columns(book):
    sheets = [*FIXED, *(category_sheet(kind, GUIDE.form(kind.form)) for kind in GUIDE.categories)]
    for sheet in sheets:
        page = book[sheet.name]
        assert [cell.value for cell in page[1]] == [column.head for column in sheet.of(GUIDE).columns]
        assert page.column_dimensions["A"].hidden
        assert page.freeze_panes == f"{openpyxl.utils.get_column_letter(sheet.frozen + 1)}2"
        assert page.auto_filter.ref and page.print_title_rows == "$1:$1" and page.page_setup.orientation == "landscape"
        assert not page.protection.sheet


def test_a_sheet_of_several_pages_across_repeats_the_columns_that_stay(book):
    sheets = [*FIXED, *(category_sheet(kind, GUIDE.form(kind.form)) for kind in GUIDE.categories)]
    assert {sheet.of(GUIDE).pages for sheet in sheets} > {1}
    for sheet in (one.of(GUIDE) for one in sheets):
        last = openpyxl.utils.get_column_letter(sheet.frozen)
        assert book[sheet.name].print_title_cols == (f"$B:${last}" if sheet.pages > 1 else None)
        assert (book[sheet.name].page_setup.fitToWidth or 1) == sheet.pages


def test_excel_flags_no_number_that_is_a_text(made):
    """Phone numbers and codes would each have a green corner; down to the last row of every sheet they have none."""
    with zipfile.ZipFile(BytesIO(made)) as parts:
        sheets = [parts.read(name).decode() for name in parts.namelist() if name.startswith("xl/worksheets/sheet")]
    spared = [re.search(r'<ignoredError sqref="A1:[A-Z]+(\d+)" numberStoredAsText="1"', sheet) for sheet in sheets]
    filtered = [re.search(r'<autoFilter ref="A1:[A-Z]+(\d+)"', sheet) for sheet in sheets]
    assert sum(1 for found in filtered if found) >= len(FIXED)
    assert all(one and one[1] == other[1] for one, other in zip(spared, filtered, strict=True) if other)


def test_headings_are_unambiguous():
    sheets = [*FIXED, *(category_sheet(kind, GUIDE.form(kind.form)) for kind in GUIDE.categories)]
    for sheet in sheets:
        heads = [column.head for column in sheet.columns]
        assert len(set(heads)) == len(heads)


@pytest.mark.parametrize(("sheet", "key"), [
    (OVERVIEW, "GJ2024-0030"), (CHECKS, f"GJ2024-0030|{finding_keys(DESK.cases[29].findings)[2]}"), (FIELDS, "HZ2024-0002|email"),
    (FILES, f"GJ2024-0001|01{'a' * 62}"), (MAILS, f"{1:064x}"), (LETTERS, f"receipt-{1:012x}"),
])
def test_keys_are_stable_and_never_twice(made, sheet, key):
    keys = [row["key"] for row in rows_of(made, sheet)]
    assert key in keys and len(set(keys)) == len(keys) and all(keys)


def test_the_same_desk_gives_the_same_bytes(made):
    assert build(DESK, GUIDE) == made


def test_staff_columns_offer_their_choices(book):
    wanted = {
        "总览": {"通过,补正,不予受理", "是,否,已补正", "是,否,备选"}, "形审": {"认可,误报"}, "回复": {"批准,暂缓"},
        "附件": {",".join(word for role, word in ROLE.items() if role != "refused")},
    }
    for name, choices in wanted.items():
        assert {rule.formula1.strip('"') for rule in book[name].data_validations.dataValidation} == choices


def test_machine_cells_are_tinted_and_staff_cells_are_white(book):
    for sheet in FIXED:
        for n, column in enumerate(sheet.columns, 1):
            tint = book[sheet.name].cell(2, n).fill.fgColor.rgb
            assert (tint == "FFEAF0F6") is not column.staff


# --- content --------------------------------------------------------------------------------------------------------


def test_overview_counts_and_times_are_numbers_and_dates(made):
    row = {row["key"]: row for row in rows_of(made, OVERVIEW)}["GJ2024-0009"]
    assert (row["status"], row["fix"], row["budget"], row["revision"]) == ("需补正", 1, 18.5, 2)
    assert row["received"] == datetime(2024, 4, 10, 17, 15)  # 09:15 UTC
    assert 0 < row["filled"] < 1


def test_every_case_is_in_the_overview_and_in_the_sheet_of_its_category(made):
    assert [row["key"] for row in rows_of(made, OVERVIEW)] == [one.case_no for one in DESK.cases]
    for kind in GUIDE.categories:
        sheet = category_sheet(kind, GUIDE.form(kind.form))
        assert [row["key"] for row in rows_of(made, sheet)] == [one.case_no for one in DESK.cases if one.category == kind.key]


def test_findings_say_where_in_chinese_the_heaviest_first(made):
    rows = [row for row in rows_of(made, CHECKS) if row["case_no"] == "GJ2024-0009"]
    assert [row["severity"] for row in rows] == ["必改", "核验", "提醒"]
    assert [row["place"] for row in rows] == ["表1第4行第2格", "第5页", "表2第7行第2格"]
    assert [row["field"] for row in rows] == ["单位性质", "申报单位承诺", "项目期限"]


def test_blank_unreadable_and_doubtful_fields_look_different():
    unticked = Value("", None, doubt="unticked")
    content = one_case_book(case(GUIDE, address=Value("", ""), uscc=Value(None), project_category=unticked))
    fill = {row["key"].split("|")[1]: row["fill"] for row in rows_of(content, FIELDS)}
    assert [fill[key] for key in ("address", "uscc", "project_category", "unit_nature")] == ["空白", "无法读取", "待核实", "已填"]
    sheet = category_sheet(GUIDE.categories[0], GUIDE.form("exchange"))
    row = rows_of(content, sheet)[0]
    assert (row["field_address"], row["field_uscc"]) == ("", "〔无法读取〕")


def test_the_account_is_whole_in_one_sheet_only():
    loud = Finding("x", "verify", "bank_account_number", f"账号{ACCOUNT}与户名不符", "R1")
    content = one_case_book(case(GUIDE, findings=(loud,)))
    for name in CalamineWorkbook.from_filelike(BytesIO(content)).sheet_names:
        lines = CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_name(name).to_python()
        said = "".join(str(cell) for line in lines for cell in line).replace(" ", "")
        assert (ACCOUNT.replace(" ", "") in said) is (name == FIELDS.name)
    assert "****1234" in str(rows_of(content, CHECKS)[0]["message"])


def test_long_numbers_stay_text(book):
    page = book[FIELDS.name]
    cells = {row[0].value: row[4] for row in page.iter_rows(min_row=2)}
    assert cells["GJ2024-0001|bank_account_number"].value == ACCOUNT
    assert cells["GJ2024-0001|postal_code"].value == "410004"
    assert all(cell.data_type == "s" and cell.number_format == "@" for cell in cells.values() if cell.value)


def test_links_lead_to_kept_files_and_from_sheet_to_sheet(book):
    overview, checks = book[OVERVIEW.name], book[CHECKS.name]
    first = overview["B2"].hyperlink.location
    assert first.startswith("'形审'!B") and checks[first.split("!")[1]].value == overview["B2"].value
    back = checks["B2"].hyperlink.location
    assert overview[back.split("!")[1]].value == checks["B2"].value
    assert book[FILES.name]["D2"].hyperlink.target == "files\\0001\\申报书.docx"
    assert book[MAILS.name]["E2"].hyperlink.target == "files\\邮件\\0001.eml"


def test_the_about_sheet_explains_rules_words_and_settings(book):
    said = "\n".join(str(cell.value) for row in book["说明"].iter_rows() for cell in row if cell.value)
    for words in ("怎样使用", "齐全", "必改", "uscc-invalid", "X1", "X20", "截止时间", "未设置"):
        assert words in said


# --- errors and hostile words ---------------------------------------------------------------------------------------

AWKWARD = (
    "=1+1", "+SUM(A1)", "-2+3", "@A1", '=HYPERLINK("http://evil.example","x")', "http://evil.example/", "mailto:x@example.com",
    "internal:'总览'!A1", "{=1}", "\x00\x0b\x1f\ufffe\ud800坏", "😀" * 20_000, "长" * 40_000, "行\n" * 5_000, "12430000444880000",
    "_x0041_", "<b>&amp;</b>", "1E5", "TRUE", "#REF!", "2024-01-01", " ", "",
)


@pytest.mark.parametrize("words", AWKWARD)
def test_what_applicants_write_is_text_and_nothing_else(words):
    finding = Finding("field-missing", "fix", "address", words, "R94", words, None, words)
    one = case(GUIDE, findings=(finding,), applicant_unit=Value(words, words), main_content=Value(words, words))
    spoilt = PackageFile(words, "f" * 64, 1, "evidence", words, words)
    one = replace(one, package=replace(one.package, files=(*one.package.files, spoilt)), sender=words)
    mail = replace(DESK.mails[0], subject=words, sender=words, sender_name=words, why=words)
    letter = replace(DESK.letters[0], subject=words, recipient=words)
    content = build(Desk((one,), (mail,), (letter,), DESK.made, links={}), GUIDE)
    book = openpyxl.load_workbook(BytesIO(content))
    cells = [cell for page in book for row in page.iter_rows() for cell in row]
    assert not any(cell.data_type in ("f", "b", "e") for cell in cells)
    assert all(cell.hyperlink is None or cell.hyperlink.target is None for cell in cells)
    assert all(len(str(cell.value).encode("utf-16-le")) // 2 <= 32_767 for cell in cells)
    parts = zipfile.ZipFile(BytesIO(content))
    assert not any(b"<f>" in parts.read(name) for name in parts.namelist() if "worksheets/sheet" in name)
    shown = {row["key"].split("|")[1]: row for row in rows_of(content, FIELDS)}["main_content"]["value"]
    assert shown == clean(words) or not words.strip()


def test_an_empty_desk_is_a_whole_workbook():
    book = openpyxl.load_workbook(BytesIO(build(Desk((), (), (), ""), GUIDE)))
    assert len(book.sheetnames) == 19 and book["总览"]["B1"].value == "编号"


def test_a_case_without_form_or_category_is_still_on_the_desk():
    content = one_case_book(formless())
    row = rows_of(content, OVERVIEW)[0]
    assert (row["key"], row["status"], row["form"]) == ("WD2024-0001", "待人工", "（未读到申报书）")
    assert len(rows_of(content, FILES)) == 3


def test_the_same_file_twice_keeps_two_keys():
    one = case(GUIDE)
    twice = replace(one.package, files=(*one.package.files, replace(one.package.files[0], name="副本.docx", record=None)))
    keys = [row["key"] for row in rows_of(one_case_book(replace(one, package=twice)), FILES)]
    assert keys[0] + "|2" == keys[-1]


def test_more_links_than_excel_takes_become_words(monkeypatch):
    monkeypatch.setattr("reports.workbook.sheet_writer.MOST_LINKS", 3)
    book = openpyxl.load_workbook(BytesIO(build(DESK, GUIDE)))
    page = book[MAILS.name]
    assert sum(cell.hyperlink is not None for row in page.iter_rows() for cell in row) == 3
    assert page["E30"].value


@pytest.mark.parametrize("path", [
    None, "", "/etc/passwd", "../secret", "a/../../b", "C:/x", "http://x/y", "a#b", "a%41", "\\\\host\\x",
])
def test_only_our_own_relative_paths_are_linked(path):
    assert file_link("申报书.docx", path) == "申报书.docx"


def test_a_plain_relative_path_is_linked():
    assert file_link("甲", "files/GJ2024-0001/申报 书.docx") == Link("甲", "external:files/GJ2024-0001/申报 书.docx")


def test_files_show_their_own_name_and_apart_from_it_where_they_lay():
    one = case(GUIDE)
    deep = replace(one.package.files[0], name="某单位+某项目/佐证/协议.docx", source="某单位+某项目.zip", record=None)
    row = rows_of(one_case_book(replace(one, package=replace(one.package, files=(deep,)))), FILES)[0]
    assert (row["name"], row["source"]) == ("协议.docx", "某单位+某项目.zip › 佐证")


def test_the_collector_is_as_it_was_after_a_build():
    before = gc.get_threshold(), gc.get_freeze_count()
    build(DESK, GUIDE)
    assert (gc.get_threshold(), gc.get_freeze_count()) == before
