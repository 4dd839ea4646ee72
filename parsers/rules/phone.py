"""phone-invalid: a text that cannot be a telephone number (form 1, F1-05b). The finding never shows the number."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from config.model import FieldKind
from parsers.checks.rule import Hit, Kind, Subject, hit
from parsers.model.finding import Severity
from parsers.values.width import folded

Judgement = Literal["fine", "odd", "impossible"]
_EXTENSION = re.compile(r"(?:转|分机|ext\.?|x|#|\*)\s*\d{1,6}.*$|\(\d{1,6}\)$", re.IGNORECASE)
_RUN = re.compile(r"[+(]?\d[\d\s()-]{5,}")
_USUAL = re.compile(r"1[3-9]\d{9}|0[1-9]\d{1,2}-?\d{7,8}", re.ASCII)
"""As most people write their number: then nothing else needs to be checked."""
_PLAIN = re.compile(r"1[3-9]\d{9}|0\d{2,3}\d{7,8}|\d{7,8}|[48]00\d{7}|0?\d{2,3}9[56]\d{3,6}")


def phone(subject: Subject) -> Iterator[Hit]:
    """Fields of kind phone without a plausible number: certain when it is impossible, else a person checks."""
    for field in subject.fields(FieldKind.PHONE):
        value = subject.filled(field.key)
        if value is None or value.text is None or bare_answer(value.text, field.answers):
            continue
        judged = judge(value.text)
        if judged != "fine":
            yield hit(field.key, value, None if judged == "impossible" else Severity.VERIFY)


def bare_answer(text: str, answers: tuple[str, ...]) -> bool:
    """True when the text is one of the words that the form accepts for "there is none"."""
    return text.strip(" 　。.") in answers


def judge(text: str) -> Judgement:
    """How plausible a text is as a telephone number. Impossible: 1 to 6 digits in all, or a single number that begins like a
    mobile phone (1[3-9]) and does not have 11 digits. A text without digits (同封面) is odd, not impossible."""
    text = folded(text)
    if _USUAL.fullmatch(text) or _plausible(text):
        return "fine"
    digits = re.sub(r"\D", "", text)
    pieces = [*re.split(r"[、,;/|\n]|或|和|及|以及", text), *text.split(), *_RUN.findall(text)]
    if any(_plausible(piece) for piece in pieces):
        return "fine"
    if not digits:
        return "odd"
    if len(digits) < 7:
        return "impossible"
    return "impossible" if _broken_mobile(text) else "odd"


def _plausible(piece: str) -> bool:
    number = _EXTENSION.sub("", piece.strip())
    digits = re.sub(r"\D", "", number)
    if re.match(r"\s*(\+|00)(?!\s*86)", number):
        return 7 <= len(digits) <= 17
    return any(_PLAIN.fullmatch(_national(part)) for part in (number, re.sub(r"-\d{1,6}$", "", number)))


def _broken_mobile(text: str) -> bool:
    number = re.sub(r"^(\+|00)\s*86[\s-]*", "", _EXTENSION.sub("", text.strip()))
    if re.search(r"[、,;/|\n]|或|和|及|\(|\d\s+\d{7,}", number):
        return False
    national = _national(number)
    return national.startswith(tuple(f"1{n}" for n in range(3, 10))) and len(national) != 11 and len(national) < 21


def _national(number: str) -> str:
    """The digits without China's country code; an area code keeps its 0."""
    digits = re.sub(r"\D", "", number)
    if not re.match(r"\s*\(?(?:(?:\+|00)\s*86|86[\s)-])", number) and not re.fullmatch(r"861[3-9]\d{9}", digits):
        return digits
    rest = re.sub(r"^(00)?86", "", digits)
    return rest if re.match(r"0|1[3-9]", rest) or len(rest) < 9 else "0" + rest


KIND = Kind(phone)
