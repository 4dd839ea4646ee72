"""Removes what we wrote outside the ledger of cases that go: readable files, pages, pictures, workbooks that staff's words were
taken out of, letters in a Maildir of ours."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator
from pathlib import Path

from intake.edits import workbook_places
from intake.erasure.plan import Plan
from intake.erasure.words import Words
from intake.ledger import Ledger
from intake.ledger import edits as edit_rows
from intake.publish import expert_files
from intake.publish.case_pages import FOLDER, INDEX, PICTURES
from reports.state_words import UNASSIGNED


def clear(output: Path, plan: Plan) -> None:
    """Removes the readable files, pages and dossiers of what goes; the workbook and the index are written anew afterwards. Raises
    OSError."""
    (output / FOLDER / INDEX).unlink(missing_ok=True)
    for path in of_cases(output, plan):
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)


def of_cases(output: Path, plan: Plan) -> Iterator[Path]:
    """Where the readable files, pages, pictures and dossiers of what goes are, whether they exist or not."""
    for number in plan.gone.numbers:
        yield output / "files" / number
        yield output / FOLDER / f"{number}.html"
        yield from (output / expert_files.FOLDER).glob(f"*/{number}.html")
        yield from (output / expert_files.FOLDER).glob(f"*/{number}-原件")
    for mail in plan.gone.mails:
        yield output / "mails" / f"{mail[:16]}.eml"
    for digest in plan.files:
        yield output / FOLDER / PICTURES / digest[:16]
        yield from (output / "files" / UNASSIGNED).glob(f"*-{digest[:8]}.*")


def old_workbooks(output: Path) -> tuple[Path, ...]:
    """All workbooks of ours: the newest, those beside it, the kept older ones, the ones that staff sent back."""
    tray = output / workbook_places.TRAY
    folders = (output, output / workbook_places.OLD, tray, tray / workbook_places.TAKEN)
    return tuple(path for folder in folders for path in workbook_places.workbooks(folder))


def remove_workbooks(ledger: Ledger, output: Path, words: Words) -> int:
    """Removes the workbooks in which the words stand and of which everything that staff wrote is in the ledger; one that somebody
    has open stays. Returns how many went. Raises OSError."""
    removed = 0
    for path in old_workbooks(output):
        if workbook_places.lock_of(path) is not None or not words.in_file(path):
            continue
        with ledger.read() as connection:
            taken_in = edit_rows.known_bytes(connection, workbook_places.digest(path.read_bytes()))
        if taken_in:
            path.unlink()
            removed += 1
    return removed


def remove_letters(url: str, message_ids: Iterator[str]) -> int:
    """Removes letters that were laid into a Maildir instead of being sent. Returns how many. Raises OSError."""
    scheme, _, place = url.partition(":")
    if scheme != "maildir":
        return 0
    names = {hashlib.sha256(one.encode("utf-8", "replace")).hexdigest()[:40] for one in message_ids}
    found = [path for box in ("new", "cur", "tmp") for path in (Path(place) / box).glob("*") if path.name[:40] in names]
    for path in found:
        path.unlink(missing_ok=True)
    return len(found)
