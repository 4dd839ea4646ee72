"""Turns the lines of a cover whose labels have no colon into pairs: by underlines, by gaps, or by the line above or below."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from parsers.model.document import Block, Paragraph
from parsers.pairs.clean_values import tidy
from parsers.pairs.inline_labels import LABEL, parts
from parsers.pairs.label_weights import BLANKS, COLONS, heading, is_common_label, label_of, likely_person, likeness
from parsers.pairs.tick_options import has_marks

AMID, ENDING = 1.5, 1.0
"""Weights from which a word is a label within a line, and at its beginning where other lines are made so."""
MOST_LINES, LONGEST_LINE, LONGEST_LABEL = 60, 120, 20
"""Lines of a cover that are looked at, and the characters of one and of a label."""
REPEATED = 3
"""So many lines of a label, a gap and a value make a cover of such lines."""

_WORD = re.compile(r"[^ \t\u3000\xa0_＿]+")
_SENTENCE = re.compile(r"[。！？；;，]")
_UNITS = re.compile(r"[年月日时分万元至到人（）()\s.,、—\-~/]*")
_GLUED = re.compile(r"(?<=[A-Za-z0-9)）])(?=[\u4e00-\u9fff]{2,6}$)")
_INSTRUCTS = re.compile(r"^.{0,6}(?:说明|须知|注意事项)$")
_BRACKETS = re.compile(r"[（(][^（）()]*[）)]")
_TITLE = re.compile(r"(?:表|书|报告|项目|计划|通知|附件\d*|制)(?:[（(][^（）()]*[）)])?$")


def underlined(text: str, spans: Sequence[tuple[int, int]]) -> list[tuple[str, str]]:
    """The pairs of a line in which printed words and set-off ones (underlined, or of another face) take turns; [] for others."""
    pieces = _pieces(text, spans) if len(text) <= LONGEST_LINE else []
    if len(pieces) < 2 or pieces[0][1]:
        return []
    found: list[tuple[str, str]] = []
    for (words, strong), (value, _) in zip(pieces, [*pieces[1:], ("", True)], strict=True):
        if strong:
            continue
        if found and _UNITS.fullmatch(words):
            found[-1] = (found[-1][0], found[-1][1] + words + value)
        elif _label(words, blank=value[:1] in tuple(BLANKS) or value[-1:] in tuple(BLANKS)):
            found.append((label_of(words), value))
        else:
            return []
    return [(label, value.strip(BLANKS)) for label, value in found]


def _pieces(text: str, spans: Sequence[tuple[int, int]]) -> list[tuple[str, bool]]:
    """The line as pieces in turns, each with whether it is set off; blanks between pieces of one kind belong to them."""
    pieces: list[tuple[str, bool]] = []
    at = 0
    for start, end in sorted(spans):
        for words, strong in ((text[at:start], False), (text[max(start, at) : end], True)):
            if not words or (not strong and not words.strip(BLANKS) and pieces):
                pieces[-1:] = [(pieces[-1][0] + words, pieces[-1][1])] if pieces else []
            elif pieces and pieces[-1][1] == strong:
                pieces[-1] = (pieces[-1][0] + words, strong)
            elif words.strip(BLANKS) or strong:
                pieces.append((words, strong))
        at = max(at, end)
    if text[at:].strip(BLANKS):
        pieces.append((text[at:], False))
    return pieces


def _label(words: str, blank: bool) -> bool:
    label = label_of(words)
    if not 2 <= len(label) <= LONGEST_LABEL or _SENTENCE.search(label) or likely_person(label) or has_marks(label):
        return False
    return likeness(label) >= AMID or (blank and not heading(words) and likeness(label) >= -3.0)


def gapped(text: str, sure: bool) -> list[tuple[str, str]]:
    """The pairs of a line in which words well known as labels stand before values, with blanks between; [] for others. `sure`:
    other lines are made so, and less is asked of the first label."""
    words = _words(text) if len(text) <= LONGEST_LINE else []
    if not words or _SENTENCE.search(text):
        return []
    found: list[tuple[str, str]] = []
    for number, (word, gap) in enumerate(words):
        first = number == 0
        known = is_common_label(word) or (sure and likeness(re.sub(r"(?<=\D)\d$", "", word)) >= (ENDING if first else AMID))
        last = number == len(words) - 1 and not first and gap == 1
        after = first or found[-1][1] or (gap > 1 and is_common_label(word))
        if known and not last and not heading(word) and after:
            found.append((label_of(word), ""))
        elif first:
            return []
        else:
            label, value = found[-1]
            found[-1] = (label, f"{value}{' ' * min(gap, 2)}{word}".strip())
    wide = max((gap for _, gap in words[1:]), default=0) > 1
    filled = [value for _, value in found if value]
    if not filled and not (len(found) == 1 and is_common_label(found[0][0])):
        return []
    return found if (sure or (wide and filled)) and all(len(value) <= 60 for value in filled) else []


def _words(text: str) -> list[tuple[str, int]]:
    """The words of a line, each with the width of the gap before it; single Chinese characters in a row are one word, and a label
    behind letters or figures is one of its own."""
    words: list[tuple[str, int]] = []
    end = 0
    for match in _WORD.finditer(text):
        gap = match.start() - end
        single = len(match.group()) == 1 and "\u4e00" <= match.group() <= "\u9fff"
        if words and single and re.fullmatch("[\u4e00-\u9fff]+", words[-1][0]) and _spread(text, words, end):
            words[-1] = (words[-1][0] + match.group(), words[-1][1])
        else:
            pieces = _GLUED.split(match.group())
            glued = len(pieces) == 2 and likeness(pieces[1]) >= LABEL
            words += [(pieces[0], gap), (pieces[1], 2)] if glued else [(match.group(), gap)]
        end = match.end()
    return words


def _spread(text: str, words: list[tuple[str, int]], end: int) -> bool:
    """Whether the word that ends here is made of single characters with blanks between."""
    last = words[-1][0]
    return len(last) == 1 or text[end - 2 : end - 1] in tuple(BLANKS)


def repeated(blocks: Sequence[Block]) -> bool:
    """Whether several lines before the first table are a label, a gap and a value."""
    lines = _cover(blocks)
    return sum(bool(gapped(text, sure=True)) and bool(gapped(text, sure=True)[0][1]) for text in lines) >= REPEATED


def _cover(blocks: Sequence[Block]) -> list[str]:
    lines: list[str] = []
    for block in blocks:
        if not isinstance(block, Paragraph) or len(lines) >= MOST_LINES:
            break
        lines += [line for line in block.text.split("\n") if line.strip(BLANKS)]
    return lines


def on_lines_of_their_own(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks, with the values of a cover that stand in the line above or below their label's put behind it."""
    ends = (n for n, block in enumerate(blocks[:MOST_LINES]) if not isinstance(block, Paragraph) or _is_heading(block))
    end = next(ends, MOST_LINES)
    cover = [block for block in blocks[:end] if isinstance(block, Paragraph) and block.text.strip(BLANKS)]
    kinds = [_kind(paragraph) for paragraph in cover]
    side = _side(kinds, list(map(_type_of, cover)))
    if not side:
        return tuple(blocks)
    near = (n + side for n, kind in enumerate(kinds) if kind == "label" and 0 <= n + side < len(cover))
    values = [n for n in near if kinds[n] == "free"]
    types = Counter(map(_type_of, (cover[n] for n in values)))
    typed = {kind for kind, count in types.items() if 3 * count > len(values)}
    made: list[Block] = []
    used: set[int] = set()
    for number, (paragraph, kind) in enumerate(zip(cover, kinds, strict=True)):
        beside = number + side
        if kind != "label" or not 0 <= beside < len(cover) or kinds[beside] != "free" or beside in used:
            continue
        if typed and cover[beside].face and _type_of(cover[beside]) not in typed:
            continue  # in another type than the values
        used.add(beside)
        label, value = _entry(paragraph.text)
        words = cover[beside].text.strip(BLANKS)
        text = f"{label}：{words + value if side < 0 else value + words}"
        kinds[number] = text
    for number, (paragraph, kind) in enumerate(zip(cover, kinds, strict=True)):
        if number not in used:
            made.append(paragraph if kind in ("label", "free", "title") else replace(paragraph, text=kind, emphasis=()))
    return (*made, *blocks[end:])


