"""What documents say of the code is true: every path they name exists, and every dependency of the project is in its table."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
ROOMS = ("config", "parsers", "reports", "intake", "tests", "docs")
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])
OF_THEIR_TIME = {"CHANGELOG.md"}
"""Documents that tell of paths as they were."""
PATH = re.compile(rf"(?<![\w/.-])((?:{'|'.join(ROOMS)})/[\w./-]*\w/?)")
MADE_UP = ("0004_what.py", "guides/YEAR", "guides/2026", "pop3.py", "xlsx/", "settings.local.toml")
"""Paths that stand for one that a reader will make."""


@pytest.mark.parametrize("document", [d for d in DOCUMENTS if d.name not in OF_THEIR_TIME], ids=lambda d: d.name)
def test_paths_that_a_document_names_are_there(document: Path) -> None:
    named = {path.rstrip(".") for path in PATH.findall(document.read_text("utf-8"))}
    gone = {path for path in named if not any(word in path for word in MADE_UP) and not (ROOT / path).exists()}
    assert not gone


LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#\s]+)")
AT_THE_TOP = re.compile(r"`((?:pyproject|requirements|Makefile|run_intake|requirements-test)[\w-]*(?:\.(?:toml|lock|py))?)`")


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda d: d.name)
def test_links_and_files_at_the_top_that_a_document_names_are_there(document: Path) -> None:
    text = document.read_text("utf-8")
    links = {link for link in LINK.findall(text) if not (document.parent / link).exists()}
    gone = {name for name in AT_THE_TOP.findall(text) if not (ROOT / name).exists()}
    assert links | gone == set()


def test_paths_that_settings_and_guides_name_are_there() -> None:
    files = [ROOT / "config" / "settings.toml", *(ROOT / "config" / "guides").rglob("*.toml")]
    named = {path.rstrip(".") for file in files for path in PATH.findall(file.read_text("utf-8"))}
    assert {path for path in named if not any(word in path for word in MADE_UP) and not (ROOT / path).exists()} == set()


def test_rooms_of_the_architecture_are_all_the_rooms() -> None:
    text = (ROOT / "docs" / "architecture.md").read_text("utf-8")
    for top in ("parsers", "reports", "intake"):
        part = text.split(f"### {top}/", 1)[1].split("\n### ", 1)[0]
        folders = {folder.name for folder in (ROOT / top).iterdir() if (folder / "__init__.py").is_file()}
        told = set(re.findall(r"`(\w+)/`", part))
        assert folders <= told, f"rooms that the architecture does not tell: {folders - told}"


def test_every_dependency_stands_in_its_table() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = project["optional-dependencies"]
    wanted = [*project["dependencies"], *extras["cluster"], *extras["postgres"], *extras["s3"]]
    table = (ROOT / "docs" / "dependencies.md").read_text("utf-8")
    names = {re.split(r"[\[>=<]", line)[0] for line in wanted}
    assert {name for name in names if not re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", table)} == set()


def test_what_to_look_for_stands_in_the_file_that_is_named() -> None:
    lost = []
    for line in (ROOT / "docs" / "adding.md").read_text("utf-8").splitlines():
        if not line.startswith("| ") or line.startswith("| change"):
            continue
        _, _, where, look, _ = line.split("|")
        files = [ROOT / path for path in re.findall(r"`([\w./-]+)`", f"{where} {look}") if "." in path]
        texts = "\n".join(file.read_text("utf-8") for file in files if file.is_file())
        names = re.findall(r"`([A-Za-z_]+)`", look)
        lost += [f"{name} of {where.strip()}" for name in names if texts and not re.search(rf"\b{name}\b", texts)]
    assert not lost


@pytest.mark.parametrize("top", ["parsers", "reports", "intake"])
def test_modules_that_the_architecture_names_are_in_their_room(top: str) -> None:
    part = (ROOT / "docs" / "architecture.md").read_text("utf-8").split(f"### {top}/", 1)[1].split("\n### ", 1)[0]
    gone = []
    for place, holds in (line.split("|")[1:3] for line in part.splitlines() if line.startswith("| `")):
        rooms = [ROOT / top, *(ROOT / top / room for room in re.findall(r"`(\w+)/`", place))]
        names = [name.removesuffix(".py") for name in re.findall(r"`([a-z_]+(?:\.py)?)`", place + holds)]
        gone += [f"{place.strip()} {name}" for name in names
                 if not any((room / f"{name}.py").is_file() for room in (rooms if name + ".py" in place else rooms[1:] or rooms))]
    assert not gone
