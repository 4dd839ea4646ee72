"""Hints for experts and staff: whether an application speaks of something, with the sentence that says so.

A hint decides nothing: who reads it weighs it. The guide's preferences, duties and topics are told this way (R7, R15, R41–R49,
R55–R58, R64–R80, R103).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from parsers.model import PackageFile
from parsers.rules.model import Hit, Kind, Subject
from parsers.rules.sentences import quoted, sentences

NOT_FOUND = "未识别到相关内容"
_GAP = r"[^，,。；;]{0,12}"


def hint(
    subject: Subject, *, words: tuple[str, ...], fields: tuple[str, ...] = (), beside: tuple[str, ...] = (),
    years: tuple[int, int] | None = None, papers: tuple[str, ...] = (), unless: tuple[str, ...] = (), lacking: bool = False,
    most: int = 1,
) -> Iterator[Hit]:
    """Offers {told}. The first `most` sentences of the fields (none given: all long texts) that hold one of the `words` (“…” in
    a word stands for up to twelve characters) and one of the words `beside`, where there are any, and a year of `years`, where
    they are given. `papers`: a file that is no form whose name holds one of these will do as well. With `lacking`, that
    nothing was found is told too, unless nothing was written at all."""
    if subject.record is None:
        return
    keys = [key for key in fields or _texts(subject) if subject.filled(key)]
    found = [hit for key in keys for hit in _found(subject, key, words, beside, unless, years)][:most]
    if not found and papers:
        found = [_paper(file) for file in subject.package.files if not file.role.startswith("form_") and _named(file, papers)][:1]
    yield from found
    if lacking and keys and not found:
        yield Hit(severity="note", words={"told": NOT_FOUND})


def _texts(subject: Subject) -> tuple[str, ...]:
    return tuple(field.key for field in subject.fields() if field.kind == "long_text")


def _found(
    subject: Subject, key: str, words: tuple[str, ...], beside: tuple[str, ...], unless: tuple[str, ...],
    years: tuple[int, int] | None,
) -> Iterator[Hit]:
    value = subject.value(key)
    assert value is not None
    for sentence in sentences(value.text or ""):
        said = pattern(words).search(sentence)
        if said is None or (unless and pattern(unless).search(sentence)):
            continue
        if (not beside or pattern(beside).search(sentence)) and (years is None or within(sentence, years)):
            shown = quoted(sentence, said.start())
            yield Hit(key, value.document, value.place, None, value.medium, words={"told": f"“{shown}”"}, quote=shown)


@lru_cache(maxsize=256)
def pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    """Any of these words; “…” in one stands for up to twelve characters without a pause."""
    return re.compile("|".join(_GAP.join(map(re.escape, word.split("…"))) for word in words))


def within(sentence: str, years: tuple[int, int]) -> bool:
    """Whether the sentence names a year from the first to the second, or a span that reaches into them (2019—2024年)."""
    named = [int(year) for year in re.findall(r"(?<!\d)(?:19|20)\d\d(?!\d)", sentence)]
    spans = re.findall(r"((?:19|20)\d\d)年?\s*[-—–~～至到]+\s*((?:19|20)\d\d)", sentence)
    first, last = years
    return any(first <= year <= last for year in named) or any(int(a) <= last and int(b) >= first for a, b in spans) or (
        re.search(r"近[三3]年|今年|当年|本年度", sentence) is not None
    )


def _named(file: PackageFile, words: tuple[str, ...]) -> bool:
    return pattern(words).search(file.name) is not None


def _paper(file: PackageFile) -> Hit:
    own = file.name.rsplit("/", 1)[-1]
    return Hit(document=file.name, severity="note", words={"told": f"附件“{own}”"}, quote=f"附件：{own}")


KIND = Kind(hint, offers=("told",))
