"""Keeps the thread of the demo mailbox: the clock, the seed, who wrote before, and the truth about every mail."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta, timezone
from random import Random
from typing import Any

from . import people
from .bundle import FIXED, PIECES, Bundle
from .forms import Dialect
from .mails import Sender, message_id, package_mail
from .packing import Members, Names as ZipNames, archive
from .paper import Paper

CHINA = timezone(timedelta(hours=8))
SHARED = ("applicant_unit", "project_category", "project_period", "contact_person", "contact_phone", "address", "postal_code",
          "project_leader", "leader_title", "project_name", "recommender")
KEYS = {
    "exchange": (*SHARED, "legal_representative", "unit_phone", "unit_nature", "uscc", "bank_account_name", "bank_name",
                 "bank_account_number", "leader_phone", "cooperation_basis", "partner_units", "cooperation_contents",
                 "cooperation_fields", "main_content", "expected_goals", "highlights", "schedule"),
    "haizhi": (*SHARED, "email", "fax", "overview", "funding", "support"),
}
Fix = Sequence[tuple[str, str | None]]


@dataclass(frozen=True)
class Mail:
    """One mail of the demo: its scene's name, its raw bytes, the truth, and when it was sent."""

    scene: str
    raw: bytes
    truth: dict[str, Any]
    sent: datetime
    bundles: tuple[Bundle, ...] = ()
    sender: Sender = ("", "")


