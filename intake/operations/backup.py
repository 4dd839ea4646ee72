"""Copies everything that cannot be made again into another folder; the copy is consistent while a run is at work.

The ledger is copied first, the vault after it: a mail is in the vault before the ledger knows it, so the copy has the bytes of
every row. Blobs never change; those that the folder holds already are not copied again. A copy of the ledger is read whole
before it takes the place of the one before, which is kept among the older generations.
"""

from __future__ import annotations

import hashlib
import shutil
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

from config.language import say
from config.model import Settings, WrongSettings
from config.os_errors import why
from intake.ledger import integrity
from intake.letters import send_log
from intake.model import DiskOutage, LedgerDamaged, LedgerOutage
from intake.operations.generations import LEDGER, drop_oldest, generations, set_aside, whole
from intake.operations.last_backup import LastBackup, note_backup
from intake.store.atomic_write import Flush, replaced
from intake.store.vault import Vault, private_folder
from intake.timestamps import text_of


@dataclass(frozen=True, slots=True)
class Copied:
    """What a backup wrote: new blobs in the folder, all blobs in it, workbooks; and how many generations of the ledger it has."""

    fresh: int
    blobs: int
    workbooks: int
    generations: int


def back_up(settings: Settings, target: Path, now: datetime) -> Copied:
    """Copies ledger, vault and workbooks into `target`, laid out like the state folder, so that INTAKE_HOME can point there.

    Raises WrongSettings where the ledger is no SQLite file, the target is in the state folder or is another installation's;
    LedgerDamaged, and nothing is touched; LedgerOutage, DiskOutage.
    """
    ledger, home = integrity.path_of(settings.ledger.url), settings.home
    if ledger is None:
        raise WrongSettings(["ledger.url: " + say("本命令只备份 SQLite 台账；PostgreSQL 请用 pg_dump，再复制邮件库",
                                                  "this command copies SQLite ledgers; use pg_dump for PostgreSQL, then copy "
                                                  "the vault")])
    if target.resolve() == home.resolve() or home.resolve() in target.resolve().parents:
        raise WrongSettings(["backup: " + say("备份文件夹不能在状态目录之内", "the folder must lie outside the state folder")])
    try:
        private_folder(target)
        _copy_ledger(ledger, target, settings.backup.keep)
        counts = [_copy_vault(Vault(home / "vault" / name), Vault(target / "vault" / name)) for name in ("mails", "files")]
        workbooks = _copy_workbooks(settings.output.path, target / "output")
        if (log := home / send_log.NAME).exists():
            with replaced(target / send_log.NAME, Flush.CONTENT) as part:
                shutil.copyfile(log, part)
        note_backup(home, LastBackup(text_of(now), str(target)))
    except OSError as error:
        raise DiskOutage(say(f"备份写不进去：{why(error)}", f"the backup cannot be written: {why(error)}")) from error
    return Copied(sum(fresh for fresh, _ in counts), sum(kept for _, kept in counts), workbooks, len(generations(target)))


def _copy_ledger(source: Path, folder: Path, keep: int) -> None:
    """Makes the newest generation, and keeps the ones before."""
    if not source.exists() or not source.stat().st_size:
        raise LedgerOutage(say("没有可以备份的台账：请检查 home 和 INTAKE_HOME 是否为本机收件程序的状态目录",
                               "there is no ledger to back up: check that home and INTAKE_HOME are the state folder of this "
                               "installation"))
    try:
        with replaced(folder / LEDGER, Flush.CONTENT) as part:
            integrity.copy_whole(source, part)
            _ours(part, folder)
            set_aside(folder)
    except LedgerDamaged as damage:
        good = whole(folder)
        raise LedgerDamaged(damage.what, str(good.path) if good else "") from damage
    drop_oldest(folder, keep)


def _ours(copy: Path, folder: Path) -> None:
    """Refuses to lay an empty ledger, or one of another installation, over a folder's generations."""
    mine = integrity.contents(copy)
    if mine is None or not mine.runs:
        raise LedgerOutage(say("这个台账还没有任何运行记录，未备份：请检查 home 和 INTAKE_HOME 是否为本机收件程序的状态目录",
                               "this ledger knows of no run and was not backed up: check that home and INTAKE_HOME are the "
                               "state folder of this installation"))
    theirs = integrity.contents(folder / LEDGER)
    if theirs is not None and theirs.installation not in ("", mine.installation):
        raise WrongSettings([f"{folder}: " + say("这里是另一个安装的备份，未覆盖。请换一个文件夹，或检查 home 和 INTAKE_HOME",
                                                 "here lies the backup of another installation; it was not overwritten. Name "
                                                 "another folder, or check home and INTAKE_HOME")])


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
            raise DiskOutage(say(f"邮件库中的文件已损坏：{digest[:12]}（doctor --verify 列出全部）",
                                 f"the vault is damaged: {digest[:12]} (doctor --verify lists all)"))
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
