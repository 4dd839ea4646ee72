"""Rules on paper: seals, signatures, and Word against scan. A person decides; nothing of it is ever firm."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from pydantic import TypeAdapter

from parsers.model import Package, PackageFile, Place, Record, Stamp, StampKind, StampState
from tests.parsers.rules.builders import WHOLE, file, findings, package, record, severities

AREAS = ("commitment", "applicant_opinion", "recommender_opinion")
SURE = 0.99


def stamps(kind: StampKind = "seal", **states: StampState) -> tuple[Stamp, ...]:
    """Everything seen, but for these parts."""
    return tuple(
        Stamp(area, one, states.get(area, "seen") if one == kind else "seen", Place(page=3, box=(100, 200, 300, 400)))
        for area in AREAS
        for one in ("seal", "signature")
    )  # type: ignore[misc]


def scan(name: str = "申报书.pdf", seen: tuple[Stamp, ...] = (), paper: Record | None = None) -> PackageFile:
    return file(name, "form_scan", text_layer=False, pages=8, stamps=seen, record=paper)


def with_scans(*scans: PackageFile, **changes: Any) -> Package:
    return package(extra=(*scans, *WHOLE[1:]), **changes)


def read(confidence: float = SURE, **changes: Any) -> Record:
    """The good record as a scan gives it, with these values changed."""
    paper = record(medium="ocr", **changes)
    sure = {key: replace(one, confidence=confidence, document="申报书.pdf") for key, one in paper.values.items()}
    return replace(paper, values=sure)


# --- seals and signatures -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("rule", "kind"), [("seal-missing", "seal"), ("signature-missing", "signature")])
def test_what_is_not_seen_is_for_a_person_to_check(rule: str, kind: StampKind) -> None:
    found = findings(with_scans(scan(seen=stamps(kind, commitment="not seen"))), rule)
    assert [(one.field, one.severity, one.document, one.todo) for one in found] == [("commitment", "verify", "申报书.pdf", "")]
    assert "“申报单位承诺”" in found[0].message
    assert found[0].place == Place(page=3, box=(100, 200, 300, 400))


@pytest.mark.parametrize(("rule", "kind"), [("seal-missing", "seal"), ("signature-missing", "signature")])
def test_what_cannot_be_told_is_a_note(rule: str, kind: StampKind) -> None:
    whole = with_scans(scan(seen=stamps(kind, recommender_opinion="cannot tell")))
    assert [(one.field, one.severity) for one in findings(whole, rule)] == [("recommender_opinion", "note")]


def test_what_is_seen_is_not_spoken_of() -> None:
    whole = with_scans(scan(seen=stamps()))
    assert findings(whole, "seal-missing") == findings(whole, "signature-missing") == []


def test_a_scan_on_which_nothing_was_looked_for_is_not_judged() -> None:
    assert findings(with_scans(scan()), "seal-missing") == []


def test_one_scan_that_shows_the_seal_is_enough() -> None:
    first, second = scan("一.pdf", stamps(commitment="not seen")), scan("二.pdf", stamps(commitment="seen"))
    assert findings(with_scans(first, second), "seal-missing") == []


def test_a_doubt_weighs_more_than_an_absence() -> None:
    whole = with_scans(scan("一.pdf", stamps(commitment="not seen")), scan("二.pdf", stamps(commitment="cannot tell")))
    assert severities(whole, "seal-missing") == ["note"]


def test_stamps_survive_json() -> None:
    whole = with_scans(scan(seen=stamps()))
    adapter = TypeAdapter(Package)
    assert adapter.validate_json(adapter.dump_json(whole)) == whole


# --- Word against scan ----------------------------------------------------------------------------------------------


def test_a_field_that_differs_is_named_with_both_values() -> None:
    found = findings(with_scans(scan(paper=read(contact_phone="13899624993"))), "word-scan-mismatch")
    assert [(one.field, one.severity, one.document) for one in found] == [("contact_phone", "verify", "申报书.pdf")]
    for words in ("封面“联系电话”", "13899624992", "13899624993", "扫描件", "Word版"):
        assert words in found[0].message


def test_the_same_on_paper_says_nothing() -> None:
    assert findings(with_scans(scan(paper=read())), "word-scan-mismatch") == []


def test_another_edition_is_one_finding() -> None:
    other = read(
        applicant_unit="湖南另一家单位", contact_person="王五", contact_phone="13711112222", address="湖南省衡阳市一路2号",
        project_leader="赵六", main_content="全然不同的内容，讲的是另一件事情。", expected_goals="另一个目标。",
    )  # fmt: skip
    found = findings(with_scans(scan(paper=other)), "word-scan-mismatch")
    assert [(one.field, one.severity) for one in found] == [(None, "verify")]
    assert "共7处" in found[0].message


def test_a_text_pdf_is_held_against_word_too() -> None:
    paper = file("申报书.pdf", "form_pdf", record=replace(read(project_leader="姜贵"), medium="pdf"), text_layer=True)
    found = findings(with_scans(WHOLE[0], paper), "word-scan-mismatch")
    assert [(one.field, one.severity) for one in found] == [("project_leader", "verify")]
    assert "PDF版" in found[0].message


def test_without_word_there_is_nothing_to_compare() -> None:
    whole = package(role="form_scan", extra=(scan(paper=read(project_leader="姜贵")),), medium="ocr")
    assert findings(whole, "word-scan-mismatch") == []


def test_words_that_were_read_badly_are_not_held_against_anybody() -> None:
    assert findings(with_scans(scan(paper=read(0.4, project_leader="姜贵"))), "word-scan-mismatch") == []
