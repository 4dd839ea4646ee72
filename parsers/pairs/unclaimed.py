"""Turns a document and its pairs into the words that neither a label nor a value accounts for, each with the pair beside which it
stands: what was not understood is told, and a label beside it is never called blank."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from parsers.forms.lines import BODY, Flow, TextLine
from parsers.forms.unclaimed import PAGE_NUMBER
from parsers.model.document import MARGINS, Place
from parsers.pairs.clean_values import hint, tidy
from parsers.pairs.inline_labels import LABEL
from parsers.pairs.label_weights import BLANKS, SIGNED, likeness, numbering
from parsers.pairs.pair import Pair
from parsers.ticks import signs

MOST, LONGEST = 500, 400
"""Pieces that are told, and characters of each."""

BESIDE = "旁边有文字未能归入任何栏目"

CERTAIN = 8
"""So many characters are in another value by chance no more."""

_FOLDED_AWAY = re.compile(r"[\s_＿﹍﹏:：﹕∶*＊★]+")
_TITLE = re.compile(
    r"(?:项目|表|[^说]书|通知|办法|Form)(?:[（(][^（）()]{0,20}[）)])?$|^附件?[\d一二三四五六七八九十]*$|制$|^(?:19|20)\d{2}年[^\d]{2}"
)
_INSTRUCTIONS = re.compile(r"(?:说明|须知|注意事项|填写要求|填表要求)$|^注\d?$")
_PRINTED = re.compile(
    r"[（(][^（）()]{0,6}(?:盖章|公章|签章|签字|签名|手印)[^（）()]{0,6}[）)]"
    r"|[（(](?:[^（）()]{0,60}(?:字以内|字以上|字左右|不少于|不超过|请|填写|可另附|可附|限\d|选填|必填|单选|多选|另附|如有|包括|等)[^（）()]{0,60}"
    r"|(?:单位)?[万亿]?元)[）)]"
)  # fmt: skip
"""What forms print besides labels: places of stamps, hints and units in brackets."""
_NOTE = re.compile(r"[(\[【][^()\[\]【】]*[)\]】]")
_FILLER = re.compile(r"年|月|日|元|万元|至|到")
_DRAWN = signs.EMPTY + "".join(signs.SIGNS["beside"])


@dataclass(frozen=True, slots=True)
class Left:
    """Words as written, their place, and the number of the pair at which they stand (None before the first). `inner`: in a table
    within a cell, whose rows have no places of their own."""

    text: str
    place: Place
    pair: int | None = None
    inner: bool = False


@dataclass(slots=True)
class _Claims:
    """The words of labels and values. Few characters count only in the row of their pair, or as often as pairs have them."""

    words: Counter[str] = field(default_factory=Counter)
    rows: dict[tuple[int | None, int | None, int | None], set[str]] = field(default_factory=dict)
    everything: str = ""

    def add(self, place: Place, words: Iterable[str]) -> None:
        """Words of a pair at this place."""
        folded = {fold(word) for word in words} - {""}
        self.words.update(folded)
        self.rows.setdefault(_row(place), set()).update(folded)

    def close(self) -> None:
        """All words are in."""
        self.everything = "\n".join(self.words)

    def hold(self, piece: str, place: Place) -> bool:
        """Whether a whole line or cell, folded, is accounted for."""
        if any(piece in words for words in self.rows.get(_row(place), ())):
            return True
        if len(piece) >= CERTAIN:
            return piece in self.everything
        if self.words[piece] > 0:
            self.words[piece] -= 1
            return True
        return False

    def left(self, piece: str, place: Place) -> list[str]:
        """What is left of a folded line without the words of its row's pairs."""
        for words in sorted(self.rows.get(_row(place), ()), key=len, reverse=True):
            piece = piece.replace(words, "\n")
        return piece.split("\n")


def fold(text: str) -> str:
    """A text as it is compared: without blanks, underlines and colons, in one width."""
    return _FOLDED_AWAY.sub("", unicodedata.normalize("NFKC", text))


def _row(place: Place) -> tuple[int | None, int | None, int | None]:
    return place.table, place.row, None if place.table else place.paragraph


def unclaimed(flow: Flow, pairs: Sequence[Pair], noted: Iterable[str] = ()) -> tuple[Left, ...]:
    """What is left over in the lines of a flow, in reading order, at most MOST pieces. `noted` are labels that the form prints
    with the number of a note."""
    claims, printed = _claimed(pairs, noted), _Printed(flow)
    starts = _starts(flow, pairs)
    found: list[Left] = []
    whole = _whole_boxes(flow, claims)
    for number, line in enumerate(flow.lines):
        if line.box in whole or line.place.note in MARGINS or printed.is_print(number):
            continue
        if text := _left(line, claims):
            before = bisect_right(starts, (number, len(pairs)))
            inner = line.box != BODY and (flow.boxes[line.box].outer != BODY or flow.boxes[line.box].nested)
            found.append(Left(text[:LONGEST], line.place, starts[before - 1][1] if before else None, inner))
            if len(found) == MOST:
                break
    return tuple(found)


