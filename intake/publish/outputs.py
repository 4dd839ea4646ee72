"""Writes the workbook, case pages and a readable view of the files for people. Each is written whole beside its place, then
renamed.

Before a workbook is replaced, everything that staff wrote into it must be in the ledger (intake.edits). That is checked here once
more, at the last moment.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from config.language import say
from config.model import Guide
from config.os_errors import why
from intake.edits import installation_id, workbook_places
from intake.edits.workbook_places import WORKBOOK
from intake.ledger import Ledger
from intake.ledger import edits as edit_rows
from intake.ledger import runs as run_rows
from intake.model import DiskOutage
from intake.publish import output_digests
from intake.publish.sources import Sources
from intake.store.atomic_write import copy_whole, write_beside
from intake.store.vault import Vault, private_folder
from intake.timestamps import text_of
from parsers.checks.finding_kind import is_kind
from parsers.model.file import TroubleKind
from parsers.model.package import PackageFile
from parsers.model.rule_kind import RuleKind
from reports.case import Case, Desk
from reports.guide_words.roles import role_word
from reports.state_words import UNASSIGNED

if TYPE_CHECKING:
    from reports.workbook.book import Book

SUFFIXES = {
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx", "application/pdf": ".pdf",
    "application/msword": ".doc", "text/rtf": ".rtf", "image/jpeg": ".jpg", "image/png": ".png", "image/tiff": ".tif",
    "image/bmp": ".bmp", "image/gif": ".gif", "image/heic": ".heic", "application/zip": ".zip",
    "application/x-rar-compressed": ".rar", "application/x-7z-compressed": ".7z", "application/vnd.ms-excel": ".xls",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": ".pptx",
}
"""Only types that a clerk opens in an office program or a viewer get a suffix to open them with; all others are .bin."""


@dataclass(frozen=True, slots=True)
class Published:
    """The newest workbook, lines for a person, the index of the case pages, and which of these could not be made."""

    path: Path | None
    messages: tuple[str, ...] = ()
    pages: Path | None = None
    faults: tuple[str, ...] = ()
    same: bool = False
    """The existing workbook shows everything already, so none was written."""


def publish(sources: Sources, run: int, anew: bool = False) -> Published:
    """Writes the workbook if what it shows has changed, or somebody changed the existing one; with `anew` in any case.

    It replaces the existing one only when every edit in that is in the ledger and nobody has it open; else it is written beside
    it under a dated name, and that is reported. The one before is kept. Raises DiskOutage.
    """
    now = datetime.now().astimezone()
    ledger, output = sources.ledger, sources.settings.output.path
    assert output is not None
    try:
        private_folder(output)
        private_folder(output / workbook_places.TRAY)
        entered = output_digests.entered(ledger, sources.settings, sources.guide, now)
        if not anew and (same := _nothing_new(ledger, output, entered)) is not None:
            return same
        done = _written(sources, run, now, anew)
        output_digests.keep(ledger, output_digests.ENTERED, "" if done.faults else entered + output_digests.lying(output))
        return done
    except OSError as error:
        raise DiskOutage(say(f"输出文件夹写不进去：{why(error)}",
                             f"the output folder cannot be written: {why(error)}")) from error


def _nothing_new(ledger: Ledger, output: Path, entered: str) -> Published | None:
    """The existing files, where nothing that goes into them has changed and none of them is gone."""
    there = output_digests.workbook_in_place(ledger, output, output_digests.ENTERED, entered + output_digests.lying(output))
    return Published(there, (), output / workbook_places.PAGES / workbook_places.INDEX, same=True) if there is not None else None


def _written(sources: Sources, run: int, now: datetime, anew: bool) -> Published:
    """Gathers the data and writes what differs from the existing files; with `anew` all of it."""
    from intake.publish import case_pages  # these load pandas and more, which most passes do not need
    from intake.publish.gc_tuning import uncollected
    from intake.publish.workbook_data import gather
    from reports.workbook.book import make_book

    ledger, settings, guide, output = sources.ledger, sources.settings, sources.guide, sources.settings.output.path
    assert output is not None
    desk = gather(ledger, settings, guide, {}, run, now)
    links = _view(desk, guide, sources.mails, sources.files, output)
    closed = frozenset(case.case_no for case in desk.cases if case.case_no and _secret(case, guide))
    laid = case_pages.lay_out(sources, replace(desk, links=links), output, closed, anew)
    links |= case_pages.names(desk)
    mark = output_digests.shown(desk, guide)
    if not anew and (there := output_digests.workbook_in_place(ledger, output, output_digests.SHOWN, mark)) is not None:
        return Published(there, (), laid.index, laid.faults, same=True)
    with ledger.write() as connection:
        number, installation = edit_rows.reserve(connection, text_of(now)), installation_id(connection)
    with uncollected():
        book = make_book(replace(desk, links=links, build=number, installation=installation), guide)
    done = _lay_out(ledger, book, output, mark, settings.output.copies, now)
    return replace(done, pages=laid.index, faults=laid.faults)


def _lay_out(ledger: Ledger, book: Book, output: Path, mark: str, copies: int, now: datetime) -> Published:
    """Writes beside, enters into the ledger, moves the old one away, renames. Dying between two of these loses nothing: the old
    one is there under one of its names, and the next run writes the new one."""
    main = output / WORKBOOK
    part = write_beside(main, book.data, mode=None)
    messages = _in_the_way(ledger, main)
    target = workbook_places.dated(now, output) if messages else main
    with ledger.write() as connection:
        edit_rows.keep_build(connection, book.built, workbook_places.digest(book.data), target.name)
        run_rows.remember(connection, output_digests.SHOWN, mark)
        run_rows.remember(connection, output_digests.NAME, target.name)
    if target == main:
        try:
            if main.exists():
                workbook_places.put_away(main, output, now, copies)
        except PermissionError:  # on a Windows share an open file cannot be renamed
            target = workbook_places.dated(now, output)
            messages = (f"{WORKBOOK}正被打开，新表另存为 {target.name}",)
            with ledger.write() as connection:
                run_rows.remember(connection, output_digests.NAME, target.name)
        else:
            _clear_beside(ledger, output, now, copies)
    else:
        messages = tuple(f"{line}，新表另存为 {target.name}" for line in messages)
    part.rename(target)
    return Published(target, messages)


def _in_the_way(ledger: Ledger, main: Path) -> tuple[str, ...]:
    """Why the existing workbook must not be replaced now."""
    if (lock := workbook_places.lock_of(main)) is not None:
        return (f"{WORKBOOK}正有人打开（有锁定文件 {lock.name}；如无人打开，请删除它）",)
    if main.exists() and main.stat().st_size:  # an empty file, as a full disk leaves it, has nobody's words
        with ledger.read() as connection:
            if not edit_rows.known_bytes(connection, workbook_places.digest(main.read_bytes())):
                return (f"{WORKBOOK}中有尚未收回的改动",)
    return ()


def _clear_beside(ledger: Ledger, output: Path, now: datetime, copies: int) -> None:
    """Moves dated workbooks away that were written while the old one was open, once everything in them is in the ledger."""
    for path in workbook_places.workbooks(output):
        if path.name.startswith("审查表-") and workbook_places.lock_of(path) is None:
            with ledger.read() as connection:
                taken_in = edit_rows.known_bytes(connection, workbook_places.digest(path.read_bytes()))
            if taken_in:
                workbook_places.put_away(path, output, now, copies)


def _view(desk: Desk, guide: Guide, mails: Vault, files: Vault, output: Path) -> dict[str, str]:
    """Writes copies of the files under our own names. Copies and not links: an editor that saves must not reach the vault."""
    links: dict[str, str] = {}
    for case in desk.cases:
        for file in () if _secret(case, guide) else case.package.files:
            name = f"files/{case.case_no}/{role_word(guide, file.role)}-{file.sha256[:8]}{SUFFIXES.get(file.media_type, '.bin')}"
            if _shown(file) and _copied(files.path(file.sha256), output / name):
                links.setdefault(file.sha256, name)
    secret = {mail for case in desk.cases if _secret(case, guide) for mail in case.mails}
    for mail in desk.mails:
        if mail.sha256 in secret:
            continue
        name = f"mails/{mail.sha256[:16]}.eml"
        if _copied(mails.path(mail.sha256), output / name):
            links[mail.sha256] = name
        for file in mail.unassigned if mail.case_nos else ():  # those of an enquiry are opened in its mail
            name = f"files/{UNASSIGNED}/{role_word(guide, file.role)}-{file.sha256[:8]}{SUFFIXES.get(file.media_type, '.bin')}"
            if _shown(file) and _copied(files.path(file.sha256), output / name):
                links.setdefault(file.sha256, name)
    return links


def _secret(case: Case, guide: Guide) -> bool:
    """A package with a classification mark stays in the vault: no copy of it is written for everybody who opens the folder."""
    return any(is_kind(finding, guide, RuleKind.SECRET_MARK) for finding in case.findings)


def _shown(file: PackageFile) -> bool:
    return file.trouble is None or file.trouble.kind != TroubleKind.DANGEROUS


def _copied(source: Path, target: Path) -> bool:
    if target.exists():
        return True
    if not source.exists():
        return False
    private_folder(target.parent)
    copy_whole(source, target)
    return True
