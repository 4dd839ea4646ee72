"""Removes for good what came before a day and is finished. A case is removed only as a whole, with all its mails.

Two things stay: the proof that a mail was seen (its digest, so that it is not taken for a new one) and the case's number, which
is never given again. Neither names a person.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from config.model import Settings
from intake.ledger import owed as owed_rows
from intake.ledger import purge as rows
from intake.ledger.purge import Old
from intake.operations.installation import Installation
from intake.sandbox.reading_cache import paths_of


@dataclass(frozen=True, slots=True)
class Purged:
    """What was, or would be, removed."""

    cases: int
    mails: int
    blobs: int


def purge(installation: Installation, before: str, really: bool) -> Purged:
    """Removes every case whose last mail came before `before` (ISO 8601 in UTC), and every settled mail without a case from
    before then. Mails that wait or are shelved stay. Without `really` nothing is removed and only counted.

    The ledger forgets first: if we die then, blobs without a row are left, which the next purge removes.
    """
    with installation.ledger.read() as connection:
        old = rows.old(connection, before)
    blobs = _unneeded(installation, old)
    if really:
        with installation.ledger.write() as connection:
            rows.forget(connection, old, before)
        for path in blobs:
            path.unlink(missing_ok=True)
        _clear_views(installation.settings, old)
    return Purged(len(old.numbers), len(old.mails), sum("-" not in path.name for path in blobs))


def _unneeded(installation: Installation, old: Old) -> list[Path]:
    """Blobs that nothing kept will use any more."""
    with installation.ledger.read() as connection:
        needed, short = rows.needed(connection, old), owed_rows.short_bytes(connection, old.mails)
    digests = dict.fromkeys((*old.mails, *sorted(short)))
    mails = [installation.mails.path(digest) for digest in digests if installation.mails.path(digest).exists()]
    gone = [digest for digest in installation.files.digests() if digest not in needed]
    readings = paths_of(installation.settings.home / "vault" / "read", set(gone))
    return mails + [installation.files.path(digest) for digest in gone] + readings


def _clear_views(settings: Settings, old: Old) -> None:
    """Removes the readable copies. Workbooks stay: they are the staff's, who delete old ones."""
    output = settings.output.path
    if output is None:
        return
    for number in old.numbers:
        for copy in sorted((output / "files" / number).glob("*")):
            copy.unlink()
        if (output / "files" / number).is_dir():
            (output / "files" / number).rmdir()
    for digest in old.mails:
        (output / "mails" / f"{digest[:16]}.eml").unlink(missing_ok=True)
    shutil.rmtree(output / "pages", ignore_errors=True)  # the next run writes what is left again
