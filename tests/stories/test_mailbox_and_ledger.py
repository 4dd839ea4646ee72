"""The mailbox compared with the ledger: what broke off is kept, a uid given to another mail is found, the sums of `status` are
right."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from config.model import Settings
from intake.ledger import open_ledger
from intake.model import MailboxOutage
from intake.operations.status import standing
from tests import installation
from tests.servers.coremail import Coremail, mail
from tests.servers.imap import PASSWORD, Server, scripted_server

pytestmark = pytest.mark.usefixtures("every_database")


def settings(home: Path, server: Server, **mailbox: object) -> Settings:
    words = {"url": server.url(), "password": PASSWORD, "pause_seconds": 0, "timeout_seconds": 5} | mailbox
    return installation.settings(home, server.url(), mailbox=words)


def told(chosen: Settings) -> dict[str, dict[str, int]]:
    ledger = open_ledger(chosen.ledger.url)
    try:
        found = standing(ledger)
    finally:
        ledger.close()
    json.dumps(found)
    assert found["mails"]["seen"] == sum(n for state, n in found["mails"].items() if state != "seen")
    return {"mails": found["mails"], **found["mailbox"]}


def test_status_sets_the_mailbox_beside_the_ledger(tmp_path: Path) -> None:
    script = Coremail({7: mail(1), 8: mail(2), 9: mail(3)})
    with scripted_server(script) as server:
        chosen = settings(tmp_path, server)
        installation.run(chosen)
        del script.mails[7]
        installation.run(chosen)
    told_now = told(chosen)
    assert told_now["mails"]["seen"] == 3
    assert told_now["imap:office@127.0.0.1 INBOX"] == {"fetched": 3, "listed": 2}


class Breaking(Coremail):
    """Hangs up for good when the third mail is asked for."""

    broken = True

    def do_fetch(self, tag: str, command: str, send: Callable[[bytes], None]) -> bool:
        return super().do_fetch(tag, command, send) if not (self.broken and "BODY" in command and "9" in command) else False


def test_what_came_before_the_line_broke_is_kept_and_the_rest_comes_next_time(tmp_path: Path) -> None:
    script = Breaking({7: mail(1), 8: mail(2), 9: mail(3)})
    with scripted_server(script) as server:
        chosen = settings(tmp_path, server, batch_bytes=1, retries=1)
        with pytest.raises(MailboxOutage):
            installation.run(chosen)
        assert told(chosen)["mails"]["waiting"] == 2
        script.broken = False
        asked = len(script.seen)
        installation.run(chosen)
    assert told(chosen)["mails"]["seen"] == 3
    assert [command for command in script.seen[asked:] if "BODY" in command] == ["UID FETCH 9 (BODY.PEEK[])"]


def test_a_mail_under_a_uid_given_anew_is_not_lost(tmp_path: Path) -> None:
    script = Coremail({7: mail(1)})
    with scripted_server(script) as server:
        installation.run(settings(tmp_path, server))
        script.mails[7] = mail(2, 900)
        chosen = settings(tmp_path, server)
        installation.run(chosen)
        assert told(chosen)["mails"]["seen"] == 1, "the weekly look is not due"
        always = settings(tmp_path, server, recheck_days=0.000001)
        installation.run(always)
        assert told(chosen)["mails"]["seen"] == 2
        asked = len(script.seen)
        installation.run(always)
        assert not [command for command in script.seen[asked:] if "BODY" in command], "and it is fetched once"
