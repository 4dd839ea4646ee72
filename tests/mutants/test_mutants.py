"""The whole tool on a toy product: what its tests notice, what they do not, and that nothing is left behind."""

from __future__ import annotations

import json
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from config.load import PROJECT
from tests.mutants import telling
from tests.mutants.__main__ import main
from tests.mutants.watchers import STORIES, watchers

PRODUCT = '''"""Toy."""


def large(number: int) -> bool:
    return number > 10
'''
LOOSE = "from parsers.toy.size import large\n\n\ndef test_large() -> None:\n    assert large(99) and not large(1)\n"
EXACT = LOOSE.replace("large(99)", "large(11)").replace("large(1)", "large(10)")
HANGS = '''"""Toy."""


def last(number: int) -> int:
    while number:
        number -= 1
    return 0
'''
WAITS = "from parsers.toy.size import last\n\n\ndef test_last() -> None:\n    assert last(3) == 0\n"
SLEEPS = "import time\nfrom parsers.toy.size import large\n\n\ndef test_waits() -> None:\n    time.sleep(60)\n    assert large\n"
UNWELL = "import os\nfrom parsers.toy.size import large\n\n\ndef test_broken() -> None:\n    assert not os\n\n\n"


@pytest.fixture
def toy(tmp_path: Path) -> Path:
    """A checkout of one module and one file of tests, which a test fills in."""
    root = tmp_path / "toy"
    for folder in ("parsers/toy", "tests/parsers/toy", "tests/mutants"):
        (root / folder).mkdir(parents=True)
    for package in ("parsers", "parsers/toy", "tests", "tests/mutants"):
        (root / package / "__init__.py").touch()
    shutil.copy(str(telling.__file__), root / "tests" / "mutants")
    return root


def filled(root: Path, product: str, tests: str) -> None:
    (root / "parsers" / "toy" / "size.py").write_text(product, "utf-8")
    (root / "tests" / "parsers" / "toy" / "test_size.py").write_text(tests, "utf-8")


def kept(root: Path) -> dict[str, bytes]:
    return {file.relative_to(root).as_posix(): file.read_bytes() for file in root.rglob("*") if file.is_file()}


def outcomes(root: Path, *arguments: str) -> dict[str, bool]:
    """What was changed into → whether that was noticed."""
    out = root.parent / "out.json"
    assert main(["--count", "9", "--json", str(out), *arguments], root) == 0
    return {one["after"]: one["noticed"] for one in json.loads(out.read_text("utf-8"))["outcomes"]}


