"""Takes in the staff's edits: compares every saved workbook in the output folder or its in-tray with what that workbook was built
with, and writes what changed into the ledger, one workbook in one transaction.

If we die here: the digest of a workbook is stored only together with its edits, so the next run takes the workbook in.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection

from config.language import say
from config.model import Settings
from config.os_errors import why
from intake.edits import workbook_places
from intake.ledger import Ledger
from intake.ledger import edits as rows
from intake.ledger import runs as run_rows
from intake.ledger.edits import Cell, Source
from intake.model import DiskOutage
from intake.timestamps import text_of

if TYPE_CHECKING:
    from reports.edits.copy_model import Copy

FOREIGN = "来自另一套系统的表格，未收回"
NOT_OURS = "不是审查表，未收回"


@dataclass(frozen=True, slots=True)
class TakenIn:
    """The result of taking in: the cells that now say something else, and lines for a person."""

    cells: tuple[Cell, ...] = ()
    messages: tuple[str, ...] = ()


def take_in(ledger: Ledger, settings: Settings, now: datetime | None = None) -> TakenIn:
    """Takes in every workbook that is there and not known yet. Raises DiskOutage and LedgerOutage."""
    output, moment = settings.output.path, now or datetime.now(UTC)
    assert output is not None
    try:
        here = tuple(workbook_places.workbooks(output))
        lying = frozenset(path.name for path in here)
        results = [_file(ledger, path, moment, lying, tray=False) for path in here]
        tray = workbook_places.workbooks(output / workbook_places.TRAY)
        results += [_file(ledger, path, moment, lying, tray=True) for path in tray]
    except OSError as error:
        raise DiskOutage(say(f"输出文件夹读不出来：{why(error)}", f"the output folder cannot be read: {why(error)}")) from error
    return together(results)


def together(results: Sequence[TakenIn]) -> TakenIn:
    """Joins several results into one."""
    return TakenIn(
        tuple(dict.fromkeys(cell for one in results for cell in one.cells)),
        tuple(dict.fromkeys(line for one in results for line in one.messages)))


def take_bytes(
    ledger: Ledger, data: bytes, name: str, now: datetime, quiet: bool = False, lying: frozenset[str] = frozenset()
) -> TakenIn:
    """Takes in one workbook; `lying`: names of those in the output folder. A file that is no workbook, or not ours, is reported
    unless `quiet`. Raises LedgerOutage."""
    sha256 = workbook_places.digest(data)
    with ledger.read() as connection:
        if rows.known_bytes(connection, sha256):
            return TakenIn()
    from reports.edits.read_copy import NotAWorkbook, read_copy  # here: mostly there is nothing to take in

    try:
        copy = read_copy(data)
    except NotAWorkbook as error:
        return TakenIn(messages=(f"{name}：{error}，未收回，也未覆盖",))
    if not copy.build:
        return TakenIn() if quiet else TakenIn(messages=(f"{name}：{NOT_OURS}",))
    source = Source(name, copy.who, copy.saved, copy.build)
    with ledger.write() as connection:
        if copy.installation != installation_id(connection):
            return TakenIn(messages=(f"{name}：{FOREIGN}",))
        if rows.known_bytes(connection, sha256):
            return TakenIn()
        return _kept(connection, copy, source, sha256, text_of(now), lying)


def installation_id(connection: Connection) -> str:
    """The id of this installation, made once; every workbook carries it, so that another installation's is not taken for ours."""
    sign = run_rows.recall(connection, "installation")
    if not sign:
        sign = secrets.token_hex(4)
        run_rows.remember(connection, "installation", sign)
    return sign


def _kept(
    connection: Connection, copy: Copy, source: Source, sha256: str, now: str, lying: frozenset[str]
) -> TakenIn:
    from intake.edits.merge import decide, merge

    taken = merge(connection, copy, source, now, lying)
    cells = (*taken.cells, *decide(connection, taken.cells, source, now))
    lines = list(_lines(source, taken.cells, taken.messages))
    rows.keep_copy(connection, sha256, source, lines, now)
    return TakenIn(tuple(dict.fromkeys(cells)), tuple(lines))


def _lines(source: Source, cells: Sequence[Cell], messages: Sequence[str]) -> Iterator[str]:
    who = f"（{source.who}保存）" if source.who else ""
    if cells:
        yield f"{source.name}{who}：收回{len(cells)}处填写"
    yield from (f"{source.name}：{line}" for line in messages)


def _file(ledger: Ledger, path: Path, now: datetime, lying: frozenset[str], tray: bool) -> TakenIn:
    data = path.read_bytes()
    # two people may send files of the same name
    name = f"{path.name}（{workbook_places.TRAY}{workbook_places.digest(data)[:6]}）" if tray else path.name
    taken = take_bytes(ledger, data, name, now, not tray, lying)
    if tray:
        with ledger.read() as connection:
            if rows.known_bytes(connection, workbook_places.digest(data)):
                workbook_places.into_taken(path)
    return taken
