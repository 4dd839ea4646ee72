"""Answers in threads that are not the writer's."""

from __future__ import annotations

from tests.attacks.scene import FAIL, PASS, THIEF, Scene
from tests.attacks.table import Acts, Kind, attack


@attack(Kind.BY_THREAD, "an answer to the applicant's mail, disproved, with another account", "a case of its own")
def a_forged_answer(s: Scene) -> Acts:
    first = s.applies()
    mail = s.sends(s.thief, "Re: 申报材料", [s.form(bank_account_number=THIEF)], verdict=FAIL, reply_to=[first])
    yield
    s.apart(first, mail)


@attack(Kind.BY_THREAD, "an answer to our own letter, disproved, with a scan", "the case has no new file")
def a_forged_answer_to_our_letter(s: Scene) -> Acts:
    first = s.applies()
    yield
    letter = s.letter(first)
    assert letter is not None
    ours = str(letter.message["Message-ID"])
    s.sends(s.victim, f"Re: {letter.message['Subject']}", [s.scan()], verdict=FAIL, reply_to=[first, ours])
    yield
    s.untouched(first)


@attack(Kind.BY_THREAD, "the subject of our letter, without its thread", "a case of its own")
def the_subject_of_our_letter(s: Scene) -> Acts:
    first = s.applies()
    yield
    letter = s.letter(first)
    assert letter is not None
    mail = s.sends(s.thief, f"Re: {letter.message['Subject']}", [s.form(bank_account_number=THIEF)], verdict=PASS)
    yield
    s.apart(first, mail)


@attack(Kind.BY_THREAD, "guessed Message-IDs of letters of ours", "they lead nowhere")
def guessed_letters(s: Scene) -> Acts:
    first = s.applies()
    guessed = [f"<receipt-{n:032x}@126.com>" for n in range(40)]
    mail = s.sends(s.thief, "Re: 申报材料", [s.form(bank_account_number=THIEF)], verdict=PASS, reply_to=guessed)
    yield
    s.apart(first, mail)


@attack(
    Kind.BY_THREAD,
    "a stranger's application bears the Message-ID of the applicant's mail; then the applicant answers that mail",
    "the applicant's papers never come to the stranger's case",
)
def the_same_message_id(s: Scene) -> Acts:
    first = s.applies()
    own = s.form(
        applicant_unit=f"长沙市{s.mark}协会", project_leader="别人", main_content="别的内容" * 30, bank_account_number=THIEF
    )
    subject = f"占用编号{s.mark}"
    s.sends(
        s.thief,
        subject,
        [own],
        verdict=PASS,
        edit=lambda raw: raw.replace(
            raw[raw.index(b"Message-ID:") : raw.index(b"\r\nMIME-Version")], b"Message-ID: " + first.encode()
        ),
    )
    paper = s.scan()
    second = s.sends(s.victim, "补交盖章件", [paper], verdict=PASS, reply_to=[first])
    yield
    of_the_stranger = [case for case in s.cases(first) if case["sender"] == s.thief]
    assert len(of_the_stranger) == 1 and second not in of_the_stranger[0]["message_ids"]
    assert len(of_the_stranger[0]["documents"]) == 1
    (mine,) = s.cases(second)
    assert mine["sender"] == s.victim and THIEF not in mine["fields"].values()
    assert all(THIEF not in letter.words for letter in s.letters_to(s.victim))


@attack(Kind.BY_THREAD, "References to every mail of two applicants, disproved, with a scan", "neither case has a new file")
def references_to_everybody(s: Scene) -> Acts:
    first = s.applies()
    other = s.sends(f"wang@other{s.mark}.example.org", files=[s.form(applicant_unit=f"株洲市{s.mark}学会")], verdict=PASS)
    s.sends(s.thief, "Re: 申报材料", [s.scan()], verdict=FAIL, reply_to=[other, first] * 50)
    yield
    s.untouched(first)
    assert s.case(other)["revision"] == 1


