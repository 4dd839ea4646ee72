"""uscc-invalid: 统一社会信用代码 must have 18 characters with a check character modulo 31 (GB 32100-2015, R38)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from parsers.checks.outside_mainland import looks_foreign, says_abroad
from parsers.checks.reference_answers import refers_elsewhere
from parsers.checks.rule import Hit, Kind, Subject, hit
from parsers.model.finding import Severity
from parsers.values.credit import ALPHABET, valid
from parsers.values.width import folded

LOOKALIKES = {"O": "0", "I": "1", "Z": "2", "S": "5", "V": "Y"}
"""Letters that are not allowed, and what they are commonly written for. Used only for suggestions."""


def code(subject: Subject, *, field: str, foreign_lists: tuple[str, ...] = ()) -> Iterator[Hit]:
    """Offers {reason} and {hint}. Several codes in one place (joint applicants) are accepted when one of them is right."""
    value = subject.filled(field)
    if value is None or value.text is None:
        return
    text = folded(value.text).upper()
    if valid(text):
        return
    pieces = [text, *re.split(r"[^0-9A-Z\s._-]+", text), *re.findall(r"[0-9A-Z]+", text)]
    codes = ["".join(re.findall(r"[0-9A-Z]", piece)) for piece in pieces]
    if any(map(valid, codes)):
        return
    compact = codes[0]
    doubtful = looks_foreign(subject, *foreign_lists) or refers_elsewhere(text) or says_abroad(text)
    severity: Severity | None = Severity.VERIFY if doubtful else None
    yield hit(field, value, severity, reason=_reason(compact), hint=_hint(compact))


def _reason(number: str) -> str:
    if len(number) != 18:
        return f"应为18位，现为{len(number)}位"
    wrong = sorted(set(number) - ALPHABET)
    return f"不应含有字母{'、'.join(wrong)}" if wrong else "校验位不符，可能有一位填写有误"


def _hint(number: str) -> str:
    """The code with digits in place of look-alike letters, where that makes it right, else ""."""
    places = [n for n, character in enumerate(number) if character in LOOKALIKES]
    if len(number) != 18 or not places:
        return ""
    candidate = "".join(LOOKALIKES.get(character, character) for character in number)
    if not valid(candidate):
        return ""
    letters = dict.fromkeys(number[n] for n in places)
    return "（请留意其中" + "、".join(f"字母{letter}是否应为{LOOKALIKES[letter]}" for letter in letters) + "）"


KIND = Kind(code, offers=("reason", "hint"))
