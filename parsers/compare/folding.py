"""Folds a text for comparing: width, case, and characters that recognition confuses are made the same."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from parsers.values.simplified import simplified
from parsers.values.width import folded as compatible

_TWINS = (
    "日曰", "己已巳", "未末", "土士", "人入八", "干千于", "天夭", "戊戌戍", "大太犬", "0〇○零OoQ", "1lI|丨", "口囗", "王玉壬",
    "候侯", "免兔", "刺剌", "晴睛", "析折", "拆折", "技枝", "账帐", "待侍", "他她它", "莱菜", "斤厅", "坏环", "体休",
)  # fmt: skip
"""Characters that recognition confuses; each is replaced by the first of its group."""
_FOLD = {ord(char): twins[0] for twins in reversed(_TWINS) for char in twins}
_DIGITS = str.maketrans("OoQDIl|ZSB", "0000111258")
_SIGNS = re.compile(r"[\W_]+")


def bare(text: str) -> str:
    """Letters, digits and characters alone, half-width, in lower case."""
    return _SIGNS.sub("", compatible(text)).lower()


def folded(text: str) -> str:
    """The same text with confused characters made equal."""
    return bare(compatible(text).translate(_FOLD))


def code(text: str) -> str:
    """A code without blanks and dashes, in capitals."""
    return re.sub(r"[\W_]+", "", compatible(text)).upper()


def code_as_read(text: str) -> str:
    """The same, letters that recognition makes of digits counted as these digits."""
    return re.sub(r"[\W_]+", "", compatible(text)).translate(_DIGITS).upper()


@lru_cache(maxsize=8192)
def one_sign(char: str, digits: bool = False) -> str:
    """One character folded: nothing for a blank or a sign, mostly one character. `digits`: as in a code."""
    return code_as_read(char) if digits else folded(simplified(char))


def ticked(content: Any) -> dict[str, str]:
    """The options of a choice, folded, each with the words that were written behind it."""
    chosen = content if isinstance(content, list) else [content] if content else []
    parted = (str(option).partition("：") for option in chosen)
    return {bare(label): text for label, _, text in parted}


def rare(char: str) -> bool:
    """Whether a character is outside GB 2312: recognition reads a common one that looks similar."""
    try:
        char.encode("gb2312")
    except UnicodeEncodeError:
        return char >= "\u3400"
    return False
