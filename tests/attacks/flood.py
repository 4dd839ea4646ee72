"""Much of everything: mails, parts, headers, bytes. Applications among them are settled and answered."""

from __future__ import annotations

from random import Random

from tests.attacks.scene import FAIL, PASS, THIEF, Scene
from tests.attacks.table import Acts, Kind, Mailbox, attack
from tests.desk.sheets import opened

SHELVED = Mailbox("mails over the size limit", {"limits": {"mail_bytes": 200_000}}, (1,))
RECEIPT = Mailbox("one mail over the size limit", {"limits": {"mail_bytes": 200_000}}, (1,))
FLOODED = Mailbox("two hundred tiny mails")


def _big(s: Scene, sender: str, subject: str) -> str:
    return s.sends(sender, subject, [("大.bin", Random(subject).randbytes(200_000))], hours=0.1)


@attack(
    Kind.FLOOD,
    "two hundred tiny mails of two senders, with five applications among them",
    "all five settled and answered",
    mailbox=FLOODED,
)
def two_hundred_tiny_mails(s: Scene) -> Acts:
    mine = []
    for number in range(200):
        sender = s.thief if number % 2 else f"p{number}@q{number}.example.net"
        s.sends(sender, f"在吗{number}", body="在吗？", hours=0.01)
        if number % 40 == 20:
            mine.append(s.sends(f"li@v{number}{s.host}", files=[s.form(applicant_unit=f"{s.unit}{number}")], hours=0.01))
    yield
    assert [s.case(mail)["revision"] for mail in mine] == [1] * 5
    assert [s.case(mail)["case_no"][-4:] for mail in mine] == ["0001", "0002", "0003", "0004", "0005"], "in order of arrival"
    assert all(s.letter(mail) for mail in mine) and len(s.seen.letters) == 5


@attack(
    Kind.FLOOD, "six mails over the size limit, of one stranger, before two applications", "both are answered", mailbox=SHELVED
)
def six_mails_over_the_limit(s: Scene) -> Acts:
    for number in range(6):
        _big(s, s.thief, f"大{number}")
    mine = [s.applies(), s.applies(f"wang@other{s.mark}.example.org", applicant_unit="株洲市别的学会", project_leader="王五")]
    yield
    assert all(s.letter(mail) for mail in mine)


@attack(Kind.FLOOD, "one mail over the size limit", "shelved with sender and subject; one bare receipt", mailbox=RECEIPT)
def one_mail_over_the_limit(s: Scene) -> Acts:
    mail = _big(s, s.victim, f"材料过大{s.mark}")
    yield
    row = s.row(f"材料过大{s.mark}")
    assert (row.state, row.sender) == ("shelved", s.victim)
    letter = s.letter(mail)
    assert letter is not None and s.mark not in letter.words.replace(s.host, "") and len(s.letters_to(s.victim)) == 1


@attack(
    Kind.FLOOD, "three hundred attachments in a mail, and six hundred", "what is over the limit is named; the application is read"
)
def hundreds_of_attachments(s: Scene) -> Acts:
    mails = [
        s.sends(
            f"a{count}@{s.host}",
            files=[s.form(main_content=f"{count}" * 30), *((f"{n}.txt", f"{n} {count}".encode()) for n in range(count))],
            verdict=PASS,
        )
        for count in (300, 600)
    ]
    yield
    assert all(s.case(mail)["fields"]["bank_account_number"] == s.account for mail in mails)
    assert all(s.letter(mail) for mail in mails)


@attack(Kind.FLOOD, "parts within parts, a thousand deep", "the mail is settled or shown, and the next one is read")
def parts_without_end(s: Scene) -> Acts:
    deep = b"".join(b'Content-Type: multipart/mixed; boundary="b%d"\r\n\r\n--b%d\r\n' % (n, n) for n in range(1000))
    subject = f"很深{s.mark}"
    s.sends(s.thief, subject, edit=lambda raw: raw[: raw.index(b"Content-Type")] + deep)
    first = s.applies()
    yield
    assert s.row(subject).state in ("settled", "not_application")
    s.untouched(first)


