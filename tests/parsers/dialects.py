"""Saves one document as other programs do: strict, flat, a page as Word writes it, a page in one file."""

from __future__ import annotations

import base64
import html
import io
import re
import zipfile
from collections.abc import Callable
from email.message import EmailMessage

import docx
from docx.document import Document as WordDocument
from lxml import etree

from parsers.model.document import Block, Cell, Document, Grid

_TRANSITIONAL = "http://schemas.openxmlformats.org/"
_STRICT = {
    "wordprocessingml/2006/main": "wordprocessingml/main", "officeDocument/2006/": "officeDocument/",
    "drawingml/2006/": "drawingml/",
}  # fmt: skip
_PACKAGE = "http://schemas.microsoft.com/office/2006/xmlPackage"
_HEAD = (
    '<html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"\n'
    'xmlns:w="urn:schemas-microsoft-com:office:word" xmlns="http://www.w3.org/TR/REC-html40">\n<head>\n'
    "<meta http-equiv=Content-Type content=\"text/html; charset={charset}\">\n<meta name=ProgId content=Word.Document>\n"
    "<!--[if gte mso 9]><xml><w:WordDocument><w:View>Print</w:View></w:WordDocument></xml><![endif]-->\n"
    "<style>\n<!--\n p.MsoNormal, li.MsoNormal {{mso-style-parent:\"\"; color:black; font-family:宋体;}}\n"
    " p.z-, li.z- {{display:none; mso-hide:all}}\n @page Section1 {{size:595.3pt 841.9pt;}}\n-->\n</style>\n</head>\n"
    '<body lang=ZH-CN style=\'tab-interval:21.0pt\'>\n<p class=z->窗体顶端</p>\n'
)
_BOX = (
    "<span lang=EN-US style='font-family:\"Wingdings 2\";mso-ascii-font-family:宋体;mso-char-type:symbol;\n"
    'mso-symbol-font-family:"Wingdings 2"\'>'
    '<span style=\'mso-char-type:symbol;mso-symbol-font-family:"Wingdings 2"\'>{letter}</span></span>'
)


def saved(document: WordDocument) -> bytes:
    """The bytes of a .docx made with python-docx."""
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def form(rows: list[list[str]], *lines: str) -> WordDocument:
    """Some lines, a table, and a last paragraph, as Word documents end."""
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    table = document.add_table(len(rows), max(map(len, rows)), style="Table Grid")
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=False):
            cell.text = text
    document.add_paragraph("以上内容属实")
    return document


def rewritten(data: bytes, change: Callable[[str, bytes], tuple[str, bytes] | None], **added: bytes) -> bytes:
    """A package with its parts changed, left out (None) or added."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            changed = change(name, old.read(name))
            if changed is not None:  # OpenDocument's first part tells the type and is not packed
                new.writestr(*changed, zipfile.ZIP_STORED if name == "mimetype" else None)
        for name, content in added.items():
            new.writestr(name, content)
    return buffer.getvalue()


def strict(data: bytes) -> bytes:
    """As "Strict Open XML Document": other namespaces, which Word and WPS both offer."""

    def change(name: str, content: bytes) -> tuple[str, bytes]:
        if name.endswith((".xml", ".rels")):
            text = content.decode("utf-8")
            for old, new in _STRICT.items():
                text = text.replace(_TRANSITIONAL + old, "http://purl.oclc.org/ooxml/" + new)
            content = text.encode("utf-8")
        return name, content

    return rewritten(data, change)


def flat(data: bytes) -> bytes:
    """As "Word XML Document": all parts in one file."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = [_part(name, package.read(name)) for name in package.namelist() if name != "[Content_Types].xml"]
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<?mso-application progid="Word.Document"?>\n'
    return f'{head}<pkg:package xmlns:pkg="{_PACKAGE}">{"".join(parts)}</pkg:package>'.encode()


def _part(name: str, content: bytes) -> str:
    if name.endswith((".xml", ".rels")):
        inner = content.decode("utf-8").split("?>", 1)[-1] if content.lstrip().startswith(b"<?xml") else content.decode("utf-8")
        return f'<pkg:part pkg:name="/{name}" pkg:contentType="x"><pkg:xmlData>{inner}</pkg:xmlData></pkg:part>'
    packed = base64.b64encode(content).decode()
    return f'<pkg:part pkg:name="/{name}" pkg:contentType="x"><pkg:binaryData>{packed}</pkg:binaryData></pkg:part>'


