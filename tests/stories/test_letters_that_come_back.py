"""What happens to letters after sending: they come back, their fate is found among the sent mail, or staff answer by hand. And
who is told nothing: a sender our provider disproves, a package with a classification mark."""

from __future__ import annotations

import json
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from random import Random

import pandas as pd
import pytest
from imapclient import IMAPClient

from config.model import Guide, Settings
from intake.ledger import letters, open_ledger
from intake.letters.outbox import UNSURE
from intake.operations.progress import Narrator
from intake.operations.status import standing
from intake.pipeline.run import run_pass
from reports.case import LetterRow
from tests import installation
from tests.samples.make.projects import values
from tests.samples.make.word import docx
from tests.servers.imap import PASSWORD, Server, fill, pymap_server
from tests.servers.smtp import Script, smtp_server

pytestmark = pytest.mark.usefixtures("either_database")

SAMPLE = (installation.MAILBOX / "01-conference.eml").read_bytes()


def folder(home: Path, *mails: bytes) -> Path:
    place = home / "in"
    place.mkdir(parents=True, exist_ok=True)
    for number, mail in enumerate(mails, len(list(place.iterdir()))):
        (place / f"{number:03}.eml").write_bytes(mail)
    return place


def rows(these: Settings) -> tuple[LetterRow, ...]:
    ledger = open_ledger(these.ledger.url)
    with ledger.read() as connection:
        return letters.rows(connection)


def sheet(these: Settings, name: str) -> pd.DataFrame:
    newest = max((these.home / "output").glob("*.xlsx"), key=lambda path: path.stat().st_mtime_ns)
    return pd.read_excel(newest, sheet_name=name, engine="calamine")


def bounce(letter: EmailMessage, with_id: bool = True) -> bytes:
    report = EmailMessage()
    report["From"], report["To"], report["Subject"] = "postmaster@126.com", "hnkxgjb@126.com", "系统退信"
    report["Message-ID"], report["Date"] = "<b1@mx.example>", "Fri, 19 Apr 2024 03:14:00 +0800"
    named = f"Message-ID: {letter['Message-ID']}" if with_id else "（略）"
    report.set_content(f"您的邮件被退回。收件人：{letter['To']}\n550 User not found\n{named}")
    return report.as_bytes()


@pytest.mark.parametrize("with_id", [True, False], ids=["named by its Message-ID", "found by its recipient"])
def test_a_letter_that_came_back_is_shown_with_its_case(tmp_path: Path, with_id: bool) -> None:
    these = installation.settings(tmp_path, folder(tmp_path, SAMPLE))
    installation.run(these)
    (letter,) = (message_from_bytes(p.read_bytes(), policy=policy.default) for p in installation.letters(tmp_path))
    folder(tmp_path, bounce(letter, with_id))
    ran, code = installation.run(these)
    assert (ran.not_applications, ran.letters_sent, code) == (1, 0, 0)
    (row,) = rows(these)
    reason = "收件地址不存在，550" + ("" if with_id else "；退信未附原信，按收件人推定")
    assert (row.state, row.returned) == ("sent", reason)
    assert sheet(these, "回复")["退信原因"].tolist() == [reason]
    (why,) = sheet(these, "邮件").query("类型 == '自动邮件'")["说明"]
    assert why == f"退信：给GJ2024-0001的回信未送达（{reason}），请另行联系申报单位"
    ledger = open_ledger(these.ledger.url)
    assert standing(ledger)["letters"]["returned"] == 1
    assert json.dumps(standing(ledger))


def test_a_delayed_letter_is_shown_as_delayed_and_not_as_returned(tmp_path: Path) -> None:
    these = installation.settings(tmp_path, folder(tmp_path, SAMPLE))
    installation.run(these)
    (letter,) = (message_from_bytes(p.read_bytes(), policy=policy.default) for p in installation.letters(tmp_path))
    late = EmailMessage()
    late["From"], late["To"], late["Subject"] = "Mailer-Daemon@mx.example", "hnkxgjb@126.com", "Warning: message delayed 24 hours"
    late["Message-ID"], late["Date"] = "<w1@mx.example>", "Fri, 19 Apr 2024 03:14:00 +0800"
    late.set_content(f"{letter['To']}: Connection refused\nMessage-ID: {letter['Message-ID']}\nDelivery attempts will continue.")
    folder(tmp_path, late.as_bytes())
    installation.run(these)
    assert sheet(these, "回复")["退信原因"].tolist() == ["投递延迟（对方服务器连不上）"]
    (why,) = sheet(these, "邮件").query("类型 == '自动邮件'")["说明"]
    assert why == "投递延迟：给GJ2024-0001的回信尚未送达（对方服务器连不上），对方服务器仍可能收下"
    page = (tmp_path / "output" / "pages" / "GJ2024-0001.html").read_text("utf-8")
    assert "投递延迟（对方服务器连不上）" in page and "退信：" not in page
    counted = standing(open_ledger(these.ledger.url))["letters"]
    assert (counted["returned"], counted["delayed"]) == (0, 1)


