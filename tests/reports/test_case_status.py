"""What a case's status is. The machine says only what it is sure of."""

from dataclasses import replace

from parsers.model.finding import Finding
from parsers.model.package import Package
from parsers.model.record import Doubt, Value
from reports.case_status import status
from tests.reports.sample_desk import case, guide, record

GUIDE = guide()
FORM = GUIDE.form("exchange")
FILLED = case(GUIDE).package


def finding(severity):
    return Finding("seal-missing", severity, "commitment", "…", "R97")


def with_record(**changes):
    first = FILLED.files[0]
    return replace(FILLED, files=(replace(first, record=record(FORM, "conference", **changes)), *FILLED.files[1:]))


def test_nothing_wrong_is_complete():
    assert status(FILLED, (), FORM) == "complete"


def test_one_fix_makes_incomplete_even_where_no_form_was_read():
    assert status(FILLED, (finding("fix"), finding("note")), FORM) == "incomplete"
    assert status(Package(files=()), (finding("fix"),), None) == "incomplete"


def test_suspicion_lowers_nothing():
    assert status(FILLED, (finding("verify"), finding("remind"), finding("note")), FORM) == "complete"


def test_no_form_is_for_a_person():
    assert status(Package(files=()), (), None) == "unclear"
    assert status(Package(files=()), (), FORM) == "unclear"


def test_an_unreadable_field_that_must_be_filled_is_for_a_person():
    assert status(with_record(address=Value(None)), (), FORM) == "unclear"
    assert status(with_record(cooperation_fields=Value("□甲√□乙", [], doubt=Doubt.UNSURE)), (), FORM) == "unclear"


def test_an_unreadable_field_that_need_not_be_filled_is_not():
    assert status(with_record(recommender=Value(None), project_name=Value(None)), (), FORM) == "complete"


def test_blank_is_not_unreadable():
    assert status(with_record(address=Value("", "")), (), FORM) == "complete"
