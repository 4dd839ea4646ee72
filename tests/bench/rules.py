# ruff: noqa: E501  (the table reads better a defect a line)
"""`python -m tests.bench.rules [--seed N] [--count N] [--complete N]`: how many planted defects the rules find, by
rule and severity, and what they say of complete applications. Every application goes through a real docx.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from typing import Any

from config.load import load_guide
from config.model import Guide
from parsers.fill import fill
from parsers.model import Finding, Package, PackageFile, Record
from parsers.read import read
from parsers.rules import Circumstances, check
from parsers.sniff import DOCX, PDF
from tests.samples.make import crowd, people
from tests.samples.make.word import docx

Fields = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Defect:
    """A fault to plant: the rule that must speak, how severely, for which form and categories, and the change of values."""

    rule: str
    severity: str
    change: Callable[[Random, Fields], Fields]
    form: str = ""
    category: str = ""


def _blank(*keys: str) -> Callable[[Random, Fields], Fields]:
    return lambda rng, values: {rng.choice(keys): ""}


def _set(key: str, *choices: Any) -> Callable[[Random, Fields], Fields]:
    return lambda rng, values: {key: rng.choice(choices)}


OWN = ("address", "postal_code", "project_leader", "leader_title")
DEFECTS = (
    Defect("field-missing", "fix", _blank(*OWN)),
    Defect("field-missing", "fix", _blank("unit_phone", "legal_representative", "highlights", "bank_name"), "exchange"),
    Defect("field-missing", "fix", _blank("email", "overview", "funding", "support"), "haizhi"),
    Defect("category-unticked", "fix", _set("project_category", ())),
    Defect("uscc-invalid", "fix", lambda rng, v: {"uscc": rng.choice((people.wrong_check(v["uscc"]), v["uscc"][:-1]))}, "exchange"),
    Defect("phone-invalid", "fix", _set("contact_phone", "1380000123", "138000012345", "12345")),
    Defect("postcode-invalid", "fix", _set("postal_code", "41000", "4100001", "邮编"), "exchange"),
    Defect("postcode-invalid", "remind", _set("postal_code", "100080", "510000"), "exchange"),
    Defect("email-invalid", "fix", _set("email", "office.example.org", "无", "office@"), "haizhi"),
    Defect("period-invalid", "fix", lambda rng, v: {"project_period": {"text": "2025年6月至2024年3月"}}),
    Defect("period-invalid", "remind", lambda rng, v: {"project_period": {"text": "2019年6月至2020年3月"}}),
    Defect("account-name-mismatch", "remind", _set("bank_account_name", "湘江某商贸有限公司"), "exchange"),
    Defect("overview-too-long", "fix", lambda rng, v: {"overview": v["overview"] * 6 + "补充说明。" * 60}, "haizhi"),
    Defect("option-text-missing", "remind", _set("cooperation_fields", ["其他重点领域"]), "exchange"),
    Defect("partner-not-foreign", "remind", _set("partner_units", "湖南甲乙大学", "中南某研究院"), "exchange"),
    Defect("countries-too-few", "remind",
           lambda rng, v: dict.fromkeys(("main_content", "expected_goals", "highlights", "cooperation_basis"), "开展学术研讨。" * 9)
           | {"partner_units": "德国某大学"}, category="conference"),
    Defect("funding-out-of-range", "remind",
           lambda rng, v: {"schedule": [{"stage": "2024年6月-7月", "budget_wan": rng.choice((2, 45)), "goal": "办会"}]}, "exchange"),
    Defect("budget-unit-suspect", "remind",
           lambda rng, v: {"schedule": [{"stage": "2024年6月-7月", "budget_wan": 50000, "goal": "办会"}]}, "exchange"),
    Defect("funding-out-of-range", "remind", _set("funding", "资金总额30万元，其中申请省科协专项经费20万元，自筹10万元。"), "haizhi"),
    Defect("budget-sum-differs", "remind", _set("funding", "资金总额9万元，其中申请省科协专项经费5万元，自筹1万元。"), "haizhi"),
    Defect("funding-incomplete", "remind", _set("funding", "由本单位自筹解决，用于差旅。", "按需开支。"), "haizhi"),
    Defect("returnee-missing", "remind", _set("overview", "基地设备齐全，场地宽敞。" * 9), category="domestic_base"),
    Defect("station-leads-too-few", "remind", _set("overview", "设在德国，每年提供信息12条。" * 5), category="overseas_station"),
    Defect("text-too-short", "remind", _set("highlights", "有亮点。", "创新"), "exchange"),
    Defect("bank-name-odd", "remind", _set("bank_name", "长沙", "开户许可"), "exchange"),
    Defect("account-number-odd", "verify", _set("bank_account_number", "1234", "见附件"), "exchange"),
    Defect("stage-outside-period", "remind",
           lambda rng, v: {"schedule": [{"stage": "2026年8月-9月", "budget_wan": 8, "goal": "办会"}]}, "exchange"),
    Defect("recommender-ineligible", "fix", _set("recommender", "岳麓区科学技术协会", "长沙县科协", "浏阳市科协")),
    Defect("recommender-missing", "verify", _set("recommender", "")),
    Defect("route-unclear", "verify", _set("recommender", "湘源实业集团有限公司")),
    Defect("unit-is-a-part", "remind", _set("applicant_unit", "湖南某某股份有限公司岳阳分公司", "湘源理工大学材料学院")),
)  # fmt: skip


def application(rng: Random) -> tuple[str, str, Fields]:
    """Form, category and complete values, in a manner drawn by lot."""
    bundle = crowd.package(rng)
    return bundle.form, bundle.category, dict(bundle.values)


def record(form: str, values: Fields, guide: Guide) -> Record:
    """The record a docx of these values is read into."""
    shape = guide.form(form)
    assert shape is not None
    return fill(read(docx(form, values, crowd.package(Random(len(str(values)))).dialect), DOCX), shape)


def package(filled: Record, paper: Record | None = None) -> Package:
    """A whole package round a record. `paper` is what its scan was read as, the same where none is given."""
    rest = (("非涉密证明.pdf", "non_secret_certificate"), ("法人证书.pdf", "evidence"))
    files = [PackageFile(name, name, 9, role, PDF) for name, role in rest]  # type: ignore[arg-type]
    word = PackageFile("申报书.docx", "w", 9, "form_word", DOCX, record=filled, text_layer=True)
    scan = PackageFile("申报书扫描.pdf", "s", 9, "form_scan", PDF, record=paper or replace(filled, medium="ocr"), text_layer=False)
    return Package((word, scan, *files), "", "loose")


def found(form: str, values: Fields, guide: Guide, clock: Counter[str]) -> tuple[Finding, ...]:
    """The findings, with the time that reading and checking took, in microseconds."""
    begun = time.perf_counter()
    whole = package(record(form, values, guide))
    read_at = time.perf_counter()
    told = check(whole, guide, Circumstances())
    clock["read"] += int(1e6 * (read_at - begun))
    clock["check"] += int(1e6 * (time.perf_counter() - read_at))
    return told


def trial(
    count: int, complete: int, seed: int, guide: Guide
) -> tuple[Counter[tuple[str, str, str]], Counter[tuple[str, str]], Counter[str]]:
    """Hits and misses by rule, what is said of complete applications, and time."""
    recall: Counter[tuple[str, str, str]] = Counter()
    alarms: Counter[tuple[str, str]] = Counter()
    clock: Counter[str] = Counter()
    for n in range(count):
        rng = Random(f"{seed}/defect/{n}")
        form, category, values = application(rng)
        fits = [d for d in DEFECTS if d.form in ("", form) and d.category in ("", category)]
        planted: list[Defect] = []
        for defect in rng.sample(fits, rng.choice((1, 1, 2, 3))):
            change = defect.change(rng, values)
            if not {k for d in planted for k in d.change(rng, values)} & set(change):
                planted.append(defect)
                values |= change
        told = {(f.rule, f.severity) for f in found(form, values, guide, clock)}
        for defect in planted:
            hit = (defect.rule, defect.severity) in told
            recall[defect.rule, defect.severity, "found" if hit else "missed"] += 1
    for n in range(complete):
        form, _, values = application(Random(f"{seed}/complete/{n}"))
        alarms.update({(f.rule, f.severity) for f in found(form, values, guide, clock) if f.severity != "note"})
    return recall, alarms, clock


def main() -> None:
    """Prints both tables."""
    options = argparse.ArgumentParser(prog="python -m tests.bench.rules", description=__doc__)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--count", type=int, default=150)
    options.add_argument("--complete", type=int, default=150)
    chosen = options.parse_args()
    recall, alarms, clock = trial(chosen.count, chosen.complete, chosen.seed, load_guide(Path("2024")))
    lines = [f"{rule:26}{severity:8}{recall[rule, severity, 'found']:5} of "
             f"{recall[rule, severity, 'found'] + recall[rule, severity, 'missed']}"
             for rule, severity in sorted({(r, s) for r, s, _ in recall})]
    lines += [f"said of complete ones: {rule:26}{severity:8}{n:5} of {chosen.complete}" for (rule, severity), n in alarms.items()]
    share = clock["check"] / max(clock["read"], 1)
    sys.stdout.write("\n".join([*lines, f"checking costs {share:.1%} of reading"]) + "\n")


if __name__ == "__main__":
    main()
