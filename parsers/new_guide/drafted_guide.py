"""Puts together a new guide from its blank forms: forms with meanings, categories, host, paper, rules that fit, and what is left
to fill in."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from config.model import Category, Form, Guide, Host, Meaning, Paper, Rule, ToFill
from config.model.guide import FORMAT
from parsers.draft import Draft
from parsers.forms.labels import squeeze
from parsers.new_guide.blank_form import BlankForm
from parsers.new_guide.categories import with_categories
from parsers.new_guide.fitting_rules import fits, fitting_rules, rules_of
from parsers.new_guide.form_meanings import unprinted

RECOMMENDERS, DIRECT = "recommending_units", "direct_applicants"
UNNAMED_HOST = "主办单位"
WITHOUT_FORM = "WB"
_LETTERS = "BCDEFGHJKLMNPQRTUVWXYZ"
"""Second letters of the prefixes of case numbers: S and one of these."""


@dataclass(frozen=True, slots=True)
class Base:
    """What a new guide begins with: `rules`, the text of those that every call may want; `sheets`, names of the workbook's own
    sheets; `guide`, an office's guide whose host, lists, letters and further rules are taken over, or None."""

    rules: str
    sheets: frozenset[str] = frozenset()
    guide: Guide | None = None


@dataclass(frozen=True, slots=True)
class NewGuide:
    """A guide that can be written: its forms as drafts, the text of its rules, and the guide that both give. `left_out` are ids
    of rules of the older guide that do not fit this one."""

    guide: Guide
    drafts: tuple[Draft, ...]
    rules: str
    left_out: tuple[str, ...] = ()


def drafted_guide(blanks: Sequence[BlankForm], name: str, year: int, base: Base) -> NewGuide:
    """The guide of a call with these blank forms, one or more. `name` is its id and folder, `year` the year in which cases get
    their numbers where `name` has none."""
    drafts, categories = _forms(blanks, base)
    forms = tuple(one.form for one in drafts)
    bare = _bare_guide(blanks, forms, categories, name, base).model_copy(update={"year": _year(name, year)})
    guide = bare.model_copy(update={"years": (bare.year, bare.year + 2), "to_fill": tuple(_to_fill(bare, blanks, base))})
    text = fitting_rules(base.rules, guide, typed=any(blank.typed for blank in blanks))
    own = rules_of(text)
    further, left_out = _further(guide, own, base.guide, any(blank.typed for blank in blanks))
    return NewGuide(guide.model_copy(update={"rules": (*own, *further)}), drafts, text, left_out)


def _forms(blanks: Sequence[BlankForm], base: Base) -> tuple[tuple[Draft, ...], tuple[Category, ...]]:
    drafts: list[Draft] = []
    categories: list[Category] = []
    letters = (f"S{letter}" for letter in _LETTERS)
    for blank in blanks:
        form = _named(blank.draft.form, [one.form for one in drafts], base.guide, letters)
        form, own = with_categories(form, [one.key for one in categories],
                                    {*base.sheets, *(one.sheet for one in categories)})
        categories += own
        drafts.append(replace(blank.draft, form=form))
    return tuple(drafts), tuple(categories)


def _named(form: Form, before: Sequence[Form], guide: Guide | None, letters: Iterator[str]) -> Form:
    """The form with a key and a prefix of its own; one that the older guide has keeps them."""
    taken = {one.key for one in before}
    if guide is not None and guide.form(form.key) is not None and form.key not in taken:
        return form
    key = f"form_{hashlib.sha256(squeeze(form.name).encode('utf-8', 'replace')).hexdigest()[:6]}"
    own = key if key not in taken else next(k for n in range(2, 1000) if (k := f"{key}_{n}") not in taken)
    used = {one.prefix for one in (*before, *(guide.forms if guide else ()))}
    return form.model_copy(update={"key": own, "prefix": next(one for one in letters if one not in used)})


