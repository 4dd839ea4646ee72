"""Odd file names, and files coded oddly."""

from __future__ import annotations

import base64
import binascii

from tests.malformed.model import DATA, NAME, SUBJECT, Case, attached, coded, head, mixed, part, percent, word

_GB = NAME.encode("gb18030")


def _pieces(text: bytes, claim: bytes = b"utf-8''") -> bytes:
    cut = [text[at : at + 40] for at in range(0, len(text), 40)]
    return b"attachment" + b"".join(b";\r\n filename*%d*=%b%b" % (n, b"" if n else claim, piece) for n, piece in enumerate(cut))


def _cut() -> bytes:
    words = [b"=?gb2312?B?" + base64.b64encode(piece) + b"?=" for piece in (_GB[:7], _GB[7:14], _GB[14:])]
    return b'attachment; filename="' + b"\r\n ".join(words) + b'"'


def _named(value: bytes, **more: bytes) -> bytes:
    return attached(b'attachment; filename="' + value + b'"', **more)


_UU = b"begin 644 " + _GB + b"\r\n" + b"".join(
    binascii.b2a_uu(DATA[at : at + 45]) for at in range(0, len(DATA), 45)) + b"`\r\nend\r\n"
_IN_CONTENT_TYPE = b'application/msword; name="' + word(NAME, "gb18030") + b'"'
_PDF = b"Content-Type: application/pdf\r\nContent-Disposition: attachment; filename=a.pdf\r\n"
_TEXT = part(b"Content-Type: text/plain\r\n", b"text")

FILES: tuple[Case, ...] = (
    Case("name: utf-8 word inside quotes", _named(word(NAME)), files=(NAME,)),
    Case("name: gb18030 word inside quotes", _named(word(NAME, "gb18030")), files=(NAME,)),
    Case("name: gb2312 claimed, gb18030 written", _named(word(NAME, "gb18030", claim="gb2312")), files=(NAME,)),
    Case("name: big5 word", _named(word("申請書.pdf", "big5")), files=("申請書.pdf",)),
    Case("name: hz word", _named(word("申报书.pdf", "hz", claim="hz-gb-2312")), files=("申报书.pdf",)),
    Case("name: iso-2022-jp word", _named(word("申請書.pdf", "iso2022_jp", claim="iso-2022-jp")), files=("申請書.pdf",)),
    Case("name: word without quotes", attached(b"attachment; filename=" + word(NAME)), files=(NAME,)),
    Case("name: words cut inside a character", attached(_cut()), files=(NAME,)),
    Case("name: raw gbk", _named(_GB), files=(NAME,)),
    Case("name: raw utf-8 without quotes", attached(b"attachment; filename=" + NAME.encode()), files=(NAME,)),
    Case("name: rfc 2231 with charset", attached(b"attachment; filename*=utf-8''" + percent(NAME)), files=(NAME,)),
    Case("name: rfc 2231 in gbk", attached(b"attachment; filename*=gbk'zh'" + percent(NAME, "gb18030")), files=(NAME,)),
    Case("name: rfc 2231 without charset", attached(b"attachment; filename*=" + percent(NAME)), files=(NAME,)),
    Case("name: rfc 2231 inside quotes", attached(b"attachment; filename*=\"utf-8''" + percent(NAME) + b'"'), files=(NAME,)),
    Case("name: rfc 2231 in pieces", attached(_pieces(percent(NAME))), files=(NAME,)),
    Case("name: percent signs alone", _named(percent(NAME)), files=(NAME,)),
    Case("name: only in Content-Type", attached(b"attachment", _IN_CONTENT_TYPE), files=(NAME,)),
    Case("name: question marks, the sound one in Content-Type", _named(b"????.docx", kind=_IN_CONTENT_TYPE), files=(NAME,)),
    Case("name: none at all", attached(b"attachment", b"application/pdf"), files=("附件1.pdf",)),
    Case("name: dots and slashes", _named(b"../../etc/" + word("密码.txt")), files=("密码.txt",)),
    Case("name: a Windows path", _named(b"C:\\\\Users\\\\a\\\\" + word(NAME)), files=(NAME,)),
    Case("name: slash inside", _named(word("附件1/2.pdf")), files=("附件1_2.pdf",)),
    Case("name: 400 characters", _named(word("长" * 400 + ".docx")), files=("长" * 195 + ".docx",)),
    Case("name: turned round by a sign nobody sees", _named(word("申报\u202ecod.exe")), files=("申报cod.exe",)),
    Case("base64 with junk in it", _named(word(NAME), body=coded()[:80] + b"!!\x80@\r\n" + coded()[80:]), files=(NAME,)),
    Case("base64 cut off", _named(word(NAME), body=coded()[:101]), files=(NAME,)),
    Case("base64 with a list's footer", _named(word(NAME), body=coded() + b"\r\n____\r\nfooter\r\n"), files=(NAME,)),
    Case("base64 called 7bit", mixed(_TEXT, part(
        _PDF + b"Content-Transfer-Encoding: 7bit\r\n",
        coded())), files=("a.pdf",)),
    Case("8bit called base64", mixed(_TEXT, part(
        b"Content-Type: text/plain\r\nContent-Transfer-Encoding: base64\r\nContent-Disposition: attachment; filename=a.txt\r\n",
        "这不是编码".encode("gb18030"))), files=("a.txt",)),
    Case("a transfer encoding nobody knows", mixed(_TEXT, part(
        _PDF + b"Content-Transfer-Encoding: base-64?\r\n",
        b"x")), files=("a.pdf",)),
    Case("two file names in one field", attached(b"attachment; filename=a.pdf; filename=b.pdf"), files=("a.pdf",)),
    Case("uuencoded into the text", head() + b"\r\ntext\r\n" + _UU, files=(NAME,), body="text"),
    Case("yEnc in the text", head() + b"\r\ntext\r\n=ybegin line=128 size=3 name=" + _GB + b"\r\nabc\r\n=yend size=3\r\n",
         files=(NAME,), trouble="unsupported"),
    Case("winmail.dat", attached(
        b"attachment; filename=winmail.dat", b"application/ms-tnef", coded(b"\x78\x9f\x3e\x22" + bytes(20))),
        files=("winmail.dat",)),
    Case("a nested mail in base64", mixed(_TEXT, part(
        b"Content-Type: message/rfc822\r\nContent-Transfer-Encoding: base64\r\n", coded(head() + b"\r\ninner"))),
        files=(SUBJECT + ".eml",)),
    Case("a nested mail without a subject", mixed(_TEXT, part(b"Content-Type: message/rfc822\r\n", b"From: a@b.cn\r\n\r\ninner")),
         files=("附件1.eml",)),
)
