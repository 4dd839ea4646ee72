"""Keeps the state of the demo mailbox: the clock, the seed, who wrote before, and the truth about every mail."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta, timezone
from random import Random
from types import MappingProxyType
from typing import Any

from . import people, projects
from .bundle import FIXED, PIECES, Bundle
from .forms import Dialect
from .mails import Sender, message_id, package_mail
from .packing import Members, archive
from .packing import Names as ZipNames
from .paper import Paper
from .truths import Fix, More, Truth, application, nameless

CHINA = timezone(timedelta(hours=8))


@dataclass(frozen=True)
class Mail:
    """One mail of the demo: its scene's name, raw bytes and truth; sender, bundles and files for the scenes that come after."""

    scene: str
    raw: bytes
    truth: Truth
    sender: Sender
    bundles: tuple[Bundle, ...] = ()
    files: tuple[tuple[str, bytes], ...] = ()

    @property
    def name(self) -> str:
        """The file's name in the folder; names sort as the mails arrived."""
        return f"{self.truth['number']:02d}-{self.scene.replace('_', '-')}.eml"


@dataclass
class Teller:
    """Told so far, by scene; each scene draws from a Random of its own, so that adding one does not change the others."""

    seed: int
    scene: str = ""
    told: dict[str, Mail] = field(default_factory=dict)

    def serial(self) -> int:
        return len(self.told) + 1

    def when(self, at: str) -> datetime:
        return datetime.strptime(f"2024-{at}", "%Y-%m-%d %H:%M").replace(tzinfo=CHINA)

    def bundle(self, category: str, dialect: Dialect, key: str = "", city: str = "", **more: Any) -> Bundle:
        """A complete application of `category`; `more` are fields of Bundle."""
        rng = Random(f"{self.seed}/{self.scene}/{key}")
        dpi, tilt = rng.choice((110, 120)), rng.choice((0.2, 0.4, 0.6))
        paper = Paper(dpi=dpi, tilt=tilt, quality=22, seed=rng.randrange(1000))
        return Bundle(category, projects.values(rng, category, city), dialect, **{"paper": paper, **more})

    def stranger(self) -> Sender:
        """Somebody who writes without applying."""
        rng = Random(f"{self.seed}/{self.scene}/sender")
        return people.person(rng), f"{rng.choice(('office', 'keji', 'zhang'))}{rng.randrange(90)}@mail.example.com"

    def keep(self, mail: Mail, at: str) -> None:
        """Puts a mail and what is told of every mail alike into the row."""
        facts = {
            "number": self.serial(),
            "received": (self.when(at) + timedelta(seconds=2)).isoformat(),
            "sender": mail.sender[1],
        }
        self.told[self.scene] = replace(mail, truth={"duplicate": False, "alone": True, **facts, **mail.truth})

    def post(
        self,
        at: str,
        subject: str,
        told: Truth,
        sender: Sender,
        files: Members | None = None,
        bundles: tuple[Bundle, ...] = (),
        **mail: Any,
    ) -> None:
        """Writes the mail of this scene; `told` is its truth, `mail` goes to package_mail."""
        serial, files = self.serial(), files or []
        raw = package_mail(sender, subject, files, sent=self.when(at), serial=serial, **mail)
        truth = {"subject": subject, "message_id": message_id(sender, serial), **told}
        self.keep(Mail(self.scene, raw, truth, sender, bundles, tuple(files)), at)

    def aside(self, at: str, subject: str, kind: str, why: str, **mail: Any) -> None:
        """A mail that is no application and gets no letter."""
        self.post(at, subject, {"kind": kind, "reply": False, "why": why, "applications": []}, self.stranger(), **mail)

    def submit(
        self,
        at: str,
        *bundles: Bundle,
        fix: Fix = (),
        more: More = MappingProxyType({}),
        shape: str = "folder",
        zip_names: ZipNames = "utf8",
        password: str = "",
        title: str = "",
        sender: Sender | None = None,
        **mail: Any,
    ) -> None:
        """Packs bundles and posts them. `fix` and `more` are what is to be found.

        `shape`: a folder each in one zip, files straight in the zip ("archive"), or "loose"."""
        first = bundles[0]
        folders = [b.folder if shape == "folder" else "" for b in bundles]
        members = [member for b, f in zip(bundles, folders, strict=True) for member in b.files(f)]
        name = (title if len(bundles) > 1 else first.folder) + ".zip"
        files = [(bare(n), d) for n, d in members] if shape == "loose" else [(name, archive(members, zip_names, password))]
        applications = [
            application(f"{self.scene}-{i}", b, fix, {
                r: [bare(n) if shape == "loose" else n for n in ns] for r, ns in b.roles(f).items()
            }, more=more)
            for i, (b, f) in enumerate(zip(bundles, folders, strict=True), 1)
        ]
        if password:
            applications = [nameless(f"{self.scene}-1", fix, {"refused": [name]})]
        told = {"kind": "submission", "reply": True, "applications": applications}
        sender = sender or (first.values["contact_person"], f"kjc@unit{self.serial():02d}.example.org")
        self.post(at, title or first.folder, told, sender, files, bundles, **mail)

    def repeat(self, first: Mail, at: str, subject: str, **mail: Any) -> None:
        """The files of an earlier mail again under another mail: no new case, no new revision."""
        told = {"kind": "submission", "reply": True, "duplicate": True, "applications": first.truth["applications"]}
        self.post(at, subject, told, first.sender, list(first.files), first.bundles, **mail)

    def follow(self, first: Mail, at: str, kind: str, piece: str, name: str, body: str) -> None:
        """One piece in the thread of an earlier mail, with every place filled: the next revision of that case, now complete."""
        (bundle,), (old,) = first.bundles, first.truth["applications"]
        whole = replace(bundle, edits={})
        name = name or PIECES[piece][0]
        new = application(old["case"], whole, (), {PIECES[piece][1]: [name]}, old["revision"] + 1)
        told = {"kind": kind, "reply": True, "alone": False, "applications": [new]}
        subject, thread = "回复：" + first.truth["subject"], (first.truth["message_id"],)
        self.post(at, subject, told, first.sender, [(name, PIECES[piece][2](whole))], (whole,), reply_to=thread, body=body)


def bare(name: str) -> str:
    """A file's name without its folders."""
    return name.rpartition("/")[2]


def holding(*pieces: str) -> tuple[str, ...]:
    """Word, scan and certificate, and more pieces by name."""
    return (*FIXED, *pieces)


def signing(*pieces: str) -> tuple[str, ...]:
    """The same with the stamped pages of the scan alone, as many send them; they are quickly read, too."""
    return tuple("signed" if piece == "scan" else piece for piece in holding(*pieces))