def test_somebody_elses_returned_mail_touches_nothing(tmp_path: Path) -> None:
    these = installation.settings(tmp_path, folder(tmp_path, SAMPLE))
    installation.run(these)
    stranger = EmailMessage()
    stranger["Message-ID"], stranger["To"] = "<x@y.example>", "somebody@else.example"
    folder(tmp_path, bounce(stranger))
    installation.run(these)
    assert [row.returned for row in rows(these)] == [""]


@pytest.mark.parametrize("with_id", [True, False])
def test_a_report_of_a_disproved_sender_must_name_the_letter(tmp_path: Path, with_id: bool) -> None:
    these = installation.settings(tmp_path, folder(tmp_path, SAMPLE))
    installation.run(these)
    (letter,) = (message_from_bytes(p.read_bytes(), policy=policy.default) for p in installation.letters(tmp_path))
    judged = b"Authentication-Results: mx.126.com; spf=fail; dkim=none; dmarc=fail\r\n"
    folder(tmp_path, judged + bounce(letter, with_id))
    installation.run(these)
    assert [bool(row.returned) for row in rows(these)] == [with_id]


def sent_folder(server: Server, *mails: bytes) -> None:
    fill(server, mails, "Sent")
    with IMAPClient("127.0.0.1", server.port, ssl=False) as client:
        client.login(server.user, server.password)
        assert client.folder_exists("Sent")


def test_a_letter_of_unknown_fate_is_found_among_the_sent_mail(tmp_path: Path) -> None:
    script = Script(drop=True)
    with pymap_server() as server, smtp_server(script) as port:
        fill(server, [SAMPLE])
        these = installation.settings(
            tmp_path, server.url(), mailbox={"url": server.url(), "password": PASSWORD}, smtp={"url": f"smtp://127.0.0.1:{port}"})
        installation.run(these)
        assert [row.state for row in rows(these)] == ["unknown"]
        installation.run(these)
        assert [row.state for row in rows(these)] == ["unknown"], "there is no folder of sent mail yet"
        sent_folder(server, script.letters[0].content or b"")
        installation.run(these)
    assert [(row.state, row.why) for row in rows(these)] == [("sent", "已在“已发送”中找到")]
    assert len(script.letters) == 1


def test_a_second_state_over_an_answered_mailbox_answers_nobody_again_and_says_so(tmp_path: Path) -> None:
    """Somebody runs it by hand as another user: another home, an empty ledger, and a mailbox that was answered."""
    mails = [(installation.MAILBOX / name).read_bytes() for name in ("01-conference.eml", "02-cooperation-gbk.eml")]
    script = Script()
    with pymap_server() as server, smtp_server(script) as port:
        fill(server, mails)

        def home(name: str) -> Settings:
            return installation.settings(
                tmp_path / name, server.url(), mailbox={"url": server.url(), "password": PASSWORD},
                smtp={"url": f"smtp://127.0.0.1:{port}", "spacing_seconds": 0})

        _, code = installation.run(home("first"))
        assert (code, len(script.letters)) == (0, 2)
        sent_folder(server, script.letters[0].content or b"")
        facts, code = installation.run(home("second"))
        assert (code, len(script.letters)) == (1, 2) and any("从未发过信" in line for line in facts.problems)
        assert sorted((row.state, row.why) for row in rows(home("second"))) == [("held", UNSURE), ("sent", "已在“已发送”中找到")]
        fill(server, [(installation.MAILBOX / "03-base.eml").read_bytes()])
        _, code = installation.run(home("second"))
        assert (code, len(script.letters)) == (0, 3), "what comes from now on is answered"


