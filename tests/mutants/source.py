"""The text of a module by the spans of its nodes, in bytes, as the parser counts columns."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from itertools import accumulate
from typing import NamedTuple


class Change(NamedTuple):
    """Bytes from `start` to `end` are replaced by `text`."""

    start: int
    end: int
    text: str


class Source:
    """A module's bytes and where its lines begin."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self._lines = [0, *accumulate(map(len, data.splitlines(keepends=True)))]

    def span(self, node: ast.expr | ast.stmt) -> tuple[int, int]:
        """Where a node begins and ends."""
        assert node.end_lineno is not None and node.end_col_offset is not None
        return self._lines[node.lineno - 1] + node.col_offset, self._lines[node.end_lineno - 1] + node.end_col_offset

    def text(self, node: ast.expr | ast.stmt) -> str:
        """What stands there."""
        start, end = self.span(node)
        return self.data[start:end].decode()

    def instead(self, node: ast.expr | ast.stmt, text: str) -> Change:
        """The node replaced."""
        return Change(*self.span(node), text)

    def between(self, before: ast.expr, after: ast.expr, old: str, new: str) -> Iterator[Change]:
        """The operator between two operands (a pattern) replaced; brackets may stand beside it."""
        gap = self.span(before)[1]
        if found := re.search(old.encode(), self.data[gap : self.span(after)[0]]):
            yield Change(gap + found.start(), gap + found.end(), new)


def changed(data: bytes, change: Change) -> bytes:
    """The module with the change made."""
    return data[: change.start] + change.text.encode() + data[change.end :]
