"""Makes documents for tests from rows of text: "" is a blank cell, "<" continues the cell on the left, "^" the one above."""

from __future__ import annotations

from parsers.model.document import Block, Cell, Document, Grid, Paragraph, Place


def table(*rows: str, number: int = 1) -> Grid:
    """A grid from rows whose cells are parted by |."""
    texts = [[cell.strip() for cell in row.split("|")] for row in rows]
    cells = []
    for r, row in enumerate(texts):
        for c, text in enumerate(row):
            if text in ("<", "^"):
                continue
            across = 1 + next((n for n, t in enumerate(row[c + 1 :]) if t != "<"), len(row) - c - 1)
            under = (below[c] if c < len(below) else "" for below in texts[r + 1 :])
            down = 1 + next((n for n, t in enumerate(under) if t != "^"), len(texts) - r - 1)
            place = Place(table=number, row=r + 1, cell=c + 1)
            lines = tuple(Paragraph(line, place) for line in text.split("\n"))
            cells.append(Cell(r, c, lines, down, across, place))
    return Grid(tuple(cells), Place(table=number))


def document(*blocks: str | Grid, medium: str = "word") -> Document:
    """A document of paragraphs and grids."""
    said: list[Block] = [Paragraph(b, Place(paragraph=n)) if isinstance(b, str) else b for n, b in enumerate(blocks, 1)]
    return Document(medium, tuple(said))  # type: ignore[arg-type]
