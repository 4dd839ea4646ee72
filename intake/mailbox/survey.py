"""Lists the folders of a mailbox, how many mails each has and how old they are, for the person who sets it up."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from config.language import say
from intake.mailbox.connection import Connection
from intake.mailbox.providers import shown_in_part
from intake.mime.charsets import one_line

_LOOKED_AT = 2000


def survey(
    connection: Connection, wanted: Callable[[], Sequence[str]], renamed: Callable[[], Sequence[tuple[str, str]]]
) -> str:
    """Sentences about an open mailbox: login, folders, number of mails and the oldest one's date. `wanted` gives the
    names of the folders that are read, `renamed` those that the settings call otherwise than the server."""
    listed = connection.ask(say("列出文件夹", "the list of folders"), lambda c: c.list_folders())
    names = "、".join(one_line(str(name), 60) for _, _, name in listed[:50])
    sentences = [say("登录成功。", "Logged in. "), say(f"文件夹：{names}。", f"Folders: {names}. ")]
    oldest: datetime | None = None
    for folder in wanted():
        if connection.examine(folder, needed=False) is None:
            sentences.append(say(f"“{folder}”不能打开。", f"{folder} cannot be opened. "))
            continue
        uids = connection.ask(say("列出邮件", "the list of mails"), lambda c: c.search("ALL"))
        first = _oldest(connection, uids)
        since = say(f"，最早一封收于{first:%Y-%m-%d}", f", the oldest of {first:%Y-%m-%d}") if first else ""
        sentences.append(say(f"“{folder}”中有{len(uids)}封邮件{since}。", f"{folder} holds {len(uids)} mails{since}. "))
        oldest = min((d for d in (oldest, first) if d), default=None)
    sentences += [say(f"设置中的“{name}”在服务器上叫“{here}”，已按此读取。",
                      f"{name} of the settings is called {here} on the server and read as that. ") for name, here in renamed()]
    return "".join([*sentences, *shown_in_part(connection.host, oldest)])


def _oldest(connection: Connection, uids: list[int]) -> datetime | None:
    """Arrival of the oldest among the first mails, None in an empty folder."""
    if not uids:
        return None
    first = sorted(uids)[:_LOOKED_AT]
    answers = connection.ask(say("查看邮件日期", "dates of mails"), lambda c: c.fetch(first, ["INTERNALDATE"]))
    dates = [arrived for answer in answers.values() if (arrived := answer.get(b"INTERNALDATE")) and arrived.tzinfo]
    return min(dates, default=None)
