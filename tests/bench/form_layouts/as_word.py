"""Turns a layout into a Word file, written as markup so that any trait of real forms can be had."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from xml.sax.saxutils import escape

from tests.bench.form_layouts.labels import FONTS
from tests.bench.form_layouts.model import Cell, Layout, Para, Picture, Run, Table, plain

WIDE = 9070
"""The width of the text on the page, in twentieths of a point."""
_NAMES = ('xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
          'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
          'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
          'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
          'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
          'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"')
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_TYPES = (f'{_HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
          '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
          '<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>'
          '<Override PartName="/word/document.xml" '
          'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>'
          '<Override PartName="/word/header1.xml" '
          'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"/>'
          '<Override PartName="/word/footer1.xml" '
          'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"/></Types>')
_RELATIONS = (f'{_HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
              '{kept}</Relationships>')
_RELATION = ('<Relationship Id="rId{number}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" '
             'Target="{target}"/>')
_PICTURE = ('<w:drawing><wp:inline><wp:extent cx="{wide}" cy="{high}"/><wp:docPr id="1" name="p"/><a:graphic><a:graphicData '
            'uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr><pic:cNvPr id="1" name="p"/>'
            '<pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="rId1"/><a:stretch><a:fillRect/></a:stretch>'
            '</pic:blipFill>'
            '<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{wide}" cy="{high}"/></a:xfrm><a:prstGeom prst="rect"/></pic:spPr>'
            '</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing>')


def docx(layout: Layout) -> bytes:
    """The bytes of the file; the same ones each time."""
    font, size = layout.style["font"], float(layout.style["size"])
    body = "".join(_apart(layout.blocks, font, size))
    margins = '<w:pgMar w:top="1440" w:right="1418" w:bottom="1440" w:left="1418"/>'
    marginal = '<w:headerReference w:type="default" r:id="rId2"/><w:footerReference w:type="default" r:id="rId3"/>'
    page = f'<w:sectPr>{marginal}<w:pgSz w:w="11906" w:h="16838"/>{margins}</w:sectPr>'
    head = plain(layout.style["head"], "", "center", 9)
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in (
            ("[Content_Types].xml", _TYPES), ("_rels/.rels", _related(("officeDocument", "word/document.xml"))),
            ("word/_rels/document.xml.rels", _related(
                ("image", "media/p.png"), ("header", "header1.xml"), ("footer", "footer1.xml"))),
            ("word/header1.xml", f"{_HEAD}<w:hdr {_NAMES}>{_block(head, font, size)}</w:hdr>"),
            ("word/footer1.xml", f"{_HEAD}<w:ftr {_NAMES}>{_numbered(layout.style['foot'])}</w:ftr>"),
            ("word/document.xml", f"{_HEAD}<w:document {_NAMES}><w:body>{body}{page}</w:body></w:document>"),
        ):
            package.writestr(zipfile.ZipInfo(name), text)
        package.writestr(zipfile.ZipInfo("word/media/p.png"), _photo())
    return held.getvalue()


def _related(*targets: tuple[str, str]) -> str:
    return _RELATIONS.format(kept="".join(
        _RELATION.format(number=at, kind=kind, target=target) for at, (kind, target) in enumerate(targets, 1)))


def _numbered(words: str) -> str:
    """A foot with the page's number in the place of #."""
    before, number, behind = words.partition("#")
    field = '<w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>' if number else ""
    text = '<w:r><w:t xml:space="preserve">{}</w:t></w:r>'
    return f'<w:p><w:pPr><w:jc w:val="center"/></w:pPr>{text.format(before)}{field}{text.format(behind)}</w:p>'


def _apart(blocks: Sequence[Para | Table | Picture], font: str, size: float) -> list[str]:
    """The blocks' markup; two tables have an empty paragraph between them, for else they were one."""
    made, table = [], False
    for block in blocks:
        if isinstance(block, Table):
            if table:
                made.append("<w:p/>")
            made.append(_table(block, font, size, WIDE))
        else:
            made.append(_block(block, font, size))
        table = isinstance(block, Table)
    return made


def _block(block: Para | Picture, font: str, size: float) -> str:
    if isinstance(block, Picture):
        return f"<w:p><w:r>{_PICTURE.format(wide=720000, high=960000)}</w:r></w:p>"
    at = block.size if block.size != 10.5 else size
    far = f'w:firstLineChars="{100 * block.indent}" w:firstLine="{round(20 * at * block.indent)}"'
    indent = f"<w:ind {far}/>" if block.indent else ""
    runs = "".join(_run(run, font, at) for run in block.runs)
    return f'<w:p><w:pPr>{indent}<w:jc w:val="{block.align}"/></w:pPr>{runs}</w:p>'


