"""Web pages under the name .doc: as Word and WPS save them, as web systems write them, broken and hostile ones."""

from __future__ import annotations

import base64
from contextlib import suppress

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from parsers.formats import risks
from parsers.formats.registry import read
from parsers.formats.sniff import HTML, MHT, sniff
from parsers.formats.web import mhtml, source
from parsers.formats.web import reader as web
from parsers.formats.word import reader as word
from parsers.model.document import UNREAD, Document, Grid, paragraphs
from parsers.model.file import Unreadable
from tests.parsers import dialects

WINGDINGS = "font-family:Wingdings;mso-ascii-font-family:宋体;mso-char-type:symbol;mso-symbol-font-family:Wingdings"
BEGIN, BETWEEN, END = (f"<span style='mso-element:field-{name}'></span>" for name in ("begin", "separator", "end"))


def texts(markup: str) -> list[str]:
    return [paragraph.text for paragraph in paragraphs(web.read(markup.encode()).blocks)]


def grid(markup: str) -> Grid:
    return next(block for block in web.read(markup.encode()).blocks if isinstance(block, Grid))


def shape(markup: str) -> list[tuple[str, int, int, int, int]]:
    return [(cell.text, cell.row, cell.column, cell.row_span, cell.column_span) for cell in grid(markup).cells]


# --- as Word writes it ----------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def form() -> Document:
    rows = [["项目类别", "☑国际会议  ☐其他"], ["地址", "长沙市\n岳麓区"], ["经费", "5\t万元"]]
    made = dialects.form(rows, "申报书", "单位：某大学")
    merged = made.tables[0]
    merged.cell(0, 0).merge(merged.cell(1, 0))
    return word.read(dialects.saved(made))


@pytest.mark.parametrize("charset", ["gb2312", "utf-8", "utf-16", "big5"])
def test_a_page_reads_as_the_document_it_was(form: Document, charset: str) -> None:
    data = dialects.page(form, charset)
    assert sniff(data) == HTML
    assert web.read(data).blocks == form.blocks


def test_a_page_in_one_file(form: Document) -> None:
    data = dialects.archive(dialects.page(form))
    assert sniff(data) == MHT
    assert read(data, MHT).blocks == form.blocks


@pytest.mark.parametrize(
    ("markup", "seen"),
    [
        (f"<p><span style='{WINGDINGS}'>&thorn;</span>是<span style='{WINGDINGS}'>&uml;</span>否", "☑是☐否"),
        ("<p><span style='font-family:\"Wingdings 2\"'>R</span>是", "☑是"),
        ("<p><span style='font-family:\"Wingdings 2\"'>&pound;</span>否", "☐否"),
        ("<p><span style=\"font-family:'Wingdings 2\">&#xF052;</span>是", "☑是"),
        ("<p><font face=Wingdings>&#61694;</font>是<font face='Wingdings'>o</font>否", "☑是☐否"),
        ("<style>span.w{font-family:'Wingdings 2';}</style><p><span class='w'>R</span>是", "☑是"),
        ("<p><span style='font-family:Wingdings'>&thorn;<span style='font-family:宋体'>R是</span></span>", "☑R是"),
        ("<p><input type=checkbox checked>是<input type=checkbox>否", "☑是☐否"),
        ("<p><input type='RADIO' CHECKED='checked'/>是<input type=radio />否", "☑是☐否"),
        ("<p>□是 ☑否 （√）", "☐是 ☑否 （√）"),
    ],
)
def test_ticks(markup: str, seen: str) -> None:
    assert texts(markup) == [seen]


@pytest.mark.parametrize(("bits", "default", "seen"), [("0500", 0, "☑"), ("0100", 1, "☐"), ("6500", 1, "☑"), ("6500", 0, "☐")])
def test_form_fields_keep_their_box_in_a_comment(bits: str, default: int, seen: str) -> None:
    kept = f"FFFFFFFF{bits}00001400" + "0600" + "Check1".encode("utf-16-le").hex() + "0000" + f"0{default}00" + "00" * 12
    markup = (
        f"<p>甲<!--[if supportFields]>{BEGIN} FORMCHECKBOX <![endif]--><!--[if gte mso 9]><xml>\n <w:data>{kept}</w:data>\n</xml>"
        f"<![endif]--><!--[if supportFields]>{END}<![endif]-->是"
    )
    assert texts(markup) == [f"甲{seen}是"]


