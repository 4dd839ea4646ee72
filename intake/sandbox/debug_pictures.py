"""`check --debug`: the pages of every form that was read, as pictures with a frame round each thing found on them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from config.model import Guide
from intake.store.atomic_write import write_whole
from parsers.model.file import File, Unreadable
from parsers.model.package import Package, PackageFile
from parsers.ocr.page_images import Boxed, PageImages, boxed, boxes, form_pages, png
from parsers.ocr.page_images.boxes import Kind

WORDS = {Kind.FIELD: "栏目", Kind.TICK: "勾选", Kind.PART: "签章栏", Kind.SEAL: "公章", Kind.SIGNATURE: "签字", Kind.DATE: "日期"}
"""What is framed; the number found of each is reported."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A picture that was written: its path, the applicant's file and page it shows, and what is framed on it, in words."""

    path: Path
    name: str
    page: int
    shows: str


def page_pictures(packages: Sequence[Package], files: Sequence[File], guide: Guide, folder: Path) -> tuple[Drawn, ...]:
    """Writes one PNG a page of each scan and PDF of a form into the folder, which exists. The names are ours (role, digest,
    page). A file or page that cannot be drawn is left out. Raises OSError."""
    data = {file.sha256: file.data for file in files}
    papers = {file.sha256: file for package in packages for file in package.files if form_pages(file) and file.sha256 in data}
    return tuple(drawn for file in papers.values() for drawn in _drawn(file, data[file.sha256], guide, folder))


def _drawn(file: PackageFile, data: bytes, guide: Guide, folder: Path) -> Iterator[Drawn]:
    form = guide.form(file.record.form) if file.record is not None else None
    by_page: Mapping[int, list[Boxed]] = {page: [] for page in form_pages(file)}
    for one in boxes(file, form):
        by_page.get(one.page, []).append(one)
    try:
        with PageImages([(data, file.media_type)], file.transforms) as images:
            for page, mine in by_page.items():
                try:
                    picture = boxed(images.draw(page), mine)
                except (Unreadable, IndexError):
                    continue
                path = folder / f"{file.role}-{file.sha256[:8]}-{page:02}.png"
                write_whole(path, png(picture))
                yield Drawn(path, file.name, page, _shows(mine))
    except Unreadable:
        return


def _shows(framed: Sequence[Boxed]) -> str:
    counts = {word: sum(one.kind == kind for one in framed) for kind, word in WORDS.items()}
    return "、".join(f"{word}{count}处" for word, count in counts.items() if count) or "未识别到内容"
