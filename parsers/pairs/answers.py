"""Turns a label and the text of its place into one pair, or into several where the text has labels of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from parsers.model.document import Place
from parsers.pairs.clean_values import tidy
from parsers.pairs.inline_labels import is_label_only, parts
from parsers.pairs.label_weights import (
    BLANKS,
    LONG_ANSWER,
    SIGNED,
    core_of,
    heading,
    is_common_label,
    label_of,
    likely_person,
    likeness,
)
from parsers.pairs.pair import Pair
from parsers.pairs.printed_notes import pledge
from parsers.pairs.tick_options import ticks, told_with_ticks, unmarked
from parsers.ticks.signs import verdict
from parsers.values import half

AMID = 1.5
"""Weight, its colon aside, from which words at the beginning of a long line end the text before them."""
UNSURE = "勾选的符号或写法无法确认是哪一项"

_ANNEX = re.compile(r"\s*附件?\s?[\d一二三四五六七八九十]{0,3}\s*[:：]?\s*$")
_STAMP = re.compile(r"^\s*[（(][^（）()]{0,6}(?:盖章|公章|签章)[^（）()]{0,4}[）)][ \t\u3000]*(?=\S)")
_WHETHER = re.compile(r"\s*(?P<label>是否[^（）()：:]{2,40})[（(](?P<said>[^（）()]{0,6})[）)]\s*$")


def answered(label: str, text: str, place: Place, section: str) -> Iterator[Pair]:
    """The pairs of a label and all text in its place: labels inside it (开户名：… 账号：…) make the label a
    group's name; signature lines are pairs of their own; of boxes to tick the ticked words are the value."""
    lines = [line for line in text.split("\n") if line.strip(BLANKS)]
    inner = [parts(_STAMP.sub("", line)) for line in lines]
    asked = [_WHETHER.match(line) for line in lines]
    signed = [bool(entries) and SIGNED.search(entries[0][0]) is not None for entries in inner]
    dated = any(signed) or LONG_ANSWER.search(core_of(label)) is not None
    signed = [sign or (dated and bool(entries) and _dates(entries[0])) for sign, entries in zip(signed, inner, strict=True)]
    labelled = sum(bool(entries) and not sign for entries, sign in zip(inner, signed, strict=True))
    told = any(len(line) > 30 or (is_prose(line) and not entries) for line, entries in zip(lines, inner, strict=True))
    prose = LONG_ANSWER.search(core_of(label)) is not None and told
    if not prose and labelled and labelled >= 0.6 * (len(lines) - sum(signed)) and inner[0] and is_group(inner):
        yield from lines_of(text, place, label)
        return
    written = "\n".join(line for line, sign, ask in zip(lines, signed, asked, strict=True) if not sign and not ask)
    yield from plain(label, written, place, section)
    yield from (Pair(label_of(ask["label"]), _whether(ask["said"].strip(BLANKS)), place, section) for ask in asked if ask)
    for entries, sign in zip(inner, signed, strict=True):
        if sign:
            for name, value in entries:
                yield from plain(name, value, place, section)


def _dates(entry: tuple[str, str]) -> bool:
    """Whether a line is the date of a signature."""
    return entry[0] in ("日期", "签字日期", "签名日期", "年月日") and not re.search(r"[\u4e00-\u9fff]{3}", entry[1])


def _whether(answer: str) -> str:
    """The answer in the brackets behind a question: a tick becomes 是, words stay as written."""
    ticked = len(answer) == 1 and not answer.isalnum() and verdict(f"({answer})") == "yes"
    return "是" if ticked or answer in ("v", "V", "ˇ") else answer


def is_group(inner: Sequence[list[tuple[str, str]]]) -> bool:
    """True where the labels inside a value's place are the form's and not a list of the applicant's."""
    labels = [entries[0][0] for entries in inner if entries]
    if all(likeness(label) >= 2.0 or is_common_label(label) for label in labels[:6]):
        return True
    each = [entry for entries in inner for entry in entries]
    if len(each) < 2 or any(is_prose(value) for _, value in each):
        return False
    one_kind = len({label[:2] for label, _ in each}) == 1 and len({label for label, _ in each}) == len(each)
    return one_kind or all(likeness(label) >= AMID for label, _ in each[:6])


