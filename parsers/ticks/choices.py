"""Turns printed options and the marks beside them into those that are chosen, and says whether that is sure.

A mark may stand before its option (the printed form) or after it; one that touches two options belongs to neither.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import islice

from config.model import Option
from parsers.model.record import Doubt
from parsers.ticks import signs
from parsers.ticks.gaps import gaps, overlooked, side_of_marks, verdicts, without_lesson
from parsers.ticks.signs import CLUSTER, CONTRADICTED, KNOWN, LETTERS, Verdict, cut_marks, verdict

_SPACES = re.compile(r"[^\S\n]+")
_BREAKS = re.compile(r" ?\n[ \n]*")
_COUNTED = re.compile(r"\(\d{1,2}\)")
_LAST = re.compile(rf"\s*({CLUSTER})\s*$")
_MOST_MARKS, _LONGEST_MARK = 12, 30
_PAIRS = (("(", ")"), ("《", "》"), ("“", "”"), ("「", "」"), ("【", "】"))
_EDGES = " :;,.、。_-—"
_UNDERLINED, _LINE = re.compile(rf"(?m)(?:_{{1,12}} ?|^)([{signs.TICKS}])(?: ?_{{1,12}}|$)"), re.compile("_{2,24}")
_MOUTH, _NUMBERED = "口", r"0-9A-J一二三四五六七八九十.、()"
_PIECE = re.compile(CLUSTER)
_MOST_PLACES, _SHORT = 20, 2
"""Places at which the words of one option are looked for; characters of an option that may be part of another word."""
_MARKS = signs.EMPTY + signs.TICKED + signs.TICKS + signs.CIRCLES + "()[]"
_NONE = ("无", "没有", "/")
_NOTE = re.compile(r"\W*(?:可|限|请|注|最多|至多)[\w\-—~、]{1,16}\W*")
_PROMPT = re.compile(r"^\(?(?:请|需)?\w{0,2}(?:注明|说明|填写|写明|列明)\w{0,2}[):]")


@dataclass(frozen=True, slots=True)
class Choice:
    """What was ticked: options in the form's order, the words that follow an option with text, and what is doubtful."""

    options: tuple[Option, ...]
    texts: tuple[str, ...]
    doubt: Doubt = Doubt.NONE


@dataclass(frozen=True, slots=True)
class _Found:
    option: Option
    start: int
    end: int


def choose(text: str, options: Sequence[Option], emphasis: Sequence[str] = (), habit: int = 0) -> Choice:
    """The options ticked in this text. `emphasis` are pieces of the text in bold, underlined or coloured, which count, as a
    doubtful sign, only where nothing is marked. `habit`: as `side` says of other texts of this form. Nothing ticked: doubt
    "unticked"."""
    line = _boxed(_flat(text), options)
    offered = _find(line, options)
    if not offered:
        said = any(c.isalnum() for c in line) or verdict("".join(line.split())) in ("yes", "cross", "odd")
        return Choice((), (), Doubt.UNSURE if said else Doubt.UNTICKED)
    between = gaps(_gaps(line, offered))
    marks = verdicts(between, habit)
    if marks is None:
        return Choice((), (), Doubt.UNSURE)
    made = _weigh(line, offered, marks, options, emphasis)
    if made.doubt == Doubt.UNTICKED and (again := _written_again(line, offered, options)) is not None:
        return again
    unsure = CONTRADICTED in line or overlooked(line, between, len(made.options))
    if unsure and made.doubt in (Doubt.NONE, Doubt.UNTICKED):
        return replace(made, doubt=Doubt.UNSURE)
    return made


def side(text: str, options: Sequence[Option]) -> int:
    """On which side of the options marks stand beside the printed boxes: -1 behind, 1 before, 0 where no mark shows it."""
    line = _boxed(_flat(text), options)
    offered = _find(line, options)
    return side_of_marks(gaps(_gaps(line, offered))) if offered else 0


def _weigh(
    line: str, offered: list[_Found], marks: list[Verdict], options: Sequence[Option], emphasis: Sequence[str]
) -> Choice:
    """The choice that these verdicts make, one for each option."""
    if not any(marks):
        marks = _letters(line, offered)
    if any(mark != "no" for mark in marks if mark):
        return _marked(line, offered, marks)
    if any(marks):  # only empty boxes: the emphasised option may be meant
        return _set_off(offered, emphasis) or _marked(line, offered, marks)
    return _unmarked(line, offered, options, emphasis)


