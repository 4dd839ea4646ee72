"""Reading a Word file: what a person sees is read once; what only a program sees is not; what cannot be read is named."""

from __future__ import annotations

import pytest

from parsers.formats.word.reader import MOST_CELLS, read
from parsers.model.document import UNREAD, Document, Grid, paragraphs
from parsers.model.file import Unreadable
from tests.parsers.layouts.words import OBJECT, PICTURE, VML_PICTURE, WHO, control, drawing, merged, placeholder, typed, vml
from tests.parsers.wordml import NAMESPACES, cell, docx, para, row, run, table

GHOST = '<w:style w:type="character" w:styleId="Ghost"><w:rPr><w:vanish/></w:rPr></w:style>'
GHOST += '<w:style w:type="character" w:styleId="Son"><w:basedOn w:val="Ghost"/></w:style>'
GHOST += '<w:style w:type="paragraph" w:styleId="Aside"><w:rPr><w:vanish/></w:rPr></w:style>'
CHECK = "<mc:AlternateContent><mc:Choice>{}</mc:Choice><mc:Fallback>{}</mc:Fallback></mc:AlternateContent>"
DELETED = f'<w:del w:id="1" {WHO}><w:r><w:delText>旧</w:delText></w:r></w:del>'
MARK_GONE = f'<w:rPr><w:del w:id="1" {WHO}/></w:rPr>'


def texts(document: Document) -> list[str]:
    return [p.text for p in paragraphs(document.blocks)]


def cells(document: Document) -> list[tuple[int, int, str]]:
    """Row, column and text of every cell of the first table."""
    grid = next(b for b in document.blocks if isinstance(b, Grid))
    return [(c.row, c.column, c.text) for c in grid.cells]


@pytest.mark.parametrize(
    "way",
    ["whole", "split", "tracked", "moved", "link", "field", "simple", "comment", "hidden", "footnote", "smart", "ruby", "custom"],
)
def test_words_are_read_however_they_came_about(way: str) -> None:
    assert texts(read(docx(para(typed("湖南大学", way))))) == ["湖南大学"]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "paragraph",
    [
        para(run("暗", '<w:rStyle w:val="Ghost"/>'), "明"),
        para(run("暗", '<w:rStyle w:val="Son"/>'), "明"),
        para(run("暗", "<w:vanish/>"), "明"),
        para(run("明", '<w:rStyle w:val="Ghost"/><w:vanish w:val="0"/>')),
        para("暗", props='<w:pStyle w:val="Aside"/>') + para("明"),
    ],
)
def test_what_is_hidden_is_not_read(paragraph: str) -> None:
    assert texts(read(docx(paragraph, styles=GHOST))) == ["明"]


def test_text_hidden_only_on_the_web_is_read() -> None:
    assert texts(read(docx(para(run("明", "<w:webHidden/>"))))) == ["明"]


@pytest.mark.parametrize(
    "box",
    [vml(para("盒")), drawing(para("盒")), CHECK.format(drawing(para("盒")), vml(para("盒"))), CHECK.format("", vml(para("盒")))],
)
def test_a_text_box_is_read_once(box: str) -> None:
    found = list(paragraphs(read(docx(para("前", run(box)) + para("后"))).blocks))
    assert [(p.text, p.place.note) for p in found] == [("前", ""), ("盒", "text box"), ("后", "")]


def test_controls_around_anything_are_looked_through() -> None:
    inner = control(row(control(cell(para("联系人"))), control(cell(control(para(control(run("张三"))))))))
    assert cells(read(docx(control(table([inner, row("甲", "乙")]))))) == [
        (0, 0, "联系人"), (0, 1, "张三"), (1, 0, "甲"), (1, 1, "乙"),
    ]  # fmt: skip


def test_an_invitation_to_type_is_blank() -> None:
    wanted = control(para("单击此处输入文字"), "<w:showingPlcHdr/>")
    assert cells(read(docx(table([[cell(para(placeholder("单击此处"))), cell(wanted), "完"]])))) == [
        (0, 0, ""),
        (0, 1, ""),
        (0, 2, "完"),
    ]


