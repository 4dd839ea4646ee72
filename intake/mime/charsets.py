"""Decodes bytes of a mail into text, whatever charset they claim. Chinese mail often names a wrong charset: each claim is
tested."""

from __future__ import annotations

import binascii
import codecs
import re
import unicodedata
from collections.abc import Iterator
from urllib.parse import unquote_to_bytes

# gb2312 and gbk are always read as their superset: 喆, 镕 and 㛃 occur in names and are only in gb18030.
_ALIASES = {
    "gb2312": "gb18030", "gbk": "gb18030", "cp936": "gb18030", "x-gbk": "gb18030", "gb_2312-80": "gb18030", "chinese": "gb18030",
    "csgb2312": "gb18030", "ms936": "gb18030", "windows-936": "gb18030", "euc-cn": "gb18030", "x-euc-cn": "gb18030",
    "big5": "cp950", "x-x-big5": "cp950", "ks_c_5601-1987": "cp949", "euc-kr": "cp949", "shift_jis": "cp932",
    "iso-2022-jp": "iso2022_jp_ext", "windows-31j": "cp932", "unicode-1-1-utf-8": "utf-8", "cp-850": "cp850",
}  # fmt: skip
# What a mailer writes when it does not know the charset: the bytes themselves are examined.
_VAGUE = {"", "ascii", "us-ascii", "unknown-8bit", "x-unknown", "default", "8bit", "binary"}
_WESTERN = {"iso-8859-1", "latin-1", "latin1", "windows-1252", "cp1252"}
_CHINESE_RUN = re.compile(rb"[\xb0-\xf7][\xa1-\xfe][\xb0-\xf7][\xa1-\xfe]")
_CHINESE_SHIFT = b"\x1b$)A"
_JAPANESE_SHIFT = re.compile(rb"\x1b\$[@B]")
_HZ = re.compile(rb"~\{(?:[!-w][!-~]){1,2000}~\}")
_HIGH_PAIR = re.compile(rb"[\x80-\xff]{2}")
# Text encodings only: Python also knows rot13, idna (slow on purpose-made input), unicode_escape and others.
_TEXT_CODEC = re.compile(r"(utf-?(7|8|16|32)|gb|big5|iso|cp|euc|koi8|shift|hz|johab|mac|latin|ascii|tis|ptcp)", re.I)
# Limited, so that beginnings of words without an end cost little.
_WORD = re.compile(rb"=\?([^?\s]{1,60})\?([bBqQ])\?(.{0,4000}?)\?=", re.DOTALL)
_VALUE_BYTES = 20_000
_PERCENT = re.compile(r"%[89A-Fa-f][0-9A-Fa-f]%[0-9A-Fa-f]{2}")
_LINE_BREAK = re.compile(r"\r\n|[\r\n\x0b\x0c\x85\u2028\u2029]")


def decode(data: bytes, charset: str = "") -> str:
    """Text of bytes under a claimed charset: the claim where it fits, else utf-8, gb18030, big5, and at last with U+FFFD."""
    claimed = charset.strip().strip("'\"").split("*")[0].lower()
    if (shifted := _shifted(data, claimed)) is not None:
        return shifted
    first = [] if claimed in _VAGUE else [_codec(claimed)]
    if claimed in _WESTERN:  # fits any bytes, so it proves nothing
        first = ["utf-8"] if _CHINESE_RUN.search(data) else ["utf-8", "cp1252", "latin-1"]
    elif not first and not _HIGH_PAIR.search(data):  # lone accents of a western name; Chinese comes in pairs
        first = ["utf-8", "cp1252"]
    for codec in (*first, "utf-8", "gb18030", "cp950"):
        try:
            return data.decode(codec)
        except (UnicodeError, LookupError, ValueError):
            continue
    return data.decode((first or ["gb18030"])[0], "replace")


def _shifted(data: bytes, claimed: str) -> str | None:
    """Text of the charsets whose bytes look like others': UTF-16 without a byte order mark, ISO-2022-CN, which Python does not
    know, and 7-bit Chinese or Japanese under no name or that of ASCII. None where the bytes are none of these."""
    if claimed in ("utf-16", "utf16", "unicode", "ucs-2"):
        return _utf16(data)
    if _CHINESE_SHIFT in data:
        return _iso2022_cn(data)
    codec = "iso2022_jp_ext" if _JAPANESE_SHIFT.search(data) else "hz" if _HZ.search(data) else ""
    if claimed not in _VAGUE or not codec:
        return None
    try:
        return data.decode(codec)
    except UnicodeError:
        return None


