"""One attack's part of a mailbox: who writes what, and what a clerk and the writers then see of it. Every scene has an
organisation, a project and addresses of its own, so that many attacks may be played in one mailbox."""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from functools import cached_property
from pathlib import Path
from random import Random
from typing import Any

from PIL import Image

from config.model import Settings
from intake.ledger import letters as letter_rows
from intake.ledger import mails as mail_rows
from intake.ledger import open_ledger
from reports.case import LetterRow, MailRow
from tests import installation
from tests.samples.make import mails, word
from tests.samples.make.projects import values
from tests.tales import START, Tale

File = tuple[str, bytes]
PASS, FAIL = "spf=pass; dkim=pass; dmarc=pass", "spf=fail; dkim=fail; dmarc=fail"
THIEF = "6222000011112222333"
"""The account that a thief wants to be paid to."""
_UNITS = "星云江河湖海山川林田泉石松竹梅兰"


@dataclass(frozen=True)
class Sent:
    """A letter that left: its recipient, headers, and all its words but for the subject of the mail, which it quotes."""

    to: str
    message: EmailMessage
    words: str


class Seen:
    """What stands in the ledger and lies in the outbox after a pass."""

    def __init__(self, tale: Tale) -> None:
        self._tale = tale

    @cached_property
    def cases(self) -> list[dict[str, Any]]:
        """The newest revision of every case, as `export` gives it."""
        return self._tale.cases()

    @cached_property
    def mails(self) -> list[MailRow]:
        """Every mail as 邮件 lists it, oldest first."""
        with open_ledger(self._tale.settings.ledger.url).read() as connection:
            return sorted(mail_rows.listing(connection), key=lambda row: row.received)

    @cached_property
    def kept(self) -> list[LetterRow]:
        """Every letter as 回复 lists it."""
        with open_ledger(self._tale.settings.ledger.url).read() as connection:
            return list(letter_rows.rows(connection))

    @cached_property
    def letters(self) -> list[Sent]:
        """Every letter that left."""
        return [sent(path) for path in installation.letters(self._tale.home)]


def sent(path: Path) -> Sent:
    """A letter in the Maildir."""
    message = message_from_bytes(path.read_bytes(), policy=policy.default)
    assert isinstance(message, EmailMessage)
    parts = [str(part.get_content()) for part in message.walk() if not part.is_multipart()]
    words = "\n".join([str(message["Subject"]), *parts])
    return Sent(str(message["To"]), message, re.sub(r"您的邮件“.*?”已", "您的邮件已", words))


@dataclass
class Installation(Tale):
    """A mailbox with settings of its own. `wrote`: the names and numbers that each mail's own words bring, by its Message-ID."""

    changes: dict[str, dict[str, Any]] = field(default_factory=dict)
    wrote: dict[str, str] = field(default_factory=dict)
    clock: float = 0.0

    @property
    def settings(self) -> Settings:
        return installation.settings(self.home, self.home / "box", **self.changes)


