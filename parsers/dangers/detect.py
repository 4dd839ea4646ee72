"""Turns the bytes, name and true type of any file into the risks in it, with all files inside it."""

from __future__ import annotations

from collections.abc import Iterator

from parsers.dangers import compound, office_package, open_document, pdf, programs, rich_text, web_page
from parsers.dangers.budget import DEEPEST, SearchBudget, Spent
from parsers.formats import risks
from parsers.formats.sniff import FLAT_ODT, FLAT_WORD, HTML, MHT, OCTETS, OFFICE, PDF, RTF, WORD_2003, sniff

_SHEET = (b"\x09\x02", b"\x09\x04", b"\x09\x00", b"\x09\x08")
_PACKAGES = ("application/vnd.openxmlformats", "application/vnd.oasis.opendocument.")
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def dangers(data: bytes, media_type: str) -> tuple[str, ...]:
    """The risks in these bytes, in the order of `risks.RISKS`; `media_type` is what `sniff` returned for them. What breaks off
    or is locked gives what is seen of it. Never raises for what is in a file."""
    search = _Search()
    try:
        found = set(search.file(data, media_type, 0))
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

    def file(self, data: bytes, media_type: str, depth: int) -> Iterator[str]:
        """The risks in these bytes. Raises Spent."""
        for risk in self._by_kind(data, media_type, depth):
            self.found.add(risk)
            yield risk

    def _by_kind(self, data: bytes, media_type: str, depth: int) -> Iterator[str]:
        def inside(content: bytes, name: str) -> Iterator[str]:
            self.budget.take(0)
            kind = sniff(content)
            if programs.what_runs(name, content, kind):
                yield risks.PROGRAM
            if depth < DEEPEST:
                yield from self.file(content, kind, depth + 1)
            elif kind != OCTETS:
                raise Spent

        if media_type == PDF:
            yield from pdf.in_pdf(data, self.budget, inside)
        elif media_type == OFFICE or (media_type.startswith(_PACKAGES) and media_type != FLAT_ODT):
            yield from office_package.in_package(data, self.budget, inside)
        elif data.startswith(_COMPOUND):
            yield from compound.in_compound(data, self.budget, inside)
        elif media_type == RTF:
            yield from rich_text.in_rich_text(data, inside)
        elif media_type in (HTML, MHT) or b"<svg" in data[:4096]:
            yield from web_page.in_web_page(data, media_type == MHT)
        elif media_type in (FLAT_ODT, "application/xml"):
            yield from open_document.in_open_document(data[: web_page.MOST].decode("utf-8", "ignore"))
        elif media_type in (FLAT_WORD, WORD_2003):
            yield from web_page.in_flat_office(data)
        elif data[:2] in _SHEET and data[6:8] == b"\x40\0":
            yield risks.MACRO_SHEET
