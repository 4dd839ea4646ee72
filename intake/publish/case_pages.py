"""Writes case pages beside the workbook: `pages/index.html` and one page a case. Writes only pages that show something new.

A page that cannot be made is a fault of ours that affects only this page: a plain page takes its place, the run reports it, and
the next run tries again.
"""

from __future__ import annotations

import email
import email.policy
import hashlib
import logging
import shutil
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from pydantic import TypeAdapter

from config.language import say
from config.model import Guide
from intake.edits import workbook_places
from intake.ledger import Ledger
from intake.ledger import letters as letter_rows
from intake.model import Outage
from intake.publish.page_pictures import draw, jobs, kept
from intake.publish.sources import Sources
from intake.sandbox.faults import frames
from intake.store.atomic_write import write_whole
from intake.store.vault import private_folder
from reports.case import Case, Desk, LetterRow
from reports.pages import EDITION, CaseFile, Leaf, Mailed, case_page, index_page, page_instead
from reports.states import Status
from reports.workbook.sheets.overview import OVERVIEW
from reports.workbook.typed_overlay import cells_of

FOLDER, INDEX, PICTURES = workbook_places.PAGES, workbook_places.INDEX, "pictures"
HEAD = 4096
"""Bytes at the beginning of a page in which its digest is written, style excluded."""

_file = TypeAdapter(CaseFile)
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Laid:
    """The index, and a line for each page or file that could not be shown, without anybody's data."""

    index: Path
    faults: tuple[str, ...] = ()


@dataclass(slots=True)
class _Trap:
    """Keeps an error in one page from stopping the others."""

    faults: list[str] = field(default_factory=list)

    def around(self, what: str, make: Callable[[], str]) -> str | None:
        """What `make` returns, None where it fails."""
        try:
            return make()
        except Outage:
            raise
        except Exception as error:  # whatever it is: only this page is lost
            trace = frames(error).split("\n")
            log.error(say("%s没有做成：%s", "%s could not be made: %s"), what, " < ".join(trace))
            self.faults.append(f"{what}未能生成（{trace[0]}，{trace[-1]}），其余不受影响，下次运行再试。")
            return None


def names(desk: Desk) -> dict[str, str]:
    """Number of each case → its page, relative to the workbook. The names are ours: case numbers."""
    return {case.case_no: f"{FOLDER}/{case.case_no}.html" for case in desk.cases if case.case_no}


def lay_out(sources: Sources, desk: Desk, output: Path, closed: frozenset[str], anew: bool = False) -> Laid:
    """Writes the pages that are missing or show something old; with `anew` all of them. `desk.links` are relative to the
    workbook; `closed` numbers of cases whose content is not shown. Raises OSError, Outage."""
    folder, trap, settings = output / FOLDER, _Trap(), sources.settings
    private_folder(folder)
    open_cases = [case for case in desk.cases if case.case_no not in closed]
    if settings.output.page_pictures:
        wanted = [job for case in open_cases for job in jobs(case)]
        trap.faults += draw(wanted, sources.files, folder / PICTURES, settings.workers, settings.limits)
    _cases(sources, desk, folder, closed, trap, anew)
    _sweep(folder, {f"{case.case_no or ''}.html" for case in desk.cases} | {INDEX})
    _sweep_pictures(folder / PICTURES, {job.sha256[:16] for case in open_cases for job in jobs(case)})
    _index(desk, sources.guide, folder, trap, anew)
    return Laid(folder / INDEX, tuple(trap.faults))


def _cases(sources: Sources, desk: Desk, folder: Path, closed: frozenset[str], trap: _Trap, anew: bool) -> None:
    older, mails, letters = _older(desk), {mail.sha256: mail for mail in desk.mails}, _by_mail(desk.letters)
    links = {digest: f"../{path}" for digest, path in (desk.links or {}).items()}
    typed, heads = cells_of(desk.edits).get(OVERVIEW.name, {}), {c.key: c.head for c in OVERVIEW.columns if c.staff}
    for case in desk.cases:
        number = case.case_no or ""
        mine = {f.sha256 for f in case.package.files} | set(case.mails)
        file = CaseFile(
            case, older.get(number, ()), tuple(mails[m] for m in case.mails if m in mails),
            tuple(Mailed(row) for m in case.mails for row in letters.get(m, ())),
            () if number in closed else _leaves(case, folder / PICTURES),
            {digest: path for digest, path in links.items() if digest in mine}, number in closed,
            tuple((heads[key], words) for key, words in typed.get(number, {}).items() if key in heads))
        path = folder / f"{number}.html"
        page = trap.around(f"项目{number}的网页", partial(_page, sources.ledger, file, sources.guide, path, anew))
        if page != "":
            write_whole(path, (page if page is not None else page_instead(number)).encode())


