"""Rules on paper: seals, signatures, and Word against scan. A person decides; nothing of it is ever firm."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from pydantic import TypeAdapter

from parsers.model.document import Place
from parsers.model.package import Package, PackageFile
from parsers.model.record import Record
from parsers.model.seal import Stamp, StampKind, StampState
from tests.parsers.rules.builders import UNIT, WHOLE, file, findings, guide, package, record, severities, value

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


def test_a_date_that_is_not_there_is_for_a_person_and_a_doubt_is_not_spoken_of() -> None:
    def dates(state: StampState) -> list[tuple[str | None, str]]:
        whole = with_scans(scan(seen=(*stamps(), Stamp("applicant_opinion", "date", state, Place(page=3)))))
        return [(one.field, one.severity) for one in findings(whole, "date-missing")]

    assert dates("not seen") == [("applicant_opinion", "verify")]
    assert dates("cannot tell") == dates("seen") == []


# --- whose seal it is -----------------------------------------------------------------------------------------------


def worded(**words: str) -> tuple[Stamp, ...]:
    """Every seal and signature seen, these words read on the seals."""
    return tuple(replace(one, text=words.get(one.area, "")) if one.kind == "seal" else one for one in stamps())


def test_a_seal_that_bears_another_name_is_for_a_person_to_check() -> None:
    found = findings(with_scans(scan(seen=worded(commitment="湖南省地质学会"))), "seal-name-mismatch")
    assert [(one.field, one.severity, one.document, one.todo) for one in found] == [("commitment", "verify", "申报书.pdf", "")]
    assert "湖南省地质学会" in found[0].message and UNIT in found[0].message and "申报单位" in found[0].message


def test_a_seal_that_bears_the_right_name_or_nothing_legible_is_not_spoken_of() -> None:
    right = worded(commitment=UNIT, applicant_opinion=UNIT[:9], recommender_opinion="湖南省机械工理学会")
    assert findings(with_scans(scan(seen=right)), "seal-name-mismatch") == []
    assert findings(with_scans(scan(seen=stamps())), "seal-name-mismatch") == []


def test_the_applicants_seal_in_the_recommenders_place_is_another_units() -> None:
    found = findings(with_scans(scan(seen=worded(recommender_opinion=UNIT))), "seal-name-mismatch")
    assert [(one.field, one.severity) for one in found] == [("recommender_opinion", "verify")]
    assert "推荐单位“湖南省机械工程学会”" in found[0].message


def test_one_scan_whose_seal_may_be_right_is_enough() -> None:
    wrong, right = scan("一.pdf", worded(commitment="湖南省地质学会")), scan("二.pdf", worded(commitment=UNIT))
    assert findings(with_scans(wrong, right), "seal-name-mismatch") == []


def test_a_recommender_that_only_its_seal_names_is_not_held_against_that_seal() -> None:
    paper = replace(read(), values=read().values | {"recommender": value("湖南省力学学会", Place(page=3, note="seal"), "ocr")})
    whole = with_scans(scan(seen=worded(recommender_opinion="湖南省地质学会"), paper=paper), recommender="")
    known = whole.record(guide())
    assert known is not None and known.values["recommender"].text == "湖南省力学学会"
    assert findings(whole, "seal-name-mismatch") == findings(whole, "recommender-missing") == []


def test_a_recommender_is_named_by_text_before_a_seal_and_by_both_before_the_sender() -> None:
    """Three papers of one application; the Word file says nothing, or only who sent the mail."""
    sender = value("岳阳市科协", Place(note="sender"), "mail")
    seal = replace(read(), values=read().values | {
        "recommender": value("湖南省力学学会", Place(page=3, note="seal"), "ocr")})
    printed = read(recommender="湖南省计算机学会")
    for own, papers, said in (
        ("", (seal,), "湖南省力学学会"), (sender, (seal,), "湖南省力学学会"), ("", (seal, printed), "湖南省计算机学会"),
        (sender, (read(recommender=""),), "岳阳市科协"), ("湖南省地质学会", (seal, printed), "湖南省地质学会"), ("", (), ""),
    ):
        whole = with_scans(*(scan(f"{n}.pdf", paper=paper) for n, paper in enumerate(papers)), recommender=own)
        known = whole.record(guide())
        assert known is not None and known.values["recommender"].text == said


def test_a_county_is_ineligible_for_certain_only_where_no_seal_may_be_a_citys() -> None:
    def severity(*seen: Stamp) -> list[str]:
        whole = with_scans(scan(seen=seen, paper=read(recommender="长沙县科协")), recommender="长沙县科协")
        return list(severities(whole, "recommender-ineligible"))

    own = worded(commitment=UNIT, applicant_opinion=UNIT, recommender_opinion="长沙县科学技术协会")
    assert severity(*own) == ["fix"]  # it rests on the printed name; the seals only do not gainsay it
    assert severity(*worded(commitment=UNIT, applicant_opinion=UNIT, recommender_opinion="长沙市科学技术协会")) == ["verify"]
    assert severity(*worded(commitment=UNIT, applicant_opinion=UNIT)) == ["verify"]  # a seal that could not be read
    assert severity(*stamps(recommender_opinion="cannot tell")) == ["verify"]


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
