# ruff: noqa: E501  (habits read better a line each)
"""Rarer habits of writing an answer: several in one, other numbers and dates, hints half overwritten, pictures, corrections."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from tests.bench.habits.answers import period, runs
from tests.bench.habits.application import Application
from tests.bench.habits.habit import IN_WORD, Habit, drawn, typed
from tests.bench.habits.ticks import pair, ticked
from tests.bench.habits.written import Written, parsed
from tests.bench.planted.manners import text
from tests.parsers.layouts.words import WHO, drawing, vml
from tests.parsers.wordml import para, run
from tests.samples.make.forms import HINTS

SHORT = ("address", "leader_title", "project_leader", "postal_code")
PHONES = ("contact_phone", "unit_phone", "leader_phone")
LONG = ("cooperation_basis", "partner_units", "main_content", "expected_goals", "highlights")
CATEGORY = ("project_category",)


def hinted(name: str, sentence: str, show: str, doubts: bool = False) -> Habit:
    """The hint of a text is left beside the answer in this way: h is the hint, b the hint without brackets, a the answer."""

    def write(rng: Random, application: Application) -> None:
        key = rng.choice(("overview", "funding", "support"))
        application.dialect = replace(application.dialect, hints=False)
        application.says(key, show.format(h=HINTS[key], b=HINTS[key].strip("（）。 "), a=application.truth[key] or "无"), application.truth[key] or "无")
        if doubts:
            application.doubted.add(key)

    return Habit(name, sentence, write, ("overview", "funding", "support", "hints"), "haizhi", doubts=doubts)


def over_the_cell(rng: Random, written: Written) -> None:
    """The answer floats in a box over its blank cell."""
    key = rng.choice(SHORT)
    box = rng.choice((vml, drawing))(para(str(written.application.truth[key])))
    written.fill(key, run(box))


def remarked(rng: Random, written: Written) -> None:
    """The last words of the document say more about the contact."""
    for element in parsed(para("备注：如有疑问请联系王老师。")):
        written.body.sectPr.addprevious(element)


def moved(words: str) -> str:
    return f'<w:moveFrom w:id="51" {WHO}>{run("旧值")}</w:moveFrom><w:moveTo w:id="52" {WHO}>{run(words)}</w:moveTo>'


def link(words: str) -> str:
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'.format
    return mark("begin") + run(f"<w:instrText> HYPERLINK \"mailto:{words}\" </w:instrText>") + mark("separate") + run(words, '<w:u w:val="single"/>') + mark("end")


def two_minds(rng: Random, written: Written) -> None:
    """Both are ticked, one tick struck through."""
    shown = [run("（") + run("√", "" if meant else "<w:strike/>") + run("）" + words) for words, meant in written.application.options("project_category")[:2]]
    written.say("project_category", run("  ").join(shown))


def one_a_line(rng: Random, written: Written) -> None:
    """Each category in a paragraph of its own below the label."""
    line = written.lines["project_category"]
    name = text(line).split("：")[0]
    shown = [para(("（√）" if meant else "（ ）") + words) for words, meant in written.application.options("project_category")]
    for element in reversed(parsed(para(name + "：") + "".join(shown))):
        line.addnext(element)
    line.getparent().remove(line)


def soft_options(rng: Random, written: Written) -> None:
    """Each category behind a soft return."""
    shown = [run("<w:br/>") + run(("☑" if meant else "□") + words) for words, meant in written.application.options("project_category")]
    written.say("project_category", "".join(shown))


HABITS = (
    typed("phone in brackets", "(0731) stands before the number.", ("unit_phone",), lambda s: f"({s[:4]}){s[5:]}", lambda s: f"({s[:4]}){s[5:]}", "exchange"),
    typed("phone with country", "+86 stands before the number.", ("contact_phone",), lambda s: f"+86 {s}", lambda s: f"+86 {s}"),
    typed("phone in threes", "The number in groups.", ("contact_phone", "leader_phone"), lambda s: f"{s[:3]} {s[3:7]} {s[7:]}"),
    typed("phone with extension", "转 and an extension behind the number.", ("unit_phone",), lambda s: s + "转801", lambda s: s + "转801", "exchange"),
    typed("phone and name", "A name stands before the number.", ("contact_phone",), lambda s: "王老师 " + s, lambda s: "王老师 " + s),
    typed("mail in capitals", "The address in capitals.", ("email",), str.upper, str.upper, "haizhi"),
    typed("mail with blanks", "Blanks round the @.", ("email",), lambda s: s.replace("@", " @ "), form="haizhi"),
    typed("mail with a Chinese stop", "。 for a dot.", ("email",), lambda s: s.replace(".", "。"), form="haizhi"),
    typed("mail with its label", "邮箱： stands before the address.", ("email",), lambda s: "邮箱：" + s, form="haizhi", doubts=True),
    typed("postcode apart", "The digits with blanks between.", ("postal_code",), " ".join),
    typed("postcode with label", "邮编 stands before the digits.", ("postal_code",), lambda s: "邮编" + s, lambda s: "邮编" + s),
    typed("address and postcode", "The postcode stands behind the address.", ("address",), lambda s: s + "（410000）", lambda s: s + "（410000）"),
    typed("address on two lines", "The address on two lines.", ("address",), lambda s: s[:5] + "\n" + s[5:]),
    typed("unit in two languages", "The unit's English name on a second line.", ("applicant_unit",), lambda s: s + "（Hunan Institute of Science）", lambda s: s + "（Hunan Institute of Science）"),
    typed("joint units", "Two units with a mark between.", ("applicant_unit",), lambda s: s + "、湘源理工大学", lambda s: s + "、湘源理工大学"),
    typed("person with sex", "（女） stands behind a name.", ("project_leader", "contact_person"), lambda s: s + "（女）", lambda s: s + "（女）"),
    typed("two persons", "Two names.", ("contact_person",), lambda s: s + "、欧阳思远", lambda s: s + "、欧阳思远"),
    typed("titles on two lines", "A title a line.", ("leader_title",), lambda s: s + "\n博士生导师", lambda s: s + "博士生导师"),
    typed("account in groups with dashes", "The account with dashes.", ("bank_account_number",), lambda s: "-".join(s[i : i + 4] for i in range(0, len(s), 4)), lambda s: "-".join(s[i : i + 4] for i in range(0, len(s), 4)), "exchange"),
    typed("account with note", "（基本户） stands behind the account.", ("bank_account_number",), lambda s: s + "（基本户）", lambda s: s + "（基本户）", "exchange"),
    typed("code with note", "（三证合一） stands behind the code.", ("uscc",), lambda s: s + "（三证合一）", lambda s: s + "（三证合一）", "exchange"),
    typed("two lines of code", "The code on two lines.", ("uscc",), lambda s: s[:9] + "\n" + s[9:], form="exchange"),
    typed("partners a line each", "Each partner on a line.", ("partner_units",), lambda s: s.replace("、", "\n"), lambda s: s.replace("、", ""), "exchange"),
    typed("partners numbered", "Partners are numbered.", ("partner_units",), lambda s: "1." + s.replace("、", "；2."), lambda s: "1." + s.replace("、", "；2."), "exchange"),
    typed("text with brackets of ticks", "Empty brackets stand in a text.", LONG, lambda s: s + "（  ）待补充。", lambda s: s + "（  ）待补充。", "exchange"),
    typed("text with a heading", "A text begins with a heading in numerals.", LONG, lambda s: "（一）总体情况\n" + s, lambda s: "（一）总体情况" + s, "exchange"),
    typed("text with the section's number", "A text with 一、 and 二、.", LONG, lambda s: "一、" + s + "\n二、其他情况说明。", lambda s: "一、" + s + "二、其他情况说明。", "exchange"),
    typed("text with addresses", "A text with links and addresses.", LONG, lambda s: s + "详见http://www.example.org/a?b=1。", lambda s: s + "详见http://www.example.org/a?b=1。", "exchange"),
    typed("text with a period", "A text with a term in it.", LONG, lambda s: s + "时间阶段：2024年4月。", lambda s: s + "时间阶段：2024年4月。", "exchange"),
    typed("text with latin", "A text in English.", LONG, lambda s: "We will hold a conference on rail transit; contact person: Wang.", lambda s: "We will hold a conference on rail transit; contact person: Wang.", "exchange"),
    typed("text with emphasis signs", "A text with ★ and ●.", LONG, lambda s: "★" + s + "●重点突出。", lambda s: "★" + s + "●重点突出。", "exchange"),
    typed("text with wide indents", "Each paragraph with two wide blanks.", LONG, lambda s: "　　" + s.replace("\n", "\n　　"), form="exchange"),
    period("term without second year", "The second year is left out, or is written.", "{y}年{m}月-{z}年{n}月底"),
    period("term with from and to", "起 and 止 before the months.", "起：{y}年{m}月  止：{z}年{n}月"),
    period("term in brackets", "The term in brackets.", "（{y}年{m}月—{z}年{n}月）"),
    period("term with stroke", "The term with a long stroke of two dashes.", "{y}.{m}——{z}.{n}"),
    period("term with 至 and dots", "The term with a final dot.", "{y}.{m}.1至{z}.{n}.28。"),
    hinted("hint before", "The hint is left before the answer.", "{h}\n{a}"),
    hinted("hint behind", "The hint is left behind the answer.", "{a}\n{h}"),
    hinted("hint in the line", "The hint is left in the line of the answer.", "{h}{a}"),
    hinted("hint without brackets", "The hint lost its brackets.", "{b}\n{a}"),
    hinted("hint half left", "A part of the hint is left.", "（{b}\n{a}", doubts=True),
    runs("moved words", "The answer is a tracked move.", SHORT, moved, printed=False),
    runs("mail as a link", "The address is a link.", ("email",), link, "haizhi"),
    runs("answer in colour", "The answer is blue.", SHORT, lambda s: run(s, '<w:color w:val="0000FF"/>')),
    runs("answer in small letters", "The answer is set small.", SHORT, lambda s: run(s, '<w:sz w:val="12"/>')),
    runs("wide letters", "The answer's letters are spread.", SHORT, lambda s: run(s, '<w:spacing w:val="60"/>')),
    runs("two tabs within", "Tabs within the answer.", ("address",), lambda s: run(s[:6]) + run("<w:tab/>") + run(s[6:])),
    drawn("answer in a box", "The answer floats in a box over its cell.", SHORT, over_the_cell, doubts=True, media=("word",)),
    drawn("remark at the end", "A remark ends the document.", ("after",), remarked),
    drawn("tick struck through", "Both are ticked, one tick is struck through.", CATEGORY, two_minds, doubts=True, media=("word",)),
    drawn("categories a line each", "Each category on a line of its own.", (*CATEGORY, "cover"), one_a_line),
    drawn("categories behind soft returns", "Each category behind a soft return.", CATEGORY, soft_options),
    ticked("words within the brackets", "The words stand in the brackets, with the tick.", pair("（√{o}）", "（{o}）"), category_alone=True, doubts=True),
    ticked("figures in brackets", "1 for yes and 0 for no.", pair("（1）{o}", "（0）{o}")),
    ticked("chosen word in brackets", "（已选） stands before the chosen one.", pair("（已选）{o}", "（ ）{o}")),
    ticked("chosen word behind", "（已选） stands behind the chosen one.", pair("{o}（已选）", "{o}")),
    ticked("angle brackets", "Angle brackets for boxes.", pair("<√>{o}", "< >{o}")),
    ticked("underlined places", "The place to tick is a line.", pair("__√__{o}", "____{o}")),
    ticked("underlined places behind", "The place to tick is a line behind the words.", pair("{o}__√__", "{o}____")),
    ticked("semicolons between", "Semicolons end the options.", pair("（√）{o}；", "（ ）{o}；"), apart=""),
    ticked("two ticks at one", "The box is ticked, and the words too.", pair("☑{o}（√）", "□{o}（ ）")),
    ticked("tick between, no boxes", "A tick between two options without boxes.", pair("{o}  √", "{o}  "), category_alone=True, doubts=True, media=IN_WORD),
)  # fmt: skip
