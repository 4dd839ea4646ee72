"""Word in one XML file: flat OPC, and the dialect of Word 2003 under the name .doc."""

from __future__ import annotations

import pytest

from parsers.formats import risks
from parsers.formats.sniff import FLAT_WORD, WORD_2003, sniff
from parsers.formats.word import flat_xml, reader
from parsers.model.document import Grid, paragraphs
from parsers.model.file import Unreadable
from tests.parsers import dialects

SPACES = (
    'xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml" '
    'xmlns:wx="http://schemas.microsoft.com/office/word/2003/auxHint" '
    'xmlns:aml="http://schemas.microsoft.com/aml/2001/core" xmlns:v="urn:schemas-microsoft-com:vml" xmlns:x="http://example.com/own"'
)
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<?mso-application progid="Word.Document"?>\n'


def old(inner: str, attributes: str = 'w:macrosPresent="no"') -> bytes:
    return f"{HEAD}<w:wordDocument {SPACES} {attributes}><w:body><wx:sect>{inner}</wx:sect></w:body></w:wordDocument>".encode()


def texts(data: bytes) -> list[str]:
    return [paragraph.text for paragraph in paragraphs(flat_xml.read(data).blocks)]


def run(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


def test_one_file_reads_as_the_package_it_was() -> None:
    data = dialects.saved(dialects.form([["单位名称", "某大学"], ["类别", "☑国际会议"]], "申报书"))
    assert sniff(dialects.flat(data)) == FLAT_WORD
    assert flat_xml.read(dialects.flat(data)) == reader.read(data)


def test_the_dialect_of_word_2003_reads_as_todays() -> None:
    made = dialects.form([["单位名称", "某大学"], ["类别", "☑国际会议"], ["类别", "☐其他"]], "申报书")
    made.tables[0].cell(1, 0).merge(made.tables[0].cell(2, 0))
    data = dialects.saved(made)
    assert sniff(dialects.word_2003(data)) == WORD_2003
    assert flat_xml.read(dialects.word_2003(data)) == reader.read(data)


def test_the_dialect_of_word_2003() -> None:
    rows = [
        '<w:tr><w:tc><w:tcPr><w:vmerge w:val="restart"/></w:tcPr><w:p>{}</w:p></w:tc>'
        '<w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr><w:p>{}</w:p></w:tc></w:tr>',
        "<w:tr><w:tc><w:tcPr><w:vmerge/></w:tcPr><w:p/></w:tc><w:tc><w:p>{}</w:p></w:tc><x:own><w:tc><w:p>{}</w:p></w:tc></x:own></w:tr>",
    ]
    table = "<w:tbl>" + rows[0].format(run("账户"), run("名称")) + rows[1].format(run("行"), run("号")) + "</w:tbl>"
    data = old(f"<w:p>{run('申报书')}</w:p>{table}")
    assert sniff(data) == WORD_2003
    grid = next(block for block in flat_xml.read(data).blocks if isinstance(block, Grid))
    assert [(c.text, c.row, c.column, c.row_span, c.column_span) for c in grid.cells] == [
        ("账户", 0, 0, 2, 1), ("名称", 0, 1, 1, 2), ("行", 1, 1, 1, 1), ("号", 1, 2, 1, 1),
    ]  # fmt: skip


def noted(kind: str, inner: str) -> str:
    return f'<aml:annotation w:type="Word.{kind}"><aml:content>{inner}</aml:content></aml:annotation>'


@pytest.mark.parametrize(
    ("inner", "seen"),
    [
        (noted("Deletion", "<w:r><w:delText>旧</w:delText></w:r>"), ""),
        (noted("Insertion", run("新")), "新"),
        (f"<w:r>{noted('Comment', f'<w:p>{run(chr(25209))}</w:p>')}</w:r>", ""),
        (f"<w:r><w:footnote><w:p>{run('脚注')}</w:p></w:footnote></w:r>", ""),
        (f'<w:hlink w:dest="mailto:a@b.cn">{run("a@b.cn")}</w:hlink>', "a@b.cn"),
        (f"<x:own>{run('值')}</x:own>", "值"),
        ('<w:r><w:sym w:font="Wingdings 2" w:char="F052"/></w:r>', "☑"),
        (run("R", '<w:rFonts w:ascii="Wingdings 2" w:h-ansi="Wingdings 2"/>'), "☑"),
        (run("暗", '<w:vanish w:val="on"/>'), ""),
        (run("明", '<w:vanish w:val="off"/>'), "明"),
        (
            '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:default w:val="off"/><w:checked w:val="on"/>'
            '</w:checkBox></w:ffData></w:fldChar></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>',
            "☑",
        ),
    ],
)
def test_its_words_mean_what_they_mean_today(inner: str, seen: str) -> None:
    assert texts(old(f"<w:p>{run('甲')}{inner}{run('乙')}</w:p>")) == [f"甲{seen}乙"]


def test_macros_are_noted() -> None:
    assert flat_xml.read(old("<w:p/>", 'w:macrosPresent="yes"')).notes == (risks.MACRO,)
    packed = dialects.rewritten(
        dialects.saved(dialects.form([["甲", "乙"]])), lambda *part: part, **{"word/vbaProject.bin": b"\xd0\xcf"}
    )
    assert flat_xml.read(dialects.flat(packed)).notes == (risks.MACRO,)


@pytest.mark.parametrize("share", [0.3, 0.7, 0.99])
def test_cut_off(share: float) -> None:
    for data in (old(f"<w:p>{run('甲' * 500)}</w:p>"), dialects.flat(dialects.saved(dialects.form([["甲", "乙"]])))):
        with pytest.raises(Unreadable, match="damaged"):
            flat_xml.read(data[: int(len(data) * share)])


def test_entities_and_nesting() -> None:
    with pytest.raises(Unreadable, match="dangerous"):
        flat_xml.read(b'<!DOCTYPE d [<!ENTITY a "ha">]><w:wordDocument xmlns:w="x"><w:body>&a;</w:body></w:wordDocument>')
    with pytest.raises(Unreadable, match="limit"):
        flat_xml.read(old("<wx:sect>" * 200_000 + "</wx:sect>" * 200_000))


def test_without_a_body_or_with_a_document_within() -> None:
    with pytest.raises(Unreadable, match="damaged"):
        flat_xml.read(f"{HEAD}<w:wordDocument {SPACES}/>".encode())
    with pytest.raises(Unreadable, match="unsupported"):
        flat_xml.read(old("<w:altChunk/>"))
