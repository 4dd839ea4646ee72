"""Letters are sent within the provider's limits, and sending stops where going on would only make things worse."""

from __future__ import annotations

from pathlib import Path

import pytest

from config.model import Settings
from intake.ledger import letters, open_ledger
from tests import installation
from tests.servers.smtp import Script, smtp_server

pytestmark = pytest.mark.usefixtures("either_database")


def over(home: Path, port: int, **smtp: object) -> Settings:
    return installation.settings(home, installation.MAILBOX, smtp={"url": f"smtp://127.0.0.1:{port}"} | smtp)


def states(these: Settings) -> dict[str, int]:
    ledger = open_ledger(these.ledger.url)
    with ledger.read() as connection:
        return {state: n for state, n in letters.counts(connection).items() if n}


def test_a_run_sends_no_more_than_it_may_and_the_next_one_goes_on(tmp_path: Path) -> None:
    script = Script()
    with smtp_server(script) as port:
        these = over(tmp_path, port, per_run=8)
        for sent in (8, 16, 19):
            _, code = installation.run(these)
            assert (len(script.letters), code) == (sent, 0)
    assert states(these) == {"sent": 19}


def test_a_day_has_its_limit(tmp_path: Path) -> None:
    script = Script()
    with smtp_server(script) as port:
        these = over(tmp_path, port, per_day=5)
        installation.run(these)
        installation.run(these)
    assert len(script.letters) == 5 and states(these) == {"sent": 5, "queued": 14}


@pytest.mark.parametrize(
    ("answer", "left", "problem"),
    [("451 MI:SFQ 126 smtp", {"queued": 19}, False), ("554 DT:SPM 126 smtp", {"failed": 1, "queued": 18}, True)],
    ids=["not now", "never so"],
)
def test_what_is_said_of_us_ends_the_run(tmp_path: Path, answer: str, left: dict[str, int], problem: bool) -> None:
    script = Script(data=answer)
    with smtp_server(script) as port:
        these = over(tmp_path, port)
        facts, code = installation.run(these)
        assert len(script.letters) == 1 and states(these) == left and code == problem
        assert [answer[:3] in line and "126" not in line for line in facts.problems] == [True] * problem
        script.data = "250 OK"
        installation.run(these)
    assert states(these)["sent"] == 18


def test_a_sender_refused_before_the_letter_costs_no_letter(tmp_path: Path) -> None:
    script = Script(mail="550 Mail from must equal authorized user")
    with smtp_server(script) as port:
        these = over(tmp_path, port)
        _, code = installation.run(these)
    assert states(these) == {"queued": 19} and code == 1


def test_what_is_said_of_a_recipient_stops_only_that_letter(tmp_path: Path) -> None:
    script = Script(rcpt="550 User not found")
    with smtp_server(script) as port:
        these = over(tmp_path, port)
        _, code = installation.run(these)
    assert states(these) == {"failed": 19} and code == 1
