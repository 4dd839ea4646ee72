"""The generations of a ledger in a backup folder: which there are, which of them are whole, and which may go.

The newest is `ledger.sqlite`, so that the folder is a state folder that works; the older ones are in `generations`, named after
the moment at which they were taken.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from config.os_errors import why
from intake.ledger import integrity
from intake.store.atomic_write import Flush, fsync, replaced
from intake.store.vault import private_folder

LEDGER, OLDER = "ledger.sqlite", "generations"
_STAMP = "ledger-%Y%m%dT%H%M%SZ"


@dataclass(frozen=True, slots=True)
class Generation:
    """A kept copy of a ledger, and when it was taken."""

    path: Path
    taken: datetime

    @property
    def name(self) -> str:
        """What a person calls it by."""
        return self.path.stem if self.path.parent.name == OLDER else self.path.name


def generations(folder: Path) -> list[Generation]:
    """What a backup folder holds, the newest first."""
    found = list(_found(folder))
    return sorted(found, key=lambda one: (one.path.name == LEDGER, one.taken), reverse=True)


def _found(folder: Path) -> Iterator[Generation]:
    for path in (folder / LEDGER, *sorted((folder / OLDER).glob("ledger-*.sqlite"))):
        with suppress(OSError):
            yield Generation(path, datetime.fromtimestamp(path.stat().st_mtime, UTC))


def whole(folder: Path) -> Generation | None:
    """The newest generation that is whole."""
    return next((one for one in generations(folder) if not _damage(one.path)), None)


def _damage(path: Path) -> str:
    try:
        return integrity.damage(path)
    except OSError as error:
        return why(error)


def set_aside(folder: Path) -> None:
    """Keeps the newest generation under the name of its moment, before another one takes its place. Raises OSError."""
    newest = folder / LEDGER
    if not newest.exists():
        return
    private_folder(folder / OLDER)
    stamp = datetime.fromtimestamp(newest.stat().st_mtime, UTC).strftime(_STAMP)
    place = folder / OLDER / f"{stamp}.sqlite"
    if not place.exists():
        link_or_copy(newest, place)


def link_or_copy(path: Path, place: Path) -> None:
    """Gives a file that will be replaced another name, under which it stays. Raises OSError."""
    try:
        os.link(path, place)
    except OSError:  # a share without links
        with replaced(place, Flush.CONTENT) as part:
            shutil.copy2(path, part)
    fsync(place.parent)


def drop_oldest(folder: Path, keep: int) -> None:
    """Leaves so many generations, the newest ones; the newest of all must have been found whole. Raises OSError."""
    for one in generations(folder)[max(1, keep):]:
        one.path.unlink(missing_ok=True)
