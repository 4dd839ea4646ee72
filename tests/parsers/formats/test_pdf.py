"""PDFs with text: both forms as several programs make them, their tables, and the rotation of their pages."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from random import Random

import pikepdf
import pytest
from pikepdf import Array
from reportlab.pdfgen.canvas import Canvas

from config.load import load_guide
from parsers.formats.legacy import libreoffice
from parsers.formats.pdf import reader
from parsers.forms.fill import fill
from parsers.forms.identify import identify
from parsers.model.document import Document
from parsers.model.record import Record
from tests.parsers import pdfs
from tests.samples.make import pdf as samples
from tests.samples.make import projects, word
from tests.samples.make.forms import Dialect

ROOT = Path(__file__).resolve().parents[3]
CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
KEYS = ("applicant_unit", "project_category", "contact_person", "contact_phone", "address", "postal_code", "project_leader")


def record(document: Document) -> Record:
    forms = load_guide(ROOT / "config/guides/2024").forms
    form = identify(document, forms)
    assert form is not None
    return fill(document, form)


def told(data: bytes) -> dict[str, object]:
    values = record(reader.read(data)).values
    return {key: values[key].value for key in KEYS}


def wanted(values: dict[str, object]) -> dict[str, object]:
    return {key: values[key] for key in KEYS}


# --- both forms, as several programs make them ----------------------------------------------------------------------


@pytest.mark.parametrize("category", ["conference", "cooperation", "domestic_base", "overseas_station"])
def test_both_forms_are_read(category: str) -> None:
    values = projects.values(Random(7), category)
    assert told(samples.text_pdf(projects.form_of(category), values)) == wanted(values)


@pytest.mark.skipif(libreoffice.program() is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize(
    "dialect",
    [Dialect(), Dialect(tick="square", cover="table", bank="nested"), Dialect(tick="control", runs="control", one_table=False)],
)
@pytest.mark.parametrize("options", ["pdf", 'pdf:writer_pdf_Export:{"SelectPdfVersion":{"type":"long","value":"2"}}'])
def test_what_an_office_program_exports(dialect: Dialect, options: str, tmp_path: Path) -> None:
    values = projects.values(Random(3), "cooperation")
    (tmp_path / "form.docx").write_bytes(word.docx("exchange", values, dialect))
    command = [
        str(libreoffice.program()),
        f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
        "--headless",
        "--convert-to",
        options,
        "--outdir",
        str(tmp_path),
        str(tmp_path / "form.docx"),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    assert told((tmp_path / "form.pdf").read_bytes()) == wanted(values)


@pytest.mark.skipif(CHROMIUM is None, reason="no browser is installed")
def test_what_a_browser_prints(tmp_path: Path) -> None:
    rows = "".join(f"<tr><td>{label}</td><td>{text}</td></tr>" for label, text in pdfs.ROWS)
    style = "<style>td{border:1px solid black;padding:4px;width:180px}table{border-collapse:collapse}</style>"
    (tmp_path / "page.html").write_text(f"<meta charset=utf-8>{style}<p>申报单位基本情况</p><table>{rows}</table>", "utf-8")
    command = [
        str(CHROMIUM),
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        f"--user-data-dir={tmp_path / 'profile'}",
        "--no-pdf-header-footer",
        f"--print-to-pdf={tmp_path / 'page.pdf'}",
        (tmp_path / "page.html").as_uri(),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    assert pdfs.grids(reader.read((tmp_path / "page.pdf").read_bytes())) == [[list(row) for row in pdfs.ROWS]]


# --- tables ---------------------------------------------------------------------------------------------------------


def test_merged_cells_stand_once() -> None:
    def pen(canvas: Canvas) -> None:
        canvas.setFont(pdfs.FONT, 10.5)
        canvas.rect(60, 700, 80, 60)
        canvas.drawString(64, 726, "开户信息")
        for i, text in enumerate(("户名：甲", "账号：62220000")):
            canvas.rect(140, 730 - 30 * i, 240, 30)
            canvas.drawString(144, 740 - 30 * i, text)

    grid = reader.read(pdfs.drawn(pen)).blocks[0]
    assert [(c.text, c.row, c.column, c.row_span) for c in grid.cells] == [  # type: ignore[union-attr]
        ("开户信息", 0, 0, 2),
        ("户名：甲", 0, 1, 1),
        ("账号：62220000", 1, 1, 1),
    ]


def test_a_table_goes_on_over_the_page() -> None:
    def pen(canvas: Canvas) -> None:
        pdfs.table(canvas, [("时间阶段", "目标内容"), ("第一阶段", "甲")], top=120)
        canvas.showPage()
        pdfs.table(canvas, [("第二阶段", "乙")], top=780)

    assert pdfs.grids(reader.read(pdfs.drawn(pen))) == [[["时间阶段", "目标内容"], ["第一阶段", "甲"], ["第二阶段", "乙"]]]


def test_a_row_cut_by_the_page_is_one_row() -> None:
    def pen(canvas: Canvas) -> None:
        pdfs.table(canvas, [("主要内容", "开展联合研究与人才培养，举办学术交")], top=100, wide=190)
        canvas.showPage()
        pdfs.table(canvas, [("", "流会议三场。"), ("预期目标", "签约一项")], top=780, wide=190)

    assert pdfs.grids(reader.read(pdfs.drawn(pen))) == [
        [["主要内容", "开展联合研究与人才培养，举办学术交流会议三场。"], ["预期目标", "签约一项"]]
    ]


def test_a_line_of_the_cover_that_ran_over_goes_on() -> None:
    def pen(canvas: Canvas) -> None:
        canvas.setFont(pdfs.FONT, 12)
        for y, text in (
            (700, "申报单位：湖南省长沙市岳麓区高新技术产业开发区某某新材料研究开发"),
            (684, "有限公司"),
            (658, "联 系 人：张三"),
        ):
            canvas.drawString(60, y, text)
        pdfs.table(canvas, pdfs.ROWS, top=600)

    assert pdfs.texts(reader.read(pdfs.drawn(pen)))[:2] == [
        "申报单位：湖南省长沙市岳麓区高新技术产业开发区某某新材料研究开发有限公司",
        "联 系 人：张三",
    ]


def test_struck_out_and_doubled_print() -> None:
    def pen(canvas: Canvas) -> None:
        canvas.setFont(pdfs.FONT, 12)
        canvas.drawString(60, 700, "经费 30 万元")
        canvas.drawString(60.3, 700, "经费 30 万元")
        canvas.drawString(60, 660, "作废 五十")
        canvas.line(58, 664, 120, 664)

    assert pdfs.texts(reader.read(pdfs.drawn(pen))) == ["经费 30 万元"]


# --- how a page lies ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("angle", [90, 180, 270])
def test_a_page_turned_by_its_own_angle(angle: int) -> None:
    def turn(file: pikepdf.Pdf) -> None:
        file.pages[0].rotate(angle, relative=False)

    def straight(canvas: Canvas) -> None:
        size = {90: (0, 842), 180: (595, 842), 270: (595, 0)}[angle]
        canvas.translate(*size)
        canvas.rotate({90: 270, 180: 180, 270: 90}[angle])
        pdfs.table(canvas, pdfs.ROWS, top=500)

    for data in (pdfs.changed(pdfs.page(), turn), pdfs.drawn(straight)):
        rows = [[list(row) for row in pdfs.ROWS]]
        assert pdfs.grids(reader.read(data)) == rows, "text lies while the page stands, or both turn"


def test_what_was_cropped_away_is_not_seen() -> None:
    def crop(file: pikepdf.Pdf) -> None:
        file.pages[0].cropbox = Array([0, 0, 595, 780])

    assert pdfs.texts(reader.read(pdfs.page()))[0] == "申报单位基本情况"
    assert "申报单位基本情况" not in pdfs.texts(reader.read(pdfs.changed(pdfs.page(), crop)))


def test_a_page_whose_corner_is_elsewhere() -> None:
    def shift(file: pikepdf.Pdf) -> None:
        file.pages[0].mediabox = Array([-100, -50, 595, 842])

    assert pdfs.grids(reader.read(pdfs.changed(pdfs.page(), shift))) == [[list(row) for row in pdfs.ROWS]]