def _page(ledger: Ledger, file: CaseFile, guide: Guide, path: Path, anew: bool) -> str:
    """The page of a case, "" where the existing page shows the same."""
    mark = _mark(_file.dump_json(file), guide)
    return "" if _mark_of(path) == mark and not anew else case_page(_with_words(ledger, file), guide, mark)


def _index(desk: Desk, guide: Guide, folder: Path, trap: _Trap, anew: bool) -> None:
    paths = {case.case_no or "": f"{case.case_no or ''}.html" for case in desk.cases}

    def made() -> str:
        mark = hashlib.sha256(index_page(replace(desk, made=""), guide, paths).encode()).hexdigest()[:32]
        return "" if _mark_of(folder / INDEX) == mark and not anew else index_page(desk, guide, paths, mark)

    page = trap.around("项目网页的目录", made)
    if page != "":
        write_whole(folder / INDEX, (page if page is not None else page_instead("")).encode())


def _older(desk: Desk) -> Mapping[str, tuple[Case, ...]]:
    """Number → its earlier revisions, oldest first."""
    by_number: dict[str, list[Case]] = defaultdict(list)
    for case in desk.older:
        by_number[case.case_no or ""].append(replace(case, status=Status.SUPERSEDED))
    return {number: tuple(cases) for number, cases in by_number.items()}


def _by_mail(letters: Iterable[LetterRow]) -> dict[str, list[LetterRow]]:
    by_mail: dict[str, list[LetterRow]] = defaultdict(list)
    for row in letters:
        by_mail[row.mail].append(row)
    return by_mail


def _with_words(ledger: Ledger, file: CaseFile) -> CaseFile:
    """The same case with the words of its letters."""
    with ledger.read() as connection:
        kept_bytes = {one.row.key: letter_rows.bytes_of(connection, one.row.key) for one in file.letters}
    return replace(file, letters=tuple(
        Mailed(one.row, _words(letter[2]) if (letter := kept_bytes[one.row.key]) else "") for one in file.letters))


def _words(data: bytes) -> str:
    """The plain text of a letter of ours."""
    message = email.message_from_bytes(data, policy=email.policy.default)
    body = message.get_body(("plain",))
    return str(body.get_content()) if body is not None else ""


def _leaves(case: Case, pictures: Path) -> tuple[Leaf, ...]:
    return tuple(leaf for sha256 in dict.fromkeys(job.sha256 for job in jobs(case)) for leaf in kept(pictures, sha256) or ())


def _mark(shown: bytes, guide: Guide) -> str:
    return hashlib.sha256(b"\0".join((shown, guide.digest.encode(), EDITION.encode()))).hexdigest()[:32]


def _mark_of(path: Path) -> str:
    """The digest in an existing page; "" where there is none."""
    try:
        with path.open("rb") as file:
            head = file.read(HEAD)
    except FileNotFoundError:
        return ""
    return head.partition(b'<meta name="mark" content="')[2][:32].decode("ascii", "replace")


def _sweep(folder: Path, names: set[str]) -> None:
    """Removes pages of cases that no longer exist (purged)."""
    for path in folder.glob("*.html"):
        if path.name not in names:
            path.unlink(missing_ok=True)


def _sweep_pictures(folder: Path, kept_now: set[str]) -> None:
    """Remove pictures of files that no case has any more."""
    for path in folder.iterdir() if folder.is_dir() else ():
        if path.is_dir() and path.name not in kept_now:
            shutil.rmtree(path, ignore_errors=True)
