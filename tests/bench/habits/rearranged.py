# ruff: noqa: E501  (habits read better a line each)
"""Rarer habits of rearranging: answers in the row below or over two cells, options in a grid, texts in rows of their own, covers
with dots, banks in a line, rows moved, misspelled labels."""

from __future__ import annotations

import copy
from random import Random
from typing import Any

from docx.oxml.ns import qn

from tests.bench.habits.habit import Habit, drawn
from tests.bench.habits.layout import COVER, SCHEDULE, cover
from tests.bench.habits.written import Written, parsed, row_text, ruled
from tests.bench.planted.manners import labels, text
from tests.parsers.layouts.words import WHO
from tests.parsers.wordml import cell, para, row, run

SHORT = ("address", "project_leader", "leader_title", "postal_code")
WIDE = ("legal_representative", "leader_phone", "partner_units")
SPAN3, SPAN4 = '<w:gridSpan w:val="3"/>', '<w:gridSpan w:val="4"/>'
TYPOS = {"邮政编码": "邮政编吗", "项目负责人": "项目负责入", "统一社会信用代码": "统一社会信用代玛", "法人代表": "法人代麦", "电子信箱": "电子信厢"}


def below(rng: Random, written: Written) -> None:
    """The answer stands in a row of its own below the label's row, whose cell is blank."""
    key = rng.choice([key for key in WIDE if key in written.labels])
    said = written.application.truth[key]
    written.fill(key, "")
    written.row(key).addnext(parsed(row(cell(""), cell(said, props=SPAN3)))[0])


def under_head(rng: Random, written: Written) -> None:
    """The label fills its row, and the answer the next one."""
    key = rng.choice([key for key in WIDE if key in written.labels])
    old = written.row(key)
    for element in reversed(parsed(row(cell(text(written.labels[key]), props=SPAN4)) + row(cell(written.application.truth[key], props=SPAN4)))):
        old.addnext(element)
    old.getparent().remove(old)


def gap(rng: Random, written: Written) -> None:
    """A narrow blank cell stands between label and answer."""
    key = rng.choice([key for key in WIDE if key in written.labels])
    said = written.application.truth[key]
    beside = written.cells[key]
    beside.addprevious(parsed(cell(""))[0])
    beside.addprevious(parsed(cell(said, props='<w:gridSpan w:val="2"/>'))[0])
    beside.getparent().remove(beside)


def halves(rng: Random, written: Written) -> None:
    """A number's first half stands in a cell of its own."""
    beside, said = written.cells["leader_phone"], written.application.truth["leader_phone"]
    beside.addprevious(parsed(cell(said))[0])
    beside.addprevious(parsed(cell("", props='<w:gridSpan w:val="2"/>'))[0])
    beside.getparent().remove(beside)


def two_in_a_cell(rng: Random, written: Written) -> None:
    """Postcode and phone share one cell, each behind its label."""
    tr = written.row("postal_code")
    truth = written.application.truth
    made = parsed(row(cell(f"邮政编码：{truth['postal_code']}    联系电话：{truth['unit_phone']}", props=SPAN4)))[0]
    tr.getparent().replace(tr, made)


def options_grid(rng: Random, written: Written) -> None:
    """The fields of cooperation stand in a table, two a row."""
    shown = [("☑" if meant else "□") + words for words, meant in written.application.options("cooperation_fields")]
    shown += [""] * (len(shown) % 2)
    written.fill("cooperation_fields", "")
    written.cells["cooperation_fields"].insert(1, parsed(ruled([shown[i : i + 2] for i in range(0, len(shown), 2)], 2))[0])


def options_columns(rng: Random, written: Written) -> None:
    """The fields of cooperation are spread over three cells."""
    shown = [("（√）" if meant else "（ ）") + words for words, meant in written.application.options("cooperation_fields")]
    beside = written.cells["cooperation_fields"]
    for part in (shown[:3], shown[3:5], shown[5:]):
        beside.addprevious(parsed(cell(*part))[0])
    beside.getparent().remove(beside)


