"""Moves a label to the narrower one printed beside it: of 项目负责人 | 姓名 | 张三 the answer is beside 姓名."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from config.model import FieldKind, Form
from parsers.forms.cells.open_cells import free_boxes
from parsers.forms.labels import Hit, Match, squeeze
from parsers.forms.lines import BODY, Flow

_NAMES = ("名称", "全称", "中文", "中文名称", "单位名称", "单位全称", "机构名称", "机构全称")
_WORDS: dict[FieldKind, tuple[str, ...]] = {
    FieldKind.PERSON: ("姓名", "名字", "中文姓名", "负责人姓名", "联系人姓名"),
    FieldKind.ORGANISATION: _NAMES,
    FieldKind.TEXT: _NAMES,
    FieldKind.ADDRESS: ("地址", "详细地址", "具体地址", "通讯地址", "通信地址"),
    FieldKind.PHONE: ("电话", "号码", "电话号码", "手机", "手机号", "手机号码", "办公电话", "固定电话", "座机"),
    FieldKind.EMAIL: ("邮箱", "电子邮箱", "电子邮件"),
    FieldKind.CODE: ("代码", "号码"),
    FieldKind.ACCOUNT: ("账号", "号码"),
}
"""By which words a form asks once more, beside a label, for the answer of this kind. Beside any label its own other names do."""
_ANYWHERE = frozenset(word for words in _WORDS.values() for word in words)
"""Of these no answer consists; a label's other name that stands alone beside it is what somebody typed there."""
_SORTS = frozenset(_WORDS[FieldKind.PHONE])
"""Before a colon in the answer's own cell these say which of several numbers it is."""
_ENGLISH = re.compile(r"(?:[（(][^（）()]*[）)]|[/ A-Za-z.])*$")
_LONGEST = 60
_HEADED = re.compile(r"([^:：]{1,16})[:：]")


def inner_labels(flow: Flow, matches: Sequence[Match], form: Form) -> list[Match]:
    """The labels, in reading order, each in the place of the narrower one beside it where there is one."""
    moved = [replace(match, hit=_inner(flow, matches, match, form) or match.hit) for match in matches]
    return sorted(moved, key=lambda m: (m.hit.line, m.hit.start))


def _inner(flow: Flow, matches: Sequence[Match], match: Match, form: Form) -> Hit | None:
    """Where the narrower label beside this one is, if its cell holds nothing else."""
    box = flow.lines[match.hit.last_line].box
    words = _narrower(form, match.slot.field) if match.slot is not None and match.slot.field else frozenset[str]()
    whole = box != BODY and match.hit.end == len(flow.lines[match.hit.last_line].text)
    if not words or not whole or flow.boxes[box].last - 1 != match.hit.last_line:
        return None
    free = list(free_boxes(flow, matches, flow.right(box)))
    hits = (_hit(flow, one, match.hit, words if one != free[-1] else words & _ANYWHERE, words - _SORTS) for one in free)
    return next((hit for hit in hits if hit is not None), None)


def _hit(flow: Flow, box: int, hit: Hit, words: frozenset[str], headed_by: frozenset[str]) -> Hit | None:
    """The narrower label at the beginning of this cell: one of `words`, all of it, or one of `headed_by` before a colon."""
    me = flow.boxes[box]
    if me.nested or me.first == me.last:
        return None
    text = flow.text(box)
    if len(text) <= _LONGEST and _plain(text) in words:
        return replace(hit, line=me.first, start=0, last_line=me.last - 1, end=len(flow.lines[me.last - 1].text))
    headed = _HEADED.match(flow.lines[me.first].text)
    if headed is None or _plain(headed[1]) not in headed_by:
        return None
    return replace(hit, line=me.first, start=0, last_line=me.first, end=headed.end())


def _plain(text: str) -> str:
    """Words without their note and their English; those that are all in brackets without these."""
    squeezed = squeeze(text)
    return squeeze(_ENGLISH.sub("", squeezed)) or squeezed.strip("()")


@lru_cache(maxsize=256)
def _narrower(form: Form, key: str) -> frozenset[str]:
    """The words that ask once more for this field; none where several cells may answer it together."""
    field = form.field(key)
    if field is None or field.kind in (FieldKind.LONG_TEXT, FieldKind.CHOICE, FieldKind.OPTIONS, FieldKind.SCHEDULE,
                                       FieldKind.TABLE):
        return frozenset()
    named = (words for slot in form.slots if slot.field == key for words in (slot.label, *slot.aliases))
    return frozenset(map(squeeze, (*_WORDS.get(field.kind, ()), *named)))