def _is_heading(paragraph: Paragraph) -> bool:
    text = paragraph.text
    return (heading(text) and likeness(text) >= AMID) or _INSTRUCTS.search(label_of(text)) is not None


def _entry(text: str) -> tuple[str, str]:
    """A line's only label and its value."""
    entries = parts(text)
    if len(entries) == 1:
        return entries[0][0], tidy(entries[0][1])
    return (label_of(text), "") if not entries and is_common_label(text) else ("", "")


def _type_of(paragraph: Paragraph) -> tuple[bool, str]:
    """Whether a line is emphasised, and its face."""
    return sum(z - a for a, z in paragraph.emphasis) * 2 > len(paragraph.text), paragraph.face


def _kind(paragraph: Paragraph) -> str:
    text = paragraph.text
    own = underlined(text, paragraph.emphasis) or [pair for pair in gapped(text, sure=True) if pair[1]]
    if _entry(text)[0] and not own:
        return "label"
    words = text.strip(BLANKS)
    printed = _TITLE.search(words) is not None or words[-1:] in COLONS or _BRACKETS.fullmatch(words) is not None
    return "title" if own or printed or parts(text) or len(words) > 60 or has_marks(words) else "free"


def _side(kinds: Sequence[str], types: Sequence[tuple[bool, str]]) -> int:
    """-1 where values stand above their labels, 1 where they stand below, 0 where neither is plain. The line before the first
    label and the one after the last count only where they look like those between labels."""
    labels = [n for n, kind in enumerate(kinds) if kind == "label"]
    between = {types[n] for n, kind in enumerate(kinds) if kind == "free" and labels and labels[0] < n < labels[-1]}

    def value(n: int) -> bool:
        return 0 <= n < len(kinds) and kinds[n] == "free" and (not between or types[n] in between)

    above, below = sum(value(n - 1) for n in labels), sum(value(n + 1) for n in labels)
    few = max(above, below) < REPEATED and not (len(labels) == 2 == max(above, below))
    if few or 2 * max(above, below) <= len(labels):
        return 0
    return -1 if above > below else 1
