"""Sheet 附件: a line a file of a case, its true type, and why we could not read it; at the end the files that belong to no
case."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from config.model import Guide
from parsers.model.package import PackageFile
from reports import display
from reports.case import Case, Desk, MailRow
from reports.guide_words.roles import role_word
from reports.state_words import MEDIA_TYPE, TROUBLE, UNASSIGNED, word_of
from reports.workbook.cells import file_link, row_link
from reports.workbook.columns import Row, row_key
from reports.workbook.sheets.overview import OVERVIEW


def rows(desk: Desk, guide: Guide) -> list[Row]:
    """All files of all cases, in the package's order; then those of mails that belong to none of their cases."""
    links = desk.links or {}
    rows = [row for n, case in enumerate(desk.cases, 1) for row in _rows(case, guide, n, links)]
    return rows + [row for mail in desk.mails for row in _unassigned(mail, links, guide)]


def _unassigned(mail: MailRow, links: dict[str, str], guide: Guide) -> Iterator[Row]:
    """A file whose case is not known: it stands with its mail."""
    of_mail = f"邮件“{mail.subject or '（无主题）'}”（{mail.sender}）" + "".join(f"，{number}" for number in mail.case_nos)
    for number, file in enumerate(mail.unassigned):
        yield {
            "key": row_key(mail.sha256[:16], file.sha256, *((number,) if number else ())), "case_no": UNASSIGNED, "unit": "",
            "name": file_link(display.base_name(file.name), links.get(file.sha256)), **_about(file, guide),
            "note": "；".join((*file.notes, of_mail)),
        }


def _rows(case: Case, guide: Guide, overview_row: int, links: dict[str, str]) -> Iterator[Row]:
    number, seen = case.case_no or "", Counter[str]()
    for file in case.package.files:
        seen[file.sha256] += 1
        again = (seen[file.sha256],) if seen[file.sha256] > 1 else ()
        yield {
            "key": row_key(number, file.sha256, *again), "case_no": row_link(number, OVERVIEW, overview_row),
            "unit": display.unit(case, guide), "name": file_link(display.base_name(file.name), links.get(file.sha256)),
            **_about(file, guide), "note": "；".join(file.notes),
        }


def _about(file: PackageFile, guide: Guide) -> Row:
    return {
        "role": role_word(guide, file.role), "type": word_of(MEDIA_TYPE, file.media_type.lower()), "size": kilobytes(file.size),
        "pages": file.pages, "layer": {True: "有", False: "无", None: ""}[file.text_layer],
        "trouble": _trouble(file), "source": _source(file), "sha256": file.sha256[:16],
    }


def _source(file: PackageFile) -> str:
    """The archive and the folders that the file came from; a folder with its archive's name is not repeated."""
    archive = display.base_name(file.source)
    folders = (part for part in file.name.split("/")[:-1] if part != archive.rpartition(".")[0])
    return " › ".join(dict.fromkeys(part for part in (archive, *folders) if part))


def _trouble(file: PackageFile) -> str:
    if file.trouble is None:
        return ""
    return "：".join(part for part in (word_of(TROUBLE, file.trouble.kind), file.trouble.detail) if part)


def kilobytes(size: int) -> int:
    """A size in KB as a person reads it: whole, and at least 1 for a file that is not empty."""
    return max(1, round(size / 1024)) if size else 0
