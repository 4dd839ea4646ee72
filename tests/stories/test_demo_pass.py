"""The main job, from the shipped mailbox to workbook and letters, compared with the truth that its generator wrote beside it."""

from __future__ import annotations

import re
from collections import Counter
from datetime import UTC, datetime
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook
from sqlalchemy import event

from config.model import Settings
from intake.ledger import mails, open_ledger
from intake.publish.workbook_data import gather
from reports.run_summary import RunFacts
from reports.workbook.registry import SHEETS
from tests import installation
from tests.demo_truth import ON_PAPER, SEVERITIES, TRUTH, export_all, findings, found, told_and_found


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> tuple[Settings, RunFacts, int]:
    these = installation.settings(tmp_path_factory.mktemp("demo"), installation.MAILBOX)
    return these, *installation.run(these)


@pytest.fixture(scope="module")
def exported(done: tuple[Settings, RunFacts, int]) -> list[dict[str, Any]]:
    return export_all(done[0])


def test_the_summary_counts_what_arrived(done: tuple[Settings, RunFacts, int]) -> None:
    _, facts, code = done
    told = TRUTH["pass"]
    assert code == 0
    assert (facts.fetched, facts.new_cases, facts.not_applications) == (told["mails"], told["cases"], told["not_applications"])
    assert facts.revisions + facts.supplements == told["later_revisions"]
    assert (facts.duplicates, facts.letters_sent) == (told["duplicate_mails"], told["letters"])
    assert facts.waiting == facts.shelved == 0


def test_every_mail_is_accounted_for(done: tuple[Settings, RunFacts, int]) -> None:
    ledger = open_ledger(done[0].ledger.url)
    with ledger.read() as connection:
        counts = mails.counts(connection)
    assert counts["seen"] == TRUTH["pass"]["mails"] == sum(n for state, n in counts.items() if state != "seen")


def test_case_numbers_count_up_by_form(exported: list[dict[str, Any]]) -> None:
    numbers = {case["case_no"] for case in exported}
    assert Counter(number[:2] for number in numbers) == TRUTH["pass"]["cases_by_prefix"]


@pytest.mark.parametrize("severity", SEVERITIES)
def test_an_application_has_the_findings_of_the_truth_and_no_other(exported: list[dict[str, Any]], severity: str) -> None:
    for mail, told, case in told_and_found(exported):
        if not mail["duplicate"]:
            wanted = Counter({finding: n for finding, n in findings(told, severity).items() if finding[0] not in ON_PAPER})
            if severity == "verify" and any(d["role"] == "form_scan" for d in case["documents"]):
                wanted["scan-unread", None] += 1  # this pass reads no paper, and says so
            assert found(case, severity) == wanted, mail["file"]


def test_every_case_has_the_status_of_the_truth(exported: list[dict[str, Any]]) -> None:
    for mail, told, case in told_and_found(exported):
        older = any(c["case_no"] == case["case_no"] and c["revision"] > case["revision"] for c in exported)
        assert case["status"] == ("superseded" if older else told["status"]), mail["file"]


def test_every_application_has_its_case_with_the_right_files(exported: list[dict[str, Any]]) -> None:
    for mail, told, case in told_and_found(exported):
        if not mail["duplicate"]:
            assert case["revision"] == told["revision"], mail["file"]
            assert case["category"] == told["category"], mail["file"]
            for role, names in told["files"].items():
                have = [d["name"].rpartition("/")[2] for d in case["documents"] if d["role"] == role]
                assert sorted(have) == sorted(name.rpartition("/")[2] for name in names), (mail["file"], role)


def test_every_field_is_read_as_it_was_written(exported: list[dict[str, Any]]) -> None:
    wrong = [
        (mail["file"], key, value, case["fields"].get(key)) for mail, told, case in told_and_found(exported)
        for key, value in told["fields"].items() if case["fields"].get(key) != value
    ]
    assert not wrong