def options_rows(rng: Random, written: Written) -> None:
    """Each content of cooperation has a row, the label's cell is merged over them."""
    tr, label = written.row("cooperation_contents"), "合作内容"
    shown = [("☑" if meant else "□") + words for words, meant in written.application.options("cooperation_contents")]
    made = [row(cell(label if n == 0 else para(), props=f'<w:vMerge w:val="{"continue" if n else "restart"}"/>'), cell(one, props=SPAN3)) for n, one in enumerate(shown)]
    for element in reversed(parsed("".join(made))):
        tr.addnext(element)
    tr.getparent().remove(tr)


def marks_apart(rng: Random, written: Written) -> None:
    """Each field of cooperation has a row: its words, and a cell for the tick."""
    tr = written.row("cooperation_fields")
    offered = written.application.options("cooperation_fields")
    made = [row(cell("合作领域" if n == 0 else para(), props=f'<w:vMerge w:val="{"continue" if n else "restart"}"/>'), cell(words, props='<w:gridSpan w:val="2"/>'), cell("√" if meant else "")) for n, (words, meant) in enumerate(offered)]
    for element in reversed(parsed("".join(made))):
        tr.addnext(element)
    tr.getparent().remove(tr)


def texts_in_rows(rng: Random, written: Written) -> None:
    """Content, goals and novelty have rows of their own, label and answer beside one another."""
    tr = next(r for r in written.rows() if row_text(r).startswith("项目主要内容"))
    last = "特色与创新" if written.application.guide != "2024" else "亮点与创新点"
    pairs = (("项目主要内容", "main_content"), ("预期目标", "expected_goals"), (last, "highlights"))
    made = [row(cell(name), cell(*(written.application.truth[key] or "").split("\n"), props=SPAN3)) for name, key in pairs]
    for element in reversed(parsed("".join(made))):
        tr.addnext(element)
    tr.getparent().remove(tr)


def texts_headed(rng: Random, written: Written) -> None:
    """Each text below a bold heading without a colon."""
    tr = next(r for r in written.rows() if row_text(r).startswith("项目主要内容"))
    last = "特色与创新" if written.application.guide != "2024" else "亮点与创新点"
    pairs = (("项目主要内容", "main_content"), ("预期目标", "expected_goals"), (last, "highlights"))
    inside = [p for name, key in pairs for p in (para(run(name, "<w:b/>")), *map(para, (written.application.truth[key] or "").split("\n")))]
    tr.getparent().replace(tr, parsed(row(cell(*inside, props=SPAN4)))[0])


def dotted(rng: Random, written: Written) -> None:
    """Dots lead from label to answer on the cover."""
    def made(lines: list[Any]) -> list[Any]:
        said = [text(line).partition("：") for line in lines]
        return parsed("".join(para(f"{name}：…………{rest}…………") for name, _, rest in said))

    cover(rng, written, made)


def no_colons(rng: Random, written: Written) -> None:
    """Wide blanks stand for the colons of the cover."""
    def made(lines: list[Any]) -> list[Any]:
        said = [text(line).partition("：") for line in lines]
        return parsed("".join(para(run(f"{name.replace(' ', '').replace('　', '')}　　　"), run(f"　{rest}　", '<w:u w:val="single"/>')) for name, _, rest in said))

    cover(rng, written, made)


def cover_loose(rng: Random, written: Written) -> None:
    """The cover as a table with blank rows between."""
    def made(lines: list[Any]) -> list[Any]:
        said = [text(line).partition("：") for line in lines]
        return parsed(ruled([pair for name, _, rest in said for pair in ([cell(name), cell(rest)], [cell(""), cell("")])], 2) + para())

    cover(rng, written, made)


def cover_twice(rng: Random, written: Written) -> None:
    """Two lines of the cover share a line."""
    person, phone = written.lines["contact_person"], written.lines["contact_phone"]
    said = f"{text(person)}        {text(phone)}"
    person.getparent().replace(person, parsed(para(said))[0])
    phone.getparent().remove(phone)


