"""`check` without its command line: paths in, cases out. No network, no ledger, nothing sent. Runs inside the sandbox."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from time import process_time
from typing import TYPE_CHECKING

from config.language import say, speak
from config.model import Guide, Settings
from intake.mime import parse
from intake.mime.mail_kind import Kind, kind
from intake.unpack import ARCHIVES, files_from_path, unpack
from intake.unpack.page_limit import within_pages
from parsers.checks.engine import check
from parsers.checks.rule import Circumstances
from parsers.formats.registry import sniff
from parsers.model.file import File, Trouble
from parsers.model.mail import Head
from parsers.model.package import Package, PackageFile
from parsers.ocr.scan_budget import scan_budget
from parsers.packages.gather import packages_of, packages_of_document
from reports.case import Case
from reports.case_status import status

if TYPE_CHECKING:
    from intake.sandbox.debug_pictures import Drawn


@dataclass(frozen=True, slots=True)
class CheckResult:
    """What was read: the cases, the mail's kind (None where there was no mail), files of no case, and names of inputs that
    could not be read, with the reason."""

    cases: tuple[Case, ...]
    mail: Kind | None
    unassigned: tuple[PackageFile, ...]
    unread: tuple[str, ...]
    drawn: tuple[Drawn, ...] = ()


def check_paths(paths: Sequence[Path], guide: Guide, settings: Settings, debug: Path | None = None) -> CheckResult:
    """Reads these paths: one .eml is one mail; one document is read alone; anything else is one package or the
    several it holds. `debug`: a folder into which pictures of the forms' pages are written. Raises nothing for the content of the
    files; OSError where that folder cannot be written."""
    speak(settings.logs.language)
    seen, files = _looked(paths, guide, settings)
    if debug is None:
        return seen
    from intake.sandbox.debug_pictures import page_pictures

    return replace(seen, drawn=page_pictures([case.package for case in seen.cases], files, guide, debug))


def _looked(paths: Sequence[Path], guide: Guide, settings: Settings) -> tuple[CheckResult, Sequence[File]]:
    if len(paths) == 1 and _is_mail(paths[0]):
        return _mail(paths[0], guide, settings)
    missing = tuple(f"{path.name}: {say('没有这个文件', 'no such file')}" for path in paths if not path.exists())
    found = tuple(file for path in paths if path.exists() for file in files_from_path(path, settings.limits, guide))
    files = tuple(within_pages(found, settings.limits))
    if len(paths) == 1 and paths[0].is_file() and len(files) == 1 and not _is_archive(paths[0]):
        alone = packages_of_document(files[0], guide, scan_budget(settings.scans, guide, process_time))
        cases = tuple(_case(package, guide, Circumstances()) for package in alone)
        return CheckResult(cases, None, (), missing + _unread(alone[0].files)), files
    packages, unassigned = packages_of(files, Head(), guide, scan_budget(settings.scans, guide, process_time))
    cases = tuple(_case(package, guide, Circumstances(unassigned=unassigned)) for package in packages)
    unread = missing + tuple(line for p in packages for line in _unread(p.files)) + _unread(unassigned)
    return CheckResult(cases, None, unassigned, unread), files


def _mail(path: Path, guide: Guide, settings: Settings) -> tuple[CheckResult, Sequence[File]]:
    head, parts = parse(path.read_bytes(), settings.limits)
    files = within_pages(unpack(parts, settings.limits, guide), settings.limits)
    packages, unassigned = packages_of(files, head, guide, scan_budget(settings.scans, guide, process_time))
    what = kind(head, packages, unassigned, settings.own_addresses, supplement=False)
    arrived = Circumstances(head.received or None, sender=head.sender, sender_name=head.sender_name, unassigned=unassigned)
    cases = tuple(_case(package, guide, arrived, head) for package in packages)
    return CheckResult(cases, what, unassigned, tuple(line for p in packages for line in _unread(p.files))), files


def _case(package: Package, guide: Guide, circumstances: Circumstances, head: Head | None = None) -> Case:
    findings = check(package, guide, circumstances)
    return Case(
        None, package, findings, status(package, findings, guide.form(package.form)), package.category(guide),
        message_ids=(head.message_id,) if head and head.message_id else (),
        received=(head.received or None) if head else None, sender=(head.sender or None) if head else None)


def _unread(files: Sequence[PackageFile]) -> tuple[str, ...]:
    return tuple(f"{file.name}: {_told(file.trouble)}" for file in files if file.trouble)


def _told(trouble: Trouble) -> str:
    return say(trouble.detail or str(trouble.kind), str(trouble.kind))


def _is_mail(path: Path) -> bool:
    return path.is_file() and (path.suffix.lower() == ".eml" or _type(path) == "message/rfc822")


def _is_archive(path: Path) -> bool:
    return _type(path) in ARCHIVES


def _type(path: Path) -> str:
    with path.open("rb") as file:
        return sniff(file.read()) if path.stat().st_size < 1 << 28 else ""
