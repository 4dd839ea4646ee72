"""From blank forms to a guide: categories, meanings, signed parts, paper, rules that fit, and what is left to a person."""

from __future__ import annotations

import tomllib

import pytest

from config.load import load_guide
from config.model import FieldKind, Guide, Meaning, SignedPart
from config.places import NEW_GUIDE
from parsers.forms.fill import fill
from parsers.model.document import Document
from parsers.new_guide import Base, NewGuide, drafted_guide, guide_files
from parsers.new_guide.blank_form import blank_form
from tests import installation
from tests.parsers.grids import document, table

RULES = (NEW_GUIDE / "rules.toml").read_text("utf-8")
TITLE = "山城大学教学改革项目申请书"


def form(
    kinds: str = "☐重点 ☐一般", note: str = "", phone: str = "手机 | ", last: str = "推荐单位意见 | （盖章）"
) -> Document:
    """A blank form of one table."""
    return document(
        TITLE, "山城大学教务处制",
        table("项目名称 | ", f"项目类别 | {kinds}", "所在单位 | ", "项目负责人 | ", phone, "电子邮箱 | ", "研究内容 | ",
              last),
        note)


def made(*forms: Document, base: Guide | None = None, name: str = "2031-new") -> NewGuide:
    older = base.forms if base else ()
    return drafted_guide([blank_form(one, older) for one in forms], name, 2030, Base(RULES, frozenset({"总览"}), base))


def test_a_tick_line_gives_the_categories_and_their_sheets() -> None:
    guide = made(form()).guide
    assert [(one.name, one.sheet) for one in guide.categories] == [("重点", "重点"), ("一般", "一般")]
    field = guide.forms[0].field_of(Meaning.CATEGORY)
    assert field is not None and field.kind == FieldKind.CHOICE
    assert {option.key for option in field.options} == {one.key for one in guide.categories}


@pytest.mark.parametrize("kinds", ["", "请填写", "☐重点"])
def test_without_a_choice_there_is_one_category_and_every_case_is_in_it(kinds: str) -> None:
    guide = made(form(kinds)).guide
    assert [one.name for one in guide.categories] == ["山城大学教学改革项目"]
    key = guide.forms[0].key
    assert guide.category_of(key, None) == guide.categories[0].key
    assert guide.category_of("of another call", None) is None


def test_a_category_may_not_be_called_as_a_sheet_of_the_workbook() -> None:
    guide = made(form("☐总览 ☐其余")).guide
    assert [one.sheet for one in guide.categories] == ["总览2", "其余"]


def test_two_forms_with_the_same_choices_have_categories_of_their_own() -> None:
    other = document("山城大学实验室项目申请书", table("项目名称 | ", "项目类别 | ☐重点 ☐一般", "所在单位 | "))
    guide = made(form(), other).guide
    assert len({one.key for one in guide.categories}) == len({one.sheet for one in guide.categories}) == 4
    assert len({one.prefix for one in guide.forms}) == len({one.key for one in guide.forms}) == 2


def test_fields_have_their_meanings_and_what_is_not_asked_is_said() -> None:
    one = made(form()).guide.forms[0]
    labels = {field.meaning: field.label for field in one.fields if field.meaning}
    assert labels[Meaning.APPLICANT] == "所在单位" and labels[Meaning.PROJECT] == "项目名称"
    assert labels[Meaning.LEADER] == "项目负责人" and labels[Meaning.CONTACT_PHONE] == "手机"
    assert labels[Meaning.RECOMMENDER] == "推荐单位" and Meaning.CREDIT_CODE in one.lacks
    assert one.part(SignedPart.RECOMMENDER_OPINION) is not None


def test_a_call_without_recommenders_has_none() -> None:
    guide = made(form(last="教务处评审意见 | ")).guide
    assert Meaning.RECOMMENDER in guide.forms[0].lacks and guide.lists == {} and guide.recommender_lists == ()
    assert not [rule.id for rule in guide.rules if "recommend" in rule.kind]
    part = guide.forms[0].part(SignedPart.OFFICE_OPINION)
    assert part is not None and part.label == "教务处评审意见"


@pytest.mark.parametrize(("note", "copies"), [
    ("一式六份", 6), ("本表一式两份，另交电子版", 2), ("一式12份", 12), ("交两份", 0), ("", 0)])
def test_copies_are_those_that_the_form_prints(note: str, copies: int) -> None:
    guide = made(form(note=note)).guide
    assert guide.paper.copies == copies
    assert any(one.at == "paper" for one in guide.to_fill) == (copies == 0)


def test_rules_are_those_with_something_to_look_at() -> None:
    kinds = {rule.kind for rule in made(form()).guide.rules}
    assert {"phone", "email", "tick", "seal", "field-missing", "secret-mark"} <= kinds
    assert not kinds & {"postcode", "period", "credit-code", "budget-sum"}
    assert "phone" not in {rule.kind for rule in made(form(phone="年龄 | ")).guide.rules}


def test_what_only_a_person_knows_is_listed_and_nothing_else() -> None:
    asked = {one.at for one in made(form(note="一式三份")).guide.to_fill}
    assert {"title", "years", "criteria", "lists/recommending_units.csv"} <= asked
    assert not {"host", "paper"} & asked and not any("forms/" in one for one in asked)
    assert made(form()).guide.host.name == "山城大学教务处"


def test_the_year_is_that_of_the_name_or_of_today() -> None:
    assert (made(form()).guide.year, made(form(), name="teaching").guide.year) == (2031, 2030)


def test_on_the_blank_form_nothing_is_left_over() -> None:
    blank = form(note="注：本表一式三份，请勿折叠。")
    record = fill(blank, made(blank).guide.forms[0])
    assert not record.unclaimed and not record.missing_labels
    assert not [key for key, value in record.values.items() if value.text and value.text.strip() and "☐" not in value.text]


def test_an_older_guide_gives_its_lists_and_the_rules_that_fit() -> None:
    old = installation.guide()
    new = made(form(), base=old)
    assert new.guide.host == old.host and new.guide.lists == old.lists
    assert "funding-incomplete" in new.left_out and "hint-themes" in new.left_out
    assert all(rule.forms == () and rule.categories == () for rule in new.guide.rules)


def test_all_files_are_toml_and_hostile_words_stay_words() -> None:
    files = guide_files(made(form('☐a"]\n[[rules]]\nid="x" ☐b\\')))
    for text in files.values():
        tomllib.loads(text)
    assert not [rule for rule in tomllib.loads(files["rules.toml"])["rules"] if rule["id"] == "x"]


def test_general_letters_and_rules_name_no_call() -> None:
    shipped = load_guide(NEW_GUIDE.parent / "guides" / "2024")
    foreign = ("2024", "湘", shipped.province_name, *shipped.host.names)
    texts = {file.name: file.read_text("utf-8") for file in NEW_GUIDE.rglob("*") if file.is_file()}
    assert len(texts) > 15
    assert not [(name, word) for name, text in texts.items() for word in foreign if word in text]
