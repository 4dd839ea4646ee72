"""Turns the tables of a guide into the rows of each sheet of its workbook, as their cells show them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from reports.guide_workbook.cells import Cell, shown
from reports.guide_workbook.guide_tables import Tables, at, entries
from reports.guide_workbook.layout import BASICS, LIST_COLUMNS, PAIRS, Column, Holds, Sheet, Where
from reports.guide_workbook.settings_cells import shown_settings
from reports.guide_workbook.terms import Terms, letter_name

HEAD_ROW = "表头"
LIST_HEADS = ("名单", "类别", *(f"第{n}列" for n in range(1, LIST_COLUMNS + 1)))
LETTER_HEADS = ("信件", "顺序", "内容")
BASIC_HEADS = ("项目", "内容", "说明", "例")


def heads(sheet: Sheet) -> list[str]:
    """The heads of a sheet, with those of a rule's settings."""
    pairs = [head for n in range(1, PAIRS + 1) for head in (f"设置{n}", f"值{n}")] if sheet.where is Where.RULES else []
    return [*(column.head for column in sheet.columns), *pairs]


def rows(sheet: Sheet, tables: Tables, terms: Terms) -> Iterator[list[Cell]]:
    """The cells of each row below the heads."""
    counts: dict[object, int] = {}
    for path, names, entry in entries(sheet, tables):
        group = names[:-1] if sheet.where in (Where.IN_FORM, Where.OPTIONS) else ()
        counts[group] = counts.get(group, 0) + 1
        cells = [_cell(sheet, column, (path, names, entry), counts[group], terms) for column in sheet.columns]
        if sheet.where is Where.RULES:
            cells += [cell for pair in shown_settings(entry.get("with", {}), terms)[:PAIRS] for cell in pair]
        yield cells


def _cell(sheet: Sheet, column: Column, entry: tuple[str, tuple[str, ...], Mapping[str, Any]], number: int, terms: Terms) -> Cell:
    path, names, values = entry
    if column.holds is Holds.ORDER:
        return number
    if column.key:
        return place_value(values, terms) if sheet.where is Where.CHOICES and column.key == "value" else shown(
            at(values, column.key), column, terms)
    if column.terms == "form":
        return terms.name("form", names[0])
    return terms.name("field", names[1]) if column.terms == "field" else path


def place_value(values: Mapping[str, Any], terms: Terms) -> Cell:
    """What a place where the guide is unclear is set to: the sentence of its choice, or the value itself."""
    value = values.get("value")
    sentence = values.get("choices", {}).get(str(value))
    return sentence or ("；".join(map(str, value)) if isinstance(value, list) else shown(value, Column("", "", ""), terms))


def basic_rows(tables: Tables, terms: Terms) -> Iterator[list[Cell]]:
    """The rows of 基本信息."""
    for column in BASICS:
        yield [column.head, shown(at(tables.toml["guide.toml"], column.key), column, terms), column.about, column.example]


def list_rows(tables: Tables) -> Iterator[list[Cell]]:
    """The rows of all lists, one list after the other, the head of each first."""
    for name, lines in tables.lists.items():
        for number, line in enumerate(lines):
            yield [name, HEAD_ROW if number == 0 else "", *(cell.strip() for cell in line)]


def letter_rows(tables: Tables) -> Iterator[list[Cell]]:
    """The lines of all letters, one letter after the other; an empty line at its end is not shown."""
    for name, lines in tables.letters.items():
        shown_lines = lines[:-1] if lines[-1:] == [""] else lines
        for number, line in enumerate(shown_lines, 1):
            yield [letter_name(name), number, line]
