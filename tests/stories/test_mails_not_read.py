"""Mails that nobody reads for now: those of senders whom staff blocked, and those larger than the limit. None is lost."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from intake.ledger import mails as mail_rows
from intake.ledger import open_ledger
from intake.ledger.tables import letters
from tests import installation
from tests.desk.sheets import look, opened
from tests.samples.make import word
from tests.tales import Tale, application

SPAM, OTHER, FREE = "ads@spam.example.org", "more@spam.example.org", "wang@qq.com"


@pytest.fixture
def tale(tmp_path: Path) -> Tale:
    return Tale(tmp_path)


def form(key: str = "one") -> list[tuple[str, bytes]]:
    return [("申报书.docx", word.docx("exchange", application(key).values))]


def workbook(tale: Tale) -> Path:
    assert tale.settings.output.path is not None
    return tale.settings.output.path / "审查表.xlsx"


def rows(tale: Tale) -> list[tuple[str, str, str]]:
    """(sender, state, subject) of every mail, in the order of their arrival."""
    with open_ledger(tale.settings.ledger.url).read() as connection:
        listed = sorted(mail_rows.listing(connection), key=lambda mail: mail.received)
    return [(mail.sender, str(mail.state), mail.subject) for mail in listed]


def states(tale: Tale) -> list[str]:
    return [state for _, state, _ in rows(tale)]


def write(tale: Tale, mail: int, text: str | None) -> None:
    """A clerk writes into column 拦截 of the line of this mail, by arrival."""
    with open_ledger(tale.settings.ledger.url).read() as connection:
        key = sorted(mail_rows.listing(connection), key=lambda mail: mail.received)[mail].sha256
    with opened(workbook(tale)) as desk:
        desk.put("邮件", key, "拦截", text)


def judged(tale: Tale, verdict: str) -> None:
    newest = max((tale.home / "box").glob("*.eml"))
    newest.write_bytes(f"Authentication-Results: mx.126.com; {verdict}\r\n".encode() + newest.read_bytes())


# --- blocked senders ----------------------------------------------------------------------------------------------------


def test_a_blocked_address_is_kept_and_listed_and_not_read_until_it_is_freed(tale: Tale) -> None:
    tale.mail("广告", [], sender=SPAM)
    tale.run()
    write(tale, 0, "拦截地址")
    tale.mail("申报材料", form(), sender=SPAM)
    tale.mail("申报材料", form("two"), sender=OTHER)
    (case,) = tale.run()
    assert states(tale) == ["not_application", "blocked", "settled"] and case["sender"] == OTHER
    assert rows(tale)[1][::2] == (SPAM, "申报材料")
    assert len(installation.letters(tale.home)) == 1
    shown = look(workbook(tale))
    assert [shown.get("邮件", key, "处理情况") for key in shown.keys("邮件")] == ["已处理", "已拦截", "非申报邮件"]
    tale.run()
    assert states(tale)[1] == "blocked", "also at the next pass"
    write(tale, 0, None)
    assert len(tale.run()) == 2
    assert states(tale) == ["not_application", "settled", "settled"]
    assert len(installation.letters(tale.home)) == 2


def test_a_blocked_domain_and_a_word_that_frees_it(tale: Tale) -> None:
    tale.mail("广告", [], sender="ads@guanggao.cn")
    tale.run()
    write(tale, 0, "拦截域名")
    for n, sender in enumerate(("more@guanggao.cn", "x@mail.guanggao.cn", "y@notguanggao.cn")):
        tale.mail("申报材料", form(str(n)), sender=sender)
    tale.run()
    assert states(tale)[1:] == ["blocked", "blocked", "settled"]
    write(tale, 1, "解除拦截")
    tale.run()
    assert states(tale)[1:] == ["settled"] * 3


def test_a_public_domain_is_not_blocked_as_a_whole(tale: Tale) -> None:
    tale.mail("广告", [], sender="ads@qq.com")
    tale.run()
    write(tale, 0, "拦截域名")
    tale.mail("申报材料", form(), sender=FREE)
    assert len(tale.run()) == 1
    desk = look(workbook(tale))
    assert ["公共邮箱" in str(desk.get("改动", key, "说明")) for key in desk.keys("改动")] == [True]


@pytest.mark.parametrize("first", ["dmarc=fail", "spf=pass smtp.mailfrom=x@evil.example; dkim=none; dmarc=none"])
def test_a_forger_blocked_does_not_silence_whom_he_named(tale: Tale, first: str) -> None:
    tale.mail("广告", [], sender=FREE)
    judged(tale, first)
    tale.run()
    write(tale, 0, "拦截地址")
    for n, verdict in enumerate(("dmarc=fail", "spf=none; dkim=none", "dmarc=pass")):
        tale.mail("申报材料", form(str(n)), sender=FREE)
        judged(tale, verdict)
    tale.run()
    assert states(tale)[1:] == ["blocked", "blocked", "settled"]


def test_what_was_settled_before_stays_when_it_is_read_again(tale: Tale) -> None:
    tale.mail("申报材料", form(), sender=SPAM)
    tale.run()
    write(tale, 0, "拦截地址")
    tale.run()
    with open_ledger(tale.settings.ledger.url).write() as connection:
        mail_rows.reopen(connection, next(iter(mail_rows.kept(connection))))
    assert len(tale.run()) == 1
    assert states(tale) == ["settled"]


def test_a_mail_without_a_sender_blocks_nobody(tale: Tale) -> None:
    tale.mail("广告", [], sender="")
    tale.run()
    write(tale, 0, "拦截地址")
    tale.mail("申报材料", form(), sender="")
    tale.run()
    assert "blocked" not in states(tale)


# --- larger than the limit ----------------------------------------------------------------------------------------------


def small(tale: Tale, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = tale.settings
    limits = settings.limits.model_copy(update={"mail_bytes": 400_000})
    monkeypatch.setattr(Tale, "settings", property(lambda _: settings.model_copy(update={"limits": limits})))


def sent(tale: Tale) -> list[Any]:
    with open_ledger(tale.settings.ledger.url).read() as connection:
        return list(connection.execute(select(letters)))


LARGE = [("申报书扫描件.pdf", b"%PDF-1.4\n" + bytes(600_000))]


def test_a_mail_larger_than_the_limit_shows_whose_it_is_and_is_answered_once(
    tale: Tale, monkeypatch: pytest.MonkeyPatch
) -> None:
    small(tale, monkeypatch)
    answered = tale.mail("申报材料（绝密名称）", LARGE)
    tale.mail("申报材料", form("two"))
    facts, code = installation.run(tale.settings)
    assert (code, facts.shelved, facts.settled) == (1, 1, 1)
    assert rows(tale)[0] == ("kjc@unit.example.org", "shelved", "申报材料（绝密名称）")
    text = tale.letters()[answered]
    assert "没有由程序自动读取" in text and "服务商" not in text and "绝密名称" not in text
    assert [row.state for row in sent(tale)] == ["sent", "sent"]
    installation.run(tale.settings)
    assert len(sent(tale)) == 2


def test_a_mail_read_after_all_gets_its_receipt(tale: Tale, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = tale.settings
    small(tale, monkeypatch)
    tale.mail("申报材料", [*form(), *LARGE])
    installation.run(tale.settings)
    monkeypatch.setattr(Tale, "settings", property(lambda _: whole))
    with open_ledger(whole.ledger.url).write() as connection:
        mail_rows.reopen(connection, next(iter(mail_rows.kept(connection))))
    (case,) = tale.run()
    assert [(row.kind, row.state) for row in sent(tale)] == [("unread", "sent"), ("receipt", "sent")]
    assert [case["case_no"] in row.subject for row in sent(tale)] == [False, True]


def test_a_dry_run_sets_nothing_aside(tale: Tale, monkeypatch: pytest.MonkeyPatch) -> None:
    tale.mail("广告", [], sender=SPAM)
    tale.run()
    write(tale, 0, "拦截地址")
    tale.run()
    small(tale, monkeypatch)
    tale.mail("申报材料", form(), sender=SPAM)
    tale.mail("申报材料", LARGE)
    installation.run(tale.settings, dry_run=True)
    assert states(tale)[1:] == ["waiting", "waiting"] and sent(tale) == []
    installation.run(tale.settings)
    assert sorted(states(tale)[1:]) == ["blocked", "shelved"]


@pytest.mark.parametrize("who", [{"sender": "MAILER-DAEMON@qq.com"}, {"sender": ""}])
def test_a_large_mail_of_a_program_is_not_answered(tale: Tale, monkeypatch: pytest.MonkeyPatch, who: dict[str, Any]) -> None:
    small(tale, monkeypatch)
    tale.mail("申报材料", LARGE, **who)
    installation.run(tale.settings)
    assert states(tale) == ["shelved"] and sent(tale) == []
