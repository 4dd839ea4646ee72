"""Settings of an installation, as read from settings.toml and the environment."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import Literal, Self
from urllib.parse import unquote

from pydantic import ConfigDict, SecretStr, ValidationInfo, field_validator, model_validator
from pydantic import Field as Setting

from config.language import Language, say
from config.model.base import Frozen, Names
from config.model.limits import LimitSettings, ScanSettings
from config.model.section import Address, Domain, Domains, Folder, Folders, Mailboxes, Section

BEIJING = timezone(timedelta(hours=8))
"""Asia/Shanghai, which has had no other offset since 1991."""


class MailboxSettings(Section):
    """Where mail comes from. `url` is imaps://user@host:993/INBOX, imap:// (loopback or STARTTLS), maildir:PATH, folder:PATH."""

    url: str = ""
    folders: Folders = ()
    # Where the provider keeps sent mail; empty: the folder marked \\Sent, else one of the usual names.
    sent_folder: Folder = ""
    # The domain under which the provider judges senders (Authentication-Results); empty: that of the user's address.
    authority: Domain = ""
    # Domains of public providers that the kept list lacks: two senders there need not belong together.
    public_domains: Domains = (
        "wo.cn", "263.net", "263.net.cn", "sina.com.cn", "outlook.cn", "hotmail.com.cn", "netease.com", "me.cn", "163.net",
        "263.com", "21cn.net", "371.net", "chinaren.com", "zoho.com.cn", "cstnet.cn", "cninfo.net", "petalmail.com", "tuta.com",
        "tutanota.com", "kakao.com", "nate.com", "daum.net", "hinet.net", "netvigator.com", "docomo.ne.jp", "softbank.ne.jp",
        "ezweb.ne.jp", "ocn.ne.jp", "nifty.com", "biglobe.ne.jp",
        "88.com", "111.com", "tuta.io", "hey.com", "email.cn", "sohu.net",
    )
    # Domains of which every host is an organisation of its own.
    host_domains: Domains = ("gov.cn",)
    # Domains of servers that hand on only what they have checked: what they pass on is believed as if no provider had judged it.
    relays: Domains = ()
    ca_file: Path | None = None
    password: SecretStr | None = None
    password_file: Path | None = None
    timeout_seconds: float = Setting(60, gt=0, le=1_000_000)
    # The longest time for one answer of a server that sends very slowly, however often it shows a sign of life in between.
    answer_seconds: float = Setting(1800, gt=0, le=1_000_000)
    batch_bytes: int = Setting(8 << 20, gt=0, le=1 << 30)
    chunk_bytes: int = Setting(1 << 20, gt=0, le=1 << 30)
    # How often a failed command is repeated, after a pause that triples each time; and how often a connection is repaired in one
    # run.
    retries: int = Setting(4, ge=0, le=100)
    pause_seconds: float = Setting(2, ge=0, le=3600)
    reconnects: int = Setting(20, ge=0, le=10_000)
    # Fetched mails are compared with what the server says of them now, every so many days (0: never).
    recheck_days: float = Setting(7, ge=0, le=36_500)