def _utf16(data: bytes) -> str:
    """UTF-16 in the order that its mark names, else in the order that gives more Chinese and ASCII."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", "replace")
    big, little = (data.decode(codec, "replace") for codec in ("utf-16-be", "utf-16-le"))
    return big if _usual(big) >= _usual(little) else little


def _usual(text: str) -> int:
    return sum(c < "\x7f" or "\u4e00" <= c <= "\u9fff" or "\uff00" <= c <= "\uffee" or "\u3000" <= c <= "\u303f" for c in text)


def _iso2022_cn(data: bytes) -> str:
    """RFC 1922 as far as mailers use it: between SO and SI are pairs of GB 2312."""
    pieces = re.split(b"\x0e([^\x0f]*)\x0f?", data.replace(_CHINESE_SHIFT, b""))
    high = (bytes(byte | 0x80 if byte > 0x20 else byte for byte in piece) if n % 2 else piece for n, piece in enumerate(pieces))
    return b"".join(high).decode("gb18030", "replace")


def _codec(claimed: str) -> str:
    """A text codec of Python for a claimed charset; gb18030 where there is none."""
    name = _ALIASES.get(claimed, claimed)
    try:
        codec = codecs.lookup(name).name
    except (LookupError, ValueError, UnicodeError):
        return "gb18030"
    return codec if _TEXT_CODEC.match(codec) else "gb18030"


def words(value: bytes) -> str:
    """A header value with RFC 2047 words, raw 8-bit text, or both, as one line of text. Adjacent words of one charset are joined
    before decoding: senders cut them in the middle of a character."""
    return one_line("".join(_pieces(value[:_VALUE_BYTES])))


def _pieces(value: bytes) -> Iterator[str]:
    at, held, held_charset, open_base64 = 0, b"", "", b""
    for match in _WORD.finditer(value):
        between, at = value[at : match.start()], match.end()
        charset, kind, text = match[1].decode("latin-1").lower(), match[2].lower(), match[3]
        joined = held_charset == charset and not between.strip()
        if not joined:
            if held_charset:
                yield decode(held, held_charset)
            if between.strip() or not held_charset:
                yield decode(between)
            held, open_base64 = b"", b""
        held_charset = charset
        if kind == b"q":
            held += binascii.a2b_qp(text, header=True)
            continue
        text = open_base64 + b"".join(text.split())
        whole = len(text) - len(text) % 4  # the base64 itself may be cut between two words
        held += _base64(text[:whole])
        open_base64 = text[whole:]
        if open_base64 and not _word_follows(value, at, match[1]):
            held += _base64(open_base64)
            open_base64 = b""
    if held_charset:
        yield decode(held, held_charset)
    yield decode(value[at:])


def _word_follows(value: bytes, at: int, charset: bytes) -> bool:
    """Whether another base64 word of this charset follows, with only blanks between."""
    return value[at : at + 400].lstrip().lower().startswith(b"=?" + charset.lower() + b"?b?")


def _base64(text: bytes) -> bytes:
    body = text.rstrip(b"=")
    try:
        return binascii.a2b_base64(body + b"=" * (-len(body) % 4))
    except binascii.Error:
        return b""


def percent(text: str) -> str:
    """Undoes percent-encoding in a name (%E7%94%B3%E6%8A%A5.docx); names without it are returned unchanged."""
    if not text.isascii() or not _PERCENT.search(text):
        return text
    raw = unquote_to_bytes(text)
    for codec in ("utf-8", "gb18030"):
        try:
            return raw.decode(codec)
        except UnicodeError:
            continue
    return text


def one_line(text: str, most: int = 2000) -> str:
    """Text without line breaks and without control, bidirectional and other invisible characters, with single blanks, at most
    `most` characters."""
    flat = _LINE_BREAK.sub(" ", text[: most * 4]).replace("\t", " ")
    kept = "".join(c for c in flat if unicodedata.category(c) not in ("Cc", "Cf", "Cs"))
    return re.sub(" {2,}", " ", kept).strip()[:most].strip()
