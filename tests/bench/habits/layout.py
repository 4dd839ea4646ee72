# ruff: noqa: E501  (habits read better a line each)
"""Habits of rearranging a form: tables cut, nested or framed, covers in boxes, schedules as prose, things before and after it."""

from __future__ import annotations

import copy
from dataclasses import replace
from random import Random
from typing import Any

from docx.oxml.ns import qn

from tests.bench.habits.application import Application
from tests.bench.habits.habit import Habit, drawn
from tests.bench.habits.written import LINES, Written, parsed, row_text, ruled
from tests.bench.planted.manners import labels, squeezed, text
from tests.parsers.layouts.words import control, drawing, vml
from tests.parsers.wordml import cell, para, row, run


def dialect(name: str, sentence: str, *touches: str, form: str = "", **changes: Any) -> Habit:
    """Something that the project's own samples know as a way of filling."""

    def write(rng: Random, application: Application) -> None:
        application.dialect = replace(application.dialect, **changes)

    return Habit(name, sentence, write, touches, form, ("word", "printed"))


def cover(rng: Random, written: Written, made: Any) -> None:
    """The five lines of the cover made into something else by `made`."""
    lines = [written.lines[key] for key in LINES]
    first = lines[0].getprevious()
    for line in lines:
        line.getparent().remove(line)
    for element in reversed(made(lines)):
        first.addnext(element)


def cover_table(rng: Random, written: Written) -> None:
    def made(lines: list[Any]) -> list[Any]:
        said = [text(line).partition("：") for line in lines]
        return parsed(ruled([[cell(name + "："), cell(rest)] for name, _, rest in said], 2) + para())

    cover(rng, written, made)


def cover_box(rng: Random, written: Written, box: Any = vml) -> None:
    cover(rng, written, lambda lines: parsed(para(run(box("".join(para(text(line)) for line in lines))))))


def cover_soft(rng: Random, written: Written) -> None:
    """One paragraph with soft returns."""
    cover(rng, written, lambda lines: parsed(para(run("<w:br/>").join(run(text(line)) for line in lines))))


def cover_below(rng: Random, written: Written) -> None:
    """Each answer below its label."""
    def made(lines: list[Any]) -> list[Any]:
        said = [text(line).partition("：") for line in lines]
        return parsed("".join(para(name + "：") + para(rest) for name, _, rest in said))

    cover(rng, written, made)


def split_tables(rng: Random, written: Written) -> None:
    """Each table is cut before some of its rows."""
    for tbl in list(written.body.iterchildren(qn("w:tbl"))):
        rows = tbl.tr_lst
        at = [n for n in range(4, len(rows) - 1) if "vMerge" not in str([c.tag for r in rows[n - 1 : n + 1] for c in r.iter()])]
        at = [n for n in at if (len(rows[n].tc_lst) == 2 and len(rows[n - 1].tc_lst) <= 2) or "项目负责人" in row_text(rows[n])]
        for cut in sorted(rng.sample(at, min(2, len(at))), reverse=True):
            more = copy.deepcopy(tbl)
            for one in list(more.tr_lst):
                more.remove(one)
            more.extend(list(tbl.tr_lst)[cut:])
            tbl.addnext(more)
            tbl.addnext(parsed(para())[0])


def nested(rng: Random, written: Written) -> None:
    """Every table stands inside a frame of one cell."""
    for tbl in list(written.body.iterchildren(qn("w:tbl"))):
        frame = parsed(ruled([[cell(para())]], 1))[0]
        tbl.addprevious(frame)
        frame.tr_lst[0].tc_lst[0].insert(0, tbl)


def side_heading(rng: Random, written: Written) -> None:
    """The heading of the first section stands upright in a column of its own beside its rows."""
    tbl = next(written.body.iterchildren(qn("w:tbl")))
    tbl.tblGrid.insert(0, copy.deepcopy(tbl.tblGrid[0]))
    for number, tr in enumerate(tbl.tr_lst):
        side = parsed(cell(para("申报信息") if number == 0 else para(), props=f'<w:vMerge w:val="{"restart" if number == 0 else "continue"}"/>'))
        tr.insert(next(n for n, c in enumerate(tr) if c.tag == qn("w:tc")), side[0])


def blank_column(rng: Random, written: Written) -> None:
    """A blank column at the right edge."""
    for tbl in written.body.iterchildren(qn("w:tbl")):
        tbl.tblGrid.append(copy.deepcopy(tbl.tblGrid[0]))
        for tr in tbl.tr_lst:
            tr.append(parsed(cell(""))[0])


