"""Turns a guide into the places where a letter's own words contradict what the guide asks for on paper."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from config.language import say
from config.model import Guide

_CODE = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_COUNT = re.compile(r"(\d{1,3}|[一二两三四五六七八九十]{1,3})\s*份")
_DIGITS = {sign: n for n, sign in enumerate("零一二三四五六七八九十")} | {"两": 2}


def problems(guide: Guide) -> Iterator[str]:
    """One line for each count of copies in a template that is neither that of applications nor that of certificates, and for each
    certificate that a template names although none is asked for. What a template takes from the guide itself is always right."""
    paper = guide.paper
    for name, text in guide.letters.items():
        plain = _CODE.sub(lambda match: "\n" * match[0].count("\n"), text)
        for number, line in enumerate(unicodedata.normalize("NFKC", plain).splitlines(), 1):
            place = f"letters/{name}.j2, line {number}: "
            for match in _COUNT.finditer(line):
                count = _number(match[1])
                if count > 1 and count not in (paper.copies, paper.certificates):
                    yield place + say(
                        f"写有“{match[0]}”，而指南要求申报书 {paper.copies} 份、证明 {paper.certificates} 份；可写"
                        " {{ asked.copies }} 份",
                        f"says “{match[0]}”, but the guide asks for {paper.copies} applications and {paper.certificates} "
                        "certificates; write {{ asked.copies }}")
            if not paper.certificates and paper.certificate and paper.certificate in line:
                yield place + say(f"要求“{paper.certificate}”，而指南不要求证明",
                                  f"asks for “{paper.certificate}”, of which the guide asks none")


def _number(word: str) -> int:
    if word.isdigit():
        return int(word)
    tens, ten, ones = word.rpartition("十")
    return (_DIGITS.get(tens, 1) * 10 if ten else 0) + _DIGITS.get(ones, 0)
