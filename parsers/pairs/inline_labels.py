"""Finds labels and values in one line or one cell: 申报单位：某大学　　联系人：张三."""

from __future__ import annotations

import re

from parsers.pairs.copies import in_all_copies
from parsers.pairs.label_weights import BLANKS, COLONS, NOT_A_FIELD, core_of, heading, is_common_label, label_of, likeness

MOST_LINE = 4000
LABEL = 2.5
"""Weight from which a line by itself is a label."""

SPREAD = 3.5
"""Weight from which letters spread over a line by themselves are a label whose place is blank, and not a title."""

AMID = 1.5
"""Weight from which a word behind a single blank is a label, in a line of so many characters at most."""
_SHORT_LINE = 80
LONGEST_LABEL = 24
LONGEST_LATIN = 48

_COLON = re.compile(rf"[ \t\u3000\xa0]*[{COLONS}](?!//)")
_WORD = re.compile(r"[^ \t\u3000\xa0_＿]+")
_UNDERLINED = re.compile(r"^\s*(?P<label>[^\s_＿:：。，]{2,16}?)\s*[_＿]{2,}\s*(?P<value>[^_＿]*?)\s*[_＿]*\s*$")
_BEHIND = re.compile(r"(?:^|[ \t\u3000\xa0]{2})(?P<label>[\u4e00-\u9fff]{2,8})[ \t\u3000\xa0]+(?P<value>\S[^\n]*)?$")
_STAMP = re.compile(r"^[（(][^（）()]{0,6}(?:盖章|公章|签章)[^（）()]{0,4}[）)](?=.{2})")
"""The place of a stamp before a label: （盖章）日期."""
_SECOND = re.compile(r"(?:填表|填报|申请|申报|签字|签名|打印|提交)(?:时间|日期)")
"""What stands in the place of a value and is another label with a blank place."""
_SPREAD = re.compile(r"[\u4e00-\u9fff](?:[ \u3000\xa0]+[\u4e00-\u9fff]){2,6}")
_GAP = re.compile(r"^\s*(?P<label>\S(?:[ \u3000\xa0]{0,8}\S){1,5}?)[ \t\u3000\xa0]{2,}(?P<value>\S.*?)\s*$")


def parts(line: str) -> list[tuple[str, str]]:
    """The labels of a line with the text after each, or [] where the line does not begin with one."""
    if len(line) > MOST_LINE:
        return []
    labels: list[tuple[str, int, int]] = []
    start = 0
    for colon in _COLON.finditer(line):
        begin = _begin(line[start : colon.start()], first=not labels)
        if begin is None:
            if not labels:
                return []
            continue
        label = line[start + begin : colon.end()]
        if _fits(label, not labels, line, start + begin):
            labels.append((label, start + begin, colon.end()))
            start = colon.end()
        elif not labels:
            return []
    if not labels:
        return []
    ends = [*(begin for _, begin, _ in labels[1:]), len(line)]
    values = (line[after:end].strip(BLANKS + ";；,，") for (_, _, after), end in zip(labels, ends, strict=True))
    words = (_STAMP.sub("", label_of(label)) for label, _, _ in labels)
    return [pair for label, value in zip(words, values, strict=True) for pair in _parted_value(label, value)]


def _parted_value(label: str, value: str) -> list[tuple[str, str]]:
    """Splits a value that has another well-known label without a colon behind it: 填表人：　　填表时间　年　月　日."""
    if _SECOND.fullmatch(label_of(value)):
        return [(label, ""), (label_of(value), "")]
    match = _BEHIND.search(value) if len(value) <= 200 else None
    if match and (is_common_label(match["label"]) or _SECOND.fullmatch(match["label"])):
        return [(label, value[: match.start()].strip(BLANKS)), (label_of(match["label"]), (match["value"] or "").strip(BLANKS))]
    return [(label, value)]


def spaced(line: str) -> tuple[str, str] | None:
    """A label without a colon: followed by an underline, or well known and followed by a gap."""
    if len(line) > 300:
        return None
    match = _UNDERLINED.match(line)
    if match and likeness(match["label"]) > 0:
        return label_of(match["label"]), match["value"].strip(BLANKS)
    if _SPREAD.fullmatch(line.strip(BLANKS)) and likeness(line.strip(BLANKS)) >= SPREAD:
        return label_of(line), ""
    match = _GAP.match(line)
    if match and is_common_label(match["label"]) and len(match["value"]) <= 60:
        return label_of(match["label"]), match["value"].strip(BLANKS)
    return None


def first_line(text: str, least: float = LABEL) -> tuple[str, str] | None:
    """The label and answer of a cell with a heading in the first line and the answer in the next ones. None for others."""
    head, _, rest = text.strip(BLANKS).partition("\n")
    return (label_of(head), rest.strip(BLANKS)) if is_label_only(head, least) else None


def is_label_only(line: str, least: float = LABEL) -> bool:
    """True for a line that is a heading or a label and nothing else."""
    text = line.strip(BLANKS)
    if not text or len(text) > 110 or NOT_A_FIELD.search(core_of(text)) or in_all_copies(text) is False:
        return False
    if heading(text):
        return len(core_of(text)) <= 40 and not re.search(r"[。；;！？]", core_of(text)) and text[-1] not in "，,、"
    return likeness(text) >= least and len(core_of(text)) <= LONGEST_LABEL


def _begin(segment: str, first: bool) -> int | None:
    """Where a label begins in the text before a colon: letters with blanks between belong together, and so do English words."""
    words = list(_WORD.finditer(segment))
    if not words:
        return None
    at = len(words) - 1
    while at > 0:
        gap = words[at].start() - words[at - 1].end()
        one, other = words[at - 1].group(), words[at].group()
        spread = len(one) == 1 and (len(other) == 1 or at < len(words) - 1 or gap <= 2) and not one.isdigit()
        latin = gap == 1 and one.isascii() and other.isascii() and one.isalpha() and (first or one[:1].isupper())
        if not (spread or latin or (first and gap == 1 and at == 1 and not one[-1:].isdigit())):
            break
        at -= 1
    label = words[at].start()
    cut = max(segment.rfind(mark, label) for mark in ";；,，。")
    if cut >= 0 and not first:
        label = cut + 1
    return None if first and at > 0 else label


def _parted(line: str, begin: int) -> bool:
    """True where a gap or a comma is before the label."""
    return begin == 0 or re.search(r"(?:[ \u3000\xa0_]{2}|[\t;；,，。|/_\u3000])$", line[:begin]) is not None


def _open_bracket(words: str) -> bool:
    return sum(map(words.count, "（(")) != sum(map(words.count, "）)")) and re.match(r"[^（(]{1,3}[)）]", words) is None


def _fits(label: str, first: bool, line: str, begin: int) -> bool:
    words = label_of(label)
    core = core_of(words)
    most = LONGEST_LATIN if words.isascii() else LONGEST_LABEL
    if not core or len(core) > most or not any(c.isalpha() for c in core) or NOT_A_FIELD.search(core):
        return False
    if re.search(r"[。；;！？?“”《》<>{}=]", core) or re.fullmatch(r"[\d\W]+", core) or _open_bracket(words):
        return False
    if likeness(words + "：") < 0.5:
        return False
    apart = begin > 0 and line[begin - 1] in BLANKS and len(line) <= _SHORT_LINE
    return first or _parted(line, begin) or is_common_label(words) or (apart and likeness(words) >= AMID)
