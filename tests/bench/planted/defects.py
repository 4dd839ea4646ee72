# ruff: noqa: E501  (the table reads better a defect a line)
"""Defects in the values that applicants write: the rule that must find each, its severity, and the change of values."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from random import Random
from typing import Any

from tests.bench.planted.sent import Sent
from tests.samples.make import people
from tests.samples.make.forms import CATEGORIES, CONTENTS

Plant = Callable[[Random, Sent], Sent]


@dataclass(frozen=True, slots=True)
class Defect:
    """A fault to plant, for which form and categories. `touches`: fields and parts of a package it changes, so that no other is
    planted in the same; `alone`: it takes away what others are seen by."""

    rule: str
    severity: str
    plant: Plant
    form: str = ""
    category: str = ""
    touches: tuple[str, ...] = ()
    alone: bool = False


def says(rule: str, severity: str, key: str, *choices: Any, form: str = "", category: str = "", touches: tuple[str, ...] = ()) -> Defect:
    """One of these values in a field; a function makes it of the value that stood there."""

    def plant(rng: Random, sent: Sent) -> Sent:
        chosen = rng.choice(choices)
        return sent.says(**{key: chosen(sent.values) if callable(chosen) else chosen})

    return Defect(rule, severity, plant, form, category, (key, *touches))


def blank(*keys: str, form: str = "") -> Defect:
    def plant(rng: Random, sent: Sent) -> Sent:
        return sent.says(**{rng.choice(keys): ""})

    return Defect("field-missing", "fix", plant, form, touches=keys)


def many(rule: str, severity: str, change: Callable[[Random, dict[str, Any]], dict[str, Any]], touches: tuple[str, ...], form: str = "", category: str = "", alone: bool = False) -> Defect:
    return Defect(rule, severity, lambda rng, sent: sent.says(**change(rng, sent.values)), form, category, touches, alone)


def ticked(rule: str, severity: str, both: bool = False) -> Defect:
    """Both categories ticked, or the one in a way that may mean yes or no."""

    def plant(rng: Random, sent: Sent) -> Sent:
        dialect = replace(sent.dialect, tick="paren" if sent.dialect.tick == "only" or not both else sent.dialect.tick)
        if both:
            return replace(sent, dialect=dialect).says(project_category=tuple(CATEGORIES[sent.form]))
        return replace(sent, dialect=replace(dialect, mark=rng.choice(("×", "x", "？", "/"))))

    return Defect(rule, severity, plant, touches=("project_category",), alone=True)


def rows(*budgets: float, stage: str = "2024年6月-7月", goal: str = "举办活动并总结") -> list[dict[str, Any]]:
    return [{"stage": stage, "budget_wan": budget, "goal": goal} for budget in budgets]


def reworded(name: str) -> str:
    """A near spelling of a unit's name, which may be another unit or a slip."""
    return name.replace("有限公司", "科技有限公司") if "有限公司" in name else name + "（筹）"


LONG = ("main_content", "expected_goals", "highlights", "cooperation_basis")
QUIET = ("围绕产业需求开展学术研讨，形成清单并持续跟踪落实。", "组织技术诊断与项目对接，完善工作机制，扩大服务范围。")
LATIN = "Machine Learning for Precision Agriculture and Green Energy Systems in Cold Regions "
FOREIGN = "International Rice Science Society"

