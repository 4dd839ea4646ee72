"""The cases of the busy desk: seals, revisions, differences between Word and paper. Made without chance."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from config.model import Guide
from parsers.model.document import Place
from parsers.model.finding import Finding
from parsers.model.package import PackageFile
from parsers.model.record import Record, Value
from parsers.model.seal import Stamp, StampState
from reports import case_status
from reports.case import Case
from reports.state_words import AREA
from tests.reports import sample_desk
from tests.reports.stamps import picture

AREAS = ("commitment", "applicant_opinion", "recommender_opinion")
APPLICANTS = (
    ("长沙理工大学", "新能源汽车动力电池国际联合研究与学术研讨会", "长沙理工大学科协", "陈向东"),
    ("湖南省农业科学院", "杂交水稻南南合作与育种人才培养", "湖南省农学会", "刘敏"),
    ("湘潭大学", "中德先进制造产教融合海智基地", "湘潭市科学技术协会", "周启明"),
    ("中南大学湘雅医院", "国际脑血管病临床研究协作工作站", "中南大学科协", "贺晓华"),
    ("株洲中车时代电气股份有限公司", "轨道交通电力电子海外人才工作站", "株洲市科学技术协会", "覃泽芳"),
    ("湖南省机械工程学会", "国际智能制造高峰论坛", "湖南省机械工程学会", "罗建军"),
    ("岳阳市洞庭湖生态研究所", "洞庭湖湿地保护国际合作", "岳阳楼区科学技术协会", "向海燕"),
    ("衡阳高新技术产业开发区管理委员会", "高新区海外智力引进基地", "衡阳高新技术产业开发区科协", "谭志强"),
    ("怀化学院", "东盟大学生科技交流周", "", "杨柳"),
    ("湖南橘洲数据科技有限公司", "跨境数据安全国际标准合作", "长沙市科学技术协会", "蒋一鸣"),
)
PROGRESS = ("补正通知已发，限期（2024-05-08）", "通过通知待批准", "通过通知已发", "已补正，待复核", "逾期未补正（2024-04-22）")
HINTS = tuple(
    Finding(
        rule,
        "note",
        "cooperation_basis",
        f"{topic}：“{quote}”",
        clause,
        "申报书.docx",
        Place(table=2, row=1, cell=2),
        quote=quote,
    )
    for rule, topic, clause, quote in (
        (
            "hint-posts-held",
            "优先：在国际科技组织任职（执委及以上、专委会、秘书处）",
            "R46 R49",
            "项目负责人自2021年起担任国际能源学会执委，并任电池专委会秘书长",
        ),
        (
            "hint-events-in-three-years",
            "优先：近三年举办有影响力的国际科技活动",
            "R46 R48",
            "2023年10月在长沙承办第八届国际储能大会，12个国家的320位代表参加",
        ),
    )
)


def busy_case(plain: Guide, n: int) -> Case:
    unit, project, recommender, person = APPLICANTS[n % len(APPLICANTS)]
    kind = sample_desk.CATEGORIES[n % 4].key
    place = Place(page=7, box=(120, 900, 500, 1010)) if n % 2 else Place(table=3, row=4, cell=2)
    changes: dict[str, Any] = {
        "applicant_unit": Value(unit, unit, Place(table=1, row=1, cell=2), "word", 1.0, "申报书.docx"),
        "project_leader": Value(person, person, Place(table=1, row=9, cell=2), "word", 1.0, "申报书.docx"),
        "contact_person": Value(person, person, Place(page=1), "word", 1.0, "申报书.docx"),
        "project_name": Value(project, project, Place(note="folder name"), "mail", 0.9, f"{unit}+{project}"),
        "recommender": Value(recommender, recommender, place, "ocr" if n % 2 else "word", 0.93, "扫描件.pdf"),
    }
    if kind in ("conference", "cooperation"):
        changes |= {
            "bank_account_name": Value(unit, unit, Place(table=1, row=6, cell=3), "word", 1.0, "申报书.docx"),
            "bank_name": _words("中国工商银行长沙韶山路支行"),
            "partner_units": _words("德国亚琛工业大学、新加坡国立大学"),
            "legal_representative": _words(person),
            "unit_nature": _words("企业" if "公司" in unit else "事业单位"),
            "leader_title": _words("教授/副院长"),
        }
    if kind in ("domestic_base", "overseas_station"):
        money = f"项目资金总额{8 + n % 6}万元，拟申请省科协专项经费{3 + n % 7}万元，单位自筹5万元。"
        changes["funding"] = Value(money, money, Place(table=2, row=3, cell=2), "word", 1.0, "申报书.docx")
    case = sample_desk.case(plain, kind, n, (), revision=2 + n % 9 // 8 if n % 6 == 0 else 1, **changes)
    files = tuple(_with_scan(file, n, case) for file in case.package.files)
    package = replace(case.package, files=files, name=f"{unit}+{project}")
    findings = _findings(plain, n, case)
    form = plain.form(case.form)
    mails = case.mails if case.revision == 1 else (first_mail(n), f"{n:064x}")
    return replace(
        case,
        package=package,
        findings=findings,
        status=case_status.status(package, findings, form),
        category=kind,
        mails=mails,
        letter=("sent", "held", "queued")[n % 3],
        progress=PROGRESS[n // 2 % len(PROGRESS)] if n % 2 else "",
    )


def first_mail(n: int) -> str:
    """The mail that brought the first revision of case n."""
    return f"{n + 1_000_000:064x}"


def _words(text: str) -> Value:
    return Value(text, text, Place(table=1, row=5, cell=2), "word", 1.0, "申报书.docx")


def _with_scan(file: PackageFile, n: int, case: Case) -> PackageFile:
    word = next(iter(case.package.records), None)
    if file.role != "form_scan" or word is None:
        return file
    values = dict(word.values)
    if n % 5 == 0:
        phone = values["contact_phone"]
        values["contact_phone"] = replace(
            phone, text="13873112354", value="13873112354", medium="ocr", place=Place(page=1, box=(380, 610, 640, 640))
        )
    record = Record(form=word.form, values=values, printed={}, areas={}, medium="ocr")
    return replace(file, record=record, stamps=_stamps(n, case) if n <= 14 else ())


def _stamps(n: int, case: Case) -> tuple[Stamp, ...]:
    unit = APPLICANTS[n % len(APPLICANTS)]
    made = []
    for k, area in enumerate(AREAS):
        state: StampState = "not seen" if (n, k) in ((3, 0), (6, 2), (9, 1)) else "cannot tell" if (n + k) % 9 == 4 else "seen"
        name = unit[2] or unit[0] if k == 2 else unit[0]
        place, note = Place(page=6 + k), {"cannot tell": "印章很淡，或被文字盖住"}.get(state, "")
        made.append(
            Stamp(
                area,
                "seal",
                state,
                place,
                note,
                name[:12] if state == "seen" and k != 1 else "",
                picture("seal", state, name, n * 7 + k),
            )
        )
        pen: StampState = "cannot tell" if (n + k) % 7 == 5 else "seen"
        made.append(
            Stamp(
                area,
                "signature",
                pen,
                place,
                "打印的姓名，不是手写" if pen == "cannot tell" else "",
                "",
                picture("signature", pen, unit[3], n * 7 + k),
            )
        )
    return tuple(made)


def _findings(plain: Guide, n: int, case: Case) -> tuple[Finding, ...]:
    form = plain.form(case.form)
    assert form
    found: list[Finding] = []
    unit, _, recommender, _ = APPLICANTS[n % len(APPLICANTS)]
    if n % 3 == 0:
        found.append(sample_desk.missing(form.fields[n % len(form.fields)]))
    if n % 4 == 1:
        found.append(sample_desk.MONEY)
    if n % 5 == 0:
        found.append(
            Finding(
                "word-scan-mismatch",
                "verify",
                "contact_phone",
                "“联系电话”在扫描件与Word版中不一致：Word版第1页为“13873112345”，扫描件为“13873112354”，请人工核对。",
                "R121",
                "扫描件.pdf",
                Place(page=1),
            )
        )
    if recommender.startswith("岳阳楼区"):
        found.append(
            Finding(
                "recommender-ineligible",
                "verify",
                "recommender",
                f"推荐单位“{recommender}”为县（市、区）科协，省科协不直接接收县（市、区）科协推荐。",
                "R82",
                "扫描件.pdf",
                Place(page=8),
            )
        )
    if not recommender:
        found.append(
            Finding(
                "recommender-missing",
                "verify",
                "recommender",
                "未识别到推荐单位，请人工核对推荐单位意见及其公章，或是否属于可直接申报的单位。",
                "R81",
            )
        )
    if recommender == unit:
        found.append(Finding("self-recommended", "verify", "recommender", "推荐单位与申报单位相同，请人工核对推荐渠道。", "X13"))
    for m, area, rule, what in (
        (3, "commitment", "seal-missing", "未识别到公章"),
        (6, "recommender_opinion", "seal-missing", "未识别到公章"),
        (9, "applicant_opinion", "seal-missing", "未识别到公章"),
    ):
        if n == m:
            found.append(
                Finding(rule, "verify", area, f"扫描件“{AREA[area]}”处{what}，请人工核对。", "R97", "扫描件.pdf", Place(page=6))
            )
    ground = "cooperation_basis" if case.form == "exchange" else "overview"
    found += [replace(hint, field=ground) for hint in HINTS[: n % 3]]
    return tuple(found)


def before(plain: Guide, case: Case) -> Case:
    """The revision before: a phone of other digits, a scan that was not there yet, and one thing more to mend."""
    record = case.package.record(plain)
    form = plain.form(case.form)
    assert record and form
    values = dict(record.values)
    values["contact_phone"] = replace(values["contact_phone"], text="1387311234", value="1387311234")
    values["project_period"] = replace(
        values["project_period"], text="2024年3月", value={"text": "2024年3月", "start": None, "end": None}
    )
    files = tuple(
        replace(file, sha256=f"{case.revision:02}{'9' * 62}", name="申报书（盖章前）.docx", record=replace(record, values=values))
        if file.role == "form_word"
        else file
        for file in case.package.files
        if file.role != "form_scan"
    )
    phone = form.field("contact_phone")
    assert phone
    wrong = Finding(
        "phone-invalid",
        "fix",
        "contact_phone",
        "联系电话的号码位数不正确或不是电话号码。",
        "F1-05b",
        "申报书.docx",
        Place(page=1),
    )
    lost = Finding("scan-missing", "fix", None, "未见扫描版（盖章签字后扫描）。", "R113")
    return replace(
        case,
        package=replace(case.package, files=files),
        findings=(wrong, lost, *case.findings),
        status="incomplete",
        revision=case.revision - 1,
        received="2024-04-02T02:10:00+00:00",
        mails=case.mails[:1],
    )
