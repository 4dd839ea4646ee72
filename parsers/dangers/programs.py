"""Turns a file's name and its first bytes into what would run if somebody opened it: a program, a script, a shortcut, a disk
image."""

from __future__ import annotations

import re

from parsers.formats.program_names import KINDS, suffix

_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"\x7fELF", "exe"), (b"L\0\0\0\x01\x14\x02\0", "lnk"), (b"ITSF\x03\0\0\0", "chm"),
    (b"\xe4\x52\x5c\x7b\x8c\xd8\xa7\x4d", "one"), (b"\xca\xfe\xba\xbe", "class"), (b"dex\n03", "apk"), (b"vhdxfile", "vhdx"),
    (b"conectix", "vhd"), (b"\xed\xab\xee\xdb", "rpm"), (b"!<arch>\ndebian", "deb"), (b"#!/", "sh"), (b"ID;P", "slk"),
    (b"WEB\r\n1", "iqy"), (b"WEB\n1", "iqy"), (b"XLODBC\r\n1", "dqy"), (b"QueryType=", "oqy"),
    (b"\xcf\xfa\xed\xfe", "exe"), (b"\xce\xfa\xed\xfe", "exe"), (b"xar!", "pkg"), (b"#@~^", "vbe"),
    (b"Windows Registry Editor", "reg"),
)  # fmt: skip
_SHORT_TEXTS = re.compile(rb"(?:\xef\xbb\xbf)?\s*\[(?:InternetShortcut|\{000214A0-|Desktop Entry\]|Shell\])", re.IGNORECASE)
_OPAQUE = ("application/octet-stream", "text/plain", "text/html", "application/xml", "application/x-ole-storage")
"""Types that say nothing against a suffix: a Word file stays one, whatever it is called."""
_LETTERS = ("message/rfc822", "multipart/related")
_SCRIPTS = ("bat", "cmd", "ps1", "vbs", "vbe", "js", "jse", "wsf", "wsh", "hta", "reg", "inf", "scf", "url")
"""Suffixes of scripts, which stay such where their first lines look like a letter's; a letter's name may end as a website's."""
_ZIPPED = ("jar", "apk", "appx", "msix", "ipa", "appxbundle", "msixbundle")
_ISO = slice(0x8001, 0x8006)


def what_runs(name: str, data: bytes, media_type: str) -> str:
    """What this file is, for staff, if opening it would run something or lead elsewhere; "" for any other. By its bytes, and by
    its suffix where they are text or unknown."""
    head = data[:64]
    by_bytes = next((kind for magic, kind in _MAGIC if head.startswith(magic)), "")
    if media_type == "application/x-msdownload" or by_bytes:
        return KINDS[by_bytes or "exe"]
    if _SHORT_TEXTS.match(head):
        return KINDS["url"]
    if data[_ISO] in (b"CD001", b"BEA01"):
        return KINDS["iso"]
    ends = suffix(name)
    if media_type in _LETTERS and ends in _SCRIPTS:
        return KINDS[ends]
    if media_type in _OPAQUE or (media_type == "application/zip" and ends in _ZIPPED):
        return KINDS.get(ends, "")
    return ""
