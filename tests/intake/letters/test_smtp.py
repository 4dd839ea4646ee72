"""Sending letters: the result of each is reported correctly, whatever the server does."""

from __future__ import annotations

import ssl
from datetime import UTC, datetime
from email import message_from_bytes
from pathlib import Path

import pytest
from pydantic import ValidationError

from config.model import SmtpSettings
from intake.letters.outbox import draft
from intake.letters.smtp import SmtpTransport, check_login, open_transport, send_problems
from intake.model import LetterOutage, WrongSettings
from parsers.model.mail import Head
from reports.case import Letter
from tests import installation
from tests.servers import free_port
from tests.servers.smtp import PASSWORD, USER, Script, smtp_server
from tests.servers.tls import certificate

LETTER = "From: office@example.com\r\nSubject: 收到\r\n\r\n.点开头\r\n正文\r\n".encode()


def settings(port: int, scheme: str = "smtp", user: str = "", **others: object) -> SmtpSettings:
    at = f"{user.replace('@', '%40')}@" if user else ""
    words = {"url": f"{scheme}://{at}localhost:{port}", "from": "office@example.com", "timeout_seconds": 10}
    return SmtpSettings.model_validate(words | others)


def send(chosen: SmtpSettings, times: int = 1) -> list[str]:
    with open_transport(chosen) as transport:
        return [transport.send("office@example.com", "a@example.org", LETTER, f"<{n}@x>").state for n in range(times)]


def tls(folder: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*certificate(folder))
    return context


def test_a_letter_arrives_byte_for_byte() -> None:
    script = Script()
    with smtp_server(script) as port:
        assert send(settings(port)) == ["sent"]
    assert [letter.content for letter in script.letters] == [LETTER]
    assert (script.letters[0].mail_from, script.letters[0].rcpt_tos) == ("office@example.com", ["a@example.org"])


def test_bare_newlines_become_lines_of_the_protocol() -> None:
    script = Script()
    with smtp_server(script) as port, open_transport(settings(port)) as transport:
        assert transport.send("a@x.cn", "b@x.cn", b"Subject: x\n\n.\nQUIT\n", "<1@x>").state == "sent"
    assert script.letters[0].content == b"Subject: x\r\n\r\n.\r\nQUIT\r\n"


def test_a_new_connection_after_so_many_letters() -> None:
    script = Script()
    with smtp_server(script) as port:
        assert send(settings(port, per_connection=2), 5) == ["sent"] * 5
    assert script.connections == 3


@pytest.mark.filterwarnings("ignore:Requiring AUTH")
def test_tls_and_login(tmp_path: Path) -> None:
    script = Script()
    with smtp_server(script, tls=tls(tmp_path), auth=True) as port:
        chosen = settings(port, "smtps", USER, password=PASSWORD, ca_file=tmp_path / "cert.pem")
        assert send(chosen) == ["sent"]
        assert "登录成功" in check_login(chosen)
    assert len(script.letters) == 1


def test_starttls(tmp_path: Path) -> None:
    script = Script()
    with smtp_server(script, starttls=tls(tmp_path)) as port:
        assert send(settings(port, ca_file=tmp_path / "cert.pem")) == ["sent"]


def test_a_maildir_holds_a_letter_once_however_often_it_is_laid_down(tmp_path: Path) -> None:
    chosen = SmtpSettings(url=f"maildir:{tmp_path / 'letters'}")
    for _ in range(2):
        with open_transport(chosen) as transport:
            assert transport.send("o@x.cn", "a@x.cn", LETTER, "<one@x>").state == "sent"
            assert transport.send("o@x.cn", "a@x.cn", LETTER, "<../../two@x>").state == "sent"
    found = list((tmp_path / "letters" / "new").iterdir())
    assert len(found) == 2 and {file.read_bytes() for file in found} == {LETTER}
    assert {file.suffix for file in found} == {".eml"}, "a double click opens it"
    assert not list((tmp_path / "letters" / "tmp").iterdir())


def test_a_letter_is_dated_as_its_readers_clocks_show(tmp_path: Path) -> None:
    these, now = installation.settings(tmp_path, tmp_path), datetime(2024, 3, 20, 17, 5, tzinfo=UTC)
    sent = draft("a" * 64, Head(sender="a@x.cn"), Letter("回执", "正文", "<p>正文</p>"), "", these, now)
    assert message_from_bytes(sent.body)["Date"] == "Thu, 21 Mar 2024 01:05:00 +0800"


def test_a_letter_that_was_read_meanwhile_is_not_laid_down_again(tmp_path: Path) -> None:
    with open_transport(SmtpSettings(url=f"maildir:{tmp_path}")) as transport:
        transport.send("o@x.cn", "a@x.cn", LETTER, "<one@x>")
        read = next((tmp_path / "new").iterdir())
        read.rename(tmp_path / "cur" / (read.name + ":2,S"))
        transport.send("o@x.cn", "a@x.cn", LETTER, "<one@x>")
    assert not list((tmp_path / "new").iterdir())


