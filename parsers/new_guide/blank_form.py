"""Turns a blank form's document into what a new guide needs of it: its definition, and what it prints of paper and host."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace

from config.model import Form
from parsers.draft import Draft, draft
from parsers.forms.labels import squeeze
from parsers.model.document import Document, Medium, paragraphs
from parsers.new_guide.form_meanings import with_meanings
from parsers.new_guide.form_print import with_print

_COPIES = re.compile(r"一式([一二两三四五六七八九十]|\d{1,2})份")
_NUMBERS = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10}
_MAKER = re.compile(r"(\S{3,30}?)(?:监制|印制|编制|制)(?:表)?$")
_BODY = (
    r"(?:大学|学院|学校|研究院|研究所|科学院|协会|学会|研究会|联合会|科协|基金会|委员会|集团|公司|医院|[省市县区]人民政府|厅|科技局|教育局)"
)
_HOST = re.compile(rf"^(?:附件\d*[:：]?)?(?:20\d\d年(?:度)?)?([一-鿿（）()]{{2,25}}?{_BODY})")
_NO_HOST = re.compile(r"^(?:申报|申请|承担|依托|推荐|所在|填报|填表)|项目|年度")
_ANY_FORM = re.compile(r"项目|课题|计划|申报|申请|推荐|报名|登记|审批|任务|书|表")
_PART_OF_A_NAME = re.compile(r"(?!附件|附:|密级|编号)[^:。,;□○〇_]{4,30}")
FIRST_LINES = 40


@dataclass(frozen=True, slots=True)
class BlankForm:
    """A blank form: its draft; `copies` to hand in on paper as it prints them, None where it says nothing; `host`, the body that
    made it, "" where it is not named; `typed`: it is a file that is typed into (Word), not a PDF."""

    draft: Draft
    copies: int | None
    host: str
    typed: bool


def blank_form(document: Document, forms: Sequence[Form]) -> BlankForm:
    """What a new guide needs of a blank form; `forms` as for a draft."""
    lines = [unicodedata.normalize("NFKC", squeeze(one.text)) for one in paragraphs(document.blocks)]
    made = draft(document, forms)
    if made.form.key not in {form.key for form in forms}:
        named = made.form.model_copy(update={"name": _called(lines, made.form)})
        made = replace(made, form=with_print(with_meanings(named), document))
    return BlankForm(made, _copies(lines), _host(lines, made.form.titles), document.medium == Medium.WORD)


def _called(lines: Sequence[str], form: Form) -> str:
    """The form's name; where that is a word for any form (项目申报表), with what stands in the lines above it."""
    name = squeeze(form.name)
    at = next((n for n, line in enumerate(lines[:FIRST_LINES]) if squeeze(line) == name), 0)
    above = [line for line in lines[max(0, at - 2) : at] if _PART_OF_A_NAME.fullmatch(line)]
    return "".join([*above, name]) if len(re.sub(_ANY_FORM, "", name)) <= 2 and above else form.name


def _copies(lines: Sequence[str]) -> int | None:
    """The largest number of copies that the print names."""
    named = [match[1] for line in lines for match in _COPIES.finditer(line)]
    return max((_NUMBERS.get(word) or int(word) for word in named), default=None)


def _host(lines: Sequence[str], titles: Sequence[str]) -> str:
    """The body below the cover ("…制"), else the one with which a title begins."""
    makers = (match[1] for line in lines[:FIRST_LINES] if len(line) <= 32 and (match := _MAKER.fullmatch(line)))
    titled = (match[1] for line in (*titles, *lines[:6]) if len(line) <= 50 and (match := _HOST.match(line)))
    return next((name for name in (*makers, *titled) if not _NO_HOST.search(name)), "")
