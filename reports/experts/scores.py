"""Writes the score sheet of one expert as a workbook, and reads back what an expert filled in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import xlsxwriter

from config.model import Criterion, Guide, Meaning
from reports import display
from reports.case import Case
from reports.edits.read_copy import NotAWorkbook, read_copy
from reports.experts.dossier import hints, public
from reports.guide_words.labels import label_of
from reports.guide_words.uses import has_money, tells_experts
from reports.workbook.cells import clean

KEY, WORD, REMARK = "键", "意见", "评语"
WORDS = ("建议立项", "不建议", "回避")
AWAY = "回避"
SIGN = "评分表"
_HEAD = 3


@dataclass(frozen=True, slots=True)
class Score:
    """One expert's scores of one case: points by criterion (None: not given), the recommendation, the remark."""

    expert: str
    case_no: str
    marks: dict[str, float | None]
    word: str = ""
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Filled:
    """The content of one workbook, and what could not be taken, in Chinese."""

    expert: str
    scores: tuple[Score, ...]
    problems: tuple[str, ...]


def criteria_of(guide: Guide, category: str) -> tuple[Criterion, ...]:
    """The criteria by which cases of this category are scored."""
    return tuple(c for c in guide.criteria if not c.categories or category in c.categories)


def score_sheet(expert: str, cases: Sequence[Case], guide: Guide) -> bytes:
    """A workbook with a sheet a category for this expert. Nothing that applicants wrote becomes a formula or a link."""
    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    text = book.add_format({"text_wrap": True, "valign": "top", "border": 1, "font_size": 10})
    head = book.add_format({"bold": True, "text_wrap": True, "valign": "vcenter", "border": 1, "bg_color": "#E1E9F2"})
    mark = book.add_format({"valign": "top", "border": 1, "bg_color": "#FFFFFF", "font_size": 11})
    title = book.add_format({"bold": True, "font_size": 14})
    for category in guide.categories:
        mine = [case for case in cases if case.category == category.key]
        if not mine:
            continue
        page = book.add_worksheet(category.sheet[:31])
        criteria = criteria_of(guide, category.key)
        page.write_string(0, 0, SIGN)
        page.write_string(0, 1, clean(f"{guide.title}　{category.name}　评分表　专家：{expert}"), title)
        page.write_string(1, 0, clean(expert))
        page.write_string(1, 1, "请在白色格内打分；需回避的项目在“意见”中选“回避”，不必打分。提示为机器摘出的原文，仅供参考。")
        heads = (KEY, "编号", label_of(guide, Meaning.APPLICANT) or "申报单位", label_of(guide, Meaning.PROJECT) or "项目名称",
                 "经费（万元）", "优先条件提示",
                 *(f"{c.name}\n（0—{c.most:g}，权重{c.weight:g}）" for c in criteria), WORD, REMARK)
        unused = [word for word, used in ((heads[4], has_money), (heads[5], tells_experts)) if not used(guide)]
        for n, (words, width) in enumerate(zip(heads, (4, 13, 24, 28, 9, 46, *(13 for _ in criteria), 11, 40), strict=True)):
            page.write_string(_HEAD, n, "" if words in unused else words, head)
            page.set_column(n, n, width, None, {"hidden": n == 0 or words in unused})
        for row, case in enumerate(mine, _HEAD + 1):
            shown = (case.case_no or "", case.case_no or "", public(display.unit(case, guide), case, guide),
                    public(display.project(case, guide), case, guide))
            for n, words in enumerate(shown):
                page.write_string(row, n, clean(words), text)
            money = display.budget_wan(case, guide)
            page.write_number(row, 4, money, text) if money is not None else page.write_blank(row, 4, None, text)
            page.write_string(row, 5, clean("\n".join(hints(case, guide)))[:8000], text)
            for n in range(6, len(heads)):
                page.write_blank(row, n, None, text if n == len(heads) - 1 else mark)
        last = _HEAD + len(mine)
        for n, criterion in enumerate(criteria, 6):
            page.data_validation(_HEAD + 1, n, last, n, {
                "validate": "decimal", "criteria": "between", "minimum": 0, "maximum": criterion.most,
                "input_title": criterion.name[:32], "input_message": criterion.about[:255] or "打分",
                "error_message": f"请填0到{criterion.most:g}之间的数"})
        page.data_validation(_HEAD + 1, len(heads) - 2, last, len(heads) - 2, {"validate": "list", "source": list(WORDS)})
        page.freeze_panes(_HEAD + 1, 4)
        page.set_landscape()
        page.set_paper(9)
        page.fit_to_pages(1, 0)
        page.repeat_rows(_HEAD)
    if not book.worksheets():
        book.add_worksheet("无项目")
    book.close()
    return out.getvalue()


def read_scores(data: bytes, guide: Guide) -> Filled:
    """What an expert filled in; rows are found by the hidden key whatever was sorted or added. Raises NotAWorkbook."""
    scores: list[Score] = []
    problems: list[str] = []
    expert = ""
    for sheet in read_copy(data).sheets:
        rows = sheet.rows
        if len(rows) <= _HEAD or not rows[0] or _cell_text(rows[0][0]) != SIGN:
            continue
        expert = expert or (_cell_text(rows[1][0]) if rows[1] else "")
        head = next((n for n, row in enumerate(rows) if row and _cell_text(row[0]) == KEY), None)
        if head is not None:
            columns = {_cell_text(words).split("\n")[0]: n for n, words in enumerate(rows[head])}
            for row in rows[head + 1 :]:
                scores += _score(row, columns, expert, guide, problems)
    if not expert:
        raise NotAWorkbook("不是本系统的评分表")
    return Filled(expert, tuple(scores), tuple(problems))


def _score(row: Sequence[Any], columns: dict[str, int], expert: str, guide: Guide, problems: list[str]) -> Iterator[Score]:
    number = _cell_text(row[0]) if row else ""
    if not number:
        return

    def cell(name: str) -> Any:
        at = columns.get(name)
        return row[at] if at is not None and at < len(row) else ""

    marks: dict[str, float | None] = {}
    for criterion in guide.criteria:
        if criterion.name in columns:
            value = cell(criterion.name)
            marks[criterion.name] = _mark(value, criterion)
            if marks[criterion.name] is None and _cell_text(value):
                problems.append(f"{expert}：{number[:20]} “{criterion.name}”的分数不是0到{criterion.most:g}之间的数，未计入")
    yield Score(expert, number, marks, _cell_text(cell(WORD)), _cell_text(cell(REMARK)))


def _mark(value: Any, criterion: Criterion) -> float | None:
    try:
        mark = float(str(value).strip())
    except ValueError:
        return None
    return mark if 0 <= mark <= criterion.most else None


def _cell_text(value: Any) -> str:
    return "" if value is None else str(value).strip()
