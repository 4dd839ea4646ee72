"""Reads the folder of sent mail to answer two questions only: was a letter of unknown fate sent, and did staff answer by hand?

Providers themselves store the copy of what went over SMTP. Their search by header is not reliable, so the newest headers are
fetched and compared here.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from config.language import say
from intake.mailbox.connection import Connection
from intake.mailbox.folder_names import folders_of
from intake.mailbox.interface import Sent
from intake.mime.charsets import decode
from intake.mime.headers import read_fields

NEWEST = 500
_NAMES = ("已发送", "已发送邮件", "已发邮件", "Sent", "Sent Messages", "Sent Items")
_ITEM = "BODY.PEEK[HEADER.FIELDS (MESSAGE-ID IN-REPLY-TO REFERENCES)]"


def sent_mails(connection: Connection, wanted: str) -> tuple[Sent, ...] | None:
    """The newest mails sent from this account, at most NEWEST; `wanted` names their folder ("": the usual one). None where it
    is not found. Raises MailboxOutage."""
    folder = _folder(connection, wanted)
    if folder is None:
        return None
    connection.examine(folder)
    uids = sorted({int(uid) for uid in connection.ask(say("列出已发邮件",
                                                          "the list of sent mails"), lambda c: c.search("ALL"))})[-NEWEST:]
    if not uids:
        return ()
    headers = connection.ask(say("查看已发邮件的信头", "headers of sent mails"), lambda c: c.fetch(uids, [_ITEM, "INTERNALDATE"]))
    return tuple(_read(headers))


def _folder(connection: Connection, wanted: str) -> str | None:
    there = folders_of(connection)
    if wanted:
        return there.find(wanted)
    return next((name for word in ("\\Sent", *_NAMES) if (name := there.find(word))), None)


def _read(headers: Any) -> Iterator[Sent]:
    for answer in headers.values():
        raw = next((value for key, value in answer.items() if bytes(key).startswith(b"BODY[HEADER")), b"") or b""
        fields, _ = read_fields(bytes(raw), 0, len(raw))
        moment = answer.get(b"INTERNALDATE")
        ids = [_ids(fields.get(name) or b"") for name in ("message-id", "in-reply-to", "references")]
        if ids[0]:
            when = moment.isoformat() if moment is not None and moment.tzinfo is not None else ""
            yield Sent(ids[0][0], tuple(dict.fromkeys(ids[1] + ids[2][-1:])), when)


def _ids(raw: bytes) -> list[str]:
    return [word for word in decode(raw[:8000]).split() if word.startswith("<") and word.endswith(">")]
