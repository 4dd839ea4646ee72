"""The breaker: what became of the latest mails → whether a letter may leave now. Where too much of them failed or was not
recognised, something is wrong with us, and no letter leaves.

Each sender counts once, by its newest mail, so that no single one can stop the letters to others. It holds until a person opens
it, or two runs in which mail was handled went well; then what it held goes out. What staff hold stays held, and what they approve
leaves.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import Connection

from config.model import Settings
from intake.ledger import Ledger, change_counter, letter_limits
from intake.ledger import runs as run_rows
from intake.ledger.letters import BY_A_PERSON
from intake.ledger.runs import Handled
from intake.letters.recipients import DAY, too_many
from intake.mime import writers_of
from intake.mime.same_mailbox import mailbox_behind
from intake.timestamps import text_of

STATE, OPENED = "breaker", "breaker opened"
"""Facts' names: why and since when it holds, as JSON ("" = it does not); when it was last opened."""
HELD = letter_limits.BREAKER
"""How the reason begins of each letter that it holds."""
WELL = 2
"""So many runs that went well open it."""
HEAD_BYTES = 65_536
SECOND = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Holding:
    """Why letters are held, since when (ISO 8601 in UTC), and how many runs went well since."""

    why: str
    since: str
    well: int = 0


def holding(connection: Connection) -> Holding | None:
    """Whether it holds letters."""
    return _of(run_rows.recall(connection, STATE))


def _of(kept: str) -> Holding | None:
    return Holding(**json.loads(kept)) if kept else None


def notice(kept: str) -> str:
    """What staff must know, in one line, from the fact that is kept of it; "" where letters leave."""
    state = _of(kept)
    return f"{HELD}{state.why}。请管理员查明后运行 letters approve --breaker" if state else ""


class Breaker:
    """The breaker of one installation. `place`: digest of a mail → where its bytes are."""

    def __init__(self, ledger: Ledger, settings: Settings, place: Callable[[str], Path]) -> None:
        self._ledger, self._settings, self._place = ledger, settings, place
        self._senders: dict[str, str] = {}

    def ask(self, now: datetime) -> str:
        """Why no letter may leave now, "" where one may. Asked before each letter; what is queued is held where it may not."""
        with self._ledger.read() as connection:
            state = holding(connection)
            why = state.why if state else self._strange(connection, now)
        if why:
            with self._ledger.write() as connection:
                if state is None:
                    _remember(connection, Holding(why, text_of(now)))
                letter_limits.hold_queued(connection, HELD + why, BY_A_PERSON, text_of(now))
        return why

    def after_settling(self, started: datetime, now: datetime) -> None:
        """Counts a run that began then: one that went well, or badly, or (where no mail was handled) neither. Opens the breaker
        after the second that went well."""
        with self._ledger.read() as connection:
            state = holding(connection)
            if state is None:
                return
            senders, bad = self._counted(run_rows.handled(connection, text_of(started), retried=True))
        if not senders:
            return
        well = state.well + 1 if bad <= self._settings.breaker.share * senders else 0
        if well >= WELL:
            self.open(now)
            return
        with self._ledger.write() as connection:
            _remember(connection, Holding(state.why, state.since, well))

    def open(self, now: datetime) -> int:
        """Lets letters leave again, and looks at nothing that was before. What would be too many for a recipient by now waits on,
        for that reason. Returns how many are queued now."""
        with self._ledger.write() as connection:
            _remember(connection, None)
            run_rows.remember(connection, OPENED, text_of(now + SECOND))  # moments are kept to the second
            for why, keys in too_many(connection, HELD, self._settings, now).items():
                letter_limits.reword(connection, keys, (HELD,), why)
            return letter_limits.release(connection, HELD, text_of(now))

    def _strange(self, connection: Connection, now: datetime) -> str:
        limits = self._settings.breaker
        since = max(text_of(now - DAY), run_rows.recall(connection, OPENED))
        senders, bad = self._counted(run_rows.handled(connection, since, limits.mails))
        if bad < limits.least or bad <= limits.share * senders:
            return ""
        return f"最近来信的 {senders} 个发件人中有 {bad} 个的邮件未能识别或处理"

    def _counted(self, newest_first: Iterable[Handled]) -> tuple[int, int]:
        """(senders, those of them whose newest mail is in trouble)."""
        by_sender: dict[str, bool] = {}
        for mail in newest_first:
            by_sender.setdefault(mailbox_behind(mail.sender) if mail.sender else self._sender(mail.sha256), mail.bad)
        return len(by_sender), sum(by_sender.values())

    def _sender(self, sha256: str) -> str:
        """The address in the head of a mail that could not be read; the mail itself where its bytes are not here."""
        if sha256 not in self._senders:
            try:
                with self._place(sha256).open("rb") as file:
                    writers = writers_of(file.read(HEAD_BYTES))
            except OSError:
                return sha256
            self._senders[sha256] = mailbox_behind(writers[0]) if writers else ""
        return self._senders[sha256]


def _remember(connection: Connection, state: Holding | None) -> None:
    run_rows.remember(connection, STATE, json.dumps(asdict(state), ensure_ascii=False) if state else "")
    change_counter.changed(connection)  # the workbook shows it
