"""A filled form, a letter or a certificate as .docx, drawn with python-docx and packed with the same bytes every time."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from datetime import UTC, datetime
from functools import lru_cache
from xml.sax.saxutils import escape

from docx import Document
from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Pt
from lxml import etree

from .filling import plan
from .forms import PLAIN, Box, Dialect, Line, Plan, Row, Tick, Values
from .packing import docx_zip

WIDTH = 2130
W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
VML = "urn:schemas-microsoft-com:vml"
NAMESPACES = nsdecls("w") + f' xmlns:w14="{W14}"'
KEPT_STYLES = {"Normal", "Heading1", "TableGrid", "TableNormal", "DefaultParagraphFont", "NoList"}
DROPPED = ("docProps/thumbnail.jpeg", "customXml/", "word/stylesWithEffects.xml")
PAIRS = {"box": "☑□", "square": "■□", "only": "☑□"}


def docx(form: str, values: Values, dialect: Dialect = PLAIN) -> bytes:
    """A .docx of `form` ("exchange", "haizhi") filled with `values` (keys and shapes of the contract, section 2, and the two
    spellings named at filling.plan) in the manner of `dialect`. Values missing or empty leave the place blank. Pure: the same
    arguments give the same bytes."""
    word = blank_page()
    draw(word, plan(form, values, dialect), dialect)
    return pack(word)


def letter(title: str, lines: Iterable[str]) -> bytes:
    """A plain .docx: a title and paragraphs. For 推荐函, agreements and the like."""
    word = blank_page()
    word.add_heading(title, 1)
    for line in lines:
        word.add_paragraph(line)
    return pack(word)


def blank_page() -> WordDocument:
    """An empty document in 宋体 of 12 points."""
    return Document(io.BytesIO(template()))


@lru_cache(maxsize=1)
def template() -> bytes:
    """python-docx's default template, less the styles and parts that nothing here uses: they would be most of every file."""
    word = Document()
    normal = word.styles["Normal"]
    normal.font.name, normal.font.size = "宋体", Pt(12)
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), "宋体")
    styles = word.styles.element
    for style in list(styles.style_lst):
        if style.styleId not in KEPT_STYLES:
            styles.remove(style)
    core = word.core_properties
    core.author, core.last_modified_by, core.revision, core.title, core.comments = "申报人", "申报人", 1, "申报书", ""
    core.created = core.modified = datetime(2024, 3, 18, 1, 30, tzinfo=UTC)
    return pack(word)


def draw(word: WordDocument, form: Plan, dialect: Dialect) -> None:
    """Title, cover, foot and tables, in the order of the printed form."""
    body = word.element.body
    end = body.sectPr
    for title in form.title:
        end.addprevious(paragraph((title,), dialect, "center", 44))
    if dialect.cover == "textbox":
        lines = [paragraph((label,), dialect, answer=line) for label, line in form.cover]
        end.addprevious(textbox(lines))
    elif dialect.cover == "table":
        end.addprevious(table(tuple((Box(((label,),)), Box((line,), 3, answer=True)) for label, line in form.cover), dialect))
    else:
        for label, line in form.cover:
            end.addprevious(paragraph((label,), dialect, answer=line))
    for foot in form.foot:
        end.addprevious(paragraph((foot,), dialect, "center"))
    end.addprevious(element('<w:p><w:r><w:br w:type="page"/></w:r></w:p>'))
    draw_sections(end, form, dialect)


def draw_sections(end: BaseOxmlElement, form: Plan, dialect: Dialect) -> None:
    """Sections as one table with heading rows, or a table each under a heading paragraph. A last paragraph ends the body."""
    if dialect.one_table:
        joined = [row for heading, rows in form.sections for row in ((Box(((heading,),), 4),), *rows)]
        end.addprevious(table(joined, dialect))
    else:
        for heading, rows in form.sections:
            end.addprevious(paragraph((heading,), dialect))
            end.addprevious(table(rows, dialect))
    end.addprevious(element("<w:p/>"))


def table(rows: Iterable[Row], dialect: Dialect) -> BaseOxmlElement:
    """A ruled table of four columns; a box `tall` over several rows becomes a vertical merge."""
    tbl = element(
        '<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="0" w:type="auto"/></w:tblPr><w:tblGrid>'
        + f'<w:gridCol w:w="{WIDTH}"/>' * 4
        + "</w:tblGrid></w:tbl>"
    )
    below = 0
    for row in rows:
        tr = element("<w:tr/>")
        if below:
            tr.append(cell(Box(((),)), dialect, merge="continue"))
        below = max(below - 1, 0)
        for box in row:
            tr.append(cell(box, dialect, merge="restart" if box.tall > 1 else ""))
            below = max(below, box.tall - 1)
        tbl.append(tr)
    return tbl


def cell(box: Box, dialect: Dialect, merge: str = "") -> BaseOxmlElement:
    """One w:tc with its spans; the bank's parts become a table of their own inside it."""
    span = f'<w:gridSpan w:val="{box.span}"/>' if box.span > 1 else ""
    vertical = f'<w:vMerge w:val="{merge}"/>' if merge else ""
    tc = element(f'<w:tc><w:tcPr><w:tcW w:w="{WIDTH * box.span}" w:type="dxa"/>{span}{vertical}</w:tcPr></w:tc>')
    for line in box.lines:
        tc.append(paragraph((), dialect, answer=line) if box.answer else paragraph(line, dialect))
    if box.parts:
        tc.append(table([(Box(((a,),)), Box(((b,),), 3)) for a, b in box.parts], dialect))
        tc.append(element("<w:p/>"))
    return tc


