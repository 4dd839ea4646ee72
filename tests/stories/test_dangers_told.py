"""Dangerous files of one mail, at any depth and of no application's: staff read of each, the applicant of none, and none is laid
where somebody opens it."""

from __future__ import annotations

from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from tests.intake.compound import compound
from tests.parsers.dangers.test_office import VBA, VBA_TREE, package, related, relation, types
from tests.parsers.dangers.test_pdf import document, made, uri
from tests.parsers.dangers.test_spreadsheets import sheet
from tests.tales import Tale, application, piece, zipped

SHORTCUT = b"L\0\0\0\x01\x14\x02\0" + bytes(72)
MACRO = package({"xl/vbaProject.bin": b"v", **types("xl/vbaProject.bin", VBA)}, "xl")
LINKED = related(relation("image", "\\\\host\\share\\a.png"), part="xl/_rels/workbook.xml.rels")
BAD = {"快捷方式.lnk": "快捷方式", "里面/运行.hta": "程序或脚本", "表.xlsm": "含宏", "链接.xlsx": "链接网络共享",
       "证明.pdf": "JavaScript", "经费.csv": "DDE", "公式.xlsx": "会启动程序",
       "配图.docx": "含宏", "网页.svg": "含脚本"}  # fmt: skip
GOOD = ("说明.txt", "预算.xlsx", "协议.pdf", "名单.csv", "网址.xlsx")


@pytest.fixture(scope="module")
def tale(tmp_path_factory: pytest.TempPathFactory) -> Tale:
    told = Tale(tmp_path_factory.mktemp("dangers"))
    folders = [application(key).folder for key in ("one", "two")]
    deeper = zipped([("运行.hta", b"<script>a()</script>"), ("说明.txt", "说明".encode())])
    first = [("申报书.docx", piece("word")), ("快捷方式.lnk", SHORTCUT), ("里面.zip", deeper), ("表.xlsm", MACRO),
             ("预算.xlsx", package({"xl/a.xml": b"<a/>"}, "xl")), ("链接.xlsx", package(dict(LINKED), "xl")),
             ("经费.csv", "名称,金额\n差旅,=cmd|'/c calc'!A1\n".encode("gb18030")),
             ("公式.xlsx", package(sheet('HYPERLINK("C:\\a.exe")'), "xl")),
             ("配图.docx", package({"word/media/image1.png": compound(VBA_TREE)})),
             ("网页.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><a onclick='a()'/></svg>"),
             ("名单.csv", "姓名,电话\n张三,+86 731 1,-5\n".encode()),
             ("网址.xlsx", package(sheet('HYPERLINK("https://a.cn")'), "xl")),
             ("协议.pdf", made(uri("https://example.com"))), ("证明.pdf", made(document))]  # fmt: skip
    told.mail("两个项目", [
        (f"{folders[0]}.zip", zipped([(f"{folders[0]}/{name}", data) for name, data in first])),
        (f"{folders[1]}.zip", zipped([(f"{folders[1]}/申报书.docx", piece("word", "two"))])),
        ("统计.xlsm", package({"xl/vbaProject.bin": b"w"}, "xl")), ("网址.url", b"[InternetShortcut]\r\nURL=file://host/a"),
    ])  # fmt: skip
    told.run()
    return told


def messages(tale: Tale) -> dict[str, list[str]]:
    return {case["fields"]["applicant_unit"]: [f["message"] for f in case["findings"] if f["rule"] == "attachment-dangerous"]
            for case in tale.cases()}  # fmt: skip


def test_staff_read_of_each_and_of_nothing_else(tale: Tale) -> None:
    told = messages(tale)
    first, second = (told[application(key).values["applicant_unit"]] for key in ("one", "two"))
    for name, word in BAD.items():
        assert any(Path(name).name in message and word in message for message in first), name
    for beside in ("统计.xlsm", "网址.url"):
        assert sum(beside in message for message in first) == sum(beside in message for message in second) == 1
    assert (len(first), len(second)) == (len(BAD) + 2, 2)
    assert not [message for message in first for name in GOOD if name in message]
    assert {f["severity"] for case in tale.cases() for f in case["findings"] if f["rule"] == "attachment-dangerous"} == {"verify"}


def test_the_applicant_reads_of_none(tale: Tale) -> None:
    for letter in tale.letters().values():
        assert not [word for word in ("风险", "宏", "脚本", "DDE", "JavaScript", "网络共享", "危险") if word in letter]


def test_the_sheets_and_the_page_name_them_and_what_runs_is_laid_nowhere(tale: Tale) -> None:
    book = CalamineWorkbook.from_path(str(tale.home / "output" / "审查表.xlsx"))
    for name in ("附件", "核验"):
        text = str(book.get_sheet_by_name(name).to_python())
        assert all(word in text for word in ("含宏", "快捷方式", "链接网络共享", "PDF 含 JavaScript")), name
    pages = "".join(path.read_text("utf-8") for path in (tale.home / "output" / "pages").glob("GJ*.html"))
    assert "含宏" in pages and "链接网络共享" in pages
    laid = [path.read_bytes() for path in (tale.home / "output" / "files").rglob("*") if path.is_file()]
    assert SHORTCUT not in laid and not any(data.startswith(b"[InternetShortcut]") for data in laid)
    assert any(data.startswith(b"%PDF") for data in laid)
