"""Rules that compare with a number: one below the limit, at it, and one above. The numbers stand here by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from config.model import Guide
from parsers.compare import compare
from parsers.model.document import Place
from parsers.model.record import Record
from parsers.rules.phone import judge
from tests.parsers.rules.builders import UNIT, WHOLE, file, findings, guide, package, record, severities


def under(rule: str, **arguments: Any) -> Guide:
    """The guide with other arguments of one rule."""
    rules = tuple(r.model_copy(update={"arguments": r.arguments | arguments}) if r.id == rule else r for r in guide().rules)
    return guide().model_copy(update={"rules": rules, "digest": f"{rule} {arguments}"})


# --- lengths ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("words", "characters", "told"), [
    (999, 999, []), (999, 1000, []), (1000, 1000, []), (999, 1001, ["remind"]), (1000, 1001, ["remind"]), (1001, 1001, ["fix"]),
])  # fmt: skip
@pytest.mark.parametrize("blanks", ["", " \n", " " * 30])
def test_an_overview_of_a_thousand_by_both_ways_of_counting(words: int, characters: int, told: list[str], blanks: str) -> None:
    """A run of Latin letters is one word; blanks are counted by neither way."""
    text = "海" * (words - 1) + "a" * (characters - words + 1) + blanks
    assert severities(package("haizhi", overview=text), "overview-too-long") == told


@pytest.mark.parametrize(("form", "key", "least"), [
    ("exchange", "cooperation_basis", 30), ("exchange", "main_content", 50), ("exchange", "expected_goals", 20),
    ("exchange", "highlights", 20), ("haizhi", "overview", 50), ("exchange", "address", 6), ("haizhi", "project_name", 4),
    ("exchange", "applicant_unit", 4),
])  # fmt: skip
@pytest.mark.parametrize(("more", "told"), [(-1, ["remind"]), (0, []), (1, [])])
def test_the_least_that_is_asked_of_an_answer(form: str, key: str, least: int, more: int, told: list[str]) -> None:
    for blanks in ("", " \n"):
        assert severities(package(form, **{key: "海" * (least + more) + blanks}), "text-too-short") == told


# --- counts ----------------------------------------------------------------------------------------------------------

POOR = {"expected_goals": "形成报告。", "highlights": "好。", "cooperation_basis": "有基础。", "partner_units": "某大学"}


@pytest.mark.parametrize(("text", "abroad", "with_home"), [
    ("英国", 1, 1), ("英国、韩国", 1, 1), ("英国、韩国、日本", 0, 0), ("英国、韩国、日本、德国", 0, 0),
    ("我国与英国", 1, 1), ("我国与英国、韩国", 1, 0), ("中国香港与英国", 1, 1),
    ("来自2个国家", 1, 1), ("来自3个国家", 0, 0), ("来自4个国家", 0, 0),
])  # fmt: skip
def test_three_countries_with_and_without_our_own(text: str, abroad: int, with_home: int) -> None:
    whole = package(main_content=f"邀请{text}专家", **POOR)
    for counting, told in (("abroad", abroad), ("with-home", with_home)):
        assert len(severities(whole, "countries-too-few", by=under("countries-too-few", counting=counting))) == told


@pytest.mark.parametrize(("persons", "told"), [("2", 1), ("两", 1), ("3", 0), ("三", 0), ("4", 0)])
@pytest.mark.parametrize("named", ["人", "名", "位"])
def test_a_delegation_of_three(persons: str, named: str, told: int) -> None:
    contents = ["组织赴有关国家、区域或国际科技组织开展科技交流合作、研修培训、科普交流等活动"]
    whole = package(project_category="cooperation", cooperation_contents=contents, main_content=f"选派{persons}{named}赴英国")
    assert len(severities(whole, "delegation-too-small")) == told


@pytest.mark.parametrize(("count", "told"), [("29", 1), ("二十九", 1), ("30", 0), ("三十", 0), ("31", 0)])
@pytest.mark.parametrize("written", ["每年提供信息{}条", "每年提供{}项人才需求", "每年提供{}余条"])
def test_thirty_leads_of_a_station(count: str, written: str, told: int) -> None:
    whole = package("haizhi", project_category="overseas_station", overview=written.format(count))
    assert len(severities(whole, "station-leads-too-few")) == told


@pytest.mark.parametrize(("gap", "told"), [(12, 0), (13, 1)])
def test_what_leads_are_of_stands_close_behind_their_number(gap: int, told: int) -> None:
    whole = package("haizhi", project_category="overseas_station", overview=f"每年提供30项{'的' * gap}信息")
    assert len(severities(whole, "station-leads-too-few")) == told


@pytest.mark.parametrize(("most", "ticked", "told"), [(1, 1, 0), (1, 2, 1), (0, 1, 0), (0, 2, 0)])
def test_one_option_or_any_number(most: int, ticked: int, told: int) -> None:
    whole = package(cooperation_fields=["先进制造", "新能源"][:ticked])
    assert len(severities(whole, "options-too-many", by=under("options-too-many", most=most))) == told


@pytest.mark.parametrize(("most", "shown"), [(1, 1), (2, 2), (3, 3), (4, 3)])
def test_so_many_sentences_are_quoted(most: int, shown: int) -> None:
    """Three sentences speak of guests from outside."""
    text = "聘有外籍专家。另有海归博士。引进归国人员。"
    assert len(findings(package("haizhi", overview=text, support="", funding=""), "hint-returnees",
                        by=under("hint-returnees", most=most))) == shown


@pytest.mark.parametrize(("gap", "told"), [(0, 1), (12, 1), (13, 0)])
def test_dots_in_a_word_stand_for_twelve_characters(gap: int, told: int) -> None:
    text = f"本项目委托{'某' * gap}实施。"
    assert len(findings(package(main_content=text), "hint-carried-out-by")) == told


@pytest.mark.parametrize(("unread", "said"), [
    (7, "第1、2、3、4、5、6、7页"), (8, "第1、2、3、4、5、6、7、8页"), (9, "第1、2、3、4、5、6、7、8等页"),
])  # fmt: skip
def test_eight_pages_that_were_not_read_are_named(unread: int, said: str) -> None:
    paper = replace(WHOLE[0], record=record(medium="ocr"), unread=tuple(range(1, unread + 1)))
    (told,) = findings(package(extra=(paper, *WHOLE[1:])), "scan-unread")
    assert said in told.message


LABELS = {"单位性质": "unit_nature", "地址": "address", "法人代表": "legal_representative", "邮政编码": "postal_code",
          "开户名": "bank_account_name", "账号": "bank_account_number"}  # fmt: skip


@pytest.mark.parametrize(("gone", "told"), [(4, ["fix"]), (5, ["fix"]), (6, ["remind"])])
def test_with_more_than_five_labels_gone_our_reading_may_be_at_fault(gone: int, told: list[str]) -> None:
    labels = tuple(LABELS)[:gone]
    whole = package(missing_labels=labels, **{LABELS[label]: "" for label in labels})
    assert severities(whole, "template-altered") == told


@pytest.mark.parametrize(("share", "told"), [(2, ["fix"]), (1, ["remind"])])
def test_a_pledge_of_which_less_than_half_is_left_is_another_text(share: int, told: list[str]) -> None:
    clauses = ["甲乙丙丁戊己庚辛", "子丑寅卯辰巳午未", "天地玄黄宇宙洪荒", "日月盈昃辰宿列张"]
    form = guide().form("exchange").model_copy(update={"pledge": "，".join(clauses) + "。"})  # type: ignore[union-attr]
    forms = tuple(form if one.key == "exchange" else one for one in guide().forms)
    other = guide().model_copy(update={"forms": forms, "digest": "pledge"})
    whole = package(areas={"commitment": "，".join(clauses[:share])})
    assert severities(whole, "template-altered", by=other) == told


# --- money -----------------------------------------------------------------------------------------------------------


def rows(*budgets: float | None) -> list[dict[str, Any]]:
    return [{"stage": "2024年5月", "budget_wan": budget, "goal": "筹备"} for budget in budgets]


@pytest.mark.parametrize(("form", "category", "least", "most"), [
    ("exchange", "conference", 5, 30), ("exchange", "cooperation", 5, 30), ("haizhi", "domestic_base", 3, 8),
    ("haizhi", "overseas_station", 3, 8),
])  # fmt: skip
def test_what_each_category_gives(form: str, category: str, least: int, most: int) -> None:
    for wan, told in ((least - 0.01, 1), (least, 0), (least + 0.01, 0), (most - 0.01, 0), (most, 0), (most + 0.01, 1)):
        asked = {"schedule": rows(wan)} if form == "exchange" else {"funding": f"申请省科协专项经费{wan}万元"}
        assert len(severities(package(form, project_category=category, **asked), "funding-out-of-range")) == told, wan


@pytest.mark.parametrize(("parts", "told"), [
    ((6.0, 4.0), 0), ((6.0, 4.01), 0), ((6.0, 3.99), 0), ((6.0, 4.012), 1), ((6.0, 3.988), 1),
])  # fmt: skip
@pytest.mark.parametrize("total", ["合计10万元", "总计：100000元", "共计 100,000元", "总额10"])
def test_parts_that_make_the_total_but_for_a_rounding(parts: tuple[float, ...], told: int, total: str) -> None:
    """A hundred yuan of difference is a rounding."""
    whole = package(schedule=rows(*parts))
    word, *others = whole.files
    assert word.record is not None
    said = replace(word.record.values["schedule"], note=total)
    summed = replace(word.record, values=word.record.values | {"schedule": said})
    assert len(severities(replace(whole, files=(replace(word, record=summed), *others)), "budget-sum-differs")) == told


@pytest.mark.parametrize(("text", "told"), [
    ("总额8万元，申请6万元，自筹2万元", 0), ("总额8万元，申请6万元，自筹2.01万元", 0), ("总额8万元，申请6万元，自筹2.012万元", 1),
    ("总额8万元，申请6万元", 0), ("总额8万元，合计9万元，申请6万元，自筹1万元", 0), ("申请6万元，自筹1万元", 0),
])  # fmt: skip
def test_a_sentence_with_one_total_and_two_parts(text: str, told: int) -> None:
    assert len(severities(package("haizhi", funding=text), "budget-sum-differs")) == told


@pytest.mark.parametrize(("wan", "told"), [(999.99, 0), (1000, 0), (1000.01, 1)])
def test_more_than_a_thousand_wan_was_meant_in_yuan(wan: float, told: int) -> None:
    assert len(severities(package(schedule=rows(wan)), "budget-unit-suspect")) == told
    assert len(severities(package("haizhi", funding=f"申请{wan}万元"), "budget-unit-suspect")) == told


# --- lengths of numbers ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("code", "said"), [
    ("91430100BATFJ6273", "现为17位"), ("91430100BATFJ6273U", ""), ("91430100BATFJ6273UU", "现为19位"),
])  # fmt: skip
def test_a_credit_code_has_eighteen_characters(code: str, said: str) -> None:
    told = [one.message for one in findings(package(uscc=code), "uscc-invalid")]
    assert bool(told) == bool(said) and all(said in one for one in told)


@pytest.mark.parametrize(("text", "judged"), [
    ("123456", "impossible"), ("8488438", "fine"), ("84884381", "fine"), ("848843812", "odd"),  # 6 to 9 digits
    ("0731-84884", "odd"), ("0731-8488438", "fine"), ("0731-84884381", "fine"), ("0731-848843812", "odd"),
    ("1389962499", "impossible"), ("13899624992", "fine"), ("138996249921", "impossible"),  # 10 to 12
    ("12899624992", "odd"), ("13999624992", "fine"), ("19999624992", "fine"),
    ("13899624992" + "1" * 9, "impossible"), ("13899624992" + "1" * 10, "odd"),  # 20 and 21: two numbers in one
    ("+1 23456", "impossible"), ("+1 234567", "fine"), ("+1" + "2" * 16, "fine"), ("+1" + "2" * 17, "odd"),
    ("0731-84884381转1", "fine"), ("0731-84884381转123456", "fine"), ("0731-84884381-123456", "fine"),
    ("84884381(123456)", "fine"),
])  # fmt: skip
def test_how_many_digits_a_telephone_has(text: str, judged: str) -> None:
    assert judge(text) == judged


@pytest.mark.parametrize(("code", "told"), [("41008", ["fix"]), ("410082", []), ("4100825", ["fix"]), ("400082", ["remind"]),
                                            ("420082", []), ("430082", ["remind"])])  # fmt: skip
def test_a_postcode_has_six_digits_of_the_province(code: str, told: list[str]) -> None:
    assert severities(package(postal_code=code), "postcode-invalid") == told


@pytest.mark.parametrize(("address", "told"), [("a@b.c", ["fix"]), ("a@b.cn", []), ("a@b", ["fix"]), ("@b.cn", ["fix"])])
def test_how_short_an_address_may_be(address: str, told: list[str]) -> None:
    assert severities(package("haizhi", email=address), "email-invalid") == told


@pytest.mark.parametrize(("pair", "told"), [
    (("0731-8488438", "0731-8488438转1"), 0), (("8488438", "0731-8488438"), 0), (("848843", "848844"), 0),
    (("8488438", "8488439"), 1), (("湖大", "湖南大学"), 0), (("湖", "湖南大学"), 0), (("大湖", "湖南大学"), 1),
])  # fmt: skip
def test_two_printings_share_a_number_of_seven_digits_or_a_name(pair: tuple[str, str], told: int) -> None:
    assert len(severities(package("haizhi", printed={"contact_person": pair}), "contact-disagrees")) == told


# --- Word against paper ----------------------------------------------------------------------------------------------

CHANGES = {"unit_phone": "0731-88822220", "contact_phone": "13899624993", "leader_phone": "0731-88822220",
           "postal_code": "410083", "bank_account_number": "6222021234560", "address": "湖南省衡阳市一路2号",
           "contact_person": "王五"}  # fmt: skip


def paper(confidence: float = 1.0, **changes: Any) -> Record:
    read = record(medium="ocr", **changes)
    return replace(read, values={key: replace(one, confidence=confidence) for key, one in read.values.items()})


def compared(read: Record, by: Guide | None = None) -> list[str | None]:
    whole = package(extra=(replace(WHOLE[0], record=read), *WHOLE[1:]))
    return [one.field for one in findings(whole, "word-scan-mismatch", by=by)]


@pytest.mark.parametrize(("confidence", "told"), [(0.4, 0), (0.84, 0), (0.85, 1), (0.86, 1), (1.0, 1)])
def test_what_was_read_with_less_confidence_is_no_difference(confidence: float, told: int) -> None:
    assert compared(paper(confidence, postal_code="410083")) == ["postal_code"] * told


@pytest.mark.parametrize(("confidence", "told"), [(0.4, 0), (0.49, 0), (0.5, 1), (0.84, 1)])
def test_an_office_may_ask_for_less_confidence(confidence: float, told: int) -> None:
    by = under("word-scan-mismatch", least_confidence=0.5)
    assert compared(paper(confidence, postal_code="410083"), by) == ["postal_code"] * told


@pytest.mark.parametrize(("differ", "fields", "edition"), [
    (5, 5, False), (5, 20, False), (6, 6, True), (6, 23, True), (6, 24, True), (6, 25, False), (7, 25, True),
])  # fmt: skip
def test_six_fields_and_a_quarter_of_all_that_differ_are_another_edition(differ: int, fields: int, edition: bool) -> None:
    read, form = paper(**dict(list(CHANGES.items())[:differ])), guide().form("exchange")
    assert form is not None
    printed = {slot.field for slot in form.slots if slot.field} & read.values.keys()
    printed -= {*CHANGES, "project_name", "recommender"}
    kept = [*list(CHANGES)[:differ], *sorted(printed), *list(CHANGES)[differ:]][:fields]
    found = compare(record(), replace(read, values={key: read.values[key] for key in kept}), form)
    assert (len(found.differences), len(found.compared), found.edition) == (differ, fields, edition)


@pytest.mark.parametrize(("share", "named"), [(7, 6), (6, 6)])
def test_of_another_edition_six_fields_are_named(share: int, named: int) -> None:
    read = paper(**dict(list(CHANGES.items())[:share]))
    few = replace(read, values={key: read.values[key] for key in CHANGES})
    whole = package(extra=(replace(WHOLE[0], record=few), *WHOLE[1:]))
    (told,) = findings(whole, "word-scan-mismatch")
    assert f"共{share}处" in told.message
    assert told.message.partition("如")[2].partition("）")[0].count("、") == named - 1


def test_a_place_is_told_beside_a_difference() -> None:
    read = paper(postal_code="410083")
    read = replace(read, values={key: replace(one, place=Place(page=2)) for key, one in read.values.items()})
    whole = package(extra=(replace(WHOLE[0], record=read), *WHOLE[1:]))
    (told,) = findings(whole, "word-scan-mismatch")
    assert told.place == Place(page=2) and told.document == file("申报书.pdf").name and UNIT not in told.message
