"""The house rules that no reader could keep in mind: imports run one way, pure rooms stay pure, files stay rooms."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
ORDER = ("config", "parsers", "reports", "intake")
PURE = ("parsers", "reports")
NOT_IN_PURE_ROOMS = {
    "socket", "ssl", "imapclient", "imaplib", "smtplib", "sqlalchemy", "sqlite3", "requests", "urllib", "time", "logging",
}
ONE_ROOM = {  # a library that has a job lives in one room
    "imapclient": "intake", "sqlalchemy": "intake", "pebble": "intake", "typer": "intake", "rich": "intake",
    "distributed": "intake", "dask": "intake", "fsspec": "intake",
    "docx": "parsers", "pdfplumber": "parsers", "pypdfium2": "parsers", "stdnum": "parsers", "cn2an": "parsers",
    "xlsxwriter": "reports", "python_calamine": "reports", "pandas": "reports", "jinja2": "reports",
    "pydantic_settings": "config",
    "chinese_calendar": "reports",
}
LONGEST = 400


def modules() -> list[Path]:
    return sorted(file for room in ORDER for file in (ROOT / room).rglob("*.py"))


def imported(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module


@pytest.mark.parametrize("file", modules(), ids=lambda f: f.relative_to(ROOT).as_posix())
def test_a_room_imports_only_from_rooms_to_its_left(file: Path) -> None:
    room = file.relative_to(ROOT).parts[0]
    to_the_right = set(ORDER[ORDER.index(room) + 1 :]) | {"run_intake", "tests"}
    wrong = {name for name in imported(file) if name.split(".")[0] in to_the_right}
    assert not wrong, f"{room} must not know {wrong}"


@pytest.mark.parametrize("file", [f for f in modules() if f.relative_to(ROOT).parts[0] in PURE], ids=lambda f: f.name)
def test_reading_and_writing_rooms_know_no_network_clock_or_ledger(file: Path) -> None:
    wrong = {name for name in imported(file) if name.split(".")[0] in NOT_IN_PURE_ROOMS} - {"urllib.parse"}
    assert not wrong
    calls = (node.func for node in ast.walk(ast.parse(file.read_text("utf-8"))) if isinstance(node, ast.Call))
    assert "open" not in {call.id for call in calls if isinstance(call, ast.Name)}


@pytest.mark.parametrize("library", ONE_ROOM)
def test_a_library_lives_in_one_room(library: str) -> None:
    rooms = {f.relative_to(ROOT).parts[0] for f in modules() for name in imported(f) if name.split(".")[0] == library}
    assert rooms <= {ONE_ROOM[library]}


def test_files_stay_rooms_one_can_live_in() -> None:
    long = {f.relative_to(ROOT).as_posix(): n for f in modules() if (n := len(f.read_text("utf-8").splitlines())) > LONGEST}
    assert not long


def test_the_command_table_and_the_commands_agree() -> None:
    from run_intake import COMMANDS

    files = {file.stem for file in (ROOT / "intake" / "commands").glob("*.py")} - {"__init__"}
    assert files == set(COMMANDS)
