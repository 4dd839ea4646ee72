"""Programs that would answer our letters for ever."""

from __future__ import annotations

from tests.attacks.scene import PASS, Scene
from tests.attacks.table import Acts, Kind, attack


def _silent(s: Scene, *mails: str) -> None:
    assert all(s.cases(mail) for mail in mails), "kept and settled"
    assert not any(s.letter(mail) for mail in mails)


@attack(
    Kind.LOOPS,
    "an answer of a program with an application on it: Auto-Submitted, Precedence, X-Auto-Response-Suppress",
    "settled, and not answered",
)
def answers_of_programs(s: Scene) -> Acts:
    heads = (
        ("Auto-Submitted", "auto-replied"),
        ("Auto-Submitted", "auto-generated (rejected)"),
        ("Precedence", "bulk"),
        ("X-Auto-Response-Suppress", "DR, AutoReply"),
        ("X-Autoreply", "yes"),
        ("Delivered-To", "Autoresponder"),
    )
    mails = [s.sends(f"m{n}@{s.host}", files=[s.form(main_content=f"{n}" * 40)], extra=[head]) for n, head in enumerate(heads)]
    yield
    _silent(s, *mails)


@attack(
    Kind.LOOPS, "addresses of programs: service-noreply@, no_reply+x@, mailer-daemon@, bounces+x=y@", "not answered"
)
def addresses_of_programs(s: Scene) -> Acts:
    names = (
        "service-noreply",
        "no_reply+x",
        "do-not-reply",
        "MAILER-DAEMON",
        "bounces+li=x.example",
        "autoreply",
        "auto-responder",
    )
    mails = [s.sends(f"{name}@{s.host}", files=[s.form(main_content=name * 9)]) for name in names]
    yield
    assert not any(s.letter(mail) for mail in mails) and len({case["case_no"] for m in mails for case in s.cases(m)}) >= 1


@attack(Kind.LOOPS, "addresses of mailing lists: list-request@, owner-list@, list-bounces@, majordomo@", "not answered")
def addresses_of_lists(s: Scene) -> Acts:
    names = ("keji-request", "owner-keji", "keji-owner", "keji-bounces+x", "majordomo", "listserv")
    mails = [s.sends(f"{name}@{s.host}", files=[s.form(main_content=name * 9)]) for name in names]
    yield
    _silent(s, *mails)


@attack(Kind.LOOPS, "X-Loop, List-Id without Precedence, postmaster@ with a null return path", "not answered")
def headers_of_lists(s: Scene) -> Acts:
    heads = (("X-Loop", "li@x.example"), ("List-Id", "<keji.x.example>"), ("List-Help", "<https://x.example/u>"))
    mails = [s.sends(f"n{n}@{s.host}", files=[s.form(main_content=f"{n}" * 40)], extra=[head]) for n, head in enumerate(heads)]
    null = s.sends(f"postmaster@{s.host}", files=[s.form()], edit=lambda raw: b"Return-Path: <>" + raw[raw.index(b"\r\n") :])
    yield
    _silent(s, *mails, null)


@attack(Kind.LOOPS, "our own address as the sender, in capitals too, also vouched for", "not answered")
def our_own_address(s: Scene) -> Acts:
    mails = [s.sends(own, files=[s.form()], verdict=PASS) for own in ("hnkxgjb@126.com", "HNKXGJB@126.COM")]
    yield
    _silent(s, *mails)
    assert s.letters_to("hnkxgjb@126.com") == []


@attack(Kind.LOOPS, "an empty return path", "not answered")
def an_empty_return_path(s: Scene) -> Acts:
    mail = s.sends(s.thief, files=[s.form()], edit=lambda raw: b"Return-Path: <>" + raw[raw.index(b"\r\n") :])
    yield
    assert s.letter(mail) is None and s.letters_to(s.thief) == []


@attack(Kind.LOOPS, "a robot without any sign sends the same application ten times", "four letters at most")
def a_robot_without_signs(s: Scene) -> Acts:
    mails = [s.sends(s.thief, files=[s.form()], verdict=PASS) for _ in range(10)]
    yield
    case = s.case(mails[0])
    assert (case["revision"], len(case["message_ids"])) == (1, 10)
    assert 1 <= len(s.letters_to(s.thief)) <= 4


@attack(Kind.LOOPS, "the same in ever other spellings of one address", "the spelling counts for nothing")
def a_robot_in_capitals(s: Scene) -> Acts:
    name, domain = s.thief.split("@")
    spelt = [f"{name[:n].upper()}{name[n:]}@{domain.upper() if n % 2 else domain}" for n in range(8)]
    for sender in spelt:
        s.sends(sender, files=[s.form()], verdict=PASS)
    yield
    assert 1 <= len(s.letters_to(s.thief)) <= 4


@attack(Kind.LOOPS, "a note of absence that answers our letter and brings the whole mail back", "no application, no letter")
def a_note_of_absence(s: Scene) -> Acts:
    first = s.applies()
    yield
    letter = s.letter(first)
    assert letter is not None
    note = s.sends(
        s.victim,
        f"自动回复: {letter.message['Subject']} {s.mark}",
        [s.form()],
        body="本人休假。",
        reply_to=[first, str(letter.message["Message-ID"])],
        verdict=PASS,
    )
    yield
    assert s.letter(note) is None and s.case(first)["revision"] == 1
