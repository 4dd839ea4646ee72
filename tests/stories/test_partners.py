"""Senders that answer: a robot that echoes every letter, one that is away, and a city association that sends forty in an hour."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from random import Random

from tests.samples.make import crowd, mails
from tests.tales import START, Tale, application, piece

ECHO = "robot@unit.example.org"


def answers(tale: Tale) -> int:
    return len(tale.letters())


def echoed(tale: Tale, rounds: int, files: list[tuple[str, bytes]], subject: str) -> int:
    """Let a partner answer the newest letter so many times, at once and without any sign of being a machine. Returns how many
    letters went to it in all."""
    seen: set[str] = set()
    for _ in range(rounds):
        tale.run()
        fresh = set(tale.letter_ids().values()) - seen
        if not fresh:
            break
        seen |= fresh
        letter = fresh.pop()
        tale.mail(f"Re: {subject}", files, sender=ECHO, body="> 您好！\n> 您的邮件已收到", extra=(("In-Reply-To", letter),))
    tale.run()
    return answers(tale)


def test_an_echo_of_words_is_answered_once(tmp_path: Path) -> None:
    tale = Tale(tmp_path)
    tale.mail("申报材料", application().files(), sender=ECHO)
    assert echoed(tale, 10, [], "申报材料") == 1


def test_an_echo_with_the_whole_package_stops_at_the_cap(tmp_path: Path) -> None:
    tale = Tale(tmp_path)
    tale.mail("申报材料", application().files(), sender=ECHO)
    assert echoed(tale, 10, application().files(), "申报材料") == 1 + tale.settings.letters.per_sender_a_day


def test_capitals_in_an_address_neither_lift_the_cap_nor_hide_a_case(tmp_path: Path) -> None:
    tale, spellings = Tale(tmp_path), (ECHO, "Robot@unit.example.org", "ROBOT@UNIT.example.org", "roBot@Unit.Example.Org")
    for round_ in range(8):
        tale.mail("申报材料", application().files(), sender=spellings[round_ % len(spellings)])
    (case,) = tale.run()
    assert case["revision"] == 1 and answers(tale) == 1 + tale.settings.letters.per_sender_a_day


def test_a_supplement_from_the_same_address_in_capitals_finds_its_case(tmp_path: Path) -> None:
    """Nothing but the sender says whose certificate it is."""
    tale = Tale(tmp_path)
    tale.mail(application().folder, [("申报书.docx", piece("word")), ("扫描件.pdf", piece("scan"))], sender="Wang.Jing@qq.com")
    tale.run()
    tale.mail("补充材料", [("非涉密证明.pdf", piece("secret"))], sender="wang.jing@QQ.com")
    (case,) = tale.run()
    assert case["revision"] == 2


def test_a_partner_who_is_away_is_not_answered_whatever_it_says(tmp_path: Path) -> None:
    tale = Tale(tmp_path)
    tale.mail("申报材料", application().files(), sender=ECHO)
    tale.run()
    letter = next(iter(tale.letter_ids().values()))
    thread = ("In-Reply-To", letter)
    tale.mail("自动回复: 申报材料", [], sender=ECHO, body="我正在休假。", extra=(thread,))
    tale.mail("我正在休假", [], sender=ECHO, body="有事请联系同事。", extra=(thread,))
    tale.mail("Out of office", [], sender=ECHO, body="Back on Monday.", extra=(thread, ("Auto-Submitted", "auto-replied")))
    tale.run()
    assert answers(tale) == 1


def test_a_city_association_that_sends_forty_in_an_hour_gets_forty_receipts(tmp_path: Path) -> None:
    tale = Tale(tmp_path)
    scan, secret = piece("scan"), piece("secret")
    for number in range(40):
        bundle = crowd.package(Random(f"city {number}"))
        files = [*bundle.files(), ("盖章扫描件.pdf", scan + b"%%%d\n" % number), ("非涉密证明.pdf", secret + b"%%%d\n" % number)]
        raw = mails.package_mail(("科协", "kexie@yueyang.example.org"), bundle.folder, files,
                                 sent=START + timedelta(minutes=number), serial=number)
        (tmp_path / "box" / f"{number:02}.eml").write_bytes(raw)
    cases = tale.run()
    assert len(cases) == 40 and answers(tale) == 40
