"""The nouns that travel through the house. All are frozen; all can be written as JSON and read back (pydantic.TypeAdapter).

File → Document → Record → Package → Reading → Finding, in the order in which the work is done.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from parsers.recommended import recommended
from parsers.straight import Straight

Medium = Literal["word", "pdf", "ocr", "mail", "staff"]
"""What a value was read from. What rests on `ocr` alone never becomes a firm finding."""

Severity = Literal["fix", "verify", "remind", "note"]

Role = Literal["form_word", "form_scan", "form_pdf", "evidence", "non_secret_certificate", "recommendation", "other", "refused"]

READER_VERSION = 12
"""Raised whenever the same bytes could be read differently than before: kept readings of an older reader are not used."""


# --- files ----------------------------------------------------------------------------------------------------------

TroubleKind = Literal["encrypted", "damaged", "unsupported", "limit", "timeout", "dangerous", "external", "incomplete", "empty"]
"""encrypted · damaged (proven by content) · unsupported (no reader or converter here) · limit, timeout (ours) · dangerous (bomb,
program, macro, path out of the folder) · external (behind a link) · incomplete (a part of a set) · empty."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why a file could not be used. `detail` is a short Chinese half-sentence for staff, without values of the applicant."""

    kind: TroubleKind
    detail: str = ""


class Unreadable(Exception):
    """One file cannot be read. Raised in formats/, caught in one place (parsers.packages); the other files go on."""

    def __init__(self, kind: TroubleKind, detail: str = "") -> None:
        super().__init__(f"{kind}: {detail}")
        self.trouble = Trouble(kind, detail)


@dataclass(frozen=True, slots=True)
class File:
    """One file out of a mail or an archive. `name` is the path the applicant gave it, parts joined by "/"; it is data only and
    never a path of ours. With `trouble` nothing looks into `data`, kept for a person only; empty where even that is dangerous.
    `source` names the archive or mail it came out of ("" = the mail itself), so that files of one archive stay together."""

    name: str
    data: bytes
    sha256: str
    size: int
    source: str = ""
    trouble: Trouble | None = None

    def __repr__(self) -> str:  # bytes and applicants' names have no business in a log
        return f"File({self.sha256[:12]}, {self.size} bytes)"


UNREAD = "\ufffd"
"""Stands in a text for ink or glyphs that nobody could read: what holds it is unreadable, never blank."""


# --- documents ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands, so that a clerk finds it. Tables, rows, cells and paragraphs count from 1, as a person would;
    `box` is x0, y0, x1, y1 in thousandths of the page's width from its upper left corner; `note` for all else ("folder name")."""

    page: int | None = None
    table: int | None = None
    row: int | None = None
    cell: int | None = None
    paragraph: int | None = None
    box: tuple[int, int, int, int] | None = None
    note: str = ""

    def text(self) -> str:
        """The place as the JSON output spells it: "table 1, row 3, cell 2"."""
        parts = [f"{name} {n}" for name in ("table", "row", "cell", "paragraph") if (n := getattr(self, name)) is not None]
        if self.box:
            parts.append("box " + ",".join(map(str, self.box)))
        return ", ".join(([self.note] if self.note else []) + parts)

    def chinese(self) -> str:
        """The place as a clerk reads it: "第2页 表1第3行第2格"."""
        said = f"第{self.page}页 " if self.page else ""
        if self.table:
            said += f"表{self.table}" + (f"第{self.row}行" if self.row else "") + (f"第{self.cell}格" if self.cell else "")
        elif self.paragraph:
            said += f"第{self.paragraph}段"
        notes = {"folder name": "文件夹名", "archive name": "压缩包名", "file name": "文件名", "subject": "邮件主题",
                 "sender": "发件人", "text box": "文本框", "header": "页眉", "footer": "页脚", "form field": "表单域",
                 "seal": "印章"}
        return (said + notes.get(self.note, self.note)).strip()


