"""Writes files for the experts and the meeting into output/: folders of dossiers, score sheets, the ranking, the notice."""

from __future__ import annotations

import re
import shutil
from collections.abc import Sequence
from pathlib import Path

from config.language import say
from config.model import Guide
from config.os_errors import why
from intake.model import DiskOutage
from intake.publish.outputs import SUFFIXES
from intake.store.atomic_write import write_whole
from intake.store.vault import Vault, private_folder
from parsers.model.file import TroubleKind
from reports.case import Case
from reports.edits.read_copy import NotAWorkbook
from reports.experts.dossier import dossier
from reports.experts.ranking import ranking_book
from reports.experts.scores import Filled, read_scores, score_sheet
from reports.guide_words.roles import role_word

FOLDER, SHEETS, RANKING = "专家评审", "评分表", "评审排序.xlsx"
MOST_SHEETS, MOST_BYTES = 200, 50 << 20
_UNSAFE = re.compile(r"[^\w\u4e00-\u9fff-]")


def lay_out(
    cases: Sequence[Case], guide: Guide, files: Vault, output: Path, experts: Sequence[str], originals: Sequence[str]
) -> tuple[Path, int]:
    """Writes a folder a category with a dossier a case, a score sheet an expert, and the originals of the cases named. Returns
    the folder and the number of dossiers. Files of an earlier time are replaced. Raises DiskOutage."""
    folder = output / FOLDER
    try:
        private_folder(folder)
        written = 0
        for category in guide.categories:
            target = folder / safe_name(category.sheet, category.key)
            shutil.rmtree(target, ignore_errors=True)
            for case in (case for case in cases if case.category == category.key):
                private_folder(target)
                write_whole(target / f"{case.case_no}.html", dossier(case, guide).encode())
                if case.case_no in originals:
                    _originals(case, guide, files, target / f"{case.case_no}-原件")
                written += 1
        private_folder(folder / SHEETS)
        for expert in experts:
            write_whole(folder / SHEETS / f"评分表-{safe_name(expert, '专家')}.xlsx", score_sheet(expert, cases, guide))
    except OSError as error:
        raise DiskOutage(say(f"输出文件夹写不进去：{why(error)}",
                             f"the output folder cannot be written: {why(error)}")) from error
    return folder, written


def _originals(case: Case, guide: Guide, files: Vault, target: Path) -> None:
    private_folder(target)
    for file in case.package.files:
        dangerous = file.trouble is not None and file.trouble.kind == TroubleKind.DANGEROUS
        if not dangerous and files.path(file.sha256).exists():
            name = f"{role_word(guide, file.role)}-{file.sha256[:8]}{SUFFIXES.get(file.media_type, '.bin')}"
            write_whole(target / name, files.path(file.sha256).read_bytes())


def collect(folder: Path, cases: Sequence[Case], guide: Guide, output: Path) -> tuple[Path, tuple[Filled, ...], tuple[str, ...]]:
    """The filled sheets of a folder → one ranking. Returns its path, what was read, and what could not be taken, in Chinese."""
    filled: dict[str, Filled] = {}
    problems: list[str] = []
    books = (p for p in folder.iterdir() if p.suffix.lower() in (".xlsx", ".xls", ".ods") and p.name[0] not in "~.")
    for path in sorted(books)[:MOST_SHEETS]:
        try:
            if path.stat().st_size > MOST_BYTES:
                raise NotAWorkbook("文件过大")
            one = read_scores(path.read_bytes(), guide)
        except NotAWorkbook as error:
            problems.append(f"{path.name}：{error}，未计入")
            continue
        if one.expert in filled:
            problems.append(f"{path.name}：{one.expert}已有一份评分表，这一份未计入，请只留一份")
            continue
        filled[one.expert] = one
        problems += one.problems
    case_numbers = {case.case_no for case in cases}
    problems += [f"{f.expert}：{s.case_no[:20]} 不在评审项目中，未计入"
                 for f in filled.values() for s in f.scores if s.case_no not in case_numbers]
    problems += _unscored(tuple(filled.values()), cases, guide)
    path = output / FOLDER / RANKING
    try:
        private_folder(path.parent)
        write_whole(path, ranking_book(tuple(filled.values()), cases, guide, problems))
    except OSError as error:
        raise DiskOutage(say(f"输出文件夹写不进去：{why(error)}",
                             f"the output folder cannot be written: {why(error)}")) from error
    return path, tuple(filled.values()), tuple(problems)


def _unscored(filled: Sequence[Filled], cases: Sequence[Case], guide: Guide) -> list[str]:
    from reports.experts.ranking import ranked

    return [f"{name}：{standing.scored.case.case_no} 未评分或评分不全" for category in guide.categories
            for standing in ranked(filled, cases, guide, category) for name in standing.scored.missing]


def safe_name(name: str, instead: str) -> str:
    """A name as part of a file's name."""
    return _UNSAFE.sub("", name)[:30] or instead


def write_notice(output: Path, day: str, book: bytes, text: str) -> Path:
    """Writes the notice as workbook and text. Returns the workbook's path. Raises DiskOutage."""
    folder = output / "公示"
    try:
        private_folder(folder)
        write_whole(folder / f"公示-{day}.txt", text.encode())
        write_whole(folder / f"公示-{day}.xlsx", book)
    except OSError as error:
        raise DiskOutage(say(f"输出文件夹写不进去：{why(error)}",
                             f"the output folder cannot be written: {why(error)}")) from error
    return folder / f"公示-{day}.xlsx"
