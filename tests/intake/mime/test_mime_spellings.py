"""Words of the protocol are known in capitals and small letters and with blanks around them; and each limit of a mail."""

from __future__ import annotations

import base64

import pytest

from config.model import LimitSettings
from intake.mime import parse
from intake.mime.mail_kind import kind
from parsers.model.mail import Head
from parsers.model.package import Package, PackageFile
from tests.intake.mails import LIMITS

WORDS = "申报书的内容"
CODED = base64.encodebytes(WORDS.encode("gb18030"))


def mail(encoding: str = "base64", disposition: str = "attachment", media_type: str = "text/plain", charset: str = "gb2312",
         name: str = "Content-Transfer-Encoding") -> bytes:
    """A mail of one part, whose words are as given."""
    head = (f"From: a@example.com\r\n{name}:{encoding}\r\nContent-Disposition:{disposition}; filename=a.txt\r\n"
            f"Content-Type:{media_type}; charset={charset}\r\n\r\n")
    return head.encode() + CODED


@pytest.mark.parametrize("encoding", ["base64", "BASE64", " Base64 ", "\tbase64", "base64 ; x=1"])
@pytest.mark.parametrize("name", ["Content-Transfer-Encoding", "content-transfer-encoding", "CONTENT-TRANSFER-ENCODING"])
def test_the_encoding_of_a_part(encoding: str, name: str) -> None:
    (part,) = parse(mail(encoding, name=name), LIMITS)[1]
    assert part.data.decode("gb18030") == WORDS


@pytest.mark.parametrize("disposition", ["attachment", "ATTACHMENT", " Attachment ", "attachment ; size=1"])
def test_an_attachment_of_text_is_a_file(disposition: str) -> None:
    head, parts = parse(mail(disposition=disposition).replace(b"; filename=a.txt", b""), LIMITS)
    assert (len(parts), head.body) == (1, "")


@pytest.mark.parametrize("media_type", ["text/plain", "TEXT/PLAIN", " Text/Plain ", "text/plain "])
@pytest.mark.parametrize("charset", ["gb2312", "GB2312", '"gb2312"', " gb2312 ", "'GBK'", "Gb18030"])
def test_a_body_of_text_in_its_charset(media_type: str, charset: str) -> None:
    raw = mail(disposition="inline", media_type=media_type, charset=charset).replace(b"; filename=a.txt", b"")
    head, parts = parse(raw, LIMITS)
    assert (head.body, parts) == (WORDS, ())


@pytest.mark.parametrize("media_type", ["multipart/mixed", "Multipart/Mixed", " MULTIPART/MIXED "])
@pytest.mark.parametrize("boundary", ["b", '"b"', '"b "', "b "])
def test_parts_between_their_boundaries(media_type: str, boundary: str) -> None:
    raw = (f"Content-Type:{media_type}; boundary={boundary}\r\n\r\n--b\r\n\r\n正文\r\n"
           "--b\r\nContent-Disposition: attachment; filename=a.txt\r\n\r\n1\r\n--b--\r\n")
    head, parts = parse(raw.encode(), LIMITS)
    assert (head.body, [part.name for part in parts]) == ("正文", ["a.txt"])


@pytest.mark.parametrize(("said", "automatic"), [
    ("auto-replied", True), (" Auto-Replied ", True), ("AUTO-GENERATED; x=1", True), ("no", False), (" No ", False),
    ("NO", False),
])  # fmt: skip
def test_a_mail_that_says_it_is_automatic(said: str, automatic: bool) -> None:
    assert bool(parse(f"Auto-Submitted:{said}\r\n\r\n".encode(), LIMITS)[0].automatic) is automatic


@pytest.mark.parametrize(("subject", "automatic"), [
    ("自动回复: 申报材料", True), ("退信通知", True), ("Undelivered Mail Returned to Sender", True),
    ("自动回复系统研发申报材料", False),
    ("退信通知重发申报材料", False), ("Undelivered Mail研究", False),
])  # fmt: skip
def test_a_subject_of_a_program_and_one_that_goes_on(subject: str, automatic: bool) -> None:
    assert bool(parse(f"From: a@x.cn\r\nSubject: {subject}\r\n\r\n".encode(), LIMITS)[0].automatic) is automatic


