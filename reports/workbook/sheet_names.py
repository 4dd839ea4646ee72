"""Says which names that a guide gives to sheets of its categories cannot stand in a workbook."""

from __future__ import annotations

from collections.abc import Iterator

from config.model import Category, Guide
from reports.workbook.columns import FORBIDDEN
from reports.workbook.registry import REGISTRY
from reports.workbook.sheet_kinds import Drawn, Listed

LONGEST = 31
"""The most characters of a sheet's name in Excel, which counts those of UTF-16."""
RESERVED = "History"
"""Excel keeps this name for itself."""


def problems(guide: Guide) -> list[str]:
    """What is wrong with the names of the categories' sheets, one line each, file first; empty where all is well."""
    own = {entry.sheet.name if isinstance(entry, Listed) else entry.name for entry in REGISTRY
           if isinstance(entry, Listed | Drawn)}
    taken = {name.casefold(): "the workbook's own" for name in own}
    taken[RESERVED.casefold()] = "one that Excel keeps for itself"
    lines = []
    for category in guide.categories:
        start, name = f"guide.toml: categories[{category.key}].sheet", category.sheet or category.key
        lines += [f"{start}: {line}" for line in _unfit(name)]
        if name.casefold() in taken:
            lines.append(f"{start}: {name!r} is already the name of a sheet: {taken[name.casefold()]}; "
                         "upper and lower case do not tell sheets apart")
        taken.setdefault(name.casefold(), _whose(category))
    return lines


def _unfit(name: str) -> Iterator[str]:
    """What Excel does not take in the name of a sheet."""
    if len(name.encode("utf-16-le", "surrogatepass")) // 2 > LONGEST:
        yield f"is longer than {LONGEST} characters, the most that Excel takes"
    if bad := FORBIDDEN.findall(name):
        yield f"has characters that the name of a sheet cannot have: {' '.join(dict.fromkeys(bad))}"
    if not name.isprintable():
        yield "has a character that is not printed"


def _whose(category: Category) -> str:
    return f"that of categories[{category.key}]"
