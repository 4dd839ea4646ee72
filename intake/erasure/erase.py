"""A plan → what it names is gone: from the output folder, the ledger, the vault and the caches, and from the newest backup.

What can be found only by the plan goes first, the ledger after it, and what can be found without the plan last: so a removal that
was cut off is finished by asking for it again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from config.language import say
from config.model import WrongSettings
from config.os_errors import why
from intake.edits import take_in
from intake.erasure import copies
from intake.erasure.plan import Plan
from intake.ledger import owed, person, purge, runs
from intake.ledger.purge import Old
from intake.model import DiskOutage, Outage
from intake.operations.backup import back_up
from intake.operations.installation import Installation
from intake.operations.last_backup import last_backup
from intake.pipeline.fold import recheck
from intake.publish.outputs import publish
from intake.publish.sources import Sources
from intake.sandbox.faults import frames
from intake.sandbox.reading_cache import paths_of
from intake.store.vault import Vault
from intake.timestamps import text_of

WHY = "已应要求清除"


@dataclass(frozen=True, slots=True)
class Erased:
    """How many workbooks and letters in a Maildir went, and lines for a person."""

    workbooks: int
    letters: int
    messages: tuple[str, ...]


def erase(installation: Installation, plan: Plan, now: datetime) -> Erased:
    """Removes what the plan names. Must be called under the run's lock. Raises Outage."""
    settings, ledger = installation.settings, installation.ledger
    assert settings.output.path is not None
    lines = list(take_in(ledger, settings, now).messages)
    try:
        copies.clear(settings.output.path, plan)
        workbooks = copies.remove_workbooks(ledger, settings.output.path, plan.searched)
        letters = copies.remove_letters(settings.smtp.url, iter(plan.letters.values()))
        with ledger.read() as connection:
            short = owed.short_bytes(connection, plan.gone.mails)
        _unlink([installation.mails.path(digest) for digest in short])
        lines += _forget(installation, plan, now)
        _sweep(installation)
    except OSError as error:
        raise DiskOutage(say(f"清除中断：{why(error)}。请再运行一次",
                             f"the removal was cut off: {why(error)}; run it again")) from error
    with ledger.read() as connection:
        last = runs.last(connection)
    sources = Sources(ledger, installation.mails, installation.files, settings, installation.guide)
    published = publish(sources, last.number if last else 0, anew=True)
    ledger.compact()
    lines += (*published.messages, *published.faults, *_renew_backup(installation, plan, now))
    return Erased(workbooks, letters, tuple(lines))


def finish(installation: Installation) -> Erased:
    """Ends a removal that was cut off after the ledger forgot whom it was about. Raises Outage."""
    try:
        _sweep(installation)
    except OSError as error:
        raise DiskOutage(say(f"清除中断：{why(error)}。请再运行一次",
                             f"the removal was cut off: {why(error)}; run it again")) from error
    installation.ledger.compact()
    return Erased(0, 0, ())


def _forget(installation: Installation, plan: Plan, now: datetime) -> list[str]:
    """Takes it out of the ledger, and checks the cases anew that named one of its numbers. Returns lines for a person."""
    lines = []
    with installation.ledger.erasing() as connection:
        purge.forget(connection, plan.gone, text_of(now), WHY)
        named = person.without_suspects(connection, plan.gone.numbers)
        person.scrub(connection, plan.searched.finds)
    for number in named:
        try:
            with installation.ledger.erasing() as connection:
                recheck(connection, number, installation.settings, installation.guide)
        except Outage:
            raise
        except Exception as error:  # ours: the other case still names the number, which the search afterwards tells
            lines.append(f"{number}：重新检查时系统出错（{frames(error).splitlines()[0]}）")
    return lines


def _sweep(installation: Installation) -> None:
    """Removes bytes that nothing in the ledger uses any more. Raises OSError."""
    with installation.ledger.read() as connection:
        needed, purged = purge.needed(connection, Old((), (), ())), purge.purged_mails(connection)
    gone = [digest for digest in installation.files.digests() if digest not in needed]
    _unlink(paths_of(installation.settings.home / "vault" / "read", set(gone)))
    _unlink([installation.files.path(digest) for digest in gone])
    _unlink([installation.mails.path(digest) for digest in purged])


def _unlink(paths: Sequence[Path]) -> None:
    for path in paths:
        path.unlink(missing_ok=True)


def _renew_backup(installation: Installation, plan: Plan, now: datetime) -> list[str]:
    """Makes a new backup in the folder of the last one, and takes the bytes out of it. Returns lines for a person."""
    last = last_backup(installation.settings.home)
    if last is None:
        return []
    folder = Path(last.where)
    if not folder.is_dir():
        return [say(f"上次的备份文件夹现在不在（{folder}）：接上后请运行 backup {folder}，再运行本命令核对",
                    f"the folder of the last backup is not there ({folder}): when it is, run backup {folder}, then this "
                    "command again")]
    try:
        back_up(installation.settings, folder, now)
        _unlink([Vault(folder / "vault" / name).path(digest) for name, digests in
                 (("mails", plan.gone.mails), ("files", plan.files)) for digest in digests])
        copies.remove_workbooks(installation.ledger, folder / "output", plan.searched)
    except (Outage, WrongSettings, OSError) as error:
        told = why(error) if isinstance(error, OSError) else str(error)
        return [say(f"备份未能更新（{told}）：请处理后运行 backup {folder}",
                    f"the backup was not renewed ({told}): mend that, then run backup {folder}")]
    return [say(f"已在 {folder} 重新备份，并移除了其中的原件。", f"Backed up anew in {folder}, without the originals.")]
