"""Turns recognised lines into the options that they print, where no guide says which those are: what stands between boxes,
brackets and wide gaps."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from parsers.ocr.checkboxes import EMPTY, TICKED, UNSURE, Mark, Strip, detect_mark, put
from parsers.ocr.options.lines import marked
from parsers.ocr.options.spots import Pictures
from parsers.ocr.ruled_cells import Box
from parsers.ticks import signs

_TICKS = signs.SIGNS["ticked box"] + signs.SIGNS["tick"] + "■"
_BOXES = re.escape(_TICKS + signs.SIGNS["empty box"] + signs.SIGNS["circle"].replace("〇", ""))
_SIGN = re.compile(
    rf"(?:[{_BOXES}]|〇(?![一二三四五六七八九年月])|[（(]\s*[{_TICKS}]?\s*[)）]|[\[【]\s*[{_TICKS}]?\s*[\]】]"
    r"|(?:^|(?<=[\s:：；;，,、]))口(?=\w))+"
)
"""A box, or a pair of brackets with room for a tick, as recognition gives them; two of them are one mark."""
_NUMBER = re.compile(r"^(?:[A-Ja-j]|\d{1,2}|[①-⑩])[.．、)）]?(?=\w\w)")
_GAP = 0.9
"""Heights of print between two characters from which a box may stand there that was not recognised."""
_LONGEST, _MOST = 16, 24
"""Characters of an option, and options of one list."""
_LABEL = re.compile(r".*[:：](?=.)")
_TRIES = (0.45, 1.0), (0.3, 1.0), (0.3, 0.8)
"""How far before the middle of the next character a sign may end, in heights of print, and how high that is by the line's: a box
that is cut, or small for its print, is taken for none."""
_AROUND = ";；,，、。_ \t"


def marked_lists(strips: Sequence[Strip], pictures: Pictures, room: Box) -> list[Strip]:
    """The strips of a room with a ☐ or ☑ beside each option of those lines that print boxes or brackets."""
    whole = [_evenly_marked(strip, pictures) for strip in strips]
    offers = [options_of(strip) if strip is known else [] for strip, known in zip(strips, whole, strict=True)]
    options = tuple(dict.fromkeys(option for found in offers for option in found))[:_MOST]
    if not options:
        return whole
    lists = [strip for strip, found in zip(strips, offers, strict=True) if found]
    others = [strip for strip, found in zip(whole, offers, strict=True) if not found]
    return [*others, *marked(lists, pictures, room, options)]


def options_of(strip: Strip) -> list[str]:
    """The words of a line between its boxes, brackets and gaps, without numbers before them; none if it has no such sign."""
    text = "".join(_with_gaps(strip))
    if not _SIGN.search(text):
        return []
    pieces = [_LABEL.sub("", piece).strip(_AROUND) for part in _SIGN.split(text) for piece in part.split("\t")]
    pieces = [piece.rstrip(":：") for piece in pieces if piece[-1:] not in ":：" or piece.startswith("其")]
    return [words for piece in pieces if (words := _NUMBER.sub("", piece)) and len(words) <= _LONGEST and _tells(words)]


def _tells(words: str) -> bool:
    return any(c.isalpha() for c in words)


def _with_gaps(strip: Strip) -> Iterator[str]:
    """The characters of a line, and a tab where a gap is as wide as a box."""
    gaps = _gaps(strip)
    for at, glyph in enumerate(strip.line.glyphs):
        yield f"\t{glyph.text}" if at in gaps else glyph.text


def _gaps(strip: Strip) -> set[int]:
    """The numbers of the characters before which there is a gap as wide as a box."""
    beside = enumerate(pairwise(strip.line.glyphs), 1)
    return {at for at, (left, right) in beside if strip.x(right.start) - strip.x(left.end) > _GAP * strip.em}


# --- lists of which each sign was recognised --------------------------------------------------------------------------


def _evenly_marked(strip: Strip, pictures: Pictures) -> Strip:
    """The strip, its signs looked at one by one, where each option has one, all before or all behind their options, and a tick
    was recognised among them: nothing has to be told from the ink of the whole list. Other strips as they are."""
    text = "".join(glyph.text for glyph in strip.line.glyphs)
    if not any(c in _TICKS for c in text) or len(text) != len(strip.line.glyphs):
        return strip
    found = [match.span() for match in _SIGN.finditer(text)]
    if _gaps(strip) - {at for ends in found for at in ends}:
        return strip
    pieces = [piece.strip(_AROUND) for piece in _SIGN.split(text)]
    first, last = _LABEL.sub("", pieces[0]) if pieces[0][-1:] not in ":：" else "", pieces[-1]
    between = pieces[1:-1]
    before, behind = not first and bool(last), bool(first) and not last
    if len(found) < 2 or not all(map(_tells, between)) or before == behind:
        return strip
    line = strip.line
    for start, end in reversed(found):
        line = put(line, start, end, _mark(strip, text[start:end], (start, end), pictures))
    return replace(strip, line=line)


def _mark(strip: Strip, read: str, span: tuple[int, int], pictures: Pictures) -> Mark:
    """A tick where one was recognised: recognition leaves out ticks and makes none. Else what the ink there says."""
    if any(c in _TICKS for c in read):
        return TICKED
    glyphs, (start, end) = strip.line.glyphs, span
    left = strip.x(glyphs[start - 1].at) + 0.5 * strip.em if start else strip.x0 - 0.2 * strip.em
    mark: Mark = EMPTY
    for inwards, share in _TRIES:
        right = strip.x(glyphs[end].at) - inwards * strip.em if end < len(glyphs) else strip.x1 + 0.2 * strip.em
        mark = detect_mark(pictures.clean, left, right, strip.y0, strip.y1, share * strip.em, read) or EMPTY
        if mark != UNSURE:
            break
    return mark
