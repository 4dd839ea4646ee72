"""Names that a guide gives to its categories' sheets, and those that no workbook can have."""

from __future__ import annotations

from pathlib import Path

import pytest

from config.load import load_guide
from config.model import Guide
from reports.workbook.registry import REGISTRY
from reports.workbook.sheet_kinds import Several
from reports.workbook.sheet_names import problems

pytestmark = pytest.mark.usefixtures("english")
"""What each complaint says is asked in one language; tests/test_language.py holds the other against it."""

GUIDE = load_guide(Path("2024"))


def called(*names: str) -> Guide:
    """The guide with these names for the sheets of its first categories."""
    changed = [kind.model_copy(update={"sheet": name}) for kind, name in zip(GUIDE.categories, names, strict=False)]
    return GUIDE.model_copy(update={"categories": (*changed, *GUIDE.categories[len(changed):])})


@pytest.mark.parametrize("name", ["甲" * 31, "Übersee 2", "(一)国内-海外", "", "历史"])
def test_what_excel_takes_is_taken(name: str) -> None:
    assert problems(called(name)) == []


@pytest.mark.parametrize(("name", "said"), [
    ("甲" * 32, "longer than 31 characters"),
    ("𠀀" * 16, "longer than 31 characters"),  # Excel counts each of these twice
    ("国内/海外", "cannot have: /"),
    ("a[b]:*?\\'", "cannot have: [ ] : * ? \\ '"),
    ("国内\t海外", "not printed"),
    ("history", "Excel keeps for itself"),
])  # fmt: skip
def test_what_excel_refuses_is_told(name: str, said: str) -> None:
    told = problems(called(name))
    assert len(told) == 1 and said in told[0]
    assert told[0].startswith(f"guide.toml: categories[{GUIDE.categories[0].key}].sheet: ")


@pytest.mark.parametrize(("names", "taken"), [(("海外", "海外"), "海外"), (("Base A", "BASE a"), "BASE a")])
def test_one_name_for_two_categories_is_told(names: tuple[str, str], taken: str) -> None:
    first, second = (kind.key for kind in GUIDE.categories[:2])
    assert problems(called(*names)) == [
        f"guide.toml: categories[{second}].sheet: {taken!r} is already the name of a sheet: that of categories[{first}]; "
        "upper and lower case do not tell sheets apart"]


@pytest.mark.parametrize("entry", [entry for entry in REGISTRY if not isinstance(entry, Several)])
def test_every_name_of_the_workbooks_own_sheets_is_taken(entry: object) -> None:
    name = getattr(entry, "name", "") or entry.sheet.name  # type: ignore[attr-defined]
    told = problems(called(name))
    assert len(told) == 1 and "the workbook's own" in told[0]
