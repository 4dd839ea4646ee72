# ruff: noqa: E501  (habits read better a line each)
"""Habits of writing an answer: blanks and underlines round it, notes, corrections, line breaks, dates, money."""

from __future__ import annotations

import re
from random import Random
from typing import Any

from tests.bench.habits.application import Application
from tests.bench.habits.habit import Habit, drawn, typed
from tests.bench.habits.written import Written, parsed
from tests.parsers.layouts.words import WHO, control
from tests.parsers.wordml import run

SHORT = ("address", "leader_title", "project_leader", "postal_code")
BANK = ("bank_name", "bank_account_name")
LONG = ("cooperation_basis", "partner_units", "main_content", "expected_goals", "highlights")
COVER = ("applicant_unit", "contact_person", "contact_phone")
CODES = ("postal_code", "contact_phone", "bank_account_number", "unit_phone")
WIDE = str.maketrans("0123456789", "０１２３４５６７８９")


def period(name: str, sentence: str, pattern: str) -> Habit:
    """The term in this pattern: y and m are year and month of its beginning, z and n of its end."""

    def write(rng: Random, application: Application) -> None:
        start, end = (application.truth["project_period"][key].split("-") for key in ("start", "end"))
        said = pattern.format(y=start[0], m=int(start[1]), z=end[0], n=int(end[1]), mm=start[1], nn=end[1])
        application.says("project_period", {"text": said})

    return Habit(name, sentence, write, ("project_period",))


def money(name: str, sentence: str, show: str) -> Habit:
    """The amounts of the schedule in this way."""

    def write(rng: Random, application: Application) -> None:
        rows = application.truth["schedule"]
        application.draws.append(lambda written: _amounts(written, [show.format(w=r["budget_wan"], y=round(r["budget_wan"] * 10000)) for r in rows]))

    return Habit(name, sentence, write, ("schedule",), "exchange", ("word", "printed"))


def _amounts(written: Written, shown: list[str]) -> None:
    for row, words in zip(written.schedule()[1:], shown, strict=False):
        cell = row.tc_lst[1]
        for paragraph in cell.p_lst:
            cell.remove(paragraph)
        cell.extend(parsed(f"<w:p>{run(words)}</w:p>"))


def runs(name: str, sentence: str, keys: tuple[str, ...], show: Any, form: str = "", doubts: bool = False, printed: bool = True) -> Habit:
    """The answer of one of these fields in runs of Word."""

    def draw(rng: Random, written: Written) -> None:
        key = rng.choice([key for key in keys if written.application.truth.get(key)])
        written.say(key, show(written.application.truth[key]))

    return drawn(name, sentence, keys, draw, form, ("word", "printed") if printed else ("word",), doubts)


def corrected(words: str) -> str:
    """The old answer struck through, the new one behind it."""
    return run("待定单位", "<w:strike/>") + run(words)


def tracked(words: str) -> str:
    gone = '<w:r><w:delText xml:space="preserve">欧阳某某</w:delText></w:r>'
    return f'<w:del w:id="41" {WHO}>{gone}</w:del><w:ins w:id="42" {WHO}>{run(words)}</w:ins>'


def broken(words: str) -> str:
    half = len(words) // 2
    return run(words[:half]) + run("<w:br/>") + run(words[half:])


def form_text(words: str) -> str:
    """A text field of Word 97."""
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'.format
    return mark("begin") + run('<w:instrText xml:space="preserve"> FORMTEXT </w:instrText>') + mark("separate") + run(words) + mark("end")


