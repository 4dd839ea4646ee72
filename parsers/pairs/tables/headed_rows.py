"""Turns the rows under column heads into pairs: row/column where a row has a name, column alone where it has none."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from parsers.pairs.answers import plain
from parsers.pairs.clean_values import tidy
from parsers.pairs.label_weights import NOT_A_FIELD, SIGNED, core_of, is_common_label, label_of, likeness
from parsers.pairs.pair import Pair
from parsers.pairs.tables.cell_roles import Table
from parsers.pairs.tables.column_heads import (
    AMOUNT,
    HEAD,
    LEVEL,
    MARK,
    NAMING,
    NUMBER,
    ROW_HEAD,
    SUM,
    Heads,
    over_figures,
    person,
)
from parsers.pairs.tick_options import ticks

LONGEST_UNIT = 3
"""Characters of the longest word of a unit that counts as an answer."""

_UNIT_HEAD = re.compile(r"单位")


def pairs_of(table: Table, table_heads: Heads, section: str) -> Iterator[Pair]:
    """A pair for each place under the heads, row by row. Of wholly blank rows without a name only the first is given, which shows
    that the table asks. Columns of which a row ticks one are the options of the row's name, or of the group's."""
    group = group_name(table, table_heads.group, "" if table_heads.cut else "/")
    rows = _Rows(table, table_heads)
    seen: set[int] = set()
    asked = [row for row in table_heads.rows if rows.name(row)[1] or any(filled(table.text(b)) for b in row[rows.name(row)[0] :])]
    options = _options(table, table_heads, rows, group)
    above = tuple(dict.fromkeys(filter(None, table_heads.above)))
    heads = tuple(rows.names_of_rows() if rows.turned else rows.columns)
    for row in asked or table_heads.rows[:1]:
        first, name = rows.name(row)
        seen |= set(row[:first])
        if options and (name or group):
            asks = Pair(name or group, "", section=section, group=group if name else "")
            yield _ticked(table, row, options, rows.columns, asks)
        for at in range(first, len(row)):
            if row[at] in seen or (options and at in options):
                continue
            seen.add(row[at])
            column = rows.columns[at]
            label = (f"{column}/{name}" if rows.turned else f"{name}/{column}") if name else column
            if signed(table.text(row[at])):
                label, text = f"{name or group}/{label_of(table.text(row[at]))}".lstrip("/"), ""
                yield Pair(label, text, table.place(row[at]), section, signed=True, heads=heads)
                continue
            for pair in plain(label, table.text(row[at]), table.place(row[at]), section):
                unit = "" if pair.value or pair.options else rows.unit(at, row)
                pair = replace(pair, value=pair.value or unit, heads=heads, above=above)
                yield replace(pair, group=rows.group(row, group), row=column if rows.turned else name)


def signed(text: str) -> bool:
    """Whether a cell under heads says only what is to be signed there."""
    word = SIGNED.fullmatch(core_of(text)) is not None
    return word or (is_common_label(text) and (SIGNED.search(text) is not None or core_of(text) == "日期"))


def filled(text: str) -> bool:
    """Whether something was written in a place: more than what is printed there and more than dots."""
    return bool(tidy(text)) and (any(map(str.isalnum, text)) or MARK.fullmatch(text) is not None or ticks(text) is not None)


def is_unit(text: str) -> bool:
    """True for a short word such as 份, 次 or 天, which elsewhere is printed round an empty place."""
    return 0 < len(text) <= LONGEST_UNIT and text.isalpha()


def asks_for_unit(label: str) -> bool:
    """True for a label that asks for a unit of counting: 单位, 计量单位; not for one that says its own (单价（元）)."""
    return _UNIT_HEAD.search(core_of(label)) is not None and not AMOUNT.search(label)


def group_name(table: Table, boxes: Sequence[int], between: str = "/") -> str:
    """The words of spanning labels at the left, from left to right, with what stands `between`; "" where they name nothing."""
    words = [label_of(table.text(b)) for b in boxes if not table.nested(b)]
    return between.join(w for w in words if w and len(w) <= 40 and likeness(w) > -3.0 and not NOT_A_FIELD.search(core_of(w)))


@dataclass
class _Rows:
    """The rows of a table with the names of its columns and a function of a row: how many of its cells name it, and its name (""
    where it has none). `turned`: the columns are people or the like, and the rows are what is asked of each."""

    table: Table
    heads: Heads

    def __post_init__(self) -> None:
        self.columns = _columns(self.table, self.heads)
        self.name: Callable[[Sequence[int]], tuple[int, str]] = _row_heads(self.table, self.heads)
        names = self.names_of_rows()
        people = [column for column in self.columns[1:] if column]
        self.turned = (
            len(names) > 1
            and sum(map(is_common_label, names)) >= 0.5 * len(names)
            and sum(map(person, people)) >= 0.5 * len(people) > 0
        )  # fmt: skip

    def group(self, row: Sequence[int], outer: str) -> str:
        """The words of the columns to the left of the one that names the row, and of the group of all rows."""
        first, name = self.name(row)
        before = row[: first - 1] if name and not NUMBER.fullmatch(core_of(self.columns[0])) else ()
        words = (label_of(self.table.text(b)) for b in dict.fromkeys(before) if b != row[first - 1])
        return "/".join(filter(None, (outer, *words)))

    def names_of_rows(self) -> list[str]:
        """The names of those rows that have one."""
        return [name for row in self.heads.rows if (name := self.name(row)[1])]

    def unit(self, at: int, row: Sequence[int]) -> str:
        """A word of a unit that was written and not printed: the column asks for units, or has several."""
        text = self.table.text(row[at])
        if not is_unit(text):
            return ""
        column = {word for other in self.heads.rows if (word := self.table.text(other[at]))}
        return text if asks_for_unit(self.columns[at]) or len({word for word in column if word.isalpha()}) > 1 else ""


def _columns(table: Table, table_heads: Heads) -> list[str]:
    """The words of the heads; where a head is printed twice, the words above it come first."""
    words = [label_of(table.text(b)) for b in table_heads.leaves]
    both = zip(words, table_heads.above, strict=True)
    return [up if up and not tidy(word) else f"{up}/{word}" if up and words.count(word) > 1 else word for word, up in both]


def _row_heads(table: Table, table_heads: Heads) -> Callable[[Sequence[int]], tuple[int, str]]:
    corner = core_of(table.text(table_heads.leaves[0])) if table.text(table_heads.leaves[0]) else ""
    numbers = bool(NUMBER.fullmatch(corner))
    second = numbers and len(table_heads.leaves) > 2 and _names(table, table_heads, 1)
    last = _last_name(table, table_heads)
    figures = over_figures(table, table_heads.leaves, table_heads.rows, corner)
    named = last > 0 or figures or not corner or numbers or NAMING.search(corner) is not None or _names(table, table_heads, 0)

    def of(row: Sequence[int]) -> tuple[int, str]:
        at = 1 if second and table.text(row[1]) else last if table.text(row[last]) else 0
        text = table.text(row[at])
        if any(map(str.isalnum, text)) and (named or SUM.fullmatch(core_of(text))):
            blank_number = numbers and at == 0 and not any(tidy(table.text(b)) for b in row[1:])
            return (at + 1, "" if blank_number else label_of(text))
        return (1, "") if numbers or (named and text and not filled(text)) else (0, "")

    return of


def _last_name(table: Table, table_heads: Heads) -> int:
    """The last of several columns at the left that name a row together, the others being groups of rows: levels of indicators,
    and what stands beside heads in two storeys that only repeat or count."""
    words = [core_of(table.text(b)) for b in table_heads.leaves]
    levels = next((at for at, word in enumerate(words) if not LEVEL.search(word)), len(words) - 1)
    if levels > 1:
        return levels - 1
    above = next((at for at, up in enumerate(table_heads.above) if up), 0)
    under = [word for word, up in zip(words, table_heads.above, strict=True) if up]
    return above - 1 if above > 1 and (len(set(under)) < len(under) or all(likeness(word) < HEAD for word in under)) else 0


def _names(table: Table, table_heads: Heads, column: int) -> bool:
    """True where a column has labels in all of its rows: then it names the rows."""
    texts = [table.text(row[column]) for row in table_heads.rows]
    likes = [likeness(text) for text in dict.fromkeys(texts) if any(c.isalnum() for c in text)]
    return len(likes) > 0 and all(texts) and sum(likes) / len(likes) >= ROW_HEAD


def _options(table: Table, table_heads: Heads, rows: _Rows, group: str) -> set[int]:
    """The columns that are the options of a choice: at least two side by side, with nothing in them but ticks, one of which at
    least is there."""
    ticked = [
        {MARK.fullmatch(text) is not None for row in table_heads.rows if (text := table.text(row[at]))}
        for at in range(len(table_heads.leaves))
    ]
    columns = {at for at, marks in enumerate(ticked) if at >= min((rows.name(row)[0] for row in table_heads.rows), default=0)
               and marks <= {True} and likeness(table.text(table_heads.leaves[at])) < 3.0}
    columns = {at for at in columns if at - 1 in columns or at + 1 in columns}
    return columns if any(ticked[at] for at in columns) else set()


def _ticked(table: Table, row: Sequence[int], options: set[int], columns: Sequence[str], asked: Pair) -> Pair:
    """The pair of a row's name, or its group's, with the heads of the columns that are ticked."""
    chosen = [columns[at] for at in sorted(options) if table.text(row[at])]
    offered = tuple(columns[at] for at in sorted(options))
    marks = "".join(table.text(row[at]) for at in sorted(options))
    return replace(asked, value="、".join(chosen), written=marks, options=offered, place=table.place(row[0]))
