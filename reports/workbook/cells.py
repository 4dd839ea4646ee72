"""What a cell may hold besides plain values: links that we made, pictures, and text that XML and Excel can hold."""

from __future__ import annotations

import re
from dataclasses import dataclass

from reports.workbook.columns import Sheet

MOST_TEXT, MOST_LINES = 32_000, 240

_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Link:
    """A cell with a link: its words, a target that we made (`internal:'总览'!B2`, or a relative path), and what is shown while
    the pointer is on it."""

    text: str
    target: str
    tip: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """A small picture in a cell, as PNG; it moves and sorts with its row."""

    data: bytes


def file_link(text: str, path: str | None) -> Link | str:
    """A link to a kept file by its path relative to the workbook; only the words where there is none. A path that Excel
    would understand differently (absolute, upwards, with # or %) is not linked."""
    if not path or path.startswith(("/", "\\")) or re.search(r"[#%:\"<>|?*\x00-\x1f]|(?:^|[/\\])\.\.(?:[/\\]|$)", path):
        return text
    return Link(text, f"external:{path}")


def row_link(text: str, sheet: Sheet, row: int | None) -> Link | str:
    """A link to the number cell of a row of a sheet, rows counted from 0 with the heading; only the words without a row."""
    return text if row is None else Link(text, f"internal:'{sheet.name}'!B{row + 1}")


def clean(text: str) -> str:
    """A text that XML and Excel can hold: without illegal characters, with few and plain line breaks, not too long."""
    if len(text) <= MOST_TEXT // 2 and text.isprintable():  # most are: nothing illegal, and no break
        return text
    text = _ILLEGAL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    if text.count("\n") > MOST_LINES:
        head, tail = text.split("\n", MOST_LINES)[:MOST_LINES], text.split("\n", MOST_LINES)[MOST_LINES]
        text = "\n".join(head) + "\n" + tail.replace("\n", " ")
    if len(text) > MOST_TEXT // 2 and len(text.encode("utf-16-le")) // 2 > MOST_TEXT:
        text = text.encode("utf-16-le")[: 2 * MOST_TEXT].decode("utf-16-le", "ignore") + "…（全文见原件）"
    return text


def width(line: str) -> int:
    """The width of a line in characters; wide ones count two."""
    return len(line) if line.isascii() else len(line.encode("gb18030", "replace"))
