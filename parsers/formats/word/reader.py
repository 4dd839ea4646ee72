"""Turns a Word file (.docx) into a Document: paragraphs and grids in reading order, by our own walk over the XML.

python-docx loses symbol characters, content controls, tracked insertions, text boxes and check boxes, and shifts a row whose
cell is inside a content control. Here one walk sees what a person sees: insertions kept, deletions and hidden or struck text
dropped, placeholders blank, each cell once with its spans, a text box once. Headers and footers come after the body.
A picture or object, and a place whose only words were deleted or are in a comment, give UNREAD: they are not blank.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from lxml import etree

from parsers.formats.word import alt_chunks, form_controls, hazards, repeated_controls, visible_tree
from parsers.formats.word.inline_text import Line, Outside, named, tag_of
from parsers.formats.word.opc_package import Parts, attribute, child, local, on, seen, whole
from parsers.model.document import (
    MARGINS,
    UNREAD,
    Block,
    Cell,
    Control,
    Document,
    Grid,
    Medium,
    Paragraph,
    Place,
    PlaceNote,
    paragraphs,
)
from parsers.model.file import TroubleKind, Unreadable

MOST_CELLS = 200_000
MOST_PARAGRAPHS = 50_000
MOST_CHARACTERS = 4_000_000
MOST_NESTING = 12
MOST_DRAWN = 100
"""Places with drawn shapes that are kept; a form has a few."""
MOST_CONTROLS = 2_000
"""Tagged content controls of a form; where a file has more none counts."""
_WRAPPERS = {"sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag"}
_DROPPED = {"del", "moveFrom", "sdtPr", "sdtEndPr", "pPr", "rPr", "tblPr", "tblGrid", "tcPr", "trPr", "sectPr", "tblPrEx"}


def read(data: bytes) -> Document:
    """The document in the bytes of a .docx or .docm. Raises Unreadable: damaged, encrypted, limit, dangerous."""
    parts = Parts(data)
    name = parts.main()
    root = parts.xml(name)
    body = child(root, "body")
    if body is None:
        raise Unreadable(TroubleKind.DAMAGED, "Word 文件没有正文")
    alt_chunks.expand(body, parts, name)
    notes = tuple(hazards.in_text(body))
    form_controls.expand(body, parts, name)
    repeated_controls.take_out(body)
    visible_tree.show(body, parts, name)
    return document(body, notes, visible_tree.margins(parts, name))


def document(
    body: etree._Element, notes: tuple[str, ...] = (), margins: Iterable[tuple[PlaceNote, etree._Element]] = ()
) -> Document:
    """The document whose text is below `body`, in WordprocessingML of any namespace or none: other formats are turned
    into such a tree, so that all are read alike. `margins` are its headers and footers. Raises Unreadable: limit."""
    walk = _Walk()
    try:
        blocks = walk.blocks(body, Place())
        if not any(_has_words(block) for block in blocks) and any(local(e) in ("blip", "imagedata") for e in body.iter()):
            return Document(Medium.OCR, (), text_layer=False, notes=("Word 文件里只有图片，文字尚未识别", *notes))
        for note, root in margins:
            walk.tables = 0
            blocks += [b for b in walk.blocks(root, Place(note=note)) if _has_words(b)]
    except RecursionError as error:
        raise Unreadable(TroubleKind.LIMIT, "Word 文件的嵌套层数过多") from error
    drawn = tuple(dict.fromkeys(walk.drawn))[:MOST_DRAWN]
    controls = tuple(walk.controls) if len(walk.controls) <= MOST_CONTROLS else ()
    return Document(Medium.WORD, tuple(blocks), text_layer=True, notes=notes, drawn=drawn, controls=controls)


def _has_words(block: Block) -> bool:
    """True where there are words, not only pictures."""
    return any(p.text.strip(UNREAD + " ") for p in paragraphs((block,)))


class _Walk:
    """Counts what has been read, for places and for limits."""

    def __init__(self) -> None:
        self.tables = self.body = self.paragraphs = self.cells = self.characters = self.depth = 0
        self.drawn: list[Place] = []
        self.controls: list[Control] = []

    def blocks(self, parent: etree._Element, place: Place) -> list[Block]:
        """The blocks below `parent`; `place` is the cell they stand in, or empty in the body."""
        self.depth += 1
        if self.depth > MOST_NESTING:
            raise Unreadable(TroubleKind.LIMIT, "Word 文件的嵌套层数过多")
        blocks = list(self._blocks(parent, place))
        self.depth -= 1
        return blocks

    def _blocks(self, parent: etree._Element, place: Place) -> Iterator[Block]:
        for element in parent:
            name = local(element)
            if name == "p":
                yield from self._paragraph(element, place)
            elif name == "tbl":
                yield self._grid(element, place)
            elif name == "AlternateContent":
                chosen = seen(element)
                if chosen is not None:
                    yield from self._blocks(chosen, place)
            elif name == "sdt":
                yield from self._control(element, place)
            elif name and name not in _DROPPED and len(element):
                yield from self._blocks(element, place)

    def _control(self, control: etree._Element, place: Place) -> list[Block]:
        """The blocks of a content control, none where it still shows its prompt."""
        inside = len(self.controls)
        blocks = [] if _placeholder(control) else list(self._blocks(control, place))
        self._tagged(control, blocks, inside, place)
        return blocks

    def _tagged(self, control: etree._Element | None, blocks: list[Block], inside: int, place: Place) -> None:
        """Keeps what stands in a control that has a tag, unless others were kept within, of which there were `inside` before."""
        tag = tag_of(control) if control is not None else ""
        if tag and len(self.controls) == inside and place.note not in MARGINS:
            first = next(paragraphs(tuple(blocks)), None)
            here = place if place.table is not None else first.place if first else Place(paragraph=max(self.body, 1))
            self.controls.append(Control(tag, "\n".join(p.text for p in paragraphs(tuple(blocks))).strip(), here))

    def _paragraph(self, element: etree._Element, place: Place) -> Iterator[Block]:
        self.paragraphs += 1
        line = Line(element)
        text = line.text.rstrip()
        if line.lost and (text[-1:] in (":", "：") or (not text and place.table is not None)):
            text += UNREAD
        self.characters += len(line.text)
        if self.paragraphs > MOST_PARAGRAPHS or self.characters > MOST_CHARACTERS:
            raise Unreadable(TroubleKind.LIMIT, "Word 文件的文字过多")
        if text.strip():
            yield Paragraph(text, self._here(place), line.emphasis, face=line.face)
        if line.drawn and place.note not in MARGINS:
            self.drawn.append(place if place.table is not None else Place(paragraph=max(self.body, 1), note=place.note))
        if place.note not in MARGINS:
            here = place if place.table is not None else Place(paragraph=max(self.body, 1), note=place.note)
            self.controls += [replace(control, place=here) for control in line.controls]
        for outside in line.outside:
            yield from self._outside(outside, place)

    def _here(self, place: Place) -> Place:
        if place.table is not None or place.note in MARGINS:
            return place
        self.body += 1
        return Place(paragraph=self.body, note=place.note)

    def _outside(self, outside: Outside, place: Place) -> Iterator[Block]:
        if outside.kind == "tbl":
            yield self._grid(outside.element, place)
        else:
            boxed = place if place.table is not None or place.note in MARGINS else Place(note=PlaceNote.TEXT_BOX)
            yield from self.blocks(outside.element, boxed)

    def _grid(self, table: etree._Element, place: Place) -> Grid:
        """A table. Cells of a nested one have the place of the outer cell, because a clerk can count to that one."""
        if place.table is None:
            self.tables += 1
            where = Place(table=self.tables, note=place.note)
        else:
            where = place
        rows = [row for row in _children(table, "tr") if not _deleted(row)]
        cells: list[Cell] = []
        open_above: dict[int, int] = {}
        for number, row in enumerate(rows):
            self._row(row, number, where, cells, open_above)
        return Grid(tuple(cells), where)

    def _row(self, row: etree._Element, number: int, where: Place, cells: list[Cell], above: dict[int, int]) -> None:
        """Adds the cells of one row. `above` says into which cell each column is merged, if the merge continues."""
        properties = child(row, "trPr")
        column = 0 if properties is None else whole(attribute(child(properties, "gridBefore")), 0, 63, 0)
        merged: dict[int, int] = {}
        for position, tc in enumerate(_children(row, "tc"), 1):
            asked = named(child(tc, "tcPr"))
            span = whole(attribute(asked.get("gridSpan")), 1, 63, 1)
            vertical, across = asked.get("vMerge"), attribute(asked.get("hMerge"))
            self.cells += 1
            if self.cells > MOST_CELLS:
                raise Unreadable(TroubleKind.LIMIT, "Word 文件的表格过大")
            if across == "continue" and cells and cells[-1].row == number:
                cells[-1] = _wider(cells[-1], columns=span)
            elif vertical is not None and attribute(vertical) in (None, "continue") and column in above:
                merged[column] = above[column]
                cells[above[column]] = _wider(cells[above[column]], until=number)
            else:
                place = where
                if where.row is None:  # not dataclasses.replace: a form has hundreds of cells
                    place = Place(table=where.table, row=number + 1, cell=position, note=where.note)
                cells.append(Cell(number, column, self._cell(tc, place), 1, span, place))
                if vertical is not None:
                    merged[column] = len(cells) - 1
            column += span
        above.clear()
        above.update(merged)


    def _cell(self, cell: etree._Element, place: Place) -> tuple[Block, ...]:
        """The blocks of a cell, which a content control may hold."""
        control, inside = _around(cell), len(self.controls)
        blocks = [] if control is not None and _placeholder(control) else self.blocks(cell, place)
        self._tagged(control, blocks, inside, place)
        return tuple(blocks)


def _around(cell: etree._Element) -> etree._Element | None:
    """The content control that holds this cell alone."""
    content = cell.getparent()
    if content is None or local(content) != "sdtContent" or len(content) != 1:
        return None
    return content.getparent()


def _deleted(row: etree._Element) -> bool:
    properties = child(row, "trPr")
    return properties is not None and child(properties, "del") is not None


def _placeholder(control: etree._Element) -> bool:
    """A content control that still shows "click here to enter text" is blank."""
    return on(child(child(control, "sdtPr"), "showingPlcHdr"))


def _children(parent: etree._Element, name: str) -> Iterator[etree._Element]:
    """Rows of a table or cells of a row, also those inside content controls and tracked insertions."""
    for element in parent:
        its = local(element)
        if its == name:
            yield element
        elif its in _WRAPPERS:
            yield from _children(element, name)


def _wider(cell: Cell, columns: int = 0, until: int | None = None) -> Cell:
    rows = cell.row_span if until is None else until - cell.row + 1
    return Cell(cell.row, cell.column, cell.blocks, rows, cell.column_span + columns, cell.place)
