"""Turns traditional Chinese characters into simplified ones, each into one, so that positions in the text stay the same."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from opencc import OpenCC


def simplified(text: str) -> str:
    """The text in simplified characters, as long as it was: 經審覈 → 经审核, 乾坤 stays. All else is unchanged."""
    if text.isascii():
        return text
    converted = _converter().convert(text)
    return converted if len(converted) == len(text) else "".join(map(_character, text))


def _character(character: str) -> str:
    converted = _converter().convert(character)
    return converted if len(converted) == 1 else character


@lru_cache(maxsize=1)
def _converter() -> OpenCC:
    from opencc import OpenCC  # here: hardly any form needs its dictionaries

    return OpenCC("t2s")
