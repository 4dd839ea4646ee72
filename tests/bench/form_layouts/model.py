"""What a layout is made of: paragraphs and tables as a form has them, and what is true of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from random import Random


@dataclass(frozen=True)
class Run:
    """A stretch of text in one look: b bold, u underlined, ^ raised. `typed` by the applicant; else printed."""

    text: str
    look: str = ""
    typed: bool = False


@dataclass
class Para:
    """A paragraph. `align` is left, center or right; `size` in points; `indent` in characters."""

    runs: list[Run]
    align: str = "left"
    size: float = 10.5
    indent: int = 0


@dataclass(frozen=True)
class Picture:
    """A small photograph or drawing."""

    kind: str = "photo"


@dataclass
class Cell:
    """A cell: what is in it, and over how many columns and rows it reaches. `valign`: top, center or bottom."""

    blocks: list[Para | Table | Picture]
    span: int = 1
    down: int = 1
    shade: bool = False
    valign: str = "center"
    line: bool = False


@dataclass
class Table:
    """Rows of cells; a cell that reaches down stands in its first row only. `rules`: all, none, rows (no upright ones) or
    lines (a line below the cells that have one). `widths` in hundredths of the page's width."""

    rows: list[list[Cell]]
    widths: list[int]
    rules: str = "all"


@dataclass(frozen=True)
class Wanted:
    """A pair that a reader should find. `kind`: plain, path, text or blank. `inside`: labels in whose value the text may stand
    instead; `also`: other true values; `ways`: other names it may have."""

    kind: str
    label: str
    value: str
    inside: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    ways: tuple[str, ...] = ()


@dataclass
class Layout:
    """A form: its blocks in their order, the pairs in reading order, and labels that may be there or not."""

    name: str
    rng: Random
    style: dict[str, str]
    blocks: list[Para | Table | Picture] = field(default_factory=list)
    wanted: list[Wanted] = field(default_factory=list)
    free: set[str] = field(default_factory=set)
    used: set[str] = field(default_factory=set)
    parts: list[str] = field(default_factory=list)
    never: set[str] = field(default_factory=set)
    counts: dict[str, int] = field(default_factory=dict)

    def want(self, kind: str, label: str, value: str, **more: tuple[str, ...]) -> None:
        """Notes a pair; the second one of the same label is label#2. A pair without value is a blank."""
        base = bare_label(label)
        self.counts[base] = self.counts.get(base, 0) + ("#" not in base)
        number = "" if self.counts[base] < 2 else f"#{self.counts[base]}"
        self.wanted.append(Wanted(kind if value else "blank", label + number, value, **more))

    def add(self, *blocks: Para | Table | Picture) -> None:
        """Puts blocks to the end."""
        self.blocks.extend(blocks)

    def answer(self, value: str, again: Callable[[Random], str]) -> str:
        """What is written in a place: `value`. A layout that is filled several times takes what `again` draws."""
        return value

    def ticked(self, runs: list[Run], value: str, signs: tuple[str, str], options: Sequence[str]) -> tuple[list[Run], str]:
        """A line of options and what is ticked in it. `signs` are those of an option that is ticked and of one that is not."""
        return runs, value

    def one(self, *of: str) -> str:
        """One of these by lot."""
        return self.rng.choice(of)

    def chance(self, share: float) -> bool:
        """Whether something of this likelihood happens."""
        return self.rng.random() < share


def bare_label(label: str) -> str:
    """A label without blanks and colons, of one width."""
    import unicodedata

    return "".join(c for c in unicodedata.normalize("NFKC", label) if not c.isspace() and c != ":")


def plain(text: str, look: str = "", align: str = "left", size: float = 10.5) -> Para:
    """A printed paragraph of one look."""
    return Para([Run(text, look)], align, size)


def typed(text: str, look: str = "") -> list[Para]:
    """The paragraphs of a typed text."""
    return [Para([Run(line, look, True)]) for line in text.split("\n")]
