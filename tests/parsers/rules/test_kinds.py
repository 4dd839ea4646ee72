# ruff: noqa: E501  (the table reads better a kind a line)
"""Every kind of rule has its three stories: a hit, a near miss in which it is silent, and a package with nothing to check.

One row a kind, by a rule of the guide: what makes it report and how severely, what is nearly that and right, and a package to
which the rule does not apply or that gives it nothing to check. The longer stories are in the other files of this folder.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import pytest

from parsers.checks.engine import check
from parsers.checks.registry import RULES
from parsers.checks.rule import Circumstances
from parsers.model.document import Place
from parsers.model.package import Package, PackageFile
from parsers.model.record import Unclaimed
from parsers.model.rule_kind import RuleKind
from parsers.model.seal import Stamp
from parsers.packages.newest_version import BY_NAME
from tests.parsers.rules.builders import (
    EXCHANGE,
    QUIET,
    SCHEDULE,
    SOMEWHERE,
    UNIT,
    WHOLE,
    file,
    guide,
    package,
    record,
    value,
    with_lists,
    without,
)
from tests.parsers.rules.wanted.call import FILES, toml

CONTENTS = [option.label for option in guide().form("exchange").field("cooperation_contents").options]  # type: ignore[union-attr]


@dataclass(frozen=True, slots=True)
class Row:
    """The rule that stands for its kind; `severity` of the hit; circumstances and lists where the rule looks at them."""

    kind: str
    rule: str
    severity: str
    hit: Package
    near: Package
    silent: Package
    told: Circumstances = QUIET
    lists: tuple[tuple[str, tuple[str, ...]], ...] = ()


def scanned(*stamps: Stamp, paper: dict[str, Any] | None = None) -> Package:
    read = record(medium="ocr", **paper) if paper is not None else None
    sure = replace(read, values={k: replace(v, confidence=0.99) for k, v in read.values.items()}) if read else None
    return package(extra=(replace(WHOLE[0], stamps=stamps, record=sure), *WHOLE[1:]))


def stamp(kind: Any, state: Any, text: str = "") -> Stamp:
    return Stamp("commitment", kind, state, Place(page=3), text=text)


def many(**changes: Any) -> Package:
    return package("haizhi", **changes)


def also(extra: PackageFile, whole: tuple[PackageFile, ...] = WHOLE) -> Package:
    return package(extra=(*whole, extra))


def loosely(key: str | None, text: str = "另见附页", near: tuple[str, ...] = (), **changes: Any) -> Package:
    """A package in whose form words stand at this field that belong to nothing."""
    whole = package(**changes)
    word = whole.files[0]
    assert word.record is not None
    piece = Unclaimed(text, SOMEWHERE, key, near, word.name)
    return replace(whole, files=(replace(word, record=replace(word.record, unclaimed=(piece,))), *whole.files[1:]))


ALONE = package(single=True)
PLEDGE = guide().form("exchange").pledge  # type: ignore[union-attr]
ROWS = (
    Row("field-missing", "field-missing", "fix", package(address=""), package(address="无"), Package(WHOLE)),
    Row("content-unclaimed", "content-unclaimed", "verify", loosely("address", address=""), loosely(None), Package(WHOLE)),
    Row("field-unreadable", "field-unreadable", "verify", package(address=None), package(address=""), Package(WHOLE)),
    Row("tick", "category-unticked", "fix", package(project_category=value(None, doubt="unticked")), package(project_category=value(None, doubt="unsure")), package()),
    Row("credit-code", "uscc-invalid", "fix", package(uscc="91430100BATFJ62730"), package(uscc="91430100 batfj6273u（三证合一）"), many()),
    Row("phone", "phone-invalid", "fix", package(contact_phone="1389962499"), package(contact_phone="138-9962-4992（微信同号）"), package(contact_phone="")),
    Row("postcode", "postcode-invalid", "fix", package(postal_code="41008"), package(postal_code="4 1 0 0 8 2"), package(postal_code="")),
    Row("email", "email-invalid", "fix", many(email="office.example.org"), many(email="office＠example。org（王老师）"), package()),
    Row("period", "period-invalid", "fix", package(project_period={"text": "x", "start": "2025-04", "end": "2024-05"}), package(project_period={"text": "x", "start": "2024-05", "end": "2024-05"}), package(project_period={"text": "", "start": None, "end": None})),
    Row("account-name", "account-name-mismatch", "remind", package(bank_account_name="李伟"), package(bank_account_name=UNIT.replace("南", "南 ")), many()),
    Row("units-disagree", "units-disagree", "fix", package(printed={"applicant_unit": (UNIT, "南岭大学")}), package(printed={"applicant_unit": (UNIT + "（盖章）", UNIT)}), package(printed={"applicant_unit": (UNIT, "")})),
    Row("outside-province", "outside-province", "verify", package(applicant_unit="某研究院", address="北京市海淀区1号", postal_code="100080", uscc="12110000400000X"), package(applicant_unit="某研究院", address="北京市海淀区1号", postal_code="410000"), package(address="")),
    Row("funding-range", "funding-out-of-range", "remind", package(schedule=[SCHEDULE[0] | {"budget_wan": 31.0}]), package(schedule=[SCHEDULE[0] | {"budget_wan": 30.0}]), package(project_category=None)),
    Row("budget-unit", "budget-unit-suspect", "remind", package(schedule=[SCHEDULE[0] | {"budget_wan": 60000.0}]), package(schedule=[SCHEDULE[0] | {"budget_wan": 1000.0}]), package(schedule=[])),
    Row("budget-sum", "budget-sum-differs", "remind", many(funding="总额8万元，申请6万元，自筹1万元"), many(funding="总额7万元，申请6万元，自筹1万元"), many(funding="总额8万元")),
    Row("length", "overview-too-long", "fix", many(overview="海" * 1001), many(overview="海" * 1000), package()),
    Row("option-text", "option-text-missing", "remind", package(cooperation_fields=["其他重点领域"]), package(cooperation_fields=["其他重点领域：海洋"]), many()),
    Row("countries", "countries-too-few", "remind", package(main_content="邀请英国、韩国专家", expected_goals="好", highlights="好", cooperation_basis="好", partner_units="湖南大学"), package(main_content="邀请英国、韩国、日本专家"), package(project_category="cooperation", main_content="无")),
    Row("delegation", "delegation-too-small", "remind", package(project_category="cooperation", cooperation_contents=[CONTENTS[5]], main_content="选派2人赴英国"), package(project_category="cooperation", cooperation_contents=[CONTENTS[5]], main_content="选派3人赴英国"), package(project_category="cooperation", main_content="选派2人赴英国")),
    Row("mentions", "returnee-missing", "remind", many(overview="团队8人。"), many(overview="团队有外籍专家1人。"), many(project_category="overseas_station", overview="团队8人。")),
    Row("leads", "station-leads-too-few", "remind", many(project_category="overseas_station", overview="每年提供信息29条。"), many(project_category="overseas_station", overview="每年提供信息30条。"), many(overview="每年提供信息2条。")),
    Row("partner-abroad", "partner-not-foreign", "remind", package(partner_units="湖南大学"), package(partner_units="湖南大学、MIT"), package(partner_units="")),
    Row("template", "template-altered", "fix", package(missing_labels=("单位性质",), unit_nature=""), package(missing_labels=("单位性质",)), package(areas={"commitment": PLEDGE.replace("，", ", ")})),
    Row("edition", "template-outdated", "remind", package(edition="2023年3月"), package(edition="2024年 3月"), package(edition="")),
    Row("office-area", "office-area-filled", "remind", package(areas={"office_opinion": "省科协审定意见：同意立项"}), package(areas={"office_opinion": "省科协审定意见：\n签字：    年  月  日"}), package()),
    Row("word-missing", "word-missing", "fix", Package(WHOLE), Package((*WHOLE, file("申报.ofd", media_type="application/ofd"))), package()),
    Row("scan-missing", "scan-missing", "fix", without(package(), "form_scan"), without(also(file("1.jpg", "other", "image/jpeg")), "form_scan"), package()),
    Row("scan-unread", "scan-unread", "verify", package(), scanned(paper={}), without(package(), "form_scan")),
    Row("seal", "seal-missing", "verify", scanned(stamp("seal", "not seen")), scanned(stamp("seal", "not seen"), stamp("seal", "seen")), package()),
    Row("seal-name", "seal-name-mismatch", "verify", scanned(stamp("seal", "seen", "沅水职业技术大学")), scanned(stamp("seal", "seen", UNIT)), scanned(stamp("seal", "seen"))),
    Row("signature", "signature-missing", "verify", scanned(stamp("signature", "not seen")), scanned(stamp("signature", "seen")), package()),
    Row("signature-date", "date-missing", "verify", scanned(stamp("date", "not seen")), scanned(stamp("date", "seen")), package()),
    Row("word-scan-mismatch", "word-scan-mismatch", "verify", scanned(paper={"project_leader": "欧阳思远"}), scanned(paper={"project_leader": "姜 桂"}), package()),
    Row("papers", "legal-proof-missing", "remind", many(extra=WHOLE[:2]), many(), package(extra=WHOLE[:2])),
    Row("papers-when-all-read", "evidence-missing", "remind", without(package(), "evidence"), package(), ALONE),
    Row("package-name", "package-name-mismatch", "remind", package(name="申报材料"), package(name=f"{UNIT}（先进制造国际论坛）"), package(name="")),
    Row("several-forms", "several-forms", "note", also(file("初稿.docx", "form_word", notes=(BY_NAME,))), package(), ALONE),
    Row("recommender-missing", "recommender-missing", "verify", package(recommender=""), package(recommender="某工作室"), package(recommender=None)),
    Row("route-unclear", "route-unclear", "verify", package(recommender="某工作室"), package(recommender="长沙市科协"), package(recommender="")),
    Row("self-recommended", "self-recommended", "verify", package(recommender=UNIT), package(recommender=UNIT + "工会"), package(recommender="")),
    Row("recommender-ineligible", "recommender-ineligible", "fix", package(recommender="长沙县科协", single=True), package(recommender="长沙县经开区科协", single=True), package(recommender="")),
    Row("recommender-sanctioned", "recommender-sanctioned", "verify", package(recommender="甲学会"), package(recommender="乙学会"), package(recommender=""), lists=(("sanctioned", ("甲学会,,,",)),)),
    Row("late", "late-submission", "verify", package(), ALONE, ALONE, Circumstances("2024-05-01T00:00:01+08:00", "2024-05-01T00:00:00+08:00")),
    Row("secret-mark", "secret-mark", "verify", also(file("附件.pdf", text_start="机密★10年")), also(file("附件.pdf", text_start="商业秘密★")), package()),
    Row("attachment", "attachment-encrypted", "fix", also(file("材料.zip", trouble="encrypted")), also(file("材料.zip", trouble="limit")), package()),
    Row("hint", "hint-library-societies", "note", many(overview="建有科技社团库。"), package(overview="建有科技社团库。"), many(overview="", funding="", support="")),
    Row("direction", "hint-direction", "note", package(), package(cooperation_contents=["另一项"]), many()),
    Row("category-contents", "category-contents-differ", "remind", package(cooperation_contents=[CONTENTS[6]]), package(cooperation_contents=[CONTENTS[6], CONTENTS[0]]), package(project_category="cooperation", cooperation_contents=[CONTENTS[6]])),
    Row("options-too-many", "options-too-many", "remind", package(cooperation_fields=["先进制造", "新能源"]), package(cooperation_fields=["先进制造"]), many(), lists=(("X5", ()),)),
    Row("unit-class", "hint-unit-class", "note", package(), package(applicant_unit=""), Package(WHOLE)),
    Row("joint-applicants", "hint-joint-applicants", "note", package(applicant_unit="湖南甲大学、湖南乙大学"), package(), Package(WHOLE)),
    Row("foreign-applicant", "foreign-applicant", "note", package(applicant_unit="World Water Council"), package(applicant_unit="湖南国际会展中心"), package(applicant_unit="")),
    Row("unit-is-a-part", "unit-is-a-part", "remind", package(applicant_unit="湖南某大学材料学院"), package(applicant_unit="湖南工程学院"), package(applicant_unit="")),
    Row("listed-place", "hint-uncovered-city", "note", many(), many(address="湖南省株洲市1号"), package(), lists=(("uncovered_cities", ("长沙市",)),)),
    Row("country-missing", "station-country-missing", "remind", many(project_category="overseas_station", project_name="工作站", overview="联络人才。", address="湖南省长沙市1号"), many(project_category="overseas_station", project_name="德国工作站"), many()),
    Row("pattern", "bank-name-odd", "remind", package(bank_name="长沙"), package(bank_name="长沙农商行星沙支行"), many()),
    Row("too-short", "text-too-short", "remind", package(highlights="好。"), package(highlights="首" * 20), package(highlights="")),
    Row("stages", "stage-outside-period", "remind", package(schedule=[SCHEDULE[0] | {"stage": "2026年1月-2月"}]), package(schedule=[SCHEDULE[0] | {"stage": "2024年5月-2025年4月"}]), package(schedule=[SCHEDULE[0] | {"stage": "第一阶段"}])),
    Row("pledge-date", "pledge-date-odd", "remind", package(areas={"commitment": PLEDGE + "2024年2月30日"}), package(areas={"commitment": PLEDGE + "2024年2月29日，2024年3月20日"}), package()),
    Row("printed-twice", "contact-disagrees", "remind", many(printed={"contact_person": ("陈文", "李立")}), many(printed={"contact_person": ("陈文", "陈 文")}), package(printed={"contact_person": ("陈文", "李立")})),
    Row("funding-parts", "funding-incomplete", "remind", many(funding="按需开支。"), many(funding="申请省科协专项经费6万元。"), package()),
    Row("package-shape", "hint-package-shape", "note", package(), ALONE, ALONE),
    Row("other-email", "hint-other-email", "note", many(email="other@example.org"), many(), package(), Circumstances(sender="office@example.org")),
    Row("papers-for-option", "post-proof-missing", "remind", package(cooperation_contents=[CONTENTS[2]], extra=WHOLE[:1]), also(file("聘书.pdf", "evidence")) , package()),
    Row("route", "hint-route", "note", package(), Package(WHOLE), Package(WHOLE)),
    Row("file-unassigned", "file-unassigned", "verify", package(), ALONE, ALONE, Circumstances(unassigned=(file("a.pdf", "other", "application/pdf"),))),
    Row("account-changed", "account-changed", "verify", package(bank_account_number="6217000099998888777"), package(bank_account_number="6222-0000 1111"), package(bank_account_number=""), Circumstances(before=({"bank_account_number": value("622200001111"), "uscc": value(""), "applicant_unit": value(None)},))),
    Row("possible-duplicate", "possible-duplicate", "verify", package(), package(), package()),
    Row("sender-unverified", "sender-unverified", "verify", package(), package(), package()),
)  # fmt: skip
DECIDED_ELSEWHERE = ("possible-duplicate", "sender-unverified")
"""What the ledger says: the engine words it, and no package shows it (test_engine tells its story)."""
ASKED = [row for row in ROWS if row.kind not in DECIDED_ELSEWHERE]


WANTED = {RuleKind(one["rule"]["kind"]) for name in FILES for one in toml(name)["wanted"]}
"""Kinds that other calls want: their stories are in the folder of that name."""


def said(row: Row, whole: Package) -> list[str]:
    known = with_lists(**{key: rows for key, rows in row.lists if key != "X5"}) if row.lists else guide()
    if row.rule == "options-too-many":
        rules = tuple(r.model_copy(update={"arguments": r.arguments | {"most": 1}}) if r.id == row.rule else r for r in known.rules)
        known = known.model_copy(update={"rules": rules, "digest": "X5"})
    return [one.severity for one in check(whole, known, row.told) if one.rule == row.rule]


def test_no_kind_is_without_its_stories() -> None:
    assert {row.kind for row in ROWS} | WANTED == set(RULES) == set(RuleKind)
    kinds = {rule.id: rule.kind for rule in guide().rules}
    assert all(kinds[row.rule] == row.kind for row in ROWS)


@pytest.mark.parametrize("row", ASKED, ids=lambda row: row.kind)
def test_it_hits(row: Row) -> None:
    assert row.severity in said(row, row.hit)


@pytest.mark.parametrize("row", ASKED, ids=lambda row: row.kind)
def test_it_does_not_hit_what_is_nearly_that(row: Row) -> None:
    assert row.severity not in said(row, row.near)


@pytest.mark.parametrize("row", ASKED, ids=lambda row: row.kind)
def test_it_keeps_silent(row: Row) -> None:
    assert said(row, row.silent) == []


def test_the_good_application_of_these_stories_is_good() -> None:
    assert EXCHANGE["applicant_unit"] == UNIT