class SmtpSettings(Section):
    """Where letters go: smtps://user@host:465, smtp:// (STARTTLS, or loopback), or maildir:PATH (the embedded default)."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False, populate_by_name=True)
    url: str = ""
    sender: Address = Setting("", alias="from")
    password: SecretStr | None = None
    password_file: Path | None = None
    ca_file: Path | None = None
    timeout_seconds: float = Setting(60, gt=0, le=1_000_000)
    per_connection: int = Setting(10, gt=0, le=1_000_000)
    # Limits of the provider: seconds between two letters, letters a run, letters in 24 hours. A Maildir has no such limits.
    spacing_seconds: float = Setting(2, ge=0, le=3600)
    per_run: int = Setting(100, gt=0, le=1_000_000)
    per_day: int = Setting(400, gt=0, le=1_000_000)
    # The share of these that letters to senders for whom the provider does not vouch may take together; the rest is kept free.
    unvouched_share: float = Setting(0.5, gt=0, le=1)


class OfficeSettings(Section):
    """The contact block in every letter (guide, part 六). `form_url`: where receipts say that the fillable forms lie; empty: they
    do not."""

    name: str = "湖南省科学技术协会"
    department: str = "国际与区域合作部"
    contact: str = ""
    address: str = ""
    phone: str = ""
    email: Address = ""
    form_url: str = Setting("", max_length=500)

    @field_validator("form_url")
    @classmethod
    def _of_the_web(cls, url: str) -> str:
        """Only an address that a browser opens and that leads nowhere else: it stands in letters."""
        if url and re.fullmatch(r"https?://[A-Za-z0-9.-]+(?::\d{1,5})?(?:/[!#-&(-;=?-~]*)?", url) is None:
            raise ValueError(say("应是 http:// 或 https:// 开头的网址", "must be an address that begins with http:// or https://"))
        return url


class LedgerSettings(Section):
    """`sqlite:///PATH`, or a PostgreSQL URL. Empty: ledger.sqlite in the state folder."""

    url: str = ""


class OutputSettings(Section):
    """Folder of the workbook, case pages and readable files. Empty: `output` in the state folder. `copies`: how many of the
    workbooks that were replaced are kept. `page_pictures`: case pages show the pages of scans and PDFs."""

    path: Path | None = None
    copies: int = Setting(30, ge=1, le=100_000)
    page_pictures: bool = True


class StaffSettings(Section):
    """Who works with the workbook: a copy of it sent from one of these addresses is taken in. Empty: none is."""

    addresses: Mailboxes = ()


class GuideSettings(Section):
    """Which call is open. Dates are ISO 8601, Beijing time where they have no zone; a deadline without a time is the end of that
    day. Without a deadline nothing is ever late."""

    path: Path = Path("config/guides/2024")
    opens: datetime | None = None
    deadline: datetime | None = None

    @field_validator("opens", "deadline", mode="before")
    @classmethod
    def _whole_day(cls, value: object, info: ValidationInfo) -> object:
        day = value.isoformat() if isinstance(value, date) and not isinstance(value, datetime) else value
        if isinstance(day, int | float) or (isinstance(day, str) and day.strip().isdecimal()):
            raise ValueError(say("日期写作 2024-04-30 或 2024-04-30T18:00:00+08:00",
                                 "write a date as 2024-04-30 or 2024-04-30T18:00:00+08:00"))
        if isinstance(day, str) and not day.strip():
            return None
        if not isinstance(day, str) or not re.fullmatch(r"\s*\d{4}-\d\d-\d\d\s*", day):
            return value
        return f"{day.strip()}T{'23:59:59' if info.field_name == 'deadline' else '00:00:00'}"

    @field_validator("opens", "deadline")
    @classmethod
    def _in_beijing(cls, value: datetime | None) -> datetime | None:
        if value is not None and not 2000 <= value.year < 2200:
            raise ValueError(say("年份应在 2000 至 2199 之间", "the year must be one from 2000 to 2199"))
        return value.replace(tzinfo=BEIJING) if value is not None and value.tzinfo is None else value

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.opens and self.deadline and self.opens >= self.deadline:
            raise ValueError(say("opens（开始时间）应早于 deadline（截止时间）", "opens must be before deadline"))
        return self


class RecipientLimits(Section):
    """The most letters to one address within 24 hours, by what our provider says of the mail that is answered: its sender is who
    they say; nothing certain; its sender is not; the provider judges no mails."""

    vouched: int = Setting(200, ge=0, le=1_000_000)
    unverified: int = Setting(3, ge=0, le=1_000_000)
    disproved: int = Setting(1, ge=0, le=1_000_000)
    no_verdicts: int = Setting(50, ge=0, le=1_000_000)


class LetterSettings(Section):
    """How letters are sent: see `letters.send` in the contract. Days are of 24 hours, counted from the mail's arrival.
    `decisions`: letters of a decision wait for approval, or go out as `send` says; `term_working_days`: how long an applicant
    has to do what a correction notice asks. `reminders`: letters carry all that is only a reminder; `tell`: else only those of
    these rules of the guide."""

    send: Literal["auto", "approve", "off"] = "auto"
    decisions: Literal["approve", "auto"] = "approve"
    term_working_days: int = Setting(10, ge=1, le=250)
    max_age_days: int = Setting(14, ge=0, le=36_500)
    reminders: bool = False
    tell: Names = ()

    @property
    def reminds(self) -> bool | frozenset[str]:
        """Which reminders letters carry: all (True), those of these rules, or none (False)."""
        return self.reminders or frozenset(self.tell)

    # Letters to one sender for mails that bring nothing new: what stops two robots.
    per_sender_a_day: int = Setting(3, ge=1, le=1_000_000)
    # All letters to one address, whatever their mails bring.
    per_recipient_day: RecipientLimits = RecipientLimits()


class WorkerSettings(Section):
    """The sandbox in which mails are read. Memory is the address space of one worker in MiB; seconds are for one mail."""

    url: str = "local"
    processes: int = Setting(2, ge=1, le=256)
    timeout_seconds: float = Setting(900, gt=0, le=1_000_000)
    memory_mib: int = Setting(4096, ge=512, le=1 << 24)
    # A cluster (url tcp://host:8786 or tls://…). How mails and files get there: file:///PATH, where its workers see this vault
    # itself; any other URL of fsspec, a place that both can reach; empty: by value, with the task.
    vault: str = ""
    ca_file: Path | None = None
    cert_file: Path | None = None
    key_file: Path | None = None
    # How long a scheduler may take to answer, and how long a cluster may have no worker.
    join_seconds: float = Setting(30, gt=0, le=1_000_000)


class LogSettings(Section):
    """Lines on standard error: plain for a person, json for a collector. `language`: of all that is said to whoever runs the
    program; what staff and applicants read is Chinese in any case."""

    language: Language = "zh"
    format: Literal["plain", "json"] = "plain"
    level: Literal["debug", "info", "warning"] = "warning"


class MetricsSettings(Section):
    """Where numbers for Prometheus' node_exporter go (its textfile collector). Empty: nowhere."""

    path: Path | None = None


