"""The workbook and a readable view of the files, written for people. Written whole beside its place, then renamed."""

from __future__ import annotations

import hashlib
import os
import shutil
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from pydantic import TypeAdapter

from config.model import Guide, Settings
from intake.desk import gather
from intake.ledger import Ledger
from intake.ledger import runs as run_rows
from intake.model import DiskOutage
from intake.vault import Vault, private_folder
from parsers.model import PackageFile
from reports.model import Case, Desk
from reports.words import ROLE
from reports.workbook import build

WORKBOOK = "审查表.xlsx"
SUFFIXES = {
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx", "application/pdf": ".pdf",
    "application/msword": ".doc", "text/rtf": ".rtf", "image/jpeg": ".jpg", "image/png": ".png", "image/tiff": ".tif",
    "image/bmp": ".bmp", "image/gif": ".gif", "image/heic": ".heic", "application/zip": ".zip",
    "application/x-rar-compressed": ".rar", "application/x-7z-compressed": ".7z", "application/vnd.ms-excel": ".xls",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": ".pptx",
}
"""Only types a clerk opens in an office program or a viewer get a suffix to open them with; all else is .bin."""


def publish(ledger: Ledger, mails: Vault, files: Vault, settings: Settings, guide: Guide, run: int) -> Path | None:
    """Write the workbook if what it shows has changed. Returns its path: the new one, else the newest there is, else None.

    A workbook that lies there is never overwritten, because staff may have typed into it: the new one gets a dated name.
    Raises DiskOutage.
    """
    now = datetime.now().astimezone()
    output = settings.output.path
    assert output is not None
    try:
        private_folder(output)
        desk = gather(ledger, settings, guide, {}, run, now)
        links = _view(desk, mails, files, output)
        mark = _mark(desk, guide)
        with ledger.read() as connection:
            same, path = run_rows.recall(connection, "workbook-mark") == mark, run_rows.recall(connection, "workbook")
        if same and path and (output / path).exists():
            return output / path
        path = WORKBOOK if not (output / WORKBOOK).exists() else f"审查表-{now:%Y%m%d-%H%M%S}.xlsx"
        _write(output / path, build(replace(desk, links=links), guide))
    except OSError as error:
        raise DiskOutage(f"the output folder cannot be written: {error.strerror}") from error
    with ledger.write() as connection:
        run_rows.remember(connection, "workbook-mark", mark)
        run_rows.remember(connection, "workbook", path)
    return output / path


def _mark(desk: Desk, guide: Guide) -> str:
    """Identity of what the workbook shows, without the moment it is made."""
    timeless = replace(desk, made="", run=0, links=None)
    return hashlib.sha256(TypeAdapter(Desk).dump_json(timeless) + guide.digest.encode()).hexdigest()


def _view(desk: Desk, mails: Vault, files: Vault, output: Path) -> dict[str, str]:
    """Copies of the files under our own names. Copies and not links: an editor that saves must not reach the vault."""
    links: dict[str, str] = {}
    for case in desk.cases:
        for file in () if _secret(case) else case.package.files:
            name = f"files/{case.case_no}/{ROLE[file.role]}-{file.sha256[:8]}{SUFFIXES.get(file.media_type, '.bin')}"
            if _copied(files.path(file.sha256), output / name) and _shown(file):
                links.setdefault(file.sha256, name)
    secret = {mail for case in desk.cases if _secret(case) for mail in case.mails}
    for mail in desk.mails:
        if mail.sha256 in secret:
            continue
        name = f"mails/{mail.sha256[:16]}.eml"
        if _copied(mails.path(mail.sha256), output / name):
            links[mail.sha256] = name
    return links


def _secret(case: Case) -> bool:
    """A package with a mark of secrecy stays in the vault: no copy of it is laid out for everybody who opens the folder."""
    return any(found.rule == "secret-mark" for found in case.findings)


def _shown(file: PackageFile) -> bool:
    return file.trouble is None or file.trouble.kind != "dangerous"


def _copied(source: Path, target: Path) -> bool:
    if target.exists():
        return True
    if not source.exists():
        return False
    private_folder(target.parent)
    part = target.with_name(f".{target.name}.part")
    shutil.copyfile(source, part)
    part.rename(target)
    return True


def _write(path: Path, data: bytes) -> None:
    part = path.with_name(f".{path.name}.part")
    with part.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    part.rename(path)


def last_workbook(ledger: Ledger, settings: Settings) -> Path | None:
    """The workbook written last, if it is still there."""
    with ledger.read() as connection:
        name = run_rows.recall(connection, "workbook")
    path = (settings.output.path or settings.home) / name
    return path if name and path.exists() else None
