"""A document: a file as read, whatever its format; paragraphs and grids in reading order, with their places."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum


class Medium(StrEnum):
    """What a value was read from."""

    WORD = "word"
    PDF = "pdf"
    OCR = "ocr"
    """Recognised on a picture: what rests only on it never becomes a firm finding."""
    MAIL = "mail"
    STAFF = "staff"


UNREAD = "\ufffd"
"""Marks ink or glyphs in a text that nobody could read: a value with it is unreadable, never blank."""


class PlaceNote(StrEnum):
    """Where something is that has no table and no paragraph; the words of the JSON output."""

    NONE = ""
    FOLDER_NAME = "folder name"
    ARCHIVE_NAME = "archive name"
    FILE_NAME = "file name"
    SUBJECT = "subject"
    SENDER = "sender"
    TEXT_BOX = "text box"
    """In a box that floats over the page."""
    HEADER = "header"
    FOOTER = "footer"
    FORM_FIELD = "form field"
    SEAL = "seal"
    """Read along the ring of a seal."""
    STAFF = "人工更正"
    """Written by a person who corrected it."""


NOTE_WORDS: Mapping[str, str] = {
    PlaceNote.FOLDER_NAME: "文件夹名", PlaceNote.ARCHIVE_NAME: "压缩包名", PlaceNote.FILE_NAME: "文件名",
    PlaceNote.SUBJECT: "邮件主题", PlaceNote.SENDER: "发件人", PlaceNote.TEXT_BOX: "文本框", PlaceNote.HEADER: "页眉",
    PlaceNote.FOOTER: "页脚", PlaceNote.FORM_FIELD: "表单域", PlaceNote.SEAL: "印章", PlaceNote.STAFF: "人工更正",
}
"""Each note as a clerk reads it."""

MARGINS = (PlaceNote.HEADER, PlaceNote.FOOTER)
"""Notes of places in the margins of pages: read last, and never a continuation of other text."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is, so that a clerk finds it. Tables, rows, cells and paragraphs count from 1, as a person would;
    `box` is x0, y0, x1, y1 in thousandths of the page's width from its upper left corner; `note` for all else."""

    page: int | None = None
    table: int | None = None
    row: int | None = None
    cell: int | None = None
    paragraph: int | None = None
    box: tuple[int, int, int, int] | None = None
    note: PlaceNote = PlaceNote.NONE

    def text(self) -> str:
        """The place as the JSON output spells it: "table 1, row 3, cell 2"."""
        parts = [f"{name} {n}" for name in ("table", "row", "cell", "paragraph") if (n := getattr(self, name)) is not None]
        if self.box:
            parts.append("box " + ",".join(map(str, self.box)))
        return ", ".join(([self.note] if self.note else []) + parts)

    def chinese(self) -> str:
        """The place as a clerk reads it: "第2页 表1第3行第2格"."""
        words = f"第{self.page}页 " if self.page else ""
        if self.table:
            words += f"表{self.table}" + (f"第{self.row}行" if self.row else "") + (f"第{self.cell}格" if self.cell else "")
        elif self.paragraph:
            words += f"第{self.paragraph}段"
        return (words + NOTE_WORDS.get(self.note, self.note)).strip()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph, with ticks already as ☑ and ☐. `emphasis` are spans in bold, underline, highlight or colour: a weak sign of
    choice, used only where no mark is found. `confidence` is below 1 where words were recognised on a picture, or no lines tell
    their cell; `doubted` are the characters of which recognition was in doubt; UNREAD marks those it could not read."""

    text: str
    place: Place = Place()
    emphasis: tuple[tuple[int, int], ...] = ()
    confidence: float = 1.0
    doubted: str = ""
    others: tuple[tuple[int, str], ...] = ()
    """Where in the text a recognised character is in doubt, and what it may be instead, likeliest first; UNREAD: anything."""
    face: str = ""
    """The font and size of nearly all its Chinese words as the file names them, only to be compared; "" where they differ."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell, once, with its spans; rows and columns of its grid count from 0. It contains blocks, grids included."""

    row: int
    column: int
    blocks: tuple[Paragraph | Grid, ...] = ()
    row_span: int = 1
    column_span: int = 1
    place: Place = Place()

    @property
    def text(self) -> str:
        """All text of the cell, nested grids included, one line a paragraph."""
        return "\n".join(p.text for p in paragraphs(self.blocks))


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: cells in reading order, none twice."""

    cells: tuple[Cell, ...]
    place: Place = Place()


Block = Paragraph | Grid


@dataclass(frozen=True, slots=True)
class Control:
    """A content control of a Word file that has a tag and no other such control within: what stands in it, "" where that is only
    its prompt; of a check box the box that it shows."""

    tag: str
    text: str = ""
    place: Place = Place()


@dataclass(frozen=True, slots=True)
class Document:
    """A file as read, whatever its format: paragraphs and grids in reading order. `pages` where the format has them;
    `text_layer` False means a picture of paper, not read yet, which is never the same as blank. `notes` tell staff about the
    reading (macro present, table cut at a page end)."""

    medium: Medium
    blocks: tuple[Block, ...]
    pages: int | None = None
    text_layer: bool | None = None
    notes: tuple[str, ...] = ()
    unread: tuple[int, ...] = ()
    """Pages that are pictures and were not read, in a document whose other pages were: what is not found may be there."""
    recognised: tuple[int, ...] = ()
    """Pages whose words were recognised on a picture, in a document whose other pages have text."""
    drawn: tuple[Place, ...] = ()
    """Where shapes without words are drawn (ellipses, lines) or words are struck through: marks made by hand."""
    controls: tuple[Control, ...] = ()
    """In reading order; none where there are more than any form has."""


def most_of(faces: Mapping[str, int]) -> str:
    """The face of nine tenths of some characters, or "". `faces` has how many are of each."""
    face = max(faces, key=lambda one: faces[one], default="")
    return face if faces.get(face, 0) >= 0.9 * sum(faces.values()) > 0 else ""


def paragraphs(blocks: tuple[Block, ...]) -> Iterator[Paragraph]:
    """All paragraphs in reading order, those inside cells and nested grids included."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block
        else:
            for cell in block.cells:
                yield from paragraphs(cell.blocks)
