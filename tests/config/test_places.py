"""Which settings file is read, and where relative paths start: in a checkout and in a wheel."""

from __future__ import annotations

from pathlib import Path

import pytest

from config import places
from config.load import load_settings
from config.model import WrongSettings

SAYS = '[letters]\nsend = "{}"\n'


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine on which nothing was set up yet: a folder for each place, and the shipped settings alone."""
    monkeypatch.delenv("INTAKE_SETTINGS", raising=False)
    monkeypatch.setattr(places, "MACHINE", tmp_path / "etc" / "settings.toml")
    monkeypatch.setattr(places, "LOCAL", tmp_path / "config" / "settings.local.toml")
    shipped = tmp_path / "config" / "settings.toml"
    for folder in ("etc", "config", "own"):
        (tmp_path / folder).mkdir()
    shipped.write_text(places.SHIPPED.read_text("utf-8"), "utf-8")
    monkeypatch.setattr(places, "SHIPPED", shipped)
    return tmp_path


def written(path: Path, send: str = "off") -> Path:
    path.write_text(SAYS.format(send), "utf-8")
    return path


def test_the_digest_is_that_of_the_file_that_ships() -> None:
    assert not places.edited(places.SHIPPED), "where the shipped settings say something new, DIGEST changes with them"


def test_the_first_place_that_is_there_is_read(machine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert places.settings_file() == machine / "config" / "settings.toml"
    local = written(places.LOCAL, "approve")
    assert places.settings_file() == local and load_settings().letters.send == "approve"
    etc = written(places.MACHINE)
    assert places.settings_file() == etc and load_settings().letters.send == "off"
    own = written(machine / "own" / "mine.toml", "auto")
    monkeypatch.setenv("INTAKE_SETTINGS", str(own))
    assert places.settings_file() == own and load_settings().letters.send == "auto"
    assert places.settings_file(etc) == etc, "--settings comes before all"


def test_in_a_checkout_relative_paths_start_there_whichever_file_is_read(machine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(machine)
    (machine / "own" / "mine.toml").write_text('home = "state"\n[output]\npath = "shown"\n', "utf-8")
    settings = load_settings(Path("own/mine.toml"))
    assert (settings.home, settings.output.path) == (places.PROJECT / "state", places.PROJECT / "shown")
    monkeypatch.setenv("INTAKE_HOME", str(machine / "other"))
    assert load_settings(Path("own/mine.toml")).home == machine / "other"


def test_of_a_wheel_they_start_at_the_settings_file(machine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("config.places", "config.load"):
        monkeypatch.setattr(f"{module}.CHECKOUT", False)
    monkeypatch.chdir(machine)
    written(places.LOCAL)
    assert places.settings_file() is None, "what lies among the installed files is nobody's settings"
    (machine / "own" / "mine.toml").write_text('[mailbox]\nurl = "folder:box"\npassword_file = "secret"\n', "utf-8")
    settings = load_settings(Path("own/mine.toml"))
    assert settings.home == machine / "own" / "var"
    assert settings.mailbox.url == f"folder:{machine / 'own' / 'box'}"
    assert settings.mailbox.password_file == machine / "own" / "secret"
    assert settings.guide.path == places.GUIDES / "2024", "no guide beside the settings: the one that ships"
    (machine / "own" / "config" / "guides" / "2024").mkdir(parents=True)
    assert load_settings(Path("own/mine.toml")).guide.path == machine / "own" / "config" / "guides" / "2024"


@pytest.mark.parametrize("change", ["\n# a note\n", "\r\n", ""])
def test_a_copy_that_says_the_same_is_not_edited(change: str, machine: Path) -> None:
    text = places.SHIPPED.read_text("utf-8")
    places.SHIPPED.write_bytes((text.replace("\n", change) if change == "\r\n" else text + change).encode())
    local = written(places.LOCAL)
    assert places.settings_file() == local


def test_an_edited_copy_alone_goes_on_being_read(machine: Path) -> None:
    places.SHIPPED.write_text(SAYS.format("approve"), "utf-8")
    assert places.settings_file() == places.SHIPPED and load_settings().letters.send == "approve"
    places.LOCAL.symlink_to(places.SHIPPED)
    assert load_settings().letters.send == "approve", "one file by two names is no contradiction"


# --- what goes wrong --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("edit", [SAYS.format("approve"), "[letters\n", b"\xff\xfe"])
@pytest.mark.parametrize("place", ["variable", "machine", "local"])
def test_an_earlier_place_beside_an_edited_copy_stops_and_names_both(
    place: str, edit: str | bytes, machine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    places.SHIPPED.write_bytes(edit if isinstance(edit, bytes) else edit.encode())
    winner = {"variable": machine / "own" / "mine.toml", "machine": places.MACHINE, "local": places.LOCAL}[place]
    written(winner)
    if place == "variable":
        monkeypatch.setenv("INTAKE_SETTINGS", str(winner))
    with pytest.raises(WrongSettings) as wrong:
        load_settings()
    [line] = wrong.value.problems
    assert str(winner) in line and str(places.SHIPPED) in line
    assert load_settings(winner).letters.send == "off", "who names a file on the command line has decided"


def test_a_variable_that_leads_nowhere_is_no_reason_to_read_another_file(machine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written(places.MACHINE)
    monkeypatch.setenv("INTAKE_SETTINGS", str(machine / "nowhere.toml"))
    with pytest.raises(WrongSettings, match="INTAKE_SETTINGS"):
        load_settings()


@pytest.mark.parametrize("kind", ["dangling", "folder"])
def test_what_stands_in_a_place_and_cannot_be_read_is_not_passed_over(kind: str, machine: Path) -> None:
    if kind == "dangling":
        places.MACHINE.symlink_to(machine / "nowhere")
    else:
        places.MACHINE.mkdir()
    with pytest.raises(WrongSettings) as wrong:
        load_settings()
    assert wrong.value.problems[0].startswith(f"{places.MACHINE}: 读不出来")


@pytest.mark.parametrize("home", ["", "."])
def test_an_empty_home_is_not_the_folder_of_the_program(home: str, machine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INTAKE_HOME", home)
    with pytest.raises(WrongSettings, match="INTAKE_HOME"):
        load_settings()


def test_a_folder_that_may_not_be_looked_into_is_not_taken_for_empty(machine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(path: Path) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "lstat", refused)
    assert places.settings_file() == places.MACHINE


def test_a_guide_that_is_named_by_a_path_of_ones_own_is_not_replaced_by_the_shipped_one(machine: Path) -> None:
    (machine / "own" / "mine.toml").write_text(f'[guide]\npath = "{machine}/guides/2024"\n', "utf-8")
    assert load_settings(machine / "own" / "mine.toml").guide.path == machine / "guides" / "2024"
    assert places.guide_folder("2024") == places.guide_folder("config/guides/2024") == places.GUIDES / "2024"
    assert places.guide_folder("guides/2024") == places.PROJECT / "guides" / "2024"
