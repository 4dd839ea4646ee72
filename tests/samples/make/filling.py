"""Fills values into a form's drawing plan: which answer is in which box, in one applicant's way of writing."""

from __future__ import annotations

from dataclasses import dataclass, replace

from .forms import (
    CATEGORIES,
    CODES,
    CONTENTS,
    FIELDS,
    FOOT,
    HINTS,
    PLAIN,
    PLEDGE,
    TITLES,
    WIDE,
    Box,
    Dialect,
    Line,
    Plan,
    Row,
    Tick,
    Values,
)


def plan(form: str, values: Values, dialect: Dialect = PLAIN) -> Plan:
    """The drawing plan of `form` ("exchange" or "haizhi") filled with `values`; missing keys are left blank. Two spellings go
    beyond the contract: `project_category` may be a tuple of several ticked keys, and `signatures` a mapping of the areas
    `applicant`, `recommender` to the names that sign (legal_representative and project_leader otherwise)."""
    if dialect.wide_digits:
        values = {**values, **{k: str(values[k]).translate(WIDE) for k in CODES if k in values}}
    filler = Filler(form, values, dialect)
    first, second = (
        (filler.exchange_unit(), filler.exchange_project())
        if form == "exchange"
        else (filler.haizhi_unit(), filler.haizhi_project())
    )
    return Plan(
        TITLES[form],
        filler.cover(),
        FOOT,
        (
            ("一、申报单位基本情况", first),
            ("二、申报项目基本情况", second),
            ("三、申报单位承诺", filler.pledge()),
            ("四、审查意见", filler.opinions()),
        ),
    )