def bank_in_a_line(rng: Random, written: Written) -> None:
    """All of the bank in one paragraph."""
    truth = written.application.truth
    rows = [r for r in written.rows() if any(word in row_text(r) for word in ("开户名", "开户银行", "账号："))]
    said = f"开户名：{truth['bank_account_name']}；开户银行：{truth['bank_name']}；账号：{truth['bank_account_number']}"
    rows[0].addprevious(parsed(row(cell("银行账户信息"), cell(said, props=SPAN3)))[0])
    for old in rows:
        old.getparent().remove(old)


def bank_in_cells(rng: Random, written: Written) -> None:
    """Each label of the bank has a cell of its own beside its answer's."""
    truth = written.application.truth
    rows = [r for r in written.rows() if any(word in row_text(r) for word in ("开户名", "开户银行", "账号："))]
    pairs = (("开户名", "bank_account_name"), ("开户银行", "bank_name"), ("账号", "bank_account_number"))
    made = [row(cell("银行账户信息" if n == 0 else para(), props=f'<w:vMerge w:val="{"continue" if n else "restart"}"/>'), cell(name), cell(truth[key], props='<w:gridSpan w:val="2"/>')) for n, (name, key) in enumerate(pairs)]
    for element in reversed(parsed("".join(made))):
        rows[-1].addnext(element)
    for old in rows:
        old.getparent().remove(old)


def moved_row(rng: Random, written: Written) -> None:
    """The row of the address was moved behind that of the leader."""
    written.row("project_leader").addnext(written.row("address"))


def tracked_row(rng: Random, written: Written) -> None:
    """A row was inserted anew, the old one deleted, both tracked."""
    tr = written.row("address")
    old = copy.deepcopy(tr)
    for node in list(old.iter(qn("w:t")))[1:]:
        node.text = "旧地址"
    for one, kind in ((old, "del"), (tr, "ins")):
        one.insert(0, parsed(f'<w:trPr><w:{kind} w:id="6{len(kind)}" {WHO}/></w:trPr>')[0])
    tr.addprevious(old)


def misspelled(rng: Random, written: Written) -> None:
    for key in [k for k, label in written.labels.items() if text(label).replace(" ", "") in TYPOS and rng.random() < 0.6]:
        label = written.labels[key]
        said = TYPOS[text(label).replace(" ", "")]
        made = parsed(para(said))[0]
        label.getparent().replace(label, made)


def staged(rng: Random, written: Written) -> None:
    """第一阶段 stands before each stage."""
    for n, (tr, one) in enumerate(zip(written.schedule()[1:], written.application.truth["schedule"], strict=False)):
        one["stage"] = f"第{'一二三四'[n]}阶段：{one['stage']}"
        tr.tc_lst[0].replace(tr.tc_lst[0].p_lst[0], parsed(para(one["stage"]))[0])


def goals_listed(rng: Random, written: Written) -> None:
    """Goals in two paragraphs."""
    for tr, one in zip(written.schedule()[1:], written.application.truth["schedule"], strict=False):
        tr.tc_lst[2].append(parsed(para("2.形成总结材料"))[0])
        one["goal"] += "2.形成总结材料"


def schedule_numbered(rng: Random, written: Written) -> None:
    """A column of numbers stands before the stages."""
    rows = written.schedule()
    for n, tr in enumerate(rows):
        goal = tr.tc_lst[2]
        goal.grid_span = 1
        tr.tc_lst[0].addprevious(parsed(cell("序号" if n == 0 else str(n) if n <= len(written.application.truth["schedule"]) else ""))[0])


def schedule_owner(rng: Random, written: Written) -> None:
    """One more column, 责任人, ends the schedule."""
    for n, tr in enumerate(written.schedule()):
        tr.tc_lst[2].grid_span = 1
        tr.append(parsed(cell("责任人" if n == 0 else "王某" if n <= len(written.application.truth["schedule"]) else ""))[0])


def schedule_lines(rng: Random, written: Written) -> None:
    """All stages in the paragraphs of one row."""
    heads, *stages = written.schedule()
    told = written.application.truth["schedule"]
    made = row(cell(*(s["stage"] for s in told)), cell(*(f"{s['budget_wan']:g}" for s in told)), cell(*(s["goal"] for s in told), props='<w:gridSpan w:val="2"/>'))
    for tr in stages:
        tr.getparent().remove(tr)
    heads.addnext(parsed(made)[0])