BLANK = run("        ", '<w:u w:val="single"/>')
HABITS = (
    typed("underscores round", "The answer stands within printed underscores.", SHORT, lambda s: f"____{s}______"),
    typed("wide blanks round", "Wide blanks stand round the answer.", SHORT, lambda s: f"　　{s}　　"),
    typed("hard blanks", "The answer was pasted from the web, with its blanks.", SHORT, lambda s: f"\xa0{s}\xa0\xa0"),
    typed("tab before", "A tab stands before the answer.", SHORT, lambda s: f"\t{s}"),
    typed("colon before", "A colon stands before the answer in its cell.", SHORT, lambda s: f"：{s}"),
    typed("zero-width signs", "Signs without width came along.", SHORT, lambda s: f"\u200b{s}\ufeff"),
    typed("wide digits", "Digits of full width.", CODES, lambda s: s.translate(WIDE)),
    typed("grouped digits", "Digits in groups of four.", ("bank_account_number",), lambda s: " ".join(re.findall(".{1,4}", s)), form="exchange"),
    typed("grouped code", "The code in groups.", ("uscc",), lambda s: f"{s[:4]} {s[4:8]} {s[8:12]} {s[12:]}", form="exchange"),
    typed("small code", "The code in small letters.", ("uscc",), str.lower, str.lower, "exchange"),
    typed("two phones", "Two numbers with a slash.", ("contact_phone",), lambda s: s + "/0731-80000012", lambda s: s + "/0731-80000012"),
    typed("phone with a name", "The number with a note in brackets.", ("contact_phone",), lambda s: s + "（微信同号）", lambda s: s + "（微信同号）"),
    typed("phone with its kind", "手机： stands before the number.", ("contact_phone",), lambda s: "手机：" + s, lambda s: "手机：" + s),
    typed("wide at-sign", "The address with a wide @.", ("email",), lambda s: s.replace("@", "＠"), form="haizhi"),
    typed("name apart", "A short name with a wide blank in it.", ("project_leader", "contact_person"), lambda s: "　".join(s)),
    typed("name with title", "A title in brackets stands behind a name.", ("project_leader",), lambda s: s + "（教授）", lambda s: s + "（教授）"),
    typed("see the annex", "见附件 stands in a long answer.", LONG, lambda s: "见附件", lambda s: "见附件", "exchange"),
    typed("numbered text", "A long answer in numbered lines.", LONG, lambda s: f"1.{s}\n2．补充说明有关情况。", lambda s: f"1.{s}2.补充说明有关情况。", "exchange"),
    typed("bulleted text", "A long answer in lines with bullets.", LONG, lambda s: f"●{s}\n●补充说明有关情况。", lambda s: f"●{s}●补充说明有关情况。", "exchange"),
    typed("label words in text", "A long answer with words of labels, and colons.", LONG, lambda s: s + "项目负责人：由张三担任，地址：另行通知。", lambda s: s + "项目负责人：由张三担任，地址：另行通知。", "exchange"),
    typed("option words in text", "A long answer with ticks in it.", LONG, lambda s: s + "（√）先进制造方向优先。", lambda s: s + "（√）先进制造方向优先。", "exchange"),
    typed("blank lines in text", "A long answer with blank lines.", LONG, lambda s: s + "\n\n\n另附说明。", lambda s: s + "另附说明。", "exchange"),
    typed("Latin bank", "The bank has a Latin name.", ("bank_name",), lambda s: "HSBC Changsha Branch", lambda s: "HSBC Changsha Branch", "exchange"),
    typed("Latin partners", "Partners have Latin names.", ("partner_units",), lambda s: "University of Bonn (Germany); RIKEN, Japan", lambda s: "University of Bonn (Germany); RIKEN, Japan", "exchange"),
    typed("answer in brackets", "The answer stands in brackets.", ("address",), lambda s: f"（{s}）", lambda s: f"（{s}）"),
    typed("answer with full stop", "A full stop ends a short answer.", ("address", "leader_title"), lambda s: s + "。", lambda s: s + "。"),
    typed("none for a fax", "无 for what one has not.", ("fax", "support"), lambda s: "无", lambda s: "无", "haizhi"),
    typed("dash for a fax", "A dash for what one has not.", ("fax",), lambda s: "——", lambda s: "-", "haizhi"),
    typed("unit with its nature", "（盖章） stands behind the unit's name.", ("applicant_unit",), lambda s: s + "（盖章）", doubts=True),
    period("term with days", "The term with days.", "{y}年{m}月1日至{z}年{n}月28日"),
    period("term with dots", "The term with dots.", "{y}.{mm}-{z}.{nn}"),
    period("term with slashes", "The term with slashes and a wave.", "{y}/{m}/1～{z}/{n}/28"),
    period("term with words", "The term as a sentence.", "自{y}年{m}月起至{z}年{n}月止"),
    period("term with months", "The term with the number of its months.", "{y}年{m}月—{z}年{n}月（约一年）"),
    period("term of eight digits", "The term as eight digits.", "{y}{mm}01-{z}{nn}28"),
    period("term with blanks", "The term with blanks between.", "{y} 年 {m} 月 至 {z} 年 {n} 月"),
    period("term with dashes", "The term as dates of a spreadsheet.", "{y}-{mm}-01 至 {z}-{nn}-28"),
    money("amounts with unit", "Each amount with its unit.", "{w:g}万元"),
    money("amounts with short unit", "Each amount with 万.", "{w:g}万"),
    money("amounts with decimals", "Each amount with two decimals.", "{w:.2f}"),
    money("amounts in yuan", "Each amount in 元, with commas.", "{y:,}元"),
    money("amounts with sign", "Each amount with a sign of money.", "￥{w:g}万元"),
    money("unit twice", "The unit stands there twice.", "{w:g}万元（万元）"),
    money("amounts with words", "Words stand before each amount.", "约{w:g}万元"),
    runs("correction struck", "The old answer is struck through.", ("partner_units",), corrected, "exchange", doubts=True, printed=False),
    runs("correction tracked", "The old answer is a tracked change.", SHORT, tracked, printed=False),
    runs("soft return", "A soft return in the answer.", ("address",), broken),
    runs("text field", "A text field of Word 97.", (*SHORT, *COVER), form_text),
    runs("text control", "A content control.", (*SHORT, *COVER), lambda s: control(run(s))),
    runs("date control", "A control for dates that was typed over.", ("contact_person",), lambda s: control(run(s), "<w:date/>")),
    runs("list control", "The answer from a drop-down list.", ("leader_title",), lambda s: control(run(s), f'<w:dropDownList><w:listItem w:value="{s}"/></w:dropDownList>')),
    runs("hidden words beside", "Hidden words beside the answer.", SHORT, lambda s: run("样例", "<w:vanish/>") + run(s)),
    runs("blanks underlined", "Underlined blanks are left round the answer.", COVER, lambda s: BLANK + run(s, '<w:u w:val="single"/>') + BLANK),
    runs("a run a letter", "Each letter is a run.", (*SHORT, *COVER), lambda s: "".join(map(run, s))),
    runs("hard hyphen", "A hyphen that does not break.", ("unit_phone",), lambda s: run(s.split("-")[0]) + run("<w:noBreakHyphen/>") + run(s.split("-")[1]), "exchange"),
    runs("comment beside", "A comment is at the answer.", SHORT, lambda s: '<w:commentRangeStart w:id="3"/>' + run(s) + '<w:commentRangeEnd w:id="3"/>' + run('<w:commentReference w:id="3"/>'), printed=False),
)  # fmt: skip
