"""Describes what changed from one guide to another, in words for a person: two guides in, lines out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pydantic import BaseModel

from config.model import Guide, Severity
from config.model.words import SEVERITY

WORDS: Mapping[str, str] = {
    "name": "名称", "label": "名称", "kind": "种类", "severity": "程度", "message": "说明", "todo": "请申报单位", "topic": "主题",
    "clause": "依据", "audience": "告诉谁", "forms": "申报书", "categories": "小类", "fields": "栏目", "arguments": "设置",
    "when": "条件", "money_wan": "额度（万元）", "awards": "立项数", "sheet": "表名", "form": "申报书", "required": "必填",
    "meaning": "含义",
    "options": "选项", "hints": "印好的提示语", "answers": "算作已答的话", "columns": "表头", "titles": "标题", "edition": "版本",
    "pledge": "承诺书原文", "prefix": "编号开头", "sections": "章节", "value": "取值", "what": "何处不明", "unit": "单位",
}
"""Keys of a guide's files, as its workbook calls them."""


def changes(old: Guide, new: Guide) -> Iterator[str]:
    """The differences between two guides that a person should know, in Chinese, one line each."""
    for name, key in (("标题", "title"), ("年度", "year"), ("项目期限年份", "years")):
        if getattr(old, key) != getattr(new, key):
            yield f"{name}：{_shown(getattr(old, key))} → {_shown(getattr(new, key))}"
    yield from _table("小类", {c.key: c for c in old.categories}, {c.key: c for c in new.categories})
    yield from _table("申报书", {f.key: f for f in old.forms}, {f.key: f for f in new.forms}, ("slots", "fields", "options"))
    for form in new.forms:
        if (was := old.form(form.key)) is not None:
            yield from _table(f"申报书{form.name}的栏目", {f.key: f for f in was.fields}, {f.key: f for f in form.fields})
            before, after = {slot.label for slot in was.slots}, {slot.label for slot in form.slots}
            yield from (f"申报书{form.name}：不再印有“{label}”" for label in sorted(before - after))
            yield from (f"申报书{form.name}：新印有“{label}”" for label in sorted(after - before))
    yield from _table("规则", {r.id: r for r in old.rules}, {r.id: r for r in new.rules})
    yield from _table("未明确之处", {c.id: c for c in old.contradictions}, {c.id: c for c in new.contradictions})
    for name in sorted(old.lists.keys() | new.lists.keys()):
        was_on, is_on = set(old.lists.get(name, ())), set(new.lists.get(name, ()))
        if was_on != is_on:
            yield f"名单{name}：删去{len(was_on - is_on)}个，增加{len(is_on - was_on)}个"
    for name in sorted(old.letters.keys() | new.letters.keys()):
        if old.letters.get(name) != new.letters.get(name):
            yield f"信函模板{name}：{'新增' if name not in old.letters else '删去' if name not in new.letters else '有改动'}"


def _table(
    what: str, old: Mapping[str, BaseModel], new: Mapping[str, BaseModel], apart: tuple[str, ...] = ()
) -> Iterator[str]:
    for key in [*old, *(key for key in new if key not in old)]:
        if key not in new:
            yield f"{what}：删去 {key}"
        elif key not in old:
            yield f"{what}：新增 {key}"
        else:
            before, after = old[key].model_dump(), new[key].model_dump()
            for name in before:
                if name not in apart and before[name] != after[name]:
                    changed = f"{_shown(before[name])} → {_shown(after[name])}"
                    yield f"{what} {_called(new[key], key)}：{WORDS.get(name, name)} {changed}"


def _called(one: BaseModel, key: str) -> str:
    """A thing by the name that people know, where it has one besides its key."""
    name = getattr(one, "label", "") or getattr(one, "name", "")
    return f"{name}（{key}）" if name and name != key else key


def _shown(value: object) -> str:
    span = isinstance(value, tuple) and all(isinstance(part, int | float) for part in value)
    if value is None or value == "" or value == ():
        return "（无）"
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, Severity):
        return SEVERITY[value].name
    text = "—".join(map(str, value)) if isinstance(value, tuple) and span else str(value)
    return text if len(text) <= 120 else text[:119] + "…"
