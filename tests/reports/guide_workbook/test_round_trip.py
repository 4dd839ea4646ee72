"""A guide goes into its workbook and comes back: the same where nothing was changed, and only what was changed where something
was, however the programs of an office save it."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from config.guide_text.files import texts_of
from config.load import load_guide
from reports.guide_workbook import entry_values, take, texts
from reports.guide_workbook.guide_tables import tables_of
from reports.guide_workbook.layout import SHEETS
from reports.guide_workbook.reader import NotAWorkbook, read
from reports.guide_workbook.writer import workbook
from tests.guide_desk import GUIDES, Desk


def changed(desk: Desk, before: dict[str, str]) -> dict[str, tuple[list[str], list[str]]]:
    """The files that differ, each with the lines that are gone and those that are new."""
    after = texts_of(desk.folder)
    lines = {path: (before.get(path, "").splitlines(), after.get(path, "").splitlines()) for path in {*before, *after}}
    return {path: ([line for line in old if line not in new], [line for line in new if line not in old])
            for path, (old, new) in lines.items() if before.get(path) != after.get(path)}


@pytest.mark.parametrize("name", ["2024", "2025-demo"])
def test_what_nobody_edited_comes_back_to_the_last_byte(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    old = texts_of(GUIDES / name)
    book = read(workbook(name, tables_of(old)))
    new = texts.new_texts(book, old)
    assert not new.problems and new.texts == old and texts.guide_name(book) == name
    # and no value is only taken over: with every cell read anew it is the same guide
    monkeypatch.setattr(take, "shown", lambda *_: "\0")
    real = entry_values.shown_settings
    monkeypatch.setattr(entry_values, "shown_settings", lambda *given: [(one, "\0") for one, _ in real(*given)])
    assert texts.new_texts(book, old).texts == old


def test_only_what_was_changed_is_written_and_comments_stay(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    before = texts_of(desk.folder)
    desk.type("基本信息", "纸质申报书份数", "内容", 3)
    desk.type("规则", "phone-invalid", "程度", "提醒")
    desk.type("规则", "overview-too-long", "值2", "８００字")
    desk.type("小类", "conference", "最高额度", "40 万元")
    desk.type("栏目", "fax", "必填", "是")
    desk.add("名单", 名单="societies", 第1列="湖南省数学学会")
    assert any("phone-invalid" in line for line in desk.take())
    assert changed(desk, before) == {
        "guide.toml": (
            ['paper = { copies = 6, certificates = 2, certificate = "非涉密证明" } # R111, R112',
             'with = { field = "overview", most = 1000 }'],
            ['paper = { copies = 3, certificates = 2, certificate = "非涉密证明" } # R111, R112', "money_wan = [5, 40]",
             'with = { field = "overview", most = 800 }']),
        "lists/societies.csv": ([], ["湖南省数学学会"]),
        "forms/haizhi.toml": ([], []),
    }
    guide = load_guide(desk.folder)
    rule = guide.rule("phone-invalid")
    assert rule is not None and rule.severity == "remind" and rule.kind == "phone"
    form = guide.form("haizhi")
    assert form is not None and (fax := form.field("fax")) is not None and fax.required


def test_a_rule_without_a_clause_is_a_rule(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.add("规则", 编号="content-short", 规则种类="字数", 程度="提醒", 说明="{label}{problem}。",
             设置1="各栏目", 值1="项目主要内容", 设置2="最少", 值2="100")
    desk.take()
    rule = load_guide(desk.folder).rule("content-short")
    assert rule is not None and rule.clause == "" and rule.arguments == {"fields": ["main_content"], "least": 100}


def test_rules_fields_and_categories_are_added_and_taken_away(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.add("规则", 编号="content-long", 规则种类="字数超限", 程度="必改", 说明="{label}最多{most}字。",
             请申报单位="请压缩{label}。",
             设置1="栏目", 值1="项目主要内容", 依据="指南三", 设置2="最多", 值2="2000")
    desk.delete("规则", "email-invalid")
    desk.add("小类", 名称="青年人才", 代号="young", 申报书="国际与区域科技合作交流项目",
             表名="青年人才", 最低额度=1, 最高额度=2, 最少项数=1, 最多项数=1)
    desk.add("选项", 申报书="国际与区域科技合作交流项目", 栏目="项目类别", 选项="青年人才培养", 代号="青年人才")
    desk.add("栏目", 申报书="海智计划项目", 栏目="微信号", 必填="否")
    desk.add("版面", 申报书="海智计划项目", 顺序="14.5", 印刷标题="微信", 栏目="微信号")
    desk.take()
    guide = load_guide(desk.folder)
    rule = guide.rule("content-long")
    assert rule is not None and rule.arguments == {"field": "main_content", "most": 2000} and rule.kind == "length"
    assert guide.rule("email-invalid") is None
    assert all("email-invalid" not in row.rules for row in guide.coverage)
    assert guide.categories[-1].key == "young" and len(guide.categories) == 5
    exchange, haizhi = guide.form("exchange"), guide.form("haizhi")
    assert exchange is not None and haizhi is not None
    assert exchange.field("project_category").options[-1].key == "young"  # type: ignore[union-attr]
    assert haizhi.field("微信号") is not None
    assert [slot.label for slot in haizhi.slots].index("微信") == 14
    assert "# --- what the labels ask ---" in (desk.folder / "forms/exchange.toml").read_text("utf-8")


def test_a_name_that_was_changed_is_still_understood_elsewhere(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.type("小类", "conference", "名称", "国际会议")
    desk.take()
    guide = load_guide(desk.folder)
    assert guide.categories[0].name == "国际会议"
    assert guide.rule("countries-too-few").categories == ("conference",)  # type: ignore[union-attr]


def test_the_guide_goes_into_another_folder_whole(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    old = texts_of(desk.folder)
    desk.type("基本信息", "年度", "内容", "２０２６年")
    desk.take(tmp_path / "2026")
    assert texts_of(desk.folder) == old
    assert load_guide(tmp_path / "2026").year == 2026
    assert set(texts_of(tmp_path / "2026")) == set(old)


def test_what_offices_do_to_a_workbook_is_forgiven(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    before = texts_of(desk.folder)
    page = desk.book["规则"]
    rows = [[cell.value for cell in row] for row in page.iter_rows(min_row=3)]
    for number, cells in enumerate(sorted(rows, key=lambda cells: str(cells[4])), 3):  # sorted by message
        for at, value in enumerate(cells, 1):
            page.cell(number, at).value = value if value is None or at > 2 else f"{value}  "
    desk.book["小类"].move_range("B1:B6", rows=0, cols=12)  # a column elsewhere
    desk.book["版面"].title = "版面 "
    desk.book.create_sheet("Sheet1")
    desk.book["栏目"].row_dimensions[5].hidden = True
    desk.book["小类"].cell(desk.row("小类", "conference"), desk.column("小类", "最低额度")).value = "５"
    desk.book["基本信息"].cell(desk.row("基本信息", "年度"), 2).value = "2024.0".replace(".0", "年")
    assert desk.take() == []
    assert texts_of(desk.folder) == before


@pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice")
@pytest.mark.slow
def test_what_libreoffice_saves_is_the_same_guide(tmp_path: Path) -> None:
    old = texts_of(GUIDES / "2024")
    (tmp_path / "guide.xlsx").write_bytes(workbook("2024", tables_of(old)))
    for kind in ("ods", "xlsx"):
        subprocess.run(["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", kind,
                        "--outdir", str(tmp_path / kind), str(tmp_path / "guide.xlsx")],
                       check=True, capture_output=True, timeout=120)
        new = texts.new_texts(read((tmp_path / kind / f"guide.{kind}").read_bytes()), old)
        assert not new.problems and new.texts == old


def test_what_is_no_workbook_is_refused_in_words() -> None:
    for data in (b"", b"PK\x03\x04 no archive", "名称,年度".encode()):
        with pytest.raises(NotAWorkbook, match="不能作为表格打开"):
            read(data)


def test_every_column_says_what_it_is_for() -> None:
    for sheet in SHEETS:
        assert sheet.about.endswith("。") and len({column.head for column in sheet.columns}) == len(sheet.columns)
        assert all(column.about.endswith(("。", "）")) for column in sheet.columns)
