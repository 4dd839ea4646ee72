"""Next year needs no programmer: `demo` runs with the made-up guide of 2025, beside 2024, and uses what was edited there."""

from __future__ import annotations

import shutil
from datetime import datetime
from email import message_from_bytes, policy
from pathlib import Path
from random import Random

import pytest

import run_intake
from config.load import load_guide
from config.model import Settings
from intake.ledger import open_ledger
from intake.operations.progress import Narrator
from intake.pipeline.run import run_pass
from intake.publish.workbook_data import all_cases
from reports.case import Case
from tests import installation
from tests.samples.make import projects, word
from tests.samples.make.mails import package_mail
from tests.samples.make.teller import CHINA

GUIDES = {name: load_guide(Path(name)) for name in ("2024", "2025-demo")}


def mail(**changes: object) -> bytes:
    """One application of 国际与区域合作 with a Word file alone."""
    values = projects.values(Random("next year"), "conference") | changes
    sent = datetime(2025, 3, 20, 9, 0, tzinfo=CHINA)
    form = word.docx("exchange", values)
    return package_mail(("王芳", "office@example.org"), "项目申报", [("申报书.docx", form)], sent=sent, serial=1)


def passed(tmp_path: Path, name: str, raw: bytes) -> tuple[Settings, Case]:
    """The case that one pass under this guide makes of the mail."""
    box = tmp_path / name / "box"
    box.mkdir(parents=True)
    (box / "1.eml").write_bytes(raw)
    these = installation.settings(tmp_path / name, box, guide={"path": name})
    _, code = run_pass(these, GUIDES[name], Narrator(quiet=True))
    assert code == 0
    with open_ledger(these.ledger.url).read() as connection:
        (case,) = all_cases(connection, GUIDES[name])
    return these, case


def rules(case: Case) -> set[tuple[str, str | None]]:
    return {(one.rule, one.field) for one in case.findings}


def test_the_same_mail_is_judged_by_each_years_guide(tmp_path: Path) -> None:
    raw = mail(partner_units="湖南某大学", expected_goals="签订合作协议，" * 90)
    old, new = (passed(tmp_path, name, raw)[1] for name in GUIDES)
    assert ("partner-not-foreign", "partner_units") in rules(old) and ("goals-too-long", "expected_goals") not in rules(old)
    assert ("goals-too-long", "expected_goals") in rules(new) and ("partner-not-foreign", "partner_units") not in rules(new)
    assert [("template-outdated", None) in rules(case) for case in (old, new)] == [False, True]


def test_the_letter_of_next_year_names_its_call(tmp_path: Path) -> None:
    these, case = passed(tmp_path, "2025-demo", mail())
    assert (case.case_no or "").startswith("GJ2025-")
    (letter,) = installation.letters(these.home)
    told = message_from_bytes(letter.read_bytes(), policy=policy.default)
    body = told.get_body(("plain",))
    assert body is not None and "GJ2025-" in body.get_content() and "“特色与创新”" not in body.get_content()


@pytest.mark.parametrize("name", GUIDES)
def test_the_demo_runs_with_the_guide_that_is_set(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """As a user does it: INTAKE_GUIDE__PATH=… run_intake.py demo, here over three mails of the sample mailbox, and over all of it
    with next year's guide, for which every form in it is last year's."""
    sample = sorted(installation.MAILBOX.glob("*.eml"))[: 3 if name == "2024" else None]
    box = tmp_path / "mailbox"
    box.mkdir()
    for one in sample:
        shutil.copy(one, box)
    monkeypatch.setattr("intake.commands.demo.MAILBOX", box)
    for key, value in {"INTAKE_HOME": tmp_path / "home", "INTAKE_GUIDE__PATH": name, "INTAKE_SCANS__PAGES": 0,
                       "INTAKE_OUTPUT__PAGE_PICTURES": 0, "INTAKE_SMTP__SPACING_SECONDS": 0}.items():  # fmt: skip
        monkeypatch.setenv(key, str(value))
    assert run_intake.main(["demo"]) == 0
    assert "审查表.xlsx" in capsys.readouterr().out
    assert list((tmp_path / "home" / "demo").rglob("审查表.xlsx"))
    lacks = [line for letter in installation.letters(tmp_path / "home" / "demo") for line in _lines(letter) if "缺少栏目" in line]
    assert bool(lacks) == (name == "2025-demo")
    assert all("“电子信箱”（所填为2024年3月版，本次申报使用2025年3月版）" in line for line in lacks), lacks


def _lines(letter: Path) -> list[str]:
    body = message_from_bytes(letter.read_bytes(), policy=policy.default).get_body(("plain",))
    return str(body.get_content()).splitlines() if body is not None else []
