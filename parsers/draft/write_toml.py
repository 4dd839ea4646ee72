"""Writes a drafted form as TOML, with Chinese comments for whoever checks it. config.load reads the text."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from config.model import Field, FieldKind, Option, Slot
from config.places import PROGRAM
from parsers.draft.drafted_form import Draft

_HEAD = (
    "本文件由空白申报表自动生成，使用前请逐条核对：",
    "1. key、name、prefix：表的代号、名称、项目编号前缀；代号与指南 categories 中的 form 一致。",
    "2. [[slots]]：表上印的标签，顺序与表一致；aliases 可补充申报人常用的其他写法。",
    "3. [[fields]]：每个标签要填的内容；kind 是读法，required = false 表示可以不填。"
    "field_ 开头的 key 由标签的文字算出，同一标签每次相同，可改成好记的英文名。",
    f"4. 核对后用 {PROGRAM} check --form 本文件 已填写的申报书 试读几份，再放入指南的 forms 文件夹。",
)


def write(draft: Draft) -> str:
    """The whole file."""
    head = [f"# {line}" for line in _HEAD]
    return "\n".join([*head, *_tables(draft), "", *_form(draft), *_slots(draft), *_fields(draft)]) + "\n"


def _tables(draft: Draft) -> Iterator[str]:
    for heads in draft.tables:
        yield f"# 请注意：表格（{_comment('、'.join(heads))}）程序只认出表头，不逐行读取。"
    if not draft.form.fields:
        yield "# 请注意：没有认出任何栏目；请确认这是一份有文字的空白申报表。"


def _form(draft: Draft) -> Iterator[str]:
    form = draft.form
    for name in ("key", "name", "prefix"):
        yield f"{name} = {_string(getattr(form, name))}"
    yield f"titles = {_list(form.titles)}"
    for name in ("edition", "pledge"):
        if getattr(form, name):
            yield f"{name} = {_string(getattr(form, name))}"
    if form.sections:
        yield f"sections = {_list(form.sections)}"
    if form.schedule_columns:
        yield f"schedule_columns = {_list(form.schedule_columns)}"
    if form.printed:
        yield f"printed = {_list(form.printed)} # 表上印着、不属于任何栏目的话"
    if form.lacks:
        yield f"lacks = {_list(form.lacks)} # 这份表没有问的"
    if not form.fields:
        yield "fields = []"


def _slots(draft: Draft) -> Iterator[str]:
    section = None
    for slot in draft.form.slots:
        if slot.section != section:
            section = slot.section
            yield f"\n# --- {_comment(section) or '封面'} ---"
        yield from _slot(slot)


def _slot(slot: Slot) -> Iterator[str]:
    yield "\n[[slots]]"
    yield f"label = {_string(slot.label)}"
    for name in ("field", "area", "section", "layout"):
        if getattr(slot, name):
            yield f"{name} = {_string(getattr(slot, name))}"
    if slot.aliases:
        yield f"aliases = {_list(slot.aliases)}"


def _fields(draft: Draft) -> Iterator[str]:
    if draft.form.fields:
        yield "\n# --- 各栏目要填什么 ---"
    for field in draft.form.fields:
        yield ""
        yield from (f"# 请核对：{_comment(note)}" for note in draft.notes.get(field.key, ()))
        yield from _field(field)


def _field(field: Field) -> Iterator[str]:
    yield "[[fields]]"
    yield f"key = {_string(field.key)}"
    yield f"label = {_string(field.label)}"
    if field.kind != FieldKind.TEXT:
        yield f"kind = {_string(field.kind)}"
    if field.meaning:
        yield f"meaning = {_string(field.meaning)}"
    if not field.required:
        yield "required = false"
    for name in ("answers", "hints", "printed", "columns", "rows"):
        if getattr(field, name):
            yield f"{name} = {_list(getattr(field, name))}"
    if field.options:
        yield "options = ["
        yield from (f"    {_option(option)}," for option in field.options)
        yield "]"


def _option(option: Option) -> str:
    parts = [f"key = {_string(option.key)}"] if option.key else []
    parts.append(f"label = {_string(option.label)}")
    parts += [f"aliases = {_list(option.aliases)}"] if option.aliases else []
    parts += ["text = true"] if option.text else []
    return "{ " + ", ".join(parts) + " }"


def _list(words: tuple[str, ...]) -> str:
    return "[" + ", ".join(map(_string, words)) + "]"


def _string(text: str) -> str:
    """A TOML basic string; TOML escapes what JSON escapes, and also DEL."""
    whole = text.encode("utf-8", "replace").decode("utf-8")  # half of a character would not be valid text
    return json.dumps(whole, ensure_ascii=False).replace("\x7f", "\\u007f")


def _comment(text: str) -> str:
    """Words of the form inside a comment: one line, no control characters."""
    return re.sub(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+", " ", text)[:200]
