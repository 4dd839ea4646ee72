"""Tells lines that a form prints to be read and not answered: notes, hints how to fill it in, and promises that are signed."""

from __future__ import annotations

import re

from parsers.pairs.label_weights import BLANKS

LONGEST = 200
"""Characters of the longest note."""

_NOTE = re.compile(
    r"[\s（(\[【]*(?:[*＊※]\s*)?(?:注意?(?:事项)?|备注|说明|提示|温馨提示|(?:填写|填表|填报)(?:要求|说明|提示|须知)|要求)\d?\s*[:：]\s*\S"
)
_STAR = re.compile(r"\s*[*＊※]\s*\S")
_SPEECH = re.compile(
    r"本表|此表|表格|栏目|必填|选填|多选|单选|另附|可附|附页|加页|附件|填写|填报|字以内|不超过\d|不少于|分点|一式.份|双面|打印|装订|复印件"
    r"|负责解释|加盖|请[^假求教]"
)
"""What forms say of themselves, and applicants do not."""
_PROMISE = re.compile(
    r"\s*(?:本人|我们?|本单位|我单位|我校|本项目组|申请人|申报人|负责人|兹)[^。：:]{0,20}(?:承诺|保证|声明|知晓)|\s*(?:所填|以上|上述)[^。]{0,20}(?:真实|属实)"
)
_PLEDGE = re.compile(r"[^。]{0,30}(?:我|本|兹)[^。]{0,40}(?:保证|承诺|声明|郑重|知晓|遵守)")
_BOUND = re.compile(r"真实|属实|准确|责任|遵守|履行|后果|规定|按时")


def is_note(line: str) -> bool:
    """Whether a line is a note or a hint of the form: 说明：带*的栏目为必填."""
    words = line.strip(BLANKS)
    begins = _NOTE.match(words) or _STAR.match(words)
    return len(words) <= LONGEST and begins is not None and _SPEECH.search(words) is not None


def is_promise(line: str) -> bool:
    """Whether a line is the words of a promise that whoever fills in the form only signs."""
    return _PROMISE.match(line) is not None and len(set(_BOUND.findall(line))) > 1


def pledge(label: str, text: str) -> bool:
    """Whether the text of a label is the words of a promise that the form prints."""
    return re.search("承诺|声明|保证|协议", label) is not None and (_PLEDGE.match(text) is not None or is_promise(text))
