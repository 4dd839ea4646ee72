"""Radio buttons, boxes and lines of web pages that Word keeps as controls."""

from __future__ import annotations

import struct

import pytest

from parsers.formats.word.reader import read
from parsers.model.document import UNREAD
from parsers.pairs import keyed, pairs
from tests.parsers.ticks.test_ticks import active, control
from tests.parsers.wordml import cell, docx, para, table

RADIO, BOX, LINE = (f"5512D1{n}-5CC6-11CF-8D67-00AA00BDCE1D" for n in ("18", "16", "1A"))


def held(tag: str) -> bytes:
    return bytes(16) + struct.pack("<I", len(tag)) + tag.encode("utf-16-le")


@pytest.mark.parametrize("kind", [RADIO, BOX])
def test_the_button_that_is_checked_is_the_answer(kind: str) -> None:
    tags = ('<INPUT TYPE="radio" NAME="a">', '<INPUT TYPE="radio" CHECKED NAME="a">', '<INPUT VALUE="checked" TYPE="radio">')
    parts = {k: v for n, tag in zip("abc", tags, strict=True) for k, v in active(n, kind, held(tag)).items()}
    options = zip("ABC", ("自选", "教师课题", "企业课题"), strict=True)
    lines = "".join(para(control(f"rId{n}"), words) for n, words in options)
    rels = [(f"rId{n.upper()}", "control", f"activeX/{n}.xml") for n in "abc"]
    assert keyed(pairs(read(docx(table([["项目来源", cell(lines)]]), rels=rels, extra_parts=parts)))) == {"项目来源": "教师课题"}


def test_words_typed_on_a_line() -> None:
    body = table([["姓名", cell(para(control("rIdA")))]])
    parts = active("a", LINE, held('<INPUT TYPE="text" VALUE="王大明">'))
    assert keyed(pairs(read(docx(body, rels=[("rIdA", "control", "activeX/a.xml")], extra_parts=parts)))) == {"姓名": "王大明"}


def test_a_button_without_its_tag_is_unread() -> None:
    body = table([["项目来源", cell(para(control("rIdA"), "自选"))]])
    made = read(docx(body, rels=[("rIdA", "control", "activeX/a.xml")], extra_parts=active("a", RADIO, b"broken")))
    assert UNREAD in str(made.blocks)
