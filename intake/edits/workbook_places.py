"""Paths of workbooks: the one in the output folder, others beside it, the in-tray, and the folder of replaced ones."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from intake.store.vault import private_folder
from reports.state_words import SHANGHAI

WORKBOOK = "审查表.xlsx"
TRAY, TAKEN, OLD = "收件夹", "已收", "旧版"
PAGES, INDEX = "pages", "index.html"
DATED = re.compile(r"审查表-\d{8}-\d{6}(-\d+)?\.xlsx")
"""The names that `dated` gives."""
ENDINGS = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".et")


def digest(data: bytes) -> str:
    """Identity of a workbook's bytes."""
    return hashlib.sha256(data).hexdigest()


def workbooks(folder: Path) -> Iterator[Path]:
    """Spreadsheets in this folder itself, by name; no lock files, and nothing that we wrote only in part."""
    if folder.is_dir():
        for path in sorted(folder.iterdir()):
            if path.suffix.lower() in ENDINGS and not path.name.startswith((".", "~$")) and path.is_file():
                yield path


def lock_of(path: Path) -> Path | None:
    """The lock file by which Excel, WPS or LibreOffice show that somebody has this workbook open; None where there is none."""
    name = path.name
    for lock in (f"~${name}", f"~${name[2:]}", f".~lock.{name}#", f".~{name}"):
        if (path.parent / lock).exists():
            return path.parent / lock
    return None


def dated(now: datetime, folder: Path) -> Path:
    """A free name with the date and time in China, wherever the server stands: 审查表-20240501-093000.xlsx."""
    stem = f"审查表-{now.astimezone(SHANGHAI):%Y%m%d-%H%M%S}"
    names = [stem, *(f"{stem}-{n}" for n in range(2, 1000))]
    return next(path for name in names if not (path := folder / f"{name}.xlsx").exists())


def put_away(path: Path, output: Path, now: datetime, most: int) -> None:
    """Moves a workbook that is replaced to the kept ones, of which the newest `most` stay. Raises OSError."""
    private_folder(output / OLD)
    path.rename(dated(now, output / OLD))
    kept = sorted(workbooks(output / OLD), key=lambda old: (old.stat().st_mtime, old.name), reverse=True)
    for old in kept[most:]:
        old.unlink(missing_ok=True)


def into_taken(path: Path) -> None:
    """Moves a file of the in-tray to those that were taken in, under a free name. Raises OSError."""
    folder = path.parent / TAKEN
    private_folder(folder)
    target, n = folder / path.name, 2
    while target.exists():
        target, n = folder / f"{path.stem}({n}){path.suffix}", n + 1
    path.rename(target)
