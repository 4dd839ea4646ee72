"""Code decides by kind, data names: under a guide in which every name is another word, a pass over the whole sample mailbox
leaves the same cases, letters and workbook behind, but for the names."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from email import message_from_bytes
from email.policy import default
from functools import reduce
from pathlib import Path

import pytest

from config.load import PROJECT, load_guide
from intake.operations.checked_settings import guide_problems
from tests import installation
from tests.config.renamed_guide import Names, rename
from tests.golden.calls import Call, make
from tests.golden.workbook import sheets

GUIDES = ("2024", "2025-demo")
MOMENT = "2024-05-06T09:30:00+08:00"
CALLS = (Call("run", ["run"]), Call("export", ["export", "--all"]))
MARK = re.compile(r'<meta name="mark" content="[0-9a-f]+">')
"""The sum of what a page is made of, names included."""
Said = dict[str, str]
"""Name of an answer, a letter, a sheet or a page → its text."""


def passed(home: Path, guide: Path) -> None:
    """One pass over the sample mailbox with a stopped clock, scans left unread."""
    settings = {
        "INTAKE_HOME": str(home), "INTAKE_MAILBOX__URL": f"folder:{installation.MAILBOX}", "INTAKE_GUIDE__PATH": str(guide),
        "INTAKE_SMTP__URL": f"maildir:{home / 'letters'}", "INTAKE_LETTERS__MAX_AGE_DAYS": "0", "INTAKE_SCANS__PAGES": "0",
        "INTAKE_WORKERS__PROCESSES": "1", "INTAKE_OUTPUT__PAGE_PICTURES": "0",
    }
    make(CALLS, home, MOMENT, settings)


def left(home: Path, guide: Path) -> Said:
    """What a pass leaves behind, without what is of this home and of the guide's bytes."""
    own = (str(home), "HOME"), (load_guide(guide).digest[:12], "DIGEST")
    return {name: reduce(lambda told, one: told.replace(*one), own, text) for name, text in _left(home)}


def _left(home: Path) -> Iterator[tuple[str, str]]:
    yield from ((name, (home / name).read_text("utf-8")) for name in ("run.json", "export.json"))
    for letter in sorted((home / "letters" / "new").iterdir()):
        yield letter.name, _words(letter.read_bytes())
    for name, text in sheets(home / "output" / "审查表.xlsx"):
        if name != "parts.txt":  # sums of the file's parts
            yield name, text
    for page in sorted((home / "output" / "pages").glob("*.html")):
        yield page.name, MARK.sub("", page.read_text("utf-8"))


def _words(letter: bytes) -> str:
    """A letter with its heads and texts as they are before they are packed: other letters in one place shift all that follow."""
    whole = message_from_bytes(letter, policy=default)
    heads = [f"{name}: {value}" for name, value in whole.items()]
    texts = [f"{part.get_content_type()}\n{part.get_content()}" for part in whole.walk() if not part.is_multipart()]
    return "\n".join([*heads, *texts])


@pytest.fixture(scope="module", params=GUIDES)
def renamed(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, Names]:
    """A guide that ships, its copy with other names, and what these stand for."""
    shipped = PROJECT / "config" / "guides" / str(request.param)
    copy = tmp_path_factory.mktemp("renamed") / shipped.name
    return shipped, copy, rename(shipped, copy)


def test_a_guide_with_other_names_is_whole(renamed: tuple[Path, Path, Names]) -> None:
    assert guide_problems(load_guide(renamed[1])) == []


def test_a_pass_leaves_the_same_behind(renamed: tuple[Path, Path, Names], tmp_path: Path) -> None:
    shipped, copy, names = renamed
    homes = tmp_path / "shipped", tmp_path / "renamed"
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(passed, homes, (shipped, copy)))
    wanted = left(homes[0], shipped)
    told = {names.back(name): names.back(text) for name, text in left(homes[1], copy).items()}
    assert json.loads(wanted["run.json"])["exit"] == 0
    assert set(told) == set(wanted)
    for name, text in wanted.items():
        assert told[name] == text, name