@attack(
    Kind.FLOOD, "a header of two megabytes, and twenty thousand headers", "the application below them is read, or staff are told"
)
def headers_without_end(s: Scene) -> Acts:
    long, many = b"X-Long: " + b"a" * (2 << 20) + b"\r\n", b"".join(b"X-%d: a\r\n" % n for n in range(20_000))
    subjects = [f"长头{s.mark}", f"多头{s.mark}"]
    for subject, head in zip(subjects, (long, many), strict=True):
        s.sends(f"{subject[0].encode().hex()}@{s.host}", subject, [s.form()], edit=lambda raw, head=head: head + raw)  # type: ignore[misc]
    first = s.applies()
    yield
    assert s.case(first)["message_ids"][-1] == first or len(s.cases(first)) == 1
    assert len([row for row in s.seen.mails if row.subject in subjects or "邮件头过长" in row.why]) <= 2
    assert len([row for row in s.seen.mails if row.size > 100_000 and row.state in ("settled", "not_application")]) >= 2


@attack(Kind.FLOOD, "an archive of three thousand small files", "named so far as the limit goes; the application is read")
def thousands_of_members(s: Scene) -> Acts:
    from tests.tales import zipped

    members = [(f"{n}.txt", f"{n}".encode()) for n in range(3000)]
    mail = s.sends(s.thief, files=[s.form(), ("资料.zip", zipped(members))], verdict=PASS)
    yield
    assert s.case(mail)["fields"]["bank_account_number"] == s.account
    letter = s.letter(mail)
    assert letter is not None and len(letter.words) < 20_000


@attack(Kind.FLOOD, "References to forty thousand mails", "the application is settled and answered")
def references_without_end(s: Scene) -> Acts:
    line = b"References: " + b"\r\n ".join(b"<%d@x.example>" % n for n in range(40_000)) + b"\r\n"
    mail = s.sends(
        s.thief, files=[s.form()], verdict=PASS, edit=lambda raw: raw.replace(b"MIME-Version", line + b"MIME-Version", 1)
    )
    yield
    assert s.case(mail)["fields"]["bank_account_number"] == s.account and s.letter(mail) is not None


@attack(Kind.FLOOD, "a hundred thousand recipients in To and Cc", "the application is settled and answered")
def recipients_without_end(s: Scene) -> Acts:
    many = ",\r\n ".join(f"r{n}@x.example" for n in range(20_000))
    mail = s.sends(s.thief, files=[s.form()], verdict=PASS, extra=[("Cc", many)])
    yield
    assert s.case(mail)["revision"] == 1 and s.letter(mail) is not None


@attack(
    Kind.FLOOD,
    "HTML nested a hundred thousand deep, and a body of five million brackets",
    "the application is settled and answered",
)
def html_without_end(s: Scene) -> Acts:
    bodies = ("<div>" * 100_000 + "您好", "<" * 2_000_000, "&amp;" * 500_000, "<!--" * 200_000)
    mails = [s.sends(f"a{n}@{s.host}", files=[s.form(main_content=f"{n}" * 30)], html=body, body="您好", verdict=PASS)
             for n, body in enumerate(bodies)]  # fmt: skip
    yield
    assert all(s.cases(mail) and s.letter(mail) for mail in mails)


@attack(Kind.FLOOD, "fifteen forged doubles of one application", "its case stands, and names no more than a clerk can read")
def fifteen_forged_doubles(s: Scene) -> Acts:
    first = s.applies()
    for number in range(15):
        s.sends(s.victim, "更正", [s.form(bank_account_number=f"{THIEF}{number}")], verdict=FAIL, hours=0.01)
    yield
    doubles = [finding for finding in s.untouched(first)["findings"] if finding["rule"] == "possible-duplicate"]
    assert 1 <= len(doubles) <= 8


@attack(Kind.FLOOD, "a sender whom staff blocked goes on, with an application", "kept and listed, never read or answered")
def a_blocked_sender(s: Scene) -> Acts:
    s.sends(s.thief, f"广告{s.mark}", body="广告", verdict=PASS)
    first = s.applies()
    yield
    with opened(s.tale.home / "output" / "审查表.xlsx") as desk:
        desk.put("邮件", s.row(f"广告{s.mark}").sha256, "拦截", "拦截地址")
    mail = s.sends(s.thief, f"又一封{s.mark}", [s.form(bank_account_number=THIEF)], verdict=PASS)
    yield
    assert s.row(f"又一封{s.mark}").state == "blocked"
    assert s.cases(mail) == [] and s.letter(mail) is None
    s.untouched(first)
