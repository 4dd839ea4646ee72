"""The shapes of what people write: Settings of an installation, and the Guide of a year with its Forms and Rules.

Everything is frozen, and unknown keys are refused, so that a typing mistake is found when the program starts and not in a letter.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import unquote

from pydantic import BaseModel, BeforeValidator, ConfigDict, SecretStr
from pydantic import Field as Setting

Severity = Literal["fix", "verify", "remind", "note"]
"""必改 (a machine is sure; goes to the applicant) · 核验 (a person decides) · 提醒 · 信息."""


class WrongSettings(Exception):
    """Settings or guide are wrong: exit 78 before any login. `problems` are lines a person can act on, file and key first."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


class Frozen(BaseModel):
    """Base of all written shapes: immutable, unknown keys refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def _split(value: object) -> object:
    return [name.strip() for name in value.split(",") if name.strip()] if isinstance(value, str) else value


Names = Annotated[tuple[str, ...], BeforeValidator(_split)]
"""Several names: a TOML list, or in the environment one string with commas."""


# --- settings -------------------------------------------------------------------------------------------------------


class MailboxSettings(Frozen):
    """Where mail comes from. `url` is imaps://user@host:993/INBOX, imap:// (loopback or STARTTLS), maildir:PATH, folder:PATH."""

    url: str = ""
    folders: Names = ()
    # Where the provider keeps what went out; empty: the folder marked \\Sent, else one of the usual names.
    sent_folder: str = ""
    # The domain under which the provider judges senders (Authentication-Results); empty: that of the user's address.
    authority: str = ""
    ca_file: Path | None = None
    password: SecretStr | None = None
    password_file: Path | None = None
    timeout_seconds: float = Setting(60, gt=0)
    # A server that drips is given so long for one answer, however often it gives a sign of life in between.
    answer_seconds: float = Setting(1800, gt=0)
    batch_bytes: int = Setting(8 << 20, gt=0)
    chunk_bytes: int = Setting(1 << 20, gt=0)
    # A question that failed is asked again so often, after a pause that triples; so often in all a line is mended in one run.
    retries: int = Setting(4, ge=0)
    pause_seconds: float = Setting(2, ge=0)
    reconnects: int = Setting(20, ge=0)
    # Fetched mails are held against what the server says of them now, every so many days (0: never).
    recheck_days: float = Setting(7, ge=0)


class SmtpSettings(Frozen):
    """Where letters go: smtps://user@host:465, smtp:// (STARTTLS, or loopback), or maildir:PATH (the embedded default)."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)
    url: str = ""
    sender: str = Setting("", alias="from")
    password: SecretStr | None = None
    password_file: Path | None = None
    ca_file: Path | None = None
    timeout_seconds: float = Setting(60, gt=0)
    per_connection: int = Setting(10, gt=0)
    # A provider's patience: seconds between two letters, letters a run, letters in 24 hours. A Maildir knows no such limits.
    spacing_seconds: float = Setting(2, ge=0)
    per_run: int = Setting(100, gt=0)
    per_day: int = Setting(400, gt=0)


class OfficeSettings(Frozen):
    """The contact block that stands in every letter (guide, part 六)."""

    name: str = "湖南省科学技术协会"
    department: str = "国际与区域合作部"
    contact: str = ""
    address: str = ""
    phone: str = ""
    email: str = ""


class LedgerSettings(Frozen):
    """`sqlite:///PATH`, or a PostgreSQL URL. Empty: ledger.sqlite in the state folder."""

    url: str = ""


class OutputSettings(Frozen):
    """Folder of the workbook, case pages and readable files. Empty: `output` in the state folder. `copies`: how many of the
    workbooks that were replaced are kept."""

    path: Path | None = None
    copies: int = Setting(30, ge=1)


class StaffSettings(Frozen):
    """Who works with the workbook: a copy of it sent from one of these addresses is taken in. Empty: none is."""

    addresses: Names = ()


class GuideSettings(Frozen):
    """Which call is open. Dates are ISO 8601 with zone; no deadline: nothing is ever late."""

    path: Path = Path("config/guides/2024")
    opens: datetime | None = None
    deadline: datetime | None = None


class LetterSettings(Frozen):
    """How letters leave the house: see contract of `letters.send`. Days are of 24 hours, counted from the mail's arrival.
    `decisions`: letters of a decision wait for approval, or go out as `send` says; `term_working_days`: how long an applicant
    has for what a correction notice asks."""

    send: Literal["auto", "approve", "off"] = "auto"
    decisions: Literal["approve", "auto"] = "approve"
    term_working_days: int = Setting(10, ge=1, le=250)
    max_age_days: int = Setting(14, ge=0)
    reminders: bool = False
    per_sender_a_day: int = Setting(3, ge=1)


class WorkerSettings(Frozen):
    """The sandbox readings run in. Memory is the address space of one worker in MiB; seconds are for one mail."""

    url: str = "local"
    processes: int = Setting(2, ge=1)
    timeout_seconds: float = Setting(300, gt=0)
    memory_mib: int = Setting(3072, ge=512)


class LimitSettings(Frozen):
    """Bounds on hostile input. Beyond them a file is named as refused by a limit of ours, never as the applicant's fault."""

    mail_bytes: int = Setting(200 << 20, gt=0)
    mail_parts: int = Setting(500, gt=0)
    mail_depth: int = Setting(20, gt=0)
    archive_members: int = Setting(2000, gt=0)
    archive_bytes: int = Setting(1 << 30, gt=0)
    archive_ratio: float = Setting(200, gt=1)
    archive_depth: int = Setting(3, ge=1)
    file_bytes: int = Setting(200 << 20, gt=0)
    pages: int = Setting(200, gt=0)
    archive_seconds: float = Setting(120, gt=0)


