"""Strangers who know a case number: it opens nothing."""

from __future__ import annotations

from tests.attacks.scene import PASS, THIEF, Scene
from tests.attacks.table import Acts, Kind, attack


@attack(Kind.BY_NUMBER, "the number in the subject, with the applicant's form and another account", "a case of its own")
def number_in_the_subject(s: Scene) -> Acts:
    first = s.applies()
    yield
    number = s.untouched(first)["case_no"]
    mail = s.sends(s.thief, f"{number} 更正材料", [s.form(bank_account_number=THIEF)], verdict=PASS)
    yield
    s.apart(first, mail)


@attack(Kind.BY_NUMBER, "the number in the body, with a stamped scan alone", "the case has no new file")
def number_beside_a_scan(s: Scene) -> Acts:
    first = s.applies()
    yield
    number = s.untouched(first)["case_no"]
    mail = s.sends(s.thief, "补交扫描件", [s.scan()], body=f"申报编号：{number}，请归入。", verdict=PASS)
    yield
    s.untouched(first)
    letter = s.letter(mail)
    assert letter is None or (number not in letter.words and s.unit not in letter.words)


@attack(Kind.BY_NUMBER, "the number in a file's name and its folder, full-width in the subject", "the case has no new file")
def number_in_a_file_name(s: Scene) -> Acts:
    first = s.applies()
    yield
    number = s.untouched(first)["case_no"]
    wide = "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in number)
    s.sends(s.thief, f"补充材料 {wide}", [(f"{number}/{number}合作协议.pdf", s.scan()[1])], verdict=PASS)
    yield
    s.untouched(first)


@attack(Kind.BY_NUMBER, "a stranger withdraws the case by its number", "the case stands; staff read the mail")
def number_withdrawn_by_a_stranger(s: Scene) -> Acts:
    first = s.applies()
    yield
    number, subject = s.untouched(first)["case_no"], f"撤回{s.mark}"
    mail = s.sends(s.thief, subject, body=f"请撤回申报 {number}。", verdict=PASS)
    yield
    assert s.untouched(first)["status"] != "withdrawn" and s.letter(mail) is None


@attack(Kind.BY_NUMBER, "questions about fifty numbers, to see what is answered", "no letter")
def numbers_asked_one_by_one(s: Scene) -> Acts:
    asked = [s.sends(s.thief, f"查询 GJ2024-{n:04d} {s.mark}", body=f"GJ2024-{n:04d} 到哪一步了？") for n in range(1, 6)]
    asked.append(s.sends(s.thief, f"查询{s.mark}", body=" ".join(f"GJ2024-{n:04d}" for n in range(1, 51))))
    yield
    assert not any(s.letter(mail) for mail in asked) and s.letters_to(s.thief) == []


@attack(
    Kind.BY_NUMBER, "a stranger's own application whose subject names another's number", "his letter names his own number alone"
)
def number_beside_ones_own_application(s: Scene) -> Acts:
    first = s.applies()
    yield
    number = s.untouched(first)["case_no"]
    own = s.form(
        applicant_unit="长沙市另一学会", project_leader="别人", main_content="完全不同的内容" * 20, bank_account_number=THIEF
    )
    mail = s.sends(s.thief, f"{number} 的状态？另附本单位申报", [own], verdict=PASS)
    yield
    s.untouched(first)
    letter = s.letter(mail)
    assert letter is not None and s.unit not in letter.words
    assert s.case(mail)["case_no"] != number


@attack(Kind.BY_NUMBER, "our own letter to the applicant as an attachment, with a stamped scan", "the case has no new file")
def our_letter_attached(s: Scene) -> Acts:
    first = s.applies()
    yield
    letter = s.letter(first)
    assert letter is not None
    s.sends(s.thief, "Fwd: 已收到", [("回执.eml", letter.message.as_bytes()), s.scan()], verdict=PASS)
    yield
    s.untouched(first)