def _flat(text: str) -> str:
    """NFKC; runs of blanks as one, a line break stays; bracketed numbers that only count the options are removed."""
    line = _bracketed(unicodedata.normalize("NFKC", text).strip())
    line = without_lesson(_BREAKS.sub("\n", _SPACES.sub(" ", line)))
    return _COUNTED.sub("", line) if {"(1)", "(2)"} <= set(_COUNTED.findall(line)) else line


def _bracketed(line: str) -> str:
    """The line with brackets for lines to tick on (__√__甲 ____乙), where one of them has its tick."""
    ticked = _UNDERLINED.sub(r"(\1)", line)
    return _LINE.sub("()", ticked) if ticked != line else line


def _boxed(line: str, options: Sequence[Option]) -> str:
    """The line with a box for every 口 that somebody typed for one before an option."""
    if _MOUTH not in line:
        return line
    words = "|".join(_pattern(word) for option in options for word in (option.label, *option.aliases))
    return re.sub(rf"{_MOUTH}(?=[\s{signs.TICKS}{_NUMBERED}]{{0,4}}(?:{words}))", signs.EMPTY, line)


def _pattern(words: str) -> str:
    letters = [c for c in unicodedata.normalize("NFKC", words) if c.isalnum()]
    return rf"(?:(?![{KNOWN}])[\W_]){{0,6}}".join(map(re.escape, letters))


def _find(line: str, options: Sequence[Option]) -> list[_Found]:
    """Where options are in the line, longest words first, none inside another, each option once."""
    words = [(word, option) for option in options for word in (option.label, *option.aliases)]
    offered: list[_Found] = []
    for word, option in sorted(words, key=lambda pair: -len(pair[0])):
        if any(f.option == option for f in offered):
            continue
        places = [
            match
            for match in islice(re.finditer(_pattern(word), line), _MOST_PLACES)
            if all(match.end() <= f.start or match.start() >= f.end for f in offered)
        ]
        if places:
            match = _own_place(line, places)
            offered.append(_Found(option, match.start(), match.end()))
    return sorted(offered, key=lambda f: f.start)


def _own_place(line: str, places: list[re.Match[str]]) -> re.Match[str]:
    """Which of the places of an option's words is the option: the first, unless that is part of a longer word (是 in 是否) and a
    later one stands at a mark."""
    if not _within_a_word(line, *places[0].span()):
        return places[0]
    return next((match for match in places[1:] if _at_a_mark(line, *match.span())), places[0])


def _within_a_word(line: str, start: int, end: int) -> bool:
    around = line[max(start - 1, 0) : start], line[end : end + 1]
    return end - start <= _SHORT and any(c.isalpha() for c in around) and not _at_a_mark(line, start, end)


def _at_a_mark(line: str, start: int, end: int) -> bool:
    before, after = line[max(start - 2, 0) : start], line[end : end + 2]
    return before.strip()[-1:] in tuple(_MARKS) or after.strip()[:1] in tuple(_MARKS)


def _gaps(line: str, offered: list[_Found]) -> list[str]:
    """The text before the first option, between each two, and after the last."""
    edges = [0, *(f.end for f in offered)]
    ends = [*(f.start for f in offered), len(line)]
    pieces = [line[a:b] for a, b in zip(edges, ends, strict=True)]
    return [*pieces[:-1], _without_words(pieces[-1])] if offered[-1].option.text else pieces


def _without_words(behind: str) -> str:
    """What stands behind the last option, without the words written there where a mark follows them: it is that option's."""
    last = _LAST.search(behind, max(len(behind) - _LONGEST_MARK, 0))
    words = behind[: last.start()] if last and verdict(last[1]) else ""
    return behind[len(words) :].strip() if any(c.isalnum() for c in words) and not _PIECE.search(words) else behind


def _letters(line: str, offered: list[_Found]) -> list[Verdict]:
    """The verdicts of letters that replaced boxes, or none at all where an option has no such letter before it."""
    before = [line[f.start - 1] if f.start else "" for f in offered]
    if len(offered) > 1 and all(c in LETTERS for c in before):
        return [LETTERS[c] for c in before]
    return []