# --- errors -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("answer", "state"), [("451 MI:SFQ later", "retry"), ("554 DT:SPM spam", "failed"), ("250 OK", "sent"), ("550 no", "failed")]
)
def test_what_the_server_says_to_a_letter(answer: str, state: str) -> None:
    with smtp_server(Script(data=answer)) as port:
        assert send(settings(port), 2) == [state] * 2
    with smtp_server(Script(rcpt=answer)) as port:
        assert send(settings(port), 2) == [state] * 2


def test_the_answer_is_kept_on_one_line() -> None:
    with smtp_server(Script(data="554-DT:SPM\r\n554 see help")) as port, open_transport(settings(port)) as transport:
        assert transport.send("a@x.cn", "b@x.cn", LETTER, "<1@x>").detail == "554 DT:SPM see help"


def test_a_line_that_breaks_after_the_letter_is_unknown_and_the_next_letter_goes_on() -> None:
    script = Script(drop=True)
    with smtp_server(script) as port, open_transport(settings(port)) as transport:
        assert transport.send("a@x.cn", "b@x.cn", LETTER, "<1@x>").state == "unknown"
        script.drop = False
        assert transport.send("a@x.cn", "b@x.cn", LETTER, "<2@x>").state == "sent"
    assert len(script.letters) == 2, "the first was taken although nobody said so; it must not be sent again"


def test_a_line_that_breaks_before_the_letter_is_an_outage() -> None:
    script = Script(drop_at_rcpt=True)
    with smtp_server(script) as port, open_transport(settings(port)) as transport, pytest.raises(LetterOutage):
        transport.send("a@x.cn", "b@x.cn", LETTER, "<1@x>")
    assert script.letters == []


def test_421_closes_the_connection_and_the_next_letter_makes_a_new_one() -> None:
    script = Script(data="421 HL:IFC")
    with smtp_server(script) as port:
        assert send(settings(port), 2) == ["retry", "retry"]
    assert script.connections == 2


@pytest.mark.filterwarnings("ignore:Requiring AUTH")
def test_a_refused_login_is_an_outage_without_the_password() -> None:
    with smtp_server(Script(), auth=True) as port, pytest.raises(LetterOutage, match="535") as caught:
        send(settings(port, user=USER, password="wrong-9d1c"))
    assert "wrong-9d1c" not in str(caught.value)


@pytest.mark.filterwarnings("ignore:Requiring AUTH")
def test_after_a_refused_login_the_next_letter_signs_in_again() -> None:
    script = Script()
    with smtp_server(script, auth=True) as port:
        transport = SmtpTransport(settings(port, user=USER, password="wrong-9d1c"))
        for _ in range(2):
            with pytest.raises(LetterOutage, match="535"):
                transport.send("office@example.com", "a@example.org", LETTER, "<1@x>")
    assert script.connections == 2 and script.letters == []


def test_nobody_listens_or_nobody_vouches(tmp_path: Path) -> None:
    with pytest.raises(LetterOutage):
        send(settings(free_port()))
    with smtp_server(Script(), tls=tls(tmp_path)) as port, pytest.raises(LetterOutage, match="证书不可信"):
        send(settings(port, "smtps"))


def test_nothing_is_sent_in_the_open(tmp_path: Path) -> None:
    tls(tmp_path)
    script = Script()
    with smtp_server(script) as port, pytest.raises(LetterOutage):
        send(settings(port, ca_file=tmp_path / "cert.pem"))
    assert script.letters == []


def test_a_maildir_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(LetterOutage):
        send(SmtpSettings(url=f"maildir:{tmp_path / 'file'}"))


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("", ["smtp.url: 应写作"]),
        ("maildir:", ["smtp.url: maildir: 后面要写路径"]),
        ("smtps://smtp.126.com", ["smtp.url: 没有写用户名"]),
        ("smtps://u@smtp.126.com", ["smtp.password: 没有密码"]),
        ("smtps://u:pw@smtp.126.com", ["smtp.url: 网址里写了密码"]),
        ("smtp://localhost:25", []),
    ],
)
def test_wrong_settings_are_told_before_any_login(url: str, told: list[str]) -> None:
    chosen = SmtpSettings.model_validate({"url": url, "from": "office@example.com"})
    problems = send_problems(chosen)
    assert len(problems) == len(told) and all(line.startswith(start) for line, start in zip(problems, told, strict=True))
    if told:
        with pytest.raises(WrongSettings):
            open_transport(chosen)


def test_a_sender_is_needed_for_a_server() -> None:
    chosen = SmtpSettings.model_validate({"url": "smtp://localhost:25", "from": ""})
    assert send_problems(chosen) == ["smtp.from: 要写发信的邮箱地址，不带姓名"]
    for sender in ("科协 <office@example.com>", "office"):
        with pytest.raises(ValidationError, match="只写一个邮箱地址"):
            SmtpSettings.model_validate({"url": "smtp://localhost:25", "from": sender})
