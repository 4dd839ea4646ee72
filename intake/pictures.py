"""Pictures of the pages of application forms, drawn once a file in the sandbox, and kept under the file's digest.

`pictures/<digest>/3.jpg` is page 3; leaves.json beside it says which pages there are and is written last, so that a folder
without it is drawn again.
"""

from __future__ import annotations

import json
import multiprocessing
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from pebble import ProcessPool

from config.model import LimitSettings, WorkerSettings
from intake.vault import Vault, private_folder
from intake.workers import TASKS_PER_WORKER, confine
from reports.model import Case
from reports.pages import Leaf

EDITION = 1
"""Raised when the same page would be drawn otherwise."""
MOST_PAGES = 20
LIST = "leaves.json"


@dataclass(frozen=True, slots=True)
class Job:
    """One file to draw."""

    sha256: str
    media_type: str
    pages: tuple[int, ...]
    straighten: bool


def jobs(case: Case) -> Iterator[Job]:
    """The forms of a case that have pages: scans whole, PDFs too, as far as the bound goes."""
    from parsers.leaves import READABLE

    for file in case.package.files:
        if file.role in ("form_scan", "form_pdf") and file.trouble is None and file.media_type in READABLE:
            count = min(file.pages or 1, MOST_PAGES)
            yield Job(file.sha256, file.media_type, tuple(range(1, count + 1)), file.role == "form_scan")


def draw(
    wanted: Iterable[Job], files: Vault, folder: Path, settings: WorkerSettings, limits: LimitSettings
) -> tuple[str, ...]:
    """Draw what is not there yet. A file that cannot be drawn, or whose worker dies of it, has no pictures and is not tried
    again before the next edition. Returns a line for each such file."""
    left = {job.sha256: job for job in wanted if kept(folder, job.sha256) is None and files.path(job.sha256).exists()}
    if not left:
        return ()
    private_folder(folder)
    spawn = multiprocessing.get_context("spawn")
    confined = partial(confine, settings, limits)
    workers, faults = min(settings.processes, len(left)), []
    with ProcessPool(max_workers=workers, max_tasks=TASKS_PER_WORKER, context=spawn, initializer=confined) as pool:
        try:
            todo = [(pool.schedule(_draw, args=(job, files.path(job.sha256), folder / job.sha256[:16]),
                                   timeout=settings.timeout_seconds), job) for job in left.values()]
            for future, job in todo:
                try:
                    found = future.result()
                except Exception as error:  # whatever it was, it costs this file its pictures and nobody anything else
                    found = {}
                    faults.append(f"文件{job.sha256[:8]}未能画成图片（{type(error).__name__}），网页上只少它的图片。")
                _note(folder / job.sha256[:16], found)
        except BaseException:
            pool.stop()  # type: ignore[no-untyped-call]
            raise
    return tuple(faults)


def _draw(job: Job, source: Path, target: Path) -> dict[int, tuple[int, int]]:
    """In a worker: the pictures of one file, and the size of each."""
    from parsers.leaves import leaves

    private_folder(target)
    found = {}
    for page, width, height, data in leaves(source.read_bytes(), job.media_type, job.pages, job.straighten):
        _private(target / f"{page}.jpg", data)
        found[page] = (width, height)
    return found


def _note(target: Path, found: dict[int, tuple[int, int]]) -> None:
    private_folder(target)
    _private(target / LIST, json.dumps({"edition": EDITION, "pages": found}).encode())


def _private(path: Path, data: bytes) -> None:
    path.touch(mode=0o600)
    path.write_bytes(data)


def kept(folder: Path, sha256: str) -> tuple[Leaf, ...] | None:
    """The pictures there are of a file, paths relative to the folder's parent; None: it was not drawn yet."""
    try:
        told = json.loads((folder / sha256[:16] / LIST).read_bytes())
        if told["edition"] != EDITION:
            return None
        return tuple(Leaf(sha256, int(page), f"{folder.name}/{sha256[:16]}/{int(page)}.jpg", int(wide), int(high))
                     for page, (wide, high) in told["pages"].items())
    except (OSError, ValueError, LookupError, TypeError, AttributeError):  # not there, or cut off: drawn again
        return None
