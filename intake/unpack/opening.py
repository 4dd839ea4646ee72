"""The engine of unpacking: one file → itself, or what is in it when it is an archive or a mail."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator

from intake.mime import parse
from intake.unpack import zips
from intake.unpack.bounds import Budget, Members, Refused, litter, make_file, member_name, stem, unread_file
from parsers.model import File, Trouble
from parsers.sniff import OCTETS, sniff

OPENERS: dict[str, Callable[[bytes, Budget], Members]] = {"application/zip": zips.members}
"""Archive's media type → its members. Another kind of archive is one module and one line here."""
UNOPENED = {
    "application/x-rar-compressed", "application/x-7z-compressed", "application/gzip", "application/x-tar",
    "application/x-bzip2", "application/x-xz", "application/vnd.ms-cab-compressed",
}  # fmt: skip
"""Archives that this installation does not open: named, never guessed at."""


def open_file(name: str, data: bytes, source: str, depth: int, claims_mail: bool, budget: Budget) -> Iterator[File]:
    """One file, or what is in it when it is an archive or a mail, to the budget's depth.

    `claims_mail`: it was sent as message/rfc822."""
    media_type = _media_type(name, data)
    mail = (claims_mail and media_type.startswith(("message/", "text/plain"))) or (
        name.lower().endswith(".eml") and media_type == "message/rfc822"
    )
    if not mail and media_type not in OPENERS:
        trouble = Trouble("unsupported", "本机没有能打开此类压缩包的程序") if media_type in UNOPENED else None
        yield make_file(name, data, source, trouble)
    elif depth >= budget.limits.archive_depth:
        yield make_file(name, data, source, Trouble("limit", f"嵌套超过{budget.limits.archive_depth}层，未打开"))
    elif mail:
        yield from _mail(name, data, source or name, depth + 1, budget)
    else:
        yield from _archive(name, data, source or name, depth + 1, OPENERS[media_type], budget)


def _media_type(name: str, data: bytes) -> str:
    """As sniffed; a .zip that begins with strange bytes is still a zip, good or damaged."""
    found = sniff(data)
    return "application/zip" if found == OCTETS and data and name.lower().endswith(".zip") else found


def _archive(
    name: str, data: bytes, source: str, depth: int, opener: Callable[[bytes, Budget], Members], budget: Budget
) -> Iterator[File]:
    folder, digest = _inside(name), hashlib.sha256(data).hexdigest()
    try:
        for told, content, refused in opener(data, budget):
            path, unsafe = member_name(told)
            trouble = unsafe or refused
            if trouble:
                yield unread_file(f"{folder}/{path}", digest, source, trouble)
            elif not litter(path):
                yield from open_file(f"{folder}/{path}", content, source, depth, False, budget)
    except Refused as refusal:
        yield make_file(name, data, source if depth > 1 else "", refusal.trouble)


def _mail(name: str, data: bytes, source: str, depth: int, budget: Budget) -> Iterator[File]:
    """The attachments of a mail that came as a file. Files behind its links are named as well: nobody else sees its body."""
    folder = _inside(name)
    head, parts = parse(data, budget.limits)
    if not head.links and all(part.inline for part in parts):  # nothing but words: the mail itself is the file
        yield make_file(name, data, source if depth > 1 else "")
    for part in parts:
        path = f"{folder}/{part.name}"
        if part.trouble:
            yield unread_file(path, part.digest, source, part.trouble)
        elif not part.inline:
            yield from open_file(path, part.data, source, depth, part.media_type == "message/rfc822", budget)
    for link in head.links:
        trouble = Trouble("external", "转发邮件中的云附件，未下载")
        yield unread_file(f"{folder}/{link.name or link.provider}", link.url, source, trouble)


def _inside(name: str) -> str:
    """The folder that an archive's files stand in: its own path without the suffix."""
    before, slash, _ = name.rpartition("/")
    return before + slash + stem(name)
