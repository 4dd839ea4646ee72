"""A look round a mailbox for the person who sets it up: folders, how many mails, how far back they go."""

from __future__ import annotations

from datetime import datetime

from intake.mailbox.imap import ImapMailbox
from intake.mailbox.providers import shown_in_part
from intake.mime.charsets import one_line

_LOOKED_AT = 2000


def look(mailbox: ImapMailbox) -> str:
    """Chinese sentences about an open mailbox: login, folders, number of mails and the oldest one's date."""
    ask = mailbox.connection.ask
    listed = ask("the list of folders", lambda c: c.list_folders())
    said = ["登录成功。", "文件夹：" + "、".join(one_line(str(name), 60) for _, _, name in listed[:50]) + "。"]
    oldest: datetime | None = None
    for folder in mailbox.folders():
        mailbox.connection.examine(folder)
        uids = ask("the list of mails", lambda c: c.search("ALL"))
        first = _oldest(mailbox, uids)
        said.append(f"“{folder}”中有{len(uids)}封邮件" + (f"，最早一封收于{first:%Y-%m-%d}。" if first else "。"))
        oldest = min((d for d in (oldest, first) if d), default=None)
    return "".join([*said, *shown_in_part(mailbox.host, oldest)])


def _oldest(mailbox: ImapMailbox, uids: list[int]) -> datetime | None:
    """Arrival of the oldest among the first mails, None in an empty folder."""
    if not uids:
        return None
    first = sorted(uids)[:_LOOKED_AT]
    told = mailbox.connection.ask("dates of mails", lambda c: c.fetch(first, ["INTERNALDATE"]))
    dates = [found for answer in told.values() if (found := answer.get(b"INTERNALDATE")) and found.tzinfo]
    return min(dates, default=None)
