"""Types for what we tell people: a case as the workbook shows it, the decision on it, a letter, and what staff changed."""

from __future__ import annotations

from dataclasses import dataclass, field

from parsers.model.finding import Finding
from parsers.model.package import Package, PackageFile
from parsers.model.record import Value
from reports.states import COPY_LOST, DELAYED, EditState, LetterState, MailState, Status


@dataclass(frozen=True, slots=True)
class Case:
    """One application through its revisions. `case_no` is None only in `check`; once given it is kept for life.
    `received` is the newest mail's arrival (ISO 8601 with zone), `sender` that mail's address."""

    case_no: str | None
    package: Package
    findings: tuple[Finding, ...]
    status: Status
    category: str | None = None
    revision: int = 1
    message_ids: tuple[str, ...] = ()
    received: str | None = None
    sender: str | None = None
    mails: tuple[str, ...] = ()
    letter: str = ""
    read: dict[str, Value] = field(default_factory=dict)
    """The values that were read where staff corrected them; `package` has the corrected values."""
    silenced: tuple[Finding, ...] = ()
    """Findings that staff called false alarms."""
    withheld: frozenset[str] = frozenset()
    """Digests of the files that a letter does not name: mails of others brought them."""
    progress: str = ""
    """How far a decision of the staff has come, in Chinese."""

    @property
    def form(self) -> str | None:
        """Key of the form, or None where no readable form was found."""
        return self.package.form


@dataclass(frozen=True, slots=True)
class MailRow:
    """One mail ever seen, as sheet 邮件 and `status` show it. `state`: waiting · settled · shelved · blocked ·
    not_application."""

    sha256: str
    received: str
    sender: str
    sender_name: str
    subject: str
    size: int
    state: MailState
    kind: str = ""
    why: str = ""
    case_nos: tuple[str, ...] = ()
    letter: str = ""
    trouble: str = ""
    answered: str = ""
    """When staff answered it by hand (ISO 8601); "" if they did not, as far as the folder of sent mail tells."""
    unassigned: tuple[PackageFile, ...] = ()
    """Its files that belong to none of its applications for certain."""


@dataclass(frozen=True, slots=True)
class LetterRow:
    """One letter of the outbox, as sheet 回复 and `letters list` show it."""

    key: str
    mail: str
    kind: str
    recipient: str
    subject: str
    state: LetterState
    why: str = ""
    created: str = ""
    changed: str = ""
    returned: str = ""
    """Why it did not reach its recipient, or not yet (then it begins with DELAYED), or that a copy which he forwards did not
    arrive (COPY_LOST); "" if nothing is known."""
    case_no: str = ""
    """The case and revision that a letter of a decision is about; a receipt is about a mail."""
    revision: int = 0

    @property
    def delayed(self) -> bool:
        """Whether its server still tries to deliver it."""
        return self.returned.startswith(DELAYED)

    @property
    def came_back(self) -> bool:
        """Whether it did not reach its recipient, and nobody tries any more."""
        return bool(self.returned) and not self.returned.startswith((DELAYED, COPY_LOST))


@dataclass(frozen=True, slots=True)
class Letter:
    """A composed letter without recipient: subject, plain text and HTML of the same words."""

    subject: str
    text: str
    html: str


@dataclass(frozen=True, slots=True)
class Edit:
    """A cell that staff changed, as the ledger keeps it for ever. `before` is what the cell said, `seen` when it was taken in,
    `saved` and `who` what the file tells, `source` its name; `basis` marks what the change rests on (cell_text.mark)."""

    id: int
    sheet: str
    row: str
    column: str
    value: str
    before: str
    state: EditState
    why: str
    seen: str
    who: str = ""
    saved: str = ""
    source: str = ""
    basis: str = ""
    build: int = 0
    note: str = ""
    """What its cell is answered although it counts, in Chinese. It is worked out for each workbook and never kept."""


@dataclass(frozen=True, slots=True)
class Desk:
    """Everything the workbook shows: a function of ledger, guide and settings at one moment (`made`, ISO 8601 with zone)."""

    cases: tuple[Case, ...]
    mails: tuple[MailRow, ...]
    letters: tuple[LetterRow, ...]
    made: str
    run: int = 0
    facts: tuple[tuple[str, str], ...] = ()
    """Lines of sheet 说明: settings used, guide, versions, as (name, value)."""
    links: dict[str, str] | None = None
    """sha256 of a file or mail, or number of a case → the path of the file or the case's page relative to the workbook, for
    links; None: no links."""
    edits: tuple[Edit, ...] = ()
    """The staff's edits that count (the newest of each cell), and all that are open."""
    history: tuple[Edit, ...] = ()
    """The staff's latest changes, newest first, with everything that was refused or is open."""
    installation: str = ""
    build: int = 0
    """The installation and the number of this workbook, which are in the headings of the hidden keys. 0: it will not be read
    back."""
    older: tuple[Case, ...] = ()
    """The earlier revisions of the cases that have any, as they were when the next one came."""
    alerts: tuple[str, ...] = ()
    """What the clerks must know of the mailbox, in Chinese, on the first sheet."""
    changes: tuple[str, ...] = ()
    """The cases whose account, credit code or unit changed, and what blocks keep unread, in Chinese, on the first sheet."""
    holding: str = ""
    """Why no letter leaves, in Chinese; "" where they do."""
    suggested: tuple[tuple[str, str, str], ...] = ()
    """Edits of the guide that the staff's words suggest, in Chinese: where, what to write, and why."""
