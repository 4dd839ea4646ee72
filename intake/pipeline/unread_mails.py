"""Sets mails aside that are not read: those of blocked senders, and those larger than the limit.

Of such a mail only the header is looked at, so that 邮件 shows whose it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from intake.edits.blocked_senders import BlockedSenders, blocked_senders
from intake.ledger import blocked_mails
from intake.ledger import mails as mail_rows
from intake.ledger import runs as run_rows
from intake.letters import outbox
from intake.matching.trust import trust_of
from intake.mime import head_alone, writers_of
from intake.mime.mail_kind import silence
from intake.operations.installation import Installation
from intake.timestamps import text_of
from parsers.model.mail import Head

HEADER_BYTES = 256 << 10
_MARK = "blocked senders"
"""Name under which the ledger keeps who was blocked at the last pass."""


class UnreadMails:
    """The mails of one pass that are not read."""

    def __init__(self, installation: Installation) -> None:
        self._installation = installation
        self._blocked: BlockedSenders | None = None

    def lifted(self, now: datetime) -> Sequence[str]:
        """Has those mails wait again, as if they came now, whose sender is blocked no longer. Returns their digests."""
        installation, blocked = self._installation, self._senders()
        with installation.ledger.read() as connection:
            if run_rows.recall(connection, _MARK) == blocked.mark:
                return ()
        with installation.ledger.write() as connection:
            run_rows.remember(connection, _MARK, blocked.mark)
            aside = [(digest, self._start(digest)) for digest in blocked_mails.blocked(connection)]
            free = [digest for digest, start in aside if start and not self._holding(start)]
            for digest in free:
                blocked_mails.free(connection, digest, text_of(now))
        return free

    def blocked(self, digest: str, dry_run: bool = False) -> bool:
        """Sets a waiting mail aside if its sender is blocked, and it was never settled; in a dry run only says so. Returns
        whether it is set aside."""
        start = self._start(digest) if self._senders() else b""
        name = self._holding(start) if start else ""
        if dry_run or not name:
            return bool(name)
        with self._installation.ledger.write() as connection:
            if not blocked_mails.block(connection, digest, name):
                return False
            mail_rows.keep_head(connection, digest, head_alone(start))
        return True

    def _holding(self, start: bytes) -> str:
        """The block that holds a mail which begins so, "" where none does."""
        return self._senders().holding(head_alone(start), writers_of(start), self._installation.settings)

    def too_large(self, digest: str, now: datetime) -> None:
        """Keeps whose a mail is that is larger than the limit, and the one short receipt that says that it came."""
        from intake.pipeline.receipts import keep_within_limits  # here: most passes meet no such mail, and need no templates
        from reports.letters.compose import bare_receipt, says_unread

        head = self._head(digest)
        if head is None:
            return
        settings, guide = self._installation.settings, self._installation.guide
        with self._installation.ledger.write() as connection:
            mail_rows.keep_head(connection, digest, head)
            received = mail_rows.received_of(connection, digest)
            if silence(head, settings.own_addresses) or not says_unread(guide):
                return
            letter = bare_receipt(received, settings.office, guide, trust_of(head, settings).disproved)
            draft = outbox.unread_draft(digest, head, letter, blocked_mails.waits_since(connection, digest), settings, now)
            keep_within_limits(connection, draft, head, received, settings, now)

    def _senders(self) -> BlockedSenders:
        if self._blocked is None:
            with self._installation.ledger.read() as connection:
                self._blocked = blocked_senders(connection, self._installation.settings, self._head)
        return self._blocked

    def _head(self, digest: str) -> Head | None:
        start = self._start(digest)
        return head_alone(start) if start else None

    def _start(self, digest: str) -> bytes:
        """The beginning of a mail's bytes; nothing where they are not here."""
        path = self._installation.mails.path(digest)
        if not path.exists():
            return b""
        with path.open("rb") as file:
            return file.read(HEADER_BYTES)
