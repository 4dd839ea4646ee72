"""What the engine does with every rule: which are asked, how a firm finding is lowered, in what order findings come."""

from __future__ import annotations

from dataclasses import replace

import pytest

from config.check import wrong_references
from config.model import Rule
from parsers.checks.engine import check, findings_of
from parsers.checks.finding_kind import is_kind, kind_of
from parsers.checks.problems import problems
from parsers.checks.rule import Circumstances
from parsers.model.file import TroubleKind
from parsers.model.finding import Finding
from parsers.model.package import Package
from parsers.model.rule_kind import RuleKind
from tests.parsers.rules.builders import WHOLE, file, findings, guide, package, severities, value

pytestmark = pytest.mark.usefixtures("english")
"""What each complaint says is asked in one language; tests/test_language.py holds the other against it."""


@pytest.mark.parametrize("form", ["exchange", "haizhi"])
def test_a_correct_application_has_nothing_to_mend(form: str) -> None:
    told = [f for f in check(package(form), guide(), Circumstances()) if f.severity != "note"]
    assert [f.rule for f in told if f.severity != "remind"] == ["scan-unread"]
    assert [f for f in told if f.severity == "remind" and f.rule != "legal-proof-missing"] == []


def test_a_lone_document_raises_no_rules_on_packages() -> None:
    told = check(package(single=True), guide(), Circumstances(deadline="2024-01-01T00:00:00+08:00"))
    assert [f for f in told if f.severity != "note"] == []


def test_findings_come_in_the_order_of_the_form() -> None:
    told = check(package(highlights="", postal_code="", contact_person="", single=True), guide(), Circumstances())
    assert [f.field for f in told if f.severity == "fix"] == ["contact_person", "postal_code", "highlights"]


@pytest.mark.parametrize(
    "trouble", ["encrypted", "damaged", "unsupported", "limit", "timeout", "dangerous", "external", "incomplete"]
)
def test_nothing_is_missing_for_certain_while_a_file_could_not_be_read(trouble: TroubleKind) -> None:
    closed = file("材料.zip", trouble=trouble)
    assert severities(package(address="", extra=(*WHOLE, closed)), "field-missing") == ["verify"]
    bare = Package((closed,))
    assert severities(bare, "word-missing") == ["verify"]
    assert severities(bare, "scan-missing") == ["verify"]
    beside = Circumstances(unassigned=(closed,))
    assert severities(package(address=""), "field-missing", beside) == ["verify"]


def test_what_rests_on_ocr_is_never_firm() -> None:
    blank = value("", medium="ocr")
    assert severities(package(address=blank), "field-missing") == ["verify"]
    assert severities(package(uscc=value("123", medium="ocr")), "uscc-invalid") == ["verify"]


def test_the_applicant_is_asked_nothing_where_a_person_decides() -> None:
    told = check(package(address="", postal_code="999999", recommender="", extra=()), guide(), Circumstances())
    assert {f.severity for f in told} == {"fix", "verify", "remind", "note"}
    assert all(bool(f.todo) == (f.severity in ("fix", "remind")) for f in told)


def test_no_message_tells_a_number_of_a_phone_or_an_account() -> None:
    told = check(
        package(contact_phone="123456", bank_account_name="另一家公司", bank_account_number="99999999"), guide(), Circumstances()
    )
    assert not [f for f in told for secret in ("123456", "99999999") if secret in f.message + f.todo]


def test_applicants_words_in_a_message_are_short_and_on_one_line() -> None:
    told = findings(package(recommender="某\n某" * 400), "route-unclear")
    assert len(told) == 1
    assert "\n" not in told[0].message
    assert len(told[0].message) < 200


def test_a_file_is_named_with_its_folders_only_where_two_share_a_name() -> None:
    one, two = file("甲/合同.docx", trouble="damaged"), file("乙/合同.docx", trouble="damaged")
    assert "“合同.docx”" in findings(package(extra=(one,)), "attachment-unreadable")[0].message
    assert "“甲/合同.docx”" in findings(package(extra=(one, two)), "attachment-unreadable")[0].message


