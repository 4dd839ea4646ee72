"""Turns the text before, between and behind printed options into one verdict for each: whose mark each one is, or that nobody can
tell.

Where all options are numbered (1. 2. 3.) the numbers are removed first, because a mark stands before the number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from parsers.ticks.signs import CLUSTER, KNOWN, LEADING, SIGNS, STRANGE, TICKS, Verdict, strongest, verdict

_LETTER = r"(?:^|(?<=[\s;,、。/|:)\]】☐]))[vVxX](?![A-Za-z0-9])"
_PIECE = re.compile(CLUSTER)
_RUN = re.compile(rf"{LEADING.pattern}|{_LETTER}")
_NUMBER = re.compile(r"(?<![0-9A-Za-z(])(\d{1,2}|[A-Ja-j])\s?[.、:)]?\s?$")
_COUNT = re.compile(r"[0-9一二三四五六七八九十\s]|(?<![A-Za-z])[A-Ja-j](?![A-Za-z])")
_MOST_BETWEEN = 12
"""Characters between a mark and its option that may be the option's own: a number, a quotation mark, a word before each."""
_TAUGHT = re.compile(rf"[打划画勾填用标]\W{{0,3}}[{TICKS}]|[{TICKS}]\W{{0,2}}[选号表]")
_LESSON = re.compile(
    rf"[(（]?(?:请?在[^\w\n]{{0,6}}\w{{0,4}}|请)[打划画勾填用标]\W{{0,3}}[{TICKS}][\s:：,，。;；)）]{{0,2}}"
)
"""How a form says how to tick: 请在□内打√."""
_CROSSES = SIGNS["cross"].replace("×", "")
_PLAIN_TICK = re.compile(rf"[{TICKS}{_CROSSES}]|(?![{KNOWN}]){STRANGE}")
_SAYS = ("yes", "cross", "odd")
_WORDS, _BREAK = 3, 2
"""Distance that words and breaks put between a mark and an option; a blank counts one."""


@dataclass(frozen=True, slots=True)
class Gap:
    """Marks between two options, touching ones as one run, and the text between them: `seps` has one piece more than `runs`."""

    runs: tuple[str, ...]
    seps: tuple[str, ...]

    @property
    def tail(self) -> str:
        """The marks right before the next option, apart from blanks."""
        return "".join(reversed(list(_near(self.runs[::-1], self.seps[::-1]))))

    @property
    def head(self) -> str:
        """The marks right behind the option before."""
        return "".join(_near(self.runs, self.seps))

    @property
    def side(self) -> int:
        """-1 when the marks are nearer to the option before, 1 to the one after, 0 when nobody can tell."""
        left, right = _distance(self.seps[0]), _distance(self.seps[-1])
        return (left > right) - (left < right)


def _near(runs: Sequence[str], seps: Sequence[str]) -> Iterator[str]:
    for run, sep in zip(runs, seps, strict=False):
        if sep.strip(" \n:"):
            return
        yield "".join(run.split())


def _distance(sep: str) -> int:
    sep = sep.replace(":", "")  # it connects both sides
    if any(c.isalnum() for c in sep):
        return _WORDS
    return 1 if sep and sep.isspace() and "\n" not in sep else _BREAK if sep else 0


def without_lesson(text: str) -> str:
    """The text without what it says about how to tick, which is no tick."""
    return _LESSON.sub("", text)


def gaps(pieces: Sequence[str]) -> list[Gap]:
    """The text before the first option, between each two, and after the last, as marks and the text between them."""
    return [_gap(piece) for piece in (*_unnumbered(_unworded(pieces[:-1])), pieces[-1])]


def _gap(text: str) -> Gap:
    matches = list(_RUN.finditer(text))
    edges, ends = [0, *(m.end() for m in matches)], [*(m.start() for m in matches), len(text)]
    return Gap(tuple(m.group() for m in matches), tuple(text[a:b] for a, b in zip(edges, ends, strict=True)))


def _unworded(pieces: Sequence[str]) -> Sequence[str]:
    """The pieces without the words behind their last mark, where these are the same before every option apart from its count:
    ☐湖南省… ☑湖南省…, ☐类别1：… ☑类别2：…, ☐一、… ☑二、…"""
    ends = [max((match.end() for match in _RUN.finditer(piece)), default=0) for piece in pieces]
    words = [piece[end:] for piece, end in zip(pieces, ends, strict=True)]
    alike = len({_COUNT.sub("", each) for each in words}) == 1 and max(map(len, words)) <= _MOST_BETWEEN
    if not all(ends) or not alike or not all(each.strip() and "\n" not in each for each in words):
        return pieces
    return [piece[:end] for piece, end in zip(pieces, ends, strict=True)]


def _unnumbered(pieces: Sequence[str]) -> Sequence[str]:
    """The pieces without the numbers at their ends, where these count the options: 1 2 3 or A B C."""
    matches = [_NUMBER.search(piece) for piece in pieces]
    numbers = [match[1].upper() for match in matches if match]
    first = "1" if numbers[:1] == ["1"] else "A"
    count = [str(n + 1) if first == "1" else chr(ord("A") + n) for n in range(len(pieces))]
    if len(pieces) < 2 or numbers != count:
        return pieces
    return [piece[: match.start()] for piece, match in zip(pieces, matches, strict=True) if match]


