"""Reads tables with column heads: rows under 姓名 · 职称 · 分工, or amounts under 年度 beside their 科目."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from parsers.pairs.answers import plain
from parsers.pairs.cell_roles import Table
from parsers.pairs.clean_values import tidy
from parsers.pairs.label_weights import core_of, label_of, likeness
from parsers.pairs.pair import Pair

MOST_ROWS = 400
HEAD = 1.0
"""Weight from which a cell counts as a column head."""

ROW_HEAD = 1.5
"""Mean weight of a first column from which its words are heads of their rows."""

_NUMBER = re.compile(r"序号|编号|No\.?|#")
_NAMING = re.compile(r"(?:科目|支出|年度|年份|指标|费用名称|开支内容|经费类别|预算类别)")
_YEAR = re.compile(r"\d{4}年?度?|第.年|[一二三四]季度|\d{1,2}月")
_AMOUNT = re.compile(r"金额|经费|预算|数量|单价|比例|[（(][万亿]?元[）)]")
_SUM = re.compile(r"(?:合计|总计|小计|共计)")


@dataclass(frozen=True, slots=True)
class Heads:
    """A table with column heads within a grid: the lowest heads from left to right, the words above each, its data rows, and the
    boxes at the left that stand for all of its rows (a group's name)."""

    leaves: tuple[int, ...]
    above: tuple[str, ...]
    rows: tuple[tuple[int, ...], ...]
    group: tuple[int, ...]
    heads: tuple[int, ...]


def headed(table: Table, row: int) -> Heads | None:
    """The table with column heads that begins in this row, or None."""
    return _of(table, row, levels=2) or _of(table, row, levels=1)


def _of(table: Table, row: int, levels: int) -> Heads | None:
    covered = [table.covers(row + n) for n in range(levels + 1)]
    group = [b for b in covered[0] if all(b in c for c in covered) and table.flow.boxes[b].cell.row_span > levels]
    group = group[: next((i for i, b in enumerate(covered[0]) if b not in group), len(covered[0]))]
    tops = [b for b in covered[0] if b not in group]
    leaves = [b for b in covered[levels - 1] if b not in group]
    if any(table.flow.boxes[b].cell.row < row for b in tops) or len(leaves) < 2 or set(leaves) & set(covered[levels]):
        return None
    if levels == 2 and not _two_storeys(table, tops, leaves, row):
        return None
    first = next(_data(table, leaves, group, row + levels), None)
    if first is None or not _differs(table, leaves, first):
        return None
    if not _all_heads(table, leaves) and not _over_answers(table, leaves, first):
        return None
    data = list(_data(table, leaves, group, row + levels))
    above = tuple(_above(table, tops, b) if levels == 2 else "" for b in leaves)
    return Heads(tuple(leaves), above, tuple(map(tuple, data)), tuple(group), tuple(dict.fromkeys((*tops, *leaves))))


def _two_storeys(table: Table, tops: Sequence[int], leaves: Sequence[int], row: int) -> bool:
    """True where some heads span both rows and others are split in the row below."""
    tall = [b for b in tops if table.flow.boxes[b].cell.row_span == 2]
    parted = [b for b in tops if b not in leaves]
    return bool(tall) and bool(parted) and all(table.text(b) for b in parted) and len(leaves) > len(tops) - 1


def _above(table: Table, tops: Sequence[int], leaf: int) -> str:
    cell = table.flow.boxes[leaf].cell
    over = (b for b in tops if b != leaf and _spans(table, b)[0] <= cell.column < sum(_spans(table, b)))
    return next((label_of(table.text(b)) for b in over), "")


def _spans(table: Table, box: int) -> tuple[int, int]:
    cell = table.flow.boxes[box].cell
    return cell.column, cell.column_span


def _all_heads(table: Table, leaves: Sequence[int]) -> bool:
    """Whether every lowest head but the corner has text, and most look like labels."""
    if any(not table.text(b) or table.nested(b) for b in leaves[1:]):
        return False
    corner = not table.text(leaves[0])
    texts = [table.text(b) for b in leaves if table.text(b)]
    if len(texts) < 2 or any(text.endswith((":", "：")) for text in texts):
        return False
    if all(_YEAR.fullmatch(text) for text in (texts if corner else texts[1:])):
        return True
    likes = [likeness(text) for text in texts]
    enough = 0.6 * len(likes) if len(likes) > 2 or corner else len(likes)
    return min(likes) > -1.5 and sum(like >= HEAD for like in likes) >= enough


def _over_answers(table: Table, leaves: Sequence[int], first: Sequence[int]) -> bool:
    """Whether these are heads of which only the first looks like a label and none like an answer, over a row that begins with an
    answer or a blank cell: where labels and values alternate, each row begins with a label."""
    texts = [table.text(b) for b in leaves]
    if len(leaves) < 4 or not all(texts) or likeness(texts[0]) < HEAD or any(likeness(text) < -1.2 for text in texts):
        return False
    below = [likeness(table.text(b)) if table.text(b) else -4.0 for b in first]
    return below[0] < -1.0 and max(below) < ROW_HEAD and not any(table.nested(b) for b in first)


def _differs(table: Table, leaves: Sequence[int], first: Sequence[int]) -> bool:
    """True where the row below holds answers: no label is under a head, except at the left, where rows may be named. Where a
    label is under every other head, labels and values alternate."""
    below = [likeness(table.text(b)) if table.text(b) else -4.0 for b in first]
    corner = core_of(table.text(leaves[0]))
    if any(like >= 2.0 for like in below[2 if _NUMBER.fullmatch(corner) else 1 :]):
        return False
    turns = below[0] >= HEAD and len(below) > 3 and any(like >= ROW_HEAD for like in below[2::2])
    named = not corner or _NAMING.search(corner) is not None or _AMOUNT.search(core_of(table.text(leaves[1]))) is not None
    return not turns and (len(leaves) > 2 or named or below[0] < ROW_HEAD)


def _data(table: Table, leaves: Sequence[int], group: Sequence[int], start: int) -> Iterator[list[int]]:
    """The rows below that are split like the heads, up to a row of labels."""
    shape = [_spans(table, b) for b in leaves]
    for row in range(start, start + MOST_ROWS):
        boxes = [b for b in table.covers(row) if b not in group]
        if [_spans(table, b) for b in boxes] != shape or (group and not set(group) <= set(table.covers(row))):
            return
        if sum(likeness(table.text(b)) >= 2.0 for b in boxes[1:] if table.text(b)) > 1:  # the heads of another table
            return
        yield boxes


def pairs_of(table: Table, table_heads: Heads, section: str) -> Iterator[Pair]:
    """A pair for each place under the heads, row by row. Of wholly blank rows without a name only the first is given, which shows
    that the table asks."""
    named = _row_heads(table, table_heads)
    columns = _columns(table, table_heads)
    heads = tuple(columns)
    seen: set[int] = set()
    rows = [row for row in table_heads.rows if named(row)[1] or any(tidy(table.text(b)) for b in row[named(row)[0] :])]
    for row in rows or table_heads.rows[:1]:
        first, name = named(row)
        for column, box in list(zip(columns, row, strict=True))[first:]:
            if box in seen:
                continue
            seen.add(box)
            for pair in plain(f"{name}/{column}" if name else column, table.text(box), table.place(box), section):
                yield replace(pair, heads=heads)


def _columns(table: Table, table_heads: Heads) -> list[str]:
    """The words of the heads; where a head is printed twice, the words above it come first."""
    words = [label_of(table.text(b)) for b in table_heads.leaves]
    return [f"{up}/{word}" if up and words.count(word) > 1 else word for word, up in zip(words, table_heads.above, strict=True)]


def _row_heads(table: Table, table_heads: Heads) -> Callable[[Sequence[int]], tuple[int, str]]:
    """A function of a row: how many of its cells name it, and its name ("" where it has none)."""
    corner = core_of(table.text(table_heads.leaves[0])) if table.text(table_heads.leaves[0]) else ""
    numbers = bool(_NUMBER.fullmatch(corner))
    second = numbers and len(table_heads.leaves) > 2 and _names(table, table_heads, 1)
    named = not corner or numbers or _NAMING.search(corner) is not None or _names(table, table_heads, 0)

    def of(row: Sequence[int]) -> tuple[int, str]:
        at = 1 if second and table.text(row[1]) else 0
        text = table.text(row[at])
        if text and (named or _SUM.fullmatch(core_of(text))):
            blank_number = numbers and at == 0 and not any(tidy(table.text(b)) for b in row[1:])
            return (at + 1, "" if blank_number else label_of(text))
        return (1, "") if numbers else (0, "")

    return of


def _names(table: Table, table_heads: Heads, column: int) -> bool:
    """True where a column has labels in all of its rows: then it names the rows."""
    texts = [table.text(row[column]) for row in table_heads.rows]
    likes = [likeness(text) for text in dict.fromkeys(texts) if any(c.isalnum() for c in text)]
    return len(likes) > 0 and all(texts) and sum(likes) / len(likes) >= ROW_HEAD
