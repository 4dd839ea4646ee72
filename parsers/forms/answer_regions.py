"""Finds where the answer to a label is: after it in its own cell or line, else right of it, else under it, else in the lines
that follow. A region ends where the next printed label begins."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from config.model import Field, FieldKind
from parsers.forms.cells.open_cells import free_boxes, labelled, lines_above
from parsers.forms.cells.print_patterns import print_of
from parsers.forms.labels import Match, squeeze
from parsers.forms.lines import BODY, Flow, TextLine
from parsers.model.document import MARGINS, UNREAD, Place

_BLANKS = " \t\r\f\v\u3000\xa0\u2002\u2003_＿﹍﹏"
_DIGIT = "[0-9〇零一二三四五六七八九十○]"
_DATE_LINE = re.compile(f"{_DIGIT}{{4}}年{_DIGIT}{{1,3}}月(?:{_DIGIT}{{1,3}}日)?")
_FOLLOWING = {
    FieldKind.LONG_TEXT: 400, FieldKind.OPTIONS: 40, FieldKind.CHOICE: 12, FieldKind.ORGANISATION: 3, FieldKind.TEXT: 3,
    FieldKind.ADDRESS: 3,
}
"""How many further lines of the body may belong to an answer. Other kinds take one, and only if nothing is beside the label."""

_CONTINUED = re.compile(r"\s*\S{0,40}(?:[（(]\s*(?:续|接上页)\s*[）)]|续\s*表)\s*")
"""A head that somebody repeated by hand at the top of the next page."""
_JOINED = {FieldKind.CODE, FieldKind.ACCOUNT, FieldKind.POSTCODE, FieldKind.PHONE}
_MANY = {FieldKind.LONG_TEXT, FieldKind.OPTIONS, FieldKind.CHOICE}
_SENTENCE = re.compile(r"\S[^\n]{3,}[。！？；!?;]")
"""Words before a label in its line that are prose, and so end the answer before it."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A line of an answer."""

    text: str
    place: Place
    strong: tuple[str, ...] = ()
    confidence: float = 1.0
    doubted: str = ""


@dataclass(frozen=True, slots=True)
class Region:
    """The lines of an answer without blank ones; `place` is where it is, or should be; `habit` is on which side of options marks
    stand elsewhere in the form, where that is known (parsers.ticks.choices)."""

    pieces: tuple[Piece, ...]
    place: Place
    habit: int = 0

    @property
    def text(self) -> str:
        """The answer as written, outer blanks removed, line by line."""
        return "\n".join(p.text for p in self.pieces)

    @property
    def confidence(self) -> float:
        """How surely it was read, weighted by length; 1 for nothing."""
        total = sum(len(p.text) for p in self.pieces)
        return round(sum(p.confidence * len(p.text) for p in self.pieces) / total, 4) if total else 1.0

    @property
    def doubted(self) -> str:
        """The characters of which recognition was in doubt."""
        return "".join(p.doubted for p in self.pieces)

    def without(self, sign: str) -> Region:
        """The region without a sign, and without the lines that held nothing else."""
        kept = (replace(p, text=p.text.replace(sign, "").strip(_BLANKS)) for p in self.pieces)
        return replace(self, pieces=tuple(p for p in kept if p.text))


def beside(flow: Flow, matches: Sequence[Match], match: Match, field: Field) -> Region:
    """The region that answers a label."""
    hints = print_of(field)
    line = flow.lines[match.hit.last_line]
    if line.box == BODY:
        return _region(_after_line(flow, matches, match, field, hints), line.place)
    own = _pieces(_own_box(flow, matches, match), hints)
    if own:
        more = _rows_below(flow, matches, line.box) if _goes_on(flow, matches, match, field) else ()
        return _region([*own, *_pieces(more, hints)], own[0].place)
    if flow.boxes[line.box].last - 1 > match.hit.last_line or _next(matches, match.hit.line, match.hit.end, line.box, flow):
        return Region((), line.place)  # one of several labels in this cell, and nothing after it
    return _around(flow, matches, line.box, field, hints)


