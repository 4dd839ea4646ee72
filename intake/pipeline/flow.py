"""The middle of the pass: mails are read while others are still being fetched, and settled while others are still being read.

Mails are settled in the order of their arrival, and not before the pass has fetched everything: which case a package joins, and
which number a new one gets, depends on what came before. So a mail that is slow to read delays the settling of younger ones,
never their reading; users do not notice, since letters and workbook come last. A mail with a fault is skipped, as everywhere.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from config.language import say
from intake.ledger import mails as mail_rows
from intake.model import Outage
from intake.pipeline.run_counts import Tally
from intake.pipeline.unread_mails import UnreadMails
from intake.sandbox.faults import Fault, frames
from intake.sandbox.readers import Reader

if TYPE_CHECKING:
    from intake.operations.installation import Installation


class Flow:
    """One pass's mails between mailbox and ledger. `landed` takes digests as they come; `finish` reads and settles all of
    them."""

    def __init__(
        self, installation: Installation, tally: Tally, reader: Reader, now: Callable[[], datetime], dry_run: bool = False
    ) -> None:
        self._installation, self._tally, self._reader, self._now = installation, tally, reader, now
        self._dry_run = dry_run
        self._reading: set[str] = set()
        self._undated: set[str] = set()
        self._unread = UnreadMails(installation)

    def waiting(self) -> None:
        """Offers to the reader what an earlier pass left waiting without a reading, and mails whose sender is blocked no more."""
        if not self._dry_run:
            self._unread.lifted(self._now())
        with self._installation.ledger.read() as connection:
            digests = [mail.sha256 for mail in mail_rows.waiting(connection)]
            ready = mail_rows.have_reading(connection, self._installation.guide.digest, digests)
        self._offer([digest for digest in digests if digest not in ready])

    def landed(self, digests: Sequence[str]) -> None:
        """Has these mails read, which are in the vault and the ledger; keeps what has been read meanwhile."""
        # what settles and publishes is loaded while the readers load what they need
        import intake.pipeline.settle  # noqa: F401
        import reports.workbook.book  # noqa: F401

        with self._installation.ledger.read() as connection:
            unread = mail_rows.unread(connection, self._installation.guide.digest, digests)
        self._offer([digest for digest in digests if digest in unread - self._reading])
        self._keep(self._reader.finished(block=False))

    def finish(self, settling: bool = True) -> None:
        """Waits for all readings after everything is fetched, and settles meanwhile."""
        with self._installation.ledger.read() as connection:
            total = len(mail_rows.waiting(connection))
        steps = self._steps(settling)
        for _ in self._installation.narrator.follow(steps, total, say("阅读并登记", "reading and entering")):
            pass

    def _steps(self, settling: bool) -> Iterator[str]:
        line: deque[str] | None = None
        while True:
            if settling and line is None:
                line = self._line()
            while line and line[0] not in self._reading:
                yield self._settle(line.popleft())
            if not self._reading:
                return
            for digest in self._keep(self._reader.finished(block=True)):
                if not settling:
                    yield digest

    def _line(self) -> deque[str] | None:
        """Waiting mails, oldest first; None while there is one whose arrival only its reading will tell."""
        if not self._undated.isdisjoint(self._reading):
            return None
        with self._installation.ledger.read() as connection:
            waiting = mail_rows.waiting(connection)
        self._undated = {mail.sha256 for mail in waiting if not mail.received}
        if not self._undated.isdisjoint(self._reading):
            return None
        return deque(mail.sha256 for mail in waiting)

    def _offer(self, digests: Sequence[str]) -> None:
        most, fitting = self._installation.settings.limits.mail_bytes, []
        for digest in digests:
            path = self._installation.mails.path(digest)
            if not path.exists():
                self._elsewhere(digest)
            elif self._unread.blocked(digest, self._dry_run):
                continue
            elif path.stat().st_size <= most:
                fitting.append(digest)
            elif not self._dry_run:
                self._unread.too_large(digest, self._now())
                self._fault(digest, mail_rows.TOO_LARGE, shelve=True)
        self._reading.update(fitting)
        self._reader.offer(fitting)

    def _elsewhere(self, digest: str) -> None:
        """Handles bytes that are not here: lost, or fetched by another machine into its own vault."""
        self._fault(digest, "FileNotFoundError\nits bytes are not in this machine's vault")

    def _keep(self, results: Sequence[tuple[str, str | Fault]]) -> list[str]:
        for digest, result in results:
            self._reading.discard(digest)
            if isinstance(result, Fault):
                self._fault(digest, result.trace)
                continue
            with self._installation.ledger.write() as connection:
                mail_rows.keep_reading(connection, digest, self._installation.guide.digest, result)
        return [digest for digest, _ in results]

    def _settle(self, digest: str) -> str:
        """Settles one mail and catches its fault, so that it never stops the others."""
        from intake.pipeline.settle import settle

        installation, tally = self._installation, self._tally
        with installation.ledger.read() as connection:
            ready = mail_rows.have_reading(connection, installation.guide.digest, [digest])
        if not ready:  # its fault was noted already
            return digest
        try:
            outcome = settle(installation.ledger, digest, installation.settings, installation.guide, self._now())
        except Outage:
            raise
        except Exception as error:
            self._fault(digest, frames(error))
            return digest
        if outcome is not None:
            tally.outcomes.append(outcome)
            tally.not_applications += not outcome.application
        return digest

    def _fault(self, digest: str, trace: str, shelve: bool = False) -> None:
        with self._installation.ledger.write() as connection:
            shelved = mail_rows.tried(connection, digest, trace, shelve)
        self._tally.faults += 1
        self._tally.shelved += shelved
        state = say("已搁置", "put aside") if shelved else say("下次再试", "tried again next time")
        first = trace.splitlines()[0]
        self._installation.narrator.say(say(f"邮件 {digest[:12]} 未能处理（{state}）：{first}",
                                            f"the mail {digest[:12]} failed ({state}): {first}"))
