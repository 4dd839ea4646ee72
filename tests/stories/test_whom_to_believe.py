"""The mailbox is open to the world: a mail that the provider disproves changes, sees and silences nobody's application."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from sqlalchemy import select

from intake.ledger import mails as mail_rows
from intake.ledger import open_ledger
from intake.ledger.tables import letters
from tests import installation
from tests.samples.make import word
from tests.samples.make.projects import values
from tests.tales import Tale

TRUE, FALSE_ACCOUNT = values(Random(3), "conference"), "6222000011112222333"


def application(**changes: str) -> list[tuple[str, bytes]]:
    return [("申报书.docx", word.docx("exchange", TRUE | changes))]


def judged(tale: Tale, verdict: str) -> None:
    """Puts the provider's verdict on top of the newest mail."""
    newest = max((tale.home / "box").glob("*.eml"))
    newest.write_bytes(f"Authentication-Results: mx.126.com; {verdict}\r\n".encode() + newest.read_bytes())


@pytest.fixture
def tale(tmp_path: Path) -> Tale:
    return Tale(tmp_path)


@pytest.mark.parametrize("verdict", ["dmarc=fail", "spf=fail; dkim=fail", "spf=softfail; dkim=fail; dmarc=fail"])
def test_a_forged_correction_leaves_the_account_as_it_was(tale: Tale, verdict: str) -> None:
    tale.mail("申报材料", application())
    judged(tale, "spf=pass; dkim=pass; dmarc=pass")
    tale.mail("更正账号", application(bank_account_number=FALSE_ACCOUNT))
    judged(tale, verdict)
    first, second = tale.run()
    assert (first["revision"], first["fields"]["bank_account_number"]) == (1, TRUE["bank_account_number"])
    assert second["fields"]["bank_account_number"] == FALSE_ACCOUNT
    told = [{finding["rule"] for finding in case["findings"]} for case in (first, second)]
    assert "possible-duplicate" in told[0] & told[1]
    assert ["sender-unverified" in rules for rules in told] == [False, True]


@pytest.mark.parametrize("verdict", ["dmarc=pass", "spf=pass; dkim=none", "spf=none; dkim=none"])
def test_a_correction_that_nobody_disproves_is_a_revision(tale: Tale, verdict: str) -> None:
    tale.mail("申报材料", application())
    tale.mail("更正账号", application(bank_account_number=FALSE_ACCOUNT))
    judged(tale, verdict)
    (case,) = tale.run()
    assert (case["revision"], case["fields"]["bank_account_number"]) == (2, FALSE_ACCOUNT)


def test_a_forgery_that_comes_first_takes_no_part_in_the_case_of_whom_it_names(tale: Tale) -> None:
    """Nor does it come between them and their own next revision."""
    tale.mail("申报材料", application(bank_account_number=FALSE_ACCOUNT))
    judged(tale, "dmarc=fail")
    for subject, changes in (("申报材料", {}), ("更正", {"address": "长沙市岳麓区麓山南路932号"})):
        tale.mail(subject, application(**changes))
        judged(tale, "dmarc=pass")
    forged, own = tale.run()
    assert (forged["revision"], own["revision"]) == (1, 2)
    assert own["fields"]["bank_account_number"] == TRUE["bank_account_number"]


def test_who_sends_the_first_again_after_a_change_has_it_back(tale: Tale) -> None:
    tale.mail("申报材料", application())
    tale.mail("更正账号", application(bank_account_number=FALSE_ACCOUNT))
    back = tale.mail("以本封为准", application())
    (case,) = tale.run()
    assert (case["revision"], case["fields"]["bank_account_number"]) == (3, TRUE["bank_account_number"])
    assert "account-changed" in {finding["rule"] for finding in case["findings"]}
    assert "完全相同" not in tale.letters()[back]


def test_another_of_the_organisation_who_sends_the_old_one_changes_nothing(tale: Tale) -> None:
    tale.mail("申报材料", application())
    tale.mail("更正", application(address="长沙市岳麓区麓山南路932号"))
    tale.mail("转发", application(), sender="other@unit.example.org")
    (case,) = tale.run()
    assert (case["revision"], case["fields"]["address"]) == (2, "长沙市岳麓区麓山南路932号")


