"""Turns the sheets of lists and letters into the text of their files; a file of which nothing was changed keeps its text."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence

from config.complaints import meant
from config.language import say
from reports.guide_workbook.cells import number, plain
from reports.guide_workbook.guide_tables import LETTERS as LETTER_FOLDER
from reports.guide_workbook.guide_tables import LISTS as LIST_FOLDER
from reports.guide_workbook.guide_tables import Tables, tables_of
from reports.guide_workbook.layout import LETTERS, LISTS
from reports.guide_workbook.reader import Page
from reports.guide_workbook.rows import HEAD_ROW, LETTER_HEADS, LIST_HEADS
from reports.guide_workbook.take import NAME, Taker
from reports.guide_workbook.terms import Unfit, folded, letter_name


def list_texts(taker: Taker, texts: Mapping[str, str]) -> dict[str, str]:
    """Path → text of each list that the workbook has. Problems go to the taker."""
    page = taker.sheet(LISTS, LIST_HEADS, LIST_HEADS[:3])
    if page is None:
        return {path: text for path, text in texts.items() if path.startswith(LIST_FOLDER)}
    lists: dict[str, list[list[str]]] = {}
    headless: dict[str, int] = {}
    for line in page.lines:
        name = line.text(LIST_HEADS[0]).strip()
        cells = [line.text(head).strip() for head in LIST_HEADS[2:]]
        while cells and not cells[-1]:
            cells.pop()
        if not NAME.fullmatch(name):
            taker.wrong(page, line.number, LIST_HEADS[0], say("名单的名称只能有字母、汉字和数字，不能不写",
                                                              "the name of a list has letters and digits, and is not blank"))
        elif folded(line.text(LIST_HEADS[1])) == folded(HEAD_ROW):
            lists.setdefault(name, []).insert(0, cells)
        else:
            if name not in lists:
                headless.setdefault(name, line.number)
            lists.setdefault(name, []).append(cells)
    known = [path.removeprefix(LIST_FOLDER).removesuffix(".csv") for path in texts if path.startswith(LIST_FOLDER)]
    for name, first in headless.items():
        marks = {folded(line.text(LIST_HEADS[1])) for line in page.lines if line.text(LIST_HEADS[0]).strip() == name}
        if folded(HEAD_ROW) not in marks:
            taker.wrong(page, first, LIST_HEADS[1], say(f"名单“{name}”的第一行应写“{HEAD_ROW}”",
                                                        f"the first row of list “{name}” is to say {HEAD_ROW}")
                        + ("" if name in known else meant(name, known)))
    paths = {name: f"{LIST_FOLDER}{name}.csv" for name in lists}
    return {paths[name]: _list_text(rows, texts.get(paths[name], "")) for name, rows in lists.items()}


def _list_text(rows: Sequence[Sequence[str]], old: str) -> str:
    before = tables_of({"lists/x.csv": old}).lists.get("x", []) if old else []
    if [_trimmed(row) for row in before] == [_trimmed(row) for row in rows]:
        return old
    target = io.StringIO(newline="")
    csv.writer(target, lineterminator="\r\n" if "\r\n" in old else "\n").writerows(rows)
    return ("\ufeff" if old.startswith("\ufeff") else "") + target.getvalue()


def _trimmed(row: Sequence[str]) -> list[str]:
    cells = [cell.strip() for cell in row]
    while cells and not cells[-1]:
        cells.pop()
    return cells


def letter_texts(taker: Taker, texts: Mapping[str, str], base: Tables) -> dict[str, str]:
    """Path → text of each letter. Lines stand as 顺序 says; one without a number stands behind the line above it."""
    page = taker.sheet(LETTERS, LETTER_HEADS, (LETTER_HEADS[0], LETTER_HEADS[2]))
    names = {folded(letter_name(name)): name for name in base.letters} | {folded(name): name for name in base.letters}
    found: dict[str, list[tuple[float, int, int, str]]] = {}
    last: dict[str, float] = {}
    for at, line in enumerate(page.lines if page else ()):
        assert page is not None
        typed = line.text(LETTER_HEADS[0])
        name = names.get(folded(typed))
        if name is None:
            near = meant(typed.strip(), map(letter_name, base.letters))
            taker.wrong(page, line.number, LETTER_HEADS[0], say(f"没有信件“{typed.strip()[:30]}”",
                                                                f"there is no letter “{typed.strip()[:30]}”") + near)
            continue
        place = _place(taker, page, line.number, line.text(LETTER_HEADS[1]))
        last[name] = place if place is not None else last.get(name, 0)
        found.setdefault(name, []).append((last[name], place is None, at, plain(line.cells.get(folded(LETTER_HEADS[2])))))
        taker.taken.places[f"{LETTER_FOLDER}{name}.j2", "", str(len(found[name]))] = page, line.number
    if page is None:
        return {path: text for path, text in texts.items() if path.startswith(LETTER_FOLDER)}
    return {f"{LETTER_FOLDER}{name}.j2": _letter_text([text for *_, text in sorted(lines)], base.letters[name])
            for name, lines in found.items()}


def _place(taker: Taker, page: Page, line: int, typed: str) -> float | None:
    if not typed.strip():
        return None
    try:
        return float(number(typed))
    except Unfit as why:
        taker.wrong(page, line, LETTER_HEADS[1], str(why))
        return None


def _letter_text(lines: Sequence[str], old: Sequence[str]) -> str:
    """The lines of a letter; those that say the same keep their own blanks at the end, as the whole keeps its last line end."""
    ended = old[-1:] == [""]
    before = old[:-1] if ended else old
    if [line.rstrip() for line in before] == list(lines):
        return "\n".join(old)
    return "\n".join(lines) + ("\n" if ended else "")


