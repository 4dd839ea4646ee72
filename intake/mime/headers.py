"""The header block of a mail or part, read from raw bytes: fields, parameters, addresses, dates."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from email.utils import parsedate_tz
from urllib.parse import unquote_to_bytes

from intake.mime import charsets as text

HEADER_BYTES = 256 << 10
_NEWLINE = re.compile(rb"\r*\n|\r")
_NAME = re.compile(rb"([!-9;-~]{1,200})[ \t]*:")
_BLANK_LINE = re.compile(rb"(?:\r*\n|\r)(?:\r*\n|\r)")
_PARAMETER = re.compile(
    rb"""\s*([^\s=;"]{1,80})\s*=\s*(?:"((?:\\.|[^"\\])*)"?([^;]*)|([^;]*))(?:;|\Z)|[^;]*(?:;|\Z)""", re.DOTALL
)
_SEGMENT = re.compile(r"^([^*]+)(?:\*(\d{1,3}))?(\*)?$")
ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,62})\.)+[A-Za-z0-9-]{2,63}")
_ZONE = re.compile(r":\d\d\s*([+-]\d{4}|[A-Z]{1,5}\b)")
_BEIJING = 8 * 3600


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
    block."""
    fields: list[tuple[str, list[bytes]]] = []
    at, limit = start, min(end, start + HEADER_BYTES)
    while at < limit:
        newline = _NEWLINE.search(raw, at, limit)
        stop, after = (newline.start(), newline.end()) if newline else (limit, limit)
        line = raw[at:stop]
        if not line:
            return _fields(fields), after
        if line[:1] in b" \t" and fields:
            fields[-1][1].append(line.strip())
        elif name := _NAME.match(line):
            fields.append((name[1].decode("latin-1").lower(), [line[name.end() :].strip()]))
        elif fields or not line.startswith((b"From ", b">From ")):
            return _fields(fields), at
        at = after
    blank = _BLANK_LINE.search(raw, at, end) if at < end else None
    return _fields(fields, cut=at < end), blank.end() if blank else end


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
        return "", _address(rest.rpartition(b":")[2])  # a group's name ends with a colon
    inside, _, after = rest.partition(b">")
    name = text.words(re.sub(rb'^\s*"|"\s*$|\\(?=["\\])', b"", before.strip()))[:200]
    return name, "" if after.strip() or b"<" in _unquoted(before) else _address(inside)


def _unquoted(raw: bytes) -> bytes:
    return re.sub(rb'"(?:\\.|[^"\\])*"', b"", raw)


def _address(raw: bytes) -> str:
    address = raw.strip().decode("latin-1")
    return address if len(address) <= 254 and ADDRESS.fullmatch(address) else ""


def moment(value: bytes) -> str:
    """An RFC 5322 date as ISO 8601 with zone, "" where it cannot be read. A date without zone, or with the bare letters CST
    (which the standard library takes for Chicago), is Beijing's: the mail comes from there."""
    written = text.words(value)[:200]
    try:
        parts = parsedate_tz(written)
        if parts is None:
            return ""
        zone = _ZONE.search(written)
        offset = parts[9] if zone and zone[1] != "CST" and parts[9] is not None else _BEIJING
        return datetime(*parts[:6], tzinfo=timezone(timedelta(seconds=offset))).isoformat()
    except (ValueError, OverflowError, TypeError, IndexError):
        return ""