def test_an_older_mail_that_is_read_later_replaces_nothing(tale: Tale) -> None:
    """It lay in another folder, was too large, or its sender was blocked."""
    tale.mail("更正账号", application(), hours=5)
    tale.run()
    tale.mail("申报材料", application(bank_account_number=FALSE_ACCOUNT), hours=2)
    newer, older = tale.run()
    assert (newer["revision"], newer["fields"]["bank_account_number"]) == (1, TRUE["bank_account_number"])
    assert "possible-duplicate" in {finding["rule"] for finding in older["findings"]}


RELAYED = "spf=pass smtp.mailfrom=SRS0=x=y=unit.example.org=kjc@{}; dkim=fail; dmarc=fail"


def test_who_hands_on_is_believed_where_the_case_knows_them(tale: Tale) -> None:
    """A city association may send in its own name what it forwards in another's."""
    tale.mail("申报材料", application(), sender="kjk@kx.example.org")
    judged(tale, "dmarc=pass")
    tale.mail("更正账号", application(bank_account_number=FALSE_ACCOUNT), sender="zhang@qq.com")
    judged(tale, RELAYED.format("kx.example.org"))
    (case,) = tale.run()
    assert case["revision"] == 2
    assert "sender-unverified" in {finding["rule"] for finding in case["findings"]}


@pytest.mark.parametrize("relay", ["kx.example.org", "qq.com", "evil.example.net"])
def test_who_hands_on_is_not_believed_of_a_case_that_does_not_know_them(tale: Tale, relay: str) -> None:
    tale.mail("申报材料", application(), sender="li@qq.com")
    judged(tale, "dmarc=pass")
    tale.mail("更正账号", application(bank_account_number=FALSE_ACCOUNT), sender="li@qq.com")
    judged(tale, RELAYED.format(relay))
    first, second = tale.run()
    assert (first["revision"], first["fields"]["bank_account_number"]) == (1, TRUE["bank_account_number"])
    assert "sender-unverified" in {finding["rule"] for finding in second["findings"]}


