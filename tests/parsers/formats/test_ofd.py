"""OFD files in all the ways in which programs write them: text, ruled tables, pictures; and hostile ones are refused in time."""

from __future__ import annotations

from dataclasses import replace

import pytest

from parsers.formats.registry import read
from parsers.formats.sniff import OFD, sniff
from parsers.model.document import UNREAD, Document, Grid, Medium, paragraphs
from parsers.model.file import TroubleKind, Unreadable
from parsers.ocr.render import Pages
from tests.parsers.ofds import SPACE, Ofd, image, page, picture, rule, table, words, zipped

ROWS = [("申报单位", "湖南某某大学"), ("联系人", "张三"), ("联系电话", "13800001234")]
FORM = Ofd([page(words("营业执照", 80, 20, 8) + table(ROWS))])
TEXT_PAGE = page(words("这一页有二十多个字，所以是文字页，不是扫描的图片页。", 20, 20))
TEXTS = ["营业执照", *(text for row in ROWS for text in row)]


def document(data: bytes) -> Document:
    assert sniff(data) == OFD
    return read(data, OFD)


def texts(data: bytes) -> list[str]:
    return [p.text for p in paragraphs(document(data).blocks)]


def trouble(data: bytes) -> TroubleKind:
    with pytest.raises(Unreadable) as raised:
        read(data, OFD)
    assert "PDF" not in raised.value.trouble.detail
    return raised.value.trouble.kind


@pytest.mark.parametrize(
    "ofd",
    [FORM, replace(FORM, prefix=""), replace(FORM, prefix="o:"), replace(FORM, root="a/b/深/层/Doc")],
    ids=["prefix", "no prefix", "another prefix", "deep"],
)
def test_text_and_tables_of_an_ofd_are_read(ofd: Ofd) -> None:
    read_ = document(ofd.data())
    assert (read_.medium, read_.pages, read_.text_layer) == (Medium.PDF, 1, True)
    assert texts(ofd.data()) == TEXTS
    (grid,) = (block for block in read_.blocks if isinstance(block, Grid))
    assert [(cell.row, cell.column, cell.text) for cell in grid.cells][:2] == [(0, 0, "申报单位"), (0, 1, "湖南某某大学")]


def test_names_of_parts_are_found_as_programs_write_them() -> None:
    parts = FORM.written()
    document_part = parts["Doc_0/Document.xml"]
    for location in (b"/Doc_0/Pages/Page_0/Content.xml", b"Doc_0/Pages/Page_0/Content.xml", b"Pages\\Page_0\\Content.xml",
                     b"./Pages/../Pages/Page_0/content.XML"):  # fmt: skip
        parts["Doc_0/Document.xml"] = document_part.replace(b"Pages/Page_0/Content.xml", location)
        assert texts(zipped(parts)) == TEXTS


def test_steps_between_characters_in_every_spelling() -> None:
    for deltas in ("5 5 5", "g 3 5", "g 2 5 5", "", "g 99999999 5"):
        assert texts(Ofd([page(words("甲乙丙丁", 20, 20, 5, deltas))]).data()) == ["甲乙丙丁"]
    down = words("甲乙丙", 20, 20, 5, "").replace('Y="5"', 'Y="5" DeltaY="g 2 8"')
    assert "".join(texts(Ofd([page(down)]).data())) == "甲乙丙"
    assert texts(Ofd([page(words("Zoo of 2024", 20, 20, 5, ""))]).data()) == ["Zoo of 2024"]


def test_glyphs_by_number_keep_the_characters_that_are_written_beside() -> None:
    glyphs = '<ofd:CGTransform CodePosition="0" CodeCount="4" GlyphCount="4"><ofd:Glyphs>1 2 3 4</ofd:Glyphs></ofd:CGTransform>'
    text = words("事业单位", 20, 20).replace("<ofd:TextCode", glyphs + "<ofd:TextCode")
    assert texts(Ofd([page(text)]).data()) == ["事业单位"]


@pytest.mark.parametrize("text", ["\ue001\ue002", "\ue001\ue002\ue003" * 10, "项目名称" + "\ue001\ue002\ue003" * 10])
def test_letters_that_only_their_font_knows_are_unread_and_not_blank(text: str) -> None:
    assert document(Ofd([page(words(text, 20, 20))]).data()).text_layer is False


def test_a_letter_without_a_meaning_is_marked_among_others() -> None:
    assert texts(Ofd([page(words("项目名称：某某\ue001", 20, 20))]).data()) == ["项目名称：某某" + UNREAD]


