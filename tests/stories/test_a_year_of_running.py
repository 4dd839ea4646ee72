"""The program as somebody runs it for a year: installed from its wheel by a user without rights, started by the line of its
crontab, upgraded, backed up, damaged, restored. In the end every mail is accounted for, each case has the number that its sender
was told, and nobody was answered twice."""

from __future__ import annotations

import json
import re
import subprocess
import tempfile
import warnings
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from random import Random
from typing import Any

import pytest

from tests import installation, wheels
from tests.cron import by_cron, set_to
from tests.servers.imap import Server, fill, pymap_server
from tests.servers.smtp import Script, smtp_server

PAGE = 4096
NUMBER = re.compile(r"\b(?:GJ|HZ|WD)\d{4}-\d{4,}\b")
NOT_ANSWERED = ("06-enquiry", "12-out-of-office")
"""An enquiry is for a person, and a robot is answered by nobody."""
SPRING, SUMMER = ("05-missing-fields", "06-enquiry", "12-out-of-office"), ("16-corrected", "20-formula")
AUTUMN, WINTER = ("03-base", "14-city", "09-wrong-code"), ("01-conference", "11-word-only")
LATER = "9.0.1"


@dataclass
class Office:
    """A machine: an environment with the program, an installation, a mailbox, and a server that takes every letter."""

    place: Path
    mailbox: Server
    sink: Script
    smtp: int
    user: dict[str, Any]
    came: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.office, self.backups, self.python = self.place / "office", self.place / "backup", self.place / "venv/bin/python"
        self.env = {"PATH": "/usr/bin:/bin", "HOME": str(self.place / "home"), "TMPDIR": str(self.place / "tmp")}
        self.state, self.ledger = self.office / "state", self.office / "state" / "ledger.sqlite"

    def as_user(self, *call: str | Path, said: str = "") -> subprocess.CompletedProcess[str]:
        """A command typed by the user of the program."""
        return subprocess.run([*map(str, call)], cwd="/", env=self.env, input=said, capture_output=True, text=True, timeout=120,
                              check=False, **self.user)  # fmt: skip

    def by_hand(self, *words: str | Path) -> tuple[int, str]:
        """A command of the program, with the settings of this office. Returns its exit code and all it said."""
        done = self.as_user(self.python.with_name("grant-intake"), "--settings", self.office / "settings.toml", *words)
        assert "Traceback" not in done.stderr, done.stderr
        return done.returncode, done.stdout + done.stderr

    def cron(self, *mails: str) -> tuple[int, str]:
        """These mails come, and then it is time for the line of the crontab."""
        fill(self.mailbox, [raw(name) for name in mails])
        self.came += mails
        done = by_cron(self.office, *(f"{name}={value}" for name, value in self.env.items() if name != "PATH"), **self.user)
        return done.returncode, done.stdout + done.stderr

    def answered(self) -> list[tuple[str, str, str]]:
        """(Message-ID, recipient, answered mail) of each letter that the server took."""
        return [(letter["Message-ID"], to, letter["In-Reply-To"]) for letter, to in self.letters()]

    def letters(self) -> Iterator[tuple[EmailMessage, str]]:
        """Each letter with its recipient."""
        for envelope in self.sink.letters:
            assert isinstance(envelope.content, bytes) and len(envelope.rcpt_tos) == 1
            letter = message_from_bytes(envelope.content, policy=policy.default)
            assert isinstance(letter, EmailMessage)
            yield letter, envelope.rcpt_tos[0]

    def accounted(self) -> None:
        """Every mail that came is in the ledger once, and each letter that is called sent was taken once, for its own mail."""
        _, said = self.by_hand("status", "--json")
        told = json.loads(said)
        mails, due = told["mails"], {identity(name) for name in self.came if name not in NOT_ANSWERED}
        assert mails["seen"] == len(self.came), said
        assert mails["seen"] == sum(mails[state] for state in ("settled", "waiting", "shelved", "blocked", "not_application"))
        assert (mails["waiting"], mails["shelved"], mails["blocked"]) == (0, 0, 0)
        answered = self.answered()
        assert set(Counter(identity for identity, _, _ in answered).values()) == {1}, "a letter left twice"
        assert set(Counter((to, mail) for _, to, mail in answered).values()) == {1}, "a mail was answered twice"
        assert {mail for _, _, mail in answered} == due
        states = {state: count for state, count in told["letters"].items() if count}
        assert states == {"sent": len(due)}, "no second receipt waits"

    def promised(self) -> None:
        """A number that stands in a letter is that of the case which the answered mail brought; no case was told none."""
        code, said = self.by_hand("export")
        cases = {case["case_no"]: case["message_ids"] for case in map(json.loads, said.splitlines())}
        assert code == 0 and sum(len(ids) for ids in cases.values()) >= len(cases) > 0
        told = set()
        for letter, _ in self.letters():
            body = letter.get_body(("plain",))
            numbers = NUMBER.findall(body.get_content()) if body else []
            assert numbers and all(letter["In-Reply-To"] in cases[number] for number in numbers), (letter["Subject"], numbers)
            told |= set(numbers)
        assert told == set(cases)

    def overwrite(self) -> None:
        """Every third page of the ledger becomes garbage, as on a dying disk."""
        chance = Random(20241201)
        with self.ledger.open("r+b") as file:
            for page in range(1, self.ledger.stat().st_size // PAGE, 3):
                file.seek(page * PAGE)
                file.write(chance.randbytes(PAGE))


def raw(name: str) -> bytes:
    return (installation.MAILBOX / f"{name}.eml").read_bytes()


def identity(name: str) -> str:
    return str(message_from_bytes(raw(name), policy=policy.default)["Message-ID"])


def tree(folder: Path) -> dict[str, bytes]:
    """Every file of a folder with its bytes."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def open_to_others(*folders: Path) -> list[str]:
    """What another user can read, write or enter of these folders: only what no closed folder is above."""
    found = []
    for folder in folders:
        if folder.stat().st_mode & 0o077:
            found += [str(path) for path in (folder, *folder.rglob("*")) if path.stat().st_mode & 0o077]
    return found


@pytest.fixture
def place() -> Iterator[Path]:
    """A folder that is not among pytest's, which it closes to others whenever another pytest starts."""
    with tempfile.TemporaryDirectory(prefix="year-") as folder:
        yield Path(folder)


@pytest.fixture
def office(place: Path) -> Iterator[Office]:
    """A fresh machine with an empty mailbox."""
    user = wheels.another_user(place)
    if not user.words:
        warnings.warn("the tests' own user runs the program: not root, or no Python is within another's reach", stacklevel=1)
    script = Script()
    with pymap_server() as mailbox, smtp_server(script) as port:
        made = Office(place, mailbox, script, port, user.words)
        for name in ("home", "tmp"):
            made.as_user("mkdir", place / name)
        wheels.environment(place / "venv", user.python, env=made.env, **user.words)
        yield made


def set_up(office: Office) -> None:
    """What the operator guide has a person do: install, `init`, edit the settings, lay the passwords beside them."""
    wheels.install(office.python, wheels.built(office.place / "wheels"), env=office.env, **office.user)
    made = office.as_user(office.python.with_name("grant-intake"), "init", office.office)
    assert made.returncode == 0, made.stderr
    set_to(office.office, "url", office.mailbox.url())
    set_to(office.office, "url", f"smtp://127.0.0.1:{office.smtp}")
    file = office.office / "settings.toml"
    text = file.read_text("utf-8")
    for old, new in (('send = "approve"', 'send = "auto"'), ("[smtp]\n", "[smtp]\nspacing_seconds = 0\n"),
                     ("[output]\n", "[scans]\npages = 0\n\n[output]\npage_pictures = false\n")):
        assert text.count(old) == 1
        text = text.replace(old, new)
    file.write_text(text, "utf-8")
    for name in ("mailbox", "smtp"):
        office.as_user("sh", "-c", f"umask 077; cat > {office.office}/secrets/{name}.password", said=office.mailbox.password)


def upgrade(office: Office) -> None:
    """A later release over the one that is there."""
    later = wheels.of_a_later_version(office.place / "later", LATER)
    wheels.install(office.python, later, "--upgrade", env=office.env, **office.user)
    call = [office.python, "-c", "from importlib.metadata import version; print(version('grant-intake'))"]
    assert office.as_user(*call).stdout == f"{LATER}\n"


def test_a_year_of_running_loses_no_mail_and_answers_nobody_twice(office: Office) -> None:
    set_up(office)
    assert office.cron(*SPRING) == (0, "")

    upgrade(office)
    before = office.answered()
    assert len(before) == len(SPRING) - len(NOT_ANSWERED)
    assert office.cron() == (0, "") and office.answered() == before, "the new release answers nobody again"
    assert office.cron(*SUMMER) == (0, "")
    code, said = office.by_hand("backup", office.backups)
    assert code == 0, said

    assert office.cron(*AUTUMN) == (0, ""), "answered after the backup"
    office.accounted()
    office.promised()
    answered, backed_up = office.answered(), tree(office.backups)

    office.overwrite()
    damaged = tree(office.state)
    code, said = office.by_hand("doctor")
    assert code == 1 and "台账文件已损坏" in said
    code, said = office.cron(*WINTER)
    assert code == 2 and "台账文件已损坏" in said and "restore" in said, "cron mails what the operator must do"
    code, said = office.by_hand("backup", office.backups)
    assert code == 2 and "台账文件已损坏" in said
    left = tree(office.state)
    changed = {name for name in left.keys() | damaged.keys() if left.get(name) != damaged.get(name)}
    assert changed <= {"lock", "outage", "ledger.sqlite-shm", "ledger.sqlite-wal"}, "the run touched nothing of what is kept"
    assert tree(office.backups) == backed_up and office.answered() == answered

    code, said = office.by_hand("restore", office.backups, "--yes")
    assert code == 0 and "已恢复" in said, said
    code, said = office.cron()
    assert code == 0, said
    office.accounted()
    office.promised()
    assert office.answered()[: len(answered)] == answered and len(office.answered()) == len(answered) + len(WINTER)
    kept = [path.read_bytes() for path in (office.state / "replaced").rglob("ledger.sqlite")]
    assert kept == [damaged["ledger.sqlite"]], "what stood there is kept for whoever looks into it"

    assert [name for folder in ("home", "tmp") for name in tree(office.place / folder)] == [], "no state is anywhere else"
    assert {path.name for path in office.place.iterdir()} == {"home", "tmp", "venv", "office", "backup", "wheels", "later"}
    assert {path.name for path in office.office.iterdir()} == {"settings.toml", "guides", "deploy", "secrets", "state"}
    assert open_to_others(office.state, office.office / "secrets", office.backups) == []
