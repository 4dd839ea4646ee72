"""PDFs with text: what is read from them, what is typed over them, how they lie, and what is said of those nobody can read."""

from __future__ import annotations

import contextlib
import shutil
import subprocess
from pathlib import Path
from random import Random

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name, String
from reportlab.pdfgen.canvas import Canvas

from config.load import load_guide
from parsers.fill import fill
from parsers.formats import office, pdf
from parsers.formats.pdf_look import members
from parsers.identify import identify
from parsers.model import UNREAD, Document, Record, Unreadable
from parsers.read import read
from parsers.sniff import sniff
from tests.parsers import pdfs
from tests.samples.make import pdf as samples
from tests.samples.make import projects, word
from tests.samples.make.forms import Dialect

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
KEYS = ("applicant_unit", "project_category", "contact_person", "contact_phone", "address", "postal_code", "project_leader")


def record(document: Document) -> Record:
    forms = load_guide(ROOT / "config/guides/2024").forms
    form = identify(document, forms)
    assert form is not None
    return fill(document, form)


def told(data: bytes) -> dict[str, object]:
    values = record(pdf.read(data)).values
    return {key: values[key].value for key in KEYS}


def wanted(values: dict[str, object]) -> dict[str, object]:
    return {key: values[key] for key in KEYS}


# --- both forms, as several programs make them ----------------------------------------------------------------------


@pytest.mark.parametrize("category", ["conference", "cooperation", "domestic_base", "overseas_station"])
def test_both_forms_are_read(category: str) -> None:
    values = projects.values(Random(7), category)
    assert told(samples.text_pdf(projects.form_of(category), values)) == wanted(values)


