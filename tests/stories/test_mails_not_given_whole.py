"""A server tells the size of a mail and gives nothing, or only its beginning: the mail is asked for again, in later passes too,
and never taken for something else."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import closing, contextmanager
from email import message_from_bytes
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from config.model import Settings
from intake.ledger import open_ledger, tables
from intake.operations.status import standing
from intake.publish.workbook_data import all_cases
from intake.store.vault import Vault
from tests import installation
from tests.servers.coremail import mail
from tests.servers.imap import PASSWORD, Server, scripted_server
from tests.servers.short_answers import EMPTY, LITERAL, WHOLE, Plan, ShortAnswers

APPLICATION = next(path for path in sorted(installation.MAILBOX.glob("*.eml")) if b"multipart" in path.read_bytes()[:4000])


def settings(home: Path, server: Server, **mailbox: object) -> Settings:
    words = {"url": server.url(), "password": PASSWORD, "pause_seconds": 0, "timeout_seconds": 5} | mailbox
    return installation.settings(home, server.url(), mailbox=words)


@contextmanager
def reading(chosen: Settings) -> Iterator[Any]:
    with closing(open_ledger(chosen.ledger.url)) as ledger, ledger.read() as connection:
        yield connection


def bytes_kept(chosen: Settings) -> list[bytes]:
    """Every mail of the ledger as the vault has it."""
    with reading(chosen) as connection:
        digests = connection.execute(select(tables.mails.c.sha256)).scalars().all()
    return sorted(Vault(chosen.home / "vault" / "mails").path(digest).read_bytes() for digest in digests)


def status_of(chosen: Settings) -> dict[str, Any]:
    with closing(open_ledger(chosen.ledger.url)) as ledger:
        found = standing(ledger)
    return json.loads(json.dumps(found))


def cases(chosen: Settings) -> list[Any]:
    with reading(chosen) as connection:
        return list(all_cases(connection, installation.guide()))


def sheet(chosen: Settings, name: str) -> str:
    book = load_workbook(chosen.home / "output" / "审查表.xlsx", read_only=True)
    return "\n".join(str(cell) for row in book[name].iter_rows(values_only=True) for cell in row if cell is not None)


@pytest.mark.parametrize("chunk_bytes", [1 << 20, 4096], ids=["small", "in chunks"])
@pytest.mark.parametrize("empty", EMPTY)
def test_an_empty_first_answer_costs_nothing(tmp_path: Path, empty: str, chunk_bytes: int) -> None:
    whole = APPLICATION.read_bytes()
    script = ShortAnswers({7: mail(1), 8: whole, 9: mail(3)}, {8: Plan([empty, WHOLE])})
    with scripted_server(script) as server:
        chosen = settings(tmp_path, server, chunk_bytes=chunk_bytes)
        installation.run(chosen)
    assert bytes_kept(chosen) == sorted([mail(1), whole, mail(3)])
    assert status_of(chosen)["bytes"]["owed_mails"] == 0


def test_what_is_not_given_at_once_is_asked_for_by_itself_then_in_parts_on_a_new_connection(tmp_path: Path) -> None:
    script = ShortAnswers({7: mail(1), 8: mail(2, 3000)}, {8: Plan([LITERAL, 0.5, WHOLE])})
    with scripted_server(script) as server:
        chosen = settings(tmp_path, server)
        installation.run(chosen)
    asked = [command.split(" ", 2)[2] for command in script.asked(8)]
    assert asked[:2] == ["7,8 (BODY.PEEK[])", "8 (BODY.PEEK[])"] and asked[2].startswith("8 (BODY.PEEK[]<0.")
    assert script.logins == 2 and bytes_kept(chosen) == sorted([mail(1), mail(2, 3000)])


def test_an_empty_mail_is_owed_until_it_comes_and_nobody_is_told_anything_false(tmp_path: Path) -> None:
    whole = APPLICATION.read_bytes()
    script = ShortAnswers({7: whole}, {7: Plan([LITERAL])})
    with scripted_server(script) as server:
        chosen = settings(tmp_path, server)
        for number in (1, 2):
            assert installation.run(chosen)[1] == 0
            told = status_of(chosen)
            assert told["mails"]["seen"] == 0 and told["bytes"]["owed_mails"] == 1, "not settled as something else"
            assert told["bytes"]["owed_bytes"] == len(whole) and f"已索取 {number} 次" in sheet(chosen, "邮件")
        assert installation.run(chosen)[1] == 1, "a person is told once"
        assert installation.run(chosen)[1] == 0
        assert "没有给全" in sheet(chosen, "邮件") and "搁置" in sheet(chosen, "邮件") and not installation.letters(tmp_path)
        assert "没有给全" in sheet(chosen, "总览"), "the first page says it"
        script.plans = {}
        installation.run(chosen)
    assert bytes_kept(chosen) == [whole] and status_of(chosen)["bytes"]["owed_mails"] == 0
    assert len(cases(chosen)) >= 1 and len(installation.letters(tmp_path)) == 1
    assert "没有给全" not in sheet(chosen, "总览")


def test_half_an_application_is_kept_after_three_passes_and_accuses_nobody(tmp_path: Path) -> None:
    whole = APPLICATION.read_bytes()
    script = ShortAnswers({7: whole}, {7: Plan([0.5])})
    with scripted_server(script) as server:
        chosen = settings(tmp_path, server)
        for _ in range(3):
            assert not installation.letters(tmp_path)
            installation.run(chosen)
        assert bytes_kept(chosen) == [whole[: round(len(whole) / 2)]]
        found = [f.severity for case in cases(chosen) for f in case.findings]
        assert "fix" not in found and all(case.status != "complete" for case in cases(chosen))
        numbers, letters = [case.case_no for case in cases(chosen)], installation.letters(tmp_path)
        keys = _letter_keys(chosen)
        said = "".join(_text(path) for path in letters)
        assert "必改" not in said and "损坏" not in said and "需补正" not in said
        script.plans = {}
        installation.run(chosen)
    assert bytes_kept(chosen) == [whole] and [case.case_no for case in cases(chosen)][: len(numbers)] == numbers
    assert _letter_keys(chosen) >= keys and len(installation.letters(tmp_path)) == 1, "one receipt for one mail"
    kept = set(Vault(tmp_path / "vault" / "mails").digests())
    assert len(kept) == 2, "the short bytes stay"


def _letter_keys(chosen: Settings) -> set[str]:
    with reading(chosen) as connection:
        return set(connection.execute(select(tables.letters.c.key)).scalars())


def _text(path: Path) -> str:
    parts = message_from_bytes(path.read_bytes()).walk()
    return "".join(part.get_payload(decode=True).decode() for part in parts if part.get_content_maintype() == "text")


@pytest.mark.parametrize("share", [0.7, 1.4])
def test_a_server_that_only_estimates_sizes_owes_nothing(tmp_path: Path, share: float) -> None:
    plain = EmailMessage()
    plain["From"], plain["Subject"] = "a@b.example", "询问"
    plain.set_content("请问截止日期？\n" * 50)
    script = ShortAnswers({7: APPLICATION.read_bytes(), 8: plain.as_bytes()})
    script.estimate = lambda size: round(size * share)
    with scripted_server(script) as server:
        chosen = settings(tmp_path, server)
        installation.run(chosen)
    told = status_of(chosen)
    assert told["bytes"]["owed_mails"] == 0 and told["mails"]["seen"] == 2


# --- errors ---------------------------------------------------------------------------------------------------------


def test_another_mail_under_the_same_uid_is_not_the_rest_of_the_short_one(tmp_path: Path) -> None:
    first, other = mail(1, 4000), mail(2, 6000)
    script = ShortAnswers({7: first}, {7: Plan([0.5])})
    with scripted_server(script) as server:
        chosen = settings(tmp_path, server)
        installation.run(chosen)
        script.mails, script.plans = {7: other}, {}
        installation.run(chosen)
    assert bytes_kept(chosen) == sorted([first[: round(len(first) / 2)], other])
    assert "已不在邮箱" in sheet(chosen, "邮件")


def test_a_short_mail_that_leaves_the_mailbox_is_kept_as_it_is(tmp_path: Path) -> None:
    script = ShortAnswers({7: mail(1, 4000), 8: mail(2)}, {7: Plan([0.5])})
    with scripted_server(script) as server:
        chosen = settings(tmp_path, server)
        installation.run(chosen)
        assert bytes_kept(chosen) == [mail(2)]
        del script.mails[7]
        installation.run(chosen)
    assert bytes_kept(chosen) == sorted([mail(2), mail(1, 4000)[: round(len(mail(1, 4000)) / 2)]])
    assert status_of(chosen)["bytes"]["owed_mails"] == 0


def test_two_mails_cut_to_the_same_beginning_stay_two(tmp_path: Path) -> None:
    shared = b"Return-Path: <a@b.example>\r\nSubject: " + b"x" * 300
    one, two = shared + b"1\r\n\r\none\r\n" * 20, shared + b"2\r\n\r\ntwo\r\n" * 20
    script = ShortAnswers({7: one, 8: two}, {7: Plan([0.3]), 8: Plan([0.3])})
    with scripted_server(script) as server:
        chosen = settings(tmp_path, server)
        for _ in range(3):
            installation.run(chosen)
        script.plans = {7: Plan([WHOLE]), 8: Plan([0.3])}
        installation.run(chosen)
        script.plans = {}
        installation.run(chosen)
    assert {one, two} <= set(bytes_kept(chosen)) and status_of(chosen)["bytes"]["owed_mails"] == 0


def test_the_same_mail_whole_in_another_folder_is_not_entered_twice_over_the_short_one(tmp_path: Path) -> None:
    whole = APPLICATION.read_bytes()
    script = ShortAnswers({7: whole, 8: whole}, {7: Plan([0.5])})
    with scripted_server(script) as server:
        chosen = settings(tmp_path, server)
        for _ in range(3):
            installation.run(chosen)
        script.plans = {}
        installation.run(chosen)
    assert whole in bytes_kept(chosen) and status_of(chosen)["bytes"]["owed_mails"] == 0
    assert len(installation.letters(tmp_path)) <= 2


def test_a_purge_removes_the_short_bytes_too(tmp_path: Path) -> None:
    from intake.operations.installation import open_installation
    from intake.operations.progress import Narrator
    from intake.operations.purge import purge

    script = ShortAnswers({7: mail(1, 4000)}, {7: Plan([0.5])})
    with scripted_server(script) as server:
        chosen = settings(tmp_path, server)
        for _ in range(3):
            installation.run(chosen)
        script.plans = {}
        installation.run(chosen)
    opened = open_installation(chosen, installation.guide(), Narrator(quiet=True))
    assert len(set(opened.mails.digests())) == 2
    purge(opened, "2030-01-01T00:00:00+00:00", really=True)
    assert opened.mails.empty()
    opened.ledger.close()
