"""Turns what is wrong with a file of the guide into the same words at the cell of the workbook that it came from."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from reports.guide_workbook.layout import BASICS, SHEETS, Where
from reports.guide_workbook.reader import Page

Places = Mapping[tuple[str, str, str], tuple[Page, int]]
_ENTRY = re.compile(r"(?P<table>[a-z_]+)\[(?P<name>[^\]]+)\](?:\.(?P<key>[a-z_]+))?")
_NUMBERED = re.compile(r"(?P<table>[a-z_]+)\.(?P<name>\d+)(?:\.(?P<key>[a-z_]+))?")
_LETTER = re.compile(r"(letters/[^:,]+\.j2)(?:, line (\d+))?")


def placed(line: str, places: Places) -> str:
    """The line with sheet and cell before it; as it is where no cell is known."""
    file, _, rest = line.partition(": ")
    path = file.partition("/")[2] or file
    path = path if path.endswith((".toml", ".j2", ".csv")) or "," in path else file
    found = next(iter(_found(path, rest, places)), None)
    if found is None:
        return line
    page, row, head = found
    return f"{page.name}!{page.cell(row, head)}（{head}）：{rest}" if head else f"{page.name}!{page.cell(row, '')}：{rest}"


def _found(path: str, rest: str, places: Places) -> Iterator[tuple[Page, int, str]]:
    if letter := _LETTER.match(path):
        place = places.get((letter[1], "", letter[2] or "1"))
        if place:
            yield (*place, "内容")
        return
    for match in (_ENTRY.match(rest), _NUMBERED.match(rest)):
        if match:
            yield from _entry(path, match["table"], match["name"], match["key"] or "", places)
    key = rest.partition(":")[0]
    basic = places.get(("guide.toml", "", key)) or places.get(("guide.toml", "", f"{key}.name"))
    if basic and any(column.key.partition(".")[0] == key.partition(".")[0] for column in BASICS):
        yield (*basic, "内容")
    if (one := places.get((path, "", path.removeprefix("forms/").removesuffix(".toml")))) and path.startswith("forms/"):
        yield (*one, _head("", key))


def _entry(path: str, table: str, name: str, key: str, places: Places) -> Iterator[tuple[Page, int, str]]:
    for (file, of_table, known), place in places.items():
        if of_table == table and known == name and (file == path or table not in ("fields", "slots")):
            yield (*place, _head(table, key))
    if table == "forms":
        for (file, of_table, known), place in places.items():
            if of_table == "" and known == name and file.startswith("forms/"):
                yield (*place, _head("", key))


def _head(table: str, key: str) -> str:
    """The head of the column that holds this key."""
    if key == "with":
        return "设置1"
    sheets = [sheet for sheet in SHEETS if sheet.table == table and (table or sheet.where is Where.FORM)]
    return next((column.head for sheet in sheets for column in sheet.columns if column.key == key),
                next((column.head for sheet in sheets for column in sheet.columns if column.key == sheet.names[-1]), ""))


