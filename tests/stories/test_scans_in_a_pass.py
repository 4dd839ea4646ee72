"""The whole pass with paper switched on: one mail with one scanned form, from the mailbox to workbook, case page and letter; and
a page that breaks on the way. The other tests of the pass leave scans and page pictures out, because they take minutes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path
from random import Random
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from config.model import Settings
from intake.ledger import open_ledger
from intake.publish import case_pages
from intake.publish.workbook_data import all_cases
from parsers.model.package import PackageFile
from reports.case import Case
from reports.export import case_json
from reports.run_summary import RunFacts
from tests import installation
from tests.samples.make.bundle import Bundle
from tests.samples.make.mails import package_mail
from tests.samples.make.paper import Paper
from tests.samples.make.projects import values

SENT = datetime(2024, 4, 2, 9, 30, tzinfo=timezone(timedelta(hours=8)))
PAPER = Paper(dpi=110, tilt=0.3, quality=35)


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Settings, RunFacts, int]]:
    """An installation after the pass."""
    home = tmp_path_factory.mktemp("paper")
    bundle = Bundle("domestic_base", values(Random(7), "domestic_base"), paper=PAPER, holds=("word", "scan"))
    (home / "box").mkdir()
    mail = package_mail(("陈文", "kjc@unit.example.org"), bundle.folder, bundle.files(), sent=SENT, serial=1)
    (home / "box" / "1.eml").write_bytes(mail)
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("INTAKE_SCANS__PAGES", "40")
        patched.setenv("INTAKE_OUTPUT__PAGE_PICTURES", "1")
        patched.setenv("INTAKE_WORKERS__PROCESSES", "1")
        these = installation.settings(home, home / "box")
        assert these.scans.pages and these.output.page_pictures
        yield these, *installation.run(these)


def case_of(these: Settings) -> Case:
    ledger = open_ledger(these.ledger.url)
    with ledger.read() as connection:
        (case,) = all_cases(connection, installation.guide())
    ledger.close()
    return case


def scan_of(case: Case) -> PackageFile:
    (scan,) = case.package.of_role("form_scan")
    return scan


def pages(these: Settings) -> Path:
    assert these.output.path is not None
    return these.output.path / "pages"


def test_the_mail_is_settled_and_answered(done: tuple[Settings, RunFacts, int]) -> None:
    _, facts, code = done
    assert (facts.settled, facts.new_cases, facts.shelved, facts.waiting, code) == (1, 1, 0, 0, 0)
    assert facts.letters_sent == 1 and not facts.problems


def test_the_scan_was_read_and_agrees_with_word(done: tuple[Settings, RunFacts, int]) -> None:
    case = case_of(done[0])
    record = scan_of(case).record
    assert record is not None and record.medium == "ocr"
    word = case.package.record(installation.guide())
    assert word is not None and record.values["contact_phone"].text == word.values["contact_phone"].text
    told: dict[str, Any] = case_json(case, installation.guide())
    assert not [f for f in told["findings"] if f["severity"] == "fix" or f["rule"] in ("word-scan-mismatch", "scan-unread")]
    assert told["sources"]["contact_phone"]["medium"] == "word"


def test_seals_and_signatures_were_seen_and_stand_on_their_sheet(done: tuple[Settings, RunFacts, int]) -> None:
    seen = {(stamp.area, stamp.kind) for stamp in scan_of(case_of(done[0])).stamps if stamp.state == "seen"}
    assert {(area, "seal") for area in ("commitment", "applicant_opinion", "recommender_opinion")} <= seen
    lines = CalamineWorkbook.from_path(done[1].workbook).get_sheet_by_name("核验").to_python()
    assert sum("公章" in map(str, line) for line in lines) == 3


def test_the_case_page_shows_the_pages_of_the_form(done: tuple[Settings, RunFacts, int]) -> None:
    scan = scan_of(case_of(done[0]))
    [page] = pages(done[0]).glob("HZ*.html")
    text = page.read_text("utf-8")
    drawn = sorted((pages(done[0]) / "pictures" / scan.sha256[:16]).glob("*.jpg"))
    assert [path.stem for path in drawn] == [str(one.page) for one in scan.transforms]
    assert all(f"pictures/{scan.sha256[:16]}/{path.name}" in text for path in drawn)


def test_a_second_pass_reads_and_draws_nothing(done: tuple[Settings, RunFacts, int]) -> None:
    before = {path: path.stat().st_mtime_ns for path in pages(done[0]).rglob("*") if path.is_file()}
    facts, code = installation.run(done[0])
    assert (facts.fetched, facts.settled, facts.letters_sent, code) == (0, 0, 0, 0)
    assert {path: path.stat().st_mtime_ns for path in pages(done[0]).rglob("*") if path.is_file()} == before


# --- what goes wrong --------------------------------------------------------------------------------------------------


def test_a_page_that_breaks_and_a_picture_that_is_lost_do_not_end_the_run(
    done: tuple[Settings, RunFacts, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    these = done[0]
    [page] = pages(these).glob("HZ*.html")
    page.unlink()
    [told] = (pages(these) / "pictures").rglob("leaves.json")
    told.write_text(json.dumps({"edition": "no such edition"}), "utf-8")
    assert these.output.path is not None
    (these.output.path / "审查表.xlsx").unlink()
    monkeypatch.setattr(case_pages, "case_page", lambda *_: 1 / 0)
    facts, code = installation.run(these)
    assert code == 1 and facts.workbook and len(facts.problems) == 1
    assert "ZeroDivisionError" in facts.problems[0] and "未能生成" in page.read_text("utf-8")
    monkeypatch.undo()
    facts, code = installation.run(these)
    assert (code, facts.problems) == (0, ()) and "未能生成" not in page.read_text("utf-8")
