"""Odd structures: boundaries, nesting, numbers of parts, bodies that are not plain text, encrypted parts."""

from __future__ import annotations

from tests.malformed.model import DATA, NAME, Case, coded, head, mixed, part, word

_TEXT = part(b"Content-Type: text/plain; charset=gb2312\r\n", "正文".encode("gb18030"))
_FILE = part(b'Content-Type: application/msword; name="' + word(NAME) + b'"\r\nContent-Transfer-Encoding: base64\r\n', coded())
_CALENDAR = b"BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\nSUMMARY:x\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
_DEEP = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n) for n in range(1000))
_ENVELOPED = bytes.fromhex("3080 0609 2a864886f70d010703 a080") + b"\0" * 60
_SIGNED = bytes.fromhex("3080 0609 2a864886f70d010702 a080") + b"\0" * 60
_PGP = b"-----BEGIN PGP MESSAGE-----\r\n\r\nhQEMA\r\n-----END PGP MESSAGE-----\r\n"


def _smime(kind: bytes, data: bytes) -> bytes:
    return head(more=b"Content-Type: application/pkcs7-mime; " + kind + b"name=smime.p7m\r\nContent-Transfer-Encoding: base64\r\n"
                b"Content-Disposition: attachment; filename=smime.p7m\r\n") + b"\r\n" + coded(data)


def _html(page: str, charset: str = "gb18030", claim: str = "gb2312") -> bytes:
    return head(more=f"Content-Type: text/html; charset={claim}\r\n".encode()) + b"\r\n" + page.encode(charset)


STRUCTURES: tuple[Case, ...] = (
    Case("no closing boundary", mixed(_TEXT, _FILE, end=b""), files=(NAME,), body="正文", note="邮件结尾不完整"),
    Case("no boundary named", mixed(_TEXT, _FILE).replace(b'; boundary="=_b"', b""), files=(NAME,), body="正文"),
    Case("another boundary named", mixed(_TEXT, _FILE).replace(b'boundary="=_b"', b'boundary="other"'), files=(NAME,),
         body="正文"),
    Case("boundary never seen", head(more=b"Content-Type: multipart/mixed; boundary=x\r\n") + "\r\n正文\r\n".encode(),
         body="正文"),
    Case("closed early, a file after it", mixed(_TEXT, b"--=_b--\r\n", _FILE), files=(NAME,), body="正文"),
    Case("blanks after the boundary", mixed(_TEXT, _FILE).replace(b"--=_b\r\n", b"--=_b  \t\r\n"), files=(NAME,), body="正文"),
    Case("a multipart called base64", mixed(_TEXT, _FILE).replace(
        b"MIME-Version: 1.0\r\n", b"MIME-Version: 1.0\r\nContent-Transfer-Encoding: base64\r\n", 1), files=(NAME,), body="正文"),
    Case("a multipart in base64", head(
        more=b"Content-Type: multipart/mixed; boundary==_b\r\nContent-Transfer-Encoding: base64\r\n") + b"\r\n"
        + coded(_TEXT + _FILE + b"--=_b--\r\n"), files=(NAME,), body="正文"),
    Case("no MIME-Version", mixed(_TEXT, _FILE).replace(b"MIME-Version: 1.0\r\n", b""), files=(NAME,), body="正文"),
    Case("a Content-Type that is none", head(more=b"Content-Type: nonsense\r\n") + b"\r\ntext\r\n", body="text"),
    Case("a charset nobody knows", head(more=b"Content-Type: text/plain; charset=x-none\r\n") + b"\r\n"
         + "正文".encode("gb18030"), body="正文"),
    Case("utf-16 text in base64, unmarked", head(more=b"Content-Type: text/plain; charset=utf-16\r\n"
         b"Content-Transfer-Encoding: base64\r\n") + b"\r\n" + coded("正文见附件".encode("utf-16-le")), body="正文见附件"),
    Case("hz text under no name", head() + b"\r\n" + "正文见附件".encode("hz"), body="正文见附件"),
    Case("web page alone", _html("<p>您好：</p><p>正文见附件</p>"), body="您好：\n正文见附件"),
    Case("web page whose head names another charset", _html('<meta charset="big5"><p>正文</p>'), body="正文"),
    Case("a calendar beside the text", mixed(_TEXT, part(b"Content-Type: text/calendar; method=REQUEST\r\n", _CALENDAR),
                                             kind=b"alternative"), files=("附件1.ics",), body="正文"),
    Case("signed by S/MIME, in the open", mixed(_TEXT, part(
        b"Content-Type: application/pkcs7-signature; name=smime.p7s\r\nContent-Transfer-Encoding: base64\r\n", coded(b"x")),
        kind=b"signed"), body="正文"),
    Case("encrypted by S/MIME", _smime(b"smime-type=enveloped-data; ", _ENVELOPED), files=("smime.p7m",), trouble="encrypted"),
    Case("wrapped by S/MIME, its kind untold", _smime(b"", _SIGNED), files=("smime.p7m",), trouble="unsupported"),
    Case("encrypted by PGP/MIME", mixed(
        part(b"Content-Type: application/pgp-encrypted\r\n", b"Version: 1\r\n"),
        part(b"Content-Type: application/octet-stream; name=encrypted.asc\r\n", _PGP), kind=b"encrypted"),
        files=("encrypted.asc",), trouble="encrypted"),
    Case("encrypted by PGP into the text", head() + b"\r\n" + _PGP, files=("邮件正文（已加密）.asc",), trouble="encrypted",
         body="BEGIN PGP", note="正文经 PGP 加密"),
    Case("200 parts", mixed(_TEXT, *(part(
        b"Content-Type: application/pdf\r\nContent-Disposition: attachment; filename=%03d.pdf\r\n" % n, b"x")
        for n in range(200))),
        files=tuple(f"{n:03d}.pdf" for n in range(200)), body="正文"),
    Case("600 parts, beyond our limit", mixed(_TEXT, *(part(
        b"Content-Type: application/pdf\r\nContent-Disposition: attachment; filename=%03d.pdf\r\n" % n, b"x")
        for n in range(600))),
        files=tuple(f"{n:03d}.pdf" for n in range(499)), body="正文", note="邮件部件超过500个", trouble="limit"),
    Case("1,000 nested levels, beyond our limit", head(more=_DEEP) + b"\r\nx\r\n", files=("附件1.bin",),
         note="邮件嵌套超过20层", trouble="limit"),
    Case("a part without head and blank line", mixed(_TEXT, b"--=_b\r\n", _FILE), files=(NAME,), body="正文"),
    Case("an empty multipart", mixed(end=b"--=_b--\r\n")),
    Case("a message cut into several mails", head(more=b'Content-Type: message/partial; number=1; total=2; id="x"\r\n') + b"\r\n"
         + DATA, files=("附件1.eml",), trouble="incomplete"),
    Case("a file kept elsewhere", mixed(_TEXT, part(
        b'Content-Type: message/external-body; access-type=URL; URL="https://evil.example/x"\r\n',
        b"Content-Type: text/plain\r\n\r\n")),
        files=("附件1.bin",), body="正文", trouble="external"),
    Case("nul bytes everywhere", mixed(_TEXT, _FILE).replace(b"preamble", b"\0\0\0") + b"\0" * 50, files=(NAME,), body="正文"),
    Case("nothing at all", b"", subject="", sender=""),
)
