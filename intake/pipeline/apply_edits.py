"""Does what new edits ask for: cases are checked again, mails are read again, letters are released or held.

If we die here: the position is stored only when all edits are applied, so the next run applies them again.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy import Connection

from config.model import Guide, Settings
from intake.ledger import Ledger
from intake.ledger import cases as case_rows
from intake.ledger import edits as rows
from intake.ledger import letters as letter_rows
from intake.ledger import mails as mail_rows
from intake.ledger import runs as run_rows
from intake.ledger.edits import Cell
from intake.ledger.letters import APPROVED
from intake.letters import outbox
from intake.model import Outage
from intake.sandbox.faults import frames
from intake.timestamps import text_of
from parsers.model.package import Role
from reports.states import LetterState
from reports.workbook.columns import CHECKS, FIELDS, FILES, LETTERS

DONE = "acted"
"""Name under which the ledger keeps the number of the newest edit that was applied."""


def act(ledger: Ledger, settings: Settings, guide: Guide) -> list[str]:
    """Does what every edit asks for that came in since the last time, whoever took it in. A case that cannot be
    checked is reported and does not stop the others. Raises LedgerOutage."""
    with ledger.read() as connection:
        newest = rows.last_id(connection)
        cells = rows.since(connection, int(run_rows.recall(connection, DONE) or 0))
    lines = _rechecked(ledger, cells, settings, guide)
    if cells:
        with ledger.write() as connection:
            _release(connection, [row for sheet, row, column in cells if sheet == LETTERS.name and column == "staff_release"])
            for sheet, row, column in cells:
                if sheet == FILES.name and column == "staff_role" and "|" in row:
                    for mail in case_rows.mails_with_file(connection, row.split("|")[1]):
                        mail_rows.reopen(connection, mail)
            run_rows.remember(connection, DONE, str(newest))
    return lines


def _rechecked(ledger: Ledger, cells: Sequence[Cell], settings: Settings, guide: Guide) -> list[str]:
    """Checks the cases again whose fields or findings were edited. Returns lines for a person."""
    lines: list[str] = []
    if not cells:
        return lines
    from intake.pipeline.fold import recheck

    numbers = [row.split("|", 1)[0] for sheet, row, _ in cells if sheet in (FIELDS.name, CHECKS.name)]
    for number in dict.fromkeys(numbers):
        try:
            with ledger.write() as connection:
                recheck(connection, number, settings, guide)
        except Outage:
            raise
        except Exception as error:
            lines.append(f"{number}：重新检查时系统出错（{frames(error).splitlines()[0]}），更正已保存")
    return lines


def _release(connection: Connection, keys: Sequence[str]) -> None:
    """批准 releases held letters, 暂缓 holds queued ones."""
    if not keys:
        return
    edits, now = rows.current(connection, (LETTERS.name,)), text_of(datetime.now(UTC))
    for key in keys:
        value = edits[LETTERS.name, key, "staff_release"].value
        if value == "批准":
            letter_rows.move(connection, [key], (LetterState.HELD,), LetterState.QUEUED, now, APPROVED)
        elif value == "暂缓":
            outbox.hold(connection, [key], now)


def given_roles(ledger: Ledger, guide: Guide) -> dict[str, Role]:
    """sha256 of a file → the role that staff gave it."""
    with ledger.read() as connection:
        edits = rows.current(connection, (FILES.name,)).values()
    if not edits:
        return {}
    from reports.edits.edit_effects import roles
    from reports.guide_words.roles import roles_by_word

    return roles(edits, roles_by_word(guide))