def recommended(rng: Random, written: Written) -> None:
    """推荐单位 stands before the recommender's name."""
    name = written.application.truth["recommender"]
    for paragraph in labels(written.document, f"同意推荐。{name}"):
        for node in paragraph.iter(qn("w:t")):
            node.text = f"同意推荐。推荐单位：{name}（盖章）"


def pictured(rng: Random, written: Written) -> None:
    """A page number field and a rule stand in the first row."""
    tbl = next(written.body.iterchildren(qn("w:tbl")))
    tbl.addprevious(parsed(para(run('<w:pict><v:rect style="width:0;height:1.5pt" o:hr="t"/></w:pict>')))[0])


BANK = ("bank_account_name", "bank_name", "bank_account_number", "layout")
TEXTS = ("main_content", "expected_goals", "highlights", "layout")
FIELDS, CONTENTS = ("cooperation_fields", "layout"), ("cooperation_contents", "layout")


def changed(name: str, sentence: str, touches: tuple[str, ...], draw: Any, form: str = "exchange", doubts: bool = False) -> Habit:
    return drawn(name, sentence, touches, draw, form, doubts=doubts)


HABITS = (
    changed("answer in the row below", "The answer stands in the row below.", (*WIDE, "labels", "layout"), below),
    changed("label over answer", "The label fills its row, the answer the next.", (*WIDE, "labels", "layout"), under_head),
    changed("blank cell between", "A blank cell stands between label and answer.", (*WIDE, "labels", "layout"), gap),
    changed("blank cell behind", "The answer's cell was split, its second half is blank.", ("leader_phone", "layout"), halves),
    changed("two pairs in a cell", "Two labels with their answers share a cell.", ("postal_code", "unit_phone", "labels", "layout"), two_in_a_cell),
    changed("options in a grid", "Options stand in a table.", FIELDS, options_grid),
    changed("options in columns", "Options are spread over cells.", FIELDS, options_columns),
    changed("options in rows", "Each option has a row.", (*CONTENTS, "labels"), options_rows),
    changed("ticks in a column", "Ticks stand in a column of their own.", (*FIELDS, "labels"), marks_apart, doubts=True),
    changed("texts in rows", "Texts have rows of their own.", TEXTS, texts_in_rows),
    changed("texts under headings", "Texts stand under headings without a colon.", TEXTS, texts_headed),
    changed("cover with dots", "Dots lead to the answers of the cover.", COVER, dotted, "", True),
    changed("cover without colons", "Wide blanks stand for the colons of the cover.", COVER, no_colons, ""),
    changed("cover in a loose table", "The cover is a table with blank rows.", COVER, cover_loose, ""),
    changed("two pairs in a line", "Contact and phone share a line of the cover.", ("contact_person", "contact_phone", "cover"), cover_twice, ""),
    changed("bank in a line", "The bank's lines are one.", BANK, bank_in_a_line),
    changed("bank in cells", "The bank's labels have cells.", BANK, bank_in_cells),
    changed("row moved", "The row of the address was moved.", ("address", "labels", "layout"), moved_row),
    drawn("row replaced", "A row was replaced by another, both tracked.", ("address", "labels", "layout"), tracked_row, media=("word",)),
    changed("label misspelled", "A character of some labels is wrong.", ("labels",), misspelled, ""),
    changed("stages named", "第一阶段 stands before each stage.", SCHEDULE, staged),
    changed("goals listed", "Goals in two paragraphs.", SCHEDULE, goals_listed),
    changed("schedule numbered", "A column of numbers begins the schedule.", SCHEDULE, schedule_numbered),
    changed("schedule with owners", "One more column ends the schedule.", SCHEDULE, schedule_owner),
    changed("schedule in one row", "All stages stand in the paragraphs of one row.", SCHEDULE, schedule_lines, doubts=True),
    changed("recommender named", "推荐单位： stands before the recommender.", ("recommender",), recommended, ""),
    changed("rule drawn", "A rule is drawn before the table.", ("before",), pictured, ""),
)  # fmt: skip