def _run(run: Run, font: str, size: float) -> str:
    if "c" in run.look:
        state = int(run.text == "☒")
        return (f'<w:sdt><w:sdtPr><w14:checkbox><w14:checked w14:val="{state}"/></w14:checkbox></w:sdtPr><w:sdtContent>'
                f'{_run(Run(run.text), font, size)}</w:sdtContent></w:sdt>')
    face = next(other for other in FONTS if other != font) if "k" in run.look else font
    marks = "".join(tag for sign, tag in (("b", "<w:b/>"), ("i", "<w:i/>"), ("u", '<w:u w:val="single"/>'),
                                           ("^", '<w:vertAlign w:val="superscript"/>')) if sign in run.look)
    face = f'<w:rFonts w:ascii="{face}" w:hAnsi="{face}" w:eastAsia="{face}"/>'
    look = f'<w:rPr>{face}{marks}<w:sz w:val="{round(2 * size)}"/></w:rPr>'
    parts = run.text.split("\t")
    text = "<w:tab/>".join(f'<w:t xml:space="preserve">{escape(part)}</w:t>' for part in parts)
    return f"<w:r>{look}{text}</w:r>"


def _table(table: Table, font: str, size: float, wide: int) -> str:
    total = sum(table.widths)
    widths = [round(wide * min(1, 100 / total) * width / 100) for width in table.widths]
    sides = "".join(f'<w:{side} w:val="single" w:sz="4"/>' for side in {
        "all": ("top", "left", "bottom", "right", "insideH", "insideV"), "rows": ("top", "bottom", "insideH")}.get(table.rules,
        ()))
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    rows: list[str] = []
    open_cells: dict[int, tuple[Cell, int]] = {}
    for number, row in enumerate(table.rows):
        made, at, left = [], 0, list(row)
        while at < len(widths) and (left or at in open_cells):
            if at in open_cells:
                cell, rest = open_cells.pop(at)
                if rest > 1:
                    open_cells[at] = cell, rest - 1
                made.append((at, cell, '<w:vMerge/>', True))
            else:
                cell = left.pop(0)
                merge = '<w:vMerge w:val="restart"/>' if cell.down > 1 else ""
                if cell.down > 1:
                    open_cells[-1 - at] = cell, cell.down - 1
                made.append((at, cell, merge, False))
            at += cell.span
        assert not left, (number, at, widths)
        open_cells = {(-1 - key if key < 0 else key): kept for key, kept in open_cells.items()}
        rows.append("<w:tr>" + "".join(_cell(cell, widths[at : at + cell.span], merge, below, font, size)
                                       for at, cell, merge, below in made) + "</w:tr>")  # fmt: skip
    return (f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblBorders>{sides}</w:tblBorders>'
            f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{columns}</w:tblGrid>{"".join(rows)}</w:tbl>')


def _cell(cell: Cell, widths: Sequence[int], merge: str, below: bool, font: str, size: float) -> str:
    line = '<w:tcBorders><w:bottom w:val="single" w:sz="4"/></w:tcBorders>' if cell.line else ""
    shade = '<w:shd w:val="clear" w:color="auto" w:fill="E7E6E6"/>' if cell.shade else ""
    span = f'<w:gridSpan w:val="{cell.span}"/>' if cell.span > 1 else ""
    made = [] if below else [_table(block, font, size, sum(widths) - 300) if isinstance(block, Table) else _block(block, font,
    size)
                             for block in cell.blocks]
    if not made or not made[-1].endswith("</w:p>"):
        made.append("<w:p/>")
    return (f'<w:tc><w:tcPr><w:tcW w:w="{sum(widths)}" w:type="dxa"/>{span}{merge}{line}{shade}<w:vAlign w:val="{cell.valign}"/>'
            f'</w:tcPr>{"".join(made)}</w:tc>')


def _photo() -> bytes:
    """A small gray picture of a head."""
    from PIL import Image, ImageDraw

    picture = Image.new("RGB", (90, 120), (214, 224, 236))
    drawn = ImageDraw.Draw(picture)
    drawn.ellipse((28, 20, 62, 62), fill=(120, 100, 90))
    drawn.pieslice((12, 64, 78, 150), 180, 360, fill=(60, 70, 110))
    held = io.BytesIO()
    picture.save(held, "PNG")
    return held.getvalue()
