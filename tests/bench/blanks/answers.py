"""Draws what somebody answers on any form: each field by its kind, now and then left blank, in words that mislead readers."""

from __future__ import annotations

from random import Random
from typing import Any

from config.model import Field, FieldKind, Form, Option
from parsers.forms.by_tags.tags import heads

Answers = dict[str, Any]
"""Key → words, a list of (option, words behind it), two months, or rows of words; a field left blank is not there."""
_NAMES = ("王建平", "欧阳若琳", "李静", "阿依古丽·买买提")
_UNITS = ("长沙橘洲新材料有限公司", "湘源理工大学（本部）", "株洲市渌江科技促进会", "岳阳楼区洞庭农业研究所")
_SHORT = ("教授/博士生导师", "2024版", "A-17", "民办非企业", "是", "湖南省", "主任", "第3组")
_SENTENCES = (
    "拟于2026年举办论坛1次，邀请境外专家5人。", "经费预算：合计12.5万元，其中自筹4万元。", "（1）建立联络机制；（2）完善制度。",
    "项目负责人：由本单位副院长担任。", "无", "——详见附件。", "预期目标是形成报告2份，√ 完成调研。",
    "The joint laboratory opens in May.",
    "☐ 前期工作已完成", "同意推荐单位意见。", "联系电话由办公室统一管理", "第一、第二阶段并行推进",
)


def answers(form: Form, rng: Random, blank: float = 0.1) -> Answers:
    """Answers to a form's printed fields; each is left blank with this likelihood."""
    asked = {slot.field for slot in form.slots if slot.field}
    return {field.key: _answer(form, field, rng) for field in form.fields if field.key in asked and rng.random() >= blank}


def _answer(form: Form, field: Field, rng: Random) -> Any:
    if field.kind in (FieldKind.TABLE, FieldKind.SCHEDULE):
        return [_row(field, heads(form, field), rng) for _ in range(rng.randrange(1, 8))]
    if field.kind == FieldKind.CHOICE:
        return [(rng.choice(field.options), "")]
    if field.kind == FieldKind.OPTIONS:
        chosen = rng.sample(field.options, rng.randrange(1, len(field.options)))
        return [(option, _words(option, rng)) for option in field.options if option in chosen]
    if field.kind == FieldKind.PERIOD:
        return f"2024年{rng.randrange(1, 13)}月", f"202{rng.randrange(5, 8)}年{rng.randrange(1, 13)}月"
    return _plain(field.kind, rng)


def _plain(kind: FieldKind, rng: Random) -> str:
    number = str(rng.randrange(10**7, 10**8))
    if kind == FieldKind.LONG_TEXT:
        return "\n".join(rng.sample(_SENTENCES, rng.randrange(1, 6)))
    return {
        FieldKind.PERSON: rng.choice(_NAMES[:3]),
        FieldKind.ORGANISATION: rng.choice(_UNITS),
        FieldKind.ADDRESS: f"长沙市岳麓区学府路{number[:3]}号{number[3]}栋",
        FieldKind.PHONE: rng.choice((f"0731-{number}", f"138{number}", f"0731-{number}转802")),
        FieldKind.EMAIL: f"a{number}@example.org",
        FieldKind.POSTCODE: f"41{number[:4]}",
        FieldKind.CODE: f"12430000MB{number}",
        FieldKind.ACCOUNT: f"6222 02{number[:2]} {number[2:6]} {number[4:]}",
    }.get(kind, rng.choice(_SHORT))


def _words(option: Option, rng: Random) -> str:
    return rng.choice(("专题培训", "实地考察（两次）", "展品运输")) if option.text else ""


def _row(field: Field, printed: tuple[str, ...], rng: Random) -> dict[str, str]:
    if field.kind == FieldKind.SCHEDULE:
        goal = rng.choice(("完成调研，形成报告1份", "合计培训60人", "签订协议；阶段总结", "时间阶段内完成项目主要内容"))
        months, money = f"{rng.randrange(1, 7)}-{rng.randrange(7, 13)}月", str(rng.randrange(1, 40) / 2)
        return dict(zip(printed, (months, money, goal), strict=True))
    return {words: rng.choice((*_NAMES, *_SHORT, *_UNITS)) for words in printed}
