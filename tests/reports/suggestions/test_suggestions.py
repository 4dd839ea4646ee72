"""A season at the desk: what clerks put right becomes proposals for next year's guide, and one applicant's slip does not."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from config.load import load_guide
from config.model import Meaning
from parsers.model.document import Medium, Place
from parsers.model.finding import Finding
from parsers.model.package import Package
from parsers.model.record import Unclaimed, Value
from reports.case import Case, Edit
from reports.edits.edit_effects import typed
from reports.suggestions import Suggestion, suggestions
from reports.suggestions.suggestion import LONGEST_WORDS
from reports.workbook.columns import CHECKS, FILES
from tests.reports.sample_desk import case

GUIDE = load_guide(Path("2024"))


def told(cases: list[Case], *edits: Edit) -> list[Suggestion]:
    return list(suggestions(cases, edits, GUIDE))


def edit(sheet: str, row: str, column: str, value: str) -> Edit:
    return Edit(1, sheet, row, column, value, "", "active", "", "")


def put_right(n: int, key: str, read: str | None, wanted: str, *unclaimed: Unclaimed) -> Case:
    """A case in which staff typed `wanted` where `read` was found."""
    form = GUIDE.form("exchange")
    assert form is not None
    asked = form.field(key)
    assert asked is not None
    whole = case(GUIDE, n=n, **{key: typed(wanted, asked)})
    file = whole.package.files[0]
    assert file.record is not None
    files = (replace(file, record=replace(file.record, unclaimed=unclaimed)), *whole.package.files[1:])
    return replace(whole, package=replace(whole.package, files=files), read={key: Value(read, read or "")})


def false_alarm(n: int, rule: str, field: str | None = "contact_phone", what: str = "") -> Case:
    found = Finding(rule, "fix", field, "…", "R1", "申报书.docx", Place(), kind=rule, discriminator=what)
    return replace(case(GUIDE, n=n), silenced=(found,))


# --- false alarms -----------------------------------------------------------------------------------------------------


def test_a_rule_that_is_often_wrong_should_be_less_severe() -> None:
    (one,) = told([false_alarm(n, "phone-invalid") for n in range(1, 5)])
    assert one.where == "rules[phone-invalid].severity" and "fix（必改）改为 verify（核验）" in one.edit
    assert "4 个项目中被判为误报" in one.why and "多在“联系电话”一栏" in one.why
    assert one.cases == tuple(f"GJ2024-{n:04}" for n in range(1, 5))


def test_a_note_that_is_wrong_may_go() -> None:
    (one,) = told([false_alarm(n, "hint-team", None) for n in range(1, 4)])
    assert one.edit == "不需要时删去这条规则"


def test_a_rule_that_is_mostly_right_stays() -> None:
    rows = (f"GJ2024-{n:04}|phone-invalid|contact_phone|abc" for n in range(9, 14))
    confirmed = [edit(CHECKS.name, row, "staff_judgement", "认可") for row in rows]
    assert told([false_alarm(n, "phone-invalid") for n in range(1, 5)], *confirmed) == []
    assert told([false_alarm(n, "phone-invalid") for n in range(1, 3)]) == [], "twice is chance"


# --- labels, printed words --------------------------------------------------------------------------------------------


def test_words_before_answers_that_staff_typed_become_an_alias() -> None:
    beside = [put_right(n, "contact_phone", "", f"1387311{n:04}", Unclaimed(f"联络手机：1387311{n:04}")) for n in (1, 2)]
    (one,) = told(beside)
    assert (one.where, one.edit) == ("forms/exchange.toml slots[联系电话].aliases", "加上“联络手机”")
    assert "1387311" not in one.evidence


def test_a_label_in_a_cell_of_its_own_is_one_too() -> None:
    def row(n: int) -> tuple[Unclaimed, Unclaimed]:
        return Unclaimed("法人姓名", Place(table=1, row=3, cell=1)), Unclaimed(f"刘志{'强刚'[n]}", Place(table=1, row=3, cell=2))

    (one,) = told([put_right(n, "legal_representative", None, f"刘志{'强刚'[n]}", *row(n)) for n in (0, 1)])
    assert one.edit == "加上“法人姓名”"


def test_what_is_a_label_already_or_stood_elsewhere_is_none() -> None:
    label = [put_right(n, "contact_phone", "", f"1387311{n:04}", Unclaimed(f"联系电话：1387311{n:04}")) for n in (1, 2)]
    apart = [put_right(n, "contact_phone", "", f"1387311{n:04}", Unclaimed("备用", Place(table=1, row=1)),
                       Unclaimed(f"1387311{n:04}", Place(table=2, row=5))) for n in (1, 2)]
    once = [put_right(1, "contact_phone", "", "13873112345", Unclaimed("联络手机：13873112345"))]
    assert told(label) == told(apart) == told(once) == []


def test_words_that_staff_take_out_are_printed_ones() -> None:
    (one,) = told([put_right(n, "project_leader", f"{name}（签字）", name) for n, name in enumerate(("张三", "李四"), 1)])
    assert (one.where, one.edit) == ("forms/exchange.toml fields[project_leader].hints", "加上“（签字）”")
    assert len(one.cases) == 2 and "张三" not in one.evidence + one.edit


def test_words_at_a_field_that_staff_call_nothing_are_printed_ones() -> None:
    (one,) = told([false_alarm(n, "content-unclaimed", "postal_code", "（六位数字）") for n in (1, 2)])
    assert one.edit == "加上“（六位数字）”" and one.where == "forms/exchange.toml fields[postal_code].hints"


def test_numbers_and_long_words_of_applicants_are_never_proposed() -> None:
    numbers = [put_right(n, "project_leader", "王五 6222021234567890", "王五") for n in (1, 2)]
    texts = [put_right(n, "project_leader", "王五" + "很长的话" * LONGEST_WORDS, "王五") for n in (1, 2)]
    assert told(numbers) == told(texts) == []


# --- recommenders, files ----------------------------------------------------------------------------------------------


def recommending(n: int, name: str, *silenced: str) -> Case:
    value = Value(name, name, medium=Medium.WORD if silenced else Medium.STAFF)
    found = tuple(Finding(rule, "verify", "recommender", "…", "R84", kind="route-unclear") for rule in silenced)
    return replace(case(GUIDE, n=n, **{GUIDE.key_of("exchange", Meaning.RECOMMENDER): value}), silenced=found)


def test_a_recommender_that_staff_confirm_belongs_on_the_list() -> None:
    (one,) = told([recommending(1, "湖南省科技创新促进会", "route-unclear")])
    assert (one.where, one.edit) == ("lists/recommenders.csv", "加一行：湖南省科技创新促进会")
    (typed_,) = told([recommending(1, "湖南省科技创新促进会")])
    assert typed_.edit == one.edit


def test_a_recommender_that_is_known_needs_no_line() -> None:
    assert told([recommending(1, "长沙市科学技术协会"), recommending(2, "湖南省机械工程学会", "route-unclear")]) == []


def test_roles_that_staff_give_say_what_names_of_files_mean() -> None:
    cases = [case(GUIDE, n=n) for n in (1, 2)]
    rows = [(f"{one.case_no}|{file.sha256}", file.name) for one in cases for file in one.package.files if "合作协议" in file.name]
    (one,) = told(cases, *(edit(FILES.name, row, "staff_role", "非涉密证明") for row, _ in rows))
    assert "合作协议" in one.edit and "非涉密证明" in one.edit and one.where.startswith("程序")


# --- nothing ----------------------------------------------------------------------------------------------------------


def test_a_call_without_words_of_staff_proposes_nothing() -> None:
    assert told([case(GUIDE, n=n) for n in range(1, 5)]) == told([]) == []


def test_a_case_without_a_form_or_a_rule_of_another_guide_is_passed_over() -> None:
    formless = Case("WD2024-0001", Package(files=()), (), "unclear", silenced=false_alarm(1, "gone-rule").silenced)
    assert told([formless, *(false_alarm(n, "gone-rule") for n in range(1, 5))]) == []
