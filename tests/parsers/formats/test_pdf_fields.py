"""What is typed into a PDF, or over it: fields of AcroForm and XFA, and text laid over a page."""

from __future__ import annotations

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String
from reportlab.pdfgen.canvas import Canvas

from parsers.formats.pdf import reader
from tests.parsers import pdfs


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
    rows = pdfs.grids(reader.read(data))[0]
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
    rows = pdfs.grids(reader.read(fielded({**field, "Rect": BOX})))[0]
    assert rows[0] == ["单位名称", text]


def test_a_parent_that_is_its_own_parent() -> None:
    def change(file: pikepdf.Pdf) -> None:
        note = file.make_indirect(Dictionary(Type=Name.Annot, Subtype=Name.Widget, Rect=BOX))
        note.Parent = note
        file.pages[0].Annots = Array([note, note])

    assert "单位名称" in pdfs.texts(reader.read(pdfs.changed(pdfs.page(), change)))


def test_text_typed_over_a_page() -> None:
    def change(file: pikepdf.Pdf) -> None:
        note = Dictionary(Type=Name.Annot, Subtype=Name.FreeText, Rect=BOX, Contents=String("湖南某某大学"))
        file.pages[0].Annots = Array([note, Dictionary(Type=Name.Annot, Subtype=Name.Text, Rect=BOX, Contents=String("批注"))])

    data = pdfs.changed(pdfs.drawn(lambda canvas: pdfs.table(canvas, [("单位名称", ""), ("地址", "甲")])), change)
    assert pdfs.grids(reader.read(data))[0][0] == ["单位名称", "湖南某某大学"]


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
    assert pdfs.texts(reader.read(pdfs.changed(shell, change))) == [
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

    document = reader.read(pdfs.changed(pdfs.page(), change))
    assert not any("aaaa" in text for text in pdfs.texts(document))
