"""Peculiarities of the mail services that offices use, as advice in the words that people know from there. Facts about services
change: none of them controls the program, they only word its advice."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from config.language import Words, say
from intake.mime.sender_proof import NETEASE

_SHOWN_BY_DEFAULT = timedelta(days=31)
_NETEASE_WAY = Words("请用网页登录邮箱，在“设置—POP3/SMTP/IMAP”中开启 IMAP/SMTP 服务，用那里生成的“客户端授权码”代替登录密码",
                     "in the web mail, 设置—POP3/SMTP/IMAP, switch the IMAP/SMTP service on, and use the 客户端授权码 made "
                     "there instead of the password")
_TENCENT_WAY = Words("请用网页登录邮箱，在“设置—账户”中开启 IMAP/SMTP 服务，用那里生成的“授权码”代替登录密码",
                     "in the web mail, 设置—账户, switch the IMAP/SMTP service on, and use the 授权码 made there instead of the "
                     "password")
_USUAL_WAY = Words("请核对用户名；多数服务商要求先开启 IMAP/SMTP 服务，并用专门的授权码代替登录密码",
                   "check the user; most providers want the IMAP/SMTP service switched on first, and a code of its own instead "
                   "of the password")
_WAYS = {
    **dict.fromkeys(NETEASE, _NETEASE_WAY),
    "qq.com": _TENCENT_WAY,
    "foxmail.com": _TENCENT_WAY,
    "aliyun.com": Words("请用网页登录邮箱，确认账号密码可用，并在“设置—账户安全”中允许客户端登录",
                        "see that the password works in the web mail, and allow mail programs in 设置—账户安全"),
    "139.com": Words("请用网页登录邮箱，在“设置—客户端授权码”中开启 IMAP/SMTP 服务，用授权码代替登录密码",
                     "in the web mail, 设置—客户端授权码, switch the IMAP/SMTP service on, and use the code instead of the "
                     "password"),
    "sina.com": Words("请用网页登录邮箱，在“设置—客户端pop/imap/smtp”中开启服务，用授权码代替登录密码",
                      "in the web mail, 设置—客户端pop/imap/smtp, switch the service on, and use the code instead of the "
                      "password"),
}


def login_advice(host: str) -> str:
    """What to do when the server at `host` refuses the login, without a full stop."""
    way = next((way for name, way in _WAYS.items() if host == name or host.endswith("." + name)), None)
    return say(*(way or _USUAL_WAY))


def shown_in_part(host: str, oldest: datetime | None, now: datetime | None = None) -> tuple[str, ...]:
    """A warning where NetEase may be showing only the last 30 days, which it does until its setting is changed: the oldest mail
    is no older than that. Nothing for other services, or where there was no mail."""
    if oldest is None or not host.endswith(NETEASE) or (now or datetime.now(UTC)) - oldest >= _SHOWN_BY_DEFAULT:
        return ()
    return (say(f"最早一封邮件收于 {oldest:%Y-%m-%d}。网易邮箱默认只向客户端显示最近30天的邮件，如有更早的来信，"
                "请在网页版设置中改为“全部”。",
                f"The oldest mail is of {oldest:%Y-%m-%d}. NetEase shows mail programs the last 30 days only, until its "
                "setting is changed to 全部 in the web mail."),)
