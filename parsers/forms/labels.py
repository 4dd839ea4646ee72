"""Finds printed labels in a document: their places, and which of the form's slots each of them is.

A label printed three times (联系电话) is told apart by its neighbours: the labels found, in reading order, are aligned with
the form's slots, in their order, so that the sum of the weights is greatest. What the alignment leaves over (a part of the form
moved elsewhere) goes to the free slot of that label whose neighbours are nearest.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from config.model import Form, Slot
from parsers.forms.lines import BODY, Flow, TextLine
from parsers.model.document import MARGINS
from parsers.ticks.signs import KNOWN

MOST_HITS = 1500
"""How many labels are considered in one document; a filled form has about forty."""

MOST_SEARCHED = 20_000
"""Characters of one line in which labels are looked for."""

_COLON = r"\s*[:：﹕∶]"
_NOTE = r"(?:\s*[（(][^（）()\n]{0,40}[）)]){0,2}(?:\s*[A-Za-z][A-Za-z .,&/'’\-]{1,60})?(?:\s*[（(][^（）()\n]{0,40}[）)])?"
_NUMBER = r"[\s*＊★·•●\-\ufffd]{0,4}(?:[（(]?[0-9０-９一二三四五六七八九十]{1,3}[）)]?[、.．)）]?\s*)?"
_COUNT = re.compile(r"\s*[（(]?[0-9０-９一二三四五六七八九十]{1,3}(?:[）)][、.．]?|[、.．])\s*")
_VARIANTS = {
    "(": "[（(]", ")": "[）)]", "/": "[/／、]", "-": "[-－—]?", "帐": "[帐账]", "账": "[帐账]", ",": "[,，、]", "、": "[,，、]",
}  # fmt: skip

_WORDED = re.compile(r"\s*[（(][\u4e00-\u9fff]{2,12}[）)](?=\s|$)")
_COUNTED = re.compile(r"^[（(]?[0-9]{1,2}[）)]?[、.]?")
_NOTED = re.compile(r"(?:\([^()]*\))+$")
_LATIN = re.compile(r"(?<=[^a-z.,&/'’()\-])[a-z][a-z.,&/'’()\-]*$")
_ANSWERED = re.compile(rf"{_COLON}[^\S\n]*[A-Za-zＡ-Ｚａ-ｚ]")
"""A colon with Latin words behind it in its line: an answer. Before the colon, or on a line of their own, they are the label in
English."""
_PADDING = re.compile(r"^(?:本|项目|申报|申请|单位)(?=.{3})|(?:姓名|名称|全称|信息|情况|号码|说明)$")
"""What people add to a label when they draw the form again."""

BARE = 0.3
"""The weight of words at the beginning of a short line that nothing separates from what follows: used only where a label is
missing."""
_NEAR, _SHORT, _LONG = 0.9, 60, 6
_GOES_ON = set("的是为和及与或等、，。；）)书表类所名人意：:")
"""Characters after which a label before them is part of a sentence."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """A thing the blank form prints: one of its slots, or the heading of a section (`slot` None)."""

    words: tuple[str, ...]
    slot: Slot | None


@dataclass(frozen=True, slots=True)
class Hit:
    """Words of a label in the document, from (line, start) up to (last_line, end) with its colon. `weight` says how much they
    look like a printed label: highest for a cell of its own, lowest for words in the middle of a line."""

    words: str
    line: int
    start: int
    last_line: int
    end: int
    weight: float


@dataclass(frozen=True, slots=True)
class Match:
    """A label that was found: which slot it is (None: a section's heading), and where; `sure` False where it stood
    outside the order of the form."""

    anchor: int
    slot: Slot | None
    hit: Hit
    sure: bool = True


def squeeze(text: str) -> str:
    """Words without blanks, colons and differences of width, as labels are compared."""
    return re.sub(r"[\s:﹕∶_\ufffd]+", "", unicodedata.normalize("NFKC", text))


@lru_cache(maxsize=64)
def anchors(form: Form) -> tuple[Anchor, ...]:
    """The form's slots in order, each section's heading before its first slot."""
    in_order: list[Anchor] = []
    section = ""
    for slot in form.slots:
        if slot.section and slot.section != section:
            section = slot.section
            if squeeze(section) not in map(squeeze, (slot.label, *slot.aliases)):
                in_order.append(Anchor(_spellings(section), None))
        in_order.append(Anchor(tuple(w for words in (slot.label, *slot.aliases) for w in _spellings(words)), slot))
    return tuple(in_order)


def _spellings(words: str) -> tuple[str, ...]:
    """A label with and without its number (一、)."""
    whole = squeeze(words)
    bare = re.sub(r"^[一二三四五六七八九十]+、", "", whole)
    return (whole, bare) if bare != whole else (whole,)


def find(flow: Flow, form: Form) -> list[Match]:
    """The printed labels of the form in this flow, in reading order."""
    hits = list(_hits(flow, form))[:MOST_HITS]
    matched = _align(hits, anchors(form))
    matches = [Match(a, anchors(form)[a].slot, hits[h]) for h, a in matched]
    return sorted(_left_over(matches, hits, form), key=lambda m: (m.hit.line, m.hit.start))


# --- words of labels in lines ---------------------------------------------------------------------------------------


@lru_cache(maxsize=64)
def _patterns(form: Form) -> tuple[re.Pattern[str], frozenset[str]]:
    words = {w for anchor in anchors(form) for w in anchor.words}
    ordered = sorted(words, key=lambda w: (-len(w), w))
    one = "|".join(r"\s*".join(_VARIANTS.get(c, re.escape(c)) for c in w) for w in ordered)
    return re.compile(f"(?P<words>{one})", re.IGNORECASE), frozenset(words)


def _hits(flow: Flow, form: Form) -> Iterator[Hit]:
    pattern, words = _patterns(form)
    labels = {w.lower(): w for w in words}
    whole = {b: weighted for b in range(len(flow.boxes)) if (weighted := _whole(flow, b, labels, _misspelled(form))) is not None}
    firsts = {flow.boxes[b].first: b for b in whole}
    skip = -1
    for number, line in enumerate(flow.lines):
        if number <= skip:
            continue
        if number in firsts:
            word, weight = whole[firsts[number]]
            skip = flow.boxes[firsts[number]].last - 1
            yield Hit(word, number, 0, skip, len(flow.lines[skip].text), weight)
        else:
            yield from _in_line(line, number, pattern, labels, _misspelled(form))


def _whole(flow: Flow, box: int, words: dict[str, str], misspelled: dict[str, str]) -> tuple[str, float] | None:
    """The label and its weight, if it is all that a cell says apart from its number, its note, its English and its line
    breaks."""
    me = flow.boxes[box]
    if me.nested or me.first == me.last or me.last - me.first > 12:
        return None
    text = flow.text(box)
    if len(text) > 120:
        return None
    squeezed = squeeze(text).lower()
    uncounted = _COUNTED.sub("", squeezed)
    tries = (squeezed, squeezed.strip("*·•" + KNOWN), uncounted, _NOTED.sub("", squeezed), _NOTED.sub("", uncounted))
    weight = 3.2 if flow.lines[me.first].place.note not in MARGINS else 2.7
    label = next((words[t] for t in tries if t in words), None)
    if label is not None:
        return label, weight
    plain = _NOTED.sub("", _LATIN.sub("", _COUNTED.sub("", squeezed.lstrip("*★·•"))))
    if plain in words and plain != squeezed and not _answered(flow, box, text):
        return words[plain], weight - 0.1
    if re.search(rf"{_COLON}\s*\S", text):
        return None
    label = words.get(_PADDING.sub("", plain)) or _almost(plain, words, misspelled)
    return (label, _NEAR) if label else None


def _answered(flow: Flow, box: int, text: str) -> bool:
    """Whether Latin words in a label's cell are its answer: behind a colon in its line, or below one where no cell is beside."""
    below = not flow.right(box) and re.search(rf"{_COLON}\s*\n\s*[A-Za-z]", text) is not None
    return below or _ANSWERED.search(text) is not None


@lru_cache(maxsize=64)
def _misspelled(form: Form) -> dict[str, str]:
    """Spellings of labels of four and more characters with one character replaced (as "?") or left out → the label, where
    unambiguous."""
    words = {w for anchor in anchors(form) for w in anchor.words if len(w) >= 4}
    by_spelling: dict[str, str] = {}
    for word in sorted(words):
        for i in range(len(word)):
            for spelled in (word[:i] + "?" + word[i + 1 :], word[:i] + word[i + 1 :] if len(word) > 4 else ""):
                by_spelling[spelled] = word if by_spelling.get(spelled, word) == word else ""
    return by_spelling


def _almost(text: str, words: dict[str, str], misspelled: dict[str, str]) -> str:
    """The label with one character wrong, missing or too many, or ""."""
    if not 4 <= len(text) <= 20:
        return ""
    if label := misspelled.get(text, ""):
        return label
    for i in range(len(text)):
        shorter = words.get(text[:i] + text[i + 1 :], "") if i + 1 < len(text) else ""  # one more at the end is an answer
        if label := misspelled.get(text[:i] + "?" + text[i + 1 :], "") or (shorter if len(shorter) >= 4 else ""):
            return label
    return ""


def _in_line(
    line: TextLine, number: int, pattern: re.Pattern[str], labels: dict[str, str], misspelled: dict[str, str]
) -> Iterator[Hit]:
    text, at, body = line.text[:MOST_SEARCHED], 0, line.box == BODY
    less = 0.5 if line.place.note in MARGINS else 0.0
    while (match := pattern.search(text, at)) is not None:
        at = match.end()
        end, weight = _weigh(text, match.start(), match.end(), body)
        if weight > 0:
            squeezed = squeeze(match.group("words")).lower()
            words = labels.get(squeezed) or labels.get(_plainest(squeezed, labels), "")
            if words:
                start = 0 if _COUNT.fullmatch(text, 0, match.start()) else match.start()  # a label's number is part of it
                yield Hit(words, number, start, number, end, max(weight - less, 0.1))
                at = end
    if at == 0 and (colon := re.search("[:：]", text[:30])):
        words = _almost(_NOTED.sub("", _COUNTED.sub("", squeeze(text[: colon.start()]).lower())), labels, misspelled)
        if words:
            yield Hit(words, number, 0, number, colon.end(), _NEAR)


def _plainest(text: str, labels: dict[str, str]) -> str:
    """The known label that these words are a variant spelling of."""
    return next((w for w in labels if len(w) == len(text) and re.sub(r"[\W_]", "", w) == re.sub(r"[\W_]", "", text)), "")


def _weigh(text: str, start: int, end: int, body: bool) -> tuple[int, float]:
    """How much the words at start:end look like a printed label, and where the label with its colon ends."""
    leading = re.fullmatch(_NUMBER, text[:start]) is not None
    colon = re.compile(_NOTE + _COLON).match(text, end)
    if leading:
        if colon:
            return colon.end(), 3.0
        end = noted.end() if (noted := _WORDED.match(text, end)) else end
        if not text[end:].strip():
            return len(text), 3.0 if body else 2.6
        if text[end].isspace():
            return end, 1.5 if body else 1.2
        if body and text[end] in "（([【" + KNOWN:
            return end, 1.4
        return end, BARE if len(text) <= _SHORT and text[end] not in _GOES_ON else 0.0
    if colon:
        parted = text[start - 1].isspace() or text[start - 1] in ";；，,、。|"
        return colon.end(), 1.2 if parted else 0.6
    return end, 0.0


# --- words of labels → slots ----------------------------------------------------------------------------------------


def _align(hits: Sequence[Hit], asked: Sequence[Anchor]) -> list[tuple[int, int]]:
    """Pairs of hit and anchor, both in order, with the highest sum of weights. Of equals the first wins."""
    n, m = len(hits), len(asked)
    fits = [[hit.words in anchor.words for anchor in asked] for hit in hits]
    best = [[0.0] * (m + 1) for _ in range(n + 1)]
    for i in range(n - 1, -1, -1):
        row, below, fit, weight = best[i], best[i + 1], fits[i], _weight(hits[i])
        for j in range(m - 1, -1, -1):
            taken = below[j + 1] + weight(asked[j]) if fit[j] else 0.0
            row[j] = max(row[j + 1], below[j], taken)
    pairs: list[tuple[int, int]] = []
    i = j = 0
    while i < n and j < m:
        if fits[i][j] and best[i][j] == best[i + 1][j + 1] + _weight(hits[i])(asked[j]):
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i][j + 1]:
            j += 1
        else:
            i += 1
    return pairs


