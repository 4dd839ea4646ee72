"""Words, boxes and pictures as Word stores them after different ways of typing."""

from __future__ import annotations

from tests.parsers.layouts.style import Runs
from tests.parsers.wordml import run

WHO = 'w:author="a" w:date="2024-03-17T08:00:00Z"'


def typed(words: str, runs: Runs) -> str:
    """Words as Word stores them after they came about in this way; line breaks are new paragraphs, made by the caller."""
    if not words:
        return ""
    ghost = run("不可见", "<w:vanish/>")
    gone = '<w:r><w:delText xml:space="preserve">待定</w:delText></w:r>'
    half = len(words) // 2
    return {
        "whole": lambda: run(words),
        "split": lambda: "".join(run(c) for c in words),
        "tracked": lambda: f'<w:del w:id="1" {WHO}>{gone}</w:del><w:ins w:id="2" {WHO}>{run(words)}</w:ins>',
        "moved": lambda: f'<w:moveFrom w:id="1" {WHO}>{run("旧值")}</w:moveFrom><w:moveTo w:id="2" {WHO}>{run(words)}</w:moveTo>',
        "link": lambda: f'<w:hyperlink r:id="rIdL">{run(words)}</w:hyperlink>',
        "field": lambda: _field(' HYPERLINK "mailto:someone@example.org" ', run(words)),
        "simple": lambda: f'<w:fldSimple w:instr=" DOCPROPERTY x ">{run(words)}</w:fldSimple>',
        "comment": lambda: f'<w:commentRangeStart w:id="0"/>{run(words)}<w:commentRangeEnd w:id="0"/>'
        + run('<w:commentReference w:id="0"/>') + run("<w:annotationRef/>"),
        "hidden": lambda: ghost + run(words[:half]) + ghost + run(words[half:]) + run("网页隐藏", "<w:specVanish/><w:vanish/>"),
        "styled": lambda: run(words) + run("不可见", '<w:rStyle w:val="Ghost"/>'),
        "footnote": lambda: run(words) + run('<w:footnoteReference w:id="2"/>') + run('<w:endnoteReference w:id="2"/>'),
        "smart": lambda: f'<w:smartTag w:uri="u" w:element="chmetcnv">{run(words)}</w:smartTag>',
        "ruby": lambda: f"<w:r><w:ruby><w:rt>{run('pin')}</w:rt><w:rubyBase>{run(words[:1])}</w:rubyBase></w:ruby></w:r>"
        + run(words[1:]),
        "custom": lambda: f'<w:customXml w:uri="u" w:element="e">{run(words)}</w:customXml>',
        "kangxi": lambda: run(words.translate(str.maketrans("一人子工大月生目金高", "⼀⼈⼦⼯⼤⽉⽣⽬⾦⾼"))),
    }[runs]()  # fmt: skip


def _field(code: str, shown: str) -> str:
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'.format
    return f"{mark('begin')}<w:r><w:instrText>{code}</w:instrText></w:r>{mark('separate')}{shown}{mark('end')}"


def control(inner: str, props: str = "") -> str:
    """A content control round runs, paragraphs, cells, rows or a table."""
    return f"<w:sdt><w:sdtPr>{props}</w:sdtPr><w:sdtContent>{inner}</w:sdtContent></w:sdt>"


def placeholder(words: str) -> str:
    """A content control that still shows its invitation."""
    return control(run(words), "<w:showingPlcHdr/>")


def vml(inner: str) -> str:
    """A text box as Word 97 and WPS write it."""
    return f'<w:pict><v:shape id="b"><v:textbox><w:txbxContent>{inner}</w:txbxContent></v:textbox></v:shape></w:pict>'


def drawing(inner: str) -> str:
    """A text box of today's Word."""
    graphic = f"<wps:wsp><wps:txbx><w:txbxContent>{inner}</w:txbxContent></wps:txbx></wps:wsp>"
    return f"<w:drawing><wp:inline><a:graphic><a:graphicData>{graphic}</a:graphicData></a:graphic></wp:inline></w:drawing>"


PICTURE = (
    '<w:drawing><wp:inline><a:graphic><a:graphicData><pic:pic><pic:blipFill><a:blip r:embed="rIdP"/></pic:blipFill></pic:pic>'
    "</a:graphicData></a:graphic></wp:inline></w:drawing>"
)
VML_PICTURE = '<w:pict><v:shape id="p"><v:imagedata r:id="rIdP"/></v:shape></w:pict>'
OBJECT = f'<w:object>{VML_PICTURE[8:-9]}<o:OLEObject Type="Embed" ProgID="Excel.Sheet.12" r:id="rIdO"/></w:object>'


def merged(span: int = 1, tall: str = "") -> str:
    """The spans of a cell: over columns, and `restart` or `continue` over rows."""
    return f'<w:gridSpan w:val="{span}"/>' * (span > 1) + (f'<w:vMerge w:val="{tall}"/>' if tall else "")
