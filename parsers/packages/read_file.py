"""Turns one File into one PackageFile: read, identified, filled, and with its role. The only place where Unreadable is caught."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from config.model import Form, Guide
from parsers.dangers import dangers, what_runs
from parsers.formats.electronic_seals import electronic_seals
from parsers.formats.image.picture_sizes import NOTE as SMALL
from parsers.formats.image.picture_sizes import PAGES_INSIDE, small
from parsers.formats.registry import read, sniff
from parsers.formats.sniff import DOC, DOCX, OFD, PDF
from parsers.formats.unread_words import unread_words
from parsers.forms.form_records import FORM_ROLES, form_records
from parsers.forms.identify import identify
from parsers.model.document import Document, Medium, paragraphs
from parsers.model.electronic_seal import seal_notes
from parsers.model.file import File, Trouble, TroubleKind, Unreadable
from parsers.model.mail import Head
from parsers.model.package import PackageFile, Role
from parsers.model.seal import StampKind
from parsers.ocr.scan_budget import ScanBudget
from parsers.packages.package_facts import recommenders
from parsers.packages.read_scans import Seen, seen
from parsers.packages.roles import role_by_name, role_of_scan, role_of_text
from parsers.packages.saved_dates import saved
from parsers.seals.electronic import electronically_sealed, with_drawn_seals
from parsers.seals.form_seals import signed
from parsers.values.classification_marks import NOTE, marked

if TYPE_CHECKING:
    from parsers.ocr.scanned_file import Scan

TEXT_START = 2000
SIGNED_ALONE = "只含承诺、意见等签章页，不是完整的申报书扫描件"
PICTURED = "文件中只有图片，按扫描件识别"
MOST_PARAGRAPHS = 20_000
NEVER_A_FORM = (
    "application/vnd.openxmlformats-officedocument.spreadsheetml",
    "application/vnd.openxmlformats-officedocument.presentationml",
    "application/vnd.ms-excel",
    "application/vnd.ms-powerpoint",
    "message/",
    "application/ms-tnef",  # a letter with only words: one with attachments is opened before
    "application/vnd.ms-outlook",
    "video/",
    "audio/",
)
"""Types that no application form has: listed with a role, not read, and not reported as trouble."""
WORDLESS = ("video/", "audio/", "image/", "application/octet-stream")


def read_file(file: File, guide: Guide, budget: ScanBudget | None = None, given: Role | None = None) -> PackageFile:
    """The file as the package holds it. A file that cannot be read, or that would run if it were opened, has role "refused" and
    says why in `trouble`; what in a readable one could harm is in `notes`. Pictures of paper are read as far as `budget` allows;
    `given`: the role that a person gave it."""
    media_type = sniff(file.data) if file.data else "application/octet-stream"
    if file.trouble is None and (runs := what_runs(file.name, file.data, media_type)):
        return _refused(file, media_type, Trouble(TroubleKind.DANGEROUS, f"{runs}，未打开"))
    as_read = _read(file, media_type, guide, budget, given)
    risks = tuple(risk for risk in dangers(file.data, media_type, file.name) if risk not in as_read.notes)
    return replace(as_read, notes=as_read.notes + risks) if risks else as_read


def _read(file: File, media_type: str, guide: Guide, budget: ScanBudget | None, given: Role | None) -> PackageFile:
    if file.trouble is not None:
        return _refused(file, media_type, file.trouble)
    if media_type.startswith(NEVER_A_FORM):
        notes = ("此类文件不作读取", *_mark_in(file.data, media_type))
        role = given or role_by_name(file.name)
        return PackageFile(file.name, file.sha256, file.size, role, media_type, file.source, notes=notes)
    if media_type.startswith("image/") and small(file.data):
        role = given or Role.OTHER
        return PackageFile(file.name, file.sha256, file.size, role, media_type, file.source, pages=1, notes=(SMALL,))
    try:
        document = read(file.data, media_type)
        if given is None and (pictured := _pictured(file, media_type, document, guide, budget)) is not None:
            return pictured
        with seen(((file.data, media_type),), file.name, document, guide, budget) as paper:
            return read_seen(file, media_type, paper, guide, budget, given)
    except Unreadable as unreadable:
        return _refused(file, media_type, unreadable.trouble)


def link_files(head: Head) -> tuple[PackageFile, ...]:
    """Files behind links of the mail's body: named, never fetched, and told apart by their address."""
    return tuple(
        PackageFile(
            link.name or f"云附件（{link.provider or '链接'}）", hashlib.sha256(link.url.encode()).hexdigest(), 0, Role.REFUSED,
            "application/octet-stream", trouble=Trouble(TroubleKind.EXTERNAL, link.provider or "云附件链接"),
            notes=(link.size_and_expiry, f"未下载：{link.url[:500]}") if link.size_and_expiry else (f"未下载：{link.url[:500]}",),
        )
        for link in head.links
    )  # fmt: skip