TEXT_BOX = "text box"
"""Note of places in a box that floats over the page."""
MARGINS = ("header", "footer")
"""Notes of places in the margins of pages: read last, and never the continuation of anything."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph, ticks already normalised to ☑ and ☐. `emphasis` are spans set off by bold, underline, highlight or colour: a
    weak sign of choice, used only where no mark is found. `confidence` is below 1 where words were recognised on a picture,
    `doubted` the characters of which that was in doubt; UNREAD stands for what could not be."""

    text: str
    place: Place = Place()
    emphasis: tuple[tuple[int, int], ...] = ()
    confidence: float = 1.0
    doubted: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell, once, with its spans; rows and columns of its grid count from 0. What is in it are blocks, grids included."""

    row: int
    column: int
    blocks: tuple[Paragraph | Grid, ...] = ()
    row_span: int = 1
    column_span: int = 1
    place: Place = Place()

    @property
    def text(self) -> str:
        """All text of the cell, nested grids included, a line a paragraph."""
        return "\n".join(p.text for p in paragraphs(self.blocks))


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: cells in reading order, none twice."""

    cells: tuple[Cell, ...]
    place: Place = Place()


Block = Paragraph | Grid


@dataclass(frozen=True, slots=True)
class Document:
    """A file as read, whatever its format: paragraphs and grids in reading order. `pages` where the format has them;
    `text_layer` False says: a picture of paper, not read yet, which is never the same as blank. `notes` are reading
    circumstances for staff (macro present, table cut at a page end)."""

    medium: Medium
    blocks: tuple[Block, ...]
    pages: int | None = None
    text_layer: bool | None = None
    notes: tuple[str, ...] = ()
    unread: tuple[int, ...] = ()
    """Pages that are pictures and were not read, in a document whose other pages were: what is not found may stand there."""
    recognised: tuple[int, ...] = ()
    """Pages whose words were recognised on a picture, in a document whose other pages have text."""


def paragraphs(blocks: tuple[Block, ...]) -> Iterator[Paragraph]:
    """All paragraphs in reading order, those inside cells and nested grids included."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block
        else:
            for cell in block.cells:
                yield from paragraphs(cell.blocks)


# --- records --------------------------------------------------------------------------------------------------------

Doubt = Literal["", "unticked", "ambiguous", "unsure", "not-understood"]


@dataclass(frozen=True, slots=True)
class Value:
    """What stands in one field. Blank is text "" with value "" (or [] or a period with empty text); unreadable is None for both;
    they are never confused. `value` has the JSON shape of the contract, section 2. `doubt` says what is wrong with a tick or a
    period: nothing, too much, for either neighbour, not understood; `doubted`: characters for which others may stand there."""

    text: str | None
    value: Any = None
    place: Place = Place()
    medium: Medium = "word"
    confidence: float = 1.0
    document: str = ""
    doubt: Doubt = ""
    note: str = ""
    doubted: str = ""

    @property
    def blank(self) -> bool:
        """True when we read the place and nothing stands there. False when it could not be read."""
        return self.text is not None and not self.text.strip()


@dataclass(frozen=True, slots=True)
class Record:
    """A form, filled: `values` of its fields, `printed` every place of those it prints more than once, `areas` the typed text of
    signed parts; `missing_labels` of the blank form are not in it, in place of `renamed_labels` among them other words stand."""

    form: str
    values: dict[str, Value]
    printed: dict[str, tuple[Value, ...]]
    areas: dict[str, Value]
    missing_labels: tuple[str, ...] = ()
    edition: str = ""
    medium: Medium = "word"
    renamed_labels: tuple[str, ...] = ()


StampKind = Literal["seal", "signature", "date"]
StampState = Literal["seen", "not seen", "cannot tell"]


@dataclass(frozen=True, slots=True)
class Stamp:
    """What was looked for in a signed part of a scanned form (`area`) and whether it was seen. `picture` is a small PNG of it in
    base64 ("": none to show); `note` says why in Chinese; `text` is what could be read on a seal or of a date, a hint only."""

    area: str
    kind: StampKind
    state: StampState
    place: Place = Place()
    note: str = ""
    text: str = ""
    picture: str = ""


# --- packages -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class PackageFile:
    """One file of a package after reading: what it is, and the record if it is the form. `text_start` is the beginning of
    its text (at most 2,000 characters), kept to tell its role; never put into logs."""

    name: str
    sha256: str
    size: int
    role: Role
    media_type: str
    source: str = ""
    pages: int | None = None
    text_layer: bool | None = None
    record: Record | None = None
    trouble: Trouble | None = None
    notes: tuple[str, ...] = ()
    text_start: str = ""
    saved: str = ""
    """When the document says it was last saved, ISO 8601 in UTC; "" where it does not."""
    stamps: tuple[Stamp, ...] = ()
    """Of a scanned form: seals, signatures and dates looked for on its pages."""
    unread: tuple[int, ...] = ()
    """Pages of a scanned form that were not read: broken ones, and those beyond the pages or seconds a file may take."""
    page_of: str = ""
    """Of a picture that is one page of a form in several files: the sha256 of the file that has the record."""
    straight: tuple[Straight, ...] = ()


@dataclass(frozen=True, slots=True)
class Package:
    """What one mail carries for one application. `name` is the folder or archive name the applicant chose, if any;
    `shape` is how it was packed; `single` marks a lone document that was looked at without its package (command `check`)."""

    files: tuple[PackageFile, ...]
    name: str = ""
    shape: Literal["folder", "archive", "loose", "single"] = "loose"
    subject: str = ""
    sender: str = ""
    parts: tuple[tuple[int, int], ...] = ()
    """For each of its mails that said so: it was the number-th of so many (0: not told). See parsers.packages.mail_parts."""

    def of_role(self, *roles: Role) -> tuple[PackageFile, ...]:
        """The files of these roles, in the package's order."""
        return tuple(f for f in self.files if f.role in roles)

    @property
    def record(self) -> Record | None:
        """The record that counts: Word before text PDF before scan, with the recommender that any names; None without a form."""
        order = {"form_word": 0, "form_pdf": 1, "form_scan": 2}
        filled = sorted((f for f in self.files if f.record is not None), key=lambda f: order.get(f.role, 3))
        return recommended([f.record for f in filled if f.record is not None])

    @property
    def form(self) -> str | None:
        """Key of the form of this package, or None."""
        return self.record.form if self.record else None

    @property
    def category(self) -> str | None:
        """Key of the category that is ticked, None where it is not known."""
        value = self.record.values.get("project_category") if self.record else None
        return value.value if value and isinstance(value.value, str) and value.value else None


