"""Turns the rows of a table into its column heads and the rows under them: 姓名 · 职称 · 分工, or 年度 beside 科目."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from parsers.pairs.cell_roles import Table
from parsers.pairs.label_weights import core_of, label_of, likeness

MOST_ROWS = 400
HEAD = 1.0
"""Weight from which a cell counts as a column head."""

ROW_HEAD = 1.5
"""Mean weight of a first column from which its words are heads of their rows."""

NUMBER = re.compile(r"序号|编号|No\.?|#")
NAMING = re.compile(r"(?:科目|支出|年度|年份|指标|费用名称|开支内容|经费类别|预算类别)")
_YEAR = re.compile(r"\d{4}年?度?|第.年|[一二三四]季度|\d{1,2}月")
AMOUNT = re.compile(r"金额|经费|预算|数量|单价|比例|[（(][万亿]?元[）)]")
SUM = re.compile(r"(?:合计|总计|小计|共计|总额|总金额)")
"""What names the row of sums."""

LEAST_LIKE = -1.5
"""Weight above which a cell may be a head beside others that are."""


@dataclass(frozen=True, slots=True)
class Heads:
    """A table with column heads within a grid: the lowest heads from left to right, the words above each, its data rows (a cell
    merged over several heads stands under each of them), and the boxes at the left that stand for all of its rows (a group's
    name)."""

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
    likely = levels == 2 and _under_a_head(table, tops, leaves)
    if not (likely or _all_heads(table, leaves) or _over_answers(table, leaves, first) or _beside(table, group, leaves, first)):
        return None
    data = list(_data(table, leaves, group, row + levels))
    above = tuple(_above(table, tops, b) if levels == 2 else "" for b in leaves)
    return Heads(tuple(leaves), above, tuple(map(tuple, data)), tuple(group), tuple(dict.fromkeys((*tops, *leaves))))


def _two_storeys(table: Table, tops: Sequence[int], leaves: Sequence[int], row: int) -> bool:
    """True where some heads span both rows and others are split in the row below."""
    tall = [b for b in tops if table.flow.boxes[b].cell.row_span == 2]
    parted = [b for b in tops if b not in leaves]
    return bool(tall) and bool(parted) and all(table.text(b) for b in parted) and len(leaves) > len(tops) - 1


def _under_a_head(table: Table, tops: Sequence[int], leaves: Sequence[int]) -> bool:
    """Whether every head that is split has a label's words: then those below it are heads whatever they say (90—100, 甲)."""
    parted = [table.text(b) for b in tops if b not in leaves]
    return all(likeness(text) >= HEAD for text in parted) and all(table.text(b) and not table.nested(b) for b in leaves)


def _beside(table: Table, group: Sequence[int], leaves: Sequence[int], first: Sequence[int]) -> bool:
    """Whether these stand beside a spanning label as heads over a single row of answers: none is blank or like an answer, one at
    least is like a label, and below them none is."""
    texts = [table.text(b) for b in leaves]
    if not group or len(leaves) < 3 or not all(texts) or any(table.nested(b) for b in (*leaves, *first)):
        return False
    likes = [likeness(text) for text in texts]
    below = [likeness(table.text(b)) if table.text(b) else -4.0 for b in first]
    return min(likes) > -1.2 and max(likes) >= HEAD and max(map(len, texts)) <= 24 and below[0] < -1.0 and max(below) < HEAD


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
    return min(likes) > LEAST_LIKE and sum(like >= HEAD for like in likes) >= enough


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
    if any(like >= 2.0 for like in below[2 if NUMBER.fullmatch(corner) else 1 :]):
        return False
    turns = below[0] >= HEAD and len(below) > 3 and any(like >= ROW_HEAD for like in below[2::2])
    named = not corner or NAMING.search(corner) is not None or AMOUNT.search(core_of(table.text(leaves[1]))) is not None
    return not turns and (len(leaves) > 2 or named or below[0] < ROW_HEAD)


def _data(table: Table, leaves: Sequence[int], group: Sequence[int], start: int) -> Iterator[list[int]]:
    """The rows below that are split like the heads, or have cells merged over several of them, up to a row of labels."""
    for row in range(start, start + MOST_ROWS):
        boxes = [b for b in table.covers(row) if b not in group]
        under = _under(table, leaves, boxes)
        if not under or (group and not set(group) <= set(table.covers(row))):
            return
        if sum(likeness(table.text(b)) >= 2.0 for b in boxes[1:] if table.text(b)) > 1:  # the heads of another table
            return
        if len(boxes) < len(leaves) and (row == start or not _merged(table, leaves, boxes)):
            return
        yield under


def _under(table: Table, leaves: Sequence[int], boxes: Sequence[int]) -> list[int]:
    """The box under each head, or [] where a box begins or ends within a head."""
    starts = {_spans(table, b)[0]: i for i, b in enumerate(leaves)}
    ends = {sum(_spans(table, b)): i for i, b in enumerate(leaves)}
    under: list[int] = []
    for box in boxes:
        first, last = starts.get(_spans(table, box)[0]), ends.get(sum(_spans(table, box)))
        if first != len(under) or last is None or last < first:
            return []
        under += [box] * (last - first + 1)
    return under if len(under) == len(leaves) else []


def _merged(table: Table, leaves: Sequence[int], boxes: Sequence[int]) -> bool:
    """Whether a row with merged cells belongs to the heads above: a sum with its amounts, or a row of answers."""
    texts = [table.text(b) for b in boxes]
    if SUM.fullmatch(core_of(texts[0])) if texts[0] else False:
        last = core_of(table.text(leaves[-1]))
        alone = len(boxes) == 2 and _spans(table, boxes[1]) == _spans(table, leaves[-1])
        return len(boxes) > 2 or (alone and AMOUNT.search(last) is not None)
    return len(boxes) > 2 and max(likeness(text) if text else -4.0 for text in texts) < HEAD
