"""Odd heads: charsets, encoded words, addresses, dates, lengths."""

from __future__ import annotations

import base64
from itertools import pairwise

from tests.malformed.model import SENDER, SUBJECT, Case, head, plain, word

RARE = "请示：㛃镕喆𠮷同志参加会议"
_GB = SUBJECT.encode("gb18030")


def _cut(*at: int) -> bytes:
    """The subject in words that are cut inside a character."""
    edges = (0, *at, len(_GB))
    pieces = [_GB[start:stop] for start, stop in pairwise(edges)]
    return b"\r\n ".join(b"=?gb2312?B?" + base64.b64encode(piece) + b"?=" for piece in pieces)


def _cut_base64() -> bytes:
    text = base64.b64encode(_GB)
    return b"=?GBK?B?" + text[:19] + b"?= =?GBK?B?" + text[19:] + b"?="


_ISO_CN = b"\x1b$)A\x0e" + bytes(byte & 0x7F for byte in "申报材料".encode("gb2312")) + b"\x0f"

HEADS: tuple[Case, ...] = (
    Case("gb2312 claimed, gb18030 written (喆镕㛃𠮷)", plain(word(RARE, "gb18030", claim="gb2312")), RARE),
    Case("gbk claimed, gb18030 written", plain(word(RARE, "gb18030", claim="GBK")), RARE),
    Case("big5 word", plain(word("申請書與會議資料", "big5")), "申請書與會議資料"),
    Case("hz word", plain(word("申报材料", "hz", claim="hz-gb-2312")), "申报材料"),
    Case("hz without any name", plain("申报材料".encode("hz")), "申报材料"),
    Case("iso-2022-cn word", plain(b"=?iso-2022-cn?B?" + base64.b64encode(_ISO_CN) + b"?="), "申报材料"),
    Case("iso-2022-jp word", plain(word("申請書", "iso2022_jp", claim="iso-2022-jp")), "申請書"),
    Case("iso-2022-jp without any name", plain("申請書".encode("iso2022_jp")), "申請書"),
    Case("utf-16 word, its order marked", plain(word(SUBJECT, "utf-16")), SUBJECT),
    Case("utf-16 word, high byte first, unmarked", plain(word(SUBJECT, "utf-16-be", claim="utf-16"))),
    Case("utf-16 word, low byte first, unmarked", plain(word(SUBJECT, "utf-16-le", claim="utf-16"))),
    Case("utf-7 word", plain(word(SUBJECT, "utf-7"))),
    Case("quoted-printable word with underscores", plain(word("申报 材料", kind="Q").replace(b"=20", b"_")), "申报 材料"),
    Case("words cut inside a character", plain(_cut(7, 16))),
    Case("words cut inside the base64", plain(_cut_base64())),
    Case("words with a blank between them", plain(word("申报") + b" \r\n\t " + word("材料")), "申报材料"),
    Case("a word in quotes", plain(b'"' + word("申报材料") + b'"'), '"申报材料"'),
    Case("a word of an unknown charset", plain(word("申报材料", "gb18030", claim="x-nonsense")), "申报材料"),
    Case("a word without its end", plain(b"=?utf-8?B?" + base64.b64encode("申报".encode())), "=?utf-8?B?55Sz5oql"),
    Case("raw gbk", plain(SUBJECT.encode("gb18030"))),
    Case("raw utf-8", plain(SUBJECT.encode())),
    Case("raw gbk between words", plain(word("申报", "gb18030") + " 材料".encode("gb18030")), "申报 材料"),
    Case("line breaks and controls in the subject", plain(word("申报\r\nBcc: x@evil.example\x00材料")),
         "申报 Bcc: x@evil.example材料"),
    Case("sender's name in raw gbk", plain(sender="张三 <".encode("gb18030") + SENDER.encode() + b">")),
    Case("sender's name is another address", plain(sender=b'"b@evil.example" <' + SENDER.encode() + b">")),
    Case("sender's name is a word with a comma", plain(sender=word("张三, 科协") + b" <" + SENDER.encode() + b">")),
    Case("two From lines", plain(more=b"From: b@evil.example\r\n"), sender="", note="发件人不止一个地址"),
    Case("an mbox's From line first", b"From a@b Tue Mar  5 10:00:00 2024\r\n" + plain()),
    Case("two From lines, one of an mbox", b">From a@b Tue Mar  5 10:00:00 2024\n" + plain()),
    Case("an empty date", plain(more=b"Date: \r\n")),
    Case("an impossible date", plain(more=b"Date: Tue, 99 Foo 20244 25:61:00 +9999\r\n")),
    Case("64 kB in one header", plain(more=b"X-Long: " + b"a" * 65536 + b"\r\nX-After: 1\r\n")),
    Case("64 kB of one folded header", plain(more=b"X-Long: a\r\n" + b" aaaaaaaaaaaaaaa\r\n" * 4096)),
    Case("5,000 headers", plain(more=b"X-Many: a\r\n" * 5000)),
    Case("bare line feeds", plain().replace(b"\r\n", b"\n")),
    Case("bare carriage returns", plain().replace(b"\r\n", b"\r")),
    Case("doubled carriage returns", plain().replace(b"\r\n", b"\r\r\n")),
    Case("blank lines before the head", b"\r\n\r\n" + plain()),
    Case("a byte order mark before the head", b"\xef\xbb\xbf" + plain()),
    Case("a line that is no field ends the head", head() + b"this is no field\r\n\r\ntext\r\n", body="this is no field"),
    Case("no blank line and no body", head()),
    Case("blanks before the colon", plain().replace(b"Subject:", b"Subject :")),
    Case("header names in odd case", plain().replace(b"Subject:", b"sUBJECT:").replace(b"From:", b"FROM:")),
)