def with_doubts(pairs: Sequence[Pair], left: Sequence[Left]) -> tuple[Pair, ...]:
    """The pairs; those without a value, beside or after which something is unclaimed, are in doubt and not blank."""
    words = [piece for piece in left if len(fold(piece.text)) > 1 and not _aside(piece.text)]
    after, rows = {piece.pair for piece in words}, {_row(piece.place) for piece in words if piece.place.table and not piece.inner}
    blank = (not pair.value and not pair.doubt and not pair.signed and not pair.promise for pair in pairs)
    return tuple(
        replace(pair, doubt=BESIDE) if empty and (number in after or _row(pair.place) in rows) else pair
        for number, (pair, empty) in enumerate(zip(pairs, blank, strict=True))
    )


def _aside(text: str) -> bool:
    """Whether words look like a label, or like a note in brackets: neither is an answer to what stands before."""
    return likeness(text) >= LABEL or _NOTE.fullmatch(fold(text)) is not None


def _starts(flow: Flow, pairs: Sequence[Pair]) -> list[tuple[int, int]]:
    """The line at which each pair's place begins, and the pair's number, in the order of the lines. A blank cell begins where its
    lines would."""
    at = {box.cell.place: box.first for box in reversed(flow.boxes)}
    for number, line in enumerate(flow.lines):
        at.setdefault(line.place, number)
    return sorted((at.get(pair.place, 0), number) for number, pair in enumerate(pairs))


def _claimed(pairs: Sequence[Pair], noted: Iterable[str]) -> _Claims:
    claims = _Claims()
    claims.add(Place(), noted)
    for pair in pairs:
        label = [pair.label, *pair.label.split("/"), pair.section, *pair.heads, pair.group, *pair.group.split("/"), *pair.above]
        promised = pair.written.split("\n") if pair.promise else ()
        claims.add(pair.place, [*label, *pair.value.split("\n"), *pair.options, *promised])
        if pair.options:
            claims.add(pair.place, re.split("[；、：]", pair.value))
            claims.add(pair.place, set(signs.KNOWN) & set(pair.written) if pair.value and not pair.doubt else ())
    claims.close()
    return claims


def _whole_boxes(flow: Flow, claims: _Claims) -> set[int]:
    """The boxes whose text is as a whole a label or a value: their lines are not asked one by one."""
    inner = {box.outer for box in flow.boxes}
    texts = ((number, fold(flow.text(number))) for number in range(len(flow.boxes)) if number not in inner)
    return {number for number, text in texts if text and claims.hold(text, flow.boxes[number].cell.place)}


def _left(line: TextLine, claims: _Claims) -> str:
    """What of a line is unclaimed: the line as written where that is more than half of it, else its fragments."""
    whole = fold(line.text)
    if not _tells(whole) or claims.hold(whole, line.place):
        return ""
    begins = hint(line.text)
    without_hint = fold(line.text.replace(begins, "")) if begins and begins != line.text.strip(BLANKS) else whole
    parts = (part for piece in claims.left(without_hint, line.place) for part in _PRINTED.sub("\n", piece).split("\n"))
    rest = [part for part in parts if _tells(_FILLER.sub("", part)) and not (part != whole and claims.hold(part, line.place))]
    if not rest:
        return ""
    return line.text.strip() if 2 * len("".join(rest)) >= len(whole) else " ".join(rest)


def _tells(part: str) -> bool:
    """Whether this is more than punctuation and places to fill in."""
    return any(c.isalnum() or (c in signs.KNOWN and c not in _DRAWN) for c in part)


class _Printed:
    """Which lines of a form are printed round its labels and ask for nothing: titles, instructions, headings, page numbers."""

    def __init__(self, flow: Flow) -> None:
        self._lines = set(_printed_lines(flow))

    def is_print(self, number: int) -> bool:
        """Whether the line of this number is print."""
        return number in self._lines


def _title_of_rows(flow: Flow, line: TextLine) -> bool:
    """Whether a numbered title is alone in its row of a table."""
    box = flow.boxes[line.box]
    one = box.last == box.first + 1 and flow.alone(line.box)
    return one and numbering(line.text) == "一" and likeness(line.text) >= LABEL


def _printed_lines(flow: Flow) -> Iterator[int]:
    instructing = False
    tables = False
    for number, line in enumerate(flow.lines):
        words = fold(line.text)
        tables = tables or line.box != BODY
        if line.box != BODY:
            instructing = False
        elif _INSTRUCTIONS.search(words) and len(words) <= 20:
            instructing = True
        elif instructing and numbering(line.text) == "一" and likeness(line.text) >= LABEL:
            instructing = False
        if line.box != BODY and _title_of_rows(flow, line):
            yield number
            continue
        title = line.box == BODY and len(words) <= 50 and not tables and _TITLE.search(words) is not None
        stamp = len(words) <= 40 and SIGNED.search(words) is not None
        filler = not tidy(line.text) and not words.startswith(("(", "[", "【"))  # of words in brackets only hints are print
        if instructing or title or stamp or filler or PAGE_NUMBER.fullmatch(words):
            yield number
