"""Turns pictures of paper into Documents, and reads no more than needed: a form is recognised by its first pages and read to its
end; of anything else only the upper part of the first page, which says what it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from config.model import Form, Guide
from parsers.formats.sniff import OFD, PDF
from parsers.forms.identify import ends, identify, labelled, titled
from parsers.forms.page_order import begun, in_order, of_form
from parsers.model.document import Document, Medium, paragraphs
from parsers.model.file import Unreadable
from parsers.model.package import Role
from parsers.ocr.recognised_document import document_of
from parsers.ocr.scan_budget import ScanBudget
from parsers.packages.roles import names_form, role_by_name, role_of_title
from parsers.packages.signed_pages import MOST_PAGES, may_be_signed, signed_form

if TYPE_CHECKING:
    from parsers.formats.pdf.page_text import Page
    from parsers.ocr.scanned_file import Scan

FIRST_PAGES = 8
"""The first pages of a scan, on which a form must begin: behind recommendations, proof or blank pages at the latest."""
SIGNED = ("盖章", "签字", "承诺", "意见")
"""Words of pages that are searched once more, for seals and signatures."""
UNTOLD, MISSING = "扫描件，文字尚未识别", "本机没有文字识别程序，扫描件未识别"


@dataclass(frozen=True, slots=True)
class Seen:
    """A file as read, and its pages where they were read from pictures (None where none was): stamps are looked for on those.
    `signs`: the form of which these are only the signed pages."""

    document: Document
    scan: Scan | None = None
    signs: Form | None = None


@contextmanager
def seen(
    sources: Sequence[tuple[bytes, str]], name: str, document: Document, guide: Guide, budget: ScanBudget | None
) -> Iterator[Seen]:
    """The document with its pictures read as far as needed; its pages can be drawn until the context ends. Raises
    Unreadable where a file of pictures is damaged or too large."""
    pictures = (document.text_layer is False or document.unread) and all(map(_drawable, sources))
    if budget is None or budget.settings.pages == 0 or not pictures:
        yield Seen(document)
        return
    try:
        from parsers.ocr.scanned_file import Scan
    except ImportError:
        yield Seen(replace(document, notes=(*document.notes, MISSING)))
        return
    budget.next_file()
    with Scan(sources, budget.options, lambda words: any(word in words for word in SIGNED), budget.printed) as scan:
        scan.app_words = budget.settings.app_words
        signs = None
        if document.text_layer is False:
            read, signs = _paper(scan, name, document, guide, budget)
        else:
            read = _mixed(scan, sources[0], document, guide, budget)
        yield Seen(read, scan if scan.sheets else None, signs)


def _drawable(source: tuple[bytes, str]) -> bool:
    return source[1] in (PDF, OFD) or source[1].startswith("image/")


# --- scans ----------------------------------------------------------------------------------------------------------


def _paper(scan: Scan, name: str, document: Document, guide: Guide, budget: ScanBudget) -> tuple[Document, Form | None]:
    """The paper as far as needed; and the form, if the paper is only the signed pages of one."""
    first = _beginning(scan, name, guide, budget)
    if isinstance(first, Document):
        signed = _signed_alone(scan, name, first, guide, budget)
        return signed or (replace(first, pages=len(scan)), None)
    pages, unread, why = _read_on(scan, first, guide, budget)
    notes = (f"第{_numbers(unread)}页未识别（{why}）",) if unread else ()
    document = document_of(pages, len(scan), notes, tuple(unread))
    few = len(pages) <= MOST_PAGES and identify(document, guide.forms) is None
    return document, signed_form(document, guide.forms, name) if few else None  # a running head is not the beginning of a form


def _signed_alone(scan: Scan, name: str, glimpse: Document, guide: Guide, budget: ScanBudget) -> tuple[Document, Form] | None:
    """The pages of pledge and opinions where somebody sent these by themselves, read whole, and their form."""
    if not may_be_signed(name, glimpse):
        return None
    pages: list[Page] = []
    for number in range(1, 1 + min(MOST_PAGES, len(scan))):
        if budget.open:
            try:
                pages.append(scan.read(number).page)
            except Unreadable:
                continue
    document = document_of(pages, len(scan))
    form = signed_form(document, guide.forms, name)
    return (document, form) if form is not None else None


def _beginning(scan: Scan, name: str, guide: Guide, budget: ScanBudget) -> int | Document:
    """The page on which a form begins; or, where none does, the document of the first page's upper part."""
    first_page: Document | None = None
    certain = names_form(name)
    named_otherwise = role_by_name(name) != Role.OTHER and not certain
    for number in range(1, 1 + min(1 if named_otherwise else FIRST_PAGES, len(scan))):
        if not budget.open:
            break
        page = document_of([scan.glance(number).page], len(scan))
        if first_page is None:
            first_page = page
        if _shows_form(page, guide):
            return number
    return first_page or Document(Medium.OCR, (), len(scan), text_layer=False, notes=(UNTOLD,))


