"""Tells whether workbook, case pages and readable files already show everything. It is asked before anything is gathered, so that
a pass without news costs next to nothing.

Two digests are kept in the ledger. The first covers the input: the ledger's change counter, guide, settings, program, the day
(terms end with it), and what is in the output folder. The second covers what the workbook shows: where only the first differs,
the data is gathered and the workbook is still not written.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from functools import cache
from pathlib import Path

from pydantic import TypeAdapter

import reports
from config.model import Guide, Settings
from intake.edits import workbook_places
from intake.edits.workbook_places import WORKBOOK
from intake.ledger import Ledger, change_counter
from intake.ledger import edits as edit_rows
from intake.ledger import runs as run_rows
from parsers.model.mail import READER_VERSION
from reports.case import Desk
from reports.state_words import SHANGHAI

ENTERED, SHOWN, NAME = "desk-mark", "workbook-mark", "workbook"
VIEWS = ("files", "mails", "pages")
"""Folders beside the workbook that hold only what we wrote."""


@cache
def _desk() -> TypeAdapter[Desk]:
    return TypeAdapter(Desk)



def entered(ledger: Ledger, settings: Settings, guide: Guide, now: datetime) -> str:
    """Identity of all that goes into workbook and pages, except for the content of the output folder."""
    with ledger.read() as connection:
        changes = change_counter.changes(connection)
    day = f"{now.astimezone(SHANGHAI):%Y-%m-%d}"
    return _digest(str(changes), guide.digest, settings.model_dump_json(), str(READER_VERSION), _program(), day)


def lying(output: Path) -> str:
    """Identity of the content of our folders beside the workbook: names, sizes and times."""
    return _digest(*(line for name in VIEWS for line in _listed(output / name)))


def shown(desk: Desk, guide: Guide) -> str:
    """Identity of what the workbook shows, without the moment it is made."""
    timeless = replace(desk, made="", run=0, links=None, build=0, installation="")
    return hashlib.sha256(b"\0".join((_desk().dump_json(timeless), guide.digest.encode(), _program().encode()))).hexdigest()


def workbook_in_place(ledger: Ledger, output: Path, name: str, mark: str) -> Path | None:
    """The existing workbook, if this digest of it (ENTERED or SHOWN) is the kept one, nobody changed it, and it is in its
    place."""
    with ledger.read() as connection:
        if run_rows.recall(connection, name) != mark or not (lies := run_rows.recall(connection, NAME)):
            return None
        path = output / lies
        if not path.is_file() or not edit_rows.as_written(connection, workbook_places.digest(path.read_bytes())):
            return None
    return path if lies == WORKBOOK or workbook_places.lock_of(output / WORKBOOK) else None


def keep(ledger: Ledger, name: str, mark: str) -> None:
    """Keeps a digest."""
    with ledger.write() as connection:
        run_rows.remember(connection, name, mark)


def _listed(folder: Path) -> Iterator[str]:
    for path in sorted(folder.rglob("*")):
        state = path.stat()
        yield f"{path.relative_to(folder)} {state.st_size} {state.st_mtime_ns}" if path.is_file() else f"{path.name}/"


@cache
def _program() -> str:
    """Identity of the program that writes: a newer one may show something differently, so everything is written again."""
    room = Path(reports.__file__).parent
    files = sorted(path for path in room.rglob("*") if path.suffix in (".py", ".j2", ".css", ".js"))
    return _digest(*(f"{path.relative_to(room)} {hashlib.sha256(path.read_bytes()).hexdigest()}" for path in files))


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()