def until(flow: Flow, matches: Sequence[Match], match: Match, most: int) -> list[Piece]:
    """Everything from a label to the next one, in reading order, at most `most` lines."""
    at = matches.index(match)
    end = matches[at + 1].hit.line if at + 1 < len(matches) else len(flow.lines)
    pieces = [_rest(flow, matches, match)]
    following = flow.lines[match.hit.last_line + 1 : min(end, match.hit.last_line + most)]
    following = [line for line in following if not _apart(flow, match, line)]
    last = _last_words(flow, matches[at + 1]) if match.hit.last_line < end < len(flow.lines) else []
    return _pieces([*pieces, *map(_piece, following), *last], ())


def _around(flow: Flow, matches: Sequence[Match], box: int, field: Field, hints: tuple[re.Pattern[str], ...]) -> Region:
    """The boxes beside a label's cell: to the right up to the next label, else below."""
    right = list(free_boxes(flow, matches, flow.right(box), field.kind == FieldKind.LONG_TEXT))
    if right:
        chosen = [_pieces([*map(_piece, lines_above(flow, matches, b, field))], hints) for b in right]
        filled = [c for c in chosen if c]
        where = flow.boxes[right[0]].cell.place
        if field.kind in _MANY or not filled:
            below = (_pieces(_lines(flow, b), hints) for b in _goes_on_below(flow, matches, box, right))
            filled += [c for c in below if c]
        if field.kind in _MANY:
            return Region(tuple(p for c in filled for p in c), filled[0][0].place if filled else where)
        if field.kind in _JOINED and len(filled) > 1 and all(sum(len(p.text) for p in c) <= 2 for c in filled):
            least = min(p.confidence for c in filled for p in c)
            return Region((Piece("".join(p.text for c in filled for p in c), where, (), least),), where)
        return _region(filled[0] if filled else [], where)
    where = flow.boxes[box].cell.place
    if flow.lines[flow.boxes[box].first].confidence < 1.0 and flow.torn(box):
        return Region((Piece(UNREAD, where),), where)  # the cell of the answer was not found on this paper
    long = flow.alone(box) and field.kind in _MANY
    under = _rows_below(flow, matches, box) if long else _under(flow, matches, box)
    return _region(_pieces(under, hints), flow.boxes[box].cell.place)


def _goes_on_below(flow: Flow, matches: Sequence[Match], box: int, right: Sequence[int]) -> Iterator[int]:
    """Boxes of the next rows that a page's end cut off: in them the label's place is blank, or repeats the label."""
    name, below = squeeze(flow.text(box)), flow.under(box)
    edges = {flow.boxes[b].cell.column for b in right}
    while below is not None and not labelled(flow, matches, below) and squeeze(flow.text(below)) in ("", name):
        beside = flow.right(below)
        if not beside or any(labelled(flow, matches, b) or flow.boxes[b].cell.column not in edges for b in beside):
            return
        yield from beside
        below = flow.under(below)


def _under(flow: Flow, matches: Sequence[Match], box: int) -> list[Piece]:
    below = flow.under(box)
    left = flow.left(below) if below is not None else None
    if below is None or labelled(flow, matches, below) or (left is not None and labelled(flow, matches, left)):
        return []  # a label of its own is in it, or beside it: it answers that label
    return list(_lines(flow, below))


def _rows_below(flow: Flow, matches: Sequence[Match], box: int) -> list[Piece]:
    """The rows under a cell that fills its row, as long as they fill theirs, up to the next label."""
    pieces: list[Piece] = []
    below = flow.under(box)
    while below is not None and flow.alone(below):
        me = flow.boxes[below]
        following = next((m for m in matches if me.first <= m.hit.line < me.last), None)
        end = following.hit.line if following else me.last
        lines = [*list(_lines(flow, below))[: end - me.first], *_last_words(flow, following)]
        pieces += () if len(lines) == 1 and _CONTINUED.fullmatch(lines[0].text) else lines
        below = flow.under(below) if end == me.last else None
    return pieces


def _piece(line: TextLine) -> Piece:
    return Piece(line.text, line.place, line.strong, line.confidence, line.doubted)


def _goes_on(flow: Flow, matches: Sequence[Match], match: Match, field: Field) -> bool:
    """True where the text of a cell that fills its row may continue in the rows below (a page ended, or somebody split it)."""
    box = flow.lines[match.hit.last_line].box
    following = _next(matches, match.hit.line, match.hit.start + 1, -1, flow)
    last = following is None or following.hit.line >= flow.boxes[box].last
    return field.kind == FieldKind.LONG_TEXT and last and flow.alone(box)


