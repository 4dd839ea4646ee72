"""What a record leaves out, and how two records are compared."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.golden.compare import compared, rules_of, told
from tests.golden.masks import masked
from tests.golden.nested_json import unfolded
from tests.golden.places import PROJECT, STATE

SUM = "4f7fbbad" * 8
ABOUT = "A9 | '读取程序版本' | bold True\nB9 | ''\nC9 | '"


@pytest.mark.parametrize(("name", "text", "kept"), [
    ("first/run.json", "处理完成，用时 5.0 秒：收取 22 封", "处理完成，用时 <seconds>：收取 22 封"),
    ("first/run.json", "处理完成，用时 1 分 26 秒：收取 22 封", "处理完成，用时 <seconds>：收取 22 封"),
    ("first/ledger/runs.json", '"seconds": 12.5,', '"seconds": <seconds>,'),
    ("first/ledger/readings.json", f'"reader": 12, "guide": "{SUM}"', '"reader": <reader>, "guide": "<guide>"'),
    ("first/run.json", f"{STATE}/home/output {PROJECT}/tests", "<state>/home/output <project>/tests"),
    ("first/run.json", "KeyError at fetch.py:12 fetch", "KeyError at <place> fetch"),
    ("first/workbook/说明.txt", f"{ABOUT}12' | x", f"{ABOUT}<reader>' | x"),
    ("first/ledger/builds.json", f'"sha256": "{SUM}"', '"sha256": "<workbook>"'),
    ("first/ledger/mails.json", f'"sha256": "{SUM}"', f'"sha256": "{SUM}"'),
    ("first/run.json", '  "09:31:02 阅读并登记 5/22",\n  "09:30:00 收取新邮件 22 封"\n', '  "09:30:00 收取新邮件 22 封"\n'),
    ("check/a.json", "预算 5.0 万元，2024-05-06", "预算 5.0 万元，2024-05-06"),
])  # fmt: skip
def test_only_what_a_rule_names_is_masked(name: str, text: str, kept: str) -> None:
    assert masked(name, text) == kept


def test_json_is_unfolded_only_where_nothing_is_lost() -> None:
    assert unfolded('{"a": 1.50}') == '{"a": 1.50}' and unfolded('{"a":1,"a":2}') == '{"a":1,"a":2}'
    assert unfolded('{"a":[1]}') == {"a": [1]} == unfolded('{"a": [1]}')


@pytest.fixture
def records(tmp_path: Path) -> tuple[Path, Path]:
    """Two records that differ in a line, in another, and in a file that only one of them has."""
    for name, lines in (("a", "1\nsaid 一\nsaid 二\n"), ("b", "1\nsaid 一\nsaid 三\n")):
        (tmp_path / name / "first").mkdir(parents=True)
        (tmp_path / name / "state.tar").write_text(name)
        (tmp_path / name / "first" / "run.json").write_text(lines, "utf-8")
        (tmp_path / name / "same.txt").write_text("alike", "utf-8")
    (tmp_path / "b" / "more.txt").write_text("more", "utf-8")
    return tmp_path / "a", tmp_path / "b"


def test_what_differs_is_told_file_by_file(records: tuple[Path, Path]) -> None:
    words = list(told(compared(*records)))
    assert words[-1] == "2 files differ" and {"=== first/run.json", "-said 二", "+said 三", "=== more.txt"} <= set(words)
    assert list(told(compared(records[0], records[0]))) == ["0 files differ"]


def test_intended_differences_are_counted_and_not_told(records: tuple[Path, Path]) -> None:
    rules = rules_of("# meant\nfirst/*.json said (二|三)\nmore.* only in the second\n")
    found = compared(*records, rules)
    assert not found.files and found.allowed.total() == 3
    assert set(compared(*records, rules_of("other/* .*")).files) == {"first/run.json", "more.txt"}
