"""Turns the rows of a table into its column heads and the rows under them: 姓名 · 职称 · 分工, or 年度 beside 科目."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from parsers.pairs.form_signs import SURE_ANSWER
from parsers.pairs.label_weights import core_of, is_common_label, label_of, likeness, numbered_stem
from parsers.pairs.tables.cell_roles import Table
from parsers.ticks.signs import TICKS

MOST_ROWS = 3000
LOOKED_AT = 12
"""Rows by which it is told whether what is above them are heads."""

HEAD = 1.0
"""Weight from which a cell counts as a column head."""

ROW_HEAD = 1.5
"""Mean weight of a first column from which its words are heads of their rows."""

NUMBER = re.compile(r"序号|编号|No\.?|#")
NAMING = re.compile(r"(?:科目|支出|年度|年份|指标|费用名称|开支内容|经费类别|预算类别)")
_KINDS = re.compile(r"科目|支出|年度|年份|指标|费用|内容|类别|类型|项目$|事项|来源|地区|部门|单位$")
"""Heads of a column whose words may name rows of figures."""

LEVEL = re.compile(r"[一二三四]级(?:指标|科目|类别|分类|项目)")
_ROLE = re.compile(r"(?:负责人|主持人|组长|队长|申请人|申报人|第.(?:申请人|完成人|作者|负责人))$")
_YEAR = re.compile(r"\d{4}年?度?|第.年|[一二三四]季度|\d{1,2}月")
AMOUNT = re.compile(r"金额|总价|费用|经费|预算|数量|单价|比例|[（(][万亿]?元[）)]")
MARK = re.compile(f"[{TICKS}vV]")
"""All that stands in a column that is an option."""

_FIGURE = re.compile(r"[\d.,，%+\-—－/\s]{0,20}\d[\d.,%\s]{0,20}[万元]{0,2}|[-—－/无]")
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
    cut: bool = False
    """The group's name is in two boxes that belong together."""


def headed(table: Table, row: int) -> Heads | None:
    """The table with column heads that begins in this row, or None."""
    return _of(table, row, levels=2) or _of(table, row, levels=1)


def _of(table: Table, row: int, levels: int) -> Heads | None:
    covered = [table.covers(row + n) for n in range(levels + 1)]
    group = [b for b in covered[0] if all(b in c for c in covered) and table.flow.boxes[b].cell.row_span > levels]
    left = next((i for i, b in enumerate(covered[0]) if b not in group), len(covered[0]))
    margin = [b for b in group[left:] if b == covered[0][-1] and not table.text(b)]  # the frame of a table within a cell
    group = [*group[:left], *margin]
    tops = [b for b in covered[0] if b not in group]
    leaves = [b for b in covered[levels - 1] if b not in group]
    if any(table.flow.boxes[b].cell.row < row for b in tops) or len(leaves) < 2 or set(leaves) & set(covered[levels]):
        return None
    if levels == 2 and not _two_storeys(table, tops, leaves, row):
        return None
    if len(leaves) > 3 and not table.text(leaves[-1]) and all(likeness(table.text(b)) >= HEAD for b in leaves[:-1]):
        leaves = leaves[:-1]  # a column without a head, which must be blank
    if not all(table.text(b) for b in leaves[1:]):
        return None
    first = next(_data(table, leaves, group, row + levels), None)
    if first is None or not _differs(table, leaves, first):
        return None
    some = list(islice(_data(table, leaves, group, row + levels), LOOKED_AT))
    likely = (levels == 2 and _under_a_head(table, tops, leaves)) or _beside(table, group, leaves, first)
    if not (
        likely or _all_heads(table, leaves, len(some)) or _over_answers(table, leaves, first)
        or _over_named_rows(table, leaves, some) or over_figures(table, leaves, some, "")
    ):  # fmt: skip
        return None
    data = list(_data(table, leaves, group, row + levels))
    above = tuple(_above(table, tops, b) if levels == 2 else "" for b in leaves)
    found = Heads(tuple(leaves), above, tuple(map(tuple, data)), tuple(group), tuple(dict.fromkeys((*tops, *leaves))))
    return _joined(table, found)


def _joined(table: Table, found: Heads) -> Heads:
    """The same heads where the page's end cut a spanning label in two: its first words stand for a head, its others for one cell
    beside all rows."""
    beside = {row[0] for row in found.rows}
    head, cell = found.leaves[0], min(beside)
    if len(beside) > 1 or len(found.rows) < 2 or len(found.leaves) < 3 or not table.text(head):
        return found
    if likeness(table.text(head)) >= HEAD or likeness(table.text(head) + table.text(cell)) < HEAD:
        return found
    rows = tuple(row[1:] for row in found.rows)
    return replace(found, leaves=found.leaves[1:], above=found.above[1:], rows=rows, group=(*found.group, head, cell), cut=True)


