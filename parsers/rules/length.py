"""overview-too-long: 1000字以内, counted as Word counts 字数 and by characters (R102)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from parsers.checks.rule import Hit, Kind, Subject, hit
from parsers.model.finding import Severity

_EACH = (
    "\u2010-\u2027\u2030-\u205e\u2460-\u24ff\u2e80-\ua4cf\uac00-\ud7a3"
    "\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U00020000-\U0003ffff"
)
_WORDS = re.compile(rf"[{_EACH}]|[^\s{_EACH}]+")


def length(subject: Subject, *, field: str, most: int) -> Iterator[Hit]:
    """Offers {words}, {characters}, {most}. Firm when both ways of counting exceed, a reminder when one does."""
    value = subject.filled(field)
    if value is None or value.text is None or len(value.text) <= most:
        return  # neither way counts more than there are characters
    words, characters = word_count(value.text), character_count(value.text)
    if max(words, characters) > most:
        severity: Severity | None = None if min(words, characters) > most else Severity.REMIND
        yield hit(field, value, severity, words=words, characters=characters, most=most)


def word_count(text: str) -> int:
    """Word's 字数: every Chinese character and punctuation mark is one, every run of Latin letters and digits is one."""
    return len(_WORDS.findall(text))


def character_count(text: str) -> int:
    """Word's 字符数（不计空格）: every character but blanks."""
    return sum(map(len, text.split()))


KIND = Kind(length, offers=("words", "characters", "most"))
