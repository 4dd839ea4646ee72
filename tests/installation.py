"""A whole installation in a temporary folder, for tests that run the pass."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from config.load import PROJECT, load_guide, load_settings
from config.model import Guide, Settings
from intake.operations.progress import Narrator
from intake.pipeline.run import run_pass
from reports.run_summary import RunFacts
from tests.kept_readings import readings_kept

MAILBOX = PROJECT / "tests" / "samples" / "mailbox"
SHARED = PROJECT.parent / "shared"
SETTINGS = {"INTAKE_SETTINGS": str(PROJECT / "config" / "settings.toml")}
"""For the environment of a program that a test starts: no settings of this machine (/etc) or of this office reach it."""


LEDGER_OF: list[Callable[[Path], str]] = [lambda home: f"sqlite:///{home / 'ledger.sqlite'}"]
"""The URL of an installation's ledger; the last one counts (see `every_database` in conftest)."""


@cache
def guide() -> Guide:
    """The guide that ships."""
    return load_guide(Path("config/guides/2024"))


def settings(home: Path, box: str | Path, /, **changes: dict[str, Any]) -> Settings:
    """Settings of an installation in `home`; `box` is a mailbox URL or a folder of .eml files."""
    url = box if isinstance(box, str) else f"folder:{box}"
    base: dict[str, dict[str, Any]] = {
        "mailbox": {"url": url}, "smtp": {"url": f"maildir:{home / 'letters'}", "spacing_seconds": 0},
        "ledger": {"url": LEDGER_OF[-1](home)}, "output": {"path": home / "output"},
        "letters": {"max_age_days": 0},
    }
    for section, values in changes.items():
        base[section] = base.get(section, {}) | values
    return load_settings(Path(SETTINGS["INTAKE_SETTINGS"]), base).model_copy(update={"home": home})


def run(these: Settings, **options: Any) -> tuple[RunFacts, int]:
    """One quiet pass; mails that were read before in this run of tests are not read again."""
    with readings_kept():
        return run_pass(these, guide(), Narrator(quiet=True), **options)


def letters(home: Path) -> list[Path]:
    """The letters that lie in the Maildir."""
    return sorted((home / "letters" / "new").glob("*"))


def of_one_guide(home: Path) -> Path:
    """The settings file of an installation whose guide is a copy of the shipped one, so that new ones are made beside it."""
    shutil.copytree(PROJECT / "config" / "guides" / "2024", home / "guides" / "2024")
    (home / "box").mkdir()
    file = home / "settings.toml"
    file.write_text(
        f'home = "{home / "state"}"\n[mailbox]\nurl = "folder:{home / "box"}"\n[smtp]\nurl = "maildir:{home / "letters"}"\n'
        f'[office]\nname = "某会"\ncontact = "张三"\naddress = "某路1号"\nphone = "0731-80000000"\nemail = "a@example.org"\n'
        f'[output]\npath = "{home / "output"}"\n[guide]\npath = "{home / "guides" / "2024"}"\n', "utf-8")
    return file