def paragraph(line: Line, dialect: Dialect, align: str = "", size: int = 0, answer: Line = ()) -> BaseOxmlElement:
    """One paragraph of printed texts and ticks (`size` in half points where it is not the body's), then what was typed."""
    p = element("<w:p>" + (f'<w:pPr><w:jc w:val="{align}"/></w:pPr>' if align else "") + "</w:p>")
    xml = [x for piece in line for x in (tick(piece, dialect) if isinstance(piece, Tick) else [run(piece, size=size)])]
    xml += [x for piece in answer for x in (tick(piece, dialect) if isinstance(piece, Tick) else typed(piece, dialect))]
    p.extend(element(x) for x in xml)
    return p


def typed(text: str, dialect: Dialect) -> list[str]:
    """An answer as Word stores what was typed in this dialect."""
    if not text or dialect.runs == "whole":
        return [run(text)]
    if dialect.runs == "split":
        return [run(text[i : i + 3]) for i in range(0, len(text), 3)]
    if dialect.runs == "control":
        return [f"<w:sdt><w:sdtPr/><w:sdtContent>{run(text)}</w:sdtContent></w:sdt>"]
    who = 'w:author="申报人" w:date="2024-03-17T08:00:00Z"'
    old = '<w:r><w:delText xml:space="preserve">待定</w:delText></w:r>'
    return [f'<w:del w:id="1" {who}>{old}</w:del>', f'<w:ins w:id="2" {who}>{run(text)}</w:ins>']


def textbox(lines: list[BaseOxmlElement]) -> BaseOxmlElement:
    """A paragraph with a text box (VML, as WPS writes it) that holds the lines."""
    shape = (
        f'<v:shape xmlns:v="{VML}" id="cover" style="width:400pt;height:180pt"><v:textbox><w:txbxContent/></v:textbox></v:shape>'
    )
    p = element(f"<w:p><w:r><w:pict>{shape}</w:pict></w:r></w:p>")
    next(p.iter(qn("w:txbxContent"))).extend(lines)
    return p


def run(text: str, font: str = "", size: int = 0) -> str:
    """One w:r."""
    looks = f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}"/>' if font else ""
    looks += f'<w:b/><w:sz w:val="{size}"/>' if size else ""
    return f'<w:r>{f"<w:rPr>{looks}</w:rPr>" if looks else ""}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def tick(mark: Tick, dialect: Dialect) -> list[str]:
    """A tick, or its empty place, as Word stores it in this dialect."""
    if dialect.tick == "paren":
        return [run(f"（{dialect.mark if mark.on else dialect.gap}）")]
    if dialect.tick == "symbol":
        return [f'<w:r><w:sym w:font="Wingdings 2" w:char="{"F052" if mark.on else "F0A3"}"/></w:r>']
    if dialect.tick == "control":
        state = f'<w14:checkbox><w14:checked w14:val="{int(mark.on)}"/></w14:checkbox>'
        return [
            f"<w:sdt><w:sdtPr>{state}</w:sdtPr><w:sdtContent>{run('☒' if mark.on else '☐', 'MS Gothic')}</w:sdtContent></w:sdt>"
        ]
    if dialect.tick == "formcheckbox":
        return formcheckbox(mark)
    return [run(PAIRS[dialect.tick][0 if mark.on else 1])]


def formcheckbox(mark: Tick) -> list[str]:
    """The check box of Word 97 forms: a complex field whose state stands in its ffData."""
    state = '<w:default w:val="0"/>' + ("<w:checked/>" if mark.on else "")
    data = f'<w:name w:val="Check1"/><w:enabled/><w:calcOnExit w:val="0"/><w:checkBox><w:sizeAuto/>{state}</w:checkBox>'
    data = f"<w:ffData>{data}</w:ffData>"
    return [
        f'<w:r><w:fldChar w:fldCharType="begin">{data}</w:fldChar></w:r>',
        '<w:r><w:instrText xml:space="preserve"> FORMCHECKBOX </w:instrText></w:r>',
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>',
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
    ]


def element(xml: str) -> BaseOxmlElement:
    """An element from text, with the namespaces of Word declared."""
    head, slash, rest = xml.partition("/>") if xml.endswith("/>") and xml.count("<") == 1 else xml.partition(">")
    return parse_xml(f"{head} {NAMESPACES}{slash}{rest}")


def pack(word: WordDocument) -> bytes:
    """The package without thumbnail and other ballast, with members in order and times fixed."""
    raw = io.BytesIO()
    word.save(raw)
    with zipfile.ZipFile(raw) as package:
        members = [(n, package.read(n)) for n in sorted(package.namelist()) if not n.startswith(DROPPED)]
    return docx_zip([(n, without_ballast(data) if n.endswith((".rels", "[Content_Types].xml")) else data) for n, data in members])


def without_ballast(xml: bytes) -> bytes:
    """Relations and content types without those of the dropped parts."""
    root = etree.fromstring(xml)
    for node in list(root):
        target = (node.get("Target") or node.get("PartName") or "").lstrip("./")
        if node.get("Extension") == "jpeg" or any(t in target for t in ("thumbnail", "customXml", "stylesWithEffects")):
            root.remove(node)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
