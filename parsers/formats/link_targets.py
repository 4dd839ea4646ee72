"""Turns the target of a link in a document into the answer whether it leads to another computer's share, or to the web."""

from __future__ import annotations

import re
from urllib.parse import unquote

_PARTS = re.compile(r"(?:(file|smb|cifs|nfs|davs?|url:file)\s*:)?(/*)(.*)", re.DOTALL)
_LOCAL = re.compile(r"(?:[a-z][:|]|localhost(?:/|$)|127\.0\.0\.1(?:/|$)|\.{1,2}(?:/|$))")
_WEB = re.compile(r"\s*(?:https?|ftp|mhtml|its|mk|ms-[\w-]+):", re.IGNORECASE)
_PROTOCOLS = re.compile(r"\s*(?:ms-msdt|search-ms|ms-officecmd|ms-appinstaller|ms-cxh|shell)\s*:", re.IGNORECASE)
LONGEST = 4000
"""Characters of a target that are regarded."""


def on_share(target: str) -> bool:
    r"""Whether this target is on a network share (\\host\share, file://host/…, smb://…). A path of the writer's own disk, as
    file:///home/… or file:///C:/…, is none."""
    found = _PARTS.match(unquote(target[:LONGEST]).strip().replace("\\", "/").lower())
    if found is None:
        return False
    scheme, slashes, rest = found[1] or "", len(found[2]), found[3]
    if rest.startswith(("?/unc/", "./unc/")):
        return slashes >= 2
    if not rest or _LOCAL.match(rest) or not re.match(r"[\w\[]", rest):
        return False
    if scheme and "file" not in scheme:
        return True
    return slashes >= 2 and not (scheme and slashes == 3)


def on_web(target: str) -> bool:
    """Whether this target is fetched from another computer by a protocol of the web."""
    return _WEB.match(target[:LONGEST]) is not None


def starts_something(target: str) -> bool:
    """Whether following this link starts a program of the system, instead of showing a page. javascript: does so in web pages
    alone; documents have it from pages that were pasted."""
    return _PROTOCOLS.match(unquote(target[:LONGEST])) is not None
