"""item-count: a text that lists things lists too few or too many (关键词三至五个)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from parsers.checks.operands.operand import answers, hit_at
from parsers.checks.rule import Hit, Kind, Subject
from parsers.values.width import folded

_BETWEEN = re.compile(r"[、,;/|\n]+|(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff])")
_NUMBER = re.compile(r"(?:^|(?<=[\n;]))\s*(?:[(]?[\d一二三四五六七八九十]{1,3}[).、]|[①-⑳])\s*")
"""The number before a thing, as at the beginning of a line."""


def item_count(subject: Subject, *, fields: tuple[str, ...], least: int = 0, most: int = 0) -> Iterator[Hit]:
    """Offers {count}, {least}, {most} and {problem}. Things are parted by 、，； a stroke, a line, or a blank between Chinese
    words; a blank between Latin ones is part of a thing."""
    for one in answers(subject, *fields):
        count = len([item for item in _BETWEEN.split(_NUMBER.sub("", folded(one.text))) if re.search(r"\w", item)])
        if count and (count < least or (most and count > most)):
            problem = f"少于{least}个" if count < least else f"多于{most}个"
            yield hit_at(subject, [one], count=count, least=least, most=most, problem=problem)


KIND = Kind(item_count, offers=("count", "least", "most", "problem"))
