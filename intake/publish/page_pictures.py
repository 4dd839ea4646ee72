"""Makes pictures of the pages of application forms, once for each file and in the sandbox, and keeps them under the file's
digest.

`pictures/<digest>/3.jpg` is page 3. leaves.json beside it lists the pages and is written last, so that a folder without it is
made again.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from config.model import LimitSettings, WorkerSettings
from intake.sandbox.confine import confine
from intake.store.atomic_write import write_whole
from intake.store.vault import Vault, private_folder
from intake.system_needs import lacking
from parsers.model.file import Unreadable
from parsers.model.page_transform import PageTransform
from reports.case import Case
from reports.pages import Leaf

EDITION = 2
"""Raised when the same page would be drawn differently."""
WIDTH = 1000
"""Width of a picture in pixels: print of 9 points can be read."""
LIST = "leaves.json"


@dataclass(frozen=True, slots=True)
class Job:
    """One file to draw: which of its pages, and the page transforms of those that were read from pictures."""

    sha256: str
    media_type: str
    pages: tuple[int, ...]
    transforms: tuple[PageTransform, ...] = ()


def jobs(case: Case) -> Iterator[Job]:
    """The forms of a case that have pages: scans, photographs and PDFs."""
    from parsers.ocr.page_images import form_pages

    for file in case.package.files:
        if pages := form_pages(file):
            yield Job(file.sha256, file.media_type, pages, file.transforms)


def draw(
    wanted: Iterable[Job], files: Vault, folder: Path, settings: WorkerSettings, limits: LimitSettings
) -> tuple[str, ...]:
    """Draws what is not there yet. A file that cannot be drawn, or that kills its worker, has no pictures and is not tried
    again before the next edition. Returns a line for each such file."""
    left = {job.sha256: job for job in wanted if kept(folder, job.sha256) is None and files.path(job.sha256).exists()}
    if not left:
        return ()
    if missing := lacking():
        return (f"本系统缺少 {'、'.join(missing)}，网页上没有页面图片。",)
    from intake.sandbox.pool import open_pool

    private_folder(folder)
    workers, faults = min(settings.processes, len(left)), []
    with open_pool(workers, confine, settings, limits) as pool:
        try:
            todo = [(pool.schedule(_draw, args=(job, files.path(job.sha256), folder / job.sha256[:16]),
                                   timeout=settings.timeout_seconds), job) for job in left.values()]
            for future, job in todo:
                try:
                    sizes = future.result()
                except Exception as error:  # whatever it was: only this file has no pictures
                    sizes = {}
                    faults.append(f"文件{job.sha256[:8]}未能画成图片（{type(error).__name__}），网页上只少它的图片。")
                _note(folder / job.sha256[:16], sizes)
        except BaseException:
            pool.stop()  # type: ignore[no-untyped-call]
            raise
    return tuple(faults)


def _draw(job: Job, source: Path, target: Path) -> dict[int, tuple[int, int]]:
    """Runs in a worker: draws the pictures of one file. Returns the size of each. A page that cannot be drawn is left out."""
    from parsers.ocr.page_images import PageImages, jpeg

    private_folder(target)
    sizes = {}
    with PageImages([(source.read_bytes(), job.media_type)], job.transforms) as images:
        for page in job.pages:
            try:
                picture = images.draw(page, WIDTH)
            except (Unreadable, IndexError):
                continue
            write_whole(target / f"{page}.jpg", jpeg(picture))
            sizes[page] = (picture.shape[1], picture.shape[0])
    return sizes


def _note(target: Path, sizes: dict[int, tuple[int, int]]) -> None:
    private_folder(target)
    write_whole(target / LIST, json.dumps({"edition": EDITION, "pages": sizes}).encode())


def kept(folder: Path, sha256: str) -> tuple[Leaf, ...] | None:
    """The existing pictures of a file, paths relative to the folder's parent; None: it was not drawn yet."""
    try:
        drawn = json.loads((folder / sha256[:16] / LIST).read_bytes())
        if drawn["edition"] != EDITION:
            return None
        return tuple(Leaf(sha256, int(page), f"{folder.name}/{sha256[:16]}/{int(page)}.jpg", int(wide), int(high))
                     for page, (wide, high) in drawn["pages"].items())
    except (OSError, ValueError, LookupError, TypeError, AttributeError):  # not there, or cut off: drawn again
        return None
