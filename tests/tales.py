"""Stories of mails and cases: a mailbox that fills, passes over it, and what a clerk and an applicant then see."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from email import message_from_bytes, policy
from functools import lru_cache
from pathlib import Path
from random import Random
from typing import Any

from config.model import Settings
from intake.ledger import mails as mails_of
from intake.ledger import open_ledger
from intake.publish.workbook_data import all_cases
from reports.export import case_json
from tests import installation
from tests.samples.make import mails, packing, pdf, projects, word
from tests.samples.make.bundle import PIECES, Bundle
from tests.samples.make.filling import plan
from tests.samples.make.packing import Members
from tests.samples.make.paper import Paper

START = datetime(2024, 3, 20, 9, 0, tzinfo=timezone(timedelta(hours=8)))
OWN = "kjc@unit.example.org"


@lru_cache
def application(key: str = "one", category: str = "conference", city: str = "") -> Bundle:
    """A complete application; another key, another one."""
    return Bundle(category, projects.values(Random(f"tale {key}"), category, city), paper=Paper(dpi=72, quality=15, tilt=0.0))


@lru_cache(maxsize=200)
def _piece(key: str, category: str, city: str, name: str, edits: tuple[tuple[str, str], ...]) -> bytes:
    made = application(key, category, city)
    if name == "photo":
        scan = pdf.drawn(plan(made.form, made.written, made.dialect), made.dialect)[0]
        return _jpeg(scan, int(dict(edits).get("page", "0")))
    return PIECES[name][2](Bundle(made.category, made.values, made.dialect, made.paper, edits=dict(edits)))


def piece(name: str, key: str = "one", category: str = "conference", city: str = "", **edits: str) -> bytes:
    """One file of an application: `word`, `scan`, `secret`, `textpdf` … of PIECES; `edits` change fields of the form."""
    return _piece(key, category, city, name, tuple(sorted(edits.items())))


def _jpeg(document: bytes, page: int) -> bytes:
    import io

    out = io.BytesIO()
    pictures = pdf.pages(document, 110)
    pictures[page % len(pictures)].save(out, "JPEG", quality=40)
    return out.getvalue()


def sheet(title: str, *lines: str) -> bytes:
    """A short Word document that is no form."""
    return word.letter(title, lines)


def zipped(members: Members) -> bytes:
    """A zip of these (name, bytes)."""
    return packing.archive(members)


@dataclass
class Tale:
    """One installation. `mail` puts one into the mailbox; `pass_` runs; `cases` and `letters` show what came of it."""

    home: Path
    count: int = 0
    ids: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        (self.home / "box").mkdir(parents=True)

    @property
    def settings(self) -> Settings:
        return installation.settings(self.home, self.home / "box")

    def mail(
        self, subject: str, files: Members, *, sender: str = OWN, name: str = "李文静", hours: float | None = None, **more: Any
    ) -> str:
        """Put a mail into the mailbox; an hour after the one before unless told. Returns its Message-ID."""
        self.count += 1
        sent = START + timedelta(hours=self.count if hours is None else hours)
        who = (name, sender)
        raw = mails.package_mail(who, subject, files, sent=sent, serial=self.count, **more)
        (self.home / "box" / f"{self.count:02d}.eml").write_bytes(raw)
        return mails.message_id(who, self.count)

    def run(self) -> list[dict[str, Any]]:
        """One pass. Returns the newest revision of every case as `export` gives it."""
        facts, code = installation.run(self.settings)
        assert (code, facts.shelved, facts.waiting) == (0, 0, 0), facts
        return self.cases()

    def cases(self, every: bool = False) -> list[dict[str, Any]]:
        ledger = open_ledger(self.settings.ledger.url)
        with ledger.read() as connection:
            return [case_json(case, installation.guide()) for case in all_cases(connection, installation.guide(), every)]

    def kinds(self) -> list[str]:
        """What kind staff read of each mail on sheet 邮件, in the order of arrival."""
        ledger = open_ledger(self.settings.ledger.url)
        with ledger.read() as connection:
            return [mail.kind for mail in sorted(mails_of.listing(connection), key=lambda mail: mail.received)]

    def letters(self) -> dict[str, str]:
        """Message-ID of the mail answered → the letter's text."""
        found = {}
        for path in installation.letters(self.home):
            letter = message_from_bytes(path.read_bytes(), policy=policy.default)
            part = letter.get_body(("plain",))
            assert part is not None
            found[str(letter["In-Reply-To"])] = str(part.get_content())
        return found

    def letter_ids(self) -> dict[str, str]:
        """Message-ID of the mail answered → the letter's own Message-ID."""
        letters = [message_from_bytes(path.read_bytes(), policy=policy.default) for path in installation.letters(self.home)]
        return {str(letter["In-Reply-To"]): str(letter["Message-ID"]) for letter in letters}


def found(case: dict[str, Any], severity: str = "fix") -> list[str]:
    """The rules of a case's findings of one severity, with their fields."""
    return sorted(f["rule"] + (f":{f['field']}" if f["field"] else "") for f in case["findings"] if f["severity"] == severity)


def severity(case: dict[str, Any], rule: str) -> str:
    """The highest severity of a rule's findings on a case, "" where there is none."""
    told = {f["severity"] for f in case["findings"] if f["rule"] == rule}
    return next((s for s in ("fix", "verify", "remind", "note") if s in told), "")


def roles(case: dict[str, Any]) -> dict[str, list[str]]:
    """role → own names of the case's documents."""
    by: dict[str, list[str]] = {}
    for document in case["documents"]:
        by.setdefault(document["role"], []).append(document["name"].rpartition("/")[2])
    return {role: sorted(names) for role, names in by.items()}