class LogSettings(Frozen):
    """Lines on standard error: plain for a person, json for a collector."""

    format: Literal["plain", "json"] = "plain"
    level: Literal["debug", "info", "warning"] = "warning"


class MetricsSettings(Frozen):
    """Where numbers for Prometheus' node_exporter go (its textfile collector). Empty: nowhere."""

    path: Path | None = None


class AlertSettings(Frozen):
    """Who hears when a run needs a person. No address: nobody; the run's output says it all the same."""

    to: str = ""
    outage_hours: float = Setting(6, ge=0)
    disk_mib: int = Setting(2048, ge=0)


class BreakerSettings(Frozen):
    """All letters of a run are held when, of at least `least` mails, more than `share` were shelved or not identified."""

    least: int = Setting(5, ge=1)
    share: float = Setting(0.5, gt=0, le=1)


class Settings(Frozen):
    """One installation. Every value can be overridden by the environment: INTAKE_MAILBOX__URL for mailbox.url.

    `home` (INTAKE_HOME) is where state lives: ledger, vault, lock, output. After loading all paths are absolute.
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
    breaker: BreakerSettings = BreakerSettings()
    logs: LogSettings = LogSettings()
    metrics: MetricsSettings = MetricsSettings()
    alerts: AlertSettings = AlertSettings()

    @property
    def authority(self) -> str:
        """The domain whose word on senders is our provider's own; "" where none is known."""
        return (self.mailbox.authority or self.smtp.sender.rpartition("@")[2]).lower()

    @property
    def own_addresses(self) -> tuple[str, ...]:
        """Every address that is ours: the sender of letters, the office's, and the mailbox's login where it is an address."""
        login = unquote(self.mailbox.url.partition("://")[2].rpartition("@")[0])
        return tuple(address for address in (self.smtp.sender, self.office.email, login) if "@" in address)


# --- guide ----------------------------------------------------------------------------------------------------------


class Option(Frozen):
    """One box to tick. `key` is what the record carries (the label itself where none is given); `text`: words may follow it."""

    label: str
    key: str = ""
    aliases: tuple[str, ...] = ()
    text: bool = False


FieldKind = Literal[
    "text", "long_text", "organisation", "person", "address", "phone", "email", "postcode", "code", "account",
    "period", "choice", "options", "schedule",
]
"""How the text beside a label is understood: `choice` is exactly one option, `options` any number of them."""


class Field(Frozen):
    """One thing the form asks. `answers` are words that count as an answer though they say nothing (无)."""

    key: str
    label: str
    kind: FieldKind = "text"
    required: bool = True
    answers: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()
    options: tuple[Option, ...] = ()


class Slot(Frozen):
    """A printed label of the blank form. Slots stand in the order in which the form is read, so that a label printed
    three times (联系电话) is told apart by its neighbours. `field` is the key it fills; `area` names a part that is
    signed and stamped (commitment, applicant_opinion, recommender_opinion, office_opinion) instead of a field; with neither, the
    slot is only a landmark."""

    label: str
    field: str = ""
    area: str = ""
    section: str = ""
    aliases: tuple[str, ...] = ()


class Form(Frozen):
    """One application form (申报书) as data: how it is recognised, what it prints, what it asks."""

    key: str
    name: str
    prefix: str
    titles: tuple[str, ...]
    edition: str = ""
    pledge: str = ""
    sections: tuple[str, ...] = ()
    slots: tuple[Slot, ...]
    fields: tuple[Field, ...]
    schedule_columns: tuple[str, ...] = ()

    def field(self, key: str) -> Field | None:
        """The field of this key, or None where this form does not ask it."""
        return next((f for f in self.fields if f.key == key), None)


