"""Words → where they stand: in text, in letters, and in files of any kind, also packed ones, in every way we write them."""

from __future__ import annotations

import email
import email.policy
import html
import json
import mmap
import re
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from email.message import EmailMessage
from pathlib import Path

ENCODINGS = ("utf-8", "utf-16-le", "gb18030")
"""How programs write text: ours, old spreadsheets, Chinese Windows."""
MOST_BYTES, MOST_MEMBER, MOST_MEMBERS = 4 << 30, 256 << 20, 20_000
"""Larger files, larger members of packed ones and more of them are not looked into, and that is told."""
NONE: frozenset[int] = frozenset()
_TAGS = re.compile(rb"<[^<>]{0,10000}>")


class Words:
    """Some words, the most important first. Results are their places in the list; capitals do not count. Of two words that
    overlap in a text the first is found."""

    def __init__(self, words: Sequence[str]) -> None:
        self.words = tuple(words)
        written = {way.lower(): at for at, word in reversed(tuple(enumerate(words))) for way in _ways(word)}
        self._in_text = written
        first = sorted(written, key=lambda way: (written[way], -len(way)))
        self._text = re.compile("|".join(map(re.escape, first)), re.IGNORECASE)
        encoded = {data.lower(): written[way] for way in first for data in _encoded(way)}
        self._in_bytes = encoded
        self._bytes = re.compile(b"|".join(map(re.escape, encoded)), re.IGNORECASE)

    def finds(self, said: str | bytes) -> frozenset[int]:
        """Which of the words are in a text, or in the bytes of a letter, whose transfer encoding is taken off."""
        if not self.words or not said:
            return NONE
        text = said if isinstance(said, str) else "\n".join(_said(said))
        return frozenset(self._in_text[found.lower()] for found in self._text.findall(text) if found.lower() in self._in_text)

    def in_bytes(self, data: bytes | mmap.mmap) -> frozenset[int]:
        """Which of the words are in bytes as they are, in one of the usual encodings."""
        if not self.words:
            return NONE
        found = {match[0].lower() for match in self._bytes.finditer(data)}
        return frozenset(self._in_bytes[one] for one in found if one in self._in_bytes)

    def in_file(self, path: Path) -> frozenset[int] | None:
        """Which of the words are in this file: its bytes, the members of an archive or a workbook, a mail's texts. None where it
        cannot be looked into: it is locked by a password, damaged or too large."""
        try:
            size = path.stat().st_size
            if size > MOST_BYTES:
                return None
            if not size:
                return NONE
            with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
                found = self.in_bytes(data)
                if ".eml" in path.name.lower():
                    return found | self.finds(bytes(data[:MOST_MEMBER]))
                if data[:4] != b"PK\x03\x04":
                    return None if data[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" and _locked(data) else found
            return self._in_members(path, found)
        except FileNotFoundError:
            return NONE
        except (OSError, ValueError):
            return None

    def _in_members(self, path: Path, found: frozenset[int]) -> frozenset[int] | None:
        try:
            with zipfile.ZipFile(path) as packed:
                members = packed.infolist()
                if len(members) > MOST_MEMBERS or any(one.flag_bits & 1 or one.file_size > MOST_MEMBER for one in members):
                    return None
                for member in members:
                    with packed.open(member) as opened:
                        data = opened.read(MOST_MEMBER + 1)
                    found |= self.finds(member.filename) | self.in_bytes(data)
                    if member.filename.lower().endswith((".xml", ".rels", ".html")):
                        found |= self.in_bytes(_TAGS.sub(b"", data))  # a program may cut a word into several pieces
            return found
        except (zipfile.BadZipFile, NotImplementedError, RuntimeError, zlib.error, EOFError):
            return None


def _locked(data: mmap.mmap) -> bool:
    """Whether a workbook in Microsoft's older container is the shell of an encrypted one."""
    return data.find("EncryptedPackage".encode("utf-16-le")) >= 0


def _ways(word: str) -> set[str]:
    """How a word stands in text, HTML, XML and JSON."""
    marked = html.escape(word)
    plain = {word, marked, html.escape(word, quote=False), marked.replace("&#x27;", "&#39;").replace("&quot;", "&#34;")}
    return plain | {json.dumps(word, ensure_ascii=ascii_)[1:-1] for ascii_ in (True, False)}


def _encoded(way: str) -> Iterator[bytes]:
    for encoding in ENCODINGS:
        try:
            yield way.encode(encoding)
        except UnicodeEncodeError:
            continue


def _said(data: bytes) -> Iterator[str]:
    """The headers and texts of a mail. What it attaches is not looked into."""
    yield data.decode("utf-8", "replace")
    try:
        message = email.message_from_bytes(data, _class=EmailMessage, policy=email.policy.default)
        yield from (str(value) for value in message.values())
        for part in message.walk():
            if part.get_content_maintype() == "text":
                content = part.get_payload(decode=True)
                yield content.decode(part.get_content_charset("utf-8"), "replace") if isinstance(content, bytes) else ""
    except Exception:  # headers that the library cannot read, an encoding that there is not: the bytes were searched
        return
