"""Rules on the whole form: what was altered, what is outdated, where only the office writes."""

from __future__ import annotations

import pytest

from tests.parsers.rules.builders import findings, guide, package, severities

PLEDGE = guide().form("exchange").pledge  # type: ignore[union-attr]


def test_a_label_that_is_gone_is_firm_from_word_only() -> None:
    gone = {"missing_labels": ("单位性质",), "unit_nature": ""}
    assert severities(package(**gone), "template-altered") == ["fix"]
    assert severities(package(medium="pdf", role="form_pdf", **gone), "template-altered") == ["remind"]
    assert "缺少栏目“单位性质”" in findings(package(**gone), "template-altered")[0].message


def test_a_label_that_another_edition_lacks_says_so() -> None:
    told = findings(package(missing_labels=("单位性质",), unit_nature="", edition="2023年3月"), "template-altered")
    assert [one.message for one in told] == [
        "申报书与规定模板不一致：缺少栏目“单位性质”（所填为2023年3月版，本次申报使用2024年3月版）。"]


def test_a_label_that_is_gone_while_its_field_was_read_is_a_changed_label() -> None:
    assert severities(package(missing_labels=("单位性质",)), "template-altered") == ["remind"]


def test_words_in_the_place_of_a_label_may_be_its_field_under_another_name() -> None:
    whole = package(missing_labels=("单位性质",), renamed_labels=("单位性质",), unit_nature="")
    told = findings(whole, "template-altered")
    assert [(one.severity, one.message) for one in told] == [
        ("remind", "申报书与规定模板不一致：未找到栏目“单位性质”，原处另有文字，可能改动了栏目名称。")]
    assert findings(whole, "field-missing") == []
    both = package(missing_labels=("单位性质", "地    址"), renamed_labels=("单位性质",), unit_nature="", address="")
    assert severities(both, "template-altered") == ["fix", "remind"]


def test_with_many_labels_gone_our_reading_may_be_at_fault() -> None:
    labels = ("单位性质", "地址", "法人代表", "邮政编码", "开户名", "账号")
    blank = dict.fromkeys(
        ("unit_nature", "address", "legal_representative", "postal_code", "bank_account_name", "bank_account_number"), ""
    )
    assert severities(package(missing_labels=labels, **blank), "template-altered") == ["remind"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (PLEDGE, []),
        (PLEDGE.replace("，", ", "), []),
        ("", []),
        (f"{PLEDGE}\n张三 2024年4月1日", []),
        (PLEDGE.replace("，并承担相应责任", ""), ["fix"]),
        (PLEDGE.replace("真实", "属实"), ["remind"]),
        (PLEDGE.replace("承担相应", "承担相见附页应"), ["remind"]),
        (PLEDGE.replace("并承担", "并" + "（详见我单位另附的说明和承诺）" + "承担"), ["remind"]),
        ("我们尽力而为。", ["remind"]),
    ],
)
def test_the_pledge(text: str, told: list[str]) -> None:
    assert severities(package(areas={"commitment": text}), "template-altered") == told


def test_a_pledge_in_a_pdf_is_never_firm() -> None:
    cut = {"commitment": PLEDGE.replace("，并承担相应责任", "")}
    assert severities(package(medium="pdf", role="form_pdf", areas=cut), "template-altered") == ["remind"]


@pytest.mark.parametrize(("edition", "told"), [("2024年3月", []), ("２０２４年 3 月", []), ("", []), ("2023年3月", ["remind"])])
def test_editions(edition: str, told: list[str]) -> None:
    assert severities(package(edition=edition), "template-outdated") == told


@pytest.mark.parametrize(("text", "told"), [("", []), ("签字：\n年 月 日", []), ("（单位盖章）", []), ("同意立项", ["remind"])])
def test_where_only_the_office_writes(text: str, told: list[str]) -> None:
    whole = package(areas={"office_opinion": text})
    assert severities(whole, "office-area-filled") == told
    assert all("“省科协审定意见”栏" in f.message for f in findings(whole, "office-area-filled"))
