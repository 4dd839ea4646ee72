"""Marks of scanning apps: gone from the lines of a page on which one stands whole; words of applicants stay."""

from __future__ import annotations

import pytest

from config.model import ScanSettings
from parsers.formats.pdf.page_text import Page, Row, Ruled
from parsers.ocr.app_marks import drop_app_marks

APPS = ScanSettings().app_words


def left(*lines: str, apps: tuple[str, ...] = APPS) -> list[str]:
    """What is left of these lines, in and beside a cell."""
    rows = [Row(0, n, 9, n + 1, text, 9, 9) for n, text in enumerate(lines)]
    cell = Ruled(1, 0, 0, 9, 9, rows[::2])
    page = Page(1, 595, 842, [[cell]], rows[1::2], picture=True)
    drop_app_marks(page, apps)
    texts = {row.top: row.text for row in (*cell.rows, *page.rows)}
    return [texts[n] for n in sorted(texts)]


@pytest.mark.parametrize(("line", "rest"), [
    ("18975103846    CamScann", "18975103846"), ("申报书CamScann", "申报书"), ("ner", None), ("canner", None), ("CamScanr", None),
    ("Scanned by CamScanner", None), ("2024年3月20日Scanner", "2024年3月20日"), ("18975103846CamScan", "18975103846"),
    ("office@canner.example.org", "office@canner.example.org"), ("we can do more", "we can do more"),
    ("肿瘤（cancer）研究", "肿瘤（cancer）研究"), ("扫描电子显微镜", "扫描电子显微镜"), ("owner@cam.ac.uk", "owner@cam.ac.uk"),
])  # fmt: skip
def test_parts_of_a_mark_are_gone_where_one_stands_whole(line: str, rest: str | None) -> None:
    assert left("CamScanner", line) == [rest] * (rest is not None)
    assert left("联系电话", line) == ["联系电话", line] or "CamScanner" in line


@pytest.mark.parametrize(("line", "rest"), [
    ("扫描全能王创建", None), ("由 扫描全能王 扫描创建", None), ("邮编410208    由夸克扫描王创建", "邮编410208"),
    ("WPS扫描", None), ("3亿人都在用的扫描App", None), ("来自全能扫描王", None), ("创建扫描全能的平台", "创建扫描全能的平台"),
])  # fmt: skip
def test_names_of_apps_and_what_they_say_of_themselves_are_gone(line: str, rest: str | None) -> None:
    assert left("地址", line) == ["地址", *([rest] if rest else [])]


def test_what_a_setting_names_is_gone_and_nothing_where_it_names_none() -> None:
    assert left("扫描大师", "无", apps=("扫描大师",)) == ["无"]
    assert left("CamScanner", "ner", apps=()) == ["CamScanner", "ner"]


def test_doubts_keep_their_characters() -> None:
    row = Row(0, 0, 9, 9, "由扫描全能王创建 湖南罗膏", 9, 9, others=((2, "苗"), (12, "霄")))
    page = Page(1, 595, 842, [], [row], picture=True)
    drop_app_marks(page, APPS)
    assert [(page.rows[0].text[at], what) for at, what in page.rows[0].others] == [("膏", "霄")]