def _shows_form(page: Document, guide: Guide) -> bool:
    """Whether a page is one of a form. Another paper may still print a few of the form's labels (a list of recommended projects),
    or its name (a certificate on the project)."""
    role = role_of_title("\n".join(paragraph.text for paragraph in paragraphs(page.blocks)))
    if role in (Role.RECOMMENDATION, Role.EVIDENCE):
        return False
    return labelled(page, guide.forms) or (role is None and titled(page, guide.forms))


def _read_on(scan: Scan, first: int, guide: Guide, budget: ScanBudget) -> tuple[list[Page], list[int], str]:
    """The form's pages in its order: from its first in the file to the one that prints its last part, and those before where
    that was not all of it; the numbers of those that were not read, and why."""
    pages: list[Page] = []
    broken: list[int] = []
    ended = begins = False
    for number in (*range(first, len(scan) + 1), *range(first - 1, 0, -1)):
        behind = number >= first
        if not behind and ended and begins:
            break
        if len(pages) >= budget.settings.pages or not budget.open:
            limit = "页数" if len(pages) >= budget.settings.pages else "用时"
            left = range(number, len(scan) + 1) if behind else ()
            return _sorted(pages, guide), [*broken, *left], f"已达单个文件识别{limit}上限"
        if ended and not begins and number > first + FIRST_PAGES:
            continue  # of a file that began with the form's end, as much as of others is looked at for its beginning
        try:
            page = scan.read(number).page
        except Unreadable:
            broken.append(number)
            continue
        document = document_of([page], len(scan))
        if behind or of_form(document, guide.forms):
            pages.append(page)
        ended, begins = ended or ends(document, guide.forms), begins or begun([document], guide.forms)
        if behind and ended and begins:
            break
    return _sorted(pages, guide), broken, "图像无法显示"


def _sorted(pages: Sequence[Page], guide: Guide) -> list[Page]:
    given = sorted(pages, key=lambda page: page.number)
    return [given[number] for number in in_order([document_of([page], len(given)) for page in given], guide.forms)]


# --- a form of which some pages are pictures ------------------------------------------------------------------------


def _mixed(scan: Scan, source: tuple[bytes, str], document: Document, guide: Guide, budget: ScanBudget) -> Document:
    """The document, with its picture pages read, if it is a form; else unchanged: its text has already said what it is."""
    from parsers.formats.ofd import reader as ofd
    from parsers.formats.pdf import reader as pdf

    if identify(document, guide.forms) is None and not labelled(document, guide.forms) and not titled(document, guide.forms):
        return document
    pages: list[Page] = []
    for number in document.unread[: budget.settings.pages]:
        if budget.open:
            try:
                pages.append(scan.read(number).page)
            except Unreadable:
                continue
    reader = ofd if source[1] == OFD else pdf
    return reader.read(source[0], pages) if pages else document


def _numbers(pages: Sequence[int]) -> str:
    return "、".join(map(str, pages[:30])) + ("……" if len(pages) > 30 else "")
