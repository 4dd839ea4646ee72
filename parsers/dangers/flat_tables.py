"""Turns a spreadsheet that is a web page or one XML file (Excel 2003's) into the risks of its formulas and links."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from parsers.dangers.formulas import in_formula, of_cell, of_link
from parsers.formats.web.source import decode

MOST = 16 << 20
_CELL = re.compile(r"<(?:td|th)\b[^<>]{0,2000}>(?:\s|<[^/<>]{1,300}>){0,20}([=+@][^<]{3,8192})<", re.IGNORECASE)
_FORMULA = re.compile(r"\b(?:x:fmla|ss:Formula|ss:ArrayRange)\s*=\s*(?:\"([^\"]{2,8192})\"|'([^']{2,8192})')", re.IGNORECASE)
_LINK = re.compile(r"\bss:HRef\s*=\s*(?:\"([^\"]{3,4000})\"|'([^']{3,4000})')", re.IGNORECASE)
_OF_EXCEL = b"urn:schemas-microsoft-com:office:spreadsheet"


def in_page(data: bytes) -> Iterator[str]:
    """The risks of the cells of a page that a spreadsheet program opens, because of its name."""
    text = decode(data[:MOST])
    for cell in _CELL.findall(text):
        yield from of_cell(html.unescape(cell))
    yield from _formulas(text)


def in_workbook(data: bytes) -> Iterator[str]:
    """The risks of a workbook in one XML file; other XML has none."""
    if _OF_EXCEL not in data[: 1 << 16].replace(b"\0", b""):
        return
    text = decode(data[:MOST])
    yield from _formulas(text)
    for double, single in _LINK.findall(text):
        yield from of_link(html.unescape(double or single))


def _formulas(text: str) -> Iterator[str]:
    for double, single in _FORMULA.findall(text):
        yield from in_formula(html.unescape(double or single))