@dataclass
class Teller:
    """Told so far, by scene; each scene draws from a Random of its own, so that adding one does not change the others."""

    seed: int
    scene: str = ""
    told: dict[str, Mail] = field(default_factory=dict)

    def serial(self) -> int:
        return len(self.told) + 1

    def rng(self, key: str = "") -> Random:
        return Random(f"{self.seed}/{self.scene}/{key}")

    def when(self, at: str, month: int = 3) -> datetime:
        return datetime.strptime(f"2024-{month:02d}-{at}", "%Y-%m-%d %H:%M").replace(tzinfo=CHINA)

    def bundle(self, category: str, dialect: Dialect, key: str = "", paper: Paper | None = None, edits: dict[str, Any] | None = None,
               holds: tuple[str, ...] = (*FIXED, "agreement")) -> Bundle:
        rng = self.rng(key)
        paper = paper or Paper(dpi=rng.choice((110, 120)), tilt=rng.choice((0.2, 0.4, 0.6)), quality=22, seed=rng.randrange(1000))
        return Bundle(category, people.values(rng, category), dialect, paper, holds, edits or {})

    def writer(self, bundle: Bundle) -> Sender:
        return bundle.values["contact_person"], f"kjc@unit{self.serial():02d}.example.org"

    def keep(self, mail: Mail) -> None:
        self.told[mail.scene] = mail

    def post(self, at: str, kind: str, *, month: int = 3, reply: bool = True, subject: str, applications: Sequence[dict[str, Any]] = (),
             sender: Sender | None = None, why: str = "", bundles: tuple[Bundle, ...] = (), **mail: Any) -> None:
        """Writes the mail of this scene and keeps it with its truth."""
        rng = self.rng("sender")
        sender = sender or (people.person(rng), f"{rng.choice(('office', 'keji', 'zhang'))}{rng.randrange(90)}@mail.example.com")
        when, serial = self.when(at, month), self.serial()
        raw = package_mail(sender, subject, sent=when, serial=serial, **mail)
        truth = {"kind": kind, "reply": reply, "why": why, "subject": subject, "message_id": message_id(sender, serial),
                 "sender": sender[1], "applications": list(applications)}
        self.keep(Mail(self.scene, raw, truth, when, bundles, sender))

    def submit(self, what: Bundle | tuple[Bundle, ...], at: str, month: int = 3, fix: Fix = (), folder: bool = True, loose: bool = False,
               zip_names: ZipNames = "utf8", password: str = "", title: str = "", **mail: Any) -> None:
        """Packs bundles and posts them: a folder each in one zip, files straight in the zip, or loose."""
        bundles = (what,) if isinstance(what, Bundle) else what
        folders = [b.folder if folder and not loose else "" for b in bundles]
        members = [m for b, f in zip(bundles, folders, strict=True) for m in b.files(f)]
        first = bundles[0]
        name = (title if len(bundles) > 1 else first.folder) + ".zip"
        files = [(n.rpartition("/")[2], d) for n, d in members] if loose else [(name, archive(members, zip_names, password))]
        if password:
            truths = [self.nameless(fix, {"refused": [name]})]
        else:
            truths = [self.application(b, fix, self.received(b.roles(f), loose), i) for i, (b, f) in enumerate(zip(bundles, folders, strict=True))]
        mail.setdefault("sender", self.writer(first))
        self.post(at, "submission", month=month, subject=title or first.folder, attachments=files, applications=truths, bundles=bundles, **mail)

    def received(self, roles: dict[str, list[str]], loose: bool) -> dict[str, list[str]]:
        return {r: [n.rpartition("/")[2] if loose else n for n in names] for r, names in roles.items()}

    def application(self, bundle: Bundle, fix: Fix, files: dict[str, list[str]], number: int = 0, **more: Any) -> dict[str, Any]:
        """The truth about one application in the ledger after this mail."""
        written = bundle.written
        ticked = written.get("project_category")
        fields = {k: written.get(k, "") for k in KEYS[bundle.form]} | {"project_category": ticked if isinstance(ticked, str) else None}
        return {"case": f"{self.scene}{number or ''}", "revision": 1, "form": bundle.form, "category": fields["project_category"],
                "status": "incomplete" if fix else "complete", "fix": [{"rule": r, "field": f} for r, f in fix], "fields": fields,
                "files": files} | more

    def nameless(self, fix: Fix, files: dict[str, list[str]]) -> dict[str, Any]:
        """The truth about a package in which no form can be read."""
        return {"case": self.scene, "revision": 1, "form": None, "category": None, "status": "incomplete",
                "fix": [{"rule": r, "field": f} for r, f in fix], "fields": {}, "files": files}

    def repeat(self, first: Mail, at: str, month: int, subject: str, body: str) -> None:
        """The files of an earlier mail again under another mail: no new case, no new revision."""
        (bundle,), (old,) = first.bundles, first.truth["applications"]
        files = [(bundle.folder + ".zip", archive(bundle.files(bundle.folder), "gbk"))]
        self.post(at, "submission", month=month, subject=subject, body=body, attachments=files, sender=first.sender, bundles=first.bundles,
                  applications=[{**old, "duplicate": True}], names="qq", words="gb18030")

    def supplement(self, first: Mail, piece: str, at: str, month: int, body: str) -> None:
        """One missing piece as a reply: a new revision of the case, complete now."""
        (bundle,), (old,) = first.bundles, first.truth["applications"]
        whole = replace(bundle, holds=(*bundle.holds, piece))
        name, role, make = PIECES[piece]
        self.post(at, "supplement", month=month, subject="回复：" + first.truth["subject"], body=body, attachments=[(name, make(whole))],
                  sender=first.sender, reply_to=(first.truth["message_id"],), bundles=(whole,),
                  applications=[{**self.application(whole, (), {role: [name]}), "case": old["case"], "revision": old["revision"] + 1}])

    def correct(self, first: Mail, at: str, month: int, body: str) -> None:
        """A newer Word file alone, all places filled, in the thread of the first mail."""
        (bundle,), (old,) = first.bundles, first.truth["applications"]
        filled = replace(bundle, edits={}, holds=("word",))
        name = "申报书（修改版）.docx"
        members: Members = [(name, filled.files()[0][1])]
        self.post(at, "submission", month=month, subject="Re: " + first.truth["subject"], body=body, attachments=members,
                  sender=first.sender, reply_to=(first.truth["message_id"],), bundles=(filled,),
                  applications=[{**self.application(filled, (), {"form_word": [name]}), "case": old["case"],
                                 "revision": old["revision"] + 1}])