def test_a_mail_that_staff_answered_by_hand_shows_it(tmp_path: Path) -> None:
    enquiry = (installation.MAILBOX / "06-enquiry.eml").read_bytes()
    answer = EmailMessage()
    answer["From"], answer["Message-ID"] = "hnkxgjb@126.com", "<by-hand@126.com>"
    answer["In-Reply-To"] = message_from_bytes(enquiry)["Message-ID"]
    answer.set_content("您好")
    with pymap_server() as server:
        fill(server, [enquiry])
        sent_folder(server, answer.as_bytes())
        these = installation.settings(tmp_path, server.url(), mailbox={"url": server.url(), "password": PASSWORD})
        installation.run(these)
        assert sheet(these, "邮件")["人工回复时间"].notna().tolist() == [True]


# --- who is told nothing ---------------------------------------------------------------------------------------------------


def test_a_disproved_sender_gets_a_letter_without_any_content(tmp_path: Path) -> None:
    judged = b"Authentication-Results: mx.126.com; spf=fail; dkim=none; dmarc=fail\r\n" + SAMPLE
    these = installation.settings(tmp_path, folder(tmp_path, judged))
    installation.run(these)
    (letter,) = (message_from_bytes(p.read_bytes(), policy=policy.default) for p in installation.letters(tmp_path))
    said = str(letter["Subject"]) + "".join(part.get_content() for part in letter.walk() if not part.is_multipart())
    checks = sheet(these, "形审")
    assert "sender-unverified" in checks["规则"].tolist()
    unit = sheet(these, "总览")["申报单位"].tolist()[0]
    assert "GJ2024" not in said and unit not in said and "未能确认" in said


def test_a_judgement_by_anybody_else_is_nothing(tmp_path: Path) -> None:
    judged = b"Authentication-Results: evil.example; dmarc=fail\r\n" + SAMPLE
    these = installation.settings(tmp_path, folder(tmp_path, judged))
    installation.run(these)
    letter = message_from_bytes(installation.letters(tmp_path)[0].read_bytes(), policy=policy.default)
    assert "GJ2024-0001" in str(letter["Subject"])


def marked() -> bytes:
    """A mail whose application bears a classification mark."""
    written = values(Random(1), "conference")
    marked = written | {"main_content": "机密★3年\n" + str(written["main_content"])}
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "a@unit.example", "hnkxgjb@126.com", "申报材料"
    mail["Date"], mail["Message-ID"] = "Fri, 19 Apr 2024 03:14:00 +0800", "<s1@unit.example>"
    mail.set_content("见附件")
    mail.add_attachment(docx("exchange", marked), maintype="application", subtype="octet-stream", filename="申报书.docx")
    return mail.as_bytes()


def test_a_mark_of_secrecy_holds_the_letter_and_keeps_the_files_in_the_vault(tmp_path: Path) -> None:
    these = installation.settings(tmp_path, folder(tmp_path, marked()))
    ran, _ = installation.run(these)
    assert (ran.letters_sent, ran.letters_held) == (0, 1)
    assert "密级" in rows(these)[0].why
    assert "secret-mark" in sheet(these, "形审")["规则"].tolist()
    assert not list((tmp_path / "output").rglob("*.docx")) and not list((tmp_path / "output").rglob("*.eml"))


def renamed(*without: str) -> Guide:
    """The guide with every rule called otherwise, and without the rules of these kinds."""
    kept = [rule for rule in installation.guide().rules if rule.kind not in without]
    rules = tuple(rule.model_copy(update={"id": f"r{n}"}) for n, rule in enumerate(kept))
    return installation.guide().model_copy(update={"rules": rules, "digest": "renamed" + "".join(without)})


def test_a_mark_of_secrecy_holds_whatever_the_guide_calls_its_rule(tmp_path: Path) -> None:
    these = installation.settings(tmp_path, folder(tmp_path, marked()))
    ran, _ = run_pass(these, renamed(), Narrator(quiet=True))
    assert (ran.letters_sent, ran.letters_held) == (0, 1) and "密级" in rows(these)[0].why
    assert not list((tmp_path / "output").rglob("*.docx")) and not list((tmp_path / "output").rglob("*.eml"))


@pytest.mark.parametrize("without", [(), ("sender-unverified", "possible-duplicate")], ids=["renamed", "without"])
def test_a_disproved_sender_shelves_no_mail_whatever_rules_the_guide_has(tmp_path: Path, without: tuple[str, ...]) -> None:
    judged = b"Authentication-Results: mx.126.com; spf=fail; dkim=none; dmarc=fail\r\n" + SAMPLE
    these = installation.settings(tmp_path, folder(tmp_path, judged))
    ran, code = run_pass(these, renamed(*without), Narrator(quiet=True))
    assert (ran.shelved, code) == (0, 0)
    assert len(installation.letters(tmp_path)) == 1
