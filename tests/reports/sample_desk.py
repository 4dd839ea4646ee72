"""A desk as a busy morning leaves it: thirty cases over four categories, awkward words, every status; made without chance."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

from config.model import Category, Contradiction, Field, Form, Guide, OfficeSettings, Paper, Rule
from parsers.model.document import Place
from parsers.model.file import Trouble
from parsers.model.finding import Finding
from parsers.model.package import Package, PackageFile
from parsers.model.record import Record, Value
from reports import case_status
from reports.case import Case, Desk, LetterRow, MailRow

FOLDER = Path(__file__).resolve().parents[2] / "config" / "guides" / "2024"
OFFICE = OfficeSettings(
    contact="徐姣", address="长沙市开福区东风路17号省科协420室", phone="0731-84884381", email="hnkxgjb@126.com",
)
ACCOUNT = "4300 1523 0610 5000 1234"
PHONE = "13873112345"
LONG = "项目拟联合德国亚琛工业大学、日本东北大学和新加坡国立大学，围绕新能源与先进制造开展联合攻关与学术交流。" * 6
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

UNITS = (
    "长沙理工大学", "湖南省农业科学院", "湘潭大学", "中南大学湘雅医院", "湖南先进传感与信息技术创新研究院",
    "株洲中车时代电气股份有限公司", "岳阳市科学技术协会", "湖南省机械工程学会", "=1+1",
    "湖南省肿瘤医院（湖南省癌症防治研究中心）国际合作交流与人才引进办公室", "😀+SUM(A1)\x07",
)
CATEGORIES = tuple(
    Category(key=key, name=name, form=form, sheet=name, money_wan=money, awards=awards)
    for key, name, form, money, awards in (
        ("conference", "国际科技交流会议", "exchange", (5, 30), (2, 5)),
        ("cooperation", "国际与区域合作", "exchange", (5, 30), (3, 8)),
        ("domestic_base", "国内海智基地", "haizhi", (3, 8), (2, 5)),
        ("overseas_station", "海外工作站", "haizhi", (3, 8), (1, 2)),
    )
)
RULES = (
    Rule(id="field-missing", kind="field-missing", clause="R93", severity="fix", message="{label}未填写。"),
    Rule(id="uscc-invalid", kind="credit-code", clause="R38", severity="fix", message="{label}填写有误。", forms=("exchange",)),
)
SEAL = Finding("seal-missing", "verify", "commitment", "扫描件承诺页未识别到公章，请核对。", "R97", "扫描件.pdf", Place(page=5),
               kind="seal")
MONEY = Finding("funding-out-of-range", "remind", "project_period", "经费合计36万元，支持额度为每项5—30万元。", "R5",
                "申报书.docx", Place(table=2, row=7, cell=2), "请核对经费数额。")
LOCKED = Finding("attachment-encrypted", "fix", None, "文件“材料.rar”设有打开密码，我们无法查看其中内容。", "R113",
                 "材料.rar", None, "请取消密码后重新发送该文件。", kind="attachment")


PAPER = Paper(copies=6, certificates=2, certificate="非涉密证明")


def guide() -> Guide:
    """The guide of 2024 with its real forms and letters."""
    forms = [Form.model_validate(tomllib.loads(p.read_text("utf-8"))) for p in sorted((FOLDER / "forms").glob("*.toml"))]
    told = tomllib.loads((FOLDER / "contradictions.toml").read_text("utf-8"))["contradictions"]
    letters = {p.name.removesuffix(".j2"): p.read_text("utf-8") for p in (FOLDER / "letters").glob("*.j2")}
    return Guide(id="2024", year=2024, title="2024年度国际与区域科技交流类项目", years=(2024, 2026), categories=CATEGORIES,
                 forms=tuple(forms), rules=RULES, letters=letters, paper=PAPER,
                 contradictions=tuple(map(Contradiction.model_validate, told)))


def record(form: Form, category: str, n: int = 1, **changes: Value) -> Record:
    """A filled record; `changes` replace values by field key."""
    values = {field.key: _value(field, category, n) for field in form.fields} | changes
    return Record(form=form.key, values=values, printed={}, areas={})


def case(
    guide: Guide, category: str = "conference", n: int = 1, findings: tuple[Finding, ...] = (), revision: int = 1,
    **changes: Value,
) -> Case:
    """A case with a usual package and the status that follows."""
    kind = guide.category(category)
    form = guide.form(kind.form if kind else None)
    assert form
    package = Package(files=_files(n, record(form, category, n, **changes)), name=f"申报{n}", shape="archive")
    return Case(
        case_no=f"{form.prefix}2024-{n:04}", package=package, findings=findings, category=category, revision=revision,
        status=case_status.status(package, findings, form), received=f"2024-04-{n % 28 + 1:02}T{n % 24:02}:15:00+00:00",
        sender=f"keji{n}@example.edu.cn", mails=(f"{n:064x}",), message_ids=(f"<{n}@example.edu.cn>",),
        letter="sent" if n % 3 else "held",
    )


def formless(findings: tuple[Finding, ...] = (), n: int = 29) -> Case:
    """A package in which no form was found."""
    return Case("WD2024-0001", Package(files=_files(n, None)), findings, "incomplete" if findings else "unclear",
                received="2024-04-29T08:00:00Z", sender="someone@qq.com", mails=(f"{n:064x}",))


def missing(field: Field) -> Finding:
    """What the rule of blank fields says about one."""
    return Finding("field-missing", "fix", field.key, f"{field.label}未填写。", "R94", "申报书.docx",
                   Place(table=1, row=4, cell=2), "请补充填写后重新发送申报书。")


def desk(guide: Guide) -> Desk:
    """Thirty cases, forty mails, letters of every state."""
    fields = guide.forms[0].fields
    crowd = tuple(missing(fields[k % len(fields)]) for k in range(100))
    cases = [*(_mixed(guide, n) for n in range(1, 29)), formless((LOCKED,)), case(guide, "conference", 30, crowd)]
    states: Any = ("sent", "held", "queued", "failed", "unknown", "sending")
    letters = tuple(
        LetterRow(f"receipt-{n:012x}", f"{n:064x}", "receipt", f"keji{n}@example.edu.cn",
                  f"【已收到】{cases[n - 1].case_no} {UNITS[n % len(UNITS)]} 申报材料", states[n % 6],
                  "首次运行的旧邮件，暂缓" if n % 6 == 1 else "", "2024-04-01T01:00:00Z", "2024-04-01T01:01:00Z")
        for n in range(1, 31)
    )
    links = {f"{n:064x}": f"files/邮件/{n:04}.eml" for n in range(1, 41)}
    links |= {_digest(n, "a"): f"files/{n:04}/申报书.docx" for n in range(31)}
    facts = (("指南", "2024"), ("邮箱", "imaps://imap.126.com/INBOX"), ("截止时间", "未设置（不判断是否逾期）"))
    mails = tuple(_mail(n, cases) for n in range(1, 41))
    return Desk(tuple(cases), mails, letters, "2024-04-30T09:30:00+08:00", 12, facts, links)


def _mixed(guide: Guide, n: int) -> Case:
    category = CATEGORIES[n % 4].key
    form = guide.form(CATEGORIES[n % 4].form)
    assert form
    if n % 3 == 0:
        blank = form.fields[n % len(form.fields)]
        return case(guide, category, n, (MONEY, SEAL, missing(blank)), revision=1 + n % 2, **{blank.key: Value("", "")})
    if n % 7 == 1:
        return case(guide, category, n, (SEAL,), address=Value(None, None, Place(page=1), "ocr", 0.3))
    if n % 11 == 0:
        return replace(case(guide, category, n), status="superseded")
    return case(guide, category, n, (MONEY, SEAL)[: n % 3])


def _value(field: Field, category: str, n: int) -> Value:
    texts = {
        "organisation": UNITS[n % len(UNITS)], "long_text": LONG * (1 + n % 3) if n != 30 else LONG * 200, "person": "欧阳明德",
        "phone": PHONE, "email": "keji@example.edu.cn", "postcode": "410004", "code": "12430000MB1K23456X", "account": ACCOUNT,
        "address": "湖南省长沙市天心区万家丽南路二段960号", "period": "2024年3月-2024年12月",
    }
    given: dict[str, Any] = {
        "choice": category, "period": {"text": texts["period"], "start": "2024-03", "end": "2024-12"},
        "options": [option.label for option in field.options[: 1 + n % 3]],
        "schedule": [{"stage": "2024年3-6月", "budget_wan": 12.5, "goal": "完成筹备，确定嘉宾"},
                     {"stage": "2024年7-12月", "budget_wan": 6, "goal": "举办会议，形成成果集"}],
    }
    text = texts.get(field.kind, "新能源汽车国际合作与人才交流项目" if field.key == "project_name" else "教授/院长")
    return Value(text, given.get(field.kind, text), Place(table=1, row=n % 9 + 1, cell=2), "word", 1.0, "申报书.docx")


def _files(n: int, filled: Record | None) -> tuple[PackageFile, ...]:
    locked = PackageFile("材料.rar", _digest(n, "e"), 2_000_000, "other", "application/vnd.rar",
                         trouble=Trouble("encrypted", "需要密码"))
    papers = [
        PackageFile("非涉密证明.jpg", _digest(n, "c"), 812_113, "non_secret_certificate", "image/jpeg"),
        PackageFile("佐证/合作协议.pdf", _digest(n, "d"), 912_113, "evidence", "application/pdf", pages=3),
    ]
    if filled is None:
        return (*papers, locked)
    forms = [
        PackageFile("申报书.docx", _digest(n, "a"), 48_213, "form_word", DOCX, f"申报{n}.zip", 6, True, filled),
        PackageFile("扫描件.pdf", _digest(n, "b"), 3_482_113, "form_scan", "application/pdf", f"申报{n}.zip", 8, False),
    ]
    return (*forms, *papers, locked) if n % 5 == 0 else (*forms, *papers)


def _digest(n: int, letter: str) -> str:
    return f"{n:02}{letter * 62}"


def _mail(n: int, cases: list[Case]) -> MailRow:
    row = MailRow(f"{n:064x}", f"2024-04-{n % 28 + 1:02}T{n % 24:02}:15:00+00:00", "", "", "", 900, "not_application")
    if n <= len(cases):
        return replace(row, sender=f"keji{n}@example.edu.cn", sender_name="科技处", subject=f"{UNITS[n % len(UNITS)]}+项目申报",
                       size=4_000_000, state="settled", kind="submission" if n % 5 else "supplement",
                       case_nos=(str(cases[n - 1].case_no),), letter="sent")
    if n % 4 == 0:
        return replace(row, sender="x@example.com", state="shelved", trouble="读取超时三次")
    if n % 4 == 1:
        return replace(row, sender="y@example.com", sender_name="张三", subject="何时截止？", kind="enquiry", why="需人工答复")
    return replace(row, sender="postmaster@example.com", subject="自动回复: 我在休假", kind="automatic", why="Auto-Submitted")
