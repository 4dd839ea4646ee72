"""Words and marks that belong to nothing: the field at which they stand is in doubt, and never called blank."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from config.model import Severity
from parsers.checks.engine import check
from parsers.model.document import Medium, Place
from parsers.model.package import Package
from parsers.model.record import Value
from reports.case import Case
from reports.case_status import status
from reports.doubts import filling, in_doubt
from reports.export import case_json
from reports.states import Status
from tests.parsers.rules.builders import QUIET, findings, guide, package
from tests.parsers.rules.test_kinds import loosely

TOLD = "content-unclaimed"


def told(whole: Package) -> list[tuple[str, str | None, str, bool]]:
    return [(f.rule, f.field, f.severity, f.possibly_there) for f in check(whole, guide(), QUIET)
            if f.field in ("address", "fax", "postal_code") and f.rule in (TOLD, "field-missing")]


def case(whole: Package) -> Case:
    found = tuple(check(whole, guide(), QUIET))
    return Case("GJ2024-0001", whole, found, status(whole, found, guide().form("exchange")))


def test_a_blank_field_at_which_words_stand_is_in_doubt_and_not_missing() -> None:
    whole = loosely("address", address="")
    assert told(whole) == [(TOLD, "address", "verify", True)]
    assert told(package(address="")) == [("field-missing", "address", "fix", False)]
    (finding,) = findings(whole, TOLD)
    assert finding.message == "“地址”处有未能归入任何栏目的文字或符号“另见附页”，请人工核对原件。"
    assert finding.todo == "" and finding.place is not None and finding.place.row == 2


def test_words_beside_a_blank_field_may_be_its_answer_and_beside_a_filled_one_are_not() -> None:
    assert told(loosely("postal_code", near=("address",), address="")) == [
        (TOLD, "address", "verify", True), (TOLD, "postal_code", "verify", False)]
    assert told(loosely("postal_code", near=("address",))) == [(TOLD, "postal_code", "verify", False)]


def test_a_heading_in_a_row_of_its_own_belongs_to_no_answer_above_it() -> None:
    whole = loosely("address", text="情况填写处")
    word = whole.files[0]
    assert word.record is not None
    piece = replace(word.record.unclaimed[0], place=Place(table=2, row=4, cell=1))
    files = (replace(word, record=replace(word.record, unclaimed=(piece,))), *whole.files[1:])
    assert told(replace(whole, files=files)) == []


def test_a_field_that_need_not_be_filled_is_in_doubt_only_where_words_stand_at_it() -> None:
    assert told(loosely("fax", form="haizhi", fax="")) == [(TOLD, "fax", "verify", False)]
    assert told(loosely("postal_code", near=("fax",), form="haizhi", fax="")) == [(TOLD, "postal_code", "verify", False)]


def test_what_is_not_at_any_field_raises_no_question() -> None:
    assert told(loosely(None)) == [] and told(loosely(None, near=("address",))) == []


def test_a_field_that_a_person_corrected_is_not_asked_about() -> None:
    whole = loosely("address", address="")
    word = whole.files[0]
    assert word.record is not None
    typed = Value("长沙市东风路17号", medium=Medium.STAFF)
    files = (replace(word, record=replace(word.record, values={**word.record.values, "address": typed})), *whole.files[1:])
    assert told(replace(whole, files=files)) == []


def test_a_guide_without_the_rule_still_tells_the_blank_field_to_a_person() -> None:
    """Guides of an office's own may be older than the rule."""
    older = guide().model_copy(update={"rules": tuple(rule for rule in guide().rules if rule.kind != TOLD)})
    found = [f for f in check(loosely("address", address=""), older, QUIET) if f.field == "address"]
    assert [(f.rule, f.severity, f.possibly_there) for f in found] == [("field-missing", Severity.VERIFY, True)]


@pytest.mark.parametrize("text", ["6222 0000 1111 4321", "13812345678", "账号43001234567890123456"])
def test_a_number_that_may_be_an_account_is_not_quoted(text: str) -> None:
    (finding,) = findings(loosely("address", text=text), TOLD)
    assert not any(run.isdigit() and len(run) > 6 for run in finding.message.replace(" ", "").split("“"))
    assert "（号码略）" in finding.message


# --- where it is shown ----------------------------------------------------------------------------------------------------


def test_a_case_with_a_doubtful_required_field_is_for_a_person() -> None:
    assert case(loosely("address", address="")).status == Status.UNCLEAR
    assert case(loosely("fax", form="haizhi", fax="")).status == case(package("haizhi")).status


def test_json_names_the_field_in_doubt_with_its_reason() -> None:
    told_of: dict[str, Any] = case_json(case(loosely("address", address="")), guide())
    assert list(told_of["doubts"]) == ["address"] and "另见附页" in told_of["doubts"]["address"]
    assert told_of["unclaimed"] == [
        {"document": "申报书.docx", "text": "另见附页", "place": "table 1, row 2, cell 2", "field": "address"}]
    assert case_json(case(package(address="")), guide())["doubts"] == {}, "a blank field is no doubt"


def test_an_unsure_tick_is_a_doubt_and_an_unticked_one_is_none() -> None:
    fields = {"unsure": ["cooperation_fields"], "unticked": []}
    for doubt, keys in fields.items():
        value = Value("新能源", ["新能源"] if doubt == "unsure" else [], doubt=doubt)  # type: ignore[arg-type]
        assert list(in_doubt(case(package(cooperation_fields=value)), guide())) == keys


def test_four_ways_of_filling_in_are_told_apart() -> None:
    blank, read, unreadable = Value("", ""), Value("长沙", "长沙"), Value(None, None)
    assert [filling(value, False) for value in (blank, read, unreadable)] == ["blank", "filled", "unreadable"]
    assert [filling(value, True) for value in (blank, read, unreadable)] == ["doubt", "doubt", "unreadable"]