def test_every_letter_is_an_answer_and_names_its_cases(done: tuple[Settings, RunFacts, int]) -> None:
    by_mail = {mail["message_id"]: mail for mail in TRUTH["mails"]}
    answered = []
    for path in installation.letters(done[0].home):
        letter = message_from_bytes(path.read_bytes(), policy=policy.default)
        assert letter["Auto-Submitted"] == "auto-replied"
        mail = by_mail[letter["In-Reply-To"]]
        answered.append(mail["file"])
        assert letter["To"] == mail["sender"]
        text = letter.get_body(("plain",)).get_content()
        assert text.count("2024-0") >= len(mail["applications"])
        for application in mail["applications"]:
            for key in ("bank_account_number", "contact_phone", "unit_phone", "leader_phone"):
                number = application["fields"].get(key)
                assert not number or number not in text
    assert sorted(answered) == [mail["file"] for mail in TRUTH["mails"] if mail["reply"]]


def test_the_workbook_opens_and_shows_every_case(done: tuple[Settings, RunFacts, int]) -> None:
    book = CalamineWorkbook.from_path(str(Path(done[1].workbook)))
    categories = [category.sheet for category in installation.guide().categories]
    assert set(book.sheet_names) == {*categories, *(sheet.name for sheet in SHEETS), "汇总", "说明"}
    text = str(book.get_sheet_by_name("总览").to_python())
    for prefix, count in TRUTH["pass"]["cases_by_prefix"].items():
        assert all(f"{prefix}2024-{n:04d}" in text for n in range(1, count + 1))


def test_the_sheet_of_revisions_says_what_a_second_mail_mended(done: tuple[Settings, RunFacts, int]) -> None:
    lines = CalamineWorkbook.from_path(str(Path(done[1].workbook))).get_sheet_by_name("版本").to_python()
    revised = {line[1] for line in lines[1:] if line[3] == 2.0}
    assert len(revised) == TRUTH["pass"]["later_revisions"]
    assert any(line[5:] == ["状态", "状态", "需补正", "齐全"] for line in lines)


def test_the_desk_takes_the_same_few_queries_however_many_cases_there_are(done: tuple[Settings, RunFacts, int]) -> None:
    ledger, asked = open_ledger(done[0].ledger.url), []
    event.listen(ledger._engine, "before_cursor_execute", lambda *told: asked.append(told[2]))
    desk = gather(ledger, done[0], installation.guide(), {}, 1, datetime(2024, 4, 30, tzinfo=UTC))
    selects = [statement for statement in asked if statement.startswith("SELECT")]
    assert len(selects) <= 15 < len(desk.cases) < len(desk.mails)
    assert {case.case_no for case in desk.older} <= {case.case_no for case in desk.cases} and desk.older


def test_a_second_pass_changes_nothing(done: tuple[Settings, RunFacts, int]) -> None:
    before = installation.letters(done[0].home)
    facts, code = installation.run(done[0])
    assert (facts.fetched, facts.settled, facts.letters_sent, code) == (0, 0, 0, 0)
    assert facts.workbook == done[1].workbook
    assert installation.letters(done[0].home) == before


def test_people_read_the_guide_s_clauses_and_never_our_numbers(done: tuple[Settings, RunFacts, int]) -> None:
    home, ours = done[0].home, re.compile(r"(?<![\w/+=#.-])(?:R\d{1,3}|F\d-\d+)(?![\w/+=])")
    book = CalamineWorkbook.from_path(home / "output" / "审查表.xlsx")
    texts = {f"{name}!{n}": " ".join(map(str, row)) for name in book.sheet_names
             for n, row in enumerate(book.get_sheet_by_name(name).to_python(), 1)}
    for page in sorted((home / "output" / "pages").rglob("*.html")):
        texts[page.name] = re.sub(r"(?s)<(script|style)>.*?</\1>|data:[^\"]*", "", page.read_text("utf-8"))
    for letter in installation.letters(home):
        parts = message_from_bytes(letter.read_bytes(), policy=policy.default).walk()
        texts[letter.name] = "".join(part.get_content() for part in parts if part.get_content_maintype() == "text")
    assert not {name: hit[0] for name, text in texts.items() if (hit := ours.search(text))}
    assert any("指南 一（五）" in text for name, text in texts.items() if name.startswith("形审"))
    assert any('title="指南 ' in text for name, text in texts.items() if name.endswith(".html"))