class BackupSettings(Section):
    """How many generations of the ledger `backup` keeps, and after how many days without a backup a person is told (0: never)."""

    keep: int = Setting(7, ge=1, le=100_000)
    alert_days: int = Setting(8, ge=0, le=36_500)


class AlertSettings(Section):
    """Who is told when a run needs a person. Without an address nobody is; the run's output says it in any case."""

    to: Address = ""
    outage_hours: float = Setting(6, ge=0, le=1_000_000)
    disk_mib: int = Setting(2048, ge=0, le=1 << 30)


class BreakerSettings(Section):
    """No letter leaves when, among the senders of the last `mails` mails or of 24 hours (whichever are fewer), those whose newest
    mail was shelved or not identified are at least `least` and more than `share`."""

    least: int = Setting(5, ge=1, le=100_000)
    share: float = Setting(0.5, gt=0, le=1)
    mails: int = Setting(50, ge=1, le=100_000)


class Settings(Frozen):
    """One installation. Every value can be overridden by the environment: INTAKE_MAILBOX__URL for mailbox.url.

    `home` (INTAKE_HOME) is the folder of the state: ledger, vault, lock, output. After loading all paths are absolute.
    """

    home: Path = Path("var")
    mailbox: MailboxSettings = MailboxSettings()
    smtp: SmtpSettings = SmtpSettings()
    office: OfficeSettings = OfficeSettings()
    ledger: LedgerSettings = LedgerSettings()
    output: OutputSettings = OutputSettings()
    staff: StaffSettings = StaffSettings()
    guide: GuideSettings = GuideSettings()
    letters: LetterSettings = LetterSettings()
    workers: WorkerSettings = WorkerSettings()
    limits: LimitSettings = LimitSettings()
    scans: ScanSettings = ScanSettings()
    breaker: BreakerSettings = BreakerSettings()
    logs: LogSettings = LogSettings()
    metrics: MetricsSettings = MetricsSettings()
    backup: BackupSettings = BackupSettings()
    alerts: AlertSettings = AlertSettings()

    @property
    def authority(self) -> str:
        """The domain of our own provider, whose verdict on senders counts; "" where none is known."""
        return (self.mailbox.authority or self.smtp.sender.rpartition("@")[2]).lower()

    @property
    def own_addresses(self) -> tuple[str, ...]:
        """Every address of ours: the sender of letters, the office's, and the mailbox's login where it is an address."""
        login = unquote(self.mailbox.url.partition("://")[2].rpartition("@")[0])
        return tuple(address for address in (self.smtp.sender, self.office.email, login) if "@" in address)