@attack(
    Kind.BY_THREAD,
    "an application that answers a question of a stranger, who asked first in the applicant's subject",
    "a thread that holds no application leads nowhere",
)
def a_thread_laid_beforehand(s: Scene) -> Acts:
    bait = s.sends(s.thief, "申报材料", body="请在此邮件上回复材料。", verdict=PASS)
    first = s.sends(s.victim, "申报材料", [s.form()], verdict=PASS, reply_to=[bait])
    mail = s.sends(s.thief, "Re: 申报材料", [s.form(bank_account_number=THIEF)], verdict=PASS, reply_to=[bait])
    yield
    s.apart(first, mail)


@attack(Kind.BY_THREAD, "an application copied to somebody, whose answer to all brings papers with its unit's name",
        "a case of that one's own; no letter to the writer names what it brought")  # fmt: skip
def a_lure_by_copy(s: Scene) -> Acts:
    mine = {"applicant_unit": f"长沙市{s.mark}协会", "project_leader": "别人", "main_content": "别的内容" * 30}
    bait = s.sends(s.thief, "请补充材料", [s.form(**mine)], verdict=PASS)
    papers = [s.scan(f"{s.unit}盖章件.pdf"), s.scan(f"{s.unit}非涉密证明.pdf", of="2")]
    answer = s.sends(s.victim, "Re: 请补充材料", papers, verdict=PASS, reply_to=[bait])
    yield
    more = s.sends(s.thief, "补充材料", [s.scan("本会盖章件.pdf", of="3")], verdict=PASS)
    yield
    assert s.case(bait)["message_ids"] == [bait, more] and answer not in s.case(bait)["message_ids"]
    assert all(s.unit not in letter.words for letter in s.letters_to(s.thief))
    letter = s.letter(answer)
    assert letter is not None and "必改" not in letter.words and s.case(bait)["case_no"] not in letter.words


@attack(Kind.BY_THREAD, "a bait without a form, copied to somebody, whose answer to all brings an application",
        "a case of that one's own, with the bait's number for staff")  # fmt: skip
def a_lure_without_a_form(s: Scene) -> Acts:
    bait = s.sends(s.thief, f"{s.unit}+申报材料", [s.scan(f"{s.unit}+项目.pdf", of="bait")], verdict=PASS)
    answer = s.sends(s.victim, "Re: 申报材料", [s.form(), s.scan()], verdict=PASS, reply_to=[bait])
    yield
    more = s.sends(s.thief, "补充材料", [s.form(bank_account_number=THIEF)], verdict=PASS, reply_to=[bait])
    yield
    (mine,) = s.cases(answer)
    assert mine["message_ids"] == [answer] and mine["fields"]["bank_account_number"] == s.account
    assert all(mine["case_no"] not in letter.words for letter in s.letters_to(s.thief))
    assert all(case["case_no"] != mine["case_no"] for case in s.cases(more))


@attack(Kind.BY_THREAD, "an application copied to somebody whose answer to all brings papers with names that say nothing",
        "the papers join the case, and no letter to its writer names them")  # fmt: skip
def a_lure_for_papers(s: Scene) -> Acts:
    bait = s.sends(s.thief, "申报材料", [s.form(applicant_unit=f"长沙市{s.mark}协会")], verdict=PASS)
    s.sends(s.victim, "Re: 申报材料", [s.scan("盖章.pdf"), s.scan("王小明护照.pdf", of="2")], verdict=PASS, reply_to=[bait])
    yield
    more = s.sends(s.thief, "补充材料", [s.scan("补充说明.pdf", of="3")], verdict=PASS)
    yield
    letter = s.letter(more)
    assert letter is not None and "护照" not in letter.words and "他人来信提供的材料2份" in letter.words
    assert all("护照" not in one.words for one in s.letters_to(s.thief))
