"""The words in files that have no reader here (spreadsheets, slides, a broken OFD): enough to search for a mark, not to read.

Bytes in, text out; what cannot be opened gives "". Bounded in members, bytes and time by how much is looked at.
"""

from __future__ import annotations

import html
import io
import re
import zipfile
import zlib
from collections.abc import Iterator

MOST_MEMBERS, MOST_OF_ONE, MOST_TOGETHER = 2_000, 8 << 20, 32 << 20
"""Bytes unpacked of one member and of all; a mark stands on a page's head or foot, and pages beyond are not looked at."""
_TAGS = re.compile(r"<[^<>]*>")
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_BROKEN = (zipfile.BadZipFile, zlib.error, OSError, ValueError, EOFError, RuntimeError, KeyError)


def unread_words(data: bytes) -> str:
    """The text of all XML members of a zip without their tags, one member a line; of other files whatever is text in them, as
    UTF-16 at either byte and as GB 18030: old Office files have both."""
    if data[:2] == b"PK":
        return "\n".join(_members(data))
    data = data[:MOST_OF_ONE]
    pairs = (data.decode("utf-16-le", "ignore"), data[1:].decode("utf-16-le", "ignore"))
    return "\n".join((*pairs, data.decode("gb18030", "ignore")))


def _members(data: bytes) -> Iterator[str]:
    left = MOST_TOGETHER
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            for info in packed.infolist()[:MOST_MEMBERS]:
                if info.filename.lower().endswith((".xml", ".xhtml")) and left > 0:
                    with packed.open(info) as member:
                        content = member.read(min(MOST_OF_ONE, left))
                    left -= len(content)
                    text = content.decode("utf-16" if content.startswith(_UTF16) else "utf-8", "ignore")
                    yield html.unescape(_TAGS.sub("", text))
    except _BROKEN:
        return