def _weight(hit: Hit):  # type: ignore[no-untyped-def]
    """A label spelled as printed weighs a little more than one with another name."""
    return lambda anchor: hit.weight + (0.05 if hit.words == anchor.words[0] else 0.0)


def _left_over(matches: list[Match], hits: Sequence[Hit], form: Form) -> list[Match]:
    """Adds labels that are outside the form's order, each to the nearest free slot that prints it."""
    asked = anchors(form)
    taken = {m.anchor for m in matches}
    used = {id(m.hit) for m in matches}
    for hit in hits:
        printed = [a for a, anchor in enumerate(asked) if hit.words in anchor.words]
        free = [a for a in printed if a not in taken]
        alone = hit.weight == _NEAR and len(hit.words) >= _LONG and len(free) == len(printed)  # nearly that label
        if id(hit) in used or not free or not (hit.weight >= 2.5 or alone):
            continue
        before = [m for m in matches if m.hit.line <= hit.line]
        near = max(before, key=lambda m: (m.hit.line, m.hit.start)).anchor if before else -1
        chosen = min(free, key=lambda a: (abs(a - near - 1), a))
        matches = [*matches, Match(chosen, asked[chosen].slot, hit, sure=False)]
        taken.add(chosen)
        used.add(id(hit))
    return matches
