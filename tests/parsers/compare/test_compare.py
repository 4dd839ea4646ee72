"""Word against paper: every planted change is found, and nothing is reported that is the same."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from random import Random
from typing import Any

import pytest

from parsers.compare import Comparison, compare
from parsers.compare.field_comparison import bare, bare_alike, shown
from parsers.formats.registry import read, sniff
from parsers.forms.fill import fill
from parsers.forms.identify import identify
from parsers.model.document import Medium
from parsers.model.record import Record, Value
from tests.parsers.rules.builders import guide, record, value
from tests.samples.make import pdf, word
from tests.samples.make.forms import Dialect
from tests.samples.make.projects import values as project

CATEGORIES = ("conference", "cooperation", "domestic_base", "overseas_station")
FORM_OF = {"conference": "exchange", "cooperation": "exchange", "domestic_base": "haizhi", "overseas_station": "haizhi"}
WRITERS = (Dialect(), Dialect(tick="box", labels="wide", hints=False), Dialect(wide_digits=True, one_table=False, colon=" "))


def filled(data: bytes) -> Record:
    """The record in these bytes."""
    document = read(data, sniff(data))
    form = identify(document, guide().forms)
    assert form is not None
    return fill(document, form, "申报书")


@cache
def pair(seed: int, category: str) -> tuple[dict[str, Any], Record]:
    """True values, and the Word record made of them."""
    said = project(Random(seed), category)
    return said, filled(word.docx(FORM_OF[category], said, WRITERS[seed % len(WRITERS)]))


def against(category: str, seed: int, **changes: Any) -> Comparison:
    """The Word record against a text PDF of the same values with these changed."""
    said, record_of_word = pair(seed, category)
    paper = filled(pdf.text_pdf(FORM_OF[category], {**said, **changes}, WRITERS[(seed + 1) % len(WRITERS)]))
    form = guide().form(FORM_OF[category])
    assert form is not None
    return compare(record_of_word, paper, form)


def named(found: Comparison) -> list[str]:
    return [one.field for one in found.differences]


@pytest.mark.parametrize("category", CATEGORIES)
@pytest.mark.parametrize("seed", range(3))
def test_the_same_application_in_word_and_pdf_says_nothing(category: str, seed: int) -> None:
    found = against(category, seed)
    assert (named(found), found.edition) == ([], False)
    assert len(found.compared) > 10


@pytest.mark.parametrize("category", CATEGORIES)
def test_one_digit_of_a_number_is_found(category: str) -> None:
    said, _ = pair(1, category)
    phone = said["contact_phone"]
    other = phone[:-1] + str((int(phone[-1]) + 1) % 10)
    found = against(category, 1, contact_phone=other)
    assert named(found) == ["contact_phone"]
    assert (found.differences[0].word_shown[-1], found.differences[0].paper_shown[-1]) == (phone[-1], other[-1])


def test_one_digit_within_a_long_text_is_found() -> None:
    said, _ = pair(2, "conference")
    text = said["main_content"]
    at = next(n for n, char in enumerate(text) if char.isdigit())
    changed = text[:at] + str((int(text[at]) + 1) % 10) + text[at + 1 :]
    found = against("conference", 2, main_content=changed)
    assert named(found) == ["main_content"]
    assert len(found.differences[0].paper_shown) < 60, "long texts are shown where they part"


@pytest.mark.parametrize(("one", "other", "kept"), [
    ("预期举办会议，来宾若干人，并签署一系列合作协议", "预期承办会议，来宾若干人", "签署一系列合作协议"),
    ("预期举办会议，来宾若干人", "预期承办会议，来宾若干人，并签署一系列合作协议", "签署一系列合作协议"),
    ("会议为期3天，来宾若干人，并签署一系列合作协议", "会议为期5天，来宾若干人", "为期3天"),
])  # fmt: skip
def test_of_several_differences_a_figure_is_shown_or_else_the_longest(one: str, other: str, kept: str) -> None:
    content = "本项目拟开展多种形式的国际科技交流与合作活动。"
    field = guide().form("exchange").field("main_content")  # type: ignore[union-attr]
    assert kept in "".join(shown(field, value(content + one), value(content + other)))


@pytest.mark.parametrize("category", CATEGORIES)
def test_one_character_of_a_name_is_found(category: str) -> None:
    said, _ = pair(0, category)
    name = said["project_leader"]
    found = against(category, 0, project_leader=name[:-1] + ("勇" if name[-1] != "勇" else "刚"))
    assert named(found) == ["project_leader"]


@pytest.mark.parametrize("category", CATEGORIES)
def test_another_tick_is_found(category: str) -> None:
    twin = {"conference": "cooperation", "cooperation": "conference", "domestic_base": "overseas_station",
            "overseas_station": "domestic_base"}  # fmt: skip
    found = against(category, 1, project_category=twin[category])
    assert named(found) == ["project_category"]
    assert found.differences[0].word_shown in ("国际科技交流会议", "国际与区域合作", "国内海智基地", "海外工作站")


def test_one_option_more_is_found() -> None:
    said, _ = pair(1, "conference")
    spare = next(option for option in ("新能源", "新材料") if option not in said["cooperation_fields"])
    assert named(against("conference", 1, cooperation_fields=[*said["cooperation_fields"], spare])) == ["cooperation_fields"]


def test_one_amount_of_the_schedule_is_found() -> None:
    said, _ = pair(1, "conference")
    rows = [dict(row) for row in said["schedule"]]
    rows[0]["budget_wan"] += 1
    assert named(against("conference", 1, schedule=rows)) == ["schedule"]


def test_another_edition_is_said_once() -> None:
    other = project(Random(99), "conference")
    kept = {key: other[key] for key in other if key not in ("applicant_unit", "uscc")}
    found = against("conference", 1, **kept)
    assert found.edition


def test_another_form_is_another_edition() -> None:
    form = guide().form("exchange")
    assert form is not None
    assert compare(record("exchange"), record("haizhi"), form) == Comparison(edition=True)


# --- recognised paper -----------------------------------------------------------------------------------------------


def scanned(confidence: float = 0.97, **changes: Any) -> Comparison:
    """The good Word record against a scan of it, with these values as recognition gave them."""
    form = guide().form("exchange")
    assert form is not None
    paper = record("exchange", medium="ocr", **changes)
    sure = {key: replace(one, confidence=confidence) for key, one in paper.values.items()}
    return compare(record("exchange"), replace(paper, values=sure), form)


CONTENT = "围绕产业需求办国际论坛，邀请英国、韩国、意大利的专家参会，设主论坛一场、分论坛两场，会后形成清单并落实"


@pytest.mark.parametrize(
    ("key", "read_as"),
    [
        ("uscc", "9143O1OOBATFJ6273U"),
        ("contact_phone", "l3899624992"),
        ("contact_phone", "138 9962 4992"),
        ("applicant_unit", "湖南橘洲数据科技有限公司\n"),
        ("main_content", CONTENT),
        ("main_content", CONTENT.replace("、韩国、", "，韩国\n") + "。"),
        ("highlights", "首次把国际比对放在湖南进行，成果以短片和图册公开展示"),
        ("address", "湖南省长沙巿岳麓区麓山南路1号"),
    ],
)
def test_slips_of_recognition_are_no_difference(key: str, read_as: str) -> None:
    assert named(scanned(**{key: read_as})) == []


@pytest.mark.parametrize(
    ("key", "read_as"),
    [
        ("uscc", "91430100BATFJ6275U"),
        ("contact_phone", "13899624993"),
        ("bank_account_number", "6222021234568"),
        ("project_leader", "姜贵"),
        ("project_category", "cooperation"),
        ("cooperation_fields", ["先进制造", "新能源"]),
        ("cooperation_basis", "近五年共同主办国内会议，并由对方承担全部费用。"),
        ("email", ""),
    ],
)
def test_strict_fields_that_differ_are_found(key: str, read_as: Any) -> None:
    assert named(scanned(**{key: read_as})) == ([key] if key != "email" else [])


@pytest.mark.parametrize(
    ("read_as", "shown"),
    [
        ("6222021234568", ("*********4567", "*********4568")),
        ("6222821234567", ("****0****4567", "****8****4567")),
        ("9558801111222", ("*********4567", "*********1222")),
        ("", ("*********4567", "（空）")),
    ],
)
def test_of_bank_accounts_no_more_is_shown_than_where_they_part(read_as: str, shown: tuple[str, str]) -> None:
    found = scanned(bank_account_number=read_as).differences
    assert [(one.word_shown, one.paper_shown) for one in found] == [shown]


@pytest.mark.parametrize(("word", "paper", "told"), [
    ("设分论坛2场", "设分论坛3场", True), ("设分论坛2场", "设分论坛12场", False), ("设分论坛12场", "设分论坛13场", True),
    ("设分论坛2场", "设分论坛场", False), ("设分论坛场", "设分论坛2场", False), ("2场分论坛", "3场分论坛", True),
    ("共2", "共3", True),
    ("设分论坛2场", "设分论坛2场经费另行商定再议", True), ("设分论坛2场", "设分论坛2场经费另行商定", False),
])  # fmt: skip
def test_on_paper_a_digit_against_another_counts_and_one_that_may_be_lost_does_not(word: str, paper: str, told: bool) -> None:
    form = guide().form("exchange")
    assert form is not None
    one, other = (record("exchange", medium=medium, main_content=value(CONTENT + text + "。" + CONTENT, medium=medium))
                  for text, medium in ((word, Medium.WORD), (paper, Medium.OCR)))  # fmt: skip
    assert named(compare(one, other, form)) == (["main_content"] if told else [])


def test_what_was_not_read_surely_could_not_be_compared() -> None:
    found = scanned(0.5, contact_phone="13899624993")
    assert named(found) == []
    assert found.skipped == ("contact_phone",)


def test_what_was_not_read_at_all_could_not_be_compared() -> None:
    assert scanned(contact_phone=Value(None, None, medium="ocr")).skipped == ("contact_phone",)


def test_a_page_that_is_missing_is_no_difference() -> None:
    form = guide().form("exchange")
    assert form is not None
    paper = record("exchange", medium="ocr", missing_labels=("预期目标",), expected_goals="")
    assert compare(record("exchange"), paper, form).skipped == ("expected_goals",)


def test_blank_on_paper_is_a_difference_and_blank_on_both_is_none() -> None:
    assert named(scanned(highlights="")) == ["highlights"]
    form = guide().form("exchange")
    assert form is not None
    both = record("exchange", highlights="")
    assert compare(both, replace(both, medium="ocr"), form).differences == ()


def test_an_unsure_tick_is_not_compared() -> None:
    unsure = value(["先进制造", "新能源"], medium="ocr", doubt="unsure")
    assert scanned(cooperation_fields=unsure).skipped == ("cooperation_fields",)


def test_a_rare_character_of_a_name_is_no_difference_on_recognised_paper() -> None:
    """Recognition takes 洣 for 米 or 渊, which it has seen more often; any other character still counts."""
    def said(word: str, paper: str, medium: Medium = "ocr") -> list[str]:
        one, other = record(applicant_unit=word), record(medium=medium, applicant_unit=value(paper, medium=medium))
        form = guide().form("exchange")
        assert form is not None
        return [key for key in named(compare(one, other, form)) if key == "applicant_unit"]

    assert said("邵阳洣水新材料有限公司", "邵阳米水新材料有限公司") == []
    assert said("邵阳洣水新材料有限公司", "邵阳米水新村料有限公司") == ["applicant_unit"]
    assert said("邵阳米水新材料有限公司", "邵阳洣水新材料有限公司") == ["applicant_unit"]
    assert said("邵阳洣水新材料有限公司", "邵阳米水新材料有限公司", "pdf") == ["applicant_unit"]


def test_a_name_read_in_doubt_or_printed_rightly_elsewhere_is_no_difference() -> None:
    """霄 was taken for 膏: the line was sure but for that one. Another name is another name, however it was read; and a character
    that was never in doubt is another, whatever stands beside it."""
    def said(paper: str, doubted: str, again: str = "") -> tuple[list[str], bool]:
        one, other = record(applicant_unit="湖南罗霄生物医药股份有限公司"), record(medium="ocr")
        read = replace(value(paper, medium="ocr"), confidence=0.97, doubted=doubted)
        places = (read, replace(read, text=again, doubted="")) if again else (read,)
        other = replace(other, values=other.values | {"applicant_unit": read}, printed={"applicant_unit": places})
        form = guide().form("exchange")
        assert form is not None
        found = compare(one, other, form)
        return [key for key in named(found) if key == "applicant_unit"], "applicant_unit" in found.skipped

    assert said("湖南罗膏生物医药股份有限公司", "膏") == ([], True)
    assert said("湖南罗膏生物医药股份有限公司", "") == (["applicant_unit"], False)
    assert said("湖南罗膏生物医药股份有限公司", "", "湖南罗霄生物医药股份有限公司") == ([], False)
    assert said("湖南罗霄生物医约股份有限公司", "霄") == (["applicant_unit"], False)
    assert said("湖南罗生物医药股份有限公司", "罗") == ([], True)
    assert said("衡阳橘洲数据股份有限公司", "橘") == (["applicant_unit"], False)


@pytest.mark.parametrize(("one", "other", "same"), [
    ("一（甲）", "一(甲)", True), ("龥－甲", "龥-甲", True), ("一ﬁ", "一fi", True), ("一A", "一B", False),
    ("甲一", "乙一", False),
])  # fmt: skip
def test_texts_are_parted_at_plain_characters_only(one: str, other: str, same: bool) -> None:
    assert bare_alike(one, other) == same == (bare(one) == bare(other))