def test_another_room_may_raise_a_finding_of_the_guide_by_its_kind() -> None:
    (told,) = findings_of(guide(), RuleKind.POSSIBLE_DUPLICATE, case_no="GJ2024-0001")
    assert (told.severity, told.kind) == ("verify", "possible-duplicate")
    assert "GJ2024-0001" in told.message
    silent = tuple(rule for rule in guide().rules if rule.kind != RuleKind.POSSIBLE_DUPLICATE)
    assert findings_of(guide().model_copy(update={"rules": silent}), RuleKind.POSSIBLE_DUPLICATE, case_no="x") == ()


def test_a_finding_is_known_by_the_kind_of_its_rule_whatever_the_guide_calls_it() -> None:
    renamed = tuple(rule.model_copy(update={"id": "r-7"}) if rule.kind == "secret-mark" else rule for rule in guide().rules)
    other = guide().model_copy(update={"rules": renamed, "digest": "renamed"})
    marked = package(extra=(*WHOLE, file("附件.pdf", text_start="机密★10年")))
    (told,) = findings(marked, "r-7", by=other)
    assert is_kind(told, other, RuleKind.SECRET_MARK) and is_kind(told, guide(), RuleKind.SECRET_MARK)
    for by in (guide(), other):  # kept by a release that noted no kind
        assert kind_of(Finding("secret-mark", "verify", None, "", ""), by) == RuleKind.SECRET_MARK
        assert kind_of(Finding("attachment-encrypted", "fix", None, "", ""), by) == RuleKind.ATTACHMENT


# --- mistakes of ours -----------------------------------------------------------------------------------------------


def test_the_guide_that_ships_has_no_mistake() -> None:
    assert problems(guide()) == []


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"kind": "no-such-kind"}, "kind: unknown kind 'no-such-kind'"),
        ({"arguments": {"mots": 3}}, "with.mots: unknown argument"),
        ({"arguments": {"field": "overview"}}, "with.most: is missing"),
        ({"arguments": {"field": "overview", "most": "many"}}, "with.most: "),
        ({"arguments": {"field": "overveiw", "most": 3}}, "with.field: unknown field 'overveiw'"),
        ({"forms": ("exchang",)}, "forms: unknown 'exchang'"),
        ({"fields": ("overveiw",)}, "fields: unknown 'overveiw'"),
        ({"categories": ("base",)}, "categories: unknown 'base'"),
        ({"message": "{label} {word}"}, "message: placeholder {word} is not offered"),
        ({"todo": "{"}, "todo: is no valid template"),
        ({"message": " "}, "message: is empty"),
    ],
)
def test_every_mistake_in_a_rule_is_told(change: dict[str, object], said: str) -> None:
    good = next(rule for rule in guide().rules if rule.kind == "length")
    wrong = guide().model_copy(update={"rules": (good.model_copy(update=change),)})
    assert any(line.startswith(f"rules[{good.id}].{said}") for line in problems(wrong)), problems(wrong)


def test_a_list_that_is_not_there_and_a_rule_told_twice() -> None:
    rule = next(rule for rule in guide().rules if rule.kind == "countries")
    wrong = rule.model_copy(update={"arguments": rule.arguments | {"countries_list": "contries"}})
    told = problems(guide().model_copy(update={"rules": (wrong,)}))
    assert [line for line in told if line.startswith("rules[")] == [
        f"rules[{rule.id}].with.countries_list: no list 'contries' in lists/ (did you mean countries?)",
    ]
    assert "rules[countries-too-few]: stands 2 times" in wrong_references(guide().model_copy(update={"rules": (rule, rule)}))


def test_a_rule_that_breaks_raises_and_blames_nobody() -> None:
    rule = Rule(
        id="x",
        kind="countries",
        clause="R14",
        severity="fix",
        message="x",
        arguments={"fields": ["main_content"], "countries_list": "gone", "least": 3},
    )  # type: ignore[call-arg]
    with pytest.raises(KeyError):
        check(package(), guide().model_copy(update={"rules": (rule,)}), Circumstances())


def test_the_same_thing_is_told_once() -> None:
    whole = package(address="")
    twice = guide().model_copy(update={"rules": (*guide().rules, *guide().rules)})
    assert check(whole, twice, Circumstances()) == check(whole, guide(), Circumstances())
    assert replace(whole) == whole
