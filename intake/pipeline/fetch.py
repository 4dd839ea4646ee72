"""Fetches new mail from the mailbox into the vault, then into the ledger, one group at a time.

If we die in a group, its bytes have no name yet or no row: the next pass fetches them again and finds the same digests.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import Connection

from config.language import Words, say
from intake.ledger import change_counter
from intake.ledger import letters as letter_rows
from intake.ledger import mails as mail_rows
from intake.ledger import owed as owed_rows
from intake.ledger import runs as run_rows
from intake.ledger.mails import Sighting
from intake.letters import send_log
from intake.mailbox import open_mailbox
from intake.mailbox.interface import Sent
from intake.model import Arrival, MailboxOutage
from intake.pipeline.short_mails import ShortMails
from intake.store.vault import Blob
from intake.timestamps import moment_of, text_of
from reports.states import LetterState

if TYPE_CHECKING:
    from intake.mailbox import Mailbox
    from intake.operations.installation import Installation

log = logging.getLogger(__name__)

SENT_EVERY = timedelta(hours=1)
FIRST_MAILS = 10
"""Mails of the first group, so that reading begins soon. Each group is twice the one before, up to GROUP_MAILS."""
GROUP_MAILS = 200
GROUP_BYTES = 64 << 20
RECHECKED, LOOKED = "rechecked", "looked at sent mail"
ANOTHER_LEDGER = Words(
    "“已发送”中有本程序发出的回信，而这个台账从未发过信：它可能不是原来的台账（请检查 home、INTAKE_HOME 和 ledger.url）。"
    "此前来信的回信已暂缓，等待人工决定。",
    "The sent folder holds letters of this program, and this ledger never sent one: it may not be the right one (check home, "
    "INTAKE_HOME and ledger.url). Letters to mails from before wait for a person.")


@dataclass(frozen=True, slots=True)
class Fetched:
    """The result of a fetch: how many mails were never seen before, the sent mails (if they were read), and what a person must
    be told, in Chinese."""

    new: int
    sent: tuple[Sent, ...] = ()
    problems: tuple[str, ...] = ()


def fetch(
    installation: Installation, limit: int | None = None, landed: Callable[[Sequence[str]], None] = lambda digests: None,
    coming: Callable[[], None] = lambda: None,
) -> Fetched:
    """Fetches new mail into the vault, then into the ledger. `coming` is called when there is any, before it is fetched; `landed`
    gets the digests of each group that is safe there.

    Every so many days (`mailbox.recheck_days`) the mails already fetched are compared with what the mailbox says of them now:
    where the UIDVALIDITY never changes, nothing else shows that a uid was given to another mail. Raises Outage.
    """
    settings, taken = installation.settings, _Taken(installation, landed)
    installation.mails.sweep()
    with open_mailbox(settings.mailbox, settings.home) as mailbox:

        def fetched_before(folder: str, uidvalidity: str) -> dict[str, str]:
            with installation.ledger.read() as connection:
                return mail_rows.known_uids(connection, mailbox.account, folder, uidvalidity)

        def kept(folder: str, uidvalidity: str) -> dict[str, int]:
            with installation.ledger.read() as connection:
                return owed_rows.kept_sizes(connection, mailbox.account, folder, uidvalidity)

        recheck = limit is None and _due(installation, mailbox)
        with taken.group():
            for arrival in mailbox.arrivals(fetched_before, recheck, kept):
                if not taken.sure and not taken.pending:
                    coming()
                taken.take(arrival)
                if limit is not None and taken.sure + taken.pending >= limit:
                    break
        given_up = taken.close(mailbox, every_folder=limit is None)
        if limit is None:
            _remember(installation, mailbox, recheck)
        sent = _sent(installation, mailbox) if limit is None else ()
        for notice in mailbox.notices() if taken.sure else ():
            installation.narrator.say(notice)
    installation.narrator.say(say(f"收取新邮件 {taken.sure} 封", f"{taken.sure} new mails fetched"))
    short = (say(f"邮箱多次没有给全 {given_up} 封邮件，见表格“邮件”页；原件请到邮箱查看。",
                 f"the mailbox did not give {given_up} mails whole, asked again and again: see the sheet "
                 "邮件, and the mails in the mailbox."),) if given_up else ()
    return Fetched(taken.sure, sent, (*mailbox.missing(), *short))


class _Taken:
    """Mails being fetched: written to the vault one by one, made durable and entered in the ledger a group at a time."""

    def __init__(self, installation: Installation, landed: Callable[[Sequence[str]], None]) -> None:
        self._installation, self._landed = installation, landed
        self._vault = installation.mails.begin()
        self._rows: list[tuple[Arrival, Blob]] = []
        self._bytes = 0
        self._most = min(FIRST_MAILS, GROUP_MAILS)
        self._short = ShortMails(installation.mails)
        self.sure = 0

    @property
    def pending(self) -> int:
        """Mails written and not yet entered."""
        return len(self._rows)

    @contextmanager
    def group(self) -> Iterator[None]:
        """Keeps what was wholly fetched, also when the mailbox breaks off."""
        try:
            yield
        finally:
            self._enter()

    def take(self, arrival: Arrival) -> None:
        """Writes one mail from its mailbox to the vault."""
        blob = self._vault.put(arrival.chunks())
        if arrival.short():
            self._short.add(arrival, blob)
            if not blob.size:
                self._vault.drop(blob)
            return
        self._rows.append((arrival, blob))
        self._bytes += blob.size
        if len(self._rows) >= self._most or self._bytes >= GROUP_BYTES:
            self._most = min(2 * self._most, GROUP_MAILS)
            self._enter()

    def _enter(self) -> None:
        rows, self._rows, self._bytes = self._rows, [], 0
        self._vault.keep()
        if not rows:
            return
        seen = [_sighting(*row) for row in rows]
        with self._installation.ledger.write() as connection:
            short = self._short.whole(connection, seen)
            self.sure += mail_rows.see(connection, seen, datetime.now(UTC))
            purged = mail_rows.purged(connection, [sighting.sha256 for sighting in seen])
        for digest in purged:  # the mailbox gave it once more, under another number
            self._installation.mails.path(digest).unlink(missing_ok=True)
        self._landed([*short, *(sighting.sha256 for sighting in seen)])

    def close(self, mailbox: Mailbox, every_folder: bool) -> int:
        """Enters what the mailbox did not give whole. Returns how many mails are newly kept as they are."""
        with self._installation.ledger.write() as connection:
            entered, given_up = self._short.close(connection, mailbox, every_folder)
            self.sure += len(entered)
        if entered:
            self._landed(entered)
        return given_up


def _sighting(arrival: Arrival, blob: Blob) -> Sighting:
    moment = moment_of(arrival.received)
    return Sighting(arrival.origin, blob.sha256, blob.size, text_of(moment) if moment else "")


def _due(installation: Installation, mailbox: Mailbox) -> bool:
    days = installation.settings.mailbox.recheck_days
    with installation.ledger.read() as connection:
        last = moment_of(run_rows.recall(connection, f"{RECHECKED} {mailbox.account}"))
    return bool(days) and (last is None or datetime.now(UTC) - last >= timedelta(days=days))


def _remember(installation: Installation, mailbox: Mailbox, rechecked: bool) -> None:
    """Stores how many mails are in each folder, for `status`; and when the last recheck was."""
    with installation.ledger.write() as connection:
        _remember_missing(connection, mailbox)
        for folder, count in mailbox.listed.items():
            run_rows.remember(connection, f"{run_rows.LISTED} {mailbox.account} {folder}", str(count))
        if rechecked:
            run_rows.remember(connection, f"{RECHECKED} {mailbox.account}", text_of(datetime.now(UTC)))


def _remember_missing(connection: Connection, mailbox: Mailbox) -> None:
    """Keeps which folders of the settings are not there, for the first page of the workbook."""
    lines = "\n".join(mailbox.missing())
    if run_rows.recall(connection, run_rows.MISSING) != lines:
        run_rows.remember(connection, run_rows.MISSING, lines)
        change_counter.changed(connection)


def _sent(installation: Installation, mailbox: Mailbox) -> tuple[Sent, ...]:
    """The folder of sent mail. Not read at every pass: it is urgent only while a letter's fate is unknown."""
    with installation.ledger.read() as connection:
        last = moment_of(run_rows.recall(connection, f"{LOOKED} {mailbox.account}"))
        waiting = letter_rows.in_state(connection, LetterState.UNKNOWN)
    if last is not None and datetime.now(UTC) - last < SENT_EVERY and not waiting:
        return ()
    try:
        sent = mailbox.sent()
    except MailboxOutage as outage:  # all mail is in already; sent mail is not worth stopping the run
        log.warning(say("没有查看“已发送”文件夹：%s", "the folder of sent mail was not looked at: %s"), outage)
        return ()
    if sent is None:
        return ()
    with installation.ledger.write() as connection:
        run_rows.remember(connection, f"{LOOKED} {mailbox.account}", text_of(datetime.now(UTC)))
    return sent


def note_sent(installation: Installation, sent: tuple[Sent, ...]) -> tuple[str, ...]:
    """Settles letters of unknown fate that are among the sent mail, and notes which mails staff answered by hand. Must be called
    after the new mails were read: until then nobody knows their Message-IDs. Where letters of this program were sent and this
    ledger never sent any, it is not the one that did: what answers mails until now is held. Returns what a person must know."""
    if not sent:
        return ()
    now = datetime.now(UTC)
    with installation.ledger.write() as connection:
        ids = {mail.message_id for mail in sent}
        first = letter_rows.none_left(connection)
        letter_rows.settle_sent(connection, ids, text_of(now))
        ours = letter_rows.ours(connection, ids)
        by_hand = [(mail, text_of(moment_of(mail.moment) or now)) for mail in sent if mail.message_id not in ours]
        mail_rows.answered_by_hand(connection, {answered: moment for mail, moment in by_hand for answered in mail.answers})
    if not (first and any(map(send_log.is_ours, ids))):
        return ()
    send_log.SendLog(installation.settings.home).note_unsure(text_of(now))
    return (say(*ANOTHER_LEDGER),)
