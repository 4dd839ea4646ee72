"""Turns a Document into all its labels and values, for forms that have no definition.

Which text is a label is weighed (`label_weights`, `cell_roles`), never known for certain: nothing here becomes a finding.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

from parsers.forms.lines import lay_out
from parsers.model.document import Document, Grid, Medium, Paragraph
from parsers.pairs.answers import UNSURE, answered
from parsers.pairs.body_text import Body
from parsers.pairs.copies import reading
from parsers.pairs.covers import on_lines_of_their_own, repeated
from parsers.pairs.form_signs import FormSigns, signs_of
from parsers.pairs.label_weights import BLANKS
from parsers.pairs.page_frames import unframed
from parsers.pairs.pair import MOST_PAIRS, Pair
from parsers.pairs.tables import of_flow
from parsers.pairs.tables.inner_tables import drawn, rows_of
from parsers.pairs.tables.torn_cells import whole_again
from parsers.pairs.unclaimed import Left, unclaimed, with_doubts

LONGEST_WORD = 16
"""Characters of an option among those that shapes are drawn beside."""

__all__ = ["Left", "Pair", "accounted", "doubts", "keyed", "pairs"]


def pairs(document: Document, shared: frozenset[str] | None = None) -> tuple[Pair, ...]:
    """All pairs in reading order, blank ones included, at most MOST_PAIRS. A document of prose has none. `shared`: the words that
    it has in common with other copies of the form (`copies.words`), if there are any."""
    with reading(shared):
        document = unframed(document)
        return _all_pairs(document, signs_of(document))


def accounted(document: Document, shared: frozenset[str] | None = None) -> tuple[tuple[Pair, ...], tuple[Left, ...]]:
    """All pairs, those without a value in doubt where words beside them went nowhere; and these words."""
    document = unframed(document)
    with reading(shared):
        signs = signs_of(document)
        found = _all_pairs(document, signs)
    left = unclaimed(lay_out(document), found, signs.notes)
    return with_doubts(found, left), left


def keyed(all_pairs: Sequence[Pair]) -> dict[str, str]:
    """Label → value as the command prints them: group/label, row/column, with the group before it where two groups have the
    same; the second label of the same words is "label#2"."""
    return {key: pair.value for key, pair in _named(all_pairs)}


def doubts(all_pairs: Sequence[Pair]) -> dict[str, str]:
    """Label, as in `keyed`, → why its value is not certain."""
    return {key: pair.doubt for key, pair in _named(all_pairs) if pair.doubt}


def _named(all_pairs: Sequence[Pair]) -> Iterator[tuple[str, Pair]]:
    groups: dict[str, set[str]] = {}
    for pair in all_pairs:
        groups.setdefault(pair.path, set()).add(pair.group)
    counts: dict[str, int] = {}
    for pair in all_pairs:
        if not pair.promise:
            path = pair.full_path if len(groups[pair.path]) > 1 else pair.path
            counts[path] = counts.get(path, 0) + 1
            yield path if counts[path] == 1 else f"{path}#{counts[path]}", pair


def _all_pairs(document: Document, signs: FormSigns) -> tuple[Pair, ...]:
    found = islice(_pairs(document, signs), MOST_PAIRS)
    drawn = frozenset(document.drawn)
    return tuple(replace(pair, doubt=UNSURE) if pair.place in drawn and _listed(pair) else pair for pair in found)


def _listed(pair: Pair) -> bool:
    """Whether what stands for a value is a list of short words, of which shapes drawn beside them may tick one."""
    words = re.split(r"[ \u3000]{2,}|\n", pair.written.strip(BLANKS))
    return not pair.doubt and not pair.options and len(words) > 1 and all(0 < len(word.strip()) <= LONGEST_WORD for word in words)


def _pairs(document: Document, signs: FormSigns) -> Iterator[Pair]:
    blocks = on_lines_of_their_own(document.blocks)
    body = Body(printed=document.medium != Medium.WORD, gaps=repeated(blocks), type=signs.type)
    for block in blocks:
        if isinstance(block, Paragraph):
            yield from body.paragraph(block)
        else:
            yield from _grid(body, block, document, signs)
    yield from body.close()


def _grid(body: Body, grid: Grid, document: Document, signs: FormSigns) -> Iterator[Pair]:
    """A table; one of a single cell is a frame round the text of the heading above it."""
    asked = body.heading and body.chapter is not None and not body.chapter.tabled
    if len(grid.cells) == 1 and asked and not any(isinstance(b, Grid) for b in grid.cells[0].blocks):
        heading, body.chapter = body.heading, None
        yield from body.close()
        text = grid.cells[0].text.strip(BLANKS)
        yield from answered(heading, text, grid.cells[0].place, body.section)
        return
    told = body.chapter is not None and body.chapter.told
    if told and len(grid.cells) > 1 and drawn([(cell.row, cell.text) for cell in grid.cells]):
        for line in rows_of(grid):  # a table the applicant drew
            yield from body.paragraph(Paragraph(line, grid.place))
        return
    yield from body.table(_signed(grid))
    body.unasked_part = False
    if document.medium != Medium.WORD:
        grid = whole_again(grid)
    flow = lay_out(Document(document.medium, (grid,)))
    if flow.grids and len(flow.boxes):
        yield from of_flow(flow, body.section, signs)


def _signed(grid: Grid) -> bool:
    """Whether a table is of opinions and promises that are signed, and not what the heading above it asks for."""
    return bool(grid.cells) and re.search(r"(?:意见|承诺|声明|审[核批查])\W*$", grid.cells[0].text.strip(BLANKS)) is not None
