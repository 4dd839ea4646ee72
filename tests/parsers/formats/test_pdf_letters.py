"""PDFs whose fonts do not say what their letters are: the text is spelled out elsewhere, folded, or left to recognition."""

from __future__ import annotations

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from parsers.formats.pdf import reader
from parsers.model.document import UNREAD
from tests.parsers import pdfs

TABLE = b"""/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /x def
1 begincodespacerange <00> <FF> endcodespacerange 3 beginbfchar <01> <F052> <41> <7532> <42> <4E59> endbfchar
endcmap end end"""


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

    document = reader.read(pdfs.changed(pdfs.page(), change))
    assert (document.text_layer, document.medium, document.blocks) == (False, "ocr", ())


def test_radicals_become_characters() -> None:
    def change(file: pikepdf.Pdf) -> None:
        for font in file.pages[0].Resources.Font.values():
            table = font.ToUnicode.read_bytes() if "/ToUnicode" in font else b""
            font.ToUnicode = file.make_stream(table.replace(b"<957F>", b"<2ED3>").replace(b"<957f>", b"<2ed3>"))

    assert "长沙市岳麓区某路1号" in pdfs.texts(reader.read(pdfs.changed(pdfs.page(), change)))


def test_a_missing_glyph_of_a_text_font_is_no_tick() -> None:
    from parsers.formats.pdf.glyphs import _seen

    assert (_seen("\uf052", "ABCDEF+Wingdings2"), _seen("\uf052", "ABCDEF+Wingdings-2")) == ("☑", "☑")
    assert _seen("\uf052", "ABCDEF+DejaVuSans") == "\uf052"
    assert (_seen("(cid:7)", "X"), _seen("⼀", "SimSun"), _seen("■", "SimSun")) == (UNREAD, "一", "■")


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

    assert pdfs.texts(reader.read(pdfs.changed(pdfs.page(), change))) == [seen]
