"""A Style: the axes along which offices lay a form out, and one choice along each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from random import Random
from typing import Any, Literal, get_args, get_type_hints

Values = Mapping[str, Any]
Cover = Literal["lines", "underlined", "ruled", "table", "pair-table", "vml", "drawing", "alternate", "below", "control", "tabs"]
Labels = Literal["template", "tight", "wide", "broken", "soft", "noted", "number", "bold", "star", "renamed"]
Pairs = Literal[
    "beside", "colon", "inside", "inside-below", "under", "gap", "cell-control", "row-control", "table-control", "inline-control",
    "label-cell", "split",
]  # fmt: skip
Runs = Literal[
    "whole", "split", "tracked", "moved", "link", "field", "simple", "comment", "hidden", "styled", "footnote", "smart", "ruby",
    "custom", "kangxi",
]  # fmt: skip
Bank = Literal["rows", "lines", "nested", "flat", "columns"]
Tables = Literal["one", "sections", "rows-apart", "repeated", "nested", "deleted-row", "inserted-row"]
Schedule = Literal[
    "template", "total", "merged-total", "numbered", "units", "yuan", "swapped", "wide-heads", "nested", "own-table"
]
Around = Literal["", "letter", "annex", "both", "header", "english"]
Hints = Literal["before", "after", "gone", "bare"]


@dataclass(frozen=True)
class Style:
    """One way along every axis."""

    cover: Cover = "lines"
    labels: Labels = "template"
    pairs: Pairs = "beside"
    runs: Runs = "whole"
    bank: Bank = "rows"
    tables: Tables = "one"
    schedule: Schedule = "template"
    around: Around = ""
    hints: Hints = "before"
    colon: str = "："
    tick: str = "（√）|（ ）"


def mixed(rng: Random, least: int = 2) -> Style:
    """A style that leaves the plain way along at least so many axes, where it can."""
    hints = get_type_hints(Style)
    axes = {f.name: get_args(hints[f.name]) for f in fields(Style)}
    axes |= {"colon": ("：", ":", "", " ", "： ", "﹕"), "tick": ("（√）|（ ）", "☑|□", "■|□", "（√）|（）", "( √ )|(  )", "☑|")}
    chosen = [*rng.sample([a for a in axes if a != "tick"], least), "tick"]
    style = Style(**{a: rng.choice(axes[a]) for a in chosen})
    if style.schedule == "own-table" and style.pairs in ("row-control", "table-control"):
        style = replace(style, schedule="template")  # a control cannot reach over two tables
    return replace(style, colon="：") if style.around == "english" and style.colon == " " else style


LAYOUTS: dict[str, Style] = {
    f"{f.name}:{way}": Style(**{f.name: way})
    for f in fields(Style)
    for way in get_args(get_type_hints(Style)[f.name])
    if way != f.default
} | {f"colon:{c!r}": Style(colon=c) for c in (":", "", " ", "﹕")}
