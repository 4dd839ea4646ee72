"""The header block of a mail or part, read from raw bytes: fields, parameters, addresses, dates."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from email.utils import parsedate_tz
from urllib.parse import unquote_to_bytes

from intake.mime import charsets as text

HEADER_BYTES, MOST_HEADER_BYTES = 256 << 10, 16 << 20
_LONGEST_FAR = 16 << 10
_NEEDED = frozenset((
    "from", "to", "cc", "subject", "date", "message-id", "in-reply-to", "return-path", "content-type", "content-disposition",
    "content-transfer-encoding", "content-id", "auto-submitted", "precedence", "authentication-results",
))  # fmt: skip
_NEWLINE = re.compile(rb"\r*\n|\r")
_NAME = re.compile(rb"([!-9;-~]{1,200})[ \t]*:")
_BLANK_LINE = re.compile(rb"(?:\r*\n|\r)(?:\r*\n|\r)")
_PARAMETER = re.compile(
    rb"""\s*([^\s=;"]{1,80})\s*=\s*(?:"((?:\\.|[^"\\])*)"?([^;]*)|([^;]*))(?:;|\Z)|[^;]*(?:;|\Z)""", re.DOTALL
)
_SEGMENT = re.compile(r"^([^*]+)(?:\*(\d{1,3}))?(\*)?$")
ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,62})\.)+[A-Za-z0-9-]{2,63}")
LONGEST_ADDRESS = 1000
"""Characters of an address that is known. Whether a letter can go there is asked when one is sent."""
_NAME_LETTERS, _HOST = r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]", r"(?:[A-Za-z0-9][A-Za-z0-9-]{0,62}\.)+[A-Za-z0-9-]{2,63}"
_ANY_HOST = r"(?:[^\W_][\w-]{0,62}\.)+[\w-]{2,63}"
_LONG_ADDRESS = re.compile(_NAME_LETTERS + "+@" + _HOST)
_ANY_ADDRESS = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]+@" + _ANY_HOST)
"""With letters of any script (RFC 6531), as people may have them."""
_QUOTED_ADDRESS = re.compile(r'"((?:[ !#-;=?A-\[\]-~]|\\[ !#-;=?A-\[\]-~]){1,900})"@(' + _ANY_HOST + ")")
_NEEDS_NO_QUOTES = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_ENDING = " \t\r\n.,:;。，：；、"
"""Signs behind an address that end a sentence or a list, and that no address ends with."""
_SIGNS = 40
_NO_ADDRESS = re.compile(r"[^\w@＠﹫<]*")
_ZONE = re.compile(r":\d\d\s*([+-]\d{4}|[A-Z]{1,5}\b)")
_BEIJING = 8 * 3600
_CHINESE_DATE = re.compile(r"(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日")
_FOREIGN_DATE = re.compile(r"(?<!\d)(\d{1,2})\.?\s+(?:de\s+)?([^\W\d_]{3,12})\.?,?\s+(?:de\s+)?(\d{4})(?!\d)")
_TIME = re.compile(r"(?<!\d)(\d{1,2}):(\d{2})(?::(\d{2}))?")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_FOREIGN_MONTHS = (
    ("jan", "ene", "gen", "янв"), ("feb", "fev", "фев"), ("mar", "maa", "maerz", "мар"), ("apr", "avr", "abr", "апр"),
    ("mai", "may", "mag", "mei", "maj", "мая", "маи"), ("juin", "jun", "giu", "июн"), ("juil", "jul", "lug", "июл"),
    ("aug", "aou", "ago", "авг"), ("sep", "set", "сен"), ("okt", "oct", "ott", "out", "окт"), ("nov", "ноя"),
    ("dez", "dec", "dic", "дек"),
)  # fmt: skip
"""How the names of the months begin in the languages of Europe, without accents."""


@dataclass(frozen=True, slots=True)
class Fields:
    """Header fields in their order: lower-case names and raw values, unfolded. `cut` when the block was longer than we read."""

    items: tuple[tuple[str, bytes], ...]
    cut: bool = False

    def all(self, name: str) -> list[bytes]:
        """Every value of this name, in the order of the header."""
        return [value for key, value in self.items if key == name]

    def get(self, name: str) -> bytes | None:
        """The first value of this name, or None."""
        return next((value for key, value in self.items if key == name), None)

    def text(self, name: str, most: int = 2000) -> str:
        """The first value of this name as one line of text; "" when absent."""
        return text.words(self.get(name) or b"")[:most]

    def media_type(self, default: str = "text/plain") -> str:
        """Content-Type without parameters, lower case; the default where it is missing or broken."""
        media_type = (self.get("content-type") or b"").split(b";")[0].strip().lower().decode("latin-1")
        return media_type if re.fullmatch(r"[a-z0-9.+_-]{1,100}/[a-z0-9.+_-]{1,100}", media_type) else default


def read_fields(raw: bytes, start: int, end: int) -> tuple[Fields, int]:
    """Fields of the block at `start`, and where the body begins. As in the standard library, a line that is not a field ends the
    block. Of what lies behind HEADER_BYTES only the fields that say what a mail is are kept, each cut to a sane length: a long
    list of references must not hide that the mail has attachments."""
    block = _Block([], start + HEADER_BYTES)
    at, limit = start, min(end, start + MOST_HEADER_BYTES)
    while at < limit:
        newline = _NEWLINE.search(raw, at, limit)
        stop, after = (newline.start(), newline.end()) if newline else (limit, limit)
        line = raw[at : min(stop, at + HEADER_BYTES)]
        if not line:
            return _fields(block.fields, block.cut), after
        if line[:1] in b" \t" and block.fields:
            block.go_on(line, at)
        elif name := _NAME.match(line):
            block.begin(name[1].decode("latin-1").lower(), line[name.end() :], at)
        elif block.fields or not line.startswith((b"From ", b">From ")):
            return _fields(block.fields, block.cut), at
        at = after
    blank = _BLANK_LINE.search(raw, at, end) if at < end else None
    return _fields(block.fields, block.cut or at < end), blank.end() if blank else end


@dataclass(slots=True)
class _Block:
    """The fields of a header as they are gathered; behind `limit` only the needed ones, and little of each."""

    fields: list[tuple[str, list[bytes]]]
    limit: int
    cut: bool = False
    _kept: bool = True
    _length: int = 0

    def begin(self, name: str, value: bytes, at: int) -> None:
        """A line that begins a field."""
        self._kept, self._length = at < self.limit or name in _NEEDED, 0
        if self._kept:
            self.fields.append((name, []))
        self.go_on(value, at)

    def go_on(self, line: bytes, at: int) -> None:
        """A further line of the field."""
        far = at >= self.limit
        self.cut |= far
        self._length += len(line)
        if self._kept and (not far or (self.fields[-1][0] in _NEEDED and self._length <= _LONGEST_FAR)):
            self.fields[-1][1].append(line.strip())


def _fields(fields: list[tuple[str, list[bytes]]], cut: bool = False) -> Fields:
    return Fields(tuple((name, b" ".join(lines)) for name, lines in fields), cut)


def parameters(value: bytes) -> dict[str, str]:
    """Parameters of a Content-Type or Content-Disposition as text: RFC 2231 (with or without charset, in pieces), RFC 2047
    words in quotes (illegal and common), raw bytes. The extended spelling of a name wins over the plain one."""
    pieces: dict[tuple[str, bool], list[tuple[int, bool, bytes]]] = {}
    for name, raw in _raw_parameters(value):
        match = _SEGMENT.match(name)
        if match:
            continued = match[2] is not None or match[3] is not None
            pieces.setdefault((match[1], continued), []).append((int(match[2] or 0), bool(match[3]), raw))
    plain = {name: text.words(segments[0][2]) for (name, extended), segments in pieces.items() if not extended}
    extended = {name: _extended(sorted(segments)) for (name, is_extended), segments in pieces.items() if is_extended}
    return plain | {name: whole for name, whole in extended.items() if whole}


def _raw_parameters(value: bytes) -> list[tuple[str, bytes]]:
    """The parameters after the first semicolon as (lower-case name, raw value), at most 100."""
    pairs: list[tuple[str, bytes]] = []
    at = value.find(b";") + 1
    while 0 < at < len(value) and len(pairs) < 100:
        match = _PARAMETER.match(value, at)
        if match is None or match.end() == at:
            break
        at = match.end()
        if match[1]:
            raw = match[4].strip() if match[4] is not None else re.sub(rb'\\(["\\])', rb"\1", match[2])
            pairs.append((match[1].decode("latin-1").lower(), raw))
    return pairs


def _extended(segments: list[tuple[int, bool, bytes]]) -> str:
    """The value from its pieces, in order. Pieces are joined before percent-encoding is undone: senders cut inside of it."""
    charset, joined, coded = "", b"", b""
    for at, (_, percent_encoded, raw) in enumerate(segments):
        if percent_encoded:
            if at == 0 and raw.count(b"'") >= 2:
                declared, _, raw = raw.split(b"'", 2)
                charset = declared.decode("latin-1")
            coded += raw
        else:
            joined, coded = joined + unquote_to_bytes(coded) + raw, b""
    joined += unquote_to_bytes(coded)
    return text.words(joined) if b"=?" in joined and not charset else text.one_line(text.decode(joined, charset))


def addresses(value: bytes) -> list[tuple[str, str]]:
    """(display name, address) of each mailbox in an address list. An address that is not plain becomes "": the name
    is never taken for the address (CVE-2023-27043), and nothing is put together from pieces."""
    return [_mailbox(piece) for piece in _split_list(value) if piece.strip()]


def _split_list(value: bytes) -> list[bytes]:
    """Cuts at commas and semicolons outside quotes, comments and angle brackets; drops comments. No recursion."""
    pieces, current, depth, quoted, angled, escaped = [], bytearray(), 0, False, False, False
    for byte in value[:HEADER_BYTES]:
        char = chr(byte)
        if escaped:
            escaped = False
        elif char == "\\" and (quoted or depth):
            escaped = True
        elif char == '"' and not depth:
            quoted = not quoted
        elif not quoted and (char == "(" or (char == ")" and depth)):
            depth += 1 if char == "(" else -1
            continue
        elif not quoted and not depth and char in "<>":
            angled = char == "<"
        elif not quoted and not depth and not angled and char in ",;":
            pieces.append(bytes(current))
            current.clear()
            continue
        if not depth:
            current.append(byte)
    return [*pieces, bytes(current)]


def _mailbox(piece: bytes) -> tuple[str, str]:
    before, bracket, rest = piece.rpartition(b"<")
    if not bracket:
        return "", _address(rest.rstrip(b": \t").rpartition(b":")[2])  # a group's name ends with a colon
    inside, _, after = rest.partition(b">")
    name = text.words(re.sub(rb'^\s*"|"\s*$|\\(?=["\\])', b"", before.strip()))[:200]
    address = "" if b"<" in _unquoted(before) else _address(inside)
    return name, address if not after.strip() or (_only_signs(after) and _names_no_other(name, address)) else ""


def _only_signs(after: bytes) -> bool:
    """Whether behind the brackets there is nothing but a few signs (<li@x.cn>. or <li@x.cn>；), which are of no address."""
    return len(after) <= _SIGNS and _NO_ADDRESS.fullmatch(text.words(after)) is not None


def _names_no_other(name: str, address: str) -> bool:
    """Whether the words before the brackets are no other address, so that only the one in them can be meant."""
    return re.search("[@＠﹫]", name) is None or name.strip("' ").lower() == address.lower()


def _unquoted(raw: bytes) -> bytes:
    return re.sub(rb'"(?:\\.|[^"\\])*"', b"", raw)


def _address(raw: bytes) -> str:
    try:
        address = unicodedata.normalize("NFC", raw.decode()).lstrip().rstrip(_ENDING)
    except UnicodeDecodeError:
        return ""
    if len(address) > LONGEST_ADDRESS:
        return ""
    if quoted := _QUOTED_ADDRESS.fullmatch(address):
        name = quoted[1].replace("\\", "")
        return f"{name}@{quoted[2]}" if _NEEDS_NO_QUOTES.fullmatch(name) else f'"{name}"@{quoted[2]}'
    return address if (_LONG_ADDRESS if address.isascii() else _ANY_ADDRESS).fullmatch(address) else ""


def moment(value: bytes) -> str:
    """An RFC 5322 date as ISO 8601 with zone, "" where it cannot be read. A date without zone, or with the bare letters CST
    (which the standard library takes for Chicago), is Beijing's: the mail comes from there."""
    written = text.words(value)[:200]
    try:
        parts = parsedate_tz(written) or parsedate_tz(_in_english(written))
        if parts is None:
            return ""
        zone = _ZONE.search(written) or _ZONE.search(_in_english(written))
        offset = parts[9] if zone and zone[1] != "CST" and parts[9] is not None else _BEIJING
        return datetime(*parts[:6], tzinfo=timezone(timedelta(seconds=offset))).isoformat()
    except (ValueError, OverflowError, TypeError, IndexError):
        return ""


def _in_english(written: str) -> str:
    """A date with the words of another language as RFC 5322 writes it; "" where it has no day, month and year of the Gregorian
    calendar."""
    chinese = _CHINESE_DATE.search(written)
    foreign = None if chinese else _FOREIGN_DATE.search(written)
    if chinese:
        year, month, day, time = chinese[1], int(chinese[2]), chinese[3], _TIME.search(written, chinese.end())
    elif foreign and (month := _month_of(foreign[2])):
        year, day, time = foreign[3], foreign[1], _TIME.search(written, foreign.end())
    else:
        return ""
    zone = re.search(r"(?<![\d:])([+-]?)(\d{4})(?!\d)", written[time.end() :]) if time else None
    clock = f"{time[1]}:{time[2]}:{time[3] or '00'}" if time else "00:00:00"
    return f"{day} {_MONTHS[month - 1]} {year} {clock}" + (f" {zone[1] or '+'}{zone[2]}" if zone else "")


def _month_of(word: str) -> int:
    """The number of a month by its name in a European language, 0 where it is none."""
    plain = "".join(c for c in unicodedata.normalize("NFD", word.lower()) if not unicodedata.combining(c)).rstrip(".")
    return next((n for n, starts in enumerate(_FOREIGN_MONTHS, 1) if plain.startswith(starts)), 0)
