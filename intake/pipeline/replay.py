"""Reads kept mails again: drops their readings and folds their cases again. Case numbers stay, and so do letters already sent."""

from __future__ import annotations

import time
from collections.abc import Sequence
from datetime import UTC, datetime

from config.language import say
from config.model import Guide, Settings
from intake.ledger import letters as letter_rows
from intake.ledger import mails as mail_rows
from intake.ledger import runs as run_rows
from intake.operations.installation import Installation, open_installation
from intake.operations.lock import run_lock
from intake.operations.progress import Narrator
from intake.pipeline.open_reader import open_reader
from intake.pipeline.run import bench_of, desk_in, facts_of, flow_of
from intake.pipeline.run_counts import Tally
from intake.publish.outputs import publish
from intake.publish.sources import Sources
from intake.timestamps import text_of
from reports.run_summary import RunFacts


def replay_mails(
    settings: Settings, guide: Guide, narrator: Narrator, keys: Sequence[str], everything: bool
) -> tuple[RunFacts, int]:
    """Reads these mails (or all) again, settles them, and rebuilds the workbook. Sends nothing: the next run does.

    Returns facts and exit code. Raises LookupError for a key that names no mail or several, and what a pass raises.
    """
    clock, tally = time.monotonic(), Tally()
    with run_lock(settings.home, settings.ledger.url):
        installation = open_installation(settings, guide, narrator)
        try:
            desk_in(installation, tally)
            _reopen(installation, keys, everything)
            with installation.ledger.write() as connection:
                number = run_rows.start(connection, text_of(datetime.now(UTC)))
                tally.letters_before = letter_rows.counts(connection)
            with open_reader(bench_of(installation)) as reader:
                flow = flow_of(installation, tally, reader)
                flow.waiting()
                flow.finish()
            published = publish(Sources(installation.ledger, installation.mails, installation.files, settings, guide), number)
            tally.problems += published.faults
            tally.desk += published.messages
            facts = facts_of(installation, tally, clock, "", published)
            code = 1 if tally.shelved or tally.problems else 0
            with installation.ledger.write() as connection:
                run_rows.finish(connection, number, text_of(datetime.now(UTC)), code, "{}")
        finally:
            installation.ledger.close()
    return facts, code


def _reopen(installation: Installation, keys: Sequence[str], everything: bool) -> None:
    with installation.ledger.write() as connection:
        chosen = list(mail_rows.everyone(connection)) if everything else []
        for key in keys:
            matches = mail_rows.find(connection, key)
            if len(matches) != 1:
                raise LookupError(f"{key}: " + (say("不止一封邮件以此开头",
                                                    "more than one mail "
                                                    "begins so") if matches else say("没有这封邮件", "no such mail")))
            chosen += matches
        for mail in chosen:
            if not mail_rows.reopen(connection, mail.sha256) and not everything:
                raise LookupError(f"{mail.sha256[:12]}: " + say("这封邮件或它的项目已清除",
                                                                "this mail, or a case of it, was purged"))
