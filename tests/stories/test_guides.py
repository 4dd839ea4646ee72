"""The guides stay true: every command in them runs, every setting loads, every picture and file they name is there."""

from __future__ import annotations

import os
import re
import shlex
import shutil
from pathlib import Path

import pytest

import run_intake
from config.load import PROJECT, load_settings
from config.model import Settings
from intake.ledger import letters, open_ledger
from tests import installation

OPERATOR = ("operator-guide.md", "operator-guide.zh.md")
GUIDES = [PROJECT / "docs" / name for name in (*OPERATOR, "staff-guide.zh.md")]
TEXTS = {guide.name: guide.read_text("utf-8") for guide in GUIDES}
PROGRAM = ".venv/bin/python run_intake.py"
NOTHING_TO_DO = ("letters hold", "notice", "doctor")
"""Commands that end with 1 here and say why: the letter is held already, nobody has chosen an application, and nobody is to be
told of an outage."""


def blocks(text: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", text, re.MULTILINE | re.DOTALL)


def commands(text: str) -> list[str]:
    """The lines of the blocks marked sh, in their order."""
    return [line for block in blocks(text, "sh") for line in block.splitlines() if line.strip()]


@pytest.fixture
def state(ran: Path, tmp_path: Path) -> Path:
    """A copy of it for each guide: the commands of one change what those of another find."""
    shutil.copytree(ran, tmp_path / "guides")
    return tmp_path / "guides"


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home in which four mails of the sample mailbox were taken in, and one letter is held."""
    home = tmp_path_factory.mktemp("guides")
    box = home / "box"
    box.mkdir()
    (home / "filled").mkdir()
    for mail in sorted(installation.MAILBOX.glob("*.eml"))[:4]:
        shutil.copy(mail, box)
    these = installation.settings(home / "state", box, letters={"send": "approve"})
    installation.run(these)
    return home


@pytest.mark.parametrize("guide", TEXTS)
def test_every_command_of_the_guides_runs(guide, state, monkeypatch, capsys):
    for name, value in {"INTAKE_HOME": state / "state", "INTAKE_MAILBOX__URL": f"folder:{state / 'box'}",
                        "INTAKE_LETTERS__SEND": "approve", "INTAKE_LETTERS__MAX_AGE_DAYS": "0",
                        "INTAKE_SMTP__SPACING_SECONDS": "0"}.items():  # fmt: skip
        monkeypatch.setenv(name, str(value))
    lines = commands(TEXTS[guide])
    assert lines
    for line in lines:
        assert line.startswith(PROGRAM), f"not a command of this program: {line}"
        folders = {"DIR": str(state / "backup"), "FOLDER": str(state / "filled")}
        words = [folders.get(word, word) for word in shlex.split(line.removeprefix(PROGRAM))]
        code = run_intake.main([a_letter(state) if word == "KEY" else word for word in words])
        wanted = next((1 for start in NOTHING_TO_DO if line.startswith(f"{PROGRAM} {start}")), 0)
        assert code == wanted, f"{line}: {code}\n{capsys.readouterr()}"


def a_letter(state: Path) -> str:
    ledger = open_ledger(f"sqlite:///{state / 'state' / 'ledger.sqlite'}")
    with ledger.read() as connection:
        return letters.rows(connection)[0].key


@pytest.mark.parametrize("guide", TEXTS)
def test_every_command_named_in_passing_exists(guide):
    named = set(re.findall(r"run_intake\.py ([a-z]+)", TEXTS[guide]))
    assert len(named) >= 3 and named <= set(run_intake.COMMANDS), named


@pytest.mark.parametrize("guide", OPERATOR)
def test_the_settings_of_the_operator_guide_are_settings(guide, tmp_path, monkeypatch):
    for name in [name for name in os.environ if name.startswith("INTAKE_")]:
        monkeypatch.delenv(name)
    found = blocks(TEXTS[guide], "toml")
    assert found
    for block in found:
        (tmp_path / "settings.toml").write_text(block, "utf-8")
        assert load_settings(tmp_path / "settings.toml").letters.send == "approve"


@pytest.mark.parametrize("guide", OPERATOR)
def test_names_of_settings_in_the_guides_are_names_of_settings(guide):
    sections = "|".join(Settings.model_fields)
    named = re.findall(rf"`({sections})\.([a-z_]+)", TEXTS[guide])
    assert len(named) > 5
    for section, key in named:
        fields = Settings.model_fields[section].annotation
        assert key in {field.alias or name for name, field in fields.model_fields.items()}, f"{section}.{key}"


@pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: guide.name)
def test_pictures_and_links_lead_somewhere(guide):
    text = TEXTS[guide.name]
    heads = {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in re.findall(r"^#+ (.+)$", text, re.MULTILINE)}
    targets, paths = re.findall(r"\]\(([^)]+)\)", text), re.findall(r"\b(config/[\w./-]+\w)", text)
    assert targets and (paths or guide.name == "staff-guide.zh.md")
    for target in targets:
        if target.startswith("#"):
            assert target[1:] in heads, target
        else:
            assert (guide.parent / target).is_file(), target
    for path in set(paths) - {"config/settings.local.toml"}:  # which the reader makes
        assert (PROJECT / path).exists(), path


def test_every_picture_is_used_and_small():
    pictures = sorted((PROJECT / "docs" / "pictures").glob("*.png"))
    assert pictures and sum(picture.stat().st_size for picture in pictures) < 6_000_000
    for picture in pictures:
        assert picture.stat().st_size < 200_000, picture.name


def test_what_the_staff_guide_says_of_columns_is_on_the_sheets():
    """Words in bold or quotation marks that name a sheet or a staff column must exist, or a clerk looks for them in vain."""
    from reports.workbook.registry import SHEETS
    from reports.workbook.sheets import about, summary

    heads = {column.head for sheet in SHEETS for column in sheet.columns}
    named = set(re.findall(r"[在到]“([^”]+)”列", TEXTS["staff-guide.zh.md"]))
    assert named and named <= heads, named - heads
    sheets = {sheet.name for sheet in SHEETS} | {about.ABOUT, summary.SUMMARY}
    pages = set(re.findall(r"\*\*(\w+)\*\*表", TEXTS["staff-guide.zh.md"]))
    assert pages and pages <= sheets, pages - sheets


def facts(text: str) -> dict[str, object]:
    """What two languages of one guide must have alike: commands, settings, exit codes, places and names of settings."""
    commands = [line.partition("  #")[0].strip() for kind in ("sh", "text") for block in blocks(text, kind)
                for line in block.splitlines()]
    marked = {word for word in re.findall(r"`([^`\n]+)`", text) if word.isascii() and not re.search(r"\s[A-Z]{4}|COMMAND", word)}
    return {
        "commands": commands, "settings": blocks(text, "toml"), "codes": re.findall(r"^\| (\d+) \|", text, re.MULTILINE),
        "chapters": re.findall(r"^## (\d+)\.", text, re.MULTILINE), "marked": marked,
        "rows": len(re.findall(r"^\| ", text, re.MULTILINE)),
    }


def test_both_languages_of_the_operator_guide_tell_the_same():
    english, chinese = (facts(TEXTS[name]) for name in OPERATOR)
    for name in english:
        assert english[name] == chinese[name], name


@pytest.mark.parametrize("guide", OPERATOR)
def test_exit_codes_of_the_operator_guide_are_those_of_the_program(guide):
    told = set(re.findall(r"^\| (\d+) \|", TEXTS[guide], re.MULTILINE))
    assert told == {
        str(code) for code in (run_intake.OK, 1, run_intake.OUTAGE, run_intake.USAGE, run_intake.FAULT, run_intake.SETTINGS)
    }
