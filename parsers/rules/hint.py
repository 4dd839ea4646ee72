"""Hints for experts and staff: whether an application mentions something, with the sentence that does.

A hint decides nothing: whoever reads it judges. The guide's preferences, duties and topics are checked this way (R7, R15,
R41–R49, R55–R58, R64–R80, R103).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, islice

from config.model import FieldKind, Form
from parsers.checks.guide_words import Words
from parsers.checks.rule import Hit, Kind, Subject
from parsers.checks.sentences import folded, quoted
from parsers.model.finding import Severity
from parsers.model.package import PackageFile

NOT_FOUND = "未识别到相关内容"
LACKING = Hit(severity=Severity.NOTE, words={"told": NOT_FOUND})
NONE = Words()


def hint(
    subject: Subject, *, words: Words, fields: tuple[str, ...] = (), beside: Words = NONE,
    years: tuple[int, int] | None = None, papers: Words = NONE, unless: Words = NONE, lacking: bool = False,
    most: int = 1,
) -> Iterator[Hit]:
    """Offers {told}. The first `most` sentences of the fields (none given: all long texts) with one of the `words` (“…” in a word
    stands for up to twelve characters), one of the words `beside`, where any are given, and a year of `years`, where they are
    given. `papers`: a file with one of these words in its name also counts, if it is not a form. With `lacking`, a hit also where
    nothing was found, unless all fields are blank."""
    if subject.form is None:
        return
    texts = subject.kept.get(fields) or subject.kept.setdefault(fields, _joined_texts(subject, fields or _texts(subject.form)))
    there = words.may_stand_in(texts.text)
    hits = list(islice(_hits(subject, texts, words, beside, unless, years), most)) if there else []
    if not hits and papers:
        hits = [_paper(file) for file in subject.package.files if not file.role.startswith("form_") and _named(file, papers)][:1]
    yield from hits
    if lacking and texts.keys and not hits:
        yield LACKING


@dataclass(frozen=True, slots=True)
class _JoinedTexts:
    """Several fields as one text, a sentence a line: `keys` of the fields, and the position in `text` where each begins."""

    text: str
    keys: tuple[str, ...]
    starts: tuple[int, ...]


@lru_cache(maxsize=16)
def _texts(form: Form) -> tuple[str, ...]:
    return tuple(field.key for field in form.fields if field.kind == FieldKind.LONG_TEXT)


def _joined_texts(subject: Subject, fields: tuple[str, ...]) -> _JoinedTexts:
    values = [(key, value.text) for key in fields if (value := subject.filled(key)) is not None]
    texts = [folded(text or "") + "\n" for _, text in values]
    return _JoinedTexts("".join(texts), tuple(key for key, _ in values), tuple(accumulate(map(len, texts[:-1]), initial=0)))


def _hits(
    subject: Subject, texts: _JoinedTexts, words: Words, beside: Words, unless: Words,
    years: tuple[int, int] | None,
) -> Iterator[Hit]:
    """One hit for each sentence."""
    text, end = texts.text, -1
    for match in words.pattern.finditer(text):
        at = match.start()
        if at <= end:
            continue
        start, end = text.rfind("\n", 0, at) + 1, text.find("\n", at)
        sentence = text[start:end]
        if unless and unless.pattern.search(sentence):
            continue
        if (not beside or beside.pattern.search(sentence)) and (years is None or within(sentence, years)):
            yield _hit(subject, texts.keys[bisect_right(texts.starts, start) - 1], quoted(sentence, at - start))


def _hit(subject: Subject, key: str, shown: str) -> Hit:
    value = subject.value(key)
    assert value is not None
    return Hit(key, value.document, value.place, None, value.medium, words={"told": f"“{shown}”"}, quote=shown)


def within(sentence: str, years: tuple[int, int]) -> bool:
    """Whether the sentence has a year from the first to the second, or a span that overlaps them (2019—2024年)."""
    named = [int(year) for year in re.findall(r"(?<!\d)(?:19|20)\d\d(?!\d)", sentence)]
    spans = re.findall(r"((?:19|20)\d\d)年?\s*[-—–~～至到]+\s*((?:19|20)\d\d)", sentence)
    first, last = years
    return any(first <= year <= last for year in named) or any(int(a) <= last and int(b) >= first for a, b in spans) or (
        re.search(r"近[三3]年|今年|当年|本年度", sentence) is not None
    )


def _named(file: PackageFile, words: Words) -> bool:
    """Whether the file's own name holds one of the words. The folder is named after the project and says nothing of a file."""
    return words.pattern.search(file.name.rsplit("/", 1)[-1]) is not None


def _paper(file: PackageFile) -> Hit:
    own = file.name.rsplit("/", 1)[-1]
    return Hit(document=file.name, severity=Severity.NOTE, words={"told": f"附件“{own}”"}, quote=f"附件：{own}")


KIND = Kind(hint, offers=("told",))
