"""Weighs how much a piece of text looks like a printed label: words that labels are made of, and one table of weights.

Above 0 a label is likelier, below 0 a value. No word decides by itself: `parsers.pairs.tables.cell_roles` weighs a
whole row at once.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from parsers.pairs.copies import in_all_copies
from parsers.pairs.vocabulary import ANSWERS, ENDINGS, FIGURE_LABELS, LABELS, SURNAMES, TITLES
from parsers.ticks.signs import EMPTY, TICKS
from parsers.values.names import ORGANISATION

COLONS = ":：﹕∶"
BLANKS = " \t\r\n\f\v\u3000\xa0\u2002\u2003_＿﹍﹏\ufffd"
"""What stands round words and is none of them; U+FFFD too, the place of a picture."""
IN_ALL_COPIES, IN_ONE_COPY = 1.5, -8.0
"""Weights of a text that all copies of a form have, which may still be one answer, and of one that some have not."""

LONGEST = 120
"""Longest text that may still be a label with its note."""

_ENDS = re.compile(r"(?:" + "|".join(ENDINGS) + r")$")

NOT_A_FIELD = re.compile(
    r"照片|相片|贴.{0,6}照|寸.{0,4}照|二维码|^第.{1,3}[条章款]|^注[意释]?\d?$|^其中$|说明$|须知$|注意事项$|^各.{0,8}(?:单位|部门|市州)|^尊敬|^如下|如下$|^以下|以下$|要求$"
)
"""Printed like a label, but asks for nothing that is written in words."""

LONG_ANSWER = re.compile(
    r"(?:概述|概况|简介|内容|情况|意见|方案|计划|依据|意义|基础|成果|目标|创新点|亮点|总结|理由|分析|论证|摘要|规划|业绩|设计|路线|特色|条件"
    r"|问题|措施|现状|背景|建议|分工|指标|安排|目的|价值|效益|优势|思路|步骤|举措|做法|进展|经历|事迹|贡献|体会|心得|介绍|陈述|自评|影响|前景)$"
)
"""Labels that ask for text of several lines."""

SIGNED = re.compile(r"签[字名章]|盖章|公章|手印")

_OUTER, _INNER = BLANKS + COLONS + "*＊★", re.compile(f"[\\s_＿{COLONS}]+")
_NUMBERED = re.compile(r"^[\s*＊★●•·]*(?:第?[（(]?(?:[一二三四五六七八九十]{1,3}|\d{1,2})[）)]?[、.．·)）]|[①-⑳])\s*")
_HEADING = re.compile(
    r"^\s*(?:[（(]?[一二三四五六七八九十]{1,3}[）)]?[、.．]|[（(][一二三四五六七八九十\d]{1,3}[）)]"
    r"|\d{1,2}(?:[、.．）)](?!\d)|\s(?=[\u4e00-\u9fff])|(?=[\u4e00-\u9fff]{4})))\s*\S"
)
_NOTE = re.compile(r"[（(\[【][^（）()\[\]【】]{0,80}[）)\]】]$")
_FIGURES = re.compile(r"[\d\s.,:/%+\-—~～至到起止年月日时分元万亿个人次岁号¥￥第〇零一二三四五六七八九十]+")
_SPREAD = re.compile(r"[\u4e00-\u9fff](?:\s+[\u4e00-\u9fff]){1,5}[:：]?")
_UPRIGHT = re.compile(r"[^\n]{1,3}(?:\n[^\n]{1,3}){1,8}")
_PEOPLE = re.compile(r"(?!民族)\w{1,3}族")
_ASKED_UNIT = re.compile(r"所在|所属|组织|学生|主管|申报|申请|推荐|承担|体会$|会议$|是否")
_OWN_NAME = re.compile(
    r"[\u4e00-\u9fff]{2,}(?:学院|大学|医院|公司|集团|研究院|研究所|中心|实验室|协会|学会|教研室|系部|职院|附中|支队|一中|二中)$|"
    r"(?:教务|科研|科技|学生|人事|财务|研究生|外事|宣传|社科|国际|招生|就业|团委|学工|后勤|保卫)[\u4e00-\u9fff]{0,3}[处部院委]$"
)
_ASKED_PLACE = re.compile(
    r"所在|所属|申报|申请|推荐|承担|依托|培养|毕业|就读|开课|用人|合作|接收|派出|二级|各|院系|主管|管理|录取|报考"
)
_ASKED_WHETHER = re.compile(r"(?:是否|有无|什么|如何|哪些?|几|多少)[^。；;！!？?…]{0,30}[？?]")
_NUMBERED_NAME = re.compile(r"(?P<stem>[^\d\s]{2,10}?)(?:\d{1,2}|[一二三四五六七八九十]{1,2})")
_BOXES = re.compile(f"[{EMPTY}{TICKS}]|[（(]\\s*[）)]")


@dataclass(frozen=True, slots=True)
class LabelText:
    """A text in the forms that are weighed: as written, without blanks, and without number, note and colon."""

    text: str
    bare: str
    core: str


@lru_cache(maxsize=8192)
def label_of(text: str) -> str:
    """A label as it is used as a key: without blanks, underlines and colons; width and brackets stay as printed."""
    return _INNER.sub("", text.strip(_OUTER))


@lru_cache(maxsize=8192)
def core_of(text: str) -> str:
    """The words of a label without its number and the note in brackets behind it."""
    words = _NUMBERED.sub("", label_of(text))
    return _NOTE.sub("", words) or words


def heading(text: str) -> bool:
    """True for a line that begins with a number as headings have it: 一、 （一） 1."""
    return _HEADING.match(text) is not None


def numbering(text: str) -> str:
    """The kind of number a heading has, by which headings of one level are recognised: "一、", "（一）", "1" or ""."""
    start = text.strip()[:1]
    return "" if not heading(text) else "(" if start in "（(" else "1" if start.isdigit() else "一"


def _spread(label: LabelText) -> bool:
    text = label.text.strip()
    upright = "\n" in text and _UPRIGHT.fullmatch(text) is not None and len(label.bare) > 2
    return upright or (_SPREAD.fullmatch(text) is not None and label.bare[0] not in SURNAMES)


def _person(label: LabelText) -> bool:
    return re.fullmatch(r"[\u4e00-\u9fff]{2,3}", label.core) is not None and label.core[0] in SURNAMES and not _ends(label)


def numbered_stem(core: str) -> str:
    """The words before the number of one of several of a kind (成员1 → 成员), or "" where no number ends the text."""
    match = _NUMBERED_NAME.fullmatch(core)
    return match["stem"] if match and (match["stem"] in LABELS or _ENDS.search(match["stem"])) else ""


def _own_name(label: LabelText) -> bool:
    """The name of one department or school and not what asks for one: 机械学院, 教务处."""
    asked = _ASKED_PLACE.search(label.core) is not None or len(label.core) > 24
    return len(label.core) > 2 and _OWN_NAME.match(label.core) is not None and not asked and not _is_common_label(label)


def _organisation(label: LabelText) -> bool:
    return len(label.core) > 5 and ORGANISATION.search(label.core) is not None and _ASKED_UNIT.search(label.core) is None


def ends_as_label(text: str) -> bool:
    """Whether the last words of a text, its note aside, are those of a label, however long it is."""
    return _ENDS.search(core_of(text)) is not None


def _ends(label: LabelText) -> bool:
    return len(label.core) <= 16 and _ENDS.search(numbered_stem(label.core) or label.core) is not None


def asks_for_figures(text: str) -> bool:
    """True for words of dates and units that ask for them, written without a gap: 年月, 月份, 人次."""
    return core_of(text) in FIGURE_LABELS and not re.search(r"\s", text.strip(BLANKS))


def _made_of_figures(label: LabelText) -> bool:
    return _is_common_label(label) or asks_for_figures(label.text)


def _is_common_label(label: LabelText) -> bool:
    return label.core in LABELS or label.bare in LABELS or label.core.title() in LABELS


WEIGHTS: tuple[tuple[str, float, Callable[[LabelText], bool]], ...] = (
    ("what is not known is rather a value", -1.0, lambda s: True),
    ("a word that is a label nearly everywhere", 4.0, _is_common_label),
    ("ends as labels end", 2.0, lambda s: _ends(s) and not _is_common_label(s)),
    ("a colon behind it", 3.5, lambda s: s.text.rstrip()[-1:] in tuple(COLONS)),
    ("letters spread or set upright to fill a cell", 2.0, _spread),
    ("numbered as headings are", 1.5, lambda s: heading(s.text) and len(s.core) <= 40),
    ("asks whether", 2.0, lambda s: s.core.startswith("是否") or _ASKED_WHETHER.search(s.core) is not None),
    ("short", 0.8, lambda s: len(s.core) <= 8),
    ("long", -2.0, lambda s: len(s.core) > (32 if s.core.isascii() else 16)),
    ("very long", -4.0, lambda s: len(s.core) > (64 if s.core.isascii() else 32)),
    ("a full stop or the like", -4.0, lambda s: re.search(r"[。；;！!？?…]", _ASKED_WHETHER.sub("", s.core)) is not None),
    ("a comma", -1.5, lambda s: re.search(r"[，,]", s.core) is not None),
    ("digits inside", -2.0, lambda s: any(c.isdigit() for c in s.core) and not numbered_stem(s.core)),
    ("nothing but figures", -4.0, lambda s: _FIGURES.fullmatch(s.core) is not None and not _made_of_figures(s)),
    ("an address of mail or web", -6.0, lambda s: "@" in s.text or "://" in s.text or "www." in s.text),
    ("a word that is an answer nearly everywhere", -4.0, lambda s: s.core in ANSWERS or _PEOPLE.fullmatch(s.core) is not None),
    ("what somebody is, or who is asked for", -2.0, lambda s: s.core in TITLES),
    ("a person's name", -1.5, lambda s: _person(s) and not _is_common_label(s)),
    ("an organisation's name", -4.0, lambda s: _organisation(s) and not _is_common_label(s)),
    ("the name of one department or school", -3.0, lambda s: _own_name(s) and not _organisation(s)),
    ("something to tick", -6.0, lambda s: _BOXES.search(s.text) is not None),
    ("all of it in brackets: a hint", -4.0, lambda s: re.fullmatch(r"[（(][^（）()]*[）)]", s.bare) is not None),
    ("a way of not writing", -4.0, lambda s: not any(c.isalnum() for c in s.bare)),
)  # fmt: skip


def likeness(text: str) -> float:
    """How much a text looks like a printed label: by its words, and by whether other copies of the form have it."""
    shared = in_all_copies(text)
    return _by_words(text) + (0.0 if shared is None else IN_ALL_COPIES if shared else IN_ONE_COPY)


@lru_cache(maxsize=4096)
def _by_words(text: str) -> float:
    """The sum of the weights that apply."""
    if len(text) > LONGEST:
        return -6.0
    label = LabelText(text, re.sub(r"\s+", "", text), core_of(text))
    return sum(weight for _, weight, applies in WEIGHTS if applies(label)) if label.core else -4.0


def likely_person(text: str) -> bool:
    """True for two or three characters that begin with a family name and end as no label does."""
    label = LabelText(text, label_of(text), core_of(text))
    return _person(label) and not _is_common_label(label)


def is_common_label(text: str) -> bool:
    """True for a word that is a label nearly everywhere."""
    return _is_common_label(LabelText(text, label_of(text), core_of(text)))
