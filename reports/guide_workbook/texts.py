"""Turns a workbook that people edited and the texts of the guide it came from into the new texts of the guide's files."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field

from config.guide_text.rewrite import rewritten
from config.language import say
from reports.guide_workbook.cells import plain
from reports.guide_workbook.follow import follow
from reports.guide_workbook.guide_tables import tables_of
from reports.guide_workbook.layout import READ_ME
from reports.guide_workbook.lists_and_letters import letter_texts, list_texts
from reports.guide_workbook.reader import Page, SavedWorkbook
from reports.guide_workbook.take import Taker


@dataclass(slots=True)
class NewTexts:
    """The texts of all files as the workbook wants them, what is wrong with it, and where each entry stands in it."""

    texts: dict[str, str] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)
    places: Mapping[tuple[str, str, str], tuple[Page, int]] = field(default_factory=dict)


def guide_name(book: SavedWorkbook) -> str:
    """The name of the folder that the workbook came from; "" where it does not say."""
    row = [plain(cell).strip() for cell in book.first_row(READ_ME)]
    return row[1] if len(row) > 1 else ""


def new_texts(book: SavedWorkbook, texts: Mapping[str, str]) -> NewTexts:
    """What the files of the guide should be: unchanged texts where the workbook says the same as they do."""
    base = tables_of(texts)
    taker = Taker(book, base)
    taken = taker.take()
    made = {**list_texts(taker, texts), **letter_texts(taker, texts, base)}
    if not taken.problems:
        follow(taken.tables, base)
        for path, wanted in taken.tables.toml.items():
            try:
                made[path] = rewritten(texts.get(path, ""), wanted)
            except (ValueError, TypeError) as error:
                assert not isinstance(error, tomllib.TOMLDecodeError)
                taken.problems.append(f"{path}: " + say("文件的写法特殊，不能自动改写，请直接修改文件",
                                                        "is written in a way that cannot be changed here; edit the file"))
    return NewTexts(made, list(dict.fromkeys(taken.problems)), taken.places)
