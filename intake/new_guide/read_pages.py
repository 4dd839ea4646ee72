"""Turns one form into what a trial of a guide shows of it: the case that was read, and pictures of its pages with the places of
its fields. Runs inside the sandbox; of a Word file LibreOffice makes the pages."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from time import process_time

from config.model import Guide, ScanSettings
from parsers.checks.engine import check
from parsers.checks.rule import Circumstances
from parsers.formats.legacy import libreoffice
from parsers.formats.registry import sniff
from parsers.model.file import File, Unreadable
from parsers.model.package import Package
from parsers.ocr.page_images import PageImages, boxes, jpeg
from parsers.ocr.page_images.boxes import READABLE
from parsers.ocr.scan_budget import scan_budget
from parsers.packages.gather import packages_of_document
from reports.case import Case
from reports.case_status import status
from reports.guide_trial import FormSeen, PageSeen

MOST_PAGES = 20
WIDTH = 1000
SUFFIXES = {"application/msword": "doc", "application/rtf": "rtf", "text/rtf": "rtf"}


def read_pages(data: bytes, name: str, guide: Guide, scans: ScanSettings, number: str) -> FormSeen:
    """The form in these bytes as it is read alone, with its pages. `number`: what its case is called in letters."""
    file = _file(name, data)
    budget = scan_budget(scans, guide, process_time)
    cases = [_case(package, guide, number) for package in packages_of_document(file, guide, budget)]
    trouble = next((read.trouble.detail or str(read.trouble.kind) for case in cases for read in case.package.files
                    if read.trouble), "")
    try:
        pages = () if trouble else _pages(file, cases, guide, scans)
    except Unreadable as unreadable:
        return FormSeen(name, tuple(cases), (), trouble, unreadable.trouble.detail or str(unreadable.trouble.kind))
    return FormSeen(name, tuple(cases), pages, trouble)


def _case(package: Package, guide: Guide, number: str) -> Case:
    findings = check(package, guide, Circumstances())
    return Case(number, package, findings, status(package, findings, guide.form(package.form)), package.category(guide))


def _pages(file: File, cases: Sequence[Case], guide: Guide, scans: ScanSettings) -> tuple[PageSeen, ...]:
    """Raises Unreadable where no pages can be made of it."""
    kind = sniff(file.data)
    read = [one for case in cases for one in case.package.files]
    if kind not in READABLE:
        suffix = SUFFIXES.get(kind, file.name.rpartition(".")[2].lower() or "docx")
        file = _file("pages.pdf", libreoffice.to_pdf(file.data, suffix))
        again = packages_of_document(file, guide, scan_budget(scans, guide, process_time))
        read, kind = [one for package in again for one in package.files], "application/pdf"
    found = [one for each in read for one in boxes(each, guide.form(each.record.form) if each.record else None)]
    transforms = tuple(one for each in read for one in each.transforms)
    with PageImages([(file.data, kind)], transforms) as images:
        pages = []
        for page in range(1, min(len(images), MOST_PAGES) + 1):
            picture = images.draw(page, WIDTH)
            high = round(1000 * picture.shape[0] / picture.shape[1])
            pages.append(PageSeen(page, jpeg(picture), high, tuple(one for one in found if one.page == page)))
        return tuple(pages)


def _file(name: str, data: bytes) -> File:
    return File(name, data, hashlib.sha256(data).hexdigest(), len(data))
