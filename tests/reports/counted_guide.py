"""A small guide, written here and read from no file: two forms, three categories, ten fields of as many kinds. Each of its
numbers (copies, certificates, days, years, awards, money) is another one."""

from __future__ import annotations

from config.model import Call, Category, Contradiction, Field, Form, Guide, Notice, Option, Paper, RecommenderClass, Rule, Slot

EXCHANGE = Form(
    key="exchange", name="合作交流项目", prefix="GJ", titles=("合作交流项目申报书",),
    slots=(Slot(label="申报单位承诺", area="commitment"), Slot(label="申报单位意见", area="applicant_opinion")),
    fields=(
        Field(key="unit", label="申报单位", kind="organisation", meaning="applicant"),
        Field(key="kind", label="项目类别", kind="choice", meaning="category",
              options=(Option(label="国际会议", key="conference"), Option(label="国际合作", key="cooperation"))),
        Field(key="project", label="项目名称", meaning="project"),
        Field(key="recommender", label="推荐单位", kind="organisation", meaning="recommender"),
        Field(key="areas", label="合作领域", kind="options", meaning="areas", required=False,
              options=(Option(label="农业"), Option(label="能源"))),
        Field(key="address", label="通讯地址", kind="address"),
        Field(key="phone", label="联系电话", kind="phone", meaning="contact-phone"),
        Field(key="account", label="银行账号", kind="account", required=False),
        Field(key="period", label="项目期限", kind="period"),
        Field(key="stages", label="实施计划", kind="schedule"),
        Field(key="content", label="主要内容", kind="long_text", meaning="content"),
    ),
)  # fmt: skip
BASE = Form(
    key="haizhi", name="海智项目", prefix="HZ", titles=("海智项目申报书",), slots=(),
    fields=(
        Field(key="name", label="单位全称", kind="organisation", meaning="applicant"),
        Field(key="class", label="小类", kind="choice", meaning="category", options=(Option(label="海智基地", key="base"),)),
        Field(key="title", label="基地名称", meaning="project"),
        Field(key="by", label="推荐部门", kind="organisation", meaning="recommender"),
        Field(key="money", label="经费", kind="long_text", meaning="money-asked"),
    ),
)  # fmt: skip
CATEGORIES = (
    Category(key="conference", name="国际会议", form="exchange", sheet="会议", money_wan=(5, 30), awards=(1, 2)),
    Category(key="cooperation", name="国际合作", form="exchange", sheet="合作", money_wan=(6, 25), awards=(8, 12)),
    Category(key="base", name="海智基地", form="haizhi", sheet="基地", money_wan=(3, 7), awards=(4, 10)),
)
RULES = tuple(
    Rule(id=key, kind=kind, clause=clause, severity=severity, message=message, topic=topic, audience=audience,
         forms=("exchange",) if key == "locked-file" else (), categories=("base",) if key == "locked-file" else ())
    for key, kind, clause, severity, message, topic, audience in (
        ("seal-missing", "seal", "R97", "verify", "未识别到公章。", "", "applicant"),
        ("blank-field", "field-missing", "R94", "fix", "{label}未填写。", "", "applicant"),
        ("locked-file", "attachment", "R113", "fix", "{document}打不开。", "附件打不开", "applicant"),
        ("word-and-paper", "word-scan-mismatch", "R121", "verify", "{label}不一致。", "", "applicant"),
        ("county", "recommender-ineligible", "R82", "verify", "不接收县区推荐。", "", "applicant"),
        ("money-range", "funding-range", "R5 R6 R7", "remind", "经费超出范围。", "", "applicant"),
        ("hint-events", "hint", "R48", "note", "{topic}：近三年", "近三年办过活动", "experts"),
        ("hint-posts", "hint", "R46 R49", "note", "{topic}：任职", "在国际组织任职", "experts"),
    )
)
GUIDE = Guide(
    id="counted", year=2024, title="二〇二四年度项目", years=(2024, 2026), categories=CATEGORIES, forms=(EXCHANGE, BASE),
        rules=RULES,
    calls=(Call(form="exchange", awards=(11, 16)), Call(form="haizhi", awards=(4, 10))),
    recommender_classes=(
        RecommenderClass(name="市州科协", clause="R81", route="市州推荐", patterns=("市科学技术协会$",)),
        RecommenderClass(name="省级学会", clause="R83", route="学会推荐", patterns=("省.*学会$",)),
    ),
    paper=Paper(copies=7, certificates=3, certificate="非涉密证明"), notice=Notice(days=4), sanction_years=3,
    contradictions=(Contradiction(id="X1", what="数量前后不一", handling="两数都列出"),),
    digest="counted",
)  # fmt: skip
