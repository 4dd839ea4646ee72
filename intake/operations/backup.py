"""Copies everything that cannot be made again into another folder; the copy is consistent while a run is at work.

The ledger is copied first, the vault after it: a mail is in the vault before the ledger knows it, so the copy has the bytes of
every row. Blobs never change; those that the folder holds already are not copied again.
"""

from __future__ import annotations

import hashlib
import shutil
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from config.model import Settings, WrongSettings
from intake.model import DiskOutage, LedgerOutage
from intake.store.atomic_write import Flush, replaced
from intake.store.vault import Vault, private_folder

LEDGER = "ledger.sqlite"


@dataclass(frozen=True, slots=True)
class Copied:
    """What a backup wrote: new blobs in the folder, all blobs in it, workbooks."""

    fresh: int
    blobs: int
    workbooks: int


def back_up(settings: Settings, target: Path) -> Copied:
    """Copies ledger, vault and workbooks into `target`, laid out like the state folder, so that INTAKE_HOME can point there.

    Raises WrongSettings where the ledger is no SQLite file or the target is in the state folder, LedgerOutage, DiskOutage.
    """
    url, home = settings.ledger.url, settings.home
    if not url.startswith("sqlite:///"):
        raise WrongSettings(["ledger.url: this command copies SQLite ledgers; use pg_dump for PostgreSQL, then copy the vault"])
    if target.resolve() == home.resolve() or home.resolve() in target.resolve().parents:
        raise WrongSettings(["backup: the folder must lie outside the state folder"])
    try:
        private_folder(target)
        _copy_ledger(Path(url.removeprefix("sqlite:///")), target / LEDGER)
        counts = [_copy_vault(Vault(home / "vault" / name), Vault(target / "vault" / name)) for name in ("mails", "files")]
        workbooks = _copy_workbooks(settings.output.path, target / "output")
    except OSError as error:
        raise DiskOutage(f"the backup cannot be written: {error.strerror}") from error
    return Copied(sum(fresh for fresh, _ in counts), sum(kept for _, kept in counts), workbooks)


def _copy_ledger(source: Path, target: Path) -> None:
    """Copies through SQLite itself, which waits for writers and sees one state; a plain copy would miss the log beside the
    file."""
    if not source.exists():
        raise LedgerOutage("there is no ledger to copy")
    address = f"{source.absolute().as_uri()}?mode=ro"
    try:
        with replaced(target, Flush.CONTENT) as part, closing(sqlite3.connect(address, uri=True, timeout=30)) as ours, \
                closing(sqlite3.connect(part)) as copy:
            ours.backup(copy)
            copy.execute("PRAGMA journal_mode=DELETE")
    except sqlite3.Error as error:
        raise LedgerOutage(f"the ledger cannot be copied: {error}") from error


def _copy_vault(source: Vault, target: Vault) -> tuple[int, int]:
    fresh = kept = 0
    for digest in source.digests():
        kept += 1
        if target.path(digest).exists():
            continue
        with source.path(digest).open("rb") as blob:
            copied, _ = target.put(iter(partial(blob.read, 1 << 20), b""))
        if copied != digest:
            target.path(copied).unlink()
            raise DiskOutage(f"the vault is damaged: {digest[:12]} (doctor --verify lists all)")
        fresh += 1
    return fresh, kept


def _copy_workbooks(source: Path | None, target: Path) -> int:
    """Copies workbooks, which hold what staff typed; the readable files beside them can be made again."""
    books = sorted(source.glob("*.xlsx")) if source and source.is_dir() else []
    for book in books:
        private_folder(target)
        if not (target / book.name).exists() or _digest(target / book.name) != _digest(book):
            with replaced(target / book.name, mode=None) as part:
                shutil.copy2(book, part)
    return len(books)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