def test_of_a_field_the_result_is_read_and_not_its_code() -> None:
    field = f"<p><!--[if supportFields]>{BEGIN} HYPERLINK mailto:a@b.cn {BETWEEN}<![endif]-->a@b.cn"
    assert texts(f"{field}<!--[if supportFields]>{END}<![endif]-->止") == ["a@b.cn止"]
    dde = f"<p><!--[if supportFields]>{BEGIN} DDEAUTO x y {BETWEEN}<![endif]-->1<!--[if supportFields]>{END}<![endif]-->"
    assert web.read(dde.encode()).notes == (risks.DDE,)


@pytest.mark.parametrize(
    "unseen",
    [
        "<span style='display:none;mso-hide:all'>暗</span>", "<div style='DISPLAY: NONE'>暗</div>", "<del>暗</del>", "<s>暗</s>",
        "<span style='text-decoration:line-through'>暗</span>", "<span style='visibility:hidden'>暗</span>", "<p hidden>暗</p>",
        "<script>document.write('暗')</script>", "<style>.x{color:red} 暗</style>", "<!-- 暗 -->",
        "<!--[if gte mso 9]><xml>暗</xml><![endif]-->", "<title>暗</title>", "<xml><o:p>暗</o:p></xml>",
        "<noscript>暗</noscript>", "<w:Sdt ShowingPlcHdr='t'>暗</w:Sdt>",
        "<span style='mso-list:Ignore'>暗</span>", "<select><option>暗<option selected></select>", "<input type=hidden value=暗>",
        "<style>p.z{display:none}</style><p class=z>暗</p>",
    ],
)  # fmt: skip
def test_what_nobody_sees_is_not_read(unseen: str) -> None:
    assert "".join(texts(f"<html><body><p>明</p>{unseen}<p>亮</p></body></html>")) == "明亮"


@pytest.mark.parametrize(
    "seen",
    [
        "<style>@media print{p.x{display:none}}</style><p class=x>明", "<p style='display:block'>明", "<ins>明</ins>",
        "<!--[if !vml]-->明<!--[endif]-->", "<![if !supportLists]>明<![endif]>", "<textarea>明</textarea>", "<input value=明>",
        "<select><option>暗<option selected>明</select>", "<o:p>明</o:p>", "&#26126;", "&#x660E;",
        "<unknown:tag>明</unknown:tag>",
    ],
)  # fmt: skip
def test_what_is_seen_is_read(seen: str) -> None:
    assert texts(f"<html><body>{seen}</body></html>") == ["明"]


def test_lines_of_the_file_part_no_chinese_words() -> None:
    assert texts("<p>国际\n  合作 项目\nAI for\nScience 中\n<b>心</b></p>") == ["国际合作 项目 AI for Science 中心"]
    tabs = "<p>甲<br>乙<span style='mso-tab-count:2'>&nbsp; </span>丙</p>"
    assert texts(f"{tabs}<pre>一\n  二</pre>") == ["甲\n乙\t\t丙", "一\n  二"]


def test_what_is_set_off() -> None:
    markup = "<p>甲<b>乙</b><span style='color:red'>丙</span><span style='color:black;font-weight:normal'>丁</span><u>戊</u></p>"
    (only,) = paragraphs(web.read(markup.encode()).blocks)
    assert [only.text[a:b] for a, b in only.emphasis] == ["乙丙", "戊"]


# --- tables ---------------------------------------------------------------------------------------------------------


def test_cells_across_and_down() -> None:
    markup = "<table><tr><td rowspan=2>甲<td colspan=2>乙<tr><td>丙<td rowspan=0>丁<tr><td>戊<td>己</table>"
    above = [("甲", 0, 0, 2, 1), ("乙", 0, 1, 1, 2)]
    assert shape(markup) == [*above, ("丙", 1, 1, 1, 1), ("丁", 1, 2, 2, 1), ("戊", 2, 0, 1, 1), ("己", 2, 1, 1, 1)]


