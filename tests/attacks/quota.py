"""Mails that would use up our letters, so that an applicant gets none."""

from __future__ import annotations

from tests.attacks.scene import FAIL, PASS, Scene
from tests.attacks.table import JUDGED, Acts, Kind, Mailbox, attack

NOT_JUDGED = Mailbox("a provider that never judges")
QUOTA = Mailbox("forged mails and a small quota", {"smtp": {"per_day": 20}})


def _many(s: Scene, sender: str, verdict: str, count: int) -> list[str]:
    return [
        s.sends(
            sender,
            f"申报{number}",
            [s.form(applicant_unit=f"{s.unit}第{number}分会", project_leader=f"组长{number}", main_content=f"内容{number}" * 30)],
            verdict=verdict,
            hours=0.1,
        )
        for number in range(count)
    ]


@attack(
    Kind.QUOTA,
    "twelve applications of one sender in a day, for whom the provider neither vouches nor speaks against",
    "three letters",
    mailbox=JUDGED,
)
def twelve_of_nobody_in_particular(s: Scene) -> Acts:
    s.sends(s.victim, "问一下", body="您好", verdict=PASS)
    mails = [
        s.sends(
            s.thief,
            f"申报{n}",
            [s.form(applicant_unit=f"{s.unit}第{n}分会", main_content=f"内容{n}" * 30)],
            verdict="spf=none; dkim=none",
            hours=0.1,
        )
        for n in range(12)
    ]
    yield
    assert sum(len(s.cases(mail)) for mail in mails) >= 12 and len(s.letters_to(s.thief)) == 3


@attack(
    Kind.QUOTA,
    "twelve forged mails in one name, each with another application",
    "one letter that day, and every case kept",
    mailbox=JUDGED,
)
def twelve_forged(s: Scene) -> Acts:
    mails = [s.sends(s.victim, f"申报{n}", [s.form(main_content=f"内容{n}" * 30)], verdict=FAIL, hours=0.1) for n in range(12)]
    yield
    assert all(s.cases(mail) for mail in mails) and len(s.letters_to(s.victim)) == 1


@attack(
    Kind.QUOTA,
    "forged mails in thirty names, before an application",
    "they take a tenth of smtp.per_day, and the applicant is answered",
    mailbox=QUOTA,
)
def the_quota_used_up_by_forged_mails(s: Scene) -> Acts:
    for n in range(30):
        s.sends(f"p{n}@q{n}.example.org", f"申报{n}", [s.form(main_content=f"内容{n}" * 30)], verdict=FAIL, hours=0.1)
    first = s.applies()
    yield
    assert s.letter(first) is not None
    assert len([letter for letter in s.seen.letters if letter.to != s.victim]) <= 2


@attack(
    Kind.QUOTA,
    "no attack, but it looks like one: fifteen applications of one city's association within a day, vouched for",
    "fifteen letters",
    mailbox=JUDGED,
)
def an_association_with_many_applications(s: Scene) -> Acts:
    mails = _many(s, s.victim, PASS, 15)
    yield
    assert len({s.case(mail)["case_no"] for mail in mails}) == 15
    assert all(s.letter(mail) for mail in mails)


@attack(Kind.QUOTA, "the same where the provider judges no mail", "fifteen letters", mailbox=NOT_JUDGED)
def many_applications_without_verdicts(s: Scene) -> Acts:
    mails = _many(s, s.victim, "", 15)
    yield
    assert all(s.letter(mail) for mail in mails)


@attack(Kind.QUOTA, "forty questions of one sender", "no letter, and an application among them is answered")
def forty_questions(s: Scene) -> Acts:
    for n in range(20):
        s.sends(s.thief, f"咨询{n}{s.mark}", body="请问", verdict=PASS)
    first = s.applies()
    for n in range(20, 40):
        s.sends(s.thief, f"咨询{n}{s.mark}", body="请问", verdict=PASS)
    yield
    s.untouched(first)
    assert s.letters_to(s.thief) == []
