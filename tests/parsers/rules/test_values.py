"""Codes, phones, addresses, periods and names: a hit, a near miss, silence."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some
from stdnum.cn import uscc as official

from parsers.rules.email import holds_address
from parsers.rules.phone import judge
from parsers.values.credit import repaired, valid
from tests.parsers.rules.builders import UNIT, findings, guide, package, severities

# --- uscc-invalid ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "code",
    [
        "91430100BATFJ6273U",
        "９１４３０１００ＢＡＴＦＪ６２７３Ｕ",
        "91430100 batfj6273u",
        "9143 0100 BATF J627 3U（三证合一）",
        "12430600YABU7J4R8K、91430100BATFJ6273U",
    ],
)
def test_right_codes_in_every_writing_pass(code: str) -> None:
    assert findings(package(uscc=code), "uscc-invalid") == []


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("91430100BATFJ6273", "应为18位，现为17位"),
        ("91430100BATFJ62730", "校验位不符"),
        ("91430100BATFJ627SU", "不应含有字母S"),
        ("9143010ZVSOIJ62731", "不应含有字母I、O、S、V、Z"),
        ("办理中", "现为0位"),
        ("430100000012345", "现为15位"),
    ],
)
def test_wrong_codes_are_told_with_the_reason(code: str, said: str) -> None:
    (told,) = findings(package(uscc=code), "uscc-invalid")
    assert told.severity == "fix"
    assert said in told.message


def test_a_letter_for_a_digit_is_suggested_and_never_changed() -> None:
    (told,) = findings(package(uscc="9143O100BATFJ6273U"), "uscc-invalid")
    assert "字母O是否应为0" in told.message


def test_a_code_that_begins_with_a_letter_is_no_mistake() -> None:
    body = "N2430100MA4L0000X"
    assert valid(body + official.calc_check_digit(body))


def test_a_foreign_body_needs_a_person() -> None:
    for name, told in (
        ("香港科技大学", "verify"),
        ("国际科技合作联盟", "verify"),
        ("World Alliance", "verify"),
        ("湖南国际合作中心", "fix"),
    ):
        assert severities(package(applicant_unit=name, uscc="HK-12345"), "uscc-invalid") == [told]


@given(some.text(max_size=40))
def test_any_text_is_judged_without_a_fault(text: str) -> None:
    assert len(findings(package(uscc=text, contact_phone=text, postal_code=text, single=True), "uscc-invalid")) <= 1
    holds_address(text)


# --- phone-invalid --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "13899624992",
        "138 9962 4992",
        "138-9962-4992",
        "+86 13899624992",
        "8613899624992",
        "0731-84884381",
        "(0731)84884381",
        "07318488438",
        "84884381",
        "0731-84884381-802",
        "0731-84884381转802",
        "400-800-1234",
        "4008001234",
        "+852 2345 6789",
        "00852 23456789",
        "+1 617 253 1000",
        "13899624992、0731-84884381",
        "13899624992/13899624993",
        "0731-84884381（办）13899624992",
        "１３８９９６２４９９２",
        "13899624992 陈文",
        "0086-731-84884381",
        "13899624992 13899624993",
        "852-2345 6789",
    ],
)
def test_numbers_as_people_write_them_pass(text: str) -> None:
    assert judge(text) == "fine"


@pytest.mark.parametrize("text", ["123456", "1389962499", "138996249921", "13899-62499", "+86 1389962499"])
def test_what_cannot_be_a_phone_is_firm(text: str) -> None:
    assert severities(package(contact_phone=text), "phone-invalid") == ["fix"]


@pytest.mark.parametrize("text", ["同封面", "07318488438112345", "1389962499213899624993", "138996249、0731-84"])
def test_what_is_merely_odd_is_for_a_person(text: str) -> None:
    assert severities(package(leader_phone=text), "phone-invalid") == ["verify"]


def test_a_fax_is_nobodys_phone() -> None:
    assert findings(package("haizhi", fax="123"), "phone-invalid") == []


# --- postcode-invalid, email-invalid --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("410082", []),
        ("４１００８２", []),
        ("410 082", []),
        ("410082（长沙）", []),
        ("41008", ["fix"]),
        ("4100822", ["fix"]),
        ("无", ["fix"]),
        ("200000", ["remind"]),
    ],
)
def test_postcodes(text: str, told: list[str]) -> None:
    assert severities(package(postal_code=text), "postcode-invalid") == told


def test_a_station_abroad_may_have_another_postcode() -> None:
    assert severities(package("haizhi", project_category="overseas_station", postal_code="SW7 2AZ"), "postcode-invalid") == [
        "verify"
    ]
    assert severities(package("haizhi", project_category="overseas_station", postal_code="200000"), "postcode-invalid") == []


@pytest.mark.parametrize(
    "text", ["a@b.cn", "a.b-c@csu.edu.cn", "office＠example．org", "a@qq。com", "a @ qq.com", "邮箱：a@163.com；b@163.com"]
)
def test_addresses_that_a_letter_reaches(text: str) -> None:
    assert findings(package("haizhi", email=text), "email-invalid") == []


@pytest.mark.parametrize("text", ["无", "a.qq.com", "a@qq", "@qq.com", "13899624992"])
def test_what_is_no_address(text: str) -> None:
    assert severities(package("haizhi", email=text), "email-invalid") == ["fix"]


# --- period-invalid -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("start", "end", "told"),
    [
        ("2024-05", "2025-04", []),
        ("2024-05", "2024-05", []),
        ("2024-05", "2024-04", ["fix"]),
        ("2024-05", "2027-01", ["remind"]),
        ("2023-12", "2024-12", ["remind"]),
        (None, None, ["verify"]),
    ],
)
def test_periods(start: str | None, end: str | None, told: list[str]) -> None:
    assert severities(package(project_period={"text": "自立项起", "start": start, "end": end}), "period-invalid") == told


def test_a_blank_period_is_missing_and_not_invalid() -> None:
    assert findings(package(project_period={"text": "", "start": None, "end": None}), "period-invalid") == []


# --- account-name-mismatch, units-disagree --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "told"), [(UNIT, []), ("湖南橘洲数据科技有限公司 ", []), ("湖南橘洲数据科技股份有限公司", ["remind"]), ("", [])]
)
def test_account_names(name: str, told: list[str]) -> None:
    assert severities(package(bank_account_name=name), "account-name-mismatch") == told


def test_the_account_of_one_joint_applicant_passes() -> None:
    assert findings(package(applicant_unit=f"{UNIT}、湖南大学"), "account-name-mismatch") == []


@pytest.mark.parametrize(
    ("second", "told"),
    [
        (UNIT, []),
        ("湖南橘洲数据科技（有限）公司", []),
        ("湖南大学", ["fix"]),
        ("湖南橘洲数据科技股份有限公司", ["verify"]),
        (f"{UNIT}、湖南大学", ["verify"]),
        ("橘洲数据", ["verify"]),
    ],
)
def test_units_on_cover_and_in_the_table(second: str, told: list[str]) -> None:
    whole = package(printed={"applicant_unit": (UNIT, second)})
    assert severities(whole, "units-disagree") == told


@pytest.mark.parametrize("mark", [{"part": 2}, {"page_of": "0" * 64}])
def test_a_cover_and_a_table_that_we_put_together_may_be_two_applications(mark: dict[str, Any]) -> None:
    whole = package(printed={"applicant_unit": (UNIT, "湖南大学")})
    first, *others = whole.files
    assert severities(replace(whole, files=(replace(first, **mark), *others)), "units-disagree") == ["verify"]


def test_both_labels_are_named() -> None:
    (told,) = findings(package(printed={"applicant_unit": (UNIT, "湖南大学")}), "units-disagree")
    assert told.message == "“申报单位”与“单位名称”填写的单位名称不一致。"
    assert guide().form("exchange") is not None


# --- what recognition makes of a code ---------------------------------------------------------------------------------


@pytest.mark.parametrize(("read", "meant"), [
    ("91430100BATFI6273U", "91430100BATFJ6273U"),  # a J read as I
    ("91430100BATFJ6273U", None),  # right as it is
    ("9143O100BATFJ6273U", "91430100BATFJ6273U"),  # an O can only have been 0, D or Q, and one of them agrees
    ("9143O1O0BATFJ6273X", None),  # the check character agrees with no way
    ("91430100BATF", None),
    ("国430100BATFI6273U", None),
])  # fmt: skip
def test_a_recognised_code_is_repaired_only_where_its_check_character_agrees(read: str, meant: str | None) -> None:
    assert repaired(read) == meant
    assert meant is None or valid(meant)


def test_a_reminder_on_a_postcode_names_the_province_of_the_guide() -> None:
    elsewhere = guide().model_copy(update={"province": "云南省", "digest": "elsewhere"})
    for by, name in ((guide(), "湖南省"), (elsewhere, "云南省")):
        (told,) = findings(package(postal_code="200000"), "postcode-invalid", by=by)
        assert f"{name}邮政编码以41或42开头" in told.message