def test_a_table_in_a_cell_stands_there() -> None:
    outer = grid("<table><tr><td>开户行<td><table><tr><td>名称<td>某银行</table><td>后</table>")
    inner = next(block for block in outer.cells[1].blocks if isinstance(block, Grid))
    assert [cell.text for cell in inner.cells] == ["名称", "某银行"]
    assert [cell.column for cell in outer.cells] == [0, 1, 2]


def test_hidden_cells_and_places_without_cells() -> None:
    gone, kept = (f"<table><tr><td style='{style}'>暗<td>甲</table>" for style in ("display:none", "visibility:hidden"))
    special = "<table><tr><td style='mso-cell-special:placeholder' colspan=2>&nbsp;<td>甲<tr><td>乙<td>丙<td>丁</table>"
    assert [found[:3] for found in shape(gone)] == [("甲", 0, 0)]
    assert [found[:3] for found in shape(kept)] == [("", 0, 0), ("甲", 0, 1)]
    assert [found[:3] for found in shape(special)] == [("甲", 0, 2), ("乙", 1, 0), ("丙", 1, 1), ("丁", 1, 2)]


@pytest.mark.parametrize(
    "markup",
    [
        "<td>甲</td><td>乙</td>", "<tr><td>甲<td>乙</tr>", "<table><td>甲<td>乙</table>", "<table>甲<tr>乙</table>",
        "</table></td>甲<p>乙",
    ],
)  # fmt: skip
def test_tags_in_the_wrong_places_lose_no_text(markup: str) -> None:
    assert "".join("".join(texts(markup)).split()) == "甲乙"


# --- pictures, encodings --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("shown", ["<img src='a.png'>", "<object data=x>暗</object>", "<svg>暗</svg>", "<del>删</del>"])
def test_where_only_a_picture_or_a_deletion_stands_nobody_says_that_nothing_does(shown: str) -> None:
    assert shape(f"<table><tr><td>签名<td>{shown}</table>")[1][0] == UNREAD
    assert shape("<table><tr><td>签名<td><img src='spacer.gif' width=1 height=20></table>")[1][0] == ""


def test_a_page_of_pictures_is_unread_and_not_blank() -> None:
    assert web.read(b"<html><body><img src='a.png'></body></html>").text_layer is False
    assert web.read(b"<html><body></body></html>").text_layer is True


@pytest.mark.parametrize(
    ("data", "charset"),
    [
        ("<meta charset=gb2312>镕㎡单位".encode("gb18030"), ""),
        ("<meta http-equiv=Content-Type content='text/html; charset=GBK'>镕㎡单位".encode("gbk"), ""),
        ("镕㎡单位".encode("gb18030"), ""),
        ("镕㎡单位".encode(), ""),
        ("<meta charset=gb2312>镕㎡单位".encode(), "utf-8"),
        ("<meta charset=utf-16>镕㎡单位".encode(), ""),
        ("<meta charset=no-such-thing>镕㎡单位".encode("gb18030"), "neither"),
        ("\ufeff<meta charset=gb2312>镕㎡单位".encode(), ""),
        ("\ufeff镕㎡单位".encode("utf-16-le"), ""),
        ("<meta charset=gb2312><p>镕㎡单位".encode("utf-16-le"), ""),
        ("<meta charset=base64>镕㎡单位".encode(), ""),
    ],
)
def test_encodings(data: bytes, charset: str) -> None:
    assert source.decode(data, charset).endswith("镕㎡单位")


# --- errors ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("share", [0.2, 0.3, 0.6, 0.9, 0.98])
def test_a_page_that_lost_its_end_is_never_half_read(form: Document, share: float) -> None:
    page_alone = dialects.page(form)
    for data in (page_alone, dialects.archive(page_alone)[: len(page_alone)]):
        with pytest.raises(Unreadable, match="unsupported"):
            read(data[: int(len(data) * share)], sniff(data))


def test_an_envelope_without_a_page() -> None:
    data = b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x\nContent-Type: image/png\n\nx\n--x--\n"
    with pytest.raises(Unreadable, match="unsupported"):
        mhtml.read(data)