@dataclass(frozen=True)
class Filler:
    """Answers of one applicant in one dialect, handed out box by box."""

    form: str
    values: Values
    dialect: Dialect

    def text(self, key: str) -> str:
        return str(self.values.get(key) or "")

    def short(self, key: str, span: int = 1) -> Box:
        text = self.text(key)
        return Box(((self.dialect.pad + text if text else "",),), span, answer=True)

    def label(self, words: str, span: int = 1, tall: int = 1) -> Box:
        style = self.dialect.labels
        bare = words.replace(" ", "")
        shown = words if style == "template" else bare if style == "tight" or bare == words else "　".join(bare)
        return Box(((shown,),), span, tall)

    def pair(self, words: str, key: str, span: int = 1) -> Row:
        return self.label(words), self.short(key, span)

    def options(self, labels: tuple[str, ...], chosen: tuple[str, ...], breaks: bool) -> tuple[Line, ...]:
        said = {c.split("：")[0]: c for c in chosen}
        lines = [(Tick(w in said), said.get(w, w)) for w in labels]
        return tuple(lines) if breaks else (sum(((*line, " ") for line in lines), ()),)

    def category(self) -> Line:
        chosen = self.values.get("project_category") or ()
        chosen = (chosen,) if isinstance(chosen, str) else tuple(chosen)
        labels = CATEGORIES[self.form]
        if self.dialect.tick == "only" and chosen:
            return tuple(labels[c] for c in chosen)
        return self.options(tuple(labels.values()), tuple(labels[c] for c in chosen), breaks=False)[0]

    def cover(self) -> tuple[tuple[str, Line], ...]:
        period = (self.values.get("project_period") or {}).get("text", "")
        answers: tuple[tuple[str, Line], ...] = (
            ("申报单位", (self.text("applicant_unit"),)),
            ("项目类别", self.category()),
            ("项目期限", (period,)),
            ("联 系 人", (self.text("contact_person"),)),
            ("联系电话", (self.text("contact_phone"),)),
        )
        return tuple((str(self.label(words).lines[0][0]) + self.dialect.colon, line) for words, line in answers)

    def exchange_unit(self) -> tuple[Row, ...]:
        return (
            self.pair("单位名称", "unit_name" if "unit_name" in self.values else "applicant_unit", 3),
            self.pair("法人代表", "legal_representative", 3),
            self.pair("地    址", "address", 3),
            (*self.pair("邮政编码", "postal_code"), *self.pair("联系电话", "unit_phone")),
            (*self.pair("单位性质", "unit_nature"), *self.pair("统一社会信用代码", "uscc")),
            *self.bank(),
            (*self.pair("项目负责人", "project_leader"), *self.pair("职务/职称", "leader_title")),
            self.pair("联系电话", "leader_phone", 3),
            (self.label("合作交流基础（或成功案例）"), Box(self.long("cooperation_basis"), 3)),
        )

    def bank(self) -> tuple[Row, ...]:
        parts = tuple(
            (words + self.dialect.colon, self.text(key))
            for words, key in (("开户名", "bank_account_name"), ("开户银行", "bank_name"), ("账号", "bank_account_number"))
        )
        if self.dialect.bank == "nested":
            return ((self.label("银行账户信息"), Box((), 3, parts=parts)),)
        if self.dialect.bank == "lines":
            return ((self.label("银行账户信息"), Box(tuple((a + b,) for a, b in parts), 3)),)
        rows = [(Box(((a + b,),), 3),) for a, b in parts]
        return ((self.label("银行账户信息", tall=3), *rows[0]), rows[1], rows[2])

    def long(self, key: str, label: str = "") -> tuple[Line, ...]:
        lines = [HINTS[key]] if key in HINTS and (self.dialect.hints or not self.text(key)) else []
        lines += self.text(key).split("\n")
        return tuple((line,) for line in ([label, *lines] if label else lines))

    def exchange_project(self) -> tuple[Row, ...]:
        blocks = tuple(
            (words + "：" + line if i == 0 else line,)
            for words, key in (("项目主要内容", "main_content"), ("预期目标", "expected_goals"), ("亮点与创新点", "highlights"))
            for i, line in enumerate(self.text(key).split("\n"))
        )
        heads = tuple(Box(((w,),), s) for w, s in (("时间阶段", 1), ("经费预算（万元）", 1), ("目标内容", 2)))
        return (
            self.pair("合作单位名称", "partner_units", 3),
            (self.label("合作内容"), Box(self.options(CONTENTS, tuple(self.values.get("cooperation_contents") or ()), True), 3)),
            (self.label("合作领域"), Box(self.options(FIELDS, tuple(self.values.get("cooperation_fields") or ()), False), 3)),
            (Box(blocks, 4),),
            heads,
            *self.schedule(),
        )

    def schedule(self) -> tuple[Row, ...]:
        rows = [(r["stage"], self.money(r["budget_wan"]), r["goal"]) for r in self.values.get("schedule") or ()]
        rows += [("", "", "")] * max(self.dialect.blank_rows, 1 if not rows else 0)
        return tuple(tuple(Box(((t,),), s, answer=True) for t, s in zip(row, (1, 1, 2), strict=True)) for row in rows)

    def money(self, wan: float | None) -> str:
        if wan is None:
            return ""
        plain = f"{wan:g}"
        return {"plain": plain, "unit": plain + "万元", "yuan": f"{round(wan * 10000)}元"}[self.dialect.money]

    def haizhi_unit(self) -> tuple[Row, ...]:
        return (
            self.pair("单位名称", "unit_name" if "unit_name" in self.values else "applicant_unit", 3),
            (*self.pair("单位地址", "address"), *self.pair("邮政编码", "postal_code")),
            (*self.pair("项目负责人", "project_leader"), *self.pair("职称/职务", "leader_title")),
            (*self.pair("联系人", "contact_person"), *self.pair("联系电话", "contact_phone")),
            (*self.pair("电子信箱", "email"), *self.pair("传    真", "fax")),
            self.pair("项目名称", "project_name", 3),
        )

    def haizhi_project(self) -> tuple[Row, ...]:
        return (
            (Box(self.long("overview", "项目概述: "), 4),),
            (self.label("项目资金情况"), Box(self.long("funding"), 3)),
            (self.label("党委政府或上级主管部门支持情况"), Box(self.long("support"), 3)),
        )

    def signer(self, area: str) -> str:
        names = self.values.get("signatures") or {}
        return str(names.get(area) or self.values.get("legal_representative") or self.values.get("project_leader") or "")

    def signed(self, words: str, name: str, date: str) -> str:
        if self.dialect.signed == "blank" or not name:
            return f"{words}：                            年  月  日"
        return f"{words}：{name if self.dialect.signed == 'typed' else ' ' * 24}    {date}"

    def pledge(self) -> tuple[Row, ...]:
        name = self.signer("applicant")
        box = Box(((PLEDGE,), ("",), ("（单位盖章）",), (self.signed("法定代表人签字", name, "2024年3月18日"),)), 4)
        return ((replace(box, seal=self.text("applicant_unit"), pen=name),),)

    def opinions(self) -> tuple[Row, ...]:
        unit, recommender, name = self.text("applicant_unit"), self.text("recommender"), self.signer("applicant")
        chief = self.signer("recommender") if recommender else ""
        mine = Box(
            (("申报单位意见：",), ("同意申报。",), ("（单位盖章）",), (self.signed("负责人签字", name, "2024年3月18日"),)),
            4,
            seal=unit,
            pen=name,
        )
        theirs = Box(
            (
                ("推荐单位意见：",),
                (f"同意推荐。{recommender}" if recommender else "",),
                ("（单位盖章）",),
                (self.signed("负责人签字", chief, "2024年3月19日"),),
            ),
            4,
            seal=recommender,
            pen=chief,
        )
        office = Box((("省科协审定意见：",), ("签字：",), ("                                 年  月  日",)), 4)
        return (mine,), (theirs,), (office,)