def _bare_guide(
    blanks: Sequence[BlankForm], forms: tuple[Form, ...], categories: tuple[Category, ...], name: str, base: Base
) -> Guide:
    """The guide without rules and years."""
    recommends = any(form.field_of(Meaning.RECOMMENDER) for form in forms)
    host = next((blank.host for blank in blanks if blank.host), UNNAMED_HOST)
    copies = max((blank.copies for blank in blanks if blank.copies is not None), default=0)
    common: dict[str, Any] = {
        "format": FORMAT, "id": name, "year": 0, "title": _title(forms), "years": (0, 0), "categories": categories,
        "forms": forms, "prefix_without_form": WITHOUT_FORM,
    }
    if (old := base.guide) is not None:
        taken = ("province", "province_words", "host", "cities_list", "recommender_lists", "senders_list", "notice",
                 "recommender_classes", "sanction_years", "lists", "tables", "letters", "prefix_without_form")
        said = any(blank.copies is not None for blank in blanks)
        paper = old.paper.model_copy(update={"copies": copies} if said else {})
        criteria = tuple(one for one in old.criteria if not one.categories)
        return Guide(**(common | {key: getattr(old, key) for key in taken}), paper=paper, criteria=criteria)
    lists = [RECOMMENDERS, DIRECT] if recommends else []
    return Guide(
        **common, province="", province_words=(), host=Host(name=host, short=(host,)), cities_list="",
        recommender_lists=tuple(lists[:1]), senders_list=lists[0] if lists else "", lists=dict.fromkeys(lists, ()),
        tables=dict.fromkeys(lists, ()), paper=Paper(copies=copies, certificates=0, certificate="证明"))


def _title(forms: Sequence[Form]) -> str:
    """The call's title as far as its forms tell it: the first one's name, without the word for the paper."""
    return re.sub(r"(?:申报|申请|推荐)?(?:书|表)$", "", squeeze(forms[0].name)) or forms[0].name


def _year(name: str, year: int) -> int:
    named = re.search(r"20\d\d", name)
    return int(named[0]) if named else year


def _further(
    guide: Guide, own: Sequence[Rule], old: Guide | None, typed: bool
) -> tuple[tuple[Rule, ...], tuple[str, ...]]:
    """Rules of the older guide that the new one can have as they are and has not by itself, and the ids of the others."""
    if old is None:
        return (), ()
    there, kinds = {rule.id for rule in own}, {rule.kind for rule in own}
    strange = {category.key for category in old.categories} - {category.key for category in guide.categories}
    further: list[Rule] = []
    left_out: list[Rule] = []
    for rule in old.rules:
        if rule.id in there or (rule.kind in kinds and not (rule.fields or rule.arguments)):
            continue
        taken = fits(rule, guide, typed) and not strange & set(_words(rule.arguments))
        (further if taken else left_out).append(rule)
    return tuple(further), tuple(rule.id for rule in left_out)


def _words(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        yield from (word for inner in value.values() for word in _words(inner))
    elif isinstance(value, list | tuple):
        yield from (word for inner in value for word in _words(inner))


def _to_fill(guide: Guide, blanks: Sequence[BlankForm], base: Base) -> Iterator[ToFill]:
    """What no blank form tells, the most needed first."""
    yield ToFill(at="settings: guide.opens, guide.deadline", what="受理开始时间和截止时间（写在设置文件的 [guide] 中）")
    if base.guide is None:
        yield ToFill(at="settings: office", what="信件落款：单位、部门、联系人、电话、邮箱、地址（写在设置文件的 [office] 中）")
    yield ToFill(at="title", what="本次申报的全称（现为按申报书名称起草的）")
    yield ToFill(at="years", what="项目期限应在哪些年份之内")
    for category in guide.categories:
        yield ToFill(at=f"categories[{category.key}].money_wan", what=f"“{category.name}”每项支持的最低、最高额度（万元）")
        yield ToFill(at=f"categories[{category.key}].awards", what=f"“{category.name}”计划立项的最少、最多项数")
    if guide.host.name == UNNAMED_HOST:
        yield ToFill(at="host", what="受理申报的单位全称和简称")
    if base.guide is None and all(blank.copies is None for blank in blanks):
        yield ToFill(at="paper", what="纸质材料要几份（copies，0 为不要）、另附什么证明几份；申报书上没有印")
    for form in guide.forms:
        if unprinted(form, Meaning.APPLICANT):
            yield ToFill(at=f"forms/{form.key}.toml",
                         what=f"《{form.name}》哪一栏是申报单位（meaning = \"applicant\"）；没有找到")
        if unprinted(form, Meaning.PROJECT):
            yield ToFill(at=f"forms/{form.key}.toml",
                         what=f"《{form.name}》哪一栏是项目名称（meaning = \"project\"）；没有找到，"
                              "暂取自文件夹、压缩包或邮件主题")
    yield from (ToFill(at=f"lists/{name}.csv", what=_list_words(name)) for name, rows in guide.lists.items() if not rows)
    if not guide.criteria:
        yield ToFill(at="criteria", what="专家评审的标准、分值和权重（不用专家评审的不填）")


def _list_words(name: str) -> str:
    words = {RECOMMENDERS: "可以推荐的单位名单", DIRECT: "可以不经推荐、直接申报的单位名单"}
    return words.get(name, f"名单 {name} 还是空的")