def numbered_rows(rng: Random, written: Written) -> None:
    """Numbers of rows in a column of their own at the left."""
    for tbl in written.body.iterchildren(qn("w:tbl")):
        tbl.tblGrid.insert(0, copy.deepcopy(tbl.tblGrid[0]))
        for number, tr in enumerate(tbl.tr_lst, 1):
            tr.insert(next(n for n, c in enumerate(tr) if c.tag == qn("w:tc")), parsed(cell(str(number)))[0])


def blank_rows(rng: Random, written: Written) -> None:
    for tbl in written.body.iterchildren(qn("w:tbl")):
        rows = [tr for tr in tbl.tr_lst[2:] if len(tr.tc_lst) == 2 and "vMerge" not in str([c.tag for c in tr.iter()])]
        for tr in rng.sample(rows, min(2, len(rows))):
            more = copy.deepcopy(tr)
            for node in more.iter(qn("w:t")):
                node.text = ""
            tr.addprevious(more)


def total_row(rng: Random, written: Written, head: str = "合计", differs: float = 0) -> None:
    rows = written.schedule()
    total = sum(r["budget_wan"] for r in written.application.truth["schedule"])
    rows[len(written.application.truth["schedule"])].addnext(parsed(row(head, f"{total + differs:g}", cell("", props='<w:gridSpan w:val="2"/>')))[0])


def serial_schedule(rng: Random, written: Written) -> None:
    """（1）, （2） before each stage."""
    for number, tr in enumerate(written.schedule()[1 : 1 + len(written.application.truth["schedule"])], 1):
        tr.tc_lst[0].p_lst[0].insert(0, parsed(run(f"（{number}）"))[0])
    for number, one in enumerate(written.application.truth["schedule"], 1):
        one["stage"] = f"（{number}）{one['stage']}"


def sentence(rng: Random, written: Written) -> None:
    """The schedule as one sentence over the merged columns."""
    heads, *stages = written.schedule()
    said = "；".join(f"{s['stage']}{s['goal']}，预算{s['budget_wan']:g}万元" for s in written.application.truth["schedule"])
    for tr in stages:
        tr.getparent().remove(tr)
    heads.addnext(parsed(row(cell(said + "。", props='<w:gridSpan w:val="4"/>')))[0])


def yuan_heads(rng: Random, written: Written) -> None:
    """The heading asks for 元."""
    heads, *stages = written.schedule()
    heads.tc_lst[1].p_lst[0].getparent().replace(heads.tc_lst[1].p_lst[0], parsed(para("经费预算（元）"))[0])
    for tr, told in zip(stages, written.application.truth["schedule"], strict=False):
        tr.tc_lst[1].p_lst[0].getparent().replace(tr.tc_lst[1].p_lst[0], parsed(para(f"{round(told['budget_wan'] * 10000)}"))[0])


def schedule_apart(rng: Random, written: Written) -> None:
    """The schedule as a table inside the cell of a row."""
    heads, *stages = written.schedule()
    made = parsed(row(cell(para(), props='<w:gridSpan w:val="4"/>')))[0]
    heads.addprevious(made)
    inner = parsed(ruled([], 4))[0]
    inner.extend([heads, *stages])
    made.tc_lst[0].insert(1, inner)


def before(rng: Random, written: Written) -> None:
    """A letter stands before the form."""
    for element in reversed(parsed(para("关于报送项目申报书的函") + para("省科协：现将我单位申报书报上，联系人：王某某，请审阅。") + para())):
        written.body.insert(0, element)


def after(rng: Random, written: Written) -> None:
    """A list of people stands behind the form."""
    people = ruled([["姓名", "职务/职称", "联系电话"], ["李某", "教授", "13900001111"], ["张某", "讲师", "13900001112"]], 3)
    for element in parsed(para("附：项目组成员名单") + people + para()):
        written.body.sectPr.addprevious(element)


def margins(rng: Random, written: Written) -> None:
    section = written.document.sections[0]
    section.header.paragraphs[0].text, section.footer.paragraphs[0].text = "湖南省科协项目申报书  内部资料", "— 3 —"


