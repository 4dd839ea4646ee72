# ruff: noqa: E501  (tables read better a case a line)
"""Guides as data: every fault named at once with its file and key, next year's call from edited data alone, and the coverage."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from config.load import PROJECT, load_guide
from intake.operations.checked_settings import guide_problems
from parsers.checks.engine import check
from parsers.checks.rule import Circumstances
from reports.guide_changes import changes
from reports.guide_coverage import gaps, markdown
from tests.guide_faults import faults
from tests.parsers.rules.builders import package, record

pytestmark = pytest.mark.usefixtures("english")
"""What each complaint says is asked in one language; tests/test_language.py holds the other against it."""

BROKEN = [
    ("guide.toml", 'severity = "fix"', 'severity = "fixx"', "guide.toml: rules[", "severity"),
    ("guide.toml", 'kind = "tick"', 'kind = "tik"', "kind", "did you mean tick?"),
    ("guide.toml", "most = 1000", "mots = 1000", "with.mots", "did you mean most?"),
    ("guide.toml", 'with = { field = "overview"', 'with = { field = "overwiew"', "with.field", "did you mean overview?"),
    ("guide.toml", 'countries_list = "countries", least', 'countries_list = "countreis", least', "no list", "did you mean countries?"),
    ("guide.toml", "{most}字以内，现约", "{moist}字以内，现约", "{moist}", "did you mean most?"),
    ("guide.toml", 'forms = ["haizhi"]', 'forms = ["haizi"]', "forms", "did you mean haizhi?"),
    ("guide.toml", 'categories = ["conference"]', 'categories = ["conferense"]', "categories", "did you mean conference?"),
    ("guide.toml", "money_wan = [5, 30]", "money_wan = [30, 5]", "categories[conference].money_wan", "larger"),
    ("guide.toml", 'sheet = "国内海智基地"', 'sheet = "总览"', "categories[domestic_base].sheet", "already the name of a sheet"),
    ("guide.toml", "years = [2024, 2026]", "years = [2026, 2024]", "years", "later"),
    ("guide.toml", 'form = "exchange"\nsheet', 'form = "exchang"\nsheet', "no such form", "did you mean exchange?"),
    ("guide.toml", 'id = "phone-invalid"', 'id = "email-invalid"', "rules[email-invalid]", "stands 2 times"),
    ("guide.toml", 'kind = "secret-mark"\n', "", "kind", "Field required"),
    ("guide.toml", 'contradiction = "X7"', 'contradiction = "X77"', "with.counting", "did you mean X7?"),
    ("contradictions.toml", 'value = "abroad"', 'value = "abraod"', "contradictions[X7].value", "did you mean abroad?"),
    ("coverage.toml", '"uscc-invalid"', '"uscc-invalib"', "coverage[R38].rules", "did you mean uscc-invalid?"),
    ("coverage.toml", 'id = "R77"', 'id = "R777"', "R77 is not told of", ""),
    ("hints.toml", 'audience = "experts"', 'audience = "expert"', "hints.toml: rules[", "audience"),
    ("hints.toml", 'severity = "note"', 'severity = "remind"', "audience", "asks the applicant for nothing"),
    ("forms/haizhi.toml", 'field = "overview"', 'field = "overwiev"', "slots[项目概述].field", "did you mean overview?"),
    ("forms/exchange.toml", 'kind = "choice"', 'kind = "chioce"', "exchange.toml", "kind"),
    ("forms/exchange.toml", 'key = "conference", label', 'key = "konference", label', "project_category", "did you mean conference?"),
    ("forms/haizhi.toml", 'label = "传真"\nkind', 'labell = "传真"\nkind', "unknown key", "did you mean label?"),
    ("lists/sanctioned.csv", "依据\n", "依据\n某学会,2024/3/1,,\n", "lists/sanctioned.csv", "2024-03-01"),
    ("letters/receipt.txt.j2", "{%", "{% iff ", "receipt.txt.j2, line", ""),
    ("checks.toml", "[[rules]]", "[[rules", "is not valid TOML", ""),
]  # fmt: skip


@pytest.mark.parametrize(("file", "good", "bad", "said", "hint"), BROKEN, ids=[f"{b[0]}:{b[2][:24]!r}" for b in BROKEN])
def test_a_broken_guide_is_told_what_is_wrong(tmp_path: Path, file: str, good: str, bad: str, said: str, hint: str) -> None:
    folder = Path(shutil.copytree(PROJECT / "config" / "guides" / "2024", tmp_path / "2024"))
    text = (folder / file).read_text("utf-8")
    assert good in text, "the test is out of date"
    (folder / file).write_text(text.replace(good, bad, 1), "utf-8")
    told = faults(folder)
    assert any(said in line and hint in line for line in told.splitlines()), told


def test_several_faults_are_told_at_once(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(PROJECT / "config" / "guides" / "2024", tmp_path / "2024"))
    for file, good, bad in (("guide.toml", "years = [2024, 2026]", "yaers = [2024, 2026]"),
                            ("forms/haizhi.toml", 'prefix = "HZ"', 'prefixx = "HZ"')):
        (folder / file).write_text((folder / file).read_text("utf-8").replace(good, bad), "utf-8")
    told = faults(folder)
    assert "did you mean years?" in told and "did you mean prefix?" in told


@pytest.mark.parametrize("name", ["2024", "2025-demo"])
def test_the_guides_that_ship_are_whole(name: str) -> None:
    guide = load_guide(Path(name))
    assert guide_problems(guide) == []
    assert gaps(guide) == []
    assert [one.id for one in guide.contradictions] == [f"X{n}" for n in range(1, 21)]


def test_cases_stand_in_the_guides_order() -> None:
    numbers = ["XX2024-0001", "WD2024-0001", "HZ2024-0002", "HZ2024-0001", "GJ2024-0009"]
    guide = load_guide(Path("2024"))
    assert sorted(numbers, key=guide.place) == ["GJ2024-0009", "HZ2024-0001", "HZ2024-0002", "WD2024-0001", "XX2024-0001"]
    turned = guide.model_copy(update={"forms": guide.forms[::-1]})
    assert sorted(numbers, key=turned.place)[0] == "HZ2024-0001"


def test_the_coverage_document_is_the_guides() -> None:
    document = PROJECT / "docs" / "guide-coverage.md"
    assert document.read_text("utf-8") == markdown(load_guide(Path("2024"))), "run_intake.py guide coverage > docs/guide-coverage.md"


def test_next_year_needs_no_programmer() -> None:
    old, new = load_guide(Path("2024")), load_guide(Path("2025-demo"))
    told = "\n".join(changes(old, new))
    for words in ("young_talent", "不再印有“亮点与创新点”", "新印有“特色与创新”", "新印有“电子信箱”", "删去 partner-not-foreign",
                  "新增 goals-too-long", "10.0—40.0"):
        assert words in told
    assert list(changes(old, old)) == []
    long = package("exchange", expected_goals="签" * 600, email="office@example.org")
    assert "goals-too-long" in {f.rule for f in check(long, new, Circumstances())}
    assert "goals-too-long" not in {f.rule for f in check(long, old, Circumstances())}
    young = package("exchange", project_category="young_talent", email="")
    assert ("field-missing", "email") in {(f.rule, f.field) for f in check(young, new, Circumstances())}
    assert record().form == "exchange"