def _two_storeys(table: Table, tops: Sequence[int], leaves: Sequence[int], row: int) -> bool:
    """True where some heads span both rows and others are split in the row below."""
    tall = [b for b in tops if table.flow.boxes[b].cell.row_span == 2]
    parted = [b for b in tops if b not in leaves]
    return bool(tall) and bool(parted) and all(table.text(b) for b in parted) and len(leaves) > len(tops) - 1


def _under_a_head(table: Table, tops: Sequence[int], leaves: Sequence[int]) -> bool:
    """Whether every head that is split has a label's words: then those below it are heads whatever they say (90—100, 甲)."""
    parted = [table.text(b) for b in tops if b not in leaves]
    words = [table.text(b) for b in leaves if b not in tops]
    again = len(parted) > 1 and len(set(words)) * 2 <= len(words)
    worded = again or all(likeness(text) >= HEAD or _YEAR.fullmatch(text) for text in parted)
    return worded and all(table.text(b) and not table.nested(b) for b in leaves)


def _beside(table: Table, group: Sequence[int], leaves: Sequence[int], first: Sequence[int]) -> bool:
    """Whether these stand beside a spanning label as heads over a single row of answers: none is blank or like an answer, one at
    least is like a label, and below them none is."""
    texts = [table.text(b) for b in leaves]
    if not group or len(leaves) < 3 or not all(texts) or any(table.nested(b) for b in (*leaves, *first)):
        return False
    likes = [likeness(text) for text in texts]
    below = [likeness(table.text(b)) if table.text(b) else -4.0 for b in first]
    return min(likes) > -1.2 and max(likes) >= HEAD and max(map(len, texts)) <= 24 and below[0] < -1.0 and max(below) < HEAD


def _over_named_rows(table: Table, leaves: Sequence[int], rows: Sequence[Sequence[int]]) -> bool:
    """Whether these are heads over several rows that begin with a label: the words are people's places in a group, or there is
    nothing under them but ticks."""
    words = [table.text(b) for b in leaves[1:]]
    if len(words) < 2 or len(rows) < 2 or not all(words) or max(map(len, words)) > 16:
        return False
    marks = [table.text(b) for row in rows for b in row[1:]]
    if any(marks) and all(MARK.fullmatch(mark) for mark in marks if mark):
        return all(table.text(row[0]) for row in rows)
    people = sum(person(word) for word in words)
    return people >= 0.5 * len(words) and all(likeness(table.text(row[0])) >= HEAD for row in rows)


def over_figures(table: Table, leaves: Sequence[int], rows: Sequence[Sequence[int]], corner: str) -> bool:
    """Whether there is nothing but figures under at least two heads of words, over several rows that begin with different words.
    A `corner` that asks for a person or the like does not name rows."""
    words = [table.text(b) for b in leaves[1:]]
    if len(words) < 2 or len(rows) < 2 or (is_common_label(corner) and _KINDS.search(corner) is None):
        return False
    if not all(words) or any(len(word) > 16 or (_FIGURE.search(word) and not _YEAR.fullmatch(word)) for word in words):
        return False
    names = [table.text(row[0]) for row in rows]
    figures = [text for row in rows for b in row[1:] if (text := table.text(b))]
    named = all(names) and len(set(names)) == len(names) and not any(_FIGURE.fullmatch(name) for name in names)
    return named and len(figures) > len(rows) and all(_FIGURE.fullmatch(text) for text in figures)


def person(words: str) -> bool:
    """True for a place in a group of people: 负责人, 成员2."""
    return _ROLE.search(core_of(words)) is not None or numbered_stem(core_of(words)) != ""


def _above(table: Table, tops: Sequence[int], leaf: int) -> str:
    cell = table.flow.boxes[leaf].cell
    over = (b for b in tops if b != leaf and _spans(table, b)[0] <= cell.column < sum(_spans(table, b)))
    return next((label_of(table.text(b)) for b in over), "")


def _spans(table: Table, box: int) -> tuple[int, int]:
    cell = table.flow.boxes[box].cell
    return cell.column, cell.column_span