def test_the_page_that_the_envelope_names() -> None:
    part = "--x\nContent-Type: text/html; charset=utf-8\nContent-ID: <{0}>\n\n<p>{0}\n"
    head = 'MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x; start="<b>"\n\n'
    data = head + part.format("a") + part.format("b") + "--x--\n"
    assert [p.text for p in paragraphs(mhtml.read(data.encode()).blocks)] == ["b"]


def test_the_envelopes_encoding_holds_where_the_page_names_none() -> None:
    text = "<p>申报单位：镕㎡，单位名称与地址一致"
    for charset in ("utf-16", "gb18030", "big5"):
        words = text if charset != "big5" else "<p>單位名稱與地址一致"
        body = base64.b64encode(words.encode(charset)).decode()
        head = f"MIME-Version: 1.0\nContent-Type: text/html; charset={charset}\nContent-Transfer-Encoding: base64\n\n"
        assert [p.text for p in paragraphs(mhtml.read((head + body).encode()).blocks)] == [words.removeprefix("<p>")]


HOSTILE = {
    "deep": "<b>" * 1_000_000 + "甲" + "</zz>" * 1_000_000,
    "wide": "<b></b>" * 1_000_000,
    "tables": "<table><tr><td>" * 100_000 + "</table>" * 100_000,
    "cells": "<table><tr>" + "<td rowspan=60000>" * 1_000 + "<tr>" * 100_000 + "</table>",
    "comments": "<!--[if supportFields]>" * 300_000,
    "styles": "<style>" * 500_000,
    "rules": "<style>" + "a{" * 500_000 + "</style>",
    "media": "<style>" + "@media" * 200_000 + "</style>",
    "remarks": "<style>" + "/*" * 500_000 + "</style>",
    "signs": "<" * 1_000_000,
    "entities": "&a;" * 500_000,
    "attributes": "<p " + "a=1 " * 200_000 + ">",
    "quotes": '<p style="' + "a:'" * 500_000 + '">',
    "data": "data:" * 300_000,
    "metas": "<meta " * 200_000,
    "fields": f"<!--[if supportFields]>{BEGIN}<![endif]-->" * 50_000,
    "dtd": '<!DOCTYPE html [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>' + "&b;" * 1000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_pages_come_to_an_end(name: str) -> None:
    try:
        web.read(f"<html><body>{HOSTILE[name]}</body></html>".encode())
    except Unreadable as unreadable:
        assert unreadable.trouble.kind == "limit"


def test_envelopes_in_envelopes() -> None:
    data = b"".join(b"Content-Type: multipart/related; boundary=%d\n\n--%d\n" % (n, n) for n in range(20_000))
    with pytest.raises(Unreadable):
        mhtml.read(b"MIME-Version: 1.0\n" + data)


TAGS = st.sampled_from([
    "<table>", "</table>", "<tr>", "</tr>", "<td rowspan=3 colspan=2>", "<td rowspan=0>", "</td>", "<p>", "</p>", "<b>",
    "<!--", "-->", "<![endif]>", "<!--[if supportFields]>", BEGIN, END, BETWEEN, "<span style='display:none'>", "</span>",
    "<style>", "</style>", "<input type=checkbox>", "<br>", "甲", " \n", "&nbsp;", "&#0;", "\x00", "\ufffe", "<select>",
    "<option>", "<w:data>ffff</w:data>",
])  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(TAGS, max_size=40))
def test_any_order_of_tags_is_read_or_refused(pieces: list[str]) -> None:
    with suppress(Unreadable):
        assert isinstance(web.read("".join(pieces).encode("utf-8", "surrogatepass")), Document)


@settings(max_examples=60, deadline=None)
@example(b"\0", 235)  # a NUL in the name of the charset
@given(st.binary(max_size=300), st.integers(0, 5000))
def test_wild_bytes_within_an_envelope(noise: bytes, at: int) -> None:
    data = dialects.archive(b"<html><p>x</html>", "utf-8")
    with suppress(Unreadable):
        assert isinstance(mhtml.read(data[:at] + noise + data[at:]), Document)
