"""Sheet 说明: how to read and fill in the workbook, what the words mean, every rule with its clause, the settings used."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from xlsxwriter.worksheet import Worksheet

from config.model import Guide, Rule
from reports.case import Desk
from reports.guide_words.clauses import UNSAID, clauses, listed, places, quoted
from reports.state_words import SEVERITY, SEVERITY_MEANING, STATUS, STATUS_MEANING
from reports.workbook.cells import Link, clean, width
from reports.workbook.columns import ABOUT, CHANGES, CHECKS, FIELDS, FILES, LETTERS, Row
from reports.workbook.formatting import SheetWriter
from reports.workbook.rule_titles import whole
from reports.workbook.sheets.hints import HINTS
from reports.workbook.sheets.notice import NOTICE
from reports.workbook.sheets.overview import OVERVIEW
from reports.workbook.sheets.paper_copies import PAPER
from reports.workbook.sheets.recommenders import RECOMMENDERS
from reports.workbook.sheets.summary import SUMMARY
from reports.workbook.sheets.verify import VERIFY
from reports.workbook.sheets.versions import VERSIONS

CLAUSES, CONTRADICTIONS = "检查所依据的指南条文", "指南未明确或前后不一之处（机器不自行决定）"
FIRST_ROW = 3
EXTRA, TEXT = 18, 96
"""Widths of the second and third column, in characters."""

USE = (
    ("底色", "浅色底的列由系统填写，每次运行重新生成；白色的列（表头为赭色）由工作人员填写。"),
    ("填写", "填完保存并关闭，下次运行自动收回；填写的内容永远保留，由它推算的列（还缺什么、截止日期等）随之更新。"),
    ("筛选排序", "每张表的表头都可以筛选、排序。表内跳转链接按生成时的行号定位，排序后请改用筛选查找编号。"),
    ("编号", f"{OVERVIEW.name}的编号跳到{CHECKS.name}，其余各表的编号跳回{OVERVIEW.name}；文件名、邮件主题打开留存的原件。"),
    ("长号码", "账号、信用代码、电话均按文本保存，请勿改成数字格式。"
               f"银行账号只在“{FIELDS.name}”表完整显示，其余各表只留后四位。"),
    ("空白与无法读取", "“空白”是读到了栏目而没有内容；“无法读取”是没有读到，二者从不混同。"),
    ("图与颜色", "颜色旁都有文字或符号（✓ 是，✗ 否，？ 不能确定，▲ 超出，▼ 不足），黑白打印也能看懂。"),
    ("未列入分类表", "没有读到申报书、或项目类别不能确定的项目不进分类表，"
                     f"请在{OVERVIEW.name}、{CHECKS.name}、{FILES.name}等表查看。"),
)
PURPOSES = (
    (CHECKS, "机器发现的问题"), (VERIFY, "须由人看的印章、签字和不一致"), (VERSIONS, "补正改了什么"),
    (RECOMMENDERS, "按推荐单位汇总"), (PAPER, "收件登记"), (LETTERS, "批准或暂缓"),
    (NOTICE, "拟立项"), (HINTS, "优先条件"), (CHANGES, "所填内容的去向"),
)
"""What each sheet is for."""


def _purposes(guide: Guide) -> Iterator[tuple[str, str]]:
    """The sheets that the call uses, some on each line."""
    told = [f"{sheet.name}：{purpose}。" for sheet, purpose in PURPOSES if sheet.used is None or sheet.used(guide)]
    told.append(f"{SUMMARY}：数与钱。")
    yield from (("各表用途" + "一二三"[n // 4], "".join(told[n : n + 4])) for n in range(0, len(told), 4))


def write(writer: SheetWriter, desk: Desk, guide: Guide) -> None:
    """Adds the sheet as the last one."""
    page = writer.book.add_worksheet(ABOUT)
    page.set_column(0, 0, 30)
    page.set_column(1, 1, EXTRA)
    page.set_column(2, 2, TEXT)
    page.hide_gridlines(2)
    row = _title(writer, page, guide, desk)
    for head, lines in _sections(desk, guide):
        row = _section(writer, page, row, head, lines)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.set_header(f"&L&10 {guide.title.replace('&', '&&')[:80]}&R&10 {ABOUT}")
    page.set_tab_color("#404040")


def _sections(desk: Desk, guide: Guide) -> Iterator[tuple[str, list[tuple[str, str, str]]]]:
    statuses = Counter[str](case.status for case in desk.cases)
    yield "怎样使用", [(name, "", text) for name, text in (*USE, *_purposes(guide))]
    yield f"状态（{OVERVIEW.name}）", [(word, f"{statuses[code]} 项", STATUS_MEANING[code]) for code, word in STATUS.items()]
    yield f"程度（{CHECKS.name}）", [(word, "", SEVERITY_MEANING[code]) for code, word in SEVERITY.items()]
    yield "指南数量与经费", [
        (kind.name, "", "，".join(filter(None, (
            "立项 {}-{} 项".format(*kind.awards) if kind.awards else "",
            "每项支持 {:g}-{:g} 万元".format(*kind.money_wan) if kind.money_wan else ""))) or "指南未写明")
        for kind in guide.categories
    ]
    yield "检查规则", [_rule(rule, guide) for rule in guide.rules]
    yield CLAUSES, [(one.place, "", one.words) for one in listed(guide)]
    yield CONTRADICTIONS, _contradictions(guide)
    yield "对指南数据的修改建议（据工作人员的更正和误报；不会自动采用）", [
        (where, "", f"{edit}。{evidence}") for where, edit, evidence in desk.suggested]
    yield "本次设置与版本", [(name, "", value) for name, value in desk.facts]


def with_clauses(rows: Sequence[Row], desk: Desk, guide: Guide) -> list[Row]:
    """The rows with the guide's own clauses in place of the numbers in their column `clause`: each leads to its words on this
    sheet, which are also shown over it."""
    lines: dict[str, int] = {}
    row = FIRST_ROW
    for head, section in _sections(desk, guide):
        for n, (name, _, text) in enumerate(section, row + 2):
            if head == CLAUSES:
                lines.setdefault(name, n)
            elif head == CONTRADICTIONS:
                lines[UNSAID + text.partition(" → ")[0]] = n
        row += len(section) + 2 if section else 0
    return [one | {"clause": _cell(one["clause"], guide, lines)} for one in rows]


def _cell(numbers: str, guide: Guide, lines: dict[str, int]) -> Link | str:
    text, told = places(guide, numbers), quoted(guide, numbers)
    keys = (one.place if one.place != UNSAID else one.place + one.words for one in clauses(guide, numbers))
    line = next((lines[key] for key in keys if key in lines), None)
    return Link(text, f"internal:'{ABOUT}'!A{line}", told) if text and line is not None else text


def _rule(rule: Rule, guide: Guide) -> tuple[str, str, str]:
    scope = [form.name for form in guide.forms if form.key in rule.forms]
    scope += [kind.name for kind in guide.categories if kind.key in rule.categories]
    text = whole(rule) + (f"　〔仅：{'、'.join(scope)}〕" if scope else "")
    return rule.id, f"{SEVERITY[rule.severity]} {places(guide, rule.clause)}", text


def _contradictions(guide: Guide) -> list[tuple[str, str, str]]:
    """Each place where the guide is silent or contradicts itself, and what its setting decides."""
    return [(one.id, "", f"{one.what} → {one.handled()}") for one in guide.contradictions]


def _title(writer: SheetWriter, page: Worksheet, guide: Guide, desk: Desk) -> int:
    page.set_row(0, 30)
    page.write_string(0, 0, clean(f"{guide.title}　申报材料审查表"), writer.format(bold=True, font_size=16, font_color="#1F3A5F"))
    page.write_string(1, 0, f"共 {len(desk.cases)} 个项目，{len(desk.mails)} 封邮件，{len(desk.letters)} 封回信",
                      writer.format(font_color="#555555"))
    return FIRST_ROW


def _section(writer: SheetWriter, page: Worksheet, row: int, head: str, lines: list[tuple[str, str, str]]) -> int:
    """Writes one section where it has lines, and returns the row after it."""
    if not lines:
        return row
    head_look = writer.format(bold=True, font_size=12, font_color="#FFFFFF", bg_color="#2F4B66")
    for n, text in enumerate((head, "", "")):
        page.write_string(row, n, text, head_look)
    page.set_row(row, 20)
    name_look = writer.format(bold=True, bottom=1, bottom_color="#CBD3DE", text_wrap=True)
    look = writer.format(bottom=1, bottom_color="#CBD3DE", text_wrap=True)
    for n, (name, extra, text) in enumerate(lines, row + 1):
        page.write_string(n, 0, clean(name), name_look)
        page.write_string(n, 1, clean(extra), look)
        page.write_string(n, 2, clean(text), look)
        page.set_row(n, 4 + 15 * max(1, -(-width(text) // TEXT), -(-width(extra) // EXTRA)))
    return row + len(lines) + 2
