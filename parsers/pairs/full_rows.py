"""Decides what a cell that fills its row is: the answer of the heading above it, the title of the rows below, or neither."""

from __future__ import annotations

from parsers.pairs.answers import is_prose, several
from parsers.pairs.cell_roles import Table, weigh
from parsers.pairs.inline_labels import LABEL, first_line, parts
from parsers.pairs.label_weights import LONG_ANSWER, core_of, is_common_label, numbering

LONGEST_TITLE = 12


def answers_heading(table: Table, heading: int, box: int) -> bool:
    """Whether a cell is the answer of the heading in the row above. One that begins with a label is, where the heading has a
    number and the cell has prose and neither such a number nor a brother with a label below it."""
    words, text = table.text(heading), table.text(box)
    if _titles(table, box) and not LONG_ANSWER.search(core_of(words)):
        return False
    labelled = parts(text.split("\n")[0])
    if not labelled and first_line(text, LABEL) is None:
        return True
    number = numbering(words)
    if not number or numbering(text) == number or not any(map(is_prose, text.split("\n"))):
        return False
    if labelled and is_common_label(labelled[0][0]) and not is_prose(labelled[0][1]):
        return False
    below = table.flow.under(box)
    return below is None or bool(numbering(table.text(below))) or not table.flow.alone(below) or not several(table.text(below))


def is_title(table: Table, box: int) -> bool:
    """Whether a few words that fill a row ask for nothing: they are the title of rows of labels, and say 表 or the like."""
    return _titles(table, box) and not numbering(table.text(box)) and not LONG_ANSWER.search(core_of(table.text(box)))


def _titles(table: Table, box: int) -> bool:
    text, below = table.text(box), table.flow.under(box)
    if not text or len(text) > LONGEST_TITLE or not text.isalpha() or below is None or table.flow.alone(below):
        return False
    if below not in table.labels:
        weigh(table, table.covers(table.flow.boxes[below].cell.row))
    return table.labels.get(below, False)
