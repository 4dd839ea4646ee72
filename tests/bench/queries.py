"""Records the statements that a piece of work sends to the databases: how often each ran and how long it took."""

from __future__ import annotations

import re
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Engine, event


@dataclass(slots=True)
class Queries:
    """Statements seen so far: text → (times run, seconds); `asked` keeps each one's newest parameters."""

    seen: dict[str, list[float]] = field(default_factory=lambda: defaultdict(lambda: [0, 0.0]))
    asked: dict[str, Any] = field(default_factory=dict)

    @property
    def count(self) -> int:
        """How many statements were run."""
        return int(sum(times for times, _ in self.seen.values()))

    @property
    def seconds(self) -> float:
        """What the database took for all of them, up to the first row."""
        return sum(seconds for _, seconds in self.seen.values())

    def table(self, most: int = 12) -> str:
        """The costliest statements, a line each."""
        costly = sorted(self.seen.items(), key=lambda entry: -entry[1][1])[:most]
        return "\n".join(f"{seconds * 1000:9.1f} ms {times:6.0f} x  {_short(text)}" for text, (times, seconds) in costly)


@contextmanager
def watched() -> Iterator[Queries]:
    """Watch every engine of this process while the block runs."""
    found = Queries()

    def before(connection: Any, cursor: Any, statement: str, parameters: Any, context: Any, many: bool) -> None:
        context.began = time.perf_counter()

    def after(connection: Any, cursor: Any, statement: str, parameters: Any, context: Any, many: bool) -> None:
        entry = found.seen[statement]
        entry[0] += 1
        entry[1] += time.perf_counter() - context.began
        found.asked[statement] = parameters

    event.listen(Engine, "before_cursor_execute", before)
    event.listen(Engine, "after_cursor_execute", after)
    try:
        yield found
    finally:
        event.remove(Engine, "before_cursor_execute", before)
        event.remove(Engine, "after_cursor_execute", after)


def _short(statement: str) -> str:
    """A statement on one line, its list of columns left out."""
    line = re.sub(r"\s+", " ", statement)
    return re.sub(r"^SELECT .{60,}? FROM", "SELECT … FROM", line)[:150]
