"""Which mails a block holds, however their writer spells himself."""

from __future__ import annotations

from pathlib import Path

import pytest

from intake.edits.blocked_senders import BlockedSenders, Standing
from intake.mime import head_alone, writers_of
from tests import installation

JUDGED = "Authentication-Results: mx.126.com; dmarc=pass\r\n"
ADS = BlockedSenders({"ads@spam.example.org": Standing.VOUCHED})


def held(home: Path, blocked: BlockedSenders, *lines: str) -> str:
    start = "".join(f"{line}\r\n" for line in lines).encode() + b"Subject: x\r\n\r\nFrom: ads@spam.example.org"
    these = installation.settings(home, home / "box", mailbox={"authority": "126.com"})
    return blocked.holding(head_alone(start), writers_of(start), these)


@pytest.mark.parametrize("line", [
    "From: ads@spam.example.org", "From: A.D.S@Spam.Example.ORG", "From: ads+a1@spam.example.org",
    "FROM:<ads+@spam.example.org>", "From: =?utf-8?q?ads=40spam.example.org?=", "From: ads@spam.example.org li",
    "From: Li <li@unit.example.org>, Ads <ads@spam.example.org>", "From: li@unit.example.org\r\nFrom: ads@spam.example.org",
    "From: ads@spam.example.org\r\nFrom: li@unit.example.org", 'From: "li@unit.example.org" <ads@spam.example.org>',
    "From: =?utf-8?b?5p2O?=\r\n <ads@spam.example.org>", 'From: "ads"@spam.example.org',
    "From: (li@unit.example.org) ads@spam.example.org", "From: <ads@spam.example.org> <li@unit.example.org>",
    "From: a group: li@unit.example.org, ads@spam.example.org;", "From: ads @ spam.example.org",
    "From: ads@\uff53pam.example.org", "From: <@relay.example,@b.example:ads@spam.example.org>", "From: \0ads@spam.example.org",
    "From: Ads <ads@spam.example.org>.", "From: <ads@spam.example.org>；", "From: ads@spam.example.org。",
    "From: ads@spam.example.org:", "From: li@unit.example.org <ads@spam.example.org>.",
])  # fmt: skip
def test_another_spelling_does_not_evade_a_block(line: str, tmp_path: Path) -> None:
    assert held(tmp_path, ADS, JUDGED.strip(), line) == "ads@spam.example.org"


@pytest.mark.parametrize("line", [
    "From: li@unit.example.org", "From: ads@spam.example.org.cn", "From: ads@xspam.example.org", "From: lads@spam.example.org",
    "X: y", "From: ads", "From: =?utf-8?b?5p2O?=", "From: @spam.example.org",
    "From: Li <li@unit.example.org>.", "From: Ads <lads@spam.example.org>;",
    'From: "ads@spam.example.org" <li@unit.example.org>', "To: ads@spam.example.org\r\nFrom: li@unit.example.org",
])  # fmt: skip
def test_nobody_else_is_held(line: str, tmp_path: Path) -> None:
    assert held(tmp_path, ADS, JUDGED.strip(), line) == ""


@pytest.mark.parametrize(("result", "line", "name"), [
    ("dmarc=pass", "From: li@unit.example.org", ""), ("dmarc=fail", "From: li@unit.example.org", "li@unit.example.org"),
    ("spf=none", "From: l.i+x@unit.example.org", "li@unit.example.org"),
    ("dmarc=pass", "From: x@evil.example.org, li@unit.example.org", "li@unit.example.org"),
])  # fmt: skip
def test_whom_a_forger_named_stays_free_where_the_provider_vouches_for_him_alone(
    result: str, line: str, name: str, tmp_path: Path
) -> None:
    """A verdict is about one writer: with two, nobody knows about whom."""
    uncertain = BlockedSenders({"li@unit.example.org": Standing.UNPROVEN})
    assert held(tmp_path, uncertain, f"Authentication-Results: mx.126.com; {result}", line) == name


def test_a_domain_is_named_and_holds_a_mail_of_two_writers(tmp_path: Path) -> None:
    blocked = BlockedSenders(domains={"guanggao.cn": Standing.VOUCHED})
    assert held(tmp_path, blocked, "From: li@unit.example.org, x@mail.Guanggao.cn") == "guanggao.cn"


def test_a_block_set_on_a_forged_mail_holds_mails_like_it_alone(tmp_path: Path) -> None:
    forged = BlockedSenders({"li@unit.example.org": Standing.DISPROVED})
    results = ("dmarc=fail", "spf=none", "dmarc=pass")
    assert [held(tmp_path, forged, f"Authentication-Results: mx.126.com; {result}", "From: li@unit.example.org")
            for result in results] == ["li@unit.example.org", "", ""]  # fmt: skip