def verdicts(all_gaps: Sequence[Gap], habit: int = 0) -> list[Verdict] | None:
    """One verdict for each option; None where a mark could belong to either neighbour. A line in which every option has its mark
    on one side is read that way; else the outer marks show the side, and between two options the nearer one owns the mark.
    `habit`: where marks stand in other lines of this form, for marks that touch both neighbours: -1 behind their options, 1
    before them."""
    before, after = [gap.tail for gap in all_gaps[:-1]], [gap.head for gap in all_gaps[1:]]
    if all(before) or (before[0] and not after[-1]):
        return _with_strays(before, all_gaps, side_of_marks(all_gaps) or habit)
    if all(after) or (after[-1] and not before[0]):
        return _without_bullets([_weighed(cluster) for cluster in after])
    by_option: list[Verdict] = [""] * len(before)
    for i, gap in enumerate(all_gaps[:-1]):
        cluster = gap.tail or (gap.head if i else "")
        side = (gap.side or habit) if i else 1
        if cluster and side == 0 and _weighed(cluster) in _SAYS:
            return None
        if cluster:
            owner = i if side >= 0 else i - 1
            parted = side < 0 and _distance(gap.seps[-1]) == _WORDS  # by words, and it may well belong before them
            one: Verdict = "odd" if parted and _weighed(cluster) == "yes" else _weighed(cluster)
            by_option[owner] = strongest((by_option[owner], one))
    if after[-1]:
        by_option[-1] = strongest((by_option[-1], _weighed(after[-1])))
    return _without_bullets(by_option)


def _weighed(cluster: str) -> Verdict:
    return "odd" if cluster in ("v", "V", "x", "X") else verdict(cluster)


def side_of_marks(all_gaps: Sequence[Gap]) -> int:
    """On which side of their options marks stand that are not in the printed boxes: -1 behind, 1 before, 0 where no mark shows
    it."""
    own_box, last = bool(all_gaps[-2].tail), all_gaps[-1]
    behind = any(gap.head and _weighed(gap.runs[0]) in _SAYS and _nearer_behind(gap) for gap in all_gaps[1:-1])
    behind = behind or (own_box and bool(last.head) and not last.seps[0] and _weighed(last.head) in _SAYS)
    return (1 if _touching(all_gaps[0].tail) else 0) - (1 if behind else 0)


def _nearer_behind(gap: Gap) -> bool:
    """Whether the first mark of a gap is nearer to the option before than to what follows."""
    return not gap.seps[0] and not _touching(gap.runs[0]) and (bool(gap.seps[1]) or (len(gap.runs) == 1 and gap.side < 0))


def _touching(cluster: str) -> bool:
    """Whether a tick and an empty box behind it touch: √☐, （√）（ ）."""
    pieces = [_weighed(match.group()) for match in _PIECE.finditer(cluster)]
    return len(pieces) > 1 and pieces[0] in _SAYS and pieces[-1] == "no"


def _with_strays(before: Sequence[str], all_gaps: Sequence[Gap], side: int) -> list[Verdict] | None:
    """The verdicts where marks are before their options, except those that somebody put behind one: ☐甲 ☐乙（√） ☐丙. `side`:
    whose the marks are that touch both neighbours: ☐甲√☐乙."""
    by_option = [_weighed(cluster) for cluster in before]
    for i, gap in enumerate(all_gaps[1:-1], 1):
        if len(gap.runs) == 1 and not gap.seps[0] and _touching(gap.runs[0]):
            if side == 0:
                return None
            if side < 0:
                by_option[i - 1], by_option[i] = strongest((by_option[i - 1], "yes")), "no"
        if not gap.tail and _weighed(gap.head) in _SAYS:  # separated by words from an option that has no mark of its own
            by_option[i - 1] = strongest((by_option[i - 1], "odd"))
        if len(gap.runs) < 2 or _weighed(gap.runs[0]) not in _SAYS:
            continue
        left, between = _distance(gap.seps[0]), _distance(gap.seps[1])
        if left == between > 0:
            return None
        if left < between and left < _BREAK:  # a mark on a line of its own belongs to what follows there
            by_option[i - 1] = strongest((by_option[i - 1], _weighed(gap.runs[0])))
            by_option[i] = _weighed("".join(Gap(gap.runs[1:], gap.seps[1:]).tail.split()))
    by_option[-1] = strongest((by_option[-1], _behind_all(all_gaps[-1])))
    return _without_bullets(by_option)


def _behind_all(last: Gap) -> Verdict:
    """What a mark behind the last option says of it: in doubt where a blank is between them."""
    if not last.head or _weighed(last.head) not in _SAYS:
        return ""
    return "odd" if last.seps[0] else _weighed(last.head)


def _without_bullets(by_option: list[Verdict]) -> list[Verdict]:
    """The verdicts without bullets: no marks where all options have one, empty places beside a tick, else in doubt."""
    if all(one == "bullet" for one in by_option):
        return [""] * len(by_option)
    instead: Verdict = "no" if "yes" in by_option else "odd"
    return [instead if one == "bullet" else one for one in by_option]


def overlooked(line: str, all_gaps: Sequence[Gap], chosen: int) -> bool:
    """Whether more plain ticks are in the line than options were chosen, except those that explain how to tick (请打√)."""
    ticks = sum(_PLAIN_TICK.search(run) is not None for gap in all_gaps for run in gap.runs)
    ticks += sum(_PLAIN_TICK.search(sep) is not None for gap in all_gaps for sep in gap.seps)
    return ticks - len(_TAUGHT.findall(line)) > chosen
