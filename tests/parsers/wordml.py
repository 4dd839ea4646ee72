"""Makes Word files from fragments of WordprocessingML, so that a test says exactly what is in the file, as Word, WPS or another
program would write it. Fragments are plain strings and may be joined.

    docx(para(run("项目类别：")) + table([[cell("地 址"), cell(para("长沙"))]]), styles=..., rels=[("rId9", "control", "a.xml")])
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from xml.sax.saxutils import escape, quoteattr

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMESPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": OFFICE,
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    "w15": "http://schemas.microsoft.com/office/word/2012/wordml",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "wpg": "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup",
    "wpi": "http://schemas.microsoft.com/office/word/2010/wordprocessingInk",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
}
SPACES = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in NAMESPACES.items())
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
Relation = tuple[str, str, str]
"""Id, the last word of the type (styles, header, image, control, oleObject) and the target; an address is an outside one."""


def text(words: str) -> str:
    """<w:t>."""
    return f'<w:t xml:space="preserve">{escape(words)}</w:t>'


def run(inner: str = "", props: str = "") -> str:
    """A run of words, or of XML (what begins with "<"); `props` is what stands in its w:rPr."""
    inside = inner if inner.startswith("<") else text(inner)
    return f"<w:r>{f'<w:rPr>{props}</w:rPr>' if props else ''}{inside}</w:r>"


def para(*inner: str, props: str = "") -> str:
    """A paragraph of words (a run each) or XML; `props` is what stands in its w:pPr."""
    inside = "".join(i if i.startswith("<") else run(i) for i in inner)
    return f"<w:p>{f'<w:pPr>{props}</w:pPr>' if props else ''}{inside}</w:p>"


def cell(*inner: str, props: str = "") -> str:
    """A cell of words (a paragraph each), or of blocks in XML; `props` is what stands in its w:tcPr (<w:gridSpan w:val="2"/>)."""
    inside = "".join(i if i.startswith("<") else para(i) for i in inner) or para()
    return f"<w:tc>{f'<w:tcPr>{props}</w:tcPr>' if props else ''}{inside}</w:tc>"


def row(*cells: str, props: str = "") -> str:
    """A row of cells, words standing for a cell of them; `props` is what stands in its w:trPr."""
    inside = "".join(c if c.startswith("<") else cell(c) for c in cells)
    return f"<w:tr>{f'<w:trPr>{props}</w:trPr>' if props else ''}{inside}</w:tr>"


def table(rows: Iterable[str | Sequence[str]], props: str = "") -> str:
    """A table of rows in XML, or of lists of cells."""
    return f"<w:tbl><w:tblPr>{props}</w:tblPr>{''.join(r if isinstance(r, str) else row(*r) for r in rows)}</w:tbl>"


def docx(
    body: str,
    *,
    styles: str | None = None,
    rels: Iterable[Relation] = (),
    extra_parts: Mapping[str, str | bytes] | None = None,
    spaces: Mapping[str, str] | None = None,
) -> bytes:
    """A .docx with this inside of w:body. `styles` is the inside of w:styles; `rels` are relations of the document's part;
    `extra_parts` are further parts by name ("word/theme/theme1.xml"); `spaces` replaces or adds namespaces by prefix."""
    names = {**NAMESPACES, **(spaces or {})}
    declared = " ".join(f"xmlns:{prefix}={quoteattr(uri)}" for prefix, uri in names.items())
    relations, parts = list(rels), dict(extra_parts or {})
    if styles is not None:
        relations.append(("rIdStyles", "styles", "styles.xml"))
        parts["word/styles.xml"] = f"<w:styles {declared}>{styles}</w:styles>"
    parts["word/document.xml"] = f"<w:document {declared}><w:body>{body}<w:sectPr/></w:body></w:document>"
    parts["word/_rels/document.xml.rels"] = _relations(relations)
    parts["_rels/.rels"] = _relations([("rId1", "officeDocument", "word/document.xml")])
    parts["[Content_Types].xml"] = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Default Extension="bin" ContentType="application/octet-stream"/>'
        f'<Override PartName="/word/document.xml" ContentType="{_MAIN}"/></Types>'
    )
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return packed.getvalue()


def _relations(relations: Iterable[Relation]) -> str:
    lines = "".join(
        f'<Relationship Id="{key}" Type="{OFFICE}/{kind}" Target={quoteattr(target)}'
        f'{" TargetMode=" + quoteattr("External") if "://" in target else ""}/>'
        for key, kind, target in relations
    )
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{lines}</Relationships>'
