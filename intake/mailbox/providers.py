"""Peculiarities of the mail services that offices use, as advice in the words that people know from there. Facts about services
change: none of them controls the program, they only word its advice."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from intake.mime.sender_proof import NETEASE

_SHOWN_BY_DEFAULT = timedelta(days=31)
_NETEASE_WAY = "请用网页登录邮箱，在“设置—POP3/SMTP/IMAP”中开启 IMAP/SMTP 服务，用那里生成的“客户端授权码”代替登录密码"
_TENCENT_WAY = "请用网页登录邮箱，在“设置—账户”中开启 IMAP/SMTP 服务，用那里生成的“授权码”代替登录密码"
_WAYS = {
    **dict.fromkeys(NETEASE, _NETEASE_WAY),
    "qq.com": _TENCENT_WAY,
    "foxmail.com": _TENCENT_WAY,
    "aliyun.com": "请用网页登录邮箱，确认账号密码可用，并在“设置—账户安全”中允许客户端登录",
    "139.com": "请用网页登录邮箱，在“设置—客户端授权码”中开启 IMAP/SMTP 服务，用授权码代替登录密码",
    "sina.com": "请用网页登录邮箱，在“设置—客户端pop/imap/smtp”中开启服务，用授权码代替登录密码",
}


def login_advice(host: str) -> str:
    """What to do when the server at `host` refuses the login, in Chinese, without a full stop."""
    way = next((way for name, way in _WAYS.items() if host == name or host.endswith("." + name)), "")
    return way or "请核对用户名；多数服务商要求先开启 IMAP/SMTP 服务，并用专门的授权码代替登录密码"


def shown_in_part(host: str, oldest: datetime | None, now: datetime | None = None) -> tuple[str, ...]:
    """A warning where NetEase may be showing only the last 30 days, which it does until its setting is changed: the oldest mail
    is no older than that. Nothing for other services, or where there was no mail."""
    if oldest is None or not host.endswith(NETEASE) or (now or datetime.now(UTC)) - oldest >= _SHOWN_BY_DEFAULT:
        return ()
    return (f"最早一封邮件收于 {oldest:%Y-%m-%d}。网易邮箱默认只向客户端显示最近30天的邮件，"
            "如有更早的来信，请在网页版设置中改为“全部”。",)
