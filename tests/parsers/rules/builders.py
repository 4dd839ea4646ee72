"""Small hand-made records and packages: one correct application of each form, and ways to change one thing in it."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from config.load import load_guide
from config.model import Guide
from parsers.checks.engine import check
from parsers.checks.rule import Circumstances
from parsers.formats.sniff import DOCX, PDF
from parsers.model.document import Medium, Place
from parsers.model.file import Trouble, TroubleKind
from parsers.model.finding import Finding, Severity
from parsers.model.package import Package, PackageFile, Role
from parsers.model.record import Record, Value

UNIT = "湖南橘洲数据科技有限公司"
PERIOD = {"text": "2024年5月—2025年4月", "start": "2024-05", "end": "2025-04"}
SCHEDULE = [
    {"stage": "2024年5月-12月", "budget_wan": 6.0, "goal": "筹备"},
    {"stage": "2025年1月-4月", "budget_wan": 4.0, "goal": "总结"},
]
COMMON: dict[str, Any] = {
    "applicant_unit": UNIT,
    "project_period": PERIOD,
    "contact_person": "陈文",
    "contact_phone": "13899624992",
    "address": "湖南省长沙市岳麓区麓山南路1号",
    "postal_code": "410082",
    "project_leader": "姜桂",
    "leader_title": "研究员",
    "recommender": "湖南省机械工程学会",
}
EXCHANGE: dict[str, Any] = COMMON | {
    "project_category": "conference",
    "legal_representative": "贺晓",
    "unit_phone": "0731-88822222",
    "unit_nature": "企业",
    "uscc": "91430100BATFJ6273U",
    "bank_account_name": UNIT,
    "bank_name": "中国银行长沙分行",
    "bank_account_number": "6222021234567",
    "leader_phone": "0731-88822223",
    "cooperation_basis": "近三年与合作单位共同主办国际会议两次，互派访问学者多人，项目团队稳定，建有内控制度。",
    "partner_units": "新加坡国立大学",
    "cooperation_contents": ["主办、承办国际或区域性科技交流与合作大会、论坛"],
    "cooperation_fields": ["先进制造"],
    "main_content": "围绕产业需求办国际论坛，邀请英国、韩国、意大利的专家参会，设主论坛一场、分论坛两场，会后形成清单并落实。",
    "expected_goals": "签订合作协议两项，形成决策咨询报告一份，培养青年人才十名。",
    "highlights": "首次把国际比对放在湖南进行，成果以短片和图册公开展示。",
    "schedule": SCHEDULE,
    "project_name": "先进制造国际论坛",
}
HAIZHI: dict[str, Any] = COMMON | {
    "project_category": "domestic_base",
    "email": "office@example.org",
    "fax": "无",
    "project_name": "海智基地建设",
    "overview": "基地设专门机构，团队有海归博士3名，办公条件由本单位保障，开展技术攻关和成果转化，与境外机构签有协议。",
    "support": "无",
    "funding": "项目所需资金总额7万元，其中申请省科协专项经费6万元，本单位自筹1万元。",
}
GOOD = {"exchange": EXCHANGE, "haizhi": HAIZHI}


@cache
def guide() -> Guide:
    """The guide that ships."""
    return load_guide(Path("config/guides/2024"))


SOMEWHERE = Place(table=1, row=2, cell=2)
QUIET = Circumstances()


def with_lists(**lists: tuple[str, ...]) -> Guide:
    """The guide with other lists."""
    tables = {name: tuple(tuple(entry.split(",")) for entry in entries) for name, entries in lists.items()}
    first = {name: tuple(row[0] for row in rows) for name, rows in tables.items()}
    return guide().model_copy(update={"lists": guide().lists | first, "tables": guide().tables | tables})


def value(content: Any, place: Place = SOMEWHERE, medium: Medium = "word", **more: Any) -> Value:
    """A Value as a reader makes it of this content; None is unreadable, "" or [] blank."""
    if isinstance(content, Value):
        return content
    if isinstance(content, dict):
        text = content["text"]
    elif isinstance(content, list):
        text = "\n".join(str(item) for item in content)
    else:
        text = content
    return Value(text, content, place, medium, document="申报书.docx", **more)


def record(
    form: str = "exchange",
    medium: Medium = "word",
    missing_labels: tuple[str, ...] = (),
    renamed_labels: tuple[str, ...] = (),
    edition: str = "2024年3月",
    areas: dict[str, str] | None = None,
    printed: dict[str, tuple[str, ...]] | None = None,
    **changes: Any,
) -> Record:
    """A correct record with these fields changed. `printed` tells what stands at each printed place of a field."""
    values = {key: value(content, medium=medium) for key, content in (GOOD[form] | changes).items()}
    shown = {"applicant_unit": (UNIT, UNIT)} | (printed or {})
    wrote = {"commitment": guide().form(form).pledge} | (areas or {})  # type: ignore[union-attr]
    return Record(
        form,
        values,
        {key: tuple(value(text, Place(paragraph=n + 1), medium) for n, text in enumerate(texts)) for key, texts in shown.items()},
        {key: value(text, medium=medium) for key, text in wrote.items()},
        missing_labels,
        edition,
        medium,
        renamed_labels,
    )


def file(name: str, role: Role = "other", media_type: str = PDF, trouble: TroubleKind | None = None, **more: Any) -> PackageFile:
    """A file of a package. Its digest is its name's."""
    why = Trouble(trouble) if trouble else None
    return PackageFile(
        name, more.pop("sha256", name), more.pop("size", 10), "refused" if trouble else role, media_type, trouble=why, **more
    )


WHOLE = (
    file("申报书.pdf", "form_scan", text_layer=False, pages=8),
    file("非涉密证明.pdf", "non_secret_certificate"),
    file("营业执照.pdf", "evidence"),
)


def package(
    form: str = "exchange",
    *,
    extra: tuple[PackageFile, ...] = WHOLE,
    name: str = "",
    single: bool = False,
    role: Role = "form_word",
    **changes: Any,
) -> Package:
    """A complete package around a record. `changes` go to `record`."""
    filled = record(form, **changes)
    word = file("申报书.docx", role, DOCX, record=filled, text_layer=True)
    return Package((word, *(() if single else extra)), name, "single" if single else "folder")


def without(whole: Package, role: Role) -> Package:
    """The package without its files of this role."""
    return replace(whole, files=tuple(f for f in whole.files if f.role != role))


def findings(whole: Package, rule: str, circumstances: Circumstances = QUIET, by: Guide | None = None) -> list[Finding]:
    """The findings of one rule."""
    return [finding for finding in check(whole, by or guide(), circumstances) if finding.rule == rule]


def severities(whole: Package, rule: str, circumstances: Circumstances = QUIET, by: Guide | None = None) -> list[Severity]:
    """How severe each finding of one rule is."""
    return [finding.severity for finding in findings(whole, rule, circumstances, by)]
