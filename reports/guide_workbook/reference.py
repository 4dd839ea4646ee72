"""Turns the code's own kinds, settings and placeholders into the page that tells an office what a guide can say, in Chinese."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from config.model.words import AUDIENCE, FIELD_KIND, MEANING, SEVERITY, SIGNED_PART, Described
from parsers.checks.registry import RULES
from parsers.checks.rule import COMMON
from parsers.checks.selection import default_settings, required_settings, settings_of
from parsers.checks.words.kinds import KINDS, kind_name
from parsers.checks.words.settings import PLACEHOLDERS, SETTINGS, VALUES

HEAD = """# 指南能写什么

本页由 `run_intake.py guide reference` 写成，请勿手改。括号中的英文是指南文件（TOML）里的写法；工作簿（`guide edit`）里写中文。
"""


def reference() -> str:
    """The whole page as Markdown."""
    parts = [HEAD, *_family("栏目的种类", FIELD_KIND.items()), *_family("栏目的含义", MEANING.items()),
             *_family("签章处", SIGNED_PART.items()), *_family("程度", SEVERITY.items()), *_family("告诉谁", AUDIENCE.items()),
             "## 规则的种类\n", *(_kind(key) for key in RULES), "## 占位符\n", _placeholders()]
    return "\n".join(parts)


def _family(title: str, words: Iterable[tuple[str, Described]]) -> Iterator[str]:
    rows = [f"| {one.name}（`{key}`） | {one.about} | {one.example} |" for key, one in words]
    yield f"## {title}\n"
    yield "\n".join(["| 名称 | 说明 | 例 |", "|---|---|---|", *rows]) + "\n"


def _kind(key: str) -> str:
    """One kind of rule: what it checks, an example, its own placeholders and its settings."""
    kind, words = RULES[key], KINDS.get(key)
    lines = [f"### {kind_name(key)}（`{key}`）\n"]
    if words:
        lines += [f"{words.about}写在工作簿的表“{words.subject.value}”。\n", f"例：{words.example}\n"]
    if kind.offers:
        lines.append("占位符：" + "；".join(f"`{{{name}}}` {PLACEHOLDERS.get(name, '')}" for name in kind.offers) + "\n")
    needed, defaults = required_settings(kind), default_settings(kind)
    if settings := list(settings_of(kind)):
        rows = [f"| {SETTINGS[name].name if name in SETTINGS else name}（`{name}`） | "
                f"{SETTINGS[name].about if name in SETTINGS else ''} | {'必写' if name in needed else _default(defaults[name])} |"
                for name in settings]
        lines.append("\n".join(["| 设置 | 说明 | 不写时 |", "|---|---|---|", *rows]) + "\n")
    return "\n".join(lines)


def _default(value: object) -> str:
    """What holds where a setting is not written."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, tuple):
        return "；".join(map(_default, value))
    if isinstance(value, str | int | float):
        return VALUES.get(str(value), str(value))
    return ""


def _placeholders() -> str:
    everywhere = [f"| `{{{name}}}` | {PLACEHOLDERS[name]} | 各种规则 |" for name in COMMON]
    own = [f"| `{{{name}}}` | {text} | {'、'.join(kind_name(key) for key, kind in RULES.items() if name in kind.offers)} |"
           for name, text in PLACEHOLDERS.items() if name not in COMMON]
    return "\n".join(["| 占位符 | 代表什么 | 可用于 |", "|---|---|---|", *everywhere, *own]) + "\n"
