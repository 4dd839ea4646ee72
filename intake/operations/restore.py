"""Brings a ledger back from a backup: looks first, and replaces only what was found whole.

What stood in its place is kept beside it. Mails that the restored ledger does not know lie in the vault or in the mailbox, and
the next run takes them in again; the log of letters keeps them from being answered again.
"""

from __future__ import annotations

import shutil
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

from config.language import say
from config.model import Settings, WrongSettings
from config.os_errors import why
from intake.ledger import integrity
from intake.letters import send_log
from intake.model import DiskOutage, LedgerOutage
from intake.operations.generations import Generation, generations, link_or_copy
from intake.store.atomic_write import Flush, replaced
from intake.store.vault import Vault, private_folder
from intake.timestamps import text_of

SET_ASIDE = "ledger-%Y%m%dT%H%M%SZ"
VAULTS = ("mails", "files")


@dataclass(frozen=True, slots=True)
class Plan:
    """What a restore will do: which generation, what the others before it lack, how many mails it knows, of how many no bytes are
    anywhere, and how many mails lie in the vault that it does not know."""

    generation: Generation
    skipped: tuple[tuple[str, str], ...]
    mails: int
    lost: int
    unknown: int


def plan(settings: Settings, folder: Path, name: str = "") -> Plan:
    """Looks at a backup folder without touching anything. `name`: the generation wanted, "" for the newest that is whole.

    Raises WrongSettings where the ledger is no SQLite file, or the folder is no backup, has no such generation, is another
    installation's or a newer release's; LedgerOutage where no generation is whole.
    """
    ledger = integrity.path_of(settings.ledger.url)
    if ledger is None:
        raise WrongSettings(["ledger.url: " + say("restore 只恢复 SQLite 台账；PostgreSQL 请用 pg_restore",
                                                  "restore brings back SQLite ledgers; use pg_restore for PostgreSQL")])
    there = [one for one in generations(folder) if not name or name in (one.name, one.path.name)]
    if not there:
        lost = say(f"没有名为 {name} 的台账备份",
                   f"no backup of a ledger named {name}") if name else say("没有台账备份", "no backup of a ledger")
        raise WrongSettings([f"{folder}: {lost}"])
    skipped: list[tuple[str, str]] = []
    for one in there:
        what = integrity.damage(one.path)
        inside = integrity.contents(one.path)
        if what or inside is None:
            skipped.append((one.name, what or say("读不出来", "cannot be read")))
            continue
        if not inside.readable:
            raise WrongSettings([f"{one.name}: " + say(f"由更新的版本写成（第 {inside.schema} 版），请先升级程序",
                                                       f"written by a newer release (schema {inside.schema}): upgrade the "
                                                       "program first")])
        _same_installation(ledger, inside)
        kept = set(Vault(settings.home / "vault" / "mails").digests())
        bytes_there = kept | set(Vault(folder / "vault" / "mails").digests())
        return Plan(one, tuple(skipped), len(inside.mails), len(inside.mails - bytes_there), len(kept - inside.mails))
    raise LedgerOutage(say("备份中的台账都已损坏：",
                           "all ledgers of the backup are damaged: ") + "; ".join(f"{one} ({what})" for one, what in skipped))


def restore(settings: Settings, folder: Path, chosen: Plan, now: datetime) -> Path | None:
    """Puts the chosen generation into its place, with the bytes that the vault lacks. Must be called under the run's lock.
    Returns where the ledger that stood there is kept. Raises DiskOutage, LedgerOutage."""
    ledger = integrity.path_of(settings.ledger.url)
    assert ledger is not None
    try:
        private_folder(settings.home)
        for kind in VAULTS:
            _blobs(Vault(folder / "vault" / kind), Vault(settings.home / "vault" / kind))
        _log(settings.home, folder, now)
        private_folder(ledger.parent)
        with replaced(ledger.with_name(f".{ledger.name}.restored"), Flush.CONTENT) as part:
            integrity.copy_whole(chosen.generation.path, part)
        aside = _aside(ledger, now)
        ledger.with_name(f".{ledger.name}.restored").rename(ledger)
        _workbooks(settings.output.path, folder / "output")
    except OSError as error:
        raise DiskOutage(say(f"无法恢复：{why(error)}", f"cannot be restored: {why(error)}")) from error
    return aside


def _same_installation(ledger: Path, inside: integrity.Contents) -> None:
    """Another installation's ledger would settle and answer this mailbox's mails as new. A damaged ledger says nothing."""
    present = integrity.contents(ledger) if ledger.exists() and ledger.stat().st_size else None
    known = {one.installation for one in (present, inside) if one is not None} - {""}
    if len(known) > 1:
        raise WrongSettings([say("备份属于另一个安装，未恢复：请检查文件夹，或检查 home 和 INTAKE_HOME",
                                 "the backup is another installation's and was not restored: check the folder, or home and "
                                 "INTAKE_HOME")])


def _aside(ledger: Path, now: datetime) -> Path | None:
    """Keeps what stands in the ledger's place, with the log that SQLite keeps beside it, in a folder of its own.

    The ledger itself stays where it is until the new one takes its place: a restore that is killed leaves the old one or the new
    one, never none. The log may not stay, or it would be taken for the new one's; so a whole ledger takes it in before.
    """
    if ledger.exists():
        integrity.take_in_log(ledger)
    there = [path for ending in ("", "-wal", "-shm") if (path := ledger.with_name(ledger.name + ending)).exists()]
    if not there:
        return None
    place = ledger.parent / "replaced" / now.strftime(SET_ASIDE)
    private_folder(place.parent)
    private_folder(place)
    for path in there:
        if path == ledger:
            link_or_copy(path, place / path.name)
        else:
            path.rename(place / path.name)
    return place / ledger.name


def _blobs(source: Vault, target: Vault) -> None:
    for digest in source.digests():
        if not target.path(digest).exists():
            with source.path(digest).open("rb") as blob:
                copied, _ = target.put(iter(partial(blob.read, 1 << 20), b""))
            if copied != digest:  # a damaged file of the backup: the mailbox may still have the mail
                target.path(copied).unlink()


def _log(home: Path, folder: Path, now: datetime) -> None:
    """The log of letters stays where there is one. Otherwise it is as old as the backup: what left since then nobody knows."""
    if (home / send_log.NAME).exists():
        return
    if (folder / send_log.NAME).exists():
        with replaced(home / send_log.NAME, Flush.CONTENT) as part:
            shutil.copyfile(folder / send_log.NAME, part)
    send_log.SendLog(home).note_unsure(text_of(now))


def _workbooks(output: Path | None, source: Path) -> None:
    """Brings workbooks back where there is none: one that is there has the staff's newest words."""
    if output is None or not source.is_dir():
        return
    for book in sorted(source.glob("*.xlsx")):
        if not (output / book.name).exists():
            output.mkdir(parents=True, exist_ok=True)
            with suppress(FileExistsError), replaced(output / book.name, mode=None) as part:
                shutil.copyfile(book, part)