@pytest.mark.parametrize("sender", ["mailer-daemon@x.cn", "MAILER-DAEMON@x.cn", "MailerDaemon@x.cn", "No-Reply@x.cn"])
def test_a_sender_that_is_no_person(sender: str) -> None:
    assert parse(f"From: {sender}\r\n\r\n".encode(), LIMITS)[0].automatic


@pytest.mark.parametrize("judge", ["mx.example.net", "MX.Example.NET", " mx.example.net "])
@pytest.mark.parametrize("verdict", ["dmarc=pass", "DMARC=Pass", " dmarc = pass "])
def test_what_a_provider_says_of_the_sender(judge: str, verdict: str) -> None:
    found = parse(f"Authentication-Results:{judge};{verdict}\r\n\r\n".encode(), LIMITS)[0].proof
    assert found is not None and (found.judge, found.verdict) == ("mx.example.net", "pass")


@pytest.mark.parametrize("written", ["office@126.com", "Office@126.COM", "科协 <Office@126.com>", " office@126.com "])
@pytest.mark.parametrize("ours", ["office@126.com", "OFFICE@126.com"])
def test_our_own_address_in_every_writing(written: str, ours: str) -> None:
    this = Package((PackageFile("申报书.docx", "0" * 64, 10, "form_word", "x/y"),))
    to_us = Head(sender="a@example.cn", return_path="a@example.cn", to=(ours,))
    assert kind(to_us, [this], [], [written, " "], False).reply
    assert kind(to_us, [this], [], ["", " "], False).reply, "where no address of ours is known, none can be missing"
    assert not kind(Head(sender=ours, to=(ours,)), [this], [], [written], False).reply
    assert not kind(Head(sender="a@example.cn", to=("b@126.com",)), [this], [], [written], False).reply


# --- limits ----------------------------------------------------------------------------------------------------------


def several(count: int) -> bytes:
    parts = "".join(f"--b\r\nContent-Disposition: attachment; filename={n}.txt\r\n\r\n{n}\r\n" for n in range(count))
    return f"Content-Type: multipart/mixed; boundary=b\r\n\r\n{parts}--b--\r\n".encode()


@pytest.mark.parametrize(("most", "refused"), [(5, 0), (4, 0), (3, 1)])
def test_the_parts_of_a_mail(most: int, refused: int) -> None:
    """Three files, and the mail that holds them."""
    head, parts = parse(several(3), LimitSettings(mail_parts=most))
    assert sum(part.trouble is not None for part in parts) == refused
    assert ("邮件部件超过3个，其余未读取" in head.notes) is bool(refused)


@pytest.mark.parametrize(("more", "refused"), [(1, False), (0, False), (-1, True)])
def test_the_bytes_of_a_mail(more: int, refused: bool) -> None:
    raw = several(1)
    (part,) = parse(raw, LimitSettings(mail_bytes=len(raw) + more))[1]
    assert (part.trouble is not None) is refused


@pytest.mark.parametrize(("depth", "refused"), [(4, False), (3, False), (2, True)])
def test_parts_within_parts(depth: int, refused: bool) -> None:
    """Three multiparts, one within the other."""
    raw = "Content-Type: text/plain; name=a.txt\r\n\r\n1"
    for n in range(3):
        raw = f"Content-Type: multipart/mixed; boundary=b{n}\r\n\r\n--b{n}\r\n{raw}\r\n--b{n}--\r\n"
    (part,) = parse(raw.encode(), LimitSettings(mail_depth=depth))[1]
    assert (part.trouble is not None) is refused
    assert (part.name == "a.txt") is not refused


@pytest.mark.parametrize(("size", "inline"), [(65_535, True), (65_536, True), (65_537, False)])
def test_a_picture_of_a_signature(size: int, inline: bool) -> None:
    picture = base64.encodebytes(b"\xff" * size).decode()
    raw = ("Content-Type: multipart/related; boundary=b\r\n\r\n--b\r\nContent-Type: text/html\r\n\r\n<img src='cid:x'>\r\n--b\r\n"
           f"Content-Type: image/png\r\nContent-ID: <x>\r\nContent-Transfer-Encoding: base64\r\n\r\n{picture}--b--\r\n")
    (part,) = parse(raw.encode(), LIMITS)[1]
    assert (len(part.data), part.inline) == (size, inline)