def test_a_fault_at_the_boundary_is_noticed_only_by_a_test_of_it(toy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    filled(toy, PRODUCT, LOOSE)
    before = kept(toy)
    found = outcomes(toy)
    assert not found["return number >= 10"] and found["return not (number > 10)"]
    assert kept(toy) == before
    told = capsys.readouterr().out
    assert "parsers/toy/size.py:5 boundary" in told and "- return number > 10\n    + return number >= 10" in told
    assert "noticed 1 of 3 (33 %)" in told and "seed 1" in told


def test_a_test_that_fails_without_the_fault_too_notices_nothing(toy: Path) -> None:
    filled(toy, PRODUCT, UNWELL + EXACT.split("\n\n\n")[1])
    assert set(outcomes(toy, "--count", "1").values()) == {True}
    filled(toy, PRODUCT, UNWELL)
    assert set(outcomes(toy, "--count", "1").values()) == {False}


def test_a_fault_that_hangs_is_noticed_by_the_time_limit(toy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    filled(toy, HANGS, WAITS)
    found = outcomes(toy, "--timeout", "4", "--workers", "2")
    assert found["pass"] and found["number += 1"] and found["number -= 0"]
    assert "3 of them by the time limit" in capsys.readouterr().out


def test_a_fault_that_breaks_the_import_is_noticed(toy: Path) -> None:
    product = "NAMES = {}\nNAMES['a'] = 'b'\nFIRST = NAMES['a']\n"
    filled(toy, product, "from parsers.toy.size import FIRST\n\n\ndef test_first() -> None:\n    assert FIRST\n")
    assert outcomes(toy) == {"pass": True}


def test_a_fault_whose_tests_take_too_long_is_not_noticed_and_that_is_told(toy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    filled(toy, PRODUCT, SLEEPS)
    assert set(outcomes(toy, "--count", "1", "--budget", "1").values()) == {False}
    assert "time was up before all tests were asked" in capsys.readouterr().out


@pytest.mark.parametrize("arguments", [
    ["--count", "0"], ["--rooms", "parsers/nothing"], ["--files", "parsers/toy/nothing.py"], ["--seed", "x"], ["--unknown"],
    ["--changed", "no-such-revision"], ["--json", "/no/such/folder/out.json"],
])  # fmt: skip
def test_wrong_options_end_with_64(toy: Path, arguments: list[str]) -> None:
    filled(toy, PRODUCT, EXACT)
    with pytest.raises(SystemExit) as ended:
        main(arguments, toy)
    assert ended.value.code == 64


def test_rooms_files_and_revisions_choose_modules(toy: Path) -> None:
    filled(toy, PRODUCT, EXACT)
    git = ["git", "-C", str(toy), "-c", "user.name=a", "-c", "user.email=a@example.org"]
    for command in (["init", "-q"], ["add", "-A"], ["commit", "-q", "-m", "toy"]):
        subprocess.run([*git, *command], check=True)
    assert outcomes(toy, "--changed", "HEAD") == {}
    filled(toy, PRODUCT.replace("10", "11"), EXACT.replace("10", "11").replace("(11) and", "(12) and"))
    assert outcomes(toy, "--changed", "HEAD", "--rooms", "parsers/toy", "--files", "parsers/toy/size.py")


def test_a_seed_is_finished_in_two_runs_and_what_it_left_is_tried_again(toy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    filled(toy, PRODUCT, LOOSE)
    first, record = outcomes(toy, "--count", "1"), toy.parent / "out.json"
    assert len(first) == 1 and main(["--resume", str(record), "--count", "9"], toy) == 0
    whole = {one["after"]: one["noticed"] for one in json.loads(record.read_text("utf-8"))["outcomes"]}
    assert first.items() <= whole.items() and len(whole) == 3 and "noticed 1 of 3" in capsys.readouterr().out
    filled(toy, PRODUCT.replace("number > 10", "number > 10  # so many"), EXACT)
    assert main(["--again", str(record)], toy) == 0 and capsys.readouterr().err.count("gone: parsers/toy/size.py:5") == 2
    filled(toy, '"""Moved."""\n' + PRODUCT, EXACT)
    assert main(["--again", str(record)], toy) == 0
    assert "noticed 2 of 2 (100 %)" in capsys.readouterr().out


@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGINT])
def test_a_run_that_is_stopped_tells_what_it_measured_and_leaves_nothing(toy: Path, sign: signal.Signals) -> None:
    filled(toy, PRODUCT, SLEEPS)
    before, temporary = kept(toy), toy.parent / "temporary"
    temporary.mkdir()
    start = f"from pathlib import Path; from tests.mutants.__main__ import main; main([], Path({str(toy)!r}))"
    run = subprocess.Popen([sys.executable, "-c", start], cwd=PROJECT, env={"TMPDIR": str(temporary), "PATH": "/usr/bin:/bin"},
                           stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)  # fmt: skip
    end = time.monotonic() + 60
    while not list(temporary.glob("told-*/told")) and time.monotonic() < end:
        time.sleep(0.1)
    run.send_signal(sign)
    told, _ = run.communicate(timeout=60)
    assert "stopped after 0 of 3" in told and run.returncode == 0
    assert kept(toy) == before and list(temporary.iterdir()) == []


# --- which tests look ---------------------------------------------------------------------------------------------------


def test_tests_of_the_module_come_first_then_its_room_then_stories() -> None:
    tests = watchers(PROJECT, "parsers/ticks/signs.py")
    assert set(tests[:2]) == {"tests/parsers/ticks/test_ticks.py", "tests/parsers/ticks/test_signs.py"}
    assert tests[-1] == "tests/parsers/forms/test_fill.py"
    assert watchers(PROJECT, "parsers/pairs/answers.py")[0].startswith("tests/parsers/pairs/")
    assert watchers(PROJECT, "reports/workdays.py")[0] == "tests/reports/test_workdays.py"
    assert watchers(PROJECT, "reports/left_out.py")[0] == "tests/stories/test_experts_and_notice.py"
    assert watchers(PROJECT, "intake/edits/merge.py")[-1].startswith("tests/stories/")


def test_tests_that_the_table_names_are_there() -> None:
    assert not [path for paths in STORIES.values() for path in paths if not (PROJECT / "tests" / path).exists()]
    assert not [place for place in STORIES if not (PROJECT / place).exists() and not (PROJECT / f"{place}.py").exists()]
