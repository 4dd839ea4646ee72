"""Removes from the text of a value's place what nobody wrote there: underlines, hints, empty dates and printed words."""

from __future__ import annotations

import re
from functools import lru_cache

from parsers.pairs.label_weights import BLANKS
from parsers.pairs.printed_notes import is_note

_SHORT = 60
"""Characters of a text that is asked about again and again."""
_FILLER = re.compile(
    r"[年月日时分至到起止自从]+|[万亿]?元|个?月|人次?|岁|天|次|份|篇|项|名|个|%|共|队|学[分时]|公里|平方米|人民币|大写|小写"
)
_GAPS = re.compile(r"[\s、，。,.:：；;/~～\-—－–()（）¥￥]+")
_BLANK_DATE = re.compile(r"(?:(?<!\d)\s{0,40}(?:20|19)?[\s_]{0,40}年[\s_]{0,40}月(?:[\s_]{0,40}日)?)\s*$")
_PRINTED = re.compile(
    r"(?:[（(]?\s*(?:单位|部门|学院|学校|院系|加盖)?\s*(?:盖\s*章|公\s*章|签\s*章|单位章|印章)\s*(?:处|栏)?\s*[）)]?"
    r"|(?:\S{0,10}(?:负责人|代表人|领导|申请人|校长|院长|教师|审核人|经办人|本人))?\s*[（(]?\s*签\s*[字名章]\s*[）)]?"
    r"(?:\s*[（(]\s*(?:盖章|手写|公章|签章)\s*[）)])?)\s*[:：]?"
)
_HINT = re.compile(
    r"^[（(【\[](?=[^（）()【】]{0,400}(?:字以内|字以上|字左右|不少于|不超过|不多于|请|填写|填报|可另附|可附|包括|说明|阐述|简述|限\d|注|例|如|含"
    r"|等|另附|选填|必填|单选|多选))[^（）()【】\[\]]{1,400}[）)】\]]"
)
_WHOLE_HINT = re.compile(r"[（(【\[][^（）()【】\[\]]{1,400}[）)】\]]")


def tidy(text: str) -> str:
    """What was written in a value's place, line by line; "" where there are only printed words."""
    return _short(text) if len(text) <= _SHORT else _tidy(text)


@lru_cache(maxsize=4096)
def _short(text: str) -> str:
    return _tidy(text)


def _tidy(text: str) -> str:
    whole = text.strip(BLANKS)
    if not whole or _WHOLE_HINT.fullmatch(whole):
        return ""
    whole = _HINT.sub("", whole) if len(whole) < 20_000 else whole
    written = whole.split("\n")
    while written and is_note(written[0]):
        del written[0]
    while written and is_note(written[-1]):
        del written[-1]
    lines = (_line(line) for line in written)
    return "\n".join(line for line in lines if line)


def hint(text: str) -> str:
    """The template's hint in the place of an answer, or ""."""
    whole = text.strip(BLANKS)
    match = _WHOLE_HINT.fullmatch(whole) or _HINT.match(whole)
    first = whole.split("\n", 1)[0]
    return match.group() if match else first if is_note(first) else ""


def _line(line: str) -> str:
    text = re.sub(r"_{2,}|＿{2,}", "  ", line).strip(BLANKS)
    if len(text) < 200:
        text = _BLANK_DATE.sub("", text).strip(BLANKS)
        if _PRINTED.fullmatch(re.sub(r"\s+", "", text)) or all(map(_FILLER.fullmatch, filter(None, _GAPS.split(text)))):
            return ""
        if re.match(r"[（(]注[:：]", text):
            return ""
        text = re.sub(r"\s*[（(]\s*(?:单位)?(?:盖章|公章|签章)\s*[）)]\s*$", "", text)
    return re.sub(r"[ \t\u3000\xa0]{2,}", " ", text)