@pytest.mark.skipif(office.program() is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize(
    "dialect",
    [Dialect(), Dialect(tick="square", cover="table", bank="nested"), Dialect(tick="control", runs="control", one_table=False)],
)
@pytest.mark.parametrize("options", ["pdf", 'pdf:writer_pdf_Export:{"SelectPdfVersion":{"type":"long","value":"2"}}'])
def test_what_an_office_program_exports(dialect: Dialect, options: str, tmp_path: Path) -> None:
    values = projects.values(Random(3), "cooperation")
    (tmp_path / "form.docx").write_bytes(word.docx("exchange", values, dialect))
    command = [
        str(office.program()),
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
    assert pdfs.grids(pdf.read((tmp_path / "page.pdf").read_bytes())) == [[list(row) for row in pdfs.ROWS]]


# --- tables ---------------------------------------------------------------------------------------------------------


def test_merged_cells_stand_once() -> None:
    def pen(canvas: Canvas) -> None:
        canvas.setFont(pdfs.FONT, 10.5)
        canvas.rect(60, 700, 80, 60)
        canvas.drawString(64, 726, "开户信息")
        for i, text in enumerate(("户名：甲", "账号：62220000")):
            canvas.rect(140, 730 - 30 * i, 240, 30)
            canvas.drawString(144, 740 - 30 * i, text)

    grid = pdf.read(pdfs.drawn(pen)).blocks[0]
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

    assert pdfs.grids(pdf.read(pdfs.drawn(pen))) == [[["时间阶段", "目标内容"], ["第一阶段", "甲"], ["第二阶段", "乙"]]]


def test_a_row_cut_by_the_page_is_one_row() -> None:
    def pen(canvas: Canvas) -> None:
        pdfs.table(canvas, [("主要内容", "开展联合研究与人才培养，举办学术交")], top=100, wide=190)
        canvas.showPage()
        pdfs.table(canvas, [("", "流会议三场。"), ("预期目标", "签约一项")], top=780, wide=190)

    assert pdfs.grids(pdf.read(pdfs.drawn(pen))) == [
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

    assert pdfs.texts(pdf.read(pdfs.drawn(pen)))[:2] == [
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

    assert pdfs.texts(pdf.read(pdfs.drawn(pen))) == ["经费 30 万元"]


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
        assert pdfs.grids(pdf.read(data)) == [[list(row) for row in pdfs.ROWS]], "text lies while the page stands, or both turn"


def test_what_was_cropped_away_is_not_seen() -> None:
    def crop(file: pikepdf.Pdf) -> None:
        file.pages[0].cropbox = Array([0, 0, 595, 780])

    assert pdfs.texts(pdf.read(pdfs.page()))[0] == "申报单位基本情况"
    assert "申报单位基本情况" not in pdfs.texts(pdf.read(pdfs.changed(pdfs.page(), crop)))


def test_a_page_whose_corner_is_elsewhere() -> None:
    def shift(file: pikepdf.Pdf) -> None:
        file.pages[0].mediabox = Array([-100, -50, 595, 842])

    assert pdfs.grids(pdf.read(pdfs.changed(pdfs.page(), shift))) == [[list(row) for row in pdfs.ROWS]]


# --- fields ---------------------------------------------------------------------------------------------------------


def fielded(*fields: dict[str, object], angle: int = 0) -> bytes:
    """A page with a label column and AcroForm fields over the cells beside it."""

    def pen(canvas: Canvas) -> None:
        pdfs.table(canvas, [(label, "") for label, _ in pdfs.ROWS])

    def change(file: pikepdf.Pdf) -> None:
        notes = [file.make_indirect(Dictionary(Type=Name.Annot, Subtype=Name.Widget, **field)) for field in fields]
        file.pages[0].Annots = Array(notes)
        file.Root.AcroForm = Dictionary(Fields=Array(notes))
        if angle:
            file.pages[0].rotate(angle, relative=False)

    return pdfs.changed(pdfs.drawn(pen), change)


BOX = Array([224, 738, 370, 758])


@pytest.mark.parametrize("angle", [0, 90, 180, 270])
def test_a_typed_field_stands_in_its_cell(angle: int) -> None:
    data = fielded({"FT": Name.Tx, "T": String("unit"), "V": String("湖南某某大学"), "Rect": BOX}, angle=angle)
    rows = pdfs.grids(pdf.read(data))[0]
    assert rows[0] == ["单位名称", "湖南某某大学"]


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ({"FT": Name.Btn, "AS": Name.Yes, "V": Name.Yes}, "☑"),
        ({"FT": Name.Btn, "AS": Name.Off}, "☐"),
        ({"FT": Name.Btn, "V": Name.On}, "☑"),
        ({"FT": Name.Btn}, "☐"),
        ({"FT": Name.Btn, "Ff": 1 << 16}, ""),
        ({"FT": Name.Sig}, ""),
        ({"FT": Name.Tx, "V": String("密"), "Ff": 1 << 13}, ""),
        ({"FT": Name.Tx, "V": String("藏"), "F": 2}, ""),
        ({"FT": Name.Tx}, ""),
        ({"FT": Name.Tx, "V": String("一\r二")}, "一\n二"),
        ({"FT": Name.Ch, "V": String("hn"), "Opt": Array([Array([String("hn"), String("湖南")])])}, "湖南"),
        ({"FT": Name.Ch, "V": Array([String("甲"), String("乙")])}, "甲、乙"),
        ({"Parent": Dictionary(FT=Name.Tx, V=String("父"))}, "父"),
        ({"FT": Name.Tx, "V": 5}, ""),
    ],
)
def test_kinds_of_fields(field: dict[str, object], text: str) -> None:
    rows = pdfs.grids(pdf.read(fielded({**field, "Rect": BOX})))[0]
    assert rows[0] == ["单位名称", text]


def test_a_parent_that_is_its_own_parent() -> None:
    def change(file: pikepdf.Pdf) -> None:
        note = file.make_indirect(Dictionary(Type=Name.Annot, Subtype=Name.Widget, Rect=BOX))
        note.Parent = note
        file.pages[0].Annots = Array([note, note])

    assert "单位名称" in pdfs.texts(pdf.read(pdfs.changed(pdfs.page(), change)))


def test_text_typed_over_a_page() -> None:
    def change(file: pikepdf.Pdf) -> None:
        note = Dictionary(Type=Name.Annot, Subtype=Name.FreeText, Rect=BOX, Contents=String("湖南某某大学"))
        file.pages[0].Annots = Array([note, Dictionary(Type=Name.Annot, Subtype=Name.Text, Rect=BOX, Contents=String("批注"))])

    data = pdfs.changed(pdfs.drawn(lambda canvas: pdfs.table(canvas, [("单位名称", ""), ("地址", "甲")])), change)
    assert pdfs.grids(pdf.read(data))[0][0] == ["单位名称", "湖南某某大学"]


XFA = """<xdp:xdp xmlns:xdp="http://ns.adobe.com/xdp/"><template
xmlns="http://www.xfa.org/schema/xfa-template/3.0/"><subform name="f">
<draw><value><text>申报单位基本情况</text></value></draw>
<field name="unit"><caption><value><text>单位名称</text></value></caption></field>
<field name="ok"><ui><checkButton/></ui>
<items><text>1</text></items><caption><value><text>国际会议</text></value></caption></field>
<exclGroup name="kind">
<field><ui><checkButton/></ui>
<items><text>a</text></items><caption><value><text>甲类</text></value></caption></field>
<field><ui><checkButton/></ui>
<items><text>b</text></items><caption><value><text>乙类</text></value></caption></field></exclGroup>
</subform></template><xfa:datasets xmlns:xfa="http://www.xfa.org/schema/xfa-data/1.0/">
<xfa:data><f><unit>湖南某某大学</unit><ok>1</ok>
<kind>b</kind></f></xfa:data></xfa:datasets></xdp:xdp>"""


def test_an_xfa_form_gives_its_data() -> None:
    def change(file: pikepdf.Pdf) -> None:
        file.Root.AcroForm = Dictionary(XFA=Array([String("whole"), file.make_stream(XFA.encode())]), Fields=Array([]))

    shell = pdfs.drawn(lambda canvas: canvas.drawString(60, 700, "Please wait... If this message is not eventually replaced"))
    assert pdfs.texts(pdf.read(pdfs.changed(shell, change))) == [
        "申报单位基本情况",
        "单位名称：湖南某某大学",
        "☑国际会议",
        "☐甲类",
        "☑乙类",
    ]


def test_entities_of_an_xfa_form_are_not_expanded() -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>' + XFA.replace("湖南某某大学", "&b;")

    def change(file: pikepdf.Pdf) -> None:
        file.Root.AcroForm = Dictionary(XFA=file.make_stream(bomb.encode()), Fields=Array([]))

    document = pdf.read(pdfs.changed(pdfs.page(), change))
    assert not any("aaaa" in text for text in pdfs.texts(document))


# --- letters without a meaning --------------------------------------------------------------------------------------


def test_a_font_that_does_not_say_its_letters_is_a_picture() -> None:
    def change(file: pikepdf.Pdf) -> None:
        for font in (f for f in file.pages[0].Resources.Font.values() if "/ToUnicode" in f):
            del font["/ToUnicode"]
            font.Subtype, font.Encoding = Name.Type0, Name("/Identity-H")
            program = Dictionary(Type=Name.FontDescriptor, FontName=Name.X, Flags=4)
            inner = Dictionary(
                Type=Name.Font,
                Subtype=Name.CIDFontType2,
                BaseFont=Name.X,
                FontDescriptor=program,
                CIDSystemInfo=Dictionary(Registry=String("Adobe"), Ordering=String("Identity"), Supplement=0),
            )
            font.DescendantFonts = Array([file.make_indirect(inner)])

    document = pdf.read(pdfs.changed(pdfs.page(), change))
    assert (document.text_layer, document.medium, document.blocks) == (False, "ocr", ())


def test_radicals_become_characters() -> None:
    def change(file: pikepdf.Pdf) -> None:
        for font in file.pages[0].Resources.Font.values():
            table = font.ToUnicode.read_bytes() if "/ToUnicode" in font else b""
            font.ToUnicode = file.make_stream(table.replace(b"<957F>", b"<2ED3>").replace(b"<957f>", b"<2ed3>"))

    assert "长沙市岳麓区某路1号" in pdfs.texts(pdf.read(pdfs.changed(pdfs.page(), change)))


def test_a_missing_glyph_of_a_text_font_is_no_tick() -> None:
    from parsers.formats.pdf_glyphs import _seen

    assert (_seen("\uf052", "ABCDEF+Wingdings2"), _seen("\uf052", "ABCDEF+Wingdings-2")) == ("☑", "☑")
    assert _seen("\uf052", "ABCDEF+DejaVuSans") == "\uf052"
    assert (_seen("(cid:7)", "X"), _seen("⼀", "SimSun"), _seen("■", "SimSun")) == (UNREAD, "一", "■")


# --- trouble --------------------------------------------------------------------------------------------------------


def trouble(data: bytes) -> str:
    with pytest.raises(Unreadable) as caught:
        pdf.read(data)
    return caught.value.trouble.kind


@pytest.mark.parametrize("strength", [2, 3, 4, 6])
def test_passwords(strength: int) -> None:
    def locked(user: str) -> bytes:
        encryption = pikepdf.Encryption("geheim", user, R=strength, aes=strength > 3, metadata=strength > 3)  # type: ignore[arg-type]
        return pdfs.changed(pdfs.page(), lambda file: None, encryption=encryption)

    assert trouble(locked("auf")) == "encrypted"
    assert pdfs.grids(pdf.read(locked(""))) == [[list(row) for row in pdfs.ROWS]], "an owner's password locks nobody out"


def test_a_broken_file_after_a_locked_one_is_not_called_locked() -> None:
    locked = pdfs.changed(pdfs.page(), lambda file: None, encryption=pikepdf.Encryption(owner="geheim", user="auf"))
    assert trouble(locked) == "encrypted"
    assert trouble(b"%PDF-1.7\n1 0 obj\n<</Type/Catalog>>\nendobj\ntrailer<</Root 1 0 R>>\n%%EOF") == "damaged"


def test_a_broken_table_of_references_is_mended() -> None:
    data = pdfs.page()
    start = data.rindex(b"startxref")
    assert pdfs.texts(pdf.read(data[:start] + b"startxref\n7\n%%EOF")) == pdfs.texts(pdf.read(data))
    assert pdfs.texts(pdf.read(b"junk before\r\n" * 5 + data)) == pdfs.texts(pdf.read(data))
    assert pdfs.texts(pdf.read(data.replace(b"0000000000 65535 f", b"9999999999 65535 f"))) == pdfs.texts(pdf.read(data))


@pytest.mark.parametrize("share", [0.1, 0.3, 0.5, 0.7, 0.9])
def test_half_a_file_is_damaged_or_gives_what_is_there(share: float) -> None:
    data = samples.text_pdf("exchange", projects.values(Random(1), "conference"))
    try:
        assert pdf.read(data[: int(share * len(data))]).pages
    except Unreadable as error:
        assert error.trouble.kind in ("damaged", "empty")


def test_empty_pages_are_empty_and_pictures_are_pictures() -> None:
    assert trouble(pdfs.drawn(lambda canvas: None)) == "empty"
    assert trouble(b"%PDF-1.7\n%%EOF") == "damaged"
    scan = samples.scan_pdf("haizhi", projects.values(Random(1), "domestic_base"))
    document = pdf.read(scan)
    assert (document.medium, document.text_layer) == ("ocr", False)


def test_a_page_by_its_content_not_by_its_name() -> None:
    assert sniff("<html><body>申报书</body></html>".encode()) != "application/pdf"
    assert sniff(b"\xff\xd8\xff\xe0\x00\x10JFIF\x00") == "image/jpeg"
    assert sniff(pdfs.page()) == "application/pdf"
    with pytest.raises(Unreadable):
        read(b"%PDF-1.4 <html>", "application/pdf")


def test_a_portfolio_gives_its_members() -> None:
    def change(file: pikepdf.Pdf) -> None:
        file.attachments["合作协议.docx"] = b"PK\x03\x04 agreement"
        file.attachments["附件.txt"] = b"text"

    assert dict(members(pdfs.changed(pdfs.page(), change))) == {"合作协议.docx": b"PK\x03\x04 agreement", "附件.txt": b"text"}
    assert list(members(pdfs.page())) == []


@settings(max_examples=60, deadline=5000)
@given(st.data())
def test_broken_bytes_give_a_document_or_one_word_of_trouble(data: st.DataObject) -> None:
    whole = bytearray(pdfs.page())
    for at in data.draw(st.lists(st.integers(0, len(whole) - 1), max_size=30)):
        whole[at] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, len(whole)))
    for broken in (bytes(whole), bytes(whole[:cut])):
        with contextlib.suppress(Unreadable):
            assert isinstance(pdf.read(broken), Document)


