"""Says which names that a guide gives to sheets of its categories cannot stand in a workbook."""

from __future__ import annotations

from collections.abc import Iterator

from config.language import say
from config.model import Category, Guide
from reports.workbook.columns import FORBIDDEN
from reports.workbook.registry import REGISTRY
from reports.workbook.sheet_kinds import Drawn, Listed

LONGEST = 31
"""The most characters of a sheet's name in Excel, which counts those of UTF-16."""
RESERVED = "History"
"""Excel keeps this name for itself."""


def own_sheets() -> frozenset[str]:
    """The names of the workbook's own sheets."""
    return frozenset(entry.sheet.name if isinstance(entry, Listed) else entry.name for entry in REGISTRY
                     if isinstance(entry, Listed | Drawn))


def problems(guide: Guide) -> list[str]:
    """What is wrong with the names of the categories' sheets, one line each, file first; empty where all is well."""
    taken = {name.casefold(): say("表格自己的表", "the workbook's own") for name in own_sheets()}
    taken[RESERVED.casefold()] = say("Excel 保留的名称", "one that Excel keeps for itself")
    lines = []
    for category in guide.categories:
        start, name = f"guide.toml: categories[{category.key}].sheet", category.sheet or category.key
        lines += [f"{start}: {line}" for line in _unfit(name)]
        if name.casefold() in taken:
            whose = taken[name.casefold()]
            lines.append(f"{start}: " + say(f"{name!r} 已是一个表的名称：{whose}（大小写不能区分表）",
                                            f"{name!r} is already the name of a sheet: {whose}; upper and lower case do not "
                                            "tell sheets apart"))
        taken.setdefault(name.casefold(), _whose(category))
    return lines


def _unfit(name: str) -> Iterator[str]:
    """What Excel does not take in the name of a sheet."""
    if len(name.encode("utf-16-le", "surrogatepass")) // 2 > LONGEST:
        yield say(f"超过 {LONGEST} 个字，Excel 不接受", f"is longer than {LONGEST} characters, the most that Excel takes")
    if bad := " ".join(dict.fromkeys(FORBIDDEN.findall(name))):
        yield say(f"含有表名不能有的字符：{bad}", f"has characters that the name of a sheet cannot have: {bad}")
    if not name.isprintable():
        yield say("含有不能显示的字符", "has a character that is not printed")


def _whose(category: Category) -> str:
    return say(f"categories[{category.key}] 的表", f"that of categories[{category.key}]")