DEFECTS: tuple[Defect, ...] = (
    blank("address", "postal_code", "project_leader", "leader_title", "contact_person"),
    blank("unit_phone", "legal_representative", "bank_name", "bank_account_number", "uscc", "unit_nature", "leader_phone", form="exchange"),
    blank("cooperation_basis", "partner_units", "main_content", "expected_goals", "highlights", form="exchange"),
    blank("email", "overview", "funding", "support", "project_name", form="haizhi"),
    many("field-missing", "fix", lambda rng, v: {rng.choice(("cooperation_contents", "cooperation_fields")): []}, ("cooperation_contents", "cooperation_fields"), "exchange"),
    many("field-missing", "fix", lambda rng, v: {"schedule": []}, ("schedule",), "exchange"),
    many("field-missing", "verify", lambda rng, v: {"applicant_unit": FOREIGN, "uscc": ""}, ("applicant_unit", "uscc", "postal_code", "bank_account_name", "folder"), "exchange"),
    many("category-unticked", "fix", lambda rng, v: {"project_category": ()}, ("project_category",), alone=True),
    ticked("category-ambiguous", "fix", both=True),
    ticked("category-ambiguous", "fix", both=True),
    ticked("tick-unsure", "verify"),
    says("uscc-invalid", "fix", "uscc", lambda v: people.wrong_check(v["uscc"]), lambda v: v["uscc"][:-1], lambda v: v["uscc"] + "0", "430100000012345", "12345678-9", lambda v: v["uscc"][:8] + "O" + v["uscc"][9:], form="exchange"),
    says("uscc-invalid", "verify", "uscc", "见附件", "详见营业执照复印件", "（境外机构，无）", form="exchange"),
    says("phone-invalid", "fix", "contact_phone", "1380000123", "138000012345", "12345", "139 0000 123", "+86 1380000123"),
    says("phone-invalid", "fix", "unit_phone", "88888", "1390000123", "073188", form="exchange"),
    says("phone-invalid", "fix", "leader_phone", "158000012345", "1580000123", form="exchange"),
    says("phone-invalid", "verify", "contact_phone", "同上", "见封面", "0731-888888888888", "办公室座机"),
    says("postcode-invalid", "fix", "postal_code", "41000", "4100001", "邮编", "4100 0", "长沙", form="exchange"),
    says("postcode-invalid", "remind", "postal_code", "100080", "510000", "200 030", form="exchange"),
    says("email-invalid", "fix", "email", "office.example.org", "无", "office@", "@example.org", "office@example", "office#example.org", form="haizhi"),
    says("email-invalid", "verify", "email", "见附件", "同封面", form="haizhi"),
    says("period-invalid", "fix", "project_period", {"text": "2025年6月至2024年3月"}, {"text": "2025.6-2024.12"}, {"text": "2024/12/1—2024/3/1"}, {"text": "二〇二五年一月至二〇二四年五月"}, touches=("schedule",)),
    says("period-invalid", "remind", "project_period", {"text": "2019年6月至2020年3月"}, {"text": "2024.6-2028.12"}, {"text": "2023年1月1日—2024年12月31日"}, touches=("schedule",)),
    says("period-invalid", "verify", "project_period", {"text": "一年"}, {"text": "长期"}, {"text": "2024年至2026年"}, {"text": "自批准之日起12个月"}),
    says("account-name-mismatch", "remind", "bank_account_name", "湘江某商贸有限公司", "李伟", "湖南某某后勤服务中心", form="exchange"),
    says("bank-name-odd", "remind", "bank_name", "长沙", "开户许可", "基本户", form="exchange"),
    says("account-number-odd", "verify", "bank_account_number", "1234", "见附件", "1234 56", form="exchange"),
    says("person-name-odd", "verify", "project_leader", "12345", "/", "13800001111"),
    says("person-name-odd", "verify", "contact_person", "-", "3"),
    says("overview-too-long", "fix", "overview", lambda v: v["overview"] * 6 + "补充说明。" * 60, lambda v: v["overview"] + "进一步说明如下，" * 130, form="haizhi"),
    says("overview-too-long", "remind", "overview", lambda v: v["overview"] + LATIN * 15, form="haizhi"),
    says("option-text-missing", "remind", "cooperation_fields", ["其他重点领域"], ["新材料", "其他重点领域"], form="exchange"),
    says("option-text-missing", "remind", "cooperation_contents", ["其他"], [CONTENTS[0], "其他"], form="exchange", category="conference"),
    says("partner-not-foreign", "remind", "partner_units", "湖南甲乙大学", "中南某研究院、长沙某学会", "待定", form="exchange", category="cooperation"),
    many("countries-too-few", "remind", lambda rng, v: dict.fromkeys(LONG, rng.choice(QUIET) * 4) | {"partner_units": rng.choice(("德国某大学", "日本某研究所、法国某学会"))}, (*LONG, "partner_units"), category="conference"),
    many("delegation-too-small", "remind", lambda rng, v: dict.fromkeys(LONG, rng.choice(QUIET) * 4) | {"cooperation_contents": [CONTENTS[5]], "main_content": rng.choice(("选派2人赴德国交流学习，形成考察报告并推广应用。" * 3, "组团赴境外访问，开展技术交流，形成考察报告。" * 3))}, (*LONG, "cooperation_contents"), category="cooperation"),
    says("funding-out-of-range", "remind", "schedule", rows(2), rows(45), rows(20, 15.5), form="exchange"),
    says("funding-out-of-range", "remind", "funding", "资金总额30万元，其中申请省科协专项经费20万元，自筹10万元。", "总投入9万元，拟申请省科协支持2万元，自筹7万元。", "申请专项经费120000元，其余自筹。", form="haizhi"),
    says("budget-unit-suspect", "remind", "schedule", rows(50000), rows(30000, 20000), form="exchange"),
    says("budget-unit-suspect", "remind", "funding", "项目总额80000万元，申请省科协专项60000万元，自筹20000万元。", form="haizhi"),
    says("budget-sum-differs", "remind", "funding", "资金总额9万元，其中申请省科协专项经费5万元，自筹1万元。", "总预算10万元：申请省科协经费6万元，单位配套3万元。", form="haizhi"),
    says("funding-incomplete", "remind", "funding", "由本单位自筹解决，用于差旅。", "按需开支。", "本单位配套5万元，用于会务。", form="haizhi"),
    says("returnee-missing", "remind", "overview", "基地设备齐全，场地宽敞。" * 9, "设专门机构，专职人员五名，制度健全，成果转化显著。" * 4, category="domestic_base", touches=("support", "funding")),
    says("station-leads-too-few", "remind", "overview", "设在德国，每年提供信息12条。" * 5, "设在日本，长期提供人才与项目信息。" * 4, "工作站设在法国，每年报送有效需求信息二十条。" * 3, category="overseas_station", touches=("project_name",)),
    many("station-country-missing", "remind", lambda rng, v: {"project_name": "海智工作站建设", "overview": "工作站有专职人员2名，每年提供有效需求信息40条，推荐合作机构。" * 3}, ("project_name", "overview", "folder"), category="overseas_station"),
    says("text-too-short", "remind", "highlights", "有亮点。", "创新", "详见附件", form="exchange"),
    says("text-too-short", "remind", "overview", "海归基地建设。", "见附件", form="haizhi"),
    many("stage-outside-period", "remind", lambda rng, v: {"schedule": rows(8, stage="2026年8月-9月"), "project_period": {"text": "2024年3月-12月"}}, ("schedule", "project_period"), "exchange"),
    many("stage-outside-period", "remind", lambda rng, v: {"schedule": rows(8, goal=""), "project_period": {"text": "2024年3月-12月"}}, ("schedule", "project_period"), "exchange"),
    many("stage-outside-period", "remind", lambda rng, v: {"schedule": [*rows(4, stage="2024年4月-8月"), *rows(4, stage="2024年6月-11月")], "project_period": {"text": "2024年3月-12月"}}, ("schedule", "project_period"), "exchange"),
    says("category-contents-differ", "remind", "cooperation_contents", [CONTENTS[6]], [CONTENTS[2]], category="conference", touches=("papers",)),
    many("units-disagree", "fix", lambda rng, v: {"unit_name": rng.choice(("湖南橘洲精密仪器有限公司", "沅水职业技术大学", "南岭生态研究院"))}, ("applicant_unit", "bank_account_name", "folder")),
    many("units-disagree", "verify", lambda rng, v: {"unit_name": reworded(v["applicant_unit"])}, ("applicant_unit", "bank_account_name", "folder")),
    says("unit-is-a-part", "remind", "applicant_unit", "湖南某某股份有限公司岳阳分公司", "湘源理工大学材料学院", "橘洲科技学院科技处", touches=("bank_account_name", "folder")),
    many("outside-province", "verify", lambda rng, v: {"applicant_unit": "北方精密仪器研究院", "address": rng.choice(("北京市海淀区学院路1号", "上海市杨浦区国权路9号")), "postal_code": "100083"} | ({"uscc": people.credit_code(rng, "12", "1101")} if "uscc" in v else {}), ("applicant_unit", "address", "postal_code", "uscc", "bank_account_name", "folder"), "exchange"),
    says("recommender-ineligible", "fix", "recommender", "岳麓区科学技术协会", "长沙县科协", "浏阳市科协", "城步苗族自治县科协", "湖南省浏阳市科学技术协会", "长沙县黄花镇科协"),
    says("recommender-ineligible", "verify", "recommender", "昆山市科协", "临川区科学技术协会"),
    says("recommender-missing", "verify", "recommender", ""),
    says("route-unclear", "verify", "recommender", "湘源实业集团有限公司", "橘洲管理咨询中心"),
    says("self-recommended", "verify", "recommender", lambda v: v["applicant_unit"], touches=("applicant_unit",)),
    says("foreign-applicant", "note", "applicant_unit", FOREIGN, "World Water Council", touches=("bank_account_name", "folder", "uscc", "postal_code")),
    says("hint-joint-applicants", "note", "applicant_unit", lambda v: v["applicant_unit"] + "、湘源理工大学", lambda v: v["applicant_unit"] + "/沅水职业技术学院", touches=("bank_account_name", "folder")),
    says("hint-other-email", "note", "email", "another@mail.example.org", form="haizhi"),
)  # fmt: skip
