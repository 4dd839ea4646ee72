"""The tables of both forms."""

from __future__ import annotations

from collections.abc import Sequence

from tests.parsers.layouts.cover import Cover
from tests.parsers.layouts.words import WHO, control, merged
from tests.parsers.wordml import cell, para, row, run, table
from tests.samples.make.forms import CONTENTS, FIELDS, HINTS, PLEDGE


class Tables(Cover):
    """Writes the tables."""

    def tables(self) -> str:
        unit = self.exchange_unit() if self.form == "exchange" else self.haizhi_unit()
        project = self.exchange_project() if self.form == "exchange" else self.haizhi_project()
        parts = [
            ("一、申报单位基本情况", unit),
            ("二、申报项目基本情况", project),
            ("三、申报单位承诺", self.pledge()),
            ("四、审查意见", self.opinions()),
        ]
        way = self.style.tables
        if way == "sections":
            return "".join(para(heading) + self._table(rows) for heading, rows in parts)
        joined = [r for heading, rows in parts for r in (row(cell(heading, props=merged(4))), *rows)]
        if way == "rows-apart":
            return "".join(
                self._table([r]) if 'w:val="continue"' not in r and "restart" not in r else table([r]) + para()
                for r in self._kept_together(joined)
            )
        if way == "repeated":
            head = row(cell("国际科技合作项目申报书（续）", props=merged(4)))
            joined = [
                x
                for n, r in enumerate(joined)
                for x in ((r,) if n % 7 or 'val="continue"' in r or n in self._inner(joined) else (head, r))
            ]
        if way == "nested":
            return table([[cell(self._table(joined), para())]])
        if way == "deleted-row":
            gone = row("作废", cell("旧行", props=merged(3)), props=f'<w:del w:id="7" {WHO}/>')
            joined = [joined[0], gone, *joined[1:]]
        if way == "inserted-row":
            joined = [r.replace("<w:tr>", f'<w:tr><w:trPr><w:ins w:id="8" {WHO}/></w:trPr>', 1) for r in joined]
        return self._table(joined)

    def _inner(self, rows: Sequence[str]) -> set[int]:
        """Rows of the schedule, which a running head would cut in two."""
        heads = [n for n, r in enumerate(rows) if "时间阶段" in r]
        return set(range(heads[0], heads[0] + 9)) if heads else set()

    def _kept_together(self, rows: Sequence[str]) -> list[str]:
        """Rows that are merged, and the schedule with its heads, as one string each."""
        groups: list[str] = []
        inner = self._inner(rows)
        for n, r in enumerate(rows):
            joins = 'w:val="continue"' in r or (n in inner and n - 1 in inner) or "展开的" in r
            groups[len(groups) - joins :] = ["".join(groups[len(groups) - 1 :]) + r] if joins else [r]
        return groups

    def _table(self, rows: Sequence[str]) -> str:
        made = table([control(r) if self.style.pairs == "row-control" else r for r in rows])
        return control(made) if self.style.pairs == "table-control" else made

    def cells(self, label: str, words: str | list[str], span: int = 1) -> list[str]:
        """A label's cell and its value's, as inside of w:tr, in the style's way."""
        lines = words if isinstance(words, list) else self.answer(words)
        shown, way = self.label(label), self.style.pairs
        value = cell(*(para(line) if line else para() for line in lines), props=merged(span))
        name = cell(para(shown))
        if way == "colon":
            name = cell(para(shown, run(self.style.colon or "：")))
        if way == "inside":
            inside = [para(self.printed(label), run("："), lines[0]), *map(para, lines[1:])]
            return [cell(*inside, props=merged(span + 1))]
        if way == "inside-below":
            return [cell(para(self.printed(label), run("：")), *map(para, lines), props=merged(span + 1))]
        if way == "label-cell":
            return [cell(para(self.printed(label), run("<w:br/>"), lines[0]), *map(para, lines[1:])), cell(props=merged(span))]
        if way == "split" and span > 1:
            return [name, cell(*map(para, lines)), cell(props=merged(span - 1))]
        if way == "gap" and span > 1:
            return [name, cell(), cell(*map(para, lines), props=merged(span - 1))]
        return [name, control(value) if way == "cell-control" else value]

    def rows(self, *pairs: tuple[str, str | list[str]]) -> list[str]:
        """One row of one or two pairs; two rows where values stand under their labels."""
        span = 3 if len(pairs) == 1 else 1
        if self.style.pairs == "under":
            wide = merged(2 if len(pairs) == 2 else 4)
            lines = [v if isinstance(v, list) else self.answer(v) for _, v in pairs]
            heads = row(*(cell(para(self.label(label)), props=wide) for label, _ in pairs))
            return [heads, row(*(cell("<!--展开的-->", *map(para, x), props=wide) for x in lines))]
        return [row(*(c for label, value in pairs for c in self.cells(label, value, span)))]

    def pair(self, label: str, key: str) -> tuple[str, str]:
        return label, self.text(key)

    def exchange_unit(self) -> list[str]:
        p = self.pair
        return [
            *self.rows(p("单位名称", "applicant_unit")),
            *self.rows(p("法人代表", "legal_representative")),
            *self.rows(p("地    址", "address")),
            *self.rows(p("邮政编码", "postal_code"), p("联系电话", "unit_phone")),
            *self.rows(p("单位性质", "unit_nature"), p("统一社会信用代码", "uscc")),
            *self.bank(), *self.rows(p("项目负责人", "project_leader"), p("职务/职称", "leader_title")),
            *self.rows(p("联系电话", "leader_phone")),
            *self.rows(p("合作交流基础（或成功案例）", "cooperation_basis")),
        ]  # fmt: skip

    def bank(self) -> list[str]:
        parts = [("开户名", "bank_account_name"), ("开户银行", "bank_name"), ("账号", "bank_account_number")]
        said = [(self.printed(label), "".join(self.answer(self.text(key)))) for label, key in parts]
        lines = [para(label, run(self.style.colon or "："), value) for label, value in said]
        name = "银行账户信息"
        if self.style.bank == "lines":
            return [row(name, cell(*lines, props=merged(3)))]
        if self.style.bank == "nested":
            return [row(name, cell(table([cell(para(a, run("："))), cell(para(b))] for a, b in said), para(), props=merged(3)))]
        if self.style.bank == "columns":
            heads = row(cell(name, props=merged(1, "restart")), *(cell(para(a)) for a, _ in said))
            return [heads, row(cell(props=merged(1, "continue")), *(cell(para(b)) for _, b in said))]
        inner = (
            [[cell(para(a)), cell(para(b), props=merged(2))] for a, b in said]
            if self.style.bank == "flat"
            else [[cell(x, props=merged(3))] for x in lines]
        )
        return [
            row(cell(name if n == 0 else para(), props=merged(1, "continue" if n else "restart")), *c)
            for n, c in enumerate(inner)
        ]

    def exchange_project(self) -> list[str]:
        contents = [run(t) for t in self.ticks(CONTENTS, self.values["cooperation_contents"])]
        field = [run("  ".join(self.ticks(FIELDS, self.values["cooperation_fields"])))]
        long = [("项目主要内容", "main_content"), ("预期目标", "expected_goals"), ("亮点与创新点", "highlights")]
        blocks: list[str] = []
        for label, key in long:
            first, *more = self.answer(self.text(key))
            blocks += [para(self.printed(label), run(self.style.colon or "："), first), *map(para, more)]
        rows = [
            *self.rows(self.pair("合作单位名称", "partner_units")),
            *self.rows(("合作内容", contents)),
            *self.rows(("合作领域", field)),
        ]
        return [*rows, row(cell(*blocks, props=merged(4))), *self.schedule()]

    def schedule(self) -> list[str]:
        way, heads, spans = self.style.schedule, ["时间阶段", "经费预算（万元）", "目标内容"], [1, 1, 2]
        said = [(r["stage"], f"{r['budget_wan']:g}", r["goal"]) for r in self.values.get("schedule") or ()]
        total = f"{sum(r['budget_wan'] for r in self.values.get('schedule') or ()):g}"
        if way == "units":
            said = [(a, b + "万元", c) for a, b, c in said]
        if way == "yuan":
            heads, said = ["时间阶段", "经费预算（元）", "目标内容"], [(a, f"{float(b) * 10000:.0f}", c) for a, b, c in said]
        if way == "wide-heads":
            heads = ["时  间\n阶  段", "经费预算\n（单位：万元）", "目  标  内  容"]
        rows = [[*cells] for cells in (*said, ("", "", ""), ("", "", ""))]
        if way == "total":
            rows.append(["合  计", total, ""])
        if way == "swapped":
            heads, rows, spans = [heads[0], heads[2], heads[1]], [[a, c, b] for a, b, c in rows], [1, 2, 1]
        if way == "numbered":
            heads, rows, spans = ["序号", *heads], [[str(n + 1) if any(r) else "", *r] for n, r in enumerate(rows)], [1, 1, 1, 1]
        made = [
            row(*(cell(*w.split("\n"), props=merged(s)) for w, s in zip(cells, spans, strict=True))) for cells in (heads, *rows)
        ]
        if way == "merged-total":
            made.append(row(cell("总计（万元）：" + total, props=merged(4))))
        if way == "nested":
            return [row(cell(table(made), para(), props=merged(4)))]
        return ["</w:tbl><w:p/><w:tbl>" + made[0], *made[1:]] if way == "own-table" else made

    def haizhi_unit(self) -> list[str]:
        p = self.pair
        return [
            *self.rows(p("单位名称", "applicant_unit")),
            *self.rows(p("单位地址", "address"), p("邮政编码", "postal_code")),
            *self.rows(p("项目负责人", "project_leader"), p("职称/职务", "leader_title")),
            *self.rows(p("联系人", "contact_person"), p("联系电话", "contact_phone")),
            *self.rows(p("电子信箱", "email"), p("传    真", "fax")),
            *self.rows(p("项目名称", "project_name")),
        ]  # fmt: skip

    def haizhi_project(self) -> list[str]:
        overview = [para(self.printed("项目概述"), run("：")), *map(para, self.hinted("overview"))]
        rows = [
            *self.rows(("项目资金情况", self.hinted("funding"))),
            *self.rows(("党委政府或上级主管部门支持情况", self.hinted("support"))),
        ]
        return [row(cell(*overview, props=merged(4))), *rows]

    def hinted(self, key: str) -> list[str]:
        lines, hint = self.answer(self.text(key)), run(HINTS[key], '<w:color w:val="808080"/>')
        bare = run(HINTS[key].strip("（）。 "), '<w:color w:val="808080"/>')
        return {"before": [hint, *lines], "after": [*lines, hint], "gone": lines, "bare": [bare, *lines]}[self.style.hints]

    def pledge(self) -> list[str]:
        return [row(cell(PLEDGE, para(), "（单位盖章）", "法定代表人签字：             年  月  日", props=merged(4)))]

    def opinions(self) -> list[str]:
        signed = ["（单位盖章）", "负责人签字：            2024 年 3 月 18 日"]
        mine = row(cell("申报单位意见：", "同意申报。", *signed, props=merged(4)))
        theirs = row(cell("推荐单位意见：", f"同意推荐。{self.text('recommender')}", *signed, props=merged(4)))
        return [mine, theirs, row(cell("省科协审定意见：", "签字：", "          年  月  日", props=merged(4)))]
