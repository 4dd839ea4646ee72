"""Remembers, beside the ledger, when and where the last backup was made: a damaged ledger cannot be asked."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from config.language import say
from intake.store.atomic_write import Flush, write_whole
from intake.timestamps import moment_of

NAME = "last-backup.json"


@dataclass(frozen=True, slots=True)
class LastBackup:
    """When a backup was whole (ISO 8601 in UTC), and in which folder."""

    when: str
    where: str

    def days(self, now: datetime) -> float:
        """How old it is."""
        moment = moment_of(self.when)
        return (now - moment).total_seconds() / 86400 if moment else float("inf")


def last_backup(home: Path) -> LastBackup | None:
    """The last backup of this state folder; None where none is known."""
    try:
        noted = json.loads((home / NAME).read_text("utf-8"))
        return LastBackup(str(noted["when"]), str(noted["where"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def overdue(home: Path, began: str | None, days: int, now: datetime) -> str:
    """That the last backup is older than so many days, in a sentence; "" where it is not, where the first run is not so old
    either, or where `days` is 0."""
    last, first = last_backup(home), moment_of(began or "")
    if not days or first is None:
        return ""
    if last is None:
        age = (now - first).days
        told = say(f"还没有备份过（首次运行在 {age} 天前）：请定期运行 backup 文件夹",
                   f"never backed up (the first run was {age} days ago): run backup DIR regularly")
        return told if age >= days else ""
    told = say(f"上次备份在 {last.days(now):.0f} 天前：请运行 backup {last.where}",
               f"the last backup is {last.days(now):.0f} days old: run backup {last.where}")
    return told if last.days(now) > days else ""


def note_backup(home: Path, backup: LastBackup) -> None:
    """Remembers a backup. Raises OSError."""
    write_whole(home / NAME, json.dumps(asdict(backup), ensure_ascii=False).encode(), Flush.CONTENT)
