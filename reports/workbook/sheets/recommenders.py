"""Sheet 推荐: a line a recommending unit, what it sent, what is missing, what is wrong with its route, and its standing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import Any

import pandas as pd

from config.model import Guide, Meaning
from parsers.model.finding import Severity
from parsers.model.rule_kind import RuleKind
from parsers.values.names import bare
from reports.case import Case, Desk
from reports.guide_words import uses
from reports.guide_words.labels import called
from reports.recommender_routes import UNKNOWN_CLASS, Routes, problems, recommender
from reports.states import Status
from reports.workbook.columns import KEY, NOTE, Column, Row, Sheet
from reports.workbook.typed_overlay import cells_of
from reports.workbook.typed_values import typed_date

MOST_NAMED = 60
COUNTED = (Status.COMPLETE, Status.INCOMPLETE, Status.UNCLEAR)
CANCELLED = "取消推荐资格"

RECOMMENDERS = Sheet("推荐", (
    KEY,
    Column("name", "推荐单位", 28, called=called(Meaning.RECOMMENDER)),
    Column("class", "类别", 18),
    Column("cases", "项目数", 7, "number"),
    Column("complete", "齐全", 6, "number"),
    Column("incomplete", "需补正", 7, "number", palette="count"),
    Column("unclear", "待人工", 7, "number"),
    Column("numbers", "项目编号", 17),
    Column("lacking", "待补正的项目（必改几处）", 26),
    Column("route", "路径问题", 40, "long", palette="trouble"),
    Column("senders", "来信地址", 28),
    Column("staff_standing", "资格状态", 14, staff=True, choices=("正常", "待核", CANCELLED), palette="verdict"),
    Column("staff_since", "取消日期", 12, staff=True),
    Column("until", "取消期至", 24),
    NOTE,
), frozen=2, lines=8, tab="#3A7A7A", used=uses.recommends)
"""Key: the unit's name without blanks and punctuation; "-" for cases without one."""


def rows(desk: Desk, guide: Guide) -> list[Row]:
    """All units that recommend a case, those with the most cases first; the cases without one at the end."""
    groups: dict[str, list[Case]] = {}
    for case in desk.cases:
        groups.setdefault(bare(recommender(case, guide)) or "-", []).append(case)
    counts = _counts(groups)
    routes, typed = Routes(guide), cells_of(desk.edits).get(RECOMMENDERS.name, {})
    return [_row(key, groups[key], counts.loc[key], guide, routes, typed.get(key, {})) for key in counts.index]


def _counts(groups: Mapping[str, list[Case]]) -> pd.DataFrame:
    """One line for each unit, in the order of the sheet, with its cases by status and in total."""
    frame = pd.DataFrame([(key, case.status) for key, cases in groups.items() for case in cases], columns=["key", "status"])
    counts = pd.crosstab(frame["key"], frame["status"]).reindex(columns=list(COUNTED), fill_value=0)
    counts["all"] = frame["key"].value_counts()
    order = sorted(counts.index, key=lambda key: (key == "-", -counts["all"][key], key))
    return counts.loc[order]


def _row(
    key: str, cases: list[Case], counts: pd.Series[int], guide: Guide, routes: Routes, typed: Mapping[str, str]
) -> Row:
    name, (complete, incomplete, unclear, all_of_them) = recommender(cases[0], guide), counts.tolist()
    kind = routes.class_of(name)
    return {
        "key": key, "name": name or "（未见推荐单位）", "class": kind.name if kind else UNKNOWN_CLASS if name else "",
        "cases": all_of_them, "complete": complete, "incomplete": incomplete or None, "unclear": unclear or None,
        "numbers": _lines(case.case_no or "" for case in cases),
        "lacking": _lines(_lacking(case) for case in cases if case.status == Status.INCOMPLETE),
        "route": _route(cases, guide), "senders": _lines(dict.fromkeys(case.sender or "" for case in cases)),
        "until": _until(typed, guide.sanction_years) or _listed(name, guide),
    }


def _lines(texts: Any) -> str:
    lines = [text for text in texts if text]
    return "\n".join(lines[:MOST_NAMED]) + (f"\n等共{len(lines)}项" if len(lines) > MOST_NAMED else "")


def _lacking(case: Case) -> str:
    return f"{case.case_no}（{sum(finding.severity == Severity.FIX for finding in case.findings)}）"


def _route(cases: list[Case], guide: Guide) -> str:
    """Each problem once, with how many cases have it."""
    counts = Counter(finding.message for case in cases for finding in problems(case, guide))
    return "\n".join(text + (f"（{count}项）" if count > 1 else "") for text, count in counts.most_common(8))


def _listed(name: str, guide: Guide) -> str:
    """The period in which the office's own list says that this unit may not recommend."""
    lists = [rule.arguments.get("sanctioned_list", "") for rule in guide.rules if rule.kind == RuleKind.RECOMMENDER_SANCTIONED]
    rows = [row for key in lists for row in guide.tables.get(key, ())]
    for listed, first, last in ((*row, "", "", "")[:3] for row in rows):
        if bare(name) and bare(name) in map(bare, listed.split("/")):
            return f"名单：{first or '…'}至{last or '…'}"
    return ""


def _until(typed: Mapping[str, str], years: int) -> str:
    """The last day of the sanction, so many years after the day staff typed; the unit may recommend again after it (R87)."""
    text = typed.get("staff_since", "")
    if not text:
        return "请填写取消日期" if typed.get("staff_standing") == CANCELLED else ""
    since = typed_date(text)
    if since is None:
        return f"取消日期“{text[:20]}”不是日期"
    try:
        end = since.replace(year=since.year + years)
    except ValueError:  # 29 February
        end = date(since.year + years, 3, 1)
    return f"{end:%Y-%m-%d}（满{years}年）"