@dataclass
class Scene:
    """What one story uses. `seen` is renewed by each pass."""

    key: str
    tale: Installation
    seen: Seen = field(init=False)

    @cached_property
    def mark(self) -> str:
        """Eight characters that only this scene has."""
        return hashlib.sha256(self.key.encode()).hexdigest()[:8]

    @property
    def host(self) -> str:
        """The domain of the applicant, an organisation of its own."""
        return f"u{self.mark}.example.org"

    @property
    def victim(self) -> str:
        """The applicant's address."""
        return f"li@{self.host}"

    @property
    def thief(self) -> str:
        """The address of somebody else, at another organisation."""
        return f"someone@x{self.mark}.example.net"

    @property
    def unit(self) -> str:
        """The applicant's name."""
        return f"湖南省{''.join(_UNITS[int(digit, 16)] for digit in self.mark)}学会"

    def fields(self, **changes: Any) -> dict[str, Any]:
        """The values of the applicant's form."""
        true = values(Random(self.key), "conference")
        return true | {"applicant_unit": self.unit, "bank_account_name": self.unit} | changes

    @property
    def account(self) -> str:
        """The applicant's bank account."""
        return str(self.fields()["bank_account_number"])

    def form(self, name: str = "申报书.docx", **changes: Any) -> File:
        """The applicant's form in Word, with other values where told."""
        return name, word.docx("exchange", self.fields(**changes))

    def scan(self, name: str = "申报书盖章扫描件.pdf", of: str = "") -> File:
        """A page that was scanned, without words: nobody recognises it here. `of` sets several of one scene apart."""
        out = io.BytesIO()
        page = Image.frombytes("L", (62, 88), Random(f"{self.key} {of}").randbytes(62 * 88))
        page.resize((620, 880)).save(out, "PDF", resolution=75)
        return name, out.getvalue()

    def sends(
        self,
        sender: str,
        subject: str = "申报材料",
        files: Sequence[File] = (),
        *,
        verdict: str = "",
        judge: str = "mx.126.com",
        edit: Callable[[bytes], bytes] = bytes,
        name: str = "李文静",
        hours: float = 1,
        **more: Any,
    ) -> str:
        """Puts a mail into the mailbox, the provider's verdict on top of it; `edit` changes its bytes before. It comes `hours`
        after the mail before. Its Message-ID."""
        tale = self.tale
        tale.count, tale.clock = tale.count + 1, tale.clock + hours
        when, who = START + timedelta(hours=tale.clock), (name, sender)
        raw = edit(mails.package_mail(who, subject, files, sent=when, serial=tale.count, **more))
        if verdict:
            raw = f"Authentication-Results: {judge}; {verdict}\r\n".encode() + raw
        (tale.home / "box" / f"{tale.count:04d}.eml").write_bytes(raw)
        identity = mails.message_id(who, tale.count)
        tale.wrote[identity] = " ".join([subject, *(name for name, _ in files)])
        return identity

    def applies(self, sender: str = "", **changes: Any) -> str:
        """The applicant sends the form, and the provider vouches for it."""
        return self.sends(sender or self.victim, "申报材料", [self.form(**changes)], verdict=PASS)

    # --- what came of it ---------------------------------------------------------------------------------------------

    def cases(self, mail: str) -> list[dict[str, Any]]:
        """The cases that a mail touched."""
        return [case for case in self.seen.cases if mail in case["message_ids"]]

    def case(self, mail: str) -> dict[str, Any]:
        """The one case that a mail touched."""
        (case,) = self.cases(mail)
        return case

    def letter(self, mail: str) -> Sent | None:
        """The letter that answered a mail."""
        return next((letter for letter in self.seen.letters if letter.message["In-Reply-To"] == mail), None)

    def letters_to(self, address: str) -> list[Sent]:
        """Every letter to an address, however it is spelt."""
        return [letter for letter in self.seen.letters if address.lower() in letter.to.lower()]

    def row(self, subject: str) -> MailRow:
        """The one mail of this subject, as 邮件 shows it."""
        (row,) = [row for row in self.seen.mails if row.subject == subject]
        return row

    def untouched(self, mail: str) -> dict[str, Any]:
        """The applicant's case is what the first mail made of it: fields, files, revision, mails; and its letter left once."""
        case = self.case(mail)
        assert (case["revision"], case["message_ids"], case["sender"]) == (1, [mail], self.victim)
        assert case["fields"]["bank_account_number"] == self.account
        assert [(d["name"], d["sha256"]) for d in case["documents"]] == [
            (name, hashlib.sha256(data).hexdigest()) for name, data in [self.form()]
        ]
        letter = self.letter(mail)
        assert letter is not None and case["case_no"] in letter.words and self.unit in letter.words
        return case

    def apart(self, older: str, newer: str) -> tuple[dict[str, Any], dict[str, Any]]:
        """Two mails are two cases: the older one as it was; the newer shows no mail of the older, and its letter, if any, does
        not name it."""
        old, new = self.untouched(older), self.case(newer)
        assert new["case_no"] != old["case_no"] and older not in new["message_ids"]
        letter = self.letter(newer)
        assert letter is None or old["case_no"] not in letter.words or old["case_no"] in self.tale.wrote[newer]
        return old, new


def rules(case: dict[str, Any]) -> set[str]:
    """The rules of a case's findings."""
    return {finding["rule"] for finding in case["findings"]}
