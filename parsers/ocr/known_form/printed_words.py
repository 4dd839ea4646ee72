"""Tells printed labels of the guide's forms in what was recognised, a few wrong characters allowed, and puts such words right:
labels are spelled as printed, and printed instructions are left out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from rapidfuzz import fuzz, process
from rapidfuzz.distance import Levenshtein

from config.model import Form
from parsers.formats.pdf.page_text import Row
from parsers.forms.labels import squeeze

_SHORTEST = 4
"""Characters from which a label is told although one of them is wrong."""
_SURE = 82.0
"""How alike in hundredths an instruction and what was recognised of it are."""
_LEAST_HINT = 8
_UNSURE = 0.95
"""Confidence below which two or three characters may be a label of which one is wrong."""
_NUMBERED = re.compile(r"^[一二三四五六七八九十]+、")


@dataclass(frozen=True)
class PrintedWords:
    """Labels and headings of all forms, longest first, as `squeeze` gives them, and the instructions printed at them."""

    labels: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()
    own: Mapping[str, str] = field(default_factory=dict)
    """Every spelling of a label → the one that the form prints; "" where labels of several kinds share it."""
    _known: dict[str, str] = field(default_factory=dict, compare=False, repr=False)

    @cached_property
    def _exact(self) -> frozenset[str]:
        return frozenset(self.labels)

    @cached_property
    def _asked(self) -> tuple[str, ...]:
        """The labels behind which something is answered or signed: other words of a form may be nearly an answer."""
        return tuple(label for label in self.labels if label in self.own or _NUMBERED.match(label))

    def label(self, text: str) -> str:
        """The label that this text is, or nearly is; "" where it is none."""
        words = squeeze(text)
        if words in self._exact:
            return words
        if not _SHORTEST <= len(words) <= 40:
            return ""
        if words not in self._known:
            self._known[words] = self._nearly(words)
        return self._known[words]

    def begins(self, text: str) -> bool:
        """Whether a label begins with this text, or nearly so."""
        words = squeeze(text)
        return len(words) > 1 and any(
            len(label) > len(words) and Levenshtein.distance(label[: len(words)], words) <= len(words) // _SHORTEST
            for label in self.labels
        )

    def leading(self, text: str) -> int:
        """How many characters of this text the label is, of four and more, that stands before other words without a colon; 0 for
        none."""
        for label in self.labels:
            if len(label) >= _SHORTEST and text.startswith(label) and len(text) > len(label):
                return len(label) if text[len(label)].isalnum() else 0
        return 0

    def _nearly(self, words: str) -> str:
        most = max(1, len(words) // _SHORTEST)
        found = process.extractOne(words, self._asked, scorer=Levenshtein.distance, score_cutoff=most)
        if found is None or len(found[0]) < _SHORTEST:
            return ""
        near = [label for label in self._asked if Levenshtein.distance(words, label, score_cutoff=int(found[1])) <= found[1]]
        meant = {self.own.get(label, label) or label for label in near}
        return str(found[0]) if len(near) == 1 else meant.pop() if len(meant) == 1 else ""

    def _short(self, words: str) -> str:
        """The label of two or three characters that this is but for one."""
        near = [
            label for label in dict.fromkeys(self.own.values())
            if len(label) == len(words) and sum(a != b for a, b in zip(label, words, strict=True)) == 1
        ]  # fmt: skip
        return near[0] if 1 < len(words) < _SHORTEST and len(near) == 1 else ""

    def right(self, rows: Sequence[Row]) -> list[Row]:
        """The rows of one cell with its label spelled as printed, and without instructions."""
        rows = self._without_hints(rows)
        whole = "".join(row.text for row in rows)
        unsure = len(rows) == 1 and rows[0].confidence < _UNSURE
        label = self.label(whole) or (self._short(squeeze(whole)) if unsure else "")
        if label and (squeeze(whole) != label or len(rows) > 1):
            colon = "：" if whole.rstrip().endswith(("：", ":")) else ""
            return [replace(rows[0], text=label + colon, bottom=rows[-1].bottom, doubted="", others=())]
        return [self._headed(row) for row in rows]

    def _headed(self, row: Row) -> Row:
        """A row that begins with a label and a colon, the label spelled as printed."""
        head, colon, rest = row.text.partition("：" if "：" in row.text else ":")
        label = self.label(head) or self._short(squeeze(head)) if colon and 3 <= len(squeeze(head)) <= 20 else ""
        if not label or label == squeeze(head):
            return row
        others = tuple((at + len(label) - len(head), char) for at, char in row.others if at > len(head))
        return replace(row, text=label + colon + rest, others=others)

    def _without_hints(self, rows: Sequence[Row]) -> list[Row]:
        kept = list(rows)
        for hint in self.hints:
            kept = _without(kept, hint)
        return kept


def _without(rows: list[Row], hint: str) -> list[Row]:
    """The rows without this instruction, wherever in them it begins and ends."""
    letters = [(number, at, c) for number, row in enumerate(rows) for at, c in enumerate(row.text) if c.isalnum()]
    text = "".join(c for *_, c in letters)
    if len(hint) < _LEAST_HINT or len(text) < 0.8 * len(hint):
        return rows
    found = fuzz.partial_ratio_alignment(hint, text, score_cutoff=_SURE)
    if found is None or found.dest_end - found.dest_start < 0.8 * len(hint):
        return rows
    (first, start, _), (last, end, _) = letters[found.dest_start], letters[found.dest_end - 1]
    kept: list[Row] = []
    for number, row in enumerate(rows):
        before = re.sub(r"[（(\[【]\s*$", "", row.text[:start]) if number == first else row.text if number < first else ""
        after = re.sub(r"^[\s。.，,、）)\]】]+", "", row.text[end + 1 :]) if number == last else row.text if number > last else ""
        words = (before + after).strip()
        if words:
            kept.append(row if words == row.text else _of(row, before, after))
    return kept


def _of(row: Row, before: str, after: str) -> Row:
    """What is left of a row: words that it begins with and words that it ends with, with their doubtful characters."""
    text = before + after
    blank, behind = len(text) - len(text.lstrip()), len(row.text) - len(after)
    others = [(at if at < len(before) else at - behind + len(before), char) for at, char in row.others
              if at < len(before) or at >= behind]  # fmt: skip
    words = text.strip()
    return replace(row, text=words, others=tuple((at - blank, c) for at, c in others if 0 <= at - blank < len(words)))


def printed_words(forms: Iterable[Form]) -> PrintedWords:
    """What these forms print at their fields."""
    labels: set[str] = set()
    hints: set[str] = set()
    own: dict[str, str] = {}
    for form in forms:
        for slot in form.slots:
            labels |= {squeeze(words) for words in (slot.label, *slot.aliases, slot.section)}
            for words in map(squeeze, (slot.label, *slot.aliases) if slot.field or slot.area else ()):
                own[words] = squeeze(slot.label) if own.get(words, squeeze(slot.label)) == squeeze(slot.label) else ""
        labels |= {squeeze(words) for words in (*form.sections, *form.schedule_columns)}
        hints |= {"".join(c for c in hint if c.isalnum()) for asked in form.fields for hint in asked.hints}
    labels |= {_NUMBERED.sub("", words) for words in labels}
    return PrintedWords(
        tuple(sorted(labels - {""}, key=lambda w: (-len(w), w))),
        tuple(sorted(hints - {""}, key=len, reverse=True)),
        own,
    )


NOTHING = PrintedWords()
