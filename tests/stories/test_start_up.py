"""What a command loads before it does anything: showing the help or the numbers must not wait for what reads documents."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from config.load import PROJECT
from intake.operations.guide_check_cache import already_checked, note_good
from tests import installation

LISTED = """
import json, sys
import run_intake
code = run_intake.main(sys.argv[1:])
print(json.dumps([code, sorted(sys.modules)]), file=sys.stderr)
"""
SETTINGS_NEED = {"annotated_types", "dotenv", "pydantic", "pydantic_core", "pydantic_settings", "typing_extensions",
                 "typing_inspection"}
COMMANDS_NEED = {"annotated_doc", "shellingham", "typer"}
OURS = {"config", "intake", "parsers", "reports", "run_intake"}


def loaded(home: Path, *arguments: str, **changes: str) -> set[str]:
    """Modules in a fresh interpreter after this command, without the standard library's own. `changes`: settings."""
    told = subprocess.run(
        [sys.executable, "-c", LISTED, *arguments], cwd=PROJECT, env=os.environ | {"INTAKE_HOME": str(home)} | changes,
        capture_output=True, text=True, timeout=60, check=True)
    code, names = json.loads(told.stderr.splitlines()[-1])
    assert code == 0
    tops = {name.partition(".")[0] for name in names} - set(sys.stdlib_module_names)
    return {name for name in tops if not name.startswith("_") and name != "cython_runtime"}


def test_help_loads_the_command_table_alone(tmp_path: Path) -> None:
    assert loaded(tmp_path, "--help") == {"run_intake", "config"}


@pytest.mark.parametrize("command", ["run", "check", "status", "report", "letters", "replay", "experts"])
def test_help_of_a_command_loads_the_command_alone(tmp_path: Path, command: str) -> None:
    assert loaded(tmp_path, command, "--help") == COMMANDS_NEED | {"intake", "run_intake", "config"}


def test_status_loads_settings_and_database_alone(tmp_path: Path) -> None:
    assert loaded(tmp_path, "status", "--json") - OURS == SETTINGS_NEED | COMMANDS_NEED | {"sqlalchemy"}


def test_a_pass_that_finds_nothing_loads_no_reader_no_rule_and_no_writer(tmp_path: Path) -> None:
    (tmp_path / "box").mkdir()
    here = {"INTAKE_MAILBOX__URL": f"folder:{tmp_path / 'box'}", "INTAKE_SMTP__URL": f"maildir:{tmp_path / 'letters'}"}
    assert "pandas" in loaded(tmp_path / "home", **here), "the first pass writes a workbook"
    assert loaded(tmp_path / "home", **here) - OURS == SETTINGS_NEED | COMMANDS_NEED | {"sqlalchemy"}


def test_a_guide_found_good_is_tried_again_when_it_changed(tmp_path: Path) -> None:
    these, guide = installation.settings(tmp_path, "folder:box"), installation.guide()
    assert not already_checked(these, guide)
    note_good(these, guide)
    assert already_checked(these, guide)
    assert not already_checked(these, guide.model_copy(update={"digest": "another"}))


# --- what goes wrong ------------------------------------------------------------------------------------------------


def test_status_tells_of_a_vault_without_its_ledger(tmp_path: Path) -> None:
    blob = tmp_path / "vault" / "mails" / "ab" / "cd" / ("abcd" + "0" * 60)
    blob.parent.mkdir(parents=True)
    blob.write_bytes(b"a mail")
    told = subprocess.run(
        [sys.executable, str(PROJECT / "run_intake.py"), "status"], env=os.environ | {"INTAKE_HOME": str(tmp_path)},
        capture_output=True, text=True, timeout=60, check=False)
    assert told.returncode == 78
    assert "台账是空的" in told.stderr