def test_a_forwarder_whom_the_settings_trust(tale: Tale, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = tale.settings
    trusting = settings.model_copy(update={"mailbox": settings.mailbox.model_copy(update={"relays": ("kx.example.org",)})})
    monkeypatch.setattr(Tale, "settings", property(lambda _: trusting))
    tale.mail("申报材料", application())
    tale.mail("更正账号", application(bank_account_number=FALSE_ACCOUNT))
    judged(tale, RELAYED.format("mx1.kx.example.org"))
    (case,) = tale.run()
    assert (case["revision"], case["fields"]["bank_account_number"]) == (2, FALSE_ACCOUNT)
    assert "sender-unverified" not in {finding["rule"] for finding in case["findings"]}


def test_a_verdict_of_another_server_than_ours_counts_for_nothing(tale: Tale) -> None:
    tale.mail("申报材料", application())
    tale.mail("更正", application(bank_account_number=FALSE_ACCOUNT))
    newest = max((tale.home / "box").glob("*.eml"))
    newest.write_bytes(b"Authentication-Results: mx.elsewhere.example; dmarc=fail\r\n" + newest.read_bytes())
    (case,) = tale.run()
    assert case["revision"] == 2


def test_the_same_files_from_a_stranger_are_another_case(tale: Tale) -> None:
    """An adviser's template, or the office's blank: a letter names only what its own mail brought."""
    tale.mail("申报材料", application())
    other = tale.mail("转发", application(), sender="other@qq.com")
    first, second = tale.run()
    assert [len(case["message_ids"]) for case in (first, second)] == [1, 1]
    assert "possible-duplicate" in {finding["rule"] for finding in second["findings"]}
    assert first["case_no"] not in tale.letters()[other]


# --- a letter's fault never costs the case ------------------------------------------------------------------------------


def kept_letters(tale: Tale) -> list[tuple[str, str]]:
    with open_ledger(tale.settings.ledger.url).read() as connection:
        return [(str(row.state), row.why) for row in connection.execute(select(letters))]


@pytest.mark.parametrize("sender", ["taro..1@docomo.ne.jp", ".a@docomo.ne.jp", "a.@ezweb.ne.jp"])
def test_an_address_out_of_order_is_a_case_and_gets_its_letter(tale: Tale, sender: str) -> None:
    tale.mail("申报材料", application(), sender=sender)
    (case,) = tale.run()
    assert case["fields"]["bank_account_number"] == TRUE["bank_account_number"]
    assert [state for state, _ in kept_letters(tale)] == ["sent"]


@pytest.mark.parametrize(("sender", "state"), [
    ("zhang@例子.中国", "sent"), ("张三@例子.中国", "failed"), ("li@unit.edu.cn.", "sent"), ('"li si"@unit.edu.cn', "sent"),
    ("li" * 40 + "@unit.edu.cn", "failed"),
])  # fmt: skip
def test_an_address_in_chinese_letters_is_shown_and_answered_where_smtp_allows(tale: Tale, sender: str, state: str) -> None:
    tale.mail("申报材料", application(), sender="someone@example.org")
    newest = max((tale.home / "box").glob("*.eml"))
    newest.write_bytes(newest.read_bytes().replace(b"someone@example.org", sender.encode()))
    installation.run(tale.settings)
    (case,) = tale.cases()
    assert case["sender"] == sender.removesuffix(".")
    assert [told for told, _ in kept_letters(tale)] == [state]


@pytest.mark.parametrize(("sender", "why"), [
    ("zhang＠unit.edu.cn", "发件人地址中的“＠”不是半角字符，无法发信"),
    ('"zhang"san"@unit.edu.cn', "发件人地址不合规范，无法发信"),
])  # fmt: skip
def test_what_is_no_address_is_shown_and_its_letter_has_failed(tale: Tale, sender: str, why: str) -> None:
    tale.mail("申报材料", application(), sender="someone@example.org")
    newest = max((tale.home / "box").glob("*.eml"))
    newest.write_bytes(newest.read_bytes().replace(b"someone@example.org", sender.encode()))
    _, code = installation.run(tale.settings)
    (case,) = tale.cases()
    assert code == 0 and case["fields"]["bank_account_number"] == TRUE["bank_account_number"] and not case["sender"]
    assert kept_letters(tale) == [("failed", why)]
    with open_ledger(tale.settings.ledger.url).read() as connection:
        (mail,) = mail_rows.listing(connection)
    assert not mail.sender and f"<{sender}>" in mail.sender_name


@pytest.mark.parametrize(("sender", "extra"), [
    ("postmaster@unit.example.org", ()), ("a@unit.example.org", (("List-Unsubscribe", "<mailto:u@mail.example>"),)),
])  # fmt: skip
def test_a_unit_s_only_mailbox_and_a_firm_s_mailer_are_answered(
    tale: Tale, sender: str, extra: tuple[tuple[str, str], ...]
) -> None:
    tale.mail("申报材料", application(), sender=sender, extra=extra)
    (case,) = tale.run()
    assert case["sender"] == sender and [state for state, _ in kept_letters(tale)] == ["sent"]


def test_a_letter_that_cannot_be_composed_is_held_and_the_case_stands(tale: Tale, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise KeyError("a template of ours")

    monkeypatch.setattr("intake.pipeline.receipts.receipt", broken)
    tale.mail("申报材料", application())
    (case,) = tale.run()
    assert case["revision"] == 1
    assert kept_letters(tale) == [("held", "回信未能生成，现为简短回执（KeyError）")]


def test_what_came_in_ones_name_before_is_nobodys_application(tale: Tale) -> None:
    """Neither its files nor its thread: the true application, and an answer to our letter, are a case of their own."""
    forged = tale.mail("申报材料", [*application(bank_account_number=FALSE_ACCOUNT), ("合作协议.pdf", b"%PDF-1.4\n%%EOF")])
    judged(tale, "dmarc=fail")
    tale.run()
    letter = tale.letter_ids()[forged]
    true = tale.mail("Re: 已收到", application(), reply_to=(forged, letter))
    first, second = tale.run()
    assert (first["revision"], first["message_ids"]) == (1, [forged])
    assert (second["revision"], second["message_ids"]) == (1, [true])
    assert [document["name"] for document in second["documents"]] == ["申报书.docx"]
    assert "possible-duplicate" in {finding["rule"] for finding in second["findings"]}