def test_boxes_to_tick_of_a_symbol_font_are_boxes() -> None:
    parts = Ofd([page(words("\uf0fe是 \uf0a8否", 20, 20))]).written()
    fonts = b'<ofd:Fonts><ofd:Font ID="3" FontName="Wingdings"/></ofd:Fonts></ofd:Res>'
    named = {**parts, "Doc_0/DocumentRes.xml": parts["Doc_0/DocumentRes.xml"].replace(b"</ofd:Res>", fonts)}
    assert texts(zipped(named)) == texts(zipped(parts)) == ["☑是 ☐否"]


def test_a_template_lies_under_the_page_and_its_notes_over_it() -> None:
    ofd = Ofd(
        [page(words("张三", 70, 40), '<ofd:Template TemplateID="2" ZOrder="Background"/>')],
        common='<ofd:TemplatePage ID="2" BaseLoc="Tpls/Tpl_0/Content.xml"/>',
        after="<ofd:Annotations>Annots/A.xml</ofd:Annotations>",
        parts={
            "Doc_0/Tpls/Tpl_0/Content.xml": page(words("联系人：", 40, 40)),
            "Doc_0/Annots/A.xml": f'<ofd:Annotations xmlns:ofd="{SPACE}"><ofd:Page PageID="1"><ofd:FileLoc>P.xml</ofd:FileLoc>'
            "</ofd:Page></ofd:Annotations>",
            "Doc_0/Annots/P.xml": f'<ofd:PageAnnot xmlns:ofd="{SPACE}"><ofd:Annot ID="1" Type="Stamp">'
            f'<ofd:Appearance Boundary="40 100 90 20">{words("同意推荐", 0, 0)}</ofd:Appearance></ofd:Annot>'
            f'<ofd:Annot ID="2" Type="Watermark"><ofd:Appearance Boundary="0 0 90 20">{words("水印", 0, 0)}</ofd:Appearance>'
            "</ofd:Annot></ofd:PageAnnot>",
        },
    )  # fmt: skip
    assert texts(ofd.data()) == ["联系人：    张三", "同意推荐"]


def test_all_documents_and_pages_of_a_file_are_read_in_their_order() -> None:
    first = Ofd([page(words("第一件", 20, 20)), page(words("续页", 20, 20))])
    second = Ofd([page(words("第二件", 20, 20))], root="Doc_1")
    both = {**second.written(), **first.written()}
    body = second.written()["OFD.xml"].split(b"<ofd:DocBody>")[1].split(b"</ofd:DocBody>")[0]
    both["OFD.xml"] = both["OFD.xml"].replace(b"</ofd:OFD>", b"<ofd:DocBody>" + body + b"</ofd:DocBody></ofd:OFD>")
    assert texts(zipped(both)) == ["第一件", "续页", "第二件"]
    assert document(zipped(both)).pages == 3


def test_turned_and_composed_text_comes_to_lie_where_it_is_seen() -> None:
    drawing = f'<ofd:CompositeGraphicUnits><ofd:CompositeGraphicUnit ID="40"><ofd:Content>{words("乙方", 0, 0)}'
    parts = Ofd([page(words("甲方", 20, 20) + '<ofd:CompositeObject ID="1" Boundary="20 60 90 20" ResourceID="40"/>')]).written()
    resources = parts["Doc_0/DocumentRes.xml"].decode()
    closed = f"{drawing}</ofd:Content></ofd:CompositeGraphicUnit></ofd:CompositeGraphicUnits></ofd:Res>"
    parts["Doc_0/DocumentRes.xml"] = resources.replace("</ofd:Res>", closed).encode()
    assert texts(zipped(parts)) == ["甲方", "乙方"]
    twice = words("大字", 20, 20, 4, attributes=' CTM="2 0 0 2 0 0"')
    (paragraph,) = paragraphs(document(Ofd([page(twice)]).data()).blocks)
    assert paragraph.text == "大字"
    assert paragraph.place.box is not None
    assert paragraph.place.box[2] - paragraph.place.box[0] == pytest.approx(2 * 2 * 4 / 210 * 1000, abs=3)