class Category(Frozen):
    """One of the kinds of project (小类). Money in 万元 for each award; `awards` is how many will be granted."""

    key: str
    name: str
    form: str
    sheet: str
    money_wan: tuple[float, float]
    awards: tuple[int, int]


class Call(Frozen):
    """All categories of one form together: how many awards the guide names for them in one sentence, which need not be the
    sum of the categories' (X1)."""

    form: str
    awards: tuple[int, int]
    clause: str = ""


class RecommenderClass(Frozen):
    """One kind of recommending unit. A unit is of the first class of which it fits a pattern (searched in its name without
    blanks and punctuation; {cities} stands for any name of the list cities) or an entry of a list. `route` is how its
    projects come; `direct`: such a unit may apply without a recommender."""

    name: str
    clause: str
    route: str
    direct: bool = False
    patterns: tuple[str, ...] = ()
    lists: tuple[str, ...] = ()


class Paper(Frozen):
    """What each project hands in on paper (R111, R112)."""

    copies: int = 6
    certificates: int = 2


class Notice(Frozen):
    """The public notice (R90): its working days, and whether the day it is put up is the first of them."""

    days: int = 5
    start_counts: bool = True


class Rule(Frozen):
    """One thing that is checked. `kind` names a function of parsers.rules; `with` holds its keyword arguments.

    `message` is Chinese, may use the placeholders its kind offers, and names fields as the form prints them;
    `todo` says what the applicant should do and stands in the letter; `clause` is the number in docs/guide-coverage.

    `audience` is who needs to know. What is for `staff` or `experts` is a hint: never a `fix` or a `remind`, never in a letter,
    and no hint changes a status. `topic` is what a hint is about, in the words of a sheet's heading (“资源库：科技社团库”).
    """

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)
    id: str
    kind: str
    clause: str
    severity: Severity
    message: str
    todo: str = ""
    audience: Literal["applicant", "staff", "experts"] = "applicant"
    topic: str = ""
    fields: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    arguments: dict[str, Any] = Setting(default_factory=dict, alias="with")


class Contradiction(Frozen):
    """A place where the guide is silent or disagrees with itself (X1–X20): what it is, and the setting that stands for it.

    `value` is what holds now; a rule takes it over by writing `{ contradiction = "X7" }` in place of a value under `with`.
    `choices` says what each value it may have means, in Chinese; with none, `handling` says what is done and the value is free.
    The default is the neutral one: show both, or leave it to a person.
    """

    id: str
    what: str
    handling: str = ""
    value: Any = ""
    choices: dict[str, str] = Setting(default_factory=dict)
    rules: tuple[str, ...] = ()

    def handled(self) -> str:
        """In Chinese, what the present value does."""
        return self.choices.get(str(self.value), "") or self.handling.replace("{value}", _spoken(self.value))


def _spoken(value: object) -> str:
    return "—".join(map(str, value)) if isinstance(value, list | tuple) else str(value)


class Coverage(Frozen):
    """Where one requirement of the guide (R1–R126) or field of a form (F1-…, F2-…) is looked after, or why a person decides.

    `asks` says it in a few words; `rules` are ids of rules; `setting`, `sheet` and `person` are told in words; one of the four
    at least."""

    id: str
    asks: str
    rules: tuple[str, ...] = ()
    field: str = ""
    setting: str = ""
    sheet: str = ""
    person: str = ""


class Guide(Frozen):
    """One year's call, whole: forms, categories, rules, lists and the texts of the letters. Nothing is read later.

    `lists` has the first column of each lists/*.csv, `tables` all its columns (a county's city, the days of a sanction)."""

    id: str
    year: int
    title: str
    years: tuple[int, int]
    categories: tuple[Category, ...]
    calls: tuple[Call, ...] = ()
    recommender_classes: tuple[RecommenderClass, ...] = ()
    paper: Paper = Paper()
    notice: Notice = Notice()
    sanction_years: int = 3
    forms: tuple[Form, ...] = ()
    rules: tuple[Rule, ...] = ()
    lists: dict[str, tuple[str, ...]] = Setting(default_factory=dict)
    tables: dict[str, tuple[tuple[str, ...], ...]] = Setting(default_factory=dict)
    letters: dict[str, str] = Setting(default_factory=dict)
    contradictions: tuple[Contradiction, ...] = ()
    coverage: tuple[Coverage, ...] = ()
    digest: str = ""

    def rule(self, key: str) -> Rule | None:
        """The rule of this id, or None (a finding may come from an older guide)."""
        return next((rule for rule in self.rules if rule.id == key), None)

    def form(self, key: str | None) -> Form | None:
        """The form of this key, or None."""
        return next((f for f in self.forms if f.key == key), None)

    def category(self, key: str | None) -> Category | None:
        """The category of this key, or None."""
        return next((c for c in self.categories if c.key == key), None)
