"""Hints for experts and staff: whether an application speaks of something, with the sentence that says so.

A hint decides nothing: who reads it weighs it. The guide's preferences, duties and topics are told this way (R7, R15, R41–R49,
R55–R58, R64–R80, R103).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, islice

from config.model import Form
from parsers.model import PackageFile
from parsers.rules.model import Hit, Kind, Subject
from parsers.rules.sentences import folded, quoted

NOT_FOUND = "未识别到相关内容"
_GAP = r"[^，,。；;\n]{0,12}"


def hint(
    subject: Subject, *, words: tuple[str, ...], fields: tuple[str, ...] = (), beside: tuple[str, ...] = (),
    years: tuple[int, int] | None = None, papers: tuple[str, ...] = (), unless: tuple[str, ...] = (), lacking: bool = False,
    most: int = 1,
) -> Iterator[Hit]:
    """Offers {told}. The first `most` sentences of the fields (none given: all long texts) that hold one of the `words` (“…” in
    a word stands for up to twelve characters) and one of the words `beside`, where there are any, and a year of `years`, where
    they are given. `papers`: a file that is no form whose name holds one of these will do as well. With `lacking`, that
    nothing was found is told too, unless nothing was written at all."""
    if subject.form is None:
        return
    told = subject.kept.get(fields) or subject.kept.setdefault(fields, _told(subject, fields or _texts(subject.form)))
    found = list(islice(_found(subject, told, words, beside, unless, years), most))
    if not found and papers:
        found = [_paper(file) for file in subject.package.files if not file.role.startswith("form_") and _named(file, papers)][:1]
    yield from found
    if lacking and told.keys and not found:
        yield Hit(severity="note", words={"told": NOT_FOUND})


@dataclass(frozen=True, slots=True)
class _Told:
    """Several fields as one text, a sentence a line: `keys` of the fields, and where in `text` each begins."""

    text: str
    keys: tuple[str, ...]
    starts: tuple[int, ...]


@lru_cache(maxsize=16)
def _texts(form: Form) -> tuple[str, ...]:
    return tuple(field.key for field in form.fields if field.kind == "long_text")


def _told(subject: Subject, fields: tuple[str, ...]) -> _Told:
    keys = tuple(key for key in fields if subject.filled(key))
    texts = [folded(subject.text(key)) + "\n" for key in keys]
    return _Told("".join(texts), keys, tuple(accumulate(map(len, texts[:-1]), initial=0)))


def _found(
    subject: Subject, told: _Told, words: tuple[str, ...], beside: tuple[str, ...], unless: tuple[str, ...],
    years: tuple[int, int] | None,
) -> Iterator[Hit]:
    """A hit a sentence. Most hints are not spoken of in most texts: whether a word is there at all is asked first, and costs
    next to nothing."""
    text, end = told.text, -1
    if not any(map(text.__contains__, _heads(words))):
        return
    for said in pattern(words).finditer(text):
        at = said.start()
        if at <= end:
            continue
        start, end = text.rfind("\n", 0, at) + 1, text.find("\n", at)
        sentence = text[start:end]
        if unless and pattern(unless).search(sentence):
            continue
        if (not beside or pattern(beside).search(sentence)) and (years is None or within(sentence, years)):
            yield _hit(subject, told.keys[bisect_right(told.starts, start) - 1], quoted(sentence, at - start))


def _hit(subject: Subject, key: str, shown: str) -> Hit:
    value = subject.value(key)
    assert value is not None
    return Hit(key, value.document, value.place, None, value.medium, words={"told": f"“{shown}”"}, quote=shown)


@lru_cache(maxsize=256)
def _heads(words: tuple[str, ...]) -> tuple[str, ...]:
    """How each word begins, up to its first “…”."""
    return tuple(dict.fromkeys(word.split("…")[0] for word in words))


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