def instructions(rng: Random, written: Written) -> None:
    """How to fill the form stands between cover and table."""
    for element in reversed(parsed(para("填表说明") + para("1. 项目类别：请在所选类别前的括号内打√。") + para("2. 联系电话请填写手机号码。"))):
        written.lines["contact_phone"].addnext(element)


def repeated_cover(rng: Random, written: Written) -> None:
    """The name of the form as a running head in its first table."""
    tbl = next(written.body.iterchildren(qn("w:tbl")))
    tbl.tr_lst[6].addprevious(parsed(row(cell("申报书（续）", props='<w:gridSpan w:val="4"/>')))[0]) if len(tbl.tr_lst) > 8 else None


def whole_control(rng: Random, written: Written) -> None:
    """The table stands in a content control."""
    tbl = next(written.body.iterchildren(qn("w:tbl")))
    made = parsed(control(para()))[0]
    tbl.addprevious(made)
    made[1].append(tbl)
    made[1].remove(made[1][0])


def recommending_sentence(rng: Random, written: Written) -> None:
    """The recommender stands in a sentence."""
    name = written.application.truth["recommender"]
    for paragraph in labels(written.document, squeezed(f"同意推荐。{name}")):
        for node in paragraph.iter(qn("w:t")):
            node.text = f"经研究，{name}同意推荐该项目。"


COVER = ("cover", "project_category", "project_period", "applicant_unit", "contact_person", "contact_phone")
SCHEDULE = ("schedule", "layout")
HABITS = (
    drawn("cover in a table", "The cover is a table.", COVER, cover_table),
    drawn("cover in a box", "The cover is a text box as WPS draws it.", COVER, cover_box, media=("word",)),
    drawn("cover in a shape", "The cover is a text box of today's Word.", COVER, lambda r, w: cover_box(r, w, drawing), media=("word",)),
    drawn("cover with soft returns", "The cover is one paragraph.", COVER, cover_soft),
    drawn("cover below", "The answers of the cover stand below their labels.", COVER, cover_below),
    dialect("bank in lines", "The bank's lines share a cell.", "bank_name", form="exchange", bank="lines"),
    dialect("bank in a table", "The bank's lines are a table in a cell.", "bank_name", form="exchange", bank="nested"),
    dialect("sections apart", "Each section is a table of its own.", "layout", one_table=False),
    dialect("hints gone", "The printed hints were deleted.", "hints", hints=False),
    dialect("answers in runs", "Answers are many runs.", "runs", runs="split"),
    drawn("tables split", "The table is cut in pieces.", ("layout",), split_tables),
    drawn("tables framed", "The table stands in a frame.", ("layout",), nested),
    replace(drawn("side heading", "A heading stands upright beside the rows.", ("layout",), side_heading), beside=True),
    drawn("blank column", "A blank column at the right.", ("layout",), blank_column),
    drawn("numbered rows", "Rows are numbered in a column.", ("layout",), numbered_rows),
    drawn("blank rows", "Blank rows between.", ("layout",), blank_rows),
    drawn("running head", "The form's name is repeated in the table.", ("layout",), repeated_cover),
    drawn("table in a control", "The table stands in a content control.", ("layout",), whole_control),
    drawn("total row", "A row of totals ends the schedule.", SCHEDULE, total_row, "exchange"),
    drawn("total row, spread", "合 计 with a blank.", SCHEDULE, lambda r, w: total_row(r, w, "合  计"), "exchange"),
    drawn("total row, wrong", "The total is not the sum.", SCHEDULE, lambda r, w: total_row(r, w, "总计", 1.5), "exchange"),
    drawn("stages numbered", "Stages are numbered.", SCHEDULE, serial_schedule, "exchange"),
    drawn("schedule as a sentence", "The schedule is a sentence over merged columns.", SCHEDULE, sentence, "exchange", doubts=True),
    drawn("schedule in yuan", "The heading asks for 元.", SCHEDULE, yuan_heads, "exchange"),
    drawn("schedule in a cell", "The schedule is a table in a cell.", SCHEDULE, schedule_apart, "exchange"),
    drawn("letter before", "A letter stands before the form.", ("before",), before),
    drawn("list behind", "A list of people stands behind the form.", ("after",), after),
    drawn("head and foot", "Head and foot lines.", ("margins",), margins),
    drawn("instructions", "Instructions stand behind the cover.", ("before", "cover"), instructions),
    drawn("recommender in a sentence", "The recommending unit stands in a sentence.", ("recommender",), recommending_sentence),
)  # fmt: skip
