"""Habits of ticking that plain letters and signs show: what stands at a chosen option, and what at the others."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from tests.bench.habits.application import TICKED, Application
from tests.bench.habits.habit import EVERYWHERE, IN_WORD, Habit, Medium

Show = Callable[[int, str, bool], str]
"""The number of an option from 1, its words, whether it is meant → how it is shown."""
IN_FONT = "✔■●★▣◆"
"""Signs that the font of the drawn PDFs has."""
IN_COLOUR = "✅"
"""No font that LibreOffice prints with may have it."""
IN_PDF = str.maketrans("☑☐", "■□")
CHINESE, CIRCLED = "一二三四五六七八", "①②③④⑤⑥⑦⑧"


def pair(on: str, off: str) -> Show:
    """Each option by one of two patterns, in which o are its words, n, a, c and r its number in four ways."""

    def show(number: int, words: str, meant: bool) -> str:
        at = number - 1
        return (on if meant else off).format(o=words, n=number, a="ABCDEFGH"[at], c=CHINESE[at], r=CIRCLED[at])

    return show


def ticked(name: str, sentence: str, show: Show, category_alone: bool = False, doubts: bool = False, apart: str = "  ",
           media: tuple[Medium, ...] = EVERYWHERE) -> Habit:  # fmt: skip
    """One of the ticked fields shows its options in this way; on a cover they stand in one line."""

    def write(rng: Random, application: Application) -> None:
        keys = ["project_category"] if category_alone or application.form != "exchange" else list(TICKED)
        key = rng.choice(keys)
        shown = [show(n, words, meant) for n, (words, meant) in enumerate(application.options(key), 1)]
        application.lines[key] = tuple(shown) if key == "cooperation_contents" else (apart.join(shown),)
        if doubts:
            application.doubted.add(key)

    return Habit(name, sentence, write, tuple(TICKED), media=media, doubts=doubts)


def _retyped(number: int, words: str, meant: bool) -> str:
    return f"{words}（ ）{words}" if meant else f"（ ）{words}"


SIGNS = (
    ("heavy check", "✔", "□"), ("boxed check", "☑", "☐"), ("check in colour", "✅", "⬜"), ("ballot box", "🗹", "☐"),
    ("filled square", "■", "□"), ("filled circle", "●", "○"), ("circle in circle", "◉", "○"), ("star", "★", "☆"),
    ("boxed cross", "☒", "☐"), ("square in square", "▣", "□"), ("diamond", "◆", "◇"),
)  # fmt: skip

MARKS = tuple(
    ticked(f"sign: {name}", f"{on} stands at what is meant, {off} at the rest.", pair(on + "{o}", off + "{o}"),
           media=EVERYWHERE if on in IN_FONT else ("word",) if on in IN_COLOUR else IN_WORD)
    for name, on, off in SIGNS
)
BRACKETS = tuple(
    ticked(f"brackets: {on}", f"A chosen option has {on} before it, the others {off}.", pair(on + "{o}", off + "{o}"))
    for on, off in (
        ("（V）", "（ ）"), ("（v）", "（）"), ("[√]", "[ ]"), ("【√】", "【】"), ("（　√　）", "（　　）"), ("( √ )", "(   )"),
        ("（✓）", "（）"),
        ("（是）", "（否）"), ("（O）", "（ ）"), ("（Y）", "（N）"), ("（＿√＿）", "（＿＿）"), ("〔√〕", "〔 〕"),
    )
)  # fmt: skip
BETWEEN = tuple(
    ticked(f"between: {name}", f"{name} stand between the box and the words.", pair("☑" + words, "□" + words))
    for name, words in (
        ("a number and a dot", "{n}.{o}"), ("a number in brackets", "（{n}）{o}"), ("a number in a circle", "{r}{o}"),
        ("a letter", "{a}{o}"), ("a letter and a dot", "{a}. {o}"), ("a number and a blank", " {n} {o}"),
        ("a Chinese number", "{c}、{o}"), ("quotes", "“{o}”"), ("book marks", "《{o}》"), ("the word category", "类别{n}：{o}"),
        ("the province", "湖南省{o}"), ("wide blanks", "　　{o}"), ("a colon", "：{o}"), ("a dash", "—{o}"),
    )
)
BEHIND = (
    ticked("tick behind the words", "A tick behind the words, the printed brackets left.", pair("（ ）{o}√", "（ ）{o}")),
    ticked("ticked box behind the words", "A tick in brackets behind the words, printed boxes left.", pair("□{o}（√）", "□{o}")),
    ticked("boxes behind the words", "The form was retyped with its boxes behind.", pair("{o}☑", "{o}□")),
    ticked("brackets behind the words", "The form was retyped with its brackets behind.", pair("{o}（√）", "{o}（ ）")),
    ticked("numbered, brackets behind", "1. words （√）.", pair("{n}.{o}（√）", "{n}.{o}（ ）")),
    ticked("yes or no behind", "（是） or （否） stands behind the words.", pair("{o}（是）", "{o}（否）")),
    ticked("tick before the box", "The tick is typed before the box that is left.", pair("√□{o}", "□{o}")),
    ticked("tick behind the box", "The tick is typed behind the box that is left.", pair("□√{o}", "□{o}")),
    ticked("letter behind the box", "V is typed behind the box.", pair("□V{o}", "□{o}")),
    ticked("tick apart behind", "A blank and a tick behind the words.", pair("□{o} √", "□{o}"), category_alone=True, doubts=True),
)
OTHERS = (
    ticked("mouth for a box", "The character 口 is typed for a box.", pair("√{o}", "口{o}")),
    ticked("mouth behind a tick", "The character 口 is a box, with a tick typed before it.", pair("√口{o}", "口{o}")),
    ticked("ticks without boxes", "Only the chosen one has a mark; the boxes are gone.", pair("√{o}", "{o}")),
    ticked("ticks without boxes, behind", "Only the chosen one has a mark, behind it.", pair("{o}√", "{o}")),
    ticked("others crossed", "The chosen one has a tick, each other a cross.", pair("√{o}", "×{o}")),
    ticked("crossed brackets", "（√） and （×）.", pair("（√）{o}", "（×）{o}")),
    ticked("tabs between", "Options are parted by tabs.", pair("（√）{o}", "（ ）{o}"), apart="\t"),
    ticked("commas between", "Options are parted by commas.", pair("（√）{o}", "（ ）{o}"), apart="，"),
    ticked("nothing between", "Options follow one another.", pair("☑{o}", "□{o}"), apart=""),
    ticked("slashes between", "Options are parted by slashes.", pair("☑{o}", "□{o}"), apart=" / "),
    ticked("chosen alone", "The other options are deleted.", pair("☑{o}", ""), apart=""),
    ticked("typed before the brackets", "The category is typed once more before the brackets.", _retyped, True, True, ""),
    ticked("word for a mark", "（选） stands at the chosen one.", pair("（选）{o}", "（ ）{o}")),
    ticked("wide cross", "X in capitals stands in the brackets.", pair("（X）{o}", "（ ）{o}"), doubts=True),
)


def _other(name: str, sentence: str, words: str, boxed: bool = True) -> Habit:
    """Words behind 其他重点领域, in this way; without its box ticked they may be asked about."""

    def write(rng: Random, application: Application) -> None:
        kept = [words for words in application.truth["cooperation_fields"] if not words.startswith("其他")]
        application.truth["cooperation_fields"] = [*kept, "其他重点领域：低空经济"]
        shown = []
        for option, meant in application.options("cooperation_fields"):
            other = option.startswith("其他")
            shown.append(("☑" if meant and (boxed or not other) else "□") + (words if other else option))
        application.lines["cooperation_fields"] = ("  ".join(shown),)
        if not boxed:
            application.doubted.add("cooperation_fields")

    return Habit(name, sentence, write, ("cooperation_fields",), "exchange", doubts=not boxed)


OTHER = (
    _other("other: prompt", "The words stand behind 请注明.", "其他重点领域（请注明：低空经济）"),
    _other("other: underlines", "The words stand on a line of underscores.", "其他重点领域：____低空经济____"),
    _other("other: brackets", "The words stand in brackets.", "其他重点领域（低空经济）"),
    _other("other: bracket lost", "The closing bracket was typed over.", "其他重点领域（低空经济"),
    _other("other: blank", "A blank stands before the words.", "其他重点领域 低空经济"),
    _other("other: half colon", "A narrow colon stands before the words.", "其他重点领域: 低空经济"),
    _other("other: full stop", "A full stop ends the words.", "其他重点领域：低空经济。"),
    _other("other: no box", "The words stand there, the box was forgotten.", "其他重点领域：低空经济", boxed=False),
)
HABITS = (*MARKS, *BRACKETS, *BETWEEN, *BEHIND, *OTHERS, *OTHER)