def test_a_page_of_very_many_strokes_is_read_in_bounds() -> None:
    def pen(canvas: Canvas) -> None:
        for i in range(7000):
            canvas.line(10 + i % 500, 10, 10 + i % 500, 20 + i // 500)
        canvas.setFont(pdfs.FONT, 12)
        canvas.drawString(60, 700, "申报单位：湖南某某大学，申报单位：湖南某某大学")

    assert pdfs.texts(pdf.read(pdfs.drawn(pen))) == ["申报单位：湖南某某大学，申报单位：湖南某某大学"]


def test_too_many_pages() -> None:
    def change(file: pikepdf.Pdf) -> None:
        for _ in range(pdf.MOST_PAGES):
            file.pages.append(file.pages[0])

    assert trouble(pdfs.changed(pdfs.page(), change)) == "limit"


TABLE = b"""/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /x def
1 begincodespacerange <00> <FF> endcodespacerange 3 beginbfchar <01> <F052> <41> <7532> <42> <4E59> endbfchar
endcmap end end"""


@pytest.mark.parametrize(("second", "seen"), [
    (b"/Span<</ActualText<FEFFF0A3>>> BDC <01> Tj EMC", "☑甲☐乙"),  # LibreOffice spells what shares a glyph
    (b"<01> Tj", "\uf052甲\uf052乙"),  # nobody told them apart: not known, and neither is ticked
    (b"/Span<</ActualText 3>> BDC <01> Tj EMC", "\uf052甲\uf052乙"),
])  # fmt: skip
def test_a_glyph_that_stands_for_two_symbols_is_what_its_maker_spelled_out(second: bytes, seen: str) -> None:
    def change(file: pikepdf.Pdf) -> None:
        name = pikepdf.Name("/AAAAAA+DejaVuSans")
        looks = pikepdf.Dictionary(Type=pikepdf.Name.FontDescriptor, FontName=name, FontBBox=[0, 0, 600, 700], Flags=4)
        font = file.make_indirect(pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=name, FontDescriptor=looks,
            ToUnicode=file.make_stream(TABLE), FirstChar=0, LastChar=255, Widths=[600] * 256))
        file.pages[0].Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=font))
        file.pages[0].Contents = file.make_stream(b"BT /F 12 Tf 60 700 Td <01> Tj (A) Tj " + second + b" (B) Tj ET")

    assert pdfs.texts(pdf.read(pdfs.changed(pdfs.page(), change))) == [seen]
