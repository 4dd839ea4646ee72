"""Holds what was read against what is true of a layout: pairs, paths, texts, blanks, false labels, words that went nowhere."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tests.bench.form_layouts.model import Layout, Para, Picture, Table, Wanted, bare_label

_HINT = re.compile(r"[（(\[【][^（(]*[)）\]】]$")
_NUMBER = re.compile(r"^(?:[（(]?[一二三四五六七八九十\d]{1,2}[)）、.．\s]+|[（(][一二三四五六七八九十\d]{1,2}[)）])")
EXTRA = 60
"""Characters that a long text may have besides: a printed hint, options."""
Key = tuple[frozenset[str], str]


@dataclass
class Score:
    """Right and all of every kind, and a line for each fault."""

    right: Counter[str] = field(default_factory=Counter)
    all: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)

    def count(self, kind: str, right: bool, fault: str) -> None:
        """Counts one."""
        self.all[kind] += 1
        self.right[kind] += right
        if not right:
            self.faults.append(f"{kind}: {fault}"[:220])


def bare(text: str) -> str:
    """A text without blanks and closing punctuation, of one width."""
    return "".join(unicodedata.normalize("NFKC", text).split()).strip("_:;。,.、").replace("~", "-").replace("—", "-")


def score(layout: Layout, read: Mapping[str, Any]) -> Score:
    """What of the layout's truth is in a JSON object of `form pairs`."""
    found: dict[str, str] = read.get("pairs", {})
    keys = {key: key_of(key) for key in found}
    made, taken = Score(), set[str]()
    allowed = {part for wanted in layout.wanted for way in _ways(wanted) for part in key_of(way)[0]}
    allowed |= {bare_label(label) for label in layout.free} | {_short(label) for label in layout.free}
    texts = [wanted for wanted in layout.wanted if wanted.kind == "text"]
    for wanted in layout.wanted:
        at = _place(wanted, keys, allowed)
        got = found[at] if at is not None else None
        right = got is not None and same(wanted, got, texts)
        if not right and wanted.inside:
            right = any(bare(wanted.value) in bare(value) for key, value in found.items()
                        if any(keys[key][0] & key_of(label)[0] for label in wanted.inside))  # fmt: skip
        if at is not None:
            taken.add(at)
        made.count(wanted.kind, right, f"{wanted.label}: {got!r}, {wanted.value!r} wanted")
    for key, (parts, _) in keys.items():
        made.count("no false label", key in taken or parts <= allowed, f"{key}: {found[key]!r} is no pair")
    if "unclaimed" in read:
        everything = bare("\n".join([*found, *found.values(), *map(str, read["unclaimed"])]))
        for text in _typed(layout.blocks):
            lost = [part for part in re.split(r"[:：\n]", text) if bare(part) not in everything]
            made.count("coverage", not lost, f"{lost} went nowhere")
    return made


def key_of(label: str) -> Key:
    """The parts of a label's path without numbers and hints, and which of its name it is ("" for the first)."""
    base, _, number = label.rpartition("#") if re.search(r"#\d+$", label) else (label, "", "")
    return frozenset(_short(part) for part in bare_label(base).split("/") if part), number


def _short(label: str) -> str:
    """A label without its number and the hint in brackets."""
    text = bare_label(label).strip("*＊")
    return re.sub(r"(?<=\D)1$", "", _NUMBER.sub("", _HINT.sub("", text)) or text) if len(text) > 3 else text


def _ways(wanted: Wanted) -> Iterator[str]:
    yield from (wanted.label, *wanted.ways, *wanted.inside)


def _place(wanted: Wanted, keys: Mapping[str, Key], allowed: set[str]) -> str | None:
    """The key under which the pair stands: all parts of its label in any order, and fewest others."""
    for label in (wanted.label, *wanted.ways):
        want, number = key_of(label)
        fits = [(len(parts), key) for key, (parts, count) in keys.items() if want <= parts and count == number
                and (parts == want or (wanted.kind != "plain" and parts - want <= allowed))]  # fmt: skip
        if fits:
            return min(fits)[1]
    return None


def same(wanted: Wanted, got: str, texts: Sequence[Wanted]) -> bool:
    """Whether what was read is the answer, and no other text of the form."""
    if not wanted.value:
        return bare(got) == ""
    have = bare(got)
    if wanted.kind == "text":
        lines = [bare(line) for line in wanted.value.split("\n")]
        others = [bare(other.value.split("\n")[0]) for other in texts if other is not wanted and other.value]
        foreign = any(len(line) > 15 and line in have and line not in "".join(lines) for line in others)
        return all(line in have for line in lines) and len(have) <= sum(map(len, lines)) + EXTRA and not foreign
    return have in {bare(value) for value in (wanted.value, *wanted.also)}


def _typed(blocks: Sequence[Para | Table | Picture]) -> Iterator[str]:
    """Every stretch that was typed."""
    for block in blocks:
        if isinstance(block, Para):
            yield from (run.text for run in block.runs if run.typed and bare(run.text))
        elif isinstance(block, Table):
            for row in block.rows:
                for cell in row:
                    yield from _typed(cell.blocks)
