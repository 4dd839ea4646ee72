"""A look round a mailbox for the person who sets it up: folders, how many mails, how far back they go."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from intake.mailbox.imap import ImapMailbox
from intake.mime.text import one_line

_LOOKED_AT = 2000
_SHOWN_BY_DEFAULT = timedelta(days=31)
_NETEASE = ("126.com", "163.com", "yeah.net", "188.com")


def look(mailbox: ImapMailbox) -> str:
    """Chinese sentences about an open mailbox: login, folders, number of mails and the oldest one's date. NetEase shows mail
    programs only the last 30 days until it is told otherwise; a box that begins there is pointed out."""
    listed = mailbox.ask("the list of folders", lambda c: c.list_folders())
    said = ["登录成功。", "文件夹：" + "、".join(one_line(str(name), 60) for _, _, name in listed[:50]) + "。"]
    for folder in mailbox.folders:
        mailbox.examine(folder)
        uids = mailbox.ask("the list of mails", lambda c: c.search("ALL"))
        oldest = _oldest(mailbox, uids)
        said.append(f"“{folder}”中有{len(uids)}封邮件" + (f"，最早一封收于{oldest:%Y-%m-%d}。" if oldest else "。"))
        if oldest and mailbox.host.endswith(_NETEASE) and datetime.now(UTC) - oldest < _SHOWN_BY_DEFAULT:
            said.append("网易邮箱默认只向客户端显示最近30天的邮件，请在网页版设置中改为“全部”。")
    return "".join(said)


def _oldest(mailbox: ImapMailbox, uids: list[int]) -> datetime | None:
    """Arrival of the oldest among the first mails, None in an empty folder."""
    if not uids:
        return None
    told = mailbox.ask("dates of mails", lambda c: c.fetch(sorted(uids)[:_LOOKED_AT], ["INTERNALDATE"]))
    dates = [found for answer in told.values() if (found := answer.get(b"INTERNALDATE")) and found.tzinfo]
    return min(dates, default=None)