# --- pictures -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "BMP", "TIFF"])
def test_a_page_without_text_is_a_picture_and_never_blank(kind: str) -> None:
    data = Ofd([page(image(30, "0 0 210 297", "210 0 0 297 0 0"))], {30: picture(kind, (500, 700), "blue")}).data()
    read_ = document(data)
    assert (read_.medium, read_.pages, read_.text_layer, read_.blocks) == (Medium.OCR, 1, False, ())
    with Pages([(data, OFD)]) as pages:
        drawn = pages.draw(1, 400)
    assert drawn[drawn.shape[0] // 2, drawn.shape[1] // 2].tolist()[2] > 200, "the picture itself is there"


def test_a_picture_that_cannot_be_opened_leaves_its_page_unread() -> None:
    scans = (b"\x97JB2\r\n\x1a\n", b"", picture()[:40])
    for held in scans:
        assert document(Ofd([page(image(30, "0 0 210 297"))], {30: held}).data()).text_layer is False
    assert document(Ofd([page(image(31, "0 0 210 297"))]).data()).text_layer is False, "its resource is nowhere"
    mixed = Ofd([TEXT_PAGE, page(image(30, "0 0 210 297"))], {30: b""})
    assert document(mixed.data()).unread == (2,)


def test_a_page_that_is_missing_is_unread_and_the_others_are_read() -> None:
    parts = Ofd([TEXT_PAGE, page("")]).written()
    del parts["Doc_0/Pages/Page_1/Content.xml"]
    assert document(zipped(parts)).unread == (2,)


def test_letters_below_a_scan_that_nobody_sees_do_not_make_it_a_text() -> None:
    hidden = "".join(words("识别出来看不见的文字层", 20, 20 + 10 * n, attributes=' Alpha="0"') for n in range(9))
    data = Ofd([page(image(30, "0 0 210 297") + hidden)], {30: picture("JPEG", (500, 700))}).data()
    assert document(data).text_layer is False


# --- hostile and broken ones ----------------------------------------------------------------------------------------


def test_what_is_broken_says_so() -> None:
    data = FORM.data()
    assert trouble(data[: len(data) // 2]) == TroubleKind.DAMAGED
    assert trouble(zipped({"OFD.xml": b"<x/>"})) == TroubleKind.DAMAGED
    assert trouble(zipped({**FORM.written(), "Doc_0/Pages/Page_0/Content.xml": b"<ofd:Page"})) == TroubleKind.DAMAGED
    assert trouble(Ofd([]).data()) == TroubleKind.EMPTY
    assert trouble(Ofd([page("")]).data()) == TroubleKind.EMPTY


def test_entities_bombs_and_endless_drawings_are_refused() -> None:
    entity = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY f SYSTEM "file:///etc/passwd">]><ofd:Page xmlns:ofd="x">&f;</ofd:Page>'
    assert trouble(zipped({**FORM.written(), "Doc_0/Pages/Page_0/Content.xml": entity})) == TroubleKind.DANGEROUS
    bomb = b"<ofd:Page>" + b" " * (17 << 20) + b"</ofd:Page>"
    assert trouble(zipped({**FORM.written(), "Doc_0/Pages/Page_0/Content.xml": bomb})) == TroubleKind.LIMIT
    itself = '<ofd:CompositeObject ID="1" Boundary="0 0 9 9" ResourceID="40"/>' * 9
    parts = Ofd([page(itself)]).written()
    unit = f'<ofd:CompositeGraphicUnit ID="40"><ofd:Content>{itself}</ofd:Content></ofd:CompositeGraphicUnit></ofd:Res>'
    parts["Doc_0/DocumentRes.xml"] = parts["Doc_0/DocumentRes.xml"].decode().replace("</ofd:Res>", unit).encode()
    assert trouble(zipped(parts)) == TroubleKind.LIMIT


def test_strange_numbers_and_places_neither_stop_nor_move_the_reading() -> None:
    strange = [
        words("甲", 20, 20, attributes=' CTM="nan inf 0 0 1e999 0"'),
        words("乙", 20, 40, attributes=' CTM="0 0 0 0 0 0"'),
        '<ofd:PathObject Boundary="a b"><ofd:AbbreviatedData>M 1 1 Z Q 1 L A 1 2</ofd:AbbreviatedData></ofd:PathObject>',
        rule(0, 0, 1e9, 5), '<ofd:TextObject Size="-4"/>',
        '<ofd:ImageObject ResourceID="../../../etc/passwd" Boundary="0 0 1 1"/>',
    ]  # fmt: skip
    sheet = page("".join(strange) + words("项目名称", 20, 60))
    assert "项目名称" in texts(Ofd([sheet], common="<ofd:PublicRes>/../../etc/passwd</ofd:PublicRes>").data())