def _all_heads(table: Table, leaves: Sequence[int], rows: int) -> bool:
    """Whether every lowest head but the corner has text, and most look like labels; over three rows the last one may look like
    an answer."""
    if any(not table.text(b) or table.nested(b) for b in leaves[1:]):
        return False
    corner = not table.text(leaves[0])
    texts = [table.text(b) for b in leaves if table.text(b)]
    if len(texts) < 2 or any(text.endswith((":", "：")) for text in texts):
        return False
    years = texts if corner else texts[1:]
    if (corner or len(years) > 1) and all(_YEAR.fullmatch(text) or SUM.fullmatch(text) for text in years):
        return True
    likes = [likeness(text) for text in texts]
    enough = 0.6 * len(likes) if len(likes) > 2 or corner else len(likes)
    if len(likes) > 2 and rows > 2 and LEAST_LIKE >= likes[-1] > SURE_ANSWER:
        return min(likes[:-1]) >= HEAD
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
    if all(likeness(table.text(b)) >= HEAD for b in leaves[1:]) and not table.text(leaves[0]) and below[0] >= HEAD > min(below):
        return True
    if any(like >= 2.0 for like in below[2 if NUMBER.fullmatch(corner) else 1 :]):
        return False
    level = all(LEVEL.search(core_of(table.text(b))) for b in leaves[:2])
    if _repeated(table, leaves):
        return table.text(first[0]) != table.text(leaves[0])
    turns = below[0] >= HEAD and len(below) > 3 and any(like >= ROW_HEAD for like in below[2::2]) and not level
    named = not corner or NAMING.search(corner) is not None or AMOUNT.search(core_of(table.text(leaves[1]))) is not None
    return not turns and (len(leaves) > 2 or named or below[0] < ROW_HEAD)


def _data(table: Table, leaves: Sequence[int], group: Sequence[int], start: int) -> Iterator[list[int]]:
    """The rows below that are split like the heads, or have cells merged over several of them, up to a row of labels."""
    again = _repeated(table, leaves)
    for row in range(start, start + MOST_ROWS):
        boxes = [b for b in table.covers(row) if b not in group]
        under = _under(table, leaves, boxes)
        if not under or (group and not set(group) <= set(table.covers(row))):
            return
        if sum(likeness(table.text(b)) >= 2.0 for b in boxes[1:] if table.text(b)) > 1:  # the heads of another table
            return
        if row > start and not again and _turns(table, boxes):
            return
        if len(boxes) < len(leaves) and (row == start or not _merged(table, leaves, boxes)):
            return
        yield under


def _turns(table: Table, boxes: Sequence[int]) -> bool:
    """Whether labels and answers take turns in a row of at least four cells: it belongs to no heads."""
    likes = [likeness(table.text(b)) if table.text(b) else -4.0 for b in boxes]
    return len(likes) >= 4 and len(likes) % 2 == 0 and min(likes[::2]) >= HEAD > max(likes[1::2])


def _repeated(table: Table, leaves: Sequence[int]) -> bool:
    """Whether the right half of the heads says what the left half says."""
    words = [label_of(table.text(b)) for b in leaves]
    middle = len(words) // 2
    return middle > 1 and words[:middle] == words[middle:] and len(set(words)) == middle


def halves(table: Table, found: Heads) -> list[Heads]:
    """The tables of which one stands beside the other under the same heads; most have one only."""
    middle = len(found.leaves) // 2
    if not _repeated(table, found.leaves) or any(found.above):
        return [found]
    return [
        replace(found, leaves=found.leaves[part], above=found.above[part], rows=tuple(row[part] for row in found.rows))
        for part in (slice(middle), slice(middle, None))
    ]


def _under(table: Table, leaves: Sequence[int], boxes: Sequence[int]) -> list[int]:
    """The box under each head, or [] where a box begins or ends within a head."""
    starts = {_spans(table, b)[0]: i for i, b in enumerate(leaves)}
    ends = {sum(_spans(table, b)): i for i, b in enumerate(leaves)}
    under: list[int] = []
    for box in boxes:
        if len(under) == len(leaves) and not table.text(box):
            continue
        first, last = starts.get(_spans(table, box)[0]), ends.get(sum(_spans(table, box)))
        if first != len(under) or last is None or last < first:
            return []
        under += [box] * (last - first + 1)
    return under if len(under) == len(leaves) else []


def _merged(table: Table, leaves: Sequence[int], boxes: Sequence[int]) -> bool:
    """Whether a row with merged cells belongs to the heads above: a sum with its amounts, or a row of answers."""
    texts = [table.text(b) for b in boxes]
    if SUM.fullmatch(core_of(texts[0])) if texts[0] else False:
        last = label_of(table.text(leaves[-1]))
        alone = len(boxes) == 2 and _spans(table, boxes[1]) == _spans(table, leaves[-1])
        return len(boxes) > 2 or (alone and AMOUNT.search(last) is not None)
    return len(boxes) > 2 and max(likeness(text) if text else -4.0 for text in texts) < HEAD
