"""Turns the pairs of a form of which pages were recognised on pictures into the same pairs, in doubt where recognition was."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from parsers.model.document import UNREAD, Document, Medium, Paragraph, paragraphs
from parsers.pairs.pair import Pair
from parsers.pairs.tables.spanning_cells import PICTURE

SURE = 0.9
"""Confidence below which a line of a value is not certain."""
SHORT = 24
"""Characters up to which one doubtful character makes another value."""
UNSURE = "由图片识别，把握不足，请与原件核对"
ILLEGIBLE = "有字迹未能识别，请看原件"


def with_unsure(pairs: Sequence[Pair], document: Document) -> tuple[Pair, ...]:
    """The pairs; those whose value rests on ink that was recognised unsurely, or not at all, have a doubt. No value keeps the
    sign of what could not be read."""
    lines = list(_recognised(document))
    unread = {paragraph.place for _, paragraph in lines if UNREAD in paragraph.text}
    return tuple(_weighed(pair, lines if _on_picture(document, pair.place.page) else (), pair.place in unread) for pair in pairs)


def _recognised(document: Document) -> Iterator[tuple[str, Paragraph]]:
    """The paragraphs that were recognised on a picture, each with its words without blanks."""
    for paragraph in paragraphs(document.blocks):
        if _on_picture(document, paragraph.place.page):
            yield "".join(paragraph.text.split()), paragraph


def _on_picture(document: Document, page: int | None) -> bool:
    return document.medium == Medium.OCR or page in document.recognised


def _weighed(pair: Pair, lines: Sequence[tuple[str, Paragraph]], unread: bool) -> Pair:
    illegible = unread or UNREAD in pair.value
    value = "\n".join(line for line in (row.strip() for row in pair.value.replace(UNREAD, "").split("\n")) if line)
    pair = replace(pair, value=value) if illegible else pair
    if illegible and pair.doubt in ("", PICTURE):
        return replace(pair, doubt=ILLEGIBLE)
    if pair.doubt or not pair.value:
        return pair
    unsure = lines and any(_unsure(line, pair, lines) for line in pair.value.split("\n"))
    return replace(pair, doubt=UNSURE) if unsure else pair


def _unsure(line: str, pair: Pair, lines: Sequence[tuple[str, Paragraph]]) -> bool:
    """Whether a line of a value stands nowhere in surely recognised words: at the value's own place, if it is there."""
    words = "".join(line.split())
    holding = [paragraph for text, paragraph in lines if words and words in text]
    own = [paragraph for paragraph in holding if paragraph.place == pair.place] or holding
    return bool(own) and all(_doubtful(words, paragraph) for paragraph in own)


def _doubtful(words: str, paragraph: Paragraph) -> bool:
    counts = len(words) <= SHORT and any(c.isalnum() and c in words for c in paragraph.doubted)
    return paragraph.confidence < SURE or counts
