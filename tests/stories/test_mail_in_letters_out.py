"""The pass on real parts: a mailbox over IMAP in, letters over SMTP out, and what happens when either breaks."""

from __future__ import annotations

from datetime import UTC, datetime
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from openpyxl import load_workbook

from config.model import Settings
from intake.ledger import letters, mails, open_ledger, runs
from intake.letters.breaker import Breaker
from intake.model import MailboxOutage
from intake.operations import metrics
from intake.operations.status import standing
from reports.run_summary import summary
from tests import installation
from tests.servers.imap import PASSWORD, Server, fill, pymap_server
from tests.servers.smtp import Script, smtp_server

pytestmark = pytest.mark.usefixtures("either_database")

SAMPLES = [path.read_bytes() for path in sorted(installation.MAILBOX.glob("*.eml"))]


def over_imap(home: Path, server: Server, **changes: dict[str, object]) -> Settings:
    mailbox = {"password": PASSWORD, "folders": ["广告邮件"], "timeout_seconds": 10}
    return installation.settings(home, server.url(), **({"mailbox": mailbox} | changes))


def over_smtp(home: Path, port: int, **changes: dict[str, object]) -> Settings:
    return installation.settings(home, installation.MAILBOX, smtp={"url": f"smtp://127.0.0.1:{port}"}, **changes)


def states(these: Settings) -> dict[str, int]:
    ledger = open_ledger(these.ledger.url)
    with ledger.read() as connection:
        return {state: n for state, n in letters.counts(connection).items() if n}


def test_mail_arrives_by_imap_from_every_folder_and_once(tmp_path: Path) -> None:
    with pymap_server() as server:
        fill(server, SAMPLES[:4])
        fill(server, SAMPLES[4:6], "广告邮件")
        these = over_imap(tmp_path, server)
        facts, code = installation.run(these)
        assert (facts.fetched, facts.new_cases, facts.not_applications, code) == (6, 5, 1, 0)
        assert "本次处理完成" in summary(facts)
        fill(server, SAMPLES[6:7])
        assert installation.run(these)[0].fetched == 1
        assert installation.run(these)[0].fetched == 0
    assert len(installation.letters(tmp_path)) == 6


def test_the_same_mail_in_two_folders_is_one_mail(tmp_path: Path) -> None:
    with pymap_server() as server:
        fill(server, SAMPLES[:1])
        fill(server, SAMPLES[:1], "广告邮件")
        facts, _ = installation.run(over_imap(tmp_path, server))
    assert (facts.fetched, facts.new_cases, facts.letters_sent) == (1, 1, 1)


def test_an_old_mail_gets_a_held_letter(tmp_path: Path) -> None:
    these = installation.settings(tmp_path, installation.MAILBOX, letters={"max_age_days": 14})
    facts, _ = installation.run(these)
    assert (facts.letters_sent, facts.letters_held) == (0, 19)


@pytest.mark.parametrize("send", ["approve", "off"])
def test_nothing_leaves_the_house_unless_it_may(tmp_path: Path, send: str) -> None:
    these = installation.settings(tmp_path, installation.MAILBOX, letters={"max_age_days": 0, "send": send})
    facts, code = installation.run(these)
    assert (facts.letters_sent, facts.letters_held, code) == (0, 19, 0)
    assert not installation.letters(tmp_path)


def test_letters_go_out_by_smtp_one_recipient_each(tmp_path: Path) -> None:
    script = Script()
    with smtp_server(script) as port:
        facts, code = installation.run(over_smtp(tmp_path, port))
    assert (facts.letters_sent, code, len(script.letters)) == (19, 0, 19)
    assert all(len(envelope.rcpt_tos) == 1 for envelope in script.letters)
    ids = [message_from_bytes(bytes(e.content or b""), policy=policy.default)["Message-ID"] for e in script.letters]
    assert len(set(ids)) == 19


# --- what goes wrong ------------------------------------------------------------------------------------------------


def test_no_mailbox_is_an_outage_and_settles_nothing(tmp_path: Path) -> None:
    with pymap_server() as server:
        these = over_imap(tmp_path, server)
    with pytest.raises(MailboxOutage) as outage:
        installation.run(these)
    assert PASSWORD not in str(outage.value)
    ledger = open_ledger(these.ledger.url)
    with ledger.read() as connection:
        assert mails.counts(connection)["seen"] == 0
        last = runs.last(connection)
    assert last is not None
    assert last.finished == ""