def is_prose(text: str) -> bool:
    """True for a line that is a sentence: written by somebody, or printed to be read."""
    return len(text) > 40 or re.search("[。！；;]", text.strip(BLANKS)) is not None


def several(text: str) -> list[tuple[str, str]]:
    """The labels a cell's lines begin with."""
    return [pair for line in text.split("\n") for pair in parts(line)[:1]]


def lines_of(text: str, place: Place, section: str) -> Iterator[Pair]:
    """The pairs of a cell or text with labels of its own: each label's answer runs up to the next one. A heading in the first
    line has all lines below it, unless these are a group of labels, or have headings of its kind."""
    head, _, below = text.partition("\n")
    alone = _alone(head) or (label_of(head) if any(map(is_prose, below.split("\n"))) and is_label_only(head, AMID) else "")
    brothers = set(filter(_brother, below.split("\n"))) if alone and not heading(head) else set()
    labels = [parts(line) for line in below.split("\n")] if alone and parts(head) else [[]]
    if below.strip(BLANKS) and alone and not brothers and not (all(labels) and is_group(labels)):
        yield from answered(alone, below, place, section)
        return
    open_label = ""
    lines: list[str] = []
    for number, line in enumerate(text.split("\n")):
        entries = parts(line)
        if open_label and entries and line not in brothers and not _begins(line, entries[0], lines):
            entries = []
        if not entries and number == 0 and is_label_only(line):
            entries = [(label_of(line), "")]
        if not entries:
            lines.append(line)
            continue
        if open_label:
            yield from plain(open_label, "\n".join(lines), place, section)
        for label, value in entries[:-1]:
            yield from plain(label, value, place, section)
        open_label, lines = entries[-1][0], [entries[-1][1]]
    if open_label:
        yield from plain(open_label, "\n".join(lines), place, section)


def _alone(head: str) -> str:
    """The label of a line that is a heading and nothing else, its hint apart; "" for any other."""
    entries = parts(head)
    if _ANNEX.match(head):
        return ""
    if len(entries) == 1 and not SIGNED.search(entries[0][0]):
        return entries[0][0] if not tidy(entries[0][1]) and not ticks(entries[0][1]) else ""
    return label_of(head) if not entries and is_label_only(head) and not SIGNED.search(head) else ""


def _brother(line: str) -> bool:
    label = _alone(line)
    return bool(label) and not heading(line) and (likeness(label) >= AMID or is_common_label(label))


def _begins(line: str, entry: tuple[str, str], above: Sequence[str]) -> bool:
    """Whether a line with a label ends the answer above it: in prose only a signature does, and a label nearly everywhere."""
    label, value = entry
    if SIGNED.search(line):
        return True
    if any(map(is_prose, above)):
        return is_common_label(label) and not is_prose(value)
    return (_short(line) and not likely_person(label)) or heading(line) or likeness(label) >= AMID


def _short(line: str) -> bool:
    """True for a line that has little more than its labels: part of a form, not prose."""
    return len(line.strip(BLANKS)) <= 60


def plain(label: str, text: str, place: Place, section: str) -> Iterator[Pair]:
    """One pair: a label and the text that answers it; of boxes to tick the ticked words, in the prose round them."""
    if pledge(label, text):
        yield Pair(label, "", place, section, text, promise=True)
        return
    told = told_with_ticks(text)
    if told is not None:
        words, options, unsure = told
        yield Pair(label, tidy(words), place, section, text, options, doubt=UNSURE if unsure else "")
        return
    if (numbered := unmarked(label, text)) is not None:
        yield Pair(label, "", place, section, text, numbered)
        return
    offered = ticks(text)
    value, options = (offered.words, offered.options) if offered else (_half(tidy(text)), ())
    doubt = UNSURE if offered and offered.unsure else ""
    yield Pair(label, value, place, section, text, options, signed=SIGNED.search(label) is not None, doubt=doubt)


def _half(value: str) -> str:
    """Figures and codes half-width, as in fields of known forms; text with Chinese stays as written."""
    return half(value) if not re.search(r"[\u3400-\u9fff]", value) else value