@dataclass(frozen=True, slots=True)
class Link:
    """Files behind a link in a mail's body (cloud attachments): named, never fetched."""

    url: str
    provider: str = ""
    name: str = ""
    size: str = ""
    expires: str = ""

    @property
    def told(self) -> str:
        """Size and expiry in words, as far as the mail told them."""
        until = f"{self.expires}到期" if self.expires[:1].isdigit() else self.expires
        return "，".join(part for part in (self.size, until) if part)


@dataclass(frozen=True, slots=True)
class Returned:
    """A report that a mail could not be delivered: Message-IDs it names, addresses not reached, the status as its server put
    it ("5.1.1", "550"; "" = not told), and why in a few Chinese words ("" = not understood)."""

    ids: tuple[str, ...]
    recipients: tuple[str, ...]
    status: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class Proof:
    """What a server says of a mail's sender (SPF, DKIM, DMARC): `judge` is its name, `verdict` pass, fail or "" (neither)."""

    judge: str
    verdict: str


@dataclass(frozen=True, slots=True)
class Head:
    """What stands on a mail: decoded, bounded, and free of line breaks in every header. `automatic` lists the RFC 3834
    signs found (empty: a person wrote it); `received` is the newest Received header's time, else the Date header's, as
    ISO 8601 with zone ("" where neither can be read); `body` is the plain text, at most 20,000 characters."""

    sender: str = ""
    sender_name: str = ""
    return_path: str | None = None
    to: tuple[str, ...] = ()
    subject: str = ""
    message_id: str = ""
    in_reply_to: str = ""
    references: tuple[str, ...] = ()
    date: str = ""
    received: str = ""
    automatic: tuple[str, ...] = ()
    body: str = ""
    links: tuple[Link, ...] = ()
    attachments: int = 0
    notes: tuple[str, ...] = ()
    returned: Returned | None = None
    proof: Proof | None = None


MailKind = Literal["submission", "supplement", "enquiry", "automatic", "other"]


@dataclass(frozen=True, slots=True)
class Reading:
    """All that one mail said: a function of its raw bytes, the reader's version and the guide, and of nothing else.
    `files` that belong to no application are in `loose`."""

    head: Head
    packages: tuple[Package, ...]
    loose: tuple[PackageFile, ...] = ()
    reader: int = READER_VERSION
    guide: str = ""


# --- findings -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to mend, decide or know, in words. `document` and `place` say where; `clause` is a requirement's number
    (R38). `todo` is what the applicant is asked to do ("" for what is not theirs). `quote` is the sentence of the application
    that a hint rests on; a hint without one says that nothing was found."""

    rule: str
    severity: Severity
    field: str | None
    message: str
    clause: str
    document: str = ""
    place: Place | None = None
    todo: str = ""
    quote: str = ""
