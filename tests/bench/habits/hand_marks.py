# ruff: noqa: E501  (habits read better a line each)
"""Habits of ticking that Word has and letters have not: symbol fonts, controls, shapes, emphasis, options struck through."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from random import Random

from tests.bench.habits.application import TICKED
from tests.bench.habits.habit import Habit, drawn
from tests.bench.habits.written import Written
from tests.parsers.layouts.words import control
from tests.parsers.wordml import run

Show = Callable[[str, bool], str]
OVAL = '<w:pict><v:oval style="position:absolute;margin-left:2pt;width:90pt;height:18pt" filled="f"/></w:pict>'
LINE = '<w:pict><v:line style="position:absolute" from="0,8pt" to="90pt,8pt"/></w:pict>'
CATEGORY = ("project_category",)


def marked(name: str, sentence: str, show: Show, doubts: bool = False, category_alone: bool = False) -> Habit:
    """A ticked field in runs of Word: each option as `show` gives it."""

    def draw(rng: Random, written: Written) -> None:
        keys = [*TICKED] if written.application.form == "exchange" and not category_alone else [*CATEGORY]
        key = rng.choice(keys)
        shown = [show(words, meant) for words, meant in written.application.options(key)]
        if key == "cooperation_contents":
            written.fill(key, *shown)
        else:
            written.say(key, run("  ").join(shown))

    return drawn(name, sentence, CATEGORY if category_alone else tuple(TICKED), draw, doubts=doubts, media=("word",) if doubts else ("word", "printed"))


def symbol(font: str, on: str, off: str) -> Show:
    return lambda words, meant: run(f'<w:sym w:font="{font}" w:char="{on if meant else off}"/>') + run(words)


def lettered(font: str, on: str, off: str) -> Show:
    """A letter that only its font makes a box."""
    props = f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}"/>'
    return lambda words, meant: run(on if meant else off, props) + run(words)


def emphasised(props: str) -> Show:
    return lambda words, meant: run("（ ）") + run(words, props if meant else "")


def overstruck(words: str, meant: bool) -> str:
    """Enclosed characters: the tick printed over a box."""
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'.format
    code = f'<w:r><w:instrText xml:space="preserve"> eq \\o\\ac(□,{"√" if meant else ""}) </w:instrText></w:r>'
    return mark("begin") + code + mark("separate") + mark("end") + run(words)


def checkbox(words: str, meant: bool, shown: bool | None = None) -> str:
    """A check box control; `shown` where its sign says something else than its state."""
    sign = "☒" if (meant if shown is None else shown) else "☐"
    return control(run(sign, '<w:rFonts w:ascii="MS Gothic" w:hAnsi="MS Gothic"/>'), f'<w14:checkbox><w14:checked w14:val="{int(meant)}"/></w14:checkbox>') + run(words)


def replaced_in_control(words: str, meant: bool) -> str:
    """A check box control whose sign somebody typed over."""
    return control(run("☑" if meant else "□"), '<w14:checkbox><w14:checked w14:val="0"/></w14:checkbox>') + run(words)


def in_revision(words: str, meant: bool) -> str:
    """The blank of the brackets is deleted and a tick inserted, both still tracked."""
    who = 'w:author="a" w:date="2024-03-17T08:00:00Z"'
    gone = f'<w:del w:id="31" {who}><w:r><w:delText xml:space="preserve"> </w:delText></w:r></w:del>'
    return run("（") + (f'{gone}<w:ins w:id="32" {who}>{run("√")}</w:ins>' if meant else run(" ")) + run("）" + words)


HABITS = (
    marked("font: Wingdings 2", "Boxes are symbols of Wingdings 2.", symbol("Wingdings 2", "F052", "F0A3")),
    marked("font: Wingdings", "Boxes are symbols of Wingdings.", symbol("Wingdings", "F0FE", "F0A8")),
    marked("font: check of Wingdings", "A check mark of Wingdings stands for the box.", symbol("Wingdings", "F0FC", "F0A8")),
    marked("font: letters of Wingdings", "þ in the font Wingdings looks like a ticked box.", lettered("Wingdings", "þ", "¨")),
    marked("font: letters of Wingdings 2", "R in the font Wingdings 2 looks like a ticked box.", lettered("Wingdings 2", "R", "£")),
    marked("font: cross of Wingdings 2", "A crossed box of Wingdings 2.", symbol("Wingdings 2", "F053", "F0A3")),
    replace(marked("enclosed character", "A tick over a box, as enclosed characters make it.", overstruck), media=("word",)),
    marked("check box control", "Check box controls.", checkbox),
    marked("check box typed over", "The sign of a check box control was typed over; its state is the old one.", replaced_in_control, True),
    marked("check box contradicted", "A check box control shows no tick though it is ticked.", lambda w, m: checkbox(w, m, False), True),
    marked("tick tracked", "The tick is a tracked change.", in_revision),
    marked("option in bold", "The chosen one is bold, all brackets empty.", emphasised("<w:b/>"), True, True),
    marked("option in red", "The chosen one is red, all brackets empty.", emphasised('<w:color w:val="FF0000"/>'), True, True),
    marked("option underlined", "The chosen one is underlined.", emphasised('<w:u w:val="single"/>'), True, True),
    marked("option highlighted", "The chosen one is highlighted.", emphasised('<w:highlight w:val="yellow"/>'), True, True),
    marked("ellipse", "An ellipse is drawn round the chosen one.", lambda w, m: run(f"（ ）{w}") + (run(OVAL) if m else ""), True, True),
    marked("line under", "A line is drawn at the chosen one.", lambda w, m: run(f"（ ）{w}") + (run(LINE) if m else ""), True, True),
    marked("others struck", "The other options are struck through.", lambda w, m: run(f"（ ）{w}", "" if m else "<w:strike/>"), True, True),
    marked("tick as hidden text beside", "Hidden words stand at each option.", lambda w, m: run("（√）" if m else "（ ）") + run("请打勾", "<w:vanish/>") + run(w)),
    marked("raised tick", "The tick is raised above the line.", lambda w, m: run("（") + run("√" if m else " ", '<w:vertAlign w:val="superscript"/>') + run("）" + w)),
    marked("each in a run", "Bracket, tick and words are runs of their own.", lambda w, m: run("（") + run("√" if m else " ") + run("）") + "".join(map(run, w))),
)  # fmt: skip
