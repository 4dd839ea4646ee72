"""Gives the fields of a drafted form their meanings, by key and by the words of their labels, and says which it lacks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from config.model import PRIVATE, Field, FieldKind, Form, Meaning, SignedPart
from config.model.meanings_by_key import MEANINGS_BY_KEY
from parsers.forms.labels import squeeze
from parsers.new_guide.categories import category_field

TEXTS = (FieldKind.TEXT, FieldKind.LONG_TEXT)
NAMES = (*TEXTS, FieldKind.ORGANISATION, FieldKind.PERSON)
WORDS: tuple[tuple[Meaning, tuple[FieldKind, ...], str], ...] = (
    (Meaning.APPLICANT, NAMES,
     r"^(?:项目|课题)?(?:申报|申请|承担|牵头|依托|主持|实施|责任|参赛|报名)(?:单位|机构|学校|企业|院校)(?:名称|全称)?$"),
    (Meaning.APPLICANT, NAMES, r"^(?:单位|企业|机构|学校|公司|团队)(?:名称|全称)"),
    (Meaning.APPLICANT, NAMES, r"(?:工作|所在|所属)(?:单位|学校|学院|部门|院系)|^(?:单位|学院|院系|院\(系\)|部门)$"),
    (Meaning.PROJECT, NAMES,
     r"^(?:申报|申请)?(?:项目|课题|作品|成果|活动|论文|竞赛)(?:名称|题目|标题)|^题目$|^(?:名称|课程名称)$"),
    (Meaning.LEADER, NAMES, r"^(?:项目|课题|团队)?(?:负责人|主持人|申请人|申报人)(?:姓名)?$|^(?:学生)?姓名$"),
    (Meaning.RECOMMENDER, NAMES, r"^(?:推荐|归口|主管)(?:单位|部门|机构)(?:名称)?$"),
    (Meaning.CONTACT, NAMES, r"^(?:项目)?联系人(?:姓名)?$"),
    (Meaning.LEGAL_REPRESENTATIVE, NAMES, r"法定代表人|法人代表"),
    (Meaning.CONTACT_PHONE, (FieldKind.PHONE,), r"联系(?:人)?电话|联系方式|手机"),
    (Meaning.CREDIT_CODE, (*TEXTS, FieldKind.CODE), r"信用代码"),
    (Meaning.ACCOUNT_NAME, NAMES, r"^(?:开户|账户|帐户)(?:名称|名)$|^户名$"),
    (Meaning.BANK, NAMES, r"开户(?:银)?行"),
    (Meaning.CONTENT, TEXTS, r"(?:研究|项目|主要|活动|实施|工作)内容|概述|概况|简介|摘要|实施方案"),
    (Meaning.GOALS, TEXTS, r"目标|预期(?:成果|效益|效果)"),
    (Meaning.NOVELTY, TEXTS, r"创新|特色|亮点"),
    (Meaning.BASIS, TEXTS, r"基础|依据|背景"),
    (Meaning.MONEY_ASKED, TEXTS, r"^(?:申请|申报|资助|拟申请).{0,6}(?:经费|金额|资金)"),
)  # fmt: skip
"""Meaning, kinds of fields that may have it, words of the label. The first line that fits gives the meaning, in this order."""

HIDDEN = {Meaning.APPLICANT: "申报单位", Meaning.PROJECT: "项目名称", Meaning.RECOMMENDER: "推荐单位"}
"""Labels of fields that a form does not print and that its cases need all the same."""


def with_meanings(form: Form) -> Form:
    """The form with the meanings that are certain enough. What every form needs and this one does not print is added as a field
    that nobody has to fill in; what is hidden from experts and not asked for is said under `lacks`."""
    form = _with_parts(form)
    given: dict[Meaning | None, str] = {field.meaning: field.key for field in form.fields if field.meaning}
    if ticked := category_field(form):
        given.setdefault(Meaning.CATEGORY, ticked.key)
    for meaning, key in _guessed(form):
        if meaning not in given and key not in given.values():
            given[meaning] = key
    form = _merged(form, given)
    by_key = {key: meaning for meaning, key in given.items() if meaning is not Meaning.CATEGORY}
    fields = [field.model_copy(update={"meaning": by_key.get(field.key)}) for field in form.fields]
    recommends = form.part(SignedPart.RECOMMENDER_OPINION) is not None
    for meaning, label in HIDDEN.items():
        if meaning not in given and (meaning is not Meaning.RECOMMENDER or recommends):
            key = _free(f"unprinted_{meaning.replace('-', '_')}", form)
            fields.append(Field(key=key, label=label, kind=FieldKind.TEXT, meaning=meaning, required=False))
            given[meaning] = key
    lacks = tuple(meaning for meaning in (Meaning.RECOMMENDER, *PRIVATE) if meaning not in given)
    return form.model_copy(update={"fields": tuple(fields), "lacks": lacks})


PARTS: tuple[tuple[SignedPart, str], ...] = (
    (SignedPart.COMMITMENT, r"承诺|声明"),
    (SignedPart.APPLICANT_OPINION, r"(?:学院|院系|院\(系\)|系部|部门|学校|企业|所在|本|基层)[^，。]{0,8}意见"),
    (SignedPart.OFFICE_OPINION, r"(?:评审|审批|审定|审查|审核|主管|专家|处|厅|局|中心|委员会|领导小组|管理)[^，。]{0,8}意见"),
)
"""Signed part → words of the label of a field that nobody has to fill in and that is one in truth."""


def _with_parts(form: Form) -> Form:
    """The form with opinions as parts that are signed, where the draft took them for fields. The last one that fits is the
    office's, the first one the applicant's."""
    given = {slot.area for slot in form.slots}
    for part, words in PARTS:
        fits = [f for f in form.fields if f.kind in TEXTS and not f.required and re.search(words, squeeze(f.label))]
        if part in given or not fits:
            continue
        field = fits[-1] if part is SignedPart.OFFICE_OPINION else fits[0]
        first = next(n for n, slot in enumerate(form.slots) if slot.field == field.key)
        slots = tuple(
            slot.model_copy(update={"field": "", "area": part if n == first else None}) if slot.field == field.key else slot
            for n, slot in enumerate(form.slots))
        form = form.model_copy(update={"slots": slots, "fields": tuple(f for f in form.fields if f.key != field.key)})
    return form


ONCE = (Meaning.APPLICANT, Meaning.PROJECT, Meaning.CATEGORY)
"""Of these a form asks once, however often it prints the label: on the cover and in the table below."""


def _merged(form: Form, given: Mapping[Meaning | None, str]) -> Form:
    """The form in which a label of theirs that is printed again asks for the same field."""
    for meaning in ONCE:
        field = form.field(given.get(meaning, ""))
        if field is None:
            continue
        words = squeeze(field.label)
        same = {one.key for one in form.fields if squeeze(one.label) == words and one.options == field.options} - {field.key}
        slots = (slot.model_copy(update={"field": field.key}) if slot.field in same else slot for slot in form.slots)
        fields = (one for one in form.fields if one.key not in same)
        form = form.model_copy(update={"slots": tuple(slots), "fields": tuple(fields)})
    return form


def unprinted(form: Form, meaning: Meaning) -> bool:
    """Whether the field of this meaning stands in the definition without being printed."""
    key = form.key_of(meaning)
    return bool(key) and all(slot.field != key for slot in form.slots)


def _guessed(form: Form) -> Iterator[tuple[Meaning, str]]:
    for field in form.fields:
        if (meaning := MEANINGS_BY_KEY.get(field.key)) not in (None, Meaning.CATEGORY, Meaning.AREAS):
            assert meaning is not None
            yield meaning, field.key
    for meaning, kinds, words in WORDS:
        yield from ((meaning, field.key) for field in form.fields
                    if field.kind in kinds and re.search(words, _bare(field.label)))


def _bare(label: str) -> str:
    return re.sub(r"^[\d一二三四五六七八九十]{1,2}[.、．]|[*＊:：]", "", squeeze(label))


def _free(key: str, form: Form) -> str:
    taken = {field.key for field in form.fields}
    return key if key not in taken else next(k for n in range(2, 1000) if (k := f"{key}_{n}") not in taken)
