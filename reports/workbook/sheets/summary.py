"""Sheet 汇总: counts and money against the guide's ranges, what arrived day by day, findings by rule; tables with charts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pandas as pd
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from config.model import Category, Guide
from reports import display
from reports.case import Desk
from reports.guide_words.clauses import places
from reports.state_words import LETTER_STATE, MAIL_STATE, SEVERITY, moment
from reports.states import MailState, Status
from reports.workbook.cells import clean, width
from reports.workbook.charts import draw
from reports.workbook.columns import CHECKS
from reports.workbook.formatting import SheetWriter
from reports.workbook.rule_titles import title
from reports.workbook.sheets.overview import OVERVIEW
from reports.workbook.typed_overlay import cells_of

SUMMARY = "汇总"
GONE = (Status.SUPERSEDED, Status.DUPLICATE, Status.WITHDRAWN)
MOST_DAYS, MOST_RULES = 120, 200
WIDTHS = (30, 11, 11, 11, 11, 12, 13, 11, 13, 13, 24)
CHART_ROWS = 32
UNKNOWN = "（本年度指南中没有的规则）"
LEFT = (0, 8, 10)
"""Columns with words; the others are centred."""
WRAPPED = (0, 1)


@dataclass(frozen=True, slots=True)
class Table:
    """One table of the sheet: its title, headings and rows; `note` is under the title, `shares` are headings of columns that
    hold shares of one."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    note: str = ""
    shares: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a table was written: the rows of its first and last line of data, counted from 0."""

    first: int
    last: int


def write(writer: SheetWriter, desk: Desk, guide: Guide, made: str) -> None:
    """Adds the sheet. Charts are between the first table and the rest, and only where there is something to draw."""
    page = writer.book.add_worksheet(SUMMARY)
    for n, wide in enumerate(WIDTHS):
        page.set_column(n, n, wide)
    page.hide_gridlines(2)
    page.set_row(0, 30)
    page.write_string(0, 0, clean(f"{guide.title}　汇总"), writer.format(bold=True, font_size=16, font_color="#1F3A5F"))
    page.write_string(1, 0, made, writer.format(font_color="#555555"))
    if desk.holding:
        page.write_string(2, 0, clean(desk.holding), writer.format(font_color="#8A1C12", bold=True))
    counts = _table(writer, page, 3, by_category(desk, guide))
    below = counts.last + 2 + (CHART_ROWS if desk.cases else 0)
    rules = _table(writer, page, below, by_rule(desk, guide))
    states = _table(writer, page, rules.last + 3, by_state(desk))
    days = _table(writer, page, states.last + 3, by_day(desk))
    if desk.cases:
        drawn = Spot(counts.first, counts.first + len(guide.categories) - 1)
        draw(writer.book, page, counts.last + 2, drawn, rules, days)
    _on_paper(page, guide)


# --- tables ---------------------------------------------------------------------------------------------------------


def by_category(desk: Desk, guide: Guide) -> Table:
    """One line a category, then one line a call with the guide's own range for it, and the sum of its parts where that is
    different (X1). Cases that another one replaced are not counted."""
    live = _live(desk, guide)
    lines = [_counted(kind.name, live[live["category"] == kind.key], kind.awards, kind.money_wan) for kind in guide.categories]
    for call in guide.calls:
        parts, form = [kind for kind in guide.categories if kind.form == call.form], guide.form(call.form)
        mine = live[live["category"].isin([kind.key for kind in parts])]
        name = form.name if form else call.form
        lines.append(_counted(f"合计：{name}", mine, call.awards, None))
        if (total := _sum(parts)) is not None and total != call.awards:
            lines.append(_counted(f"（按各小类相加：{name}）", mine, total, None))
    listed = live["category"].isin([kind.key for kind in guide.categories])
    lines.append(_counted("未列入小类", live[~listed], None, None))
    lines.append(_counted("全部", live, None, None))
    return Table("各小类数量与经费（对照指南）", (
        "小类", "申报", "齐全", "需补正", "待人工", "经费合计\n（万元）", "每项支持\n（万元）", "拟立项", "拟立项经费\n（万元）",
        "指南立项数", "对照",
    ), tuple(lines), f"不含已被替代、重复、撤回的项目。经费为申报书所填，未填写或不能确定的不计入。拟立项取自“{OVERVIEW.name}”。")


def _sum(parts: Sequence[Category]) -> tuple[int, int] | None:
    """How many awards the categories have together; None where one of them does not say it."""
    awards = [kind.awards for kind in parts if kind.awards is not None]
    return (sum(low for low, _ in awards), sum(high for _, high in awards)) if len(awards) == len(parts) else None


def _live(desk: Desk, guide: Guide) -> pd.DataFrame:
    """One row for each case that no other replaced: its category and status, the money it asks for, and whether staff chose
    it."""
    marked = cells_of(desk.edits).get(OVERVIEW.name, {})
    rows = [
        (case.category or "", case.status, display.budget_wan(case, guide) or 0.0,
         marked.get(case.case_no or "", {}).get("staff_award") == "是")
        for case in desk.cases if case.status not in GONE
    ]
    columns = {"category": str, "status": str, "money": float, "chosen": bool}
    return pd.DataFrame(rows, columns=list(columns)).astype(columns)


def _counted(
    name: str, cases: pd.DataFrame, awards: tuple[int, int] | None, money: tuple[float, float] | None
) -> tuple[Any, ...]:
    statuses, chosen = cases["status"].value_counts(), cases[cases["chosen"]]
    return (
        name, len(cases), *(int(statuses.get(status, 0)) for status in (Status.COMPLETE, Status.INCOMPLETE, Status.UNCLEAR)),
        _money(cases),
        f"{money[0]:g}-{money[1]:g}" if money else "", len(chosen), _money(chosen) if len(chosen) else "",
        f"{awards[0]}-{awards[1]}" if awards else "", against(len(chosen), awards),
    )


def _money(cases: pd.DataFrame) -> float:
    return round(float(cases["money"].sum()), 4) or 0  # no money at all is written as a whole number


def against(count: int, awards: tuple[int, int] | None) -> str:
    """A count of projects chosen compared with a range, told by sign and word."""
    if awards is None:
        return ""
    if not count:
        return "尚未选定"
    if count > awards[1]:
        return f"▲ 超出 {count - awards[1]} 项"
    return f"▼ 还差 {awards[0] - count} 项" if count < awards[0] else "✓ 在范围内"


def by_rule(desk: Desk, guide: Guide) -> Table:
    """A line a rule that found something or was called wrong, the most frequent first, of equals in the guide's order; hints,
    which ask for nothing, last."""
    findings, cases = Counter[str](), Counter[str]()
    for case in desk.cases:
        rules = [finding.rule for finding in (*case.findings, *case.silenced)]
        findings.update(rules)
        cases.update(set(rules))
    judged = Counter[tuple[str, str]]()
    for key, row in cells_of(desk.edits).get(CHECKS.name, {}).items():
        judged[[*key.split("|"), ""][1], row.get("staff_judgement", "")] += 1
    rules_by_id = {rule.id: rule for rule in guide.rules}
    hints = {rule.id for rule in guide.rules if rule.audience != "applicant"}
    named = {*findings, *(rule for (rule, word) in judged if word == "误报" and rule)}
    order = {rule.id: n for n, rule in enumerate(guide.rules)}
    names = sorted(named, key=lambda rule: (rule in hints, -findings[rule], order.get(rule, len(order)), rule))
    rows = []
    for name in names[:MOST_RULES]:
        rule, wrong, right = rules_by_id.get(name), judged[name, "误报"], judged[name, "认可"]
        described = (title(rule), places(guide, rule.clause), SEVERITY[rule.severity]) if rule else (UNKNOWN, "", "")
        share = wrong / (wrong + right) if wrong + right else ""
        rows.append((*described, findings[name], cases[name], right, wrong, share, name))
    heads = ("内容", "依据", "程度", "发现次数", "涉及项目", "认可", "误报", "误报率", "规则")
    return Table("检查规则发现的问题", heads, tuple(rows),
                 f"认可、误报取自“{CHECKS.name}”表的人工判断；误报率高的规则请告知维护人员。", shares=("误报率",))


def by_state(desk: Desk) -> Table:
    """Mails and letters by state."""
    mails, letters = Counter(mail.state for mail in desk.mails), Counter(letter.state for letter in desk.letters)
    rows = [(f"邮件：{word}", mails[code]) for code, word in MAIL_STATE.items()  # type: ignore[index]
            if code != MailState.BLOCKED or mails[MailState.BLOCKED]]
    rows += [("邮件：合计", len(desk.mails))]
    rows += [(f"回信：{word}", letters[code]) for code, word in LETTER_STATE.items() if letters[code]]  # type: ignore[index]
    rows += [("回信：退回", sum(letter.came_back for letter in desk.letters))]
    rows += [("回信：投递延迟", late)] if (late := sum(letter.delayed for letter in desk.letters)) else []
    return Table("邮件与回信", ("项目", "数量"), tuple(rows))


def by_day(desk: Desk) -> Table:
    """One line a day from the first mail to the last, days without mail included; at most the last 120."""
    arrived = {mail.sha256: at.date() for mail in desk.mails if (at := moment(mail.received))}
    events = [(day, "mail") for day in arrived.values()]
    events += [(arrived[mail], "later" if n else "new")
               for case in desk.cases for n, mail in enumerate(case.mails) if mail in arrived]
    days = _days(arrived.values())
    frame = pd.DataFrame(events, columns=["day", "what"])
    counts = pd.crosstab(frame["day"], frame["what"]).reindex(index=days, columns=["mail", "new", "later"], fill_value=0)
    return Table("每日收到", ("日期", "邮件", "新项目", "补充或更正"),
                 tuple((f"{day:%Y-%m-%d}", *row) for day, row in zip(days, counts.to_numpy().tolist(), strict=True)),
                 f"只列最近{MOST_DAYS}天。" if len(days) == MOST_DAYS else "")


def _days(mails: Collection[date]) -> list[date]:
    if not mails:
        return []
    last = max(mails)
    start = max(min(mails), last - timedelta(days=MOST_DAYS - 1))
    return [start + timedelta(days=n) for n in range((last - start).days + 1)]


# --- onto the sheet -------------------------------------------------------------------------------------------------


def _table(writer: SheetWriter, page: Worksheet, row: int, table: Table) -> Spot:
    """Writes a table and returns where its data are."""
    page.write_string(row, 0, table.title, writer.format(bold=True, font_size=12, font_color="#1F3A5F"))
    page.set_row(row, 22)
    if table.note:
        row += 1
        page.write_string(row, 0, table.note, writer.format(font_color="#555555", font_size=9))
    head = writer.format(bold=True, font_color="#FFFFFF", bg_color="#2F4B66", border=1, border_color="#FFFFFF", text_wrap=True,
                        align="center")
    for n, text in enumerate(table.heads):
        page.write_string(row + 1, n, text, head)
    page.set_row(row + 1, 34 if any("\n" in text for text in table.heads) else 20)
    for n, values in enumerate(table.rows, row + 2):
        for column, value in enumerate(values):
            strong, share = str(values[0]).startswith(("合计", "全部")), table.heads[column] in table.shares
            _cell(page, n, column, value, writer.format(**_cell_style(value, column, strong, share)))
        lines = max(-(-width(str(value)) // int(WIDTHS[column])) for column, value in enumerate(values) if column in WRAPPED)
        if lines > 1:
            page.set_row(n, 15 * lines + 4)
    return Spot(row + 2, row + 1 + max(1, len(table.rows)))


def _cell_style(value: Any, column: int, strong: bool, share: bool) -> dict[str, Any]:
    """The format of a cell: `strong` for sums, `share` where its column holds shares of one."""
    style: dict[str, Any] = {"bottom": 1, "bottom_color": "#CBD3DE"} | ({"bold": True} if strong else {})
    if isinstance(value, float):
        part = share and 0 < value <= 1
        return {"num_format": "0%" if part else "#,##0.0###", "align": "center"} | style
    if isinstance(value, int):
        return {"num_format": "#,##0", "align": "center"} | style
    style |= {"font_color": "#8A1C12", "bold": True} if str(value).startswith(("▲", "▼")) else {}
    style |= {"align": "center"} if column not in LEFT else {}
    return style | ({"text_wrap": True} if column in WRAPPED else {})


def _cell(page: Worksheet, row: int, column: int, value: Any, style: Format) -> None:
    if isinstance(value, int | float):
        page.write_number(row, column, value, style)
    else:
        page.write_string(row, column, clean(str(value)), style)


def _on_paper(page: Worksheet, guide: Guide) -> None:
    page.set_landscape()
    page.set_paper(9)
    page.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
    page.fit_to_pages(1, 0)
    page.set_header(f"&L&10 {guide.title.replace('&', '&&')[:80]}&R&10 {SUMMARY}")
    page.set_tab_color("#1F3A5F")
    page.set_footer(f"&L&9 {guide.title.replace('&', '&&')[:80]}&R&9 第 &P 页，共 &N 页")