def page(document: Document, charset: str = "gb2312") -> bytes:
    """As "web page": Word's own HTML, ticks in Wingdings 2, lines of the file broken anywhere a blank stands."""
    body = "".join(map(_block, document.blocks))
    codec = "gb18030" if charset == "gb2312" else charset
    return f"{_HEAD.format(charset=charset)}{body}</body>\n\n</html>\n".encode(codec, "xmlcharrefreplace")


def archive(content: bytes, charset: str = "gb2312") -> bytes:
    """As "single file web page": the page and its pictures in one envelope."""
    outer = EmailMessage()
    outer["MIME-Version"] = "1.0"
    outer.set_type("multipart/related")
    part = EmailMessage()
    part.set_content(content, "text", "html", cte="quoted-printable")
    part.set_param("charset", charset)
    part["Content-Location"] = "file:///C:/2C1A7B50/file4201.htm"
    outer.attach(part)
    picture = EmailMessage()
    picture.set_content(b"GIF89a\x01\x00\x01\x00", "image", "gif")
    outer.attach(picture)
    return outer.as_bytes()


def _block(block: Block) -> str:
    if not isinstance(block, Grid):
        return f"\n<p class=MsoNormal>{_text(block.text)}<span\nlang=EN-US><o:p></o:p></span></p>\n"
    rows: dict[int, list[Cell]] = {}
    for cell in block.cells:
        rows.setdefault(cell.row, []).append(cell)
    last = max(cell.row + cell.row_span for cell in block.cells)
    lines = ("".join(map(_cell, rows.get(number, []))) for number in range(last))
    written = "".join(f"\n <tr style='mso-yfti-irow:{n}'>{line}\n </tr>" for n, line in enumerate(lines))
    measure = "\n <![if !supportMisalignedColumns]>\n <tr height=0>\n  <td width=120></td>\n </tr>\n <![endif]>"
    return f"\n<table class=MsoNormalTable border=1 cellspacing=0 cellpadding=0>{written}{measure}\n</table>\n"


def _cell(cell: Cell) -> str:
    spans = "".join(f" {name}={n}" for name, n in (("rowspan", cell.row_span), ("colspan", cell.column_span)) if n > 1)
    inner = "".join(map(_block, cell.blocks)) or "\n  <p class=MsoNormal><o:p>&nbsp;</o:p></p>"
    return f"\n  <td width=120{spans} style='width:90.0pt;border:solid windowtext 1.0pt'>{inner}\n  </td>"


def _text(text: str) -> str:
    told = html.escape(text).replace("\n", "<br>\n").replace("\t", "<span style='mso-tab-count:1'>&nbsp;&nbsp; </span>")
    for mark, letter in (("☑", "R"), ("☐", "&pound;")):
        told = told.replace(mark, _BOX.format(letter=letter))
    return told.replace("  ", "<span style='mso-spacerun:yes'>&nbsp; </span>")


def word_2003(data: bytes) -> bytes:
    """As "Word 2003 XML document": the older spelling, no content controls, drawings in VML alone, changes in annotations."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        root = etree.fromstring(package.read("word/document.xml"))
    for element in list(root.iter("{*}AlternateContent", "{*}sdt")):
        kept = next(element.iterchildren("{*}Fallback", "{*}sdtContent"), None)
        parent = element.getparent()
        assert parent is not None
        at = parent.index(element)
        parent[at : at + 1] = list(kept) if kept is not None else []
    text = etree.tostring(root, encoding="unicode")
    for old, new in _OLDER:
        text = re.sub(old, new, text)
    body = text[text.index("<w:body") : text.index("</w:body>")]
    return f"{_OLD_ROOT}{body}</w:body></w:wordDocument>".encode()


_OLD_ROOT = (
    '<?xml version="1.0"?>\n<?mso-application progid="Word.Document"?>\n'
    '<w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:aml="http://schemas.microsoft.com/aml/2001/core">'
)
_OLDER = (
    (r' xmlns:\w+="[^"]*"', ""), (r' (?!w:|v:|o:)\w+:\w+="[^"]*"', ""), ("<w:vMerge", "<w:vmerge"),
    (r"<w:(ins|del) [^>]*[^/>]>", lambda m: f'<aml:annotation w:type="Word.{_CHANGES[m[1]]}"><aml:content>'),
    (r"</w:(?:ins|del)>", "</aml:content></aml:annotation>"), ("(</?)w:hyperlink", r"\1w:hlink"),
)  # fmt: skip
_CHANGES = {"ins": "Insertion", "del": "Deletion"}