def _marked(line: str, offered: list[_Found], marks: list[Verdict]) -> Choice:
    doubt = Doubt.UNSURE if "odd" in marks or "blurred" in marks else Doubt.NONE
    yes = [i for i, mark in enumerate(marks) if mark == "yes"]
    if not yes:
        yes = [i for i, mark in enumerate(marks) if mark in ("cross", "odd")]
        doubt = Doubt.UNSURE if yes or doubt else Doubt.UNTICKED
    if not yes and len(offered) == 1 and marks != ["blurred"]:
        return Choice((offered[0].option,), ("",), Doubt.UNSURE)
    if doubt == Doubt.NONE and any(_added(line, offered, i) for i in range(len(offered)) if i not in yes):
        doubt = Doubt.UNSURE
    return Choice(tuple(offered[i].option for i in yes), tuple(_words(line, offered, i) for i in yes), doubt)


def _added(line: str, offered: list[_Found], i: int) -> bool:
    """Whether words were written behind an option that takes some: it may be meant though nothing is ticked there."""
    words = _words(line, offered, i)
    return len(words) > 1 and words not in _NONE and _NOTE.fullmatch(words) is None


def _words(line: str, offered: list[_Found], i: int) -> str:
    """What was written behind an option that takes text ("其他：…"), without the next option's mark."""
    if not offered[i].option.text:
        return ""
    end = offered[i + 1].start if i + 1 < len(offered) else len(line)
    return _written(cut_marks(_without_marks_behind(cut_marks(line[offered[i].end : end]))))


def _without_marks_behind(words: str) -> str:
    """The words up to the marks at their end; brackets with words in them are no mark."""
    for _ in range(_MOST_MARKS):
        match = _LAST.search(words, max(len(words) - _LONGEST_MARK, 0))
        if match is None or not verdict(match[1]):
            break
        words = words[: match.start()]
    return words


def _written(words: str) -> str:
    """What was written, without what the form prints round it (其他（请注明：…）), and with its own brackets."""
    words = _PROMPT.sub("", words.strip(_EDGES)).strip(_EDGES)
    if words[:1] == "(" and _closes(words) == len(words) - 1:
        words = words[1:-1].strip(_EDGES)
    for opening, closing in _PAIRS:
        if words.count(closing) != words.count(opening):
            words = words.strip(_EDGES + opening + closing)
    return words


def _closes(words: str) -> int:
    """Where the bracket that begins these words is closed; -1 where it is not."""
    depth = 0
    for at, char in enumerate(words):
        depth += (char == "(") - (char == ")")
        if depth == 0:
            return at
    return -1


def _unmarked(line: str, offered: list[_Found], options: Sequence[Option], emphasis: Sequence[str]) -> Choice:
    """Options without a single mark: the others were deleted, or one is emphasised, or nothing was chosen."""
    if len(offered) < len(options):
        return Choice(tuple(f.option for f in offered), tuple(_words(line, offered, i) for i in range(len(offered))))
    return _set_off(offered, emphasis) or Choice((), (), Doubt.UNTICKED)


def _written_again(line: str, offered: list[_Found], options: Sequence[Option]) -> Choice | None:
    """The one option that is written out beside the printed ones, a doubtful sign; None where there is no such option."""
    rest = list(line)
    for found in offered:
        rest[found.start : found.end] = "\n" * (found.end - found.start)
    again = [found for found in _find("".join(rest), options) if not _within_a_word(line, found.start, found.end)]
    return Choice((again[0].option,), ("",), Doubt.UNSURE) if len(again) == 1 else None


def _set_off(offered: list[_Found], emphasis: Sequence[str]) -> Choice | None:
    """Some options in bold, underlined or coloured, the others not: a doubtful sign. None where there is no such sign."""
    labels = {label for piece in emphasis for label in _emphasised(piece, offered)}
    strong = [f for f in offered if f.option.label in labels]
    if 0 < len(strong) < len(offered):
        return Choice(tuple(f.option for f in strong), ("",) * len(strong), Doubt.UNSURE)
    return None


def _emphasised(piece: str, offered: Sequence[_Found]) -> set[str]:
    """The labels in an emphasised piece that has nothing but options: those that follow one another are one piece."""
    text = _flat(piece)
    labels = sorted((found.option.label for found in offered), key=len, reverse=True)
    each = re.compile("|".join(f"({_pattern(label)})" for label in labels))
    if re.fullmatch(r"[\W_]*", each.sub("", text)) is None:
        return set()
    return {labels[match.lastindex - 1] for match in each.finditer(text) if match.lastindex}
