"""Mails that would have our letters go, with the attacker's words, to somebody who wrote nothing."""

from __future__ import annotations

from tests.attacks.scene import FAIL, PASS, Scene
from tests.attacks.table import JUDGED, Acts, Kind, attack


@attack(
    Kind.REFLECTION,
    "a forged mail with words of his own in subject, names, form and file name",
    "the applicant named gets at most a bare receipt without one of them",
)
def words_for_a_third_person(s: Scene) -> Acts:
    lure = f"请联系{s.mark}"
    form = s.form(f"{lure}.docx", applicant_unit=f"{lure}学会", main_content=lure)
    mail = s.sends(s.victim, lure, [form], verdict=FAIL, name=lure, body=lure)
    yield
    letter = s.letter(mail)
    assert letter is not None and s.mark not in letter.words.replace(s.host, "") and "GJ2024" not in letter.words
    assert "未能确认" in letter.words


@attack(Kind.REFLECTION, "ten forged mails in one applicant's name within a day", "one bare receipt", mailbox=JUDGED)
def ten_forged_mails(s: Scene) -> Acts:
    for number in range(10):
        s.sends(s.victim, f"申报{number}", [s.form(main_content=str(number) * 30)], verdict=FAIL, hours=0.1)
    yield
    assert len(s.letters_to(s.victim)) == 1


@attack(Kind.REFLECTION, "Reply-To names a third person", "the letter goes to the sender alone")
def reply_to_another(s: Scene) -> Acts:
    mail = s.sends(s.thief, files=[s.form()], extra=[("Reply-To", f"<{s.victim}>")])
    yield
    letter = s.letter(mail)
    assert letter is not None and letter.to.strip("<>") == s.thief
    assert s.letters_to(s.victim) == []


@attack(
    Kind.REFLECTION, "a third person stands in Cc, in To beside us, in Sender and Resent-From", "the letter has one recipient"
)
def third_persons_in_every_header(s: Scene) -> Acts:
    more = [("Cc", s.victim), ("Sender", s.victim), ("Resent-From", s.victim), ("Mail-Followup-To", s.victim)]
    mail = s.sends(s.thief, files=[s.form()], extra=more, to=f"hnkxgjb@126.com, {s.victim}")
    yield
    letter = s.letter(mail)
    assert letter is not None and letter.to.strip("<>") == s.thief
    assert not any(letter.message[name] for name in ("Cc", "Bcc", "Reply-To"))
    assert s.letters_to(s.victim) == []


@attack(Kind.REFLECTION, "two addresses in From, the second a third person's", "at most one letter, and not to that one")
def two_senders_in_one_header(s: Scene) -> Acts:
    mail = s.sends(
        s.thief,
        files=[s.form()],
        edit=lambda raw: raw.replace(b"From:", f"From: <{s.thief}>,".encode(), 1).replace(
            f" <{s.thief}>\r\nTo:".encode(), f" <{s.victim}>\r\nTo:".encode()
        ),
    )
    yield
    assert s.case(mail)["revision"] == 1
    assert len(s.letters_to(s.thief)) <= 1 and s.letters_to(s.victim) == []


@attack(Kind.REFLECTION, "the display name is a third person's address", "the letter goes to the address itself")
def an_address_for_a_name(s: Scene) -> Acts:
    mail = s.sends(
        s.thief,
        files=[s.form()],
        edit=lambda raw: raw.replace(
            raw[raw.index(b"From:") : raw.index(b"\r\nTo:")], f'From: "{s.victim}" <{s.thief}>'.encode()
        ),
    )
    yield
    letter = s.letter(mail)
    assert letter is not None and letter.to.strip("<>") == s.thief


@attack(Kind.REFLECTION, "receipts of reading and of delivery are asked for, to a third person", "none is sent")
def a_receipt_of_reading_for_another(s: Scene) -> Acts:
    asked = [
        (name, s.victim) for name in ("Disposition-Notification-To", "Return-Receipt-To", "Errors-To", "X-Confirm-Reading-To")
    ]
    s.sends(s.thief, f"通知{s.mark}", body="请回执。", extra=asked)
    s.sends(s.thief, files=[s.form()], extra=asked, verdict=PASS)
    yield
    assert s.letters_to(s.victim) == [] and len(s.letters_to(s.thief)) == 1


@attack(Kind.REFLECTION, "we are in blind copy only: the mail is to a third person", "no letter")
def in_blind_copy(s: Scene) -> Acts:
    mail = s.sends(s.thief, files=[s.form()], to=s.victim)
    yield
    assert s.case(mail)["revision"] == 1 and s.letter(mail) is None
