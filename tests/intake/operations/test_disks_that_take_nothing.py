"""A disk that takes no byte, and files where folders are needed: each command says so and does nothing by halves."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests import installation
from tests.faults.places import called

COMMANDS = {
    ("run",): 2, ("run", "--dry-run"): 2, ("report",): 2, ("status",): 2, ("backup", "DIR"): 2, ("restore", "DIR", "--yes"): 2,
    ("replay", "--all"): 2, ("letters", "send"): 2, ("letters", "approve", "--kind", "receipt"): 2,
    ("purge", "--before", "2030-01-01", "--yes"): 2, ("doctor",): 1,
}  # fmt: skip


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a state of one mail, its backup, and a mailbox that has a second mail now."""
    root, patch = tmp_path_factory.mktemp("disks"), pytest.MonkeyPatch()
    (root / "box").mkdir()
    first, second = sorted(installation.MAILBOX.glob("*.eml"))[:2]
    shutil.copy(first, root / "box")
    with patch.context() as world:
        settled(world, root)
        assert called(["run"], root / "home")[0] == 0 and called(["backup", str(root / "backup")], root / "home")[0] == 0
    shutil.copy(second, root / "box")
    return root


def settled(world: pytest.MonkeyPatch, root: Path) -> None:
    for name, value in (("MAILBOX__URL", f"folder:{root / 'box'}"), ("LETTERS__MAX_AGE_DAYS", "0"), ("SCANS__PAGES", "0"),
                        ("OUTPUT__PAGE_PICTURES", "false")):  # fmt: skip
        world.setenv(f"INTAKE_{name}", value)


@pytest.fixture
def root(sound: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(sound, tmp_path / "copy")
    settled(monkeypatch, tmp_path / "copy")
    return tmp_path / "copy"


def test_no_command_fails_by_a_fault_and_the_next_run_goes_on(root: Path) -> None:
    codes, told = {}, []
    for command in COMMANDS:
        words = [str(root / "backup") if word == "DIR" else word for word in command]
        codes[command], said = called(words, root / "home", file_bytes=0)
        told.append(said)
    assert codes == COMMANDS
    assert not any("已损坏" in said or "Traceback" in said for said in told), "a full disk is no damaged ledger"
    code, said = called(["run"], root / "home")
    assert code == 0 and "1 封新邮件" in said
    assert len(installation.letters(root / "home")) == 2, "every mail has its letter, and none two"


@pytest.mark.parametrize("place", ["vault/files", "vault/mails", "vault/read"])
def test_a_file_in_the_place_of_a_folder_of_the_vault_stops_a_run_before_it_reads(root: Path, place: str) -> None:
    path = root / "home" / place
    shutil.rmtree(path, ignore_errors=True)
    path.write_text("no folder")
    code, said = called(["run"], root / "home")
    assert code == 78 and place in said and path.read_text() == "no folder"
