"""Settings and guide: all problems at once, with file and key, and paths that do not depend on the current folder."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from config.load import PROJECT, load_guide, load_settings
from config.model import WrongSettings
from config.model.settings import MailboxSettings, SmtpSettings

pytestmark = pytest.mark.usefixtures("english")
"""What each complaint says is asked in one language; tests/test_language.py holds the other against it."""


def problems(path: Path) -> list[str]:
    with pytest.raises(WrongSettings) as wrong:
        load_settings(path)
    return wrong.value.problems


def written(folder: Path, text: str) -> Path:
    file = folder / "settings.toml"
    file.write_text(text, "utf-8")
    return file


@pytest.fixture
def guide_copy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(PROJECT / "config" / "guides" / "2024", tmp_path / "2024"))


def guide_problems(folder: Path) -> list[str]:
    with pytest.raises(WrongSettings) as wrong:
        load_guide(folder)
    return wrong.value.problems


def test_relative_paths_start_at_the_project_wherever_one_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("INTAKE_MAILBOX__URL", "folder:mails")
    settings = load_settings()
    assert settings.home == PROJECT / "var"
    assert settings.ledger.url == f"sqlite:///{PROJECT / 'var' / 'ledger.sqlite'}"
    assert settings.mailbox.url == f"folder:{PROJECT / 'mails'}"
    assert settings.output.path == PROJECT / "var" / "output"


def test_state_lives_where_intake_home_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INTAKE_HOME", str(tmp_path))
    settings = load_settings()
    assert settings.smtp.url == f"maildir:{tmp_path / 'letters'}"
    assert settings.ledger.url == f"sqlite:///{tmp_path / 'ledger.sqlite'}"


def test_the_environment_wins_over_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = written(tmp_path, '[letters]\nsend = "approve"\n[smtp]\nfrom = "a@b.example"\n')
    assert load_settings(file).letters.send == "approve"
    monkeypatch.setenv("INTAKE_LETTERS__SEND", "off")
    monkeypatch.setenv("INTAKE_SMTP__FROM", "c@d.example")
    monkeypatch.setenv("INTAKE_MAILBOX__FOLDERS", "广告邮件, 垃圾邮件")
    settings = load_settings(file)
    assert (settings.letters.send, settings.smtp.sender) == ("off", "c@d.example")
    assert settings.mailbox.folders == ("广告邮件", "垃圾邮件")


def test_a_secret_is_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INTAKE_MAILBOX__PASSWORD", "hunter2")
    assert "hunter2" not in repr(load_settings())


def test_the_guide_that_ships_has_both_forms_and_four_categories() -> None:
    guide = load_guide(Path("config/guides/2024"))
    assert [form.key for form in guide.forms] == ["exchange", "haizhi"]
    assert [category.key for category in guide.categories] == ["conference", "cooperation", "domestic_base", "overseas_station"]
    assert len(guide.lists["cities"]) == 14
    assert load_guide(Path("2024")).digest == guide.digest, "a folder under config/guides can be named alone"


def test_any_change_of_the_guide_changes_its_digest(guide_copy: Path) -> None:
    before = load_guide(guide_copy).digest
    with (guide_copy / "lists" / "cities.csv").open("a", encoding="utf-8") as file:
        file.write("新增市\n")
    assert load_guide(guide_copy).digest != before


# --- what goes wrong ------------------------------------------------------------------------------------------------


def test_every_problem_is_named_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INTAKE_MAILBX__URL", "x")
    told = problems(written(tmp_path, '[mailbox]\nurll = "x"\n[letters]\nmax_age_days = -1\n[guide]\ndeadline = "soon"\n'))
    assert any(line.startswith("environment: INTAKE_MAILBX__URL") and "INTAKE_MAILBOX" in line for line in told)
    assert "settings.toml: mailbox.urll: unknown key (did you mean url?)" in told
    assert any(line.startswith("settings.toml: letters.max_age_days") for line in told)
    assert any(line.startswith("settings.toml: guide.deadline") for line in told)


def test_a_value_is_never_repeated_in_a_complaint(tmp_path: Path) -> None:
    told = problems(written(tmp_path, '[mailbox]\ntimeout_seconds = "hunter2"\n'))
    assert "hunter2" not in "".join(told)


@pytest.mark.parametrize("text", ["[mailbox", "mailbox = 1", "\ufffe"])
def test_a_file_that_is_no_settings(tmp_path: Path, text: str) -> None:
    found = problems(written(tmp_path, text))
    assert found and all(line.startswith("settings.toml: ") for line in found)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    assert problems(tmp_path / "nowhere.toml") == [f"{tmp_path / 'nowhere.toml'}: cannot be read (No such file or directory)"]


def test_a_slot_that_leads_nowhere(guide_copy: Path) -> None:
    form = guide_copy / "forms" / "haizhi.toml"
    form.write_text(form.read_text("utf-8").replace('field = "overview"', 'field = "overwiev"'), "utf-8")
    assert any("overwiev (did you mean overview?)" in line for line in guide_problems(guide_copy))


@pytest.mark.parametrize(("old", "new", "told"), [
    ("commitment", "pledge", "area: Input should be 'commitment', 'applicant_opinion'"),
    ("applicant_opinion", "recommender_opinion", "area recommender_opinion is given to 2 slots"),
    ("commitment", "office_opinion", 'pledge: no slot has area = "commitment"'),
])  # fmt: skip
def test_a_signed_part_that_cannot_be(guide_copy: Path, old: str, new: str, told: str) -> None:
    form = guide_copy / "forms" / "haizhi.toml"
    form.write_text(form.read_text("utf-8").replace(f'area = "{old}"', f'area = "{new}"'), "utf-8")
    assert any(told in line for line in guide_problems(guide_copy))


def test_classes_of_recommenders_that_lead_nowhere(guide_copy: Path) -> None:
    with (guide_copy / "guide.toml").open("a", encoding="utf-8") as guide:
        guide.write('\n[[recommender_classes]]\nname = "x"\nclause = "R1"\nroute = "y"\npatterns = ["({city})(", "{cities}"]\n')
        guide.write('lists = ["nobody"]\n\n[[calls]]\nform = "exchnge"\nawards = [1, 2]\n')
    with pytest.raises(WrongSettings) as wrong:
        load_guide(guide_copy)
    told = "\n".join(wrong.value.problems)
    for words in ("no such list: city", "no such list: nobody", "unterminated subpattern", "no such form: exchnge"):
        assert words in told


def test_a_guide_that_is_not_there(tmp_path: Path) -> None:
    assert guide_problems(tmp_path / "2031") == [f"{tmp_path / '2031'}/guide.toml: no such folder of a guide"]


@pytest.mark.parametrize(("mailbox", "sender", "authority"), [
    ("", "Office@Example.ORG", "example.org"), ("Provider.Example", "office@example.org", "provider.example"), ("", "", ""),
])  # fmt: skip
def test_the_provider_is_known_however_its_domain_is_written(mailbox: str, sender: str, authority: str) -> None:
    settings = load_settings().model_copy(update={
        "mailbox": MailboxSettings(authority=mailbox), "smtp": SmtpSettings(sender=sender)})  # fmt: skip
    assert settings.authority == authority


def test_only_tables_stand_beside_guide_toml(guide_copy: Path) -> None:
    (guide_copy / "hints.toml").write_text('year = 2024\n[association]\nname = "甲"\n', "utf-8")
    told = [problem for problem in guide_problems(guide_copy) if "hints.toml" in problem]
    assert told == [f"2024/hints.toml: {key}: belongs into guide.toml; here stand tables, as [[rules]]"
                    for key in ("year", "association")]  # fmt: skip


@pytest.mark.parametrize(("written_as", "meant"), [
    ("2024-04-30", "2024-04-30T23:59:59+08:00"), ('"2024-04-30"', "2024-04-30T23:59:59+08:00"), ('""', None),
    ("2024-04-30T18:00:00", "2024-04-30T18:00:00+08:00"), ('"2024-04-30 18:00"', "2024-04-30T18:00:00+08:00"),
    ("2024-04-30T10:00:00Z", "2024-04-30T10:00:00+00:00"),
])  # fmt: skip
def test_a_deadline_without_a_zone_is_beijing_time_and_without_a_time_the_whole_day(
    tmp_path: Path, written_as: str, meant: str | None
) -> None:
    deadline = load_settings(written(tmp_path, f"[guide]\ndeadline = {written_as}\n")).guide.deadline
    assert (deadline.isoformat() if deadline else None) == meant


@pytest.mark.parametrize("wrong", ["20240430", '"20240430"', '"30.4.2024"', '"4月30日"'])
def test_a_deadline_that_is_no_date_is_refused(tmp_path: Path, wrong: str) -> None:
    assert any("guide.deadline" in line for line in problems(written(tmp_path, f"[guide]\ndeadline = {wrong}\n")))


def test_a_call_that_closes_before_it_opens_is_refused(tmp_path: Path) -> None:
    assert problems(written(tmp_path, "[guide]\nopens = 2024-05-01\ndeadline = 2024-04-30\n"))
