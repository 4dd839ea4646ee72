"""Turns contents of cells into the rows of one ruled table, and a field whose answers are rows into its heads and a few rows that
Word repeats."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from lxml import etree

from config.model import FieldKind, Form
from parsers.forms.by_tags.tags import column_part, heads, tag
from reports.blank_form.controls import Controls, paragraph, run
from reports.blank_form.table_rows import Asked

UNITS, WIDTH = 60, 9070
"""Columns of the table's grid, of which a cell spans as many as it is wide, and its width in twentieths of a point."""
FIRST_ROWS = 4
"""Rows that the blank form has for answers; Word adds more."""
_NARROW = 12
"""Width of the first columns of a schedule."""


def row_of(*cells: tuple[int, list[etree._Element]]) -> etree._Element:
    """A row of cells, each with its width in columns of the grid and its content."""
    row = parse_xml(f"<w:tr {nsdecls('w')}/>")
    for units, content in cells:
        cell = parse_xml(f'<w:tc {nsdecls("w")}><w:tcPr><w:tcW w:w="{units * WIDTH // UNITS}" w:type="dxa"/>'
                         f'<w:gridSpan w:val="{units}"/><w:vAlign w:val="center"/></w:tcPr></w:tc>')
        cell.extend(content or [paragraph(())])
        row.append(cell)
    return row


def table(rows: Iterable[etree._Element]) -> etree._Element:
    """The table of these rows."""
    edges = "".join(f'<w:{edge} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
                    for edge in ("top", "left", "bottom", "right", "insideH", "insideV"))
    columns = f'<w:gridCol w:w="{WIDTH // UNITS}"/>' * UNITS
    made = parse_xml(f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblW w:w="{WIDTH}" w:type="dxa"/><w:jc w:val="center"/>'
                     f'<w:tblBorders>{edges}</w:tblBorders><w:tblLayout w:type="fixed"/></w:tblPr>'
                     f"<w:tblGrid>{columns}</w:tblGrid></w:tbl>")
    made.extend(rows)
    return made


def heads_and_rows(controls: Controls, form: Form, asked: Asked) -> list[etree._Element]:
    """The row of heads of a field whose answers are rows, and the rows, which Word repeats. Where the label is none of the heads
    it heads a column of its own, in which the rows are counted."""
    printed = heads(form, asked.field)
    counted = asked.field.kind == FieldKind.TABLE and asked.slot.label not in printed
    first = [asked.slot.label] if counted else []
    widths = _widths(asked.field.kind, len(printed), counted)
    labels = [[paragraph((run(words),), "center")] for words in (*first, *printed)]
    head = row_of(*zip(widths, labels, strict=True))
    rows = []
    for number in range(1, FIRST_ROWS + 1):
        cells = [[paragraph((run(str(number)),), "center")]] if counted else []
        for words in printed:
            one = controls.words(tag(form, asked.field.key, asked.place, column_part(words)), words)
            cells.append([paragraph((one,))])
        rows.append(row_of(*zip(widths, cells, strict=True)))
    return [head, controls.repeated(asked.slot.label, rows)]


def _widths(kind: FieldKind, columns: int, counted: bool) -> list[int]:
    """Widths of the columns that fill the table; the last column of a schedule is what is left of it."""
    if kind == FieldKind.SCHEDULE and 1 < columns <= UNITS // _NARROW:
        return [*[_NARROW] * (columns - 1), UNITS - _NARROW * (columns - 1)]
    every = columns + counted
    edges = [UNITS * n // every for n in range(every + 1)]
    return [b - a for a, b in pairwise(edges)]


