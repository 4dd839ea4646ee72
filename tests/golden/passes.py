"""Runs one pass over a mailbox and a state, and writes everything it leaves behind as text."""

from __future__ import annotations

import hashlib
import os
import shutil
import tarfile
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

from tests.golden.calls import Call, make
from tests.golden.ledger import letter_words, tables
from tests.golden.masks import write
from tests.golden.places import HOME, LEDGER, LETTERS, MAILBOX, METRICS, OUTPUT, SAMPLES
from tests.golden.workbook import sheets

AFTERWARDS = (
    Call("export", ["export"]), Call("export-all", ["export", "--all"]),
    Call("export-csv", ["export", "--format", "csv", "--all"]),
    Call("status", ["status"]), Call("status-json", ["status", "--json"]), Call("letters", ["letters", "list"]),
)
UNSUMMED = (".html", ".xlsx", ".prom")
"""Files whose content is kept as text beside the list of sums."""
INTERNAL = ("ledger.sqlite", "ledger.sqlite-wal", "ledger.sqlite-shm", "lock", "guide-checked", "vault/read/*")
"""The ledger is kept row by row; the others may be deleted at any time, and hold what depends on the program's files."""


def settings(scans: bool, workers: int, log: str) -> dict[str, str]:
    """Settings as `demo` has them. No bound of time may cut a reading short, for then the machine's speed would be seen."""
    return {
        "INTAKE_HOME": str(HOME), "INTAKE_MAILBOX__URL": f"folder:{MAILBOX}", "INTAKE_SMTP__URL": f"maildir:{LETTERS}",
        "INTAKE_LETTERS__SEND": "auto", "INTAKE_LETTERS__MAX_AGE_DAYS": "0", "INTAKE_METRICS__PATH": str(METRICS),
        "INTAKE_LOGS__FORMAT": log, "INTAKE_LOGS__LEVEL": "info", "INTAKE_WORKERS__PROCESSES": str(workers),
        **reading(scans), "INTAKE_OUTPUT__PAGE_PICTURES": str(int(scans)),
    }


def reading(scans: bool) -> dict[str, str]:
    """Settings of how things are read."""
    return {
        "INTAKE_SCANS__PAGES": "40" if scans else "0", "INTAKE_SCANS__SECONDS": "36000", "INTAKE_SCANS__MAIL_SECONDS": "36000",
        "INTAKE_WORKERS__TIMEOUT_SECONDS": "36000",
    }


def empty() -> None:
    """No state at all, and the sample mailbox. A mail's place and time are in the ledger, so they are always the same."""
    for folder in (HOME, MAILBOX):
        shutil.rmtree(folder, ignore_errors=True)
    MAILBOX.mkdir(parents=True)
    for number, path in enumerate(sorted(SAMPLES.glob("*.eml"))):
        _deliver(path.name, path.read_bytes(), number)


def again() -> None:
    """One more mail, which differs from the first only in a header that nobody reads."""
    _deliver("99-once-more.eml", b"X-Once-More: yes\n" + min(SAMPLES.glob("*.eml")).read_bytes(), 99)


def _deliver(name: str, data: bytes, number: int) -> None:
    path = MAILBOX / name
    path.write_bytes(data)
    os.utime(path, (1_700_000_000 + number, 1_700_000_000 + number))


def run(folder: Path, moment: str, these: dict[str, str]) -> None:
    """One pass, and the record of it in a folder."""
    make([Call("run", ["run"])], folder, moment, these)
    make(AFTERWARDS, folder, moment, these)
    for name, text in left():
        write(folder, name, text)
    (folder / "letters").mkdir(exist_ok=True)
    for path in sorted((LETTERS / "new").iterdir()):
        shutil.copyfile(path, folder / "letters" / path.name)


def left() -> Iterator[tuple[str, str]]:
    """Name and text of all that lies there after a pass, but for the letters' bytes."""
    yield from ((f"ledger/{name}", text) for name, text in tables(LEDGER))
    for book in sorted(OUTPUT.glob("*.xlsx")):
        yield from ((f"workbook/{'' if book.stem == '审查表' else book.stem + '/'}{name}", text) for name, text in sheets(book))
    for page in sorted((OUTPUT / "pages").glob("*.html")):
        yield f"pages/{page.name}", page.read_text("utf-8").replace("><", ">\n<")
    for letter in sorted((LETTERS / "new").iterdir()):
        yield f"letters/{letter.name}.txt", letter_words(letter.read_bytes())
    yield METRICS.name, METRICS.read_text("utf-8")
    yield "files.txt", "".join(f"{line}\n" for line in _listed())


def _listed() -> Iterator[str]:
    for path in sorted(path for path in HOME.rglob("*") if path.is_file()):
        name = path.relative_to(HOME).as_posix()
        if not any(fnmatch(name, pattern) for pattern in INTERNAL):
            total = "-" if path.suffix in UNSUMMED else hashlib.sha256(path.read_bytes()).hexdigest()
            yield f"{name} {path.stat().st_mode & 0o777:o} {total}"


def pack(state: Path) -> None:
    """Keep what lies there now, for a second pass by this checkout or another."""
    with tarfile.open(state, "w") as into:
        into.add(HOME, "home")
        into.add(MAILBOX, "mailbox")


def unpack(state: Path) -> None:
    """Have lie there what was kept."""
    for folder in (HOME, MAILBOX):
        shutil.rmtree(folder, ignore_errors=True)
    with tarfile.open(state) as whole:
        whole.extractall(HOME.parent, filter="fully_trusted")