def test_merged_cells_stand_once_with_their_spans() -> None:
    rows = [
        row(cell("甲", props=merged(2, "restart")), "乙"),
        row(cell(props=merged(2, "continue")), "丙"),
        row(cell("丁", props='<w:hMerge w:val="restart"/>'), cell(props='<w:hMerge w:val="continue"/>'), "戊"),
    ]
    grid = next(b for b in read(docx(table(rows))).blocks if isinstance(b, Grid))
    assert [(c.text, c.row, c.column, c.row_span, c.column_span) for c in grid.cells] == [
        ("甲", 0, 0, 2, 2), ("乙", 0, 2, 1, 1), ("丙", 1, 2, 1, 1), ("丁", 2, 0, 1, 2), ("戊", 2, 2, 1, 1),
    ]  # fmt: skip


def test_rows_and_cells_that_were_deleted_are_gone_and_inserted_ones_stay() -> None:
    gone = row("旧", "旧", props=f'<w:del w:id="1" {WHO}/>')
    new = row("新", cell("旧格", props=f'<w:cellDel w:id="1" {WHO}/>'), "格", props=f'<w:ins w:id="2" {WHO}/>')
    assert cells(read(docx(table([gone, new])))) == [(0, 0, "新"), (0, 1, "格")]


def test_a_paragraph_whose_mark_was_deleted_goes_on() -> None:
    assert texts(read(docx(para("联系", props=MARK_GONE) + para("人：张三")))) == ["联系人：张三"]


def test_a_table_from_right_to_left_reads_the_same() -> None:
    assert cells(read(docx(table([["联系人", "张三"]], "<w:bidiVisual/>")))) == [(0, 0, "联系人"), (0, 1, "张三")]


def test_headers_and_footers_come_last_and_say_so() -> None:
    parts = {f"word/{n}.xml": f'<w:{t} xmlns:w="{NAMESPACES["w"]}">{para(x)}</w:{t}>' for n, t, x in
             (("h", "hdr", "页眉字"), ("f", "ftr", "页脚字"), ("e", "hdr", ""))}  # fmt: skip
    rels = [("r1", "header", "h.xml"), ("r2", "footer", "f.xml"), ("r3", "header", "e.xml"), ("r4", "header", "lost.xml")]
    found = paragraphs(read(docx(para("正文"), rels=rels, extra_parts=parts)).blocks)
    assert [(p.text, p.place.text()) for p in found] == [("正文", "paragraph 1"), ("页眉字", "header"), ("页脚字", "footer")]


# --- what cannot be read is said ------------------------------------------------------------------------------------


@pytest.mark.parametrize("thing", [PICTURE, VML_PICTURE, OBJECT, CHECK.format(PICTURE, VML_PICTURE)])
def test_a_picture_in_a_cell_is_unread_not_blank(thing: str) -> None:
    assert cells(read(docx(para("表") + table([["联系人", cell(para(run(thing)))]])))) == [(0, 0, "联系人"), (0, 1, UNREAD)]


@pytest.mark.parametrize("inner", [DELETED, run('<w:commentReference w:id="0"/>'), run("划掉", "<w:strike/>")])
def test_a_cell_whose_words_were_deleted_or_stand_in_a_comment_is_unread(inner: str) -> None:
    assert cells(read(docx(table([["联系人", cell(para(inner)), cell(para("张三", inner))]]))))[1:] == [
        (0, 1, UNREAD),
        (0, 2, "张三"),
    ]
    assert texts(read(docx(para("联系人：", inner)))) == ["联系人：" + UNREAD]


def test_a_file_of_pictures_alone_waits_for_recognition() -> None:
    document = read(docx(para(run(PICTURE)) + para()))
    assert (document.medium, document.text_layer, document.blocks) == ("ocr", False, ())


# --- bounds ----------------------------------------------------------------------------------------------------------


def test_five_thousand_rows_are_read_in_one_walk() -> None:
    rows = [row(cell("甲", props=merged(1, "continue" if n else "restart")), "乙") for n in range(5000)]
    grid = next(b for b in read(docx(table(rows))).blocks if isinstance(b, Grid))
    assert len(grid.cells) == 5001
    assert grid.cells[0].row_span == 5000


def test_too_many_cells_and_too_deep_nesting_are_limits_of_ours() -> None:
    with pytest.raises(Unreadable) as raised:
        read(docx("<w:tbl><w:tr>" + "<w:tc/>" * (MOST_CELLS + 1) + "</w:tr></w:tbl>"))
    assert raised.value.trouble.kind == "limit"
    nested = para("底")
    for _ in range(30):
        nested = table([[cell(nested, para())]])
    with pytest.raises(Unreadable) as raised:
        read(docx(nested))
    assert raised.value.trouble.kind == "limit"
