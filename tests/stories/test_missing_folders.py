"""A folder of the settings that the server calls otherwise is read; one that is not there, or has gone, is told to everybody."""

from __future__ import annotations

from collections.abc import Callable
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from imapclient.imap_utf7 import encode
from openpyxl import load_workbook

from config.load import load_settings
from config.model import AlertSettings, MailboxSettings, Settings, WrongSettings
from intake.mailbox import inspect_mailbox, open_mailbox
from intake.operations import office_alert
from intake.operations.doctor import incoming
from tests import installation
from tests.servers import coremail
from tests.servers.coremail import HOME, Coremail, fetch, mail
from tests.servers.imap import PASSWORD, Server, scripted_server

JUNK = "垃圾邮件"


def encoded(name: str) -> str:
    return str(encode(name).decode())


class Prefixed(Coremail):
    """A server that puts INBOX. before the name of every folder, as Cyrus and Courier do."""

    capability = "IMAP4rev1 NAMESPACE"
    folders: tuple[str, ...] = ("INBOX", encoded("INBOX." + JUNK), encoded("INBOX.已发送"))

    def __init__(self, mails: dict[int, bytes]) -> None:
        super().__init__(mails)
        self.identified = True

    def do_namespace(self, tag: str, command: str, send: Callable[[bytes], None]) -> bool:
        send(f'* NAMESPACE (("INBOX." ".")) NIL NIL\r\n{tag} OK done'.encode())
        return True

    def do_list(self, tag: str, command: str, send: Callable[[bytes], None]) -> bool:
        lines = [f'* LIST () "." "{name}"\r\n' for name in self.folders]
        send(f"{''.join(lines)}{tag} OK done".encode())
        return True

    def do_examine(self, tag: str, command: str, send: Callable[[bytes], None]) -> bool:
        if command.partition(" ")[2].strip('"') not in self.folders:
            send(f"{tag} NO there is none".encode())
            return True
        return super().do_examine(tag, command, send)


def settings(home: Path, server: Server, **mailbox: object) -> Settings:
    words = {"url": server.url(), "password": PASSWORD, "pause_seconds": 0, "timeout_seconds": 5} | mailbox
    return installation.settings(home, server.url(), mailbox=words)


def first_page(chosen: Settings) -> str:
    book = load_workbook(chosen.home / "output" / "审查表.xlsx", read_only=True)
    return "\n".join(str(cell) for row in book["总览"].iter_rows(values_only=True) for cell in row if cell is not None)


def told(chosen: Settings) -> list[str]:
    letters = [message_from_bytes(path.read_bytes(), policy=policy.default) for path in installation.letters(chosen.home)]
    return [f"{letter['To']}\n{letter.get_content()}" for letter in letters if not letter.is_multipart()]


@pytest.mark.parametrize("wanted", [JUNK, "INBOX." + JUNK, "INBOX/" + JUNK])
def test_a_folder_is_found_behind_the_servers_prefix(wanted: str) -> None:
    with scripted_server(Prefixed({7: mail(1)})) as server:
        got = fetch(coremail.settings(server, folders=(wanted,)))
    assert [arrival.origin.folder for arrival, _ in got] == ["INBOX", "INBOX." + JUNK]


def test_the_sent_folder_is_found_behind_the_prefix_too() -> None:
    for wanted in ("", "已发送"):
        script = Prefixed({})
        with scripted_server(script) as server, open_mailbox(coremail.settings(server, sent_folder=wanted), HOME) as box:
            assert box.sent() == () and list(box.arrivals(lambda folder, validity: {})) == [] and box.missing() == ()


def test_doctor_says_what_the_server_calls_a_folder_and_which_was_meant(tmp_path: Path) -> None:
    with scripted_server(Prefixed({7: mail(1)})) as server:
        said, missing = inspect_mailbox(coremail.settings(server, folders=(JUNK, "垃圾邮箱"), sent_folder="已发"))
        assert f"“{JUNK}”在服务器上叫“INBOX.{JUNK}”" in said
        assert len(missing) == 2 and f"是否指“INBOX.{JUNK}”？" in missing[0] and "是否指“INBOX.已发送”？" in missing[1]
        answers = list(incoming(settings(tmp_path, server, folders=("垃圾邮箱",)), installation.guide()))
        assert [fine for fine, _ in answers] == [True, False]


def test_a_folder_of_files_that_is_not_there_is_told_and_the_others_are_read(tmp_path: Path) -> None:
    (tmp_path / "box").mkdir()
    (tmp_path / "box" / "a.eml").write_bytes(mail(1))
    chosen = installation.settings(tmp_path, tmp_path / "box", mailbox={"folders": ["没有"]})
    facts, code = installation.run(chosen)
    assert (facts.fetched, code) == (1, 1) and "没有" in facts.problems[0]
    with open_mailbox(MailboxSettings(url=f"maildir:{tmp_path / 'box'}", folders=("没有",)), HOME) as box:
        assert list(box.arrivals(lambda folder, validity: {})) == [] and "没有" in box.missing()[0]


# --- errors ---------------------------------------------------------------------------------------------------------


def test_a_folder_that_goes_is_exit_1_an_alert_and_a_line_on_the_first_page_until_it_is_back(tmp_path: Path) -> None:
    script = Prefixed({7: mail(1)})
    with scripted_server(script) as server:
        chosen = settings(tmp_path, server, folders=(JUNK,))
        chosen = chosen.model_copy(update={"alerts": AlertSettings(to="boss@example.org")})
        assert installation.run(chosen)[1] == 0 and "请注意" not in first_page(chosen)
        script.folders = ("INBOX",)
        facts, code = installation.run(chosen)
        assert code == 1 and JUNK in facts.problems[0] and JUNK in first_page(chosen)
        assert office_alert.tell(office_alert.reasons(facts, chosen), chosen, office_alert.now())
        assert [letter for letter in told(chosen) if letter.startswith("boss@example.org") and JUNK in letter]
        assert installation.run(chosen)[1] == 1, "and again, for it is still not read"
        script.folders = Prefixed.folders
        assert installation.run(chosen)[1] == 0 and "请注意" not in first_page(chosen)


def test_a_folder_that_is_listed_and_cannot_be_opened_does_not_keep_the_others_waiting() -> None:
    class Refusing(Prefixed):
        def do_examine(self, tag: str, command: str, send: Callable[[bytes], None]) -> bool:
            if "INBOX." in command:
                send(f"{tag} NO permission denied".encode())
                return True
            return super().do_examine(tag, command, send)

    with scripted_server(Refusing({7: mail(1)})) as server:
        box = open_mailbox(coremail.settings(server, folders=(JUNK,)), HOME)
        with box:
            assert len([arrival.short() for arrival in box.arrivals(lambda folder, validity: {})]) == 1
        assert "不能打开" in box.missing()[0]


def test_a_list_of_folders_in_the_environment_may_be_json(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INTAKE_MAILBOX__FOLDERS", '["垃圾邮件", "a, b"]')
    assert load_settings().mailbox.folders == ("垃圾邮件", "a, b")
    monkeypatch.setenv("INTAKE_MAILBOX__FOLDERS", "垃圾邮件, 广告邮件")
    assert load_settings().mailbox.folders == ("垃圾邮件", "广告邮件")
    monkeypatch.setenv("INTAKE_MAILBOX__FOLDERS", '["垃圾邮件"')
    with pytest.raises(WrongSettings, match="folders"):
        load_settings()
