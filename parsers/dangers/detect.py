"""Turns the bytes, name and true type of any file into the risks in it, with all files inside it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from parsers.dangers import (
    compound,
    flat_tables,
    formulas,
    office_package,
    open_document,
    pdf,
    programs,
    rich_text,
    web_page,
)
from parsers.dangers.budget import DEEPEST, SearchBudget, Spent
from parsers.formats import risks
from parsers.formats.program_names import suffix
from parsers.formats.sniff import FLAT_ODT, FLAT_WORD, HTML, MHT, OCTETS, OFFICE, PDF, RTF, TEXT, WORD_2003, sniff

_SHEET = (b"\x09\x02", b"\x09\x04", b"\x09\x00", b"\x09\x08")
_PACKAGES = ("application/vnd.openxmlformats", "application/vnd.oasis.opendocument.")
_TEXTS = (TEXT, OCTETS, "application/xml")
_TABLES = ("csv", "tsv", "tab", "prn", "xls", "xlt", "xlsx", "xlsm", "xlsb", "et", "ett", "ods", "")
"""Suffixes of what spreadsheet programs open, text or not."""
_PAGES = ("html", "htm", "xhtml", "xht", "shtml", "shtm", "svg", "mht", "mhtml", "xsl", "xslt", "hta", "htc")
"""Suffixes of what browsers open."""
_ONLY_READ = ("txt", "md", "log", "csv", "tsv", "json", "ini", "tex", "bib", "yml", "yaml", "toml")
"""Suffixes of what is shown as the text that it is."""
_SCRIPT = re.compile(rb"<script\b[^<>]{0,1000}>", re.IGNORECASE)
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def dangers(data: bytes, media_type: str, name: str = "") -> tuple[str, ...]:
    """The risks in these bytes, in the order of `risks.RISKS`; `media_type` is what `sniff` returned for them, `name` the file's,
    by which programs choose what plain text is. What breaks off or is locked gives what is seen of it. Never raises for what is
    in a file."""
    search = _Search()
    try:
        found = set(search.file(data, media_type, 0, name))
    except MemoryError:
        raise
    except Exception:  # Spent, or what broke on hostile bytes: staff are told, and the mail goes on
        found = {*search.found, risks.UNCHECKED}
    return tuple(risk for risk in risks.RISKS if risk in found)


class _Search:
    """One file with those inside it, which share one budget."""

    def __init__(self) -> None:
        self.budget = SearchBudget()
        self.found: set[str] = set()

    def file(self, data: bytes, media_type: str, depth: int, name: str) -> Iterator[str]:
        """The risks in these bytes. Raises Spent."""
        for risk in self._by_kind(data, media_type, depth, name):
            self.found.add(risk)
            yield risk

    def _by_kind(self, data: bytes, media_type: str, depth: int, name: str) -> Iterator[str]:
        def inside(content: bytes, own: str) -> Iterator[str]:
            self.budget.take(0)
            kind = sniff(content)
            if programs.what_runs(own, content, kind):
                yield risks.PROGRAM
            if depth < DEEPEST:
                yield from self.file(content, kind, depth + 1, own)
            elif kind != OCTETS:
                raise Spent

        ends = suffix(name)
        if media_type == PDF:
            yield from pdf.in_pdf(data, self.budget, inside)
        elif media_type == OFFICE or (media_type.startswith(_PACKAGES) and media_type != FLAT_ODT):
            yield from office_package.in_package(data, self.budget, inside)
        elif data.startswith(_COMPOUND):
            yield from compound.in_compound(data, self.budget, inside)
        elif media_type == RTF:
            yield from rich_text.in_rich_text(data, inside)
        elif media_type in (HTML, MHT):
            yield from web_page.in_web_page(data, media_type == MHT)
            yield from flat_tables.in_page(data) if ends in _TABLES else ()
        elif media_type == "message/rfc822":
            yield from web_page.in_mail(data)
        elif media_type in (FLAT_WORD, WORD_2003):
            yield from web_page.in_flat_office(data)
        elif data[:2] in _SHEET and data[6:8] == b"\x40\0":
            yield risks.MACRO_SHEET
        elif media_type in (FLAT_ODT, *_TEXTS):
            yield from self._text(data, media_type, ends)

        if ends in _PAGES and media_type not in (HTML, MHT, *_TEXTS) and _SCRIPT.search(data):
            yield risks.SCRIPT  # a picture, PDF or archive by its first bytes, which browsers take for a page

    def _text(self, data: bytes, media_type: str, ends: str) -> Iterator[str]:
        """What is XML or plain text by its bytes: programs take it for what its suffix says, or what stands in it."""
        if media_type != TEXT:
            yield from open_document.in_open_document(web_page.unwidened(data[: web_page.MOST]).decode("utf-8", "ignore"))
            yield from flat_tables.in_workbook(data)
            yield from web_page.declared(data)
        elif ends in _TABLES:
            yield from formulas.in_table(data)
        if ends in _PAGES or (ends not in _ONLY_READ and web_page.shown_by_browsers(data)):
            yield from web_page.in_web_page(data, ends in ("mht", "mhtml"))
