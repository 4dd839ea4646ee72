"""Words that would do something in a letter, in the workbook or on a page: none of them is more than words."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from random import Random

from openpyxl import load_workbook

from reports.export import csv_rows
from tests import installation
from tests.attacks.scene import PASS, Scene, Sent
from tests.attacks.table import Acts, Kind, attack


def _letter(s: Scene, mail: str) -> Sent:
    """The letter, which has no more parts, headers and recipients than ours have."""
    letter = s.letter(mail)
    assert letter is not None
    assert {name.lower() for name in letter.message} == {
        "from",
        "to",
        "subject",
        "date",
        "message-id",
        "in-reply-to",
        "references",
        "auto-submitted",
        "x-auto-response-suppress",
        "mime-version",
        "content-type",
    }
    assert [part.get_content_type() for part in letter.message.walk()] == ["multipart/alternative", "text/plain", "text/html"]
    return letter


def _html(letter: Sent) -> str:
    part = letter.message.get_body(("html",))
    assert part is not None
    return str(part.get_content())


@attack(
    Kind.POISON,
    "a template's commands in subject, unit, project and file name: {{7*7}}, {% for %}, {{office.__class__}}",
    "they stand in the letter as written, or not at all",
)
def commands_of_a_template(s: Scene) -> Acts:
    lure = "{{7*7191}}{% for x in y %}{{ office.__class__ }}{# a #}"
    mail = s.sends(s.thief, lure, [s.form(f"{lure}.docx", applicant_unit=f"{lure}{s.mark}学会")], verdict=PASS)
    yield
    letter = _letter(s, mail)
    assert "50337" not in letter.words and "class 'config" not in letter.words


@attack(Kind.POISON, "HTML in every name: <script>, <img onerror>, </td>, an entity", "escaped in the letter and on the pages")
def html_in_every_name(s: Scene) -> Acts:
    lure = f"请<script>alert('{s.mark}')</script><img src=x onerror=alert(1)>&lt;b&gt;</td>"
    mail = s.sends(
        s.thief,
        lure,
        [s.form(f"a{lure.replace('/', '')}.docx", applicant_unit=lure, main_content=lure * 3)],
        name=lure,
        verdict=PASS,
    )
    yield
    html = _html(_letter(s, mail))
    assert "<script" not in html and "<img" not in html and "&lt;script" in html
    pages = [page.read_text("utf-8") for page in (s.tale.home / "output").rglob("*.html")]
    assert pages and not any(f"<script>alert('{s.mark}" in page or "<img src=x" in page for page in pages)
    assert any(s.mark in page for page in pages)


@attack(
    Kind.POISON,
    "line breaks and a Bcc header in the subject's encoded words, the unit and a file name",
    "the letter has our headers",
)
def headers_in_a_subject(s: Scene) -> Acts:
    lure = f"申报\r\nBcc: {s.victim}\r\n\r\n另一封信"
    mail = s.sends(
        s.thief,
        "占位",
        [s.form("申报\r\nBcc: x.docx", applicant_unit=lure)],
        verdict=PASS,
        edit=lambda raw: raw.replace(
            raw[raw.index(b"Subject:") : raw.index(b"\r\nMessage-ID")],
            b"Subject: =?utf-8?Q?" + "".join(f"={byte:02X}" for byte in lure.encode()).encode() + b"?=",
        ),
    )
    yield
    letter = _letter(s, mail)
    assert "\n" not in str(letter.message["Subject"]) and s.letters_to(s.victim) == []


@attack(
    Kind.POISON,
    "headers of a letter in Message-ID, In-Reply-To and References",
    "the letter has our headers, and is threaded or not",
)
def headers_in_a_message_id(s: Scene) -> Acts:
    name = f"消息{s.mark}"
    s.sends(
        s.thief,
        name,
        [s.form()],
        verdict=PASS,
        edit=lambda raw: raw.replace(
            raw[raw.index(b"Message-ID:") : raw.index(b"\r\nMIME-Version")],
            f"Message-ID: <a\r\n\tBcc: {s.victim}\r\n\tx@{s.host}>\r\nReferences: <b@c>\r\n Bcc: {s.victim} <\xff\u6d88@d>"
            f"\r\nIn-Reply-To: <=?utf-8?Q?=0D=0ABcc:_{s.victim}?=@x>".encode(),
        ),
    )
    yield
    (letter,) = s.letters_to(s.thief)
    assert letter.message["Bcc"] is None and letter.message["Cc"] is None and s.letters_to(s.victim) == []


@attack(Kind.POISON, "links in subject, unit and file name: http://, ftp://, www.", "none of them stands in the letter")
def links_in_every_name(s: Scene) -> Acts:
    lure = f"请登录http://phish{s.mark}.example.com/login或www.phish{s.mark}.com"
    mail = s.sends(s.thief, lure, [s.form(f"ftp。{lure.replace('/', '_')}.docx", applicant_unit=lure)], verdict=PASS, name=lure)
    yield
    letter = _letter(s, mail)
    assert "http://phish" not in letter.words and f"www.phish{s.mark}" not in letter.words
    assert f"phish{s.mark}.example.com/login" not in letter.words


@attack(Kind.POISON, "domains without a scheme, full-width, with 。for dots", "none of them stands in the letter")
def domains_in_every_name(s: Scene) -> Acts:
    lure = f"请登录phish{s.mark}。com或ｐｈｉｓｈ{s.mark}．ｃｏｍ或evil{s.mark}.cn/x"
    mail = s.sends(s.thief, lure, [s.form(applicant_unit=lure)], verdict=PASS)
    yield
    letter = _letter(s, mail)
    assert not any(word in letter.words for word in (f"phish{s.mark}", f"ｈ{s.mark}", f"evil{s.mark}"))


@attack(Kind.POISON, "a 微信 or QQ number and a mail address to write to", "none of them stands in the letter")
def numbers_to_write_to(s: Scene) -> Acts:
    lure = f"加微信wx{s.mark}或QQ:3344{int(s.mark[:4], 16)}或发至a{s.mark}@evil.com"
    mail = s.sends(s.thief, lure, [s.form(applicant_unit=lure)], verdict=PASS)
    yield
    letter = _letter(s, mail)
    assert not any(word in letter.words for word in (f"wx{s.mark}", f"3344{int(s.mark[:4], 16)}", f"a{s.mark}@evil.com"))


@attack(
    Kind.POISON,
    "marks that turn the direction of writing, invisible and control characters in unit and file name",
    "none of them stands in the letter",
)
def marks_of_direction(s: Scene) -> Acts:
    lure = "申报\u202egnp.exe\u2066\u200f\u0007\u009b31m学会"
    mail = s.sends(
        s.thief, lure, [s.form("\u202excod.申报\u2069.docx", applicant_unit=f"{s.mark}\u202e会学\u200b协会")], verdict=PASS
    )
    yield
    letter = _letter(s, mail)
    assert not any(char in letter.words for char in "\u202e\u2066\u200f\u0007\u009b\u2069\u200b")


@attack(Kind.POISON, "a unit's name of a hundred thousand characters, and a thousand files", "the letter stays short")
def names_without_end(s: Scene) -> Acts:
    random = Random(s.key)
    files = [(f"{'长' * 60}{n}.txt", random.randbytes(20)) for n in range(60)]
    mail = s.sends(s.thief, "长" * 5000, [s.form(applicant_unit="很长的学会" * 20_000), *files], verdict=PASS)
    yield
    letter = _letter(s, mail)
    assert len(str(letter.message["Subject"])) <= 200 and len(letter.words) < 20_000


@attack(
    Kind.POISON,
    "formulas in unit, subject, sender's name and file name: =HYPERLINK, +, -, @, a tab, =cmd|",
    "text in the workbook; in CSV behind an apostrophe",
)
def formulas(s: Scene) -> Acts:
    lure = f'=HYPERLINK("http://evil/{s.mark}","点击")'
    units = (lure, f"+{s.mark}", f"-{s.mark}", f"@{s.mark}", f"\t={s.mark}", f"=cmd|'/c calc'!A1{s.mark}")
    for unit in units:
        s.sends(
            s.thief, unit, [s.form(f"{unit[:3]}表.docx", applicant_unit=unit, main_content=unit * 20)], name=unit, verdict=PASS
        )
    yield
    book = load_workbook(s.tale.home / "output" / "审查表.xlsx")
    cells = [cell for sheet in book for line in sheet.iter_rows() for cell in line if s.mark in str(cell.value)]
    assert cells and not [cell.coordinate for cell in cells if cell.data_type == "f"]
    assert not [cell.hyperlink.target for cell in cells if cell.hyperlink and "evil" in str(cell.hyperlink.target)]
    from intake.ledger import open_ledger
    from intake.publish.workbook_data import all_cases

    with open_ledger(s.tale.settings.ledger.url).read() as connection:
        text = csv_rows(all_cases(connection, installation.guide(), False), installation.guide()).to_csv()
    words = [cell for line in csv.reader(io.StringIO(text)) for cell in line if s.mark in cell]
    assert words and not [cell for cell in words if cell[0] in "=+-@\t\r"]


@attack(Kind.POISON, "names that lead out of a folder: ../../, C:\\, a NUL, CON", "readable files lie in the output folder alone")
def paths_in_every_name(s: Scene) -> Acts:
    lure = f"../../../../tmp/evil{s.mark}"
    names = (
        f"{lure}.docx",
        f"C:\\Windows\\evil{s.mark}.docx",
        f"/etc/evil{s.mark}.docx",
        "CON.docx",
        "a\0b.docx",
        "." * 300 + ".docx",
    )
    for number, name in enumerate(names):
        s.sends(s.thief, lure, [s.form(name, applicant_unit=lure, main_content=f"{number}" * 50)], verdict=PASS)
    yield
    home = s.tale.home
    mine = [path for path in home.rglob("*") if f"evil{s.mark}" in path.name and "output" not in path.parts]
    assert mine == [] and not Path(f"/tmp/evil{s.mark}.docx").exists()
    for path in (home / "output").rglob("*"):
        assert path.resolve().is_relative_to((home / "output").resolve())


@attack(Kind.POISON, "the sender's phone and account in subject, unit and file name", "no letter carries them")
def numbers_that_are_private(s: Scene) -> Acts:
    phone, account = "13812345678", s.account
    mail = s.sends(
        s.thief, f"电话{phone}", [s.form(f"{account}_{phone}.docx", applicant_unit=f"学会{phone}账号{account}")], verdict=PASS
    )
    yield
    words = _letter(s, mail).words.replace(" ", "")
    assert phone not in words and account not in words
