"""Mails that nobody reads for now: those of senders whom staff blocked, and those larger than the limit. None is lost."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from intake.ledger import mails as mail_rows
from intake.ledger import open_ledger
from intake.ledger.tables import letters
from intake.letters import outbox
from reports.edits.sheet_answers import NO_SENDER
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


def test_a_block_says_what_it_keeps_unread_and_whom_it_concerns(tale: Tale) -> None:
    """Somebody of a blocked domain has a case, and answers; with a plus-part, and beside another writer."""
    tale.mail("申报材料", form(), sender="li@guanggao.cn")
    tale.mail("广告", [], sender="ads@guanggao.cn")
    (case,) = tale.run()
    write(tale, 1, "拦截域名")
    tale.mail("补充材料", form("two"), sender="Li+x@guanggao.cn")
    tale.mail("广告", [], sender="ads@guanggao.cn")
    tale.mail("广告", [], sender="x@unit.example.org, ads@guanggao.cn")
    assert len(tale.run()) == 1 and states(tale)[2:] == ["blocked"] * 3
    desk = look(workbook(tale))
    said = [str(desk.get("邮件", key, "说明")) for key in desk.keys("邮件")]
    assert sum("发件人已由工作人员拦截（guanggao.cn），未读取" in text for text in said) == 3
    assert sum(f"此发件人已有项目{case['case_no']}" in text for text in said) == 1
    assert desk.get("总览", case["case_no"], "办理情况") == "有被拦截的来信1封，未读取，见“邮件”"
    assert ["现有3封来信未读取" in str(desk.get("改动", key, "说明")) for key in desk.keys("改动")] == [True]
    first = [str(cell.value) for row in desk.book["总览"].iter_rows() for cell in row if cell.value]
    assert sum("因拦截未读取的来信共3封：guanggao.cn3封" in text for text in first) == 1
    write(tale, 1, "解除拦截")
    tale.run()
    desk = look(workbook(tale))
    shown = [str(cell.value) for name in ("总览", "邮件") for row in desk.book[name].iter_rows() for cell in row if cell.value]
    assert not any("未读取" in text or "被拦截" in text for text in shown)


def test_a_mail_freed_after_weeks_is_answered_as_if_it_came_now(tale: Tale, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its age counts from then on; a mail beside it that is as old waits for a person."""
    settings = tale.settings
    fourteen = settings.letters.model_copy(update={"max_age_days": 14})
    monkeypatch.setattr(Tale, "settings", property(lambda _: settings.model_copy(update={"letters": fourteen})))
    tale.mail("广告", [], sender=SPAM)
    tale.run()
    write(tale, 0, "拦截地址")
    freed = tale.mail("申报材料", form(), sender=SPAM)
    tale.mail("申报材料", form("two"), sender=OTHER)
    tale.run()
    write(tale, 0, "解除拦截")
    tale.run()
    assert states(tale)[1:] == ["settled", "settled"]
    assert sorted((row.recipient, row.state, row.why) for row in sent(tale)) == [
        (SPAM, "sent", "已放入信件文件夹"), (OTHER, "held", outbox.OLD)]
    assert freed in tale.letters()


def test_a_public_domain_is_not_blocked_as_a_whole(tale: Tale) -> None:
    tale.mail("广告", [], sender="ads@qq.com")
    tale.run()
    write(tale, 0, "拦截域名")
    tale.mail("申报材料", form(), sender=FREE)
    assert len(tale.run()) == 1
    desk = look(workbook(tale))
    assert ["公共邮箱" in str(desk.get("改动", key, "说明")) for key in desk.keys("改动")] == [True]


@pytest.mark.parametrize(("first", "unproven"), [
    ("dmarc=fail", "settled"), ("spf=pass smtp.mailfrom=x@evil.example; dkim=none; dmarc=none", "blocked"),
])  # fmt: skip
def test_a_forger_blocked_does_not_silence_whom_he_named(tale: Tale, first: str, unproven: str) -> None:
    """Also where nobody can vouch for whom he named: a unit's domain without SPF and DKIM."""
    tale.mail("广告", [], sender=FREE)
    judged(tale, first)
    tale.run()
    write(tale, 0, "拦截地址")
    for n, verdict in enumerate(("dmarc=fail", "spf=none; dkim=none", "dmarc=pass")):
        tale.mail("申报材料", form(str(n)), sender=FREE)
        judged(tale, verdict)
    tale.run()
    assert states(tale)[1:] == ["blocked", unproven, "settled"]


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
    desk = look(workbook(tale))
    assert [desk.get("改动", key, "说明") for key in desk.keys("改动")] == [NO_SENDER]


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
