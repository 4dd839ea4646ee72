"""Finds the tick line of a drafted form that names the kinds of project, and makes categories of its options; where there is
none, one category."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection

from config.model import Category, Field, FieldKind, Form, Meaning, Option
from parsers.forms.labels import squeeze

TICKED = (FieldKind.CHOICE, FieldKind.OPTIONS)
_LINE = re.compile(
    r"^(?:项目|课题|申报|申请|参赛|作品|成果|奖项|资助|计划|活动|推荐|立项)(?:项目)?(?:的)?(?:类别|类型|种类|组别|级别|方向)"
    r"|^(?:类别|类型|组别)$"
)
_OTHER = re.compile(r"^(?:其他|其它)")
FEWEST, MOST = 2, 12
_FORBIDDEN = re.compile(r"[\[\]:*?/\\'\x00-\x1f]")
LONGEST_SHEET = 31


def category_field(form: Form) -> Field | None:
    """The field in which the kind of project is ticked; None where the form has no such line."""
    fits = (field for field in form.fields if field.kind in TICKED and FEWEST <= len(field.options) <= MOST)
    return next((field for field in fits if _LINE.search(_bare(field.label)) and not any(o.text for o in field.options)), None)


def with_categories(form: Form, taken: Collection[str], sheets: Collection[str]) -> tuple[Form, tuple[Category, ...]]:
    """The form whose tick line, if any, chooses among the categories, and these categories. `taken` are keys of other forms'
    categories, `sheets` names of sheets that are used."""
    used = {name.casefold() for name in sheets}
    field = category_field(form)
    if field is None:
        name = _plain(form.name)
        return form, (Category(key=_key(name, form, taken), name=name, form=form.key, sheet=_sheet(name, used)),)
    options: list[Option] = []
    categories: list[Category] = []
    for option in field.options:
        key = _key(option.label, form, {*taken, *(one.key for one in categories)})
        options.append(option.model_copy(update={"key": key}))
        categories.append(Category(key=key, name=option.label, form=form.key, sheet=_sheet(option.label, used)))
    one_of = Field(key=field.key, label=field.label, kind=FieldKind.CHOICE, meaning=Meaning.CATEGORY, options=tuple(options))
    chosen = one_of.model_copy(update=field.model_dump(include={"required", "answers", "hints"}))
    fields = tuple(chosen if one.key == field.key else one for one in form.fields)
    return form.model_copy(update={"fields": fields}), tuple(categories)


def _plain(name: str) -> str:
    """A form's name as a kind of project: without the word for the paper."""
    return re.sub(r"(?:申报|申请|推荐|报名|登记|审批|汇总)?(?:书|表|表格)$", "", squeeze(name)) or squeeze(name)


def _key(label: str, form: Form, taken: Collection[str]) -> str:
    """A key that the same label has in every draft."""
    key = f"category_{hashlib.sha256(squeeze(label).encode('utf-8', 'replace')).hexdigest()[:8]}"
    return key if key not in taken else f"{key}_{form.key}"


def _sheet(name: str, used: set[str]) -> str:
    """A name that a sheet can have and no other one has; it is added to `used`."""
    whole = _FORBIDDEN.sub(" ", name).strip() or "小类"
    tries = (whole[:LONGEST_SHEET], *(f"{whole[:LONGEST_SHEET - 3]}{n}" for n in range(2, 100)))
    sheet = next(one for one in tries if one.casefold() not in used)
    used.add(sheet.casefold())
    return sheet


def _bare(label: str) -> str:
    return re.sub(r"^[\d一二三四五六七八九十]{1,2}[.、．]|[（(].*$", "", squeeze(label))
