"""Strangers who hold a copy of somebody's files: the same bytes are not the same person."""

from __future__ import annotations

from tests.attacks.scene import FAIL, PASS, THIEF, Scene, rules
from tests.attacks.table import Acts, Kind, attack
from tests.tales import zipped


@attack(Kind.BY_FILE, "the applicant's very file, from somebody else", "a case of its own; his letter does not name the other")
def the_same_bytes_from_a_stranger(s: Scene) -> Acts:
    first = s.applies()
    mail = s.sends(s.thief, "转发", [s.form()], verdict=PASS)
    yield
    _, new = s.apart(first, mail)
    assert "possible-duplicate" in rules(new)


@attack(Kind.BY_FILE, "the applicant's very file, in the applicant's name, disproved", "a case of its own, and a bare letter")
def the_same_bytes_disproved(s: Scene) -> Acts:
    first = s.applies()
    mail = s.sends(s.victim, "转发", [s.form()], verdict=FAIL)
    yield
    s.apart(first, mail)
    letter = s.letter(mail)
    assert letter is None or (s.unit not in letter.words and "GJ2024" not in letter.words)


@attack(Kind.BY_FILE, "the applicant's file with a paper of one's own beside it", "the case has no new file")
def the_same_bytes_and_more(s: Scene) -> Acts:
    first = s.applies()
    mail = s.sends(s.thief, "补充材料", [s.form(), s.scan("合作协议.pdf")], verdict=PASS)
    yield
    s.apart(first, mail)


@attack(
    Kind.BY_FILE,
    "somebody sends the applicant's file before the applicant does",
    "the applicant gets a case and letter of his own",
)
def the_same_bytes_first(s: Scene) -> Acts:
    early = s.sends(s.thief, "申报", [s.form(), s.scan("合作协议.pdf")], verdict=PASS)
    first = s.applies()
    yield
    case = s.untouched(first)
    assert case["case_no"] != s.case(early)["case_no"]


@attack(
    Kind.BY_FILE, "a proof of the applicant's, alone and word for word", "the case has no new mail, and its letter tells nothing"
)
def a_single_paper_of_the_applicant(s: Scene) -> Acts:
    paper = s.scan("申报书盖章扫描件.pdf")
    first = s.sends(s.victim, files=[s.form(), paper], verdict=PASS)
    mail = s.sends(s.thief, "补交", [paper], verdict=PASS)
    yield
    case = s.case(first)
    assert (case["revision"], case["message_ids"]) == (1, [first])
    letter = s.letter(mail)
    assert letter is None or not any(word in letter.words for word in (s.unit, case["case_no"], "申报书.docx"))


@attack(Kind.BY_FILE, "the applicant's file within an archive, within a mail", "the same")
def the_same_bytes_wrapped(s: Scene) -> Acts:
    first = s.applies()
    mail = s.sends(s.thief, "资料", [("资料.zip", zipped([("甲/申报书.docx", s.form()[1])]))], verdict=PASS)
    yield
    s.apart(first, mail)


@attack(Kind.BY_FILE, "the applicant's file saved anew with another account", "a case of its own")
def the_file_edited(s: Scene) -> Acts:
    first = s.applies()
    mail = s.sends(s.thief, "申报材料", [s.form("申报书.docx", bank_account_number=THIEF)], verdict=PASS)
    yield
    s.apart(first, mail)


@attack(Kind.BY_FILE, "three strangers send the office's blank form", "three cases, and no letter names another's")
def the_blank_form_of_everybody(s: Scene) -> Acts:
    from tests.samples.make import word

    blank = ("申报书.docx", word.docx("exchange", {}))
    sent = [s.sends(f"p{n}@qq.com", f"空表{n}{s.mark}", [blank], verdict=PASS) for n in range(3)]
    yield
    assert len({s.case(mail)["case_no"] for mail in sent}) == 3


@attack(Kind.BY_FILE, "the applicant's whole mail, forwarded as an attachment", "who forwards is the sender")
def the_whole_mail_forwarded(s: Scene) -> Acts:
    first = s.applies()
    inner = max((s.tale.home / "box").glob("*.eml")).read_bytes()
    mail = s.sends(s.thief, "Fwd: 申报材料", [("原邮件.eml", inner), s.scan("合作协议.pdf")], verdict=PASS)
    yield
    s.apart(first, mail)
