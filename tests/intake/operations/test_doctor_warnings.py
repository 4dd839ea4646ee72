"""`doctor` names what an office will miss: settings left out, lists that are empty, places that cannot be written."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from config.load import PROJECT, load_guide
from config.model import Settings
from intake.commands.doctor import _asked
from intake.operations import doctor
from tests import installation

IMAP = "imaps://a%40126.com@imap.126.com:993/INBOX"
COMPLETE: dict[str, dict[str, Any]] = {
    "mailbox": {"url": IMAP, "folders": ("广告邮件",), "authority": "126.com"}, "alerts": {"to": "somebody@example.org"},
    "guide": {"deadline": "2024-04-30"},
}


def settings(home: Path, **changes: dict[str, Any]) -> Settings:
    return installation.settings(home, IMAP, **{name: COMPLETE.get(name, {}) | changes.get(name, {})
                                               for name in {*COMPLETE, *changes}})  # fmt: skip


def told(home: Path, **changes: dict[str, Any]) -> list[tuple[bool | None, str]]:
    return list(doctor.unset(settings(home, **changes), installation.guide()))


def test_a_complete_installation_hears_nothing(tmp_path: Path) -> None:
    assert told(tmp_path) == []


@pytest.mark.parametrize(("section", "change", "fine", "word"), [
    ("mailbox", {"folders": ()}, False, "mailbox.folders"), ("guide", {"deadline": None}, None, "guide.deadline"),
    ("letters", {"send": "off"}, False, "letters.send"), ("alerts", {"to": ""}, False, "alerts.to"),
])  # fmt: skip
def test_what_is_left_out_is_one_line(
    tmp_path: Path, section: str, change: dict[str, Any], fine: bool | None, word: str
) -> None:
    ((mark, line),) = told(tmp_path, **{section: change})
    assert mark is fine and word in line


def test_clerks_nobody_can_vouch_for_are_told(tmp_path: Path) -> None:
    lost = {"mailbox": {"authority": ""}, "smtp": {"from": ""}, "staff": {"addresses": ("clerk@example.org",)}}
    ((fine, line),) = told(tmp_path, **lost)
    assert fine is False and "staff.addresses" in line and "mailbox.authority" in line
    assert told(tmp_path, **lost | {"mailbox": {"authority": "126.com"}}) == []
    assert told(tmp_path, **lost | {"staff": {"addresses": ()}}) == []


def test_folders_of_files_on_this_machine_need_no_others(tmp_path: Path) -> None:
    assert told(tmp_path, mailbox={"url": f"folder:{tmp_path}", "folders": ()}) == []


# --- lists ----------------------------------------------------------------------------------------------------------------


def test_an_empty_list_is_told_until_it_is_filled_or_said_to_be_empty(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(PROJECT / "config" / "guides" / "2024", tmp_path / "2024"))
    these = settings(tmp_path, guide={"path": folder})
    lists = {file.stem: file for file in (folder / "lists").glob("*.csv")}
    empty = [name for name, entries in load_guide(folder).lists.items() if not entries]
    before = list(doctor.empty_lists(these, load_guide(folder)))
    assert len(before) == len(empty) and all(fine is False for fine, _ in before)
    with lists[empty[0]].open("a", encoding="utf-8") as file:
        file.write("某单位\n")
    with lists[empty[1]].open("a", encoding="utf-8") as file:
        file.write(",无\n")
    guide = load_guide(folder)
    assert guide.lists[empty[1]] == (), "what is said is no entry"
    after = list(doctor.empty_lists(these, guide))
    assert after == before[2:]


# --- places ---------------------------------------------------------------------------------------------------------------


def lines(home: Path, **changes: dict[str, Any]) -> list[str]:
    return [line for fine, line in doctor.places(settings(home, **changes), installation.guide()) if fine is False]


def test_places_that_cannot_be_written_are_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    (output,) = lines(tmp_path, output={"path": tmp_path / "file" / "output"})
    assert "output.path" in output
    (metrics,) = lines(tmp_path, metrics={"path": tmp_path / "file" / "intake.prom"})
    assert "metrics.path" in metrics
    assert "output.path" in lines(tmp_path, output={"path": Path("/proc/output")})[0], "a file system that takes nothing"
    assert lines(tmp_path, output={"path": tmp_path / "new" / "one"}, metrics={"path": tmp_path / "new" / "m.prom"}) == []
    assert not (tmp_path / "new").exists(), "nothing is made by asking"


def test_a_state_folder_that_is_a_file_is_a_line_and_no_fault(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("no folder")
    ((fine, line),) = _asked(doctor.state, settings(tmp_path / "home"), installation.guide())
    assert fine is False and str(tmp_path / "home") in line
