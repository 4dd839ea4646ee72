"""Sends a mail to the office when something needs a person: shelved mail, letters of unknown fate, a long outage, a full disk.

At most one a day for the same reasons, so that people read it. It goes the same way as the letters; when that way is broken, only
the output of the run tells it.
"""

from __future__ import annotations

import contextlib
import hashlib
import shutil
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path

from config.model import Settings
from config.places import PROGRAM
from intake.letters.smtp import Delivery, open_transport
from intake.model import Outage, WrongSettings
from intake.operations.last_backup import overdue
from intake.store.atomic_write import write_whole
from intake.store.vault import private_folder
from intake.timestamps import moment_of, text_of
from reports.run_summary import RunFacts, alarm
from reports.state_words import SHANGHAI

QUIET = timedelta(days=1)
TROUBLE = "outage"
SAID = "alerted"


def reasons(facts: RunFacts, settings: Settings, began: str | None = None) -> tuple[str, ...]:
    """Why a person is needed, in Chinese, without anybody's data; empty when all is well. `began`: when the first run of this
    ledger started."""
    free = shutil.disk_usage(settings.home).free
    low = free < settings.alerts.disk_mib << 20
    late = overdue(settings.home, began, settings.backup.alert_days, now())
    more = (f"{late}。" if late else "", f"磁盘剩余空间不足（{free >> 20} MB），请清理或扩容。" if low else "")
    return (*alarm(facts), *filter(None, more))


def tell(why: Sequence[str], settings: Settings, now: datetime) -> bool:
    """Sends these reasons to `alerts.to`, unless the same were sent within a day. Returns whether a mail was sent."""
    if not why or not settings.alerts.to:
        return False
    mark = hashlib.sha256("\n".join(line.translate(_DIGITS) for line in why).encode()).hexdigest()
    last_mark, moment = _note(settings.home / SAID)
    if last_mark == mark and moment is not None and now - moment < QUIET:
        return False
    with contextlib.suppress(Outage, WrongSettings), open_transport(settings.smtp) as transport:
        message_id, body = _message(why, settings, now)
        if transport.send(settings.smtp.sender, settings.alerts.to, body, message_id).state == Delivery.SENT:
            _write(settings.home / SAID, mark, now)
            return True
    return False


_DIGITS = {ord(digit): None for digit in "0123456789"}
"""A count that grows is no new reason."""


def outage_began(settings: Settings, now: datetime) -> timedelta:
    """Notes an outage that ended a run. Returns how long runs have been failing."""
    _, since = _note(settings.home / TROUBLE)
    if since is None:
        with contextlib.suppress(OSError):
            since = moment_at(settings.home / TROUBLE)  # a full disk left the file, and nothing in it
    if since is not None:
        return now - since
    try:
        _write(settings.home / TROUBLE, "", now)
    except OSError:
        with contextlib.suppress(OSError):
            (settings.home / TROUBLE).touch(0o600)
    return timedelta()


def outage_over(settings: Settings) -> None:
    """Notes that a run finished."""
    (settings.home / TROUBLE).unlink(missing_ok=True)


def _note(path: Path) -> tuple[str, datetime | None]:
    try:
        mark, _, moment = path.read_text("ascii").strip().partition(" ")
    except (OSError, UnicodeDecodeError):
        return "", None
    return mark, moment_of(moment)


def moment_at(path: Path) -> datetime:
    """When a file was last written. Raises OSError."""
    return datetime.fromtimestamp(path.stat().st_mtime, UTC)


def _write(path: Path, mark: str, now: datetime) -> None:
    private_folder(path.parent)
    write_whole(path, f"{mark} {text_of(now)}\n".encode("ascii"))


def _message(why: Sequence[str], settings: Settings, now: datetime) -> tuple[str, bytes]:
    message_id = f"<alert-{now:%Y%m%d%H%M%S%f}@{settings.smtp.sender.rpartition('@')[2] or 'localhost'}>"
    message = EmailMessage()
    message["From"], message["To"] = settings.smtp.sender, settings.alerts.to
    message["Subject"] = "【申报收件程序】有事项需要人工处理"
    message["Date"], message["Message-ID"] = format_datetime(now.astimezone(SHANGHAI)), message_id
    message["Auto-Submitted"] = "auto-generated"
    where = f"详情见审查表，或在服务器上运行 {PROGRAM} status 和 {PROGRAM} doctor。"
    lines = ["您好！", "", "自动收件程序提示：", *(f"- {line}" for line in why), "", where]
    message.set_content("\n".join(lines), cte="base64")
    return message_id, message.as_bytes()


def now() -> datetime:
    """The moment, in UTC."""
    return datetime.now(UTC)