def test_a_mail_server_that_is_down_keeps_letters_in_the_queue(tmp_path: Path) -> None:
    script = Script()
    with smtp_server(script) as port:
        pass
    these = over_smtp(tmp_path, port)
    facts, code = installation.run(these)
    assert (facts.letters_sent, facts.letters_queued, code) == (0, 19, 1)
    assert facts.problems
    with smtp_server(script) as port:
        facts, code = installation.run(over_smtp(tmp_path, port))
    assert (facts.letters_sent, code) == (19, 0)


def test_a_letter_refused_for_now_waits_and_one_refused_for_good_is_told(tmp_path: Path) -> None:
    with smtp_server(Script(data="451 DT:SPM later")) as port:
        assert installation.run(over_smtp(tmp_path, port))[1] == 0
    assert states(over_smtp(tmp_path, port)) == {"queued": 19}
    other = tmp_path / "other"
    with smtp_server(Script(data="554 DT:SPM no")) as port:
        facts, code = installation.run(over_smtp(other, port))
    assert (facts.letters_failed, facts.letters_queued, code) == (1, 18, 1)


def test_a_letter_whose_fate_is_unknown_is_never_sent_again_by_itself(tmp_path: Path) -> None:
    script = Script(drop=True)
    with smtp_server(script) as port:
        facts, code = installation.run(over_smtp(tmp_path, port))
        assert (facts.letters_unknown, facts.letters_queued, code) == (1, 18, 1), "a broken line is not tried again at once"
        script.drop = False
        assert installation.run(over_smtp(tmp_path, port))[0].letters_sent == 18
        installation.run(over_smtp(tmp_path, port))
    assert len(script.letters) == 19 and len({letter.content for letter in script.letters}) == 19


def test_letters_a_dead_run_left_in_the_middle_are_unknown(tmp_path: Path) -> None:
    script = Script()
    with smtp_server(script) as port:
        these = over_smtp(tmp_path, port, letters={"send": "approve", "max_age_days": 0})
        installation.run(these)
        ledger = open_ledger(these.ledger.url)
        with ledger.write() as connection:
            held = letters.in_state(connection, "held")
            letters.move(connection, held[:2], ("held",), "sending", "2024-01-01T00:00:00+00:00")
        installation.run(these)
    assert states(these) == {"unknown": 2, "held": 17}
    assert not script.letters


def test_the_breaker_holds_every_letter_when_too_much_is_not_identified(tmp_path: Path) -> None:
    box = tmp_path / "box"
    box.mkdir()
    locked = (installation.MAILBOX / "18-locked.eml").read_bytes()
    (box / "good.eml").write_bytes(SAMPLES[0])
    for number in range(6):
        fresh = locked.replace(b"Message-ID: <", f"Message-ID: <{number}".encode()).replace(b"unit18", f"unit18{number}".encode())
        (box / f"{number}.eml").write_bytes(fresh)
    these = installation.settings(tmp_path / "home", box, breaker={"least": 1, "share": 0.1})
    facts, code = installation.run(these)
    assert facts.breaker and code == 1
    assert (facts.letters_sent, installation.letters(tmp_path / "home")) == (0, [])
    ledger = open_ledger(these.ledger.url)
    told = standing(ledger)
    assert (told["breaker"]["holding"], told["breaker"]["letters"]) == (True, 7)
    assert "grant_intake_breaker_holding 1" in "\n".join(metrics._lines(told, 1, 0.0))
    sheets = load_workbook(facts.workbook)
    assert any("暂停发信" in str(cell.value) for row in sheets["汇总"]["A1:A4"] for cell in row)
    assert any("暂停发信" in str(cell.value) for row in sheets["总览"].iter_rows() for cell in row)

    _, code = installation.run(these)
    assert code == 1, "a run without mail opens nothing"
    Breaker(ledger, these, Path).open(datetime.now(UTC))
    facts, code = installation.run(these)
    assert (facts.letters_sent, facts.breaker, code) == (7, "", 0)
    sheets = load_workbook(facts.workbook)
    assert not any("暂停发信" in str(cell.value) for name in ("汇总", "总览") for row in sheets[name].iter_rows() for cell in row)


def test_two_robots_stop_talking(tmp_path: Path) -> None:
    """A partner that sends the same package again and again gets its letters of a day, and then no more."""
    box = tmp_path / "box"
    box.mkdir()
    for number in range(8):
        again = SAMPLES[0].replace(b"Message-ID: <", f"Message-ID: <{number}".encode())
        (box / f"{number}.eml").write_bytes(again)
    these = installation.settings(tmp_path / "home", box)
    facts, _ = installation.run(these)
    assert (facts.new_cases, facts.duplicates) == (1, 7)
    assert facts.letters_sent == 1 + these.letters.per_sender_a_day


