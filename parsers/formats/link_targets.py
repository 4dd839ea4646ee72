"""Turns the target of a link in a document into the answer whether it leads to another computer's share, to the web, or to a
program."""

from __future__ import annotations

import re
from urllib.parse import unquote

from parsers.formats.program_names import KINDS, suffix

_PARTS = re.compile(r"(?:(file|smb|cifs|nfs|davs?|url:file)\s*:)?(/*)(.*)", re.DOTALL)
_LOCAL = re.compile(
    r"(?:[a-z][:|]|localhost(?:/|$)|127\.0\.0\.1(?:/|$)|\.{1,2}(?:/|$)"
    r"|(?:\.?psf|tsclient|vmware-host|vboxsvr|vboxsrv|wsl\$|wsl\.localhost)(?:/|$)|mac/(?:home|allfiles|icloud|dropbox)(?:/|$))"
)
"""The beginnings of paths on the writer's own computer, among them the names under which Parallels, VMware, VirtualBox, Remote
Desktop and the Linux of Windows show its folders: these programs answer for them, and nobody on the network."""
_WEB = re.compile(r"\s*(?:https?|ftp|mhtml|its|mk|ms-[\w-]+):", re.IGNORECASE)
_PROTOCOLS = re.compile(
    r"\s*(?:ms-msdt|search-ms|search|ms-officecmd|ms-appinstaller|ms-cxh|ms-its|mk|its|hcp|vbscript|shell"
    r"|ms-(?:word|excel|powerpoint|access|visio|project|publisher|spd|infopath))\s*:", re.IGNORECASE,
)  # fmt: skip
_WITHOUT_SCHEME = re.compile(
    r"\s*//(?:[\w-]{1,63}\.){1,9}([a-z]{2,24}|xn--[\w-]{2,59})\.?(?::\d{1,5})?(?:[/?#]|\s*$)", re.IGNORECASE
)  # fmt: skip
_OF_OFFICES = ("local", "localdomain", "lan", "corp", "internal", "intranet", "intra", "home", "private", "domain", "workgroup")
_ON_DISK = re.compile(r"(?:url:)?file:|[a-z][:|]/|\.{0,2}/", re.IGNORECASE)
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]+:", re.IGNORECASE)
_BEFORE_PATH = re.compile(r"(?:(?:url:)?file:)?(?:/+\?/)?", re.IGNORECASE)
_COMPUTER = re.compile(r"//[^/]*/*")
_ALSO_DOMAINS = ("com", "app", "sh", "pl", "py", "website", "url", "desktop")
"""Suffixes of programs with which names of websites end, too."""
LONGEST = 4000
"""Characters of a target that are regarded."""


def on_share(target: str) -> bool:
    r"""Whether this target is on a network share (\\host\share, file://host/…, smb://…). A path of the writer's own disk, as
    file:///home/… or file:///C:/…, is none."""
    found = _PARTS.match(unquote(target[:LONGEST]).strip().replace("\\", "/").lower())
    if found is None:
        return False
    scheme, slashes, rest = found[1] or "", len(found[2]), found[3]
    if slashes >= 2 and rest.startswith(("?/unc/", "./unc/")):
        slashes, rest = 2, rest[6:].lstrip("/")
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


def of_the_web(target: str) -> bool:
    """Whether a link that waits for a click is an address of the web without its scheme (//www.…), as it comes along with pasted
    pages. What would run, and a name that only an office's own network has, is none."""
    found = _WITHOUT_SCHEME.match(unquote(target[:LONGEST]))
    return found is not None and found[1].lower() not in _OF_OFFICES and not runs_a_file(target)


def runs_a_file(target: str) -> bool:
    """Whether following this link opens a program, a script or a shortcut that lies on a disk or a share, wherever that is."""
    path = unquote(target[:LONGEST]).strip().replace("\\", "/")
    on_disk = _ON_DISK.match(path) is not None
    if path.startswith("#") or (not on_disk and _SCHEME.match(path)) or _COMPUTER.fullmatch(path):
        return False
    name = re.split("[?\0]", _BEFORE_PATH.sub("", path, count=1), maxsplit=1)[0]  # no name of a file has these signs
    ends = {suffix(name), suffix(name.partition("#")[0])} & KINDS.keys()
    return bool(ends if on_disk else ends.difference(_ALSO_DOMAINS))
