"""Counts how long a text is, in both of the ways in which Word counts."""

from __future__ import annotations

import re

_EACH = (
    "\u2010-\u2027\u2030-\u205e\u2460-\u24ff\u2e80-\ua4cf\uac00-\ud7a3"
    "\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U00020000-\U0003ffff"
)
_WORDS = re.compile(rf"[{_EACH}]|[^\s{_EACH}]+")


def word_count(text: str) -> int:
    """Word's 字数: every Chinese character and punctuation mark is one, every run of Latin letters and digits is one."""
    return len(_WORDS.findall(text))


def character_count(text: str) -> int:
    """Word's 字符数（不计空格）: every character but blanks."""
    return sum(map(len, text.split()))
