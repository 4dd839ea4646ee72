"""Turns the formulas of a spreadsheet, or the cells of a table written as text (.csv), into what calculating or clicking them
would start, load or send."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from parsers.dangers.budget import Spent
from parsers.formats import risks
from parsers.formats.link_targets import of_the_web, on_share, on_web, runs_a_file, starts_something
from parsers.formats.web.source import decode

LONGEST = 8_192
"""Characters of one formula, as many as Excel allows."""
MOST_TEXT, MOST_IN_CELLS = 16 << 20, 4 << 20
_STRING = re.compile(r'"((?:[^"]|""){0,8192})"')
_DDE = re.compile(
    r"(?<![\w'])[A-Z][\w.]{0,60}\|(?:'[^'\n]{0,1000}'|[\w.\\:/-]{1,200})!['\w$]"
    r"|(?<![\w'])'[A-Z][\w.]{0,60}\|[^'\n]{0,1000}'!['\w$]", re.IGNORECASE | re.ASCII,
)  # fmt: skip
_DDE_CALLED = re.compile(r"(?<![\w.])DDE\s*\(", re.IGNORECASE)
_CALLED = re.compile(r"(?<![\w.])(?:CALL|EXEC|REGISTER(?:\.ID)?)\s*\(", re.IGNORECASE)
_SENDING = re.compile(
    r"(?<![\w.])(?:_xlfn\.|COM\.MICROSOFT\.)?(?:WEBSERVICE|IMPORT(?:XML|DATA|HTML|FEED|RANGE))\s*\(", re.IGNORECASE
)
_TARGETED = re.compile(r'(?<![\w.])(?:_xlfn\.)?(HYPERLINK|IMAGE)\s*\(\s*"((?:[^"]|""){1,4000})"(\s*&)?', re.IGNORECASE)
_OTHER_BOOK = re.compile(r"'((?:\\\\|//|file:)[^'\[\]\n]{2,1000})\[", re.IGNORECASE)
_CHARACTER = re.compile(r"(?<![\w.])(?:UNI)?CHAR\s*\(\s*(\d{2,3})\s*\)", re.IGNORECASE)
_JOINED = re.compile(r'(?<!")"\s*&\s*"(?!")')
_SCRIPTED = re.compile(r"\s*(?:javascript|vbscript)\s*:(?!\s*(?:void\(0\)?|;)?;?\s*$)", re.IGNORECASE)
_TELLING = re.compile(r"\||HYPERLINK|WEBSERVICE|DDE|IMPORT|CALL|EXEC|REGISTER|IMAGE|'(?:\\\\|//|file:)", re.IGNORECASE)
_CELL = re.compile(r"(?:^|[,;\t|])[\"'\s]{0,20}[=+\-@]")


def in_formula(formula: str) -> Iterator[str]:
    """The risks of one formula, without regard to whether it begins with "=". An address of the web behind a link is none."""
    formula = formula[:LONGEST]
    if not _TELLING.search(formula):
        return
    bare = _STRING.sub('""', formula)
    if _DDE.search(bare) or _DDE_CALLED.search(bare):
        yield risks.DDE
    if _CALLED.search(bare):
        yield risks.LAUNCH
    if _SENDING.search(bare):
        yield risks.SENDS
    if any(on_share(book) for book in _OTHER_BOOK.findall(bare)):
        yield risks.SHARE
    written = _JOINED.sub("", _CHARACTER.sub(lambda code: f'"{chr(int(code[1]))}"', formula))
    for function, target, _ in _TARGETED.findall(written):
        yield from of_link(target, clicked=function.upper() == "HYPERLINK")


def of_link(target: str, clicked: bool = True) -> Iterator[str]:
    """The risks of where a cell leads when somebody clicks on it, or of what it shows by itself."""
    if on_share(target) and not (clicked and of_the_web(target)):
        yield risks.SHARE
    if clicked and (starts_something(target) or runs_a_file(target) or _SCRIPTED.match(target)):
        yield risks.LAUNCH


def in_table(data: bytes) -> Iterator[str]:
    """The risks in a table written as text: cells that begin as a formula does, also behind blanks and quotes and with signs of
    double width. A negative number, a telephone number or a hyphen before words is none. Raises Spent."""
    left = MOST_IN_CELLS
    for line in decode(data[:MOST_TEXT]).splitlines():
        if not _TELLING.search(line):
            continue
        line = unicodedata.normalize("NFKC", line)
        for found in _CELL.finditer(line):
            cell = line[found.end() - 1 : found.end() + LONGEST]
            left -= len(cell) + 20
            if left < 0:
                raise Spent
            yield from of_cell(cell)


def of_cell(cell: str) -> Iterator[str]:
    """The risks of a cell's words where they are a formula; quotes may be doubled."""
    yield from in_formula(cell)
    if '""' in cell:
        yield from in_formula(cell.replace('""', '"'))
    if any(on_web(target) and joined for _, target, joined in _TARGETED.findall(cell.replace('""', '"'))):
        yield risks.SENDS
