"""An office in a folder: its mails are readings made before, so that settling and publishing are quick; the workbook is real."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from config.model import Guide, Settings
from intake.ledger import mails as mail_rows
from intake.ledger import open_ledger
from intake.ledger import runs as run_rows
from intake.model import Origin
from intake.operations.installation import Installation
from intake.operations.progress import Narrator
from intake.pipeline.run import desk_in
from intake.pipeline.run_counts import Tally
from intake.pipeline.settle import settle
from intake.publish.outputs import Published, publish
from intake.publish.sources import Sources
from intake.publish.workbook_data import all_cases, decided
from intake.store.vault import Vault
from intake.timestamps import text_of
from parsers.model.mail import Head, Reading
from parsers.model.package import Package, PackageFile
from parsers.model.record import Record, Value
from reports.case import Case
from tests import installation
from tests.reports import sample_desk

_reading: TypeAdapter[Reading] = TypeAdapter(Reading)
START = datetime(2024, 4, 1, 1, 0, tzinfo=UTC)


def package(n: int, category: str = "conference", version: int = 1, **changes: str) -> Package:
    """A complete application number n; `changes` are texts of fields by key; another version has other bytes."""
    guide = installation.guide()
    kind = guide.category(category)
    form = guide.form(kind.form if kind else None)
    assert form is not None
    values = dict(sample_desk.record(form, category, n).values)
    values["applicant_unit"] = Value(f"第{n}研究院", f"第{n}研究院", document="申报书.docx")
    if "project_name" in values:
        values["project_name"] = Value(f"项目{n}", f"项目{n}", document="申报书.docx")
    if "project_leader" in values:
        values["project_leader"] = Value(f"负责人{n}", f"负责人{n}", document="申报书.docx")
    values |= {key: Value(text, text, document="申报书.docx") for key, text in changes.items()}
    filled = Record(form.key, values, {}, {})
    names = ("申报书.docx", "扫描件.pdf", "非涉密证明.pdf", "佐证.pdf")
    roles: Any = ("form_word", "form_scan", "non_secret_certificate", "evidence")
    types = (sample_desk.DOCX, "application/pdf", "application/pdf", "application/pdf")
    files = tuple(
        PackageFile(name, _digest(f"{n} {version} {name}"), 1000, role, kind_of, pages=2,
                    record=filled if role == "form_word" else None)
        for name, role, kind_of in zip(names, roles, types, strict=True))
    return Package(files, name=f"第{n}研究院+项目{n}", shape="folder", sender=_sender(n))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _sender(n: int) -> str:
    return f"keji{n}@unit{n}.example.org"


SMALL_FIELDS = ("applicant_unit", "project_category", "address", "project_leader", "project_name", "bank_account_number")
SMALL_RULES = ("field-missing", "word-missing", "scan-missing", "evidence-missing", "possible-duplicate", "sender-unverified")


@cache
def small_guide() -> Guide:
    """The guide with one category, a form of six fields and six rules: a small workbook, for long stories."""
    whole = installation.guide()
    form = whole.form("exchange")
    assert form is not None
    slots = tuple(slot for slot in form.slots if slot.field in SMALL_FIELDS)
    small = form.model_copy(update={"fields": tuple(f for f in form.fields if f.key in SMALL_FIELDS), "slots": slots})
    rules = tuple(rule for rule in whole.rules if rule.id in SMALL_RULES)
    return whole.model_copy(update={
        "forms": (small,), "categories": whole.categories[:1], "rules": rules, "digest": "small",
        "letters": {k: v for k, v in whole.letters.items() if not k.startswith("about")}})


@dataclass
class Office:
    """One installation. `mail` lays down a reading; `run` settles, sends and publishes as a pass does."""

    home: Path
    changes: dict[str, dict[str, Any]] = field(default_factory=dict)
    count: int = 0
    heads: dict[int, Head] = field(default_factory=dict)
    told: tuple[str, ...] = ()
    published: Published = field(default_factory=lambda: Published(None))
    guide: Guide = field(default_factory=installation.guide)

    def __post_init__(self) -> None:
        (self.home / "box").mkdir(parents=True, exist_ok=True)
        self.settings: Settings = installation.settings(self.home, self.home / "box", **self.changes)
        self.ledger = open_ledger(self.settings.ledger.url)
        root = self.home / "vault"
        self.installation = Installation(self.settings, self.guide, self.ledger, Vault(root / "mails"), Vault(root / "files"),
                           Narrator(quiet=True))

    @property
    def output(self) -> Path:
        assert self.settings.output.path is not None
        return self.settings.output.path

    @property
    def workbook(self) -> Path:
        return self.output / "审查表.xlsx"

    def mail(self, n: int, *packages: Package, **more: Any) -> str:
        """A mail of sender n with these packages waits, read. Returns its digest."""
        self.count += 1
        before = self.heads.get(n)
        head = Head(sender=_sender(n), sender_name="科技处", subject=f"申报材料{n}", message_id=f"<{self.count}@x.example.org>",
                    in_reply_to=before.message_id if before else "", attachments=4, body="见附件")
        head = replace(head, **more)
        self.heads[n] = head
        sha256 = _digest(f"mail {self.count}")
        now = START + timedelta(hours=self.count)
        reading = Reading(head, packages or (package(n),), guide=self.installation.guide.digest)
        with self.ledger.write() as connection:
            where = Origin("box", "INBOX", "1", str(self.count))
            mail_rows.see(connection, [mail_rows.Sighting(where, sha256, 1000, text_of(now))], now)
            mail_rows.keep_reading(connection, sha256, self.installation.guide.digest, _reading.dump_json(reading).decode())
        return sha256

    def run(self) -> tuple[str, ...]:
        """One pass without mailbox and letter server. Returns what it tells of the staff's workbooks."""
        tally = Tally()
        with self.ledger.write() as connection:
            number = run_rows.start(connection, text_of(datetime.now(UTC)))
        desk_in(self.installation, tally)
        with self.ledger.read() as connection:
            waiting = [mail.sha256 for mail in mail_rows.waiting(connection)]
        for sha256 in waiting:
            settle(self.ledger, sha256, self.settings, self.installation.guide, datetime.now(UTC))
        tally.desk += decided(self.ledger, self.settings, self.installation.guide, datetime.now(UTC))
        mails, files = self.installation.mails, self.installation.files
        self.published = publish(Sources(self.ledger, mails, files, self.settings, self.installation.guide), number)
        tally.desk += self.published.messages
        self.told = tuple(tally.desk)
        return self.told

    def case(self, n: int = 0) -> Case:
        """The case of sender n as the desk shows it (0: the first)."""
        with self.ledger.read() as connection:
            cases = all_cases(connection, self.installation.guide)
        return cases[0] if not n else next(case for case in cases if case.sender == _sender(n))