def _pictured(file: File, media_type: str, document: Document, guide: Guide, budget: ScanBudget | None) -> PackageFile | None:
    """A Word file that holds only pictures of the pages of a form, read as a scan; None for any other."""
    if budget is None or media_type not in (DOCX, DOC):
        return None
    from parsers.formats.word.pictures import pages_in

    pages = pages_in(file.data, media_type, document)
    if not pages:
        return None
    unread = Document(Medium.OCR, (), len(pages), text_layer=False)
    with suppress(Unreadable), seen(pages, file.name, unread, guide, budget) as paper:
        if identify(paper.document, guide.forms) is not None:
            read_ = read_seen(file, media_type, paper, guide, budget)
            return replace(read_, notes=(*read_.notes, PICTURED))
    return None


def read_seen(
    file: File, media_type: str, paper: Seen, guide: Guide, budget: ScanBudget | None, given: Role | None = None
) -> PackageFile:
    """The file as the package holds it, from what was read of it."""
    document, electronic = paper.document, electronic_seals(file.data, media_type)
    texts = [paragraph.text for paragraph in islice(paragraphs(document.blocks), MOST_PARAGRAPHS)]
    sure = budget.settings.sure if budget else 0.0
    filled = form_records(document, file.name, guide, given, sure)
    form = filled.form
    start = "\n".join(text for text in texts if text.strip())[:TEXT_START]
    secret = (NOTE,) if any(map(marked, texts)) else ()
    pages = (PAGES_INSIDE,) if form is not None and _holds_pages(file.data, media_type) else ()
    as_read = PackageFile(
        file.name, file.sha256, file.size,
        given or FORM_ROLES[document.medium] if form else given or _role(file.name, start, document, media_type, guide),
        media_type, file.source, document.pages, document.text_layer, next(iter(filled.records), None),
        notes=document.notes + filled.notes + secret + pages + seal_notes(electronic),
        text_start=start, saved=saved(file.data, media_type) if form else "",
        unread=document.unread if form else (), further=filled.records[1:], piece=filled.piece,
        electronic=electronic,
    )  # fmt: skip
    if form is not None and (given is None or given in FORM_ROLES.values()):
        on_paper = signed(as_read, paper.scan, form, guide, recommenders(guide)) if paper.scan is not None else as_read
        sealed = electronically_sealed(on_paper, document, form)
        typed = document.medium == Medium.PDF and media_type in (PDF, OFD)
        return with_drawn_seals(sealed, document, form, (file.data, media_type)) if typed and budget is not None else sealed
    if paper.scan is None or (given is not None and given not in FORM_ROLES.values()):
        return as_read
    return _alone(as_read, paper.scan, paper.signs, guide, given) if paper.signs is not None else as_read


def _holds_pages(data: bytes, media_type: str) -> bool:
    if media_type != DOCX or b"/media/" not in data:
        return False
    from parsers.formats.word.pictures import holds_pages

    return holds_pages(data)


def _alone(file: PackageFile, scan: Scan, form: Form, guide: Guide, given: Role | None) -> PackageFile:
    """Signed pages without the rest of the form; whose seals are on them is noted too."""
    page = signed(replace(file, role=given or Role.FORM_SCAN), scan, form, guide)
    seals = [stamp.text for stamp in page.stamps if stamp.text and stamp.kind == StampKind.SEAL]
    return replace(page, text_start="\n".join((page.text_start, *seals)), notes=(*page.notes, SIGNED_ALONE))


def _role(name: str, start: str, document: Document, media_type: str, guide: Guide) -> Role:
    if document.text_layer is False:
        return role_of_scan(name, document.pages, media_type, start, [form.name for form in guide.forms])
    return role_of_text(name, start)


def _refused(file: File, media_type: str, trouble: Trouble) -> PackageFile:
    notes = _mark_in(file.data, media_type) if trouble.kind == TroubleKind.UNSUPPORTED else ()
    return PackageFile(file.name, file.sha256, file.size, Role.REFUSED, media_type, file.source, trouble=trouble, notes=notes)


def _mark_in(data: bytes, media_type: str) -> tuple[str, ...]:
    """The note of a classification mark, which is looked for in the words of files that are not read, too."""
    return (NOTE,) if not media_type.startswith(WORDLESS) and marked(unread_words(data)) else ()