def _lines(flow: Flow, box: int) -> Iterator[Piece]:
    me = flow.boxes[box]
    return map(_piece, flow.lines[me.first : me.last])


def _own_box(flow: Flow, matches: Sequence[Match], match: Match) -> list[Piece]:
    """What follows the label in its own cell, up to the next label."""
    box = flow.boxes[flow.lines[match.hit.last_line].box]
    following = _next(matches, match.hit.line, match.hit.start + 1, -1, flow)
    last = min(box.last, following.hit.line if following else box.last)
    pieces = [_rest(flow, matches, match)]
    more = _last_words(flow, following) if match.hit.last_line < last < box.last else []
    return [*pieces, *map(_piece, flow.lines[match.hit.last_line + 1 : last]), *more]


def _rest(flow: Flow, matches: Sequence[Match], match: Match) -> Piece:
    """The rest of the label's line, up to a label in the same line."""
    hit, line = match.hit, flow.lines[match.hit.last_line]
    ends = [m.hit.start for m in matches if m.hit.line == hit.last_line and m.hit.start >= hit.end and m is not match]
    return replace(_piece(line), text=line.text[hit.end : min(ends, default=len(line.text))])


def _last_words(flow: Flow, following: Match | None) -> list[Piece]:
    """Words before the next label in its line that end the answer to the last label: where the lines of a page were read as one
    paragraph, or somebody went on typing in that line."""
    if following is None:
        return []
    line = flow.lines[following.hit.line]
    sentence = _SENTENCE.fullmatch(line.text[: following.hit.start].strip(_BLANKS))
    return [replace(_piece(line), text=sentence.group())] if sentence and line.place.note not in MARGINS else []


def _next(matches: Sequence[Match], line: int, start: int, box: int, flow: Flow) -> Match | None:
    """The next label after a position, within a box (-1: anywhere)."""
    return next(
        (m for m in matches if (m.hit.line, m.hit.start) > (line, start - 1) and box in (-1, flow.lines[m.hit.line].box)), None
    )


def _after_line(
    flow: Flow, matches: Sequence[Match], match: Match, field: Field, hints: tuple[re.Pattern[str], ...]
) -> list[Piece]:
    """The rest of a body line, and the lines after it that can only belong to it."""
    pieces = _pieces([_rest(flow, matches, match)], hints)
    following = _next(matches, match.hit.line, match.hit.start + 1, -1, flow)
    end = following.hit.line if following else len(flow.lines)
    most = _FOLLOWING.get(field.kind, 0 if pieces else 1)
    for line in flow.lines[match.hit.last_line + 1 : min(end, match.hit.last_line + 1 + most)]:
        cell = line.box != BODY and field.kind != FieldKind.LONG_TEXT
        if cell or _DATE_LINE.fullmatch(squeeze(line.text)) or _apart(flow, match, line):
            return pieces
        pieces += _pieces([_piece(line)], hints)
    long = field.kind == FieldKind.LONG_TEXT
    more = long and following is not None and match.hit.last_line < end and flow.lines[end].box == BODY
    return [*pieces, *_pieces(_last_words(flow, following), hints)] if more else pieces


def _apart(flow: Flow, match: Match, line: TextLine) -> bool:
    """True for a line in a page margin where the label is not in the margin."""
    return line.place.note in MARGINS and line.place != flow.lines[match.hit.last_line].place


def _pieces(pieces: Iterator[Piece] | Sequence[Piece], hints: tuple[re.Pattern[str], ...]) -> list[Piece]:
    """Lines without outer blanks, underlines and template hints, blank ones dropped. A hint may run over several lines."""
    kept = [p for p in pieces if p.text.strip(_BLANKS)]
    text = "\n".join(p.text for p in kept)
    for hint in hints:
        text = hint.sub(lambda m: "\n" * m.group().count("\n"), text)
    if not kept:
        return []
    tidy = (replace(p, text=t.strip(_BLANKS)) for t, p in zip(text.split("\n"), kept, strict=True))
    return [p for p in tidy if p.text]



def _region(pieces: Sequence[Piece], place: Place) -> Region:
    return Region(tuple(pieces), pieces[0].place if pieces else place)
