"""One table of signs: what a sign means is the same for a known form's field, for any form's pairs, on paper and for labels.

The list below says what each sign is, independently of the table, so that neither changes without the other.
"""

from __future__ import annotations

import pytest

from config.model import Option
from parsers.formats.word.reader import read
from parsers.forms.labels import find
from parsers.forms.lines import lay_out
from parsers.model.document import Document, Paragraph, Place
from parsers.ocr.checkboxes import LIKE
from parsers.pairs import doubts, keyed, pairs
from parsers.pairs.label_weights import likeness
from parsers.pairs.tick_options import ticks
from parsers.ticks import signs
from parsers.ticks.choices import choose
from tests import installation
from tests.parsers.wordml import cell, docx, para, run, table

TICKED = "☑☒🗹🗷🗵🗳✅❎⮽🅥🆅▣⊠⌧√✓✔🗸■●◆★▲◉⊙◼◾⬛⚫⬤▪⦿✪🔘∨⋁ˇ"
EMPTY = "□☐▢◻❏❐❑❒⬜◽▫🗆🞎🞏🞐⎕🔲▯⬚○◯〇⚪⭘⚬"
IN_DOUBT = "×✗✘✕✖☓╳❌⨯⨉🗙🗴🗶◎◇△▷▽☆◈▶►▸➢➤❖"
UNKNOWN = "❤⭐⭕👍✦♥✍⊗⊕🔳\ue123\uf021"
WORDS = ("国际会议", "国际合作", "海外基地")
OPTIONS = tuple(Option(label=words) for words in WORDS)


def field(text: str) -> tuple[tuple[str, ...], str]:
    """What a known form's field makes of a text: the options, and the doubt."""
    made = choose(signs.plain(text), OPTIONS)
    return tuple(option.label for option in made.options), made.doubt


def pair(text: str) -> tuple[tuple[str, ...], bool]:
    """What any form's pair makes of it: the options, and whether there is a doubt."""
    made = ticks(signs.plain(text))
    assert made is not None, text
    return made.chosen, made.unsure


def beside(sign: str, empty: str = "□") -> list[str]:
    """The middle one of three options has the sign: before it, behind it, and in brackets."""
    one, two, three = WORDS
    return [f"{empty}{one} {sign}{two} {empty}{three}", f"{one}{empty} {two}{sign} {three}{empty}",
            f"（ ）{one}（{sign}）{two}（ ）{three}", f"{empty} {one}\n{sign} {two}\n{empty} {three}"]


def test_every_sign_of_the_table_is_in_the_list_and_no_other() -> None:
    rows = {kind: set(row) for kind, row in signs.SIGNS.items()}
    known = set().union(*(row for kind, row in rows.items() if kind != "ornament")) - {"\u20de"}
    assert known == set(TICKED + EMPTY + IN_DOUBT)
    assert sum(map(len, rows.values())) == len(set().union(*rows.values())), "a sign stands in one row"
    assert set(signs.FILLED) < rows["beside"] and rows["circle"] < set(signs.CIRCLES) < rows["circle"] | rows["bullet"]


@pytest.mark.parametrize("sign", TICKED)
def test_a_tick_is_one_for_a_field_and_for_a_pair(sign: str) -> None:
    for text in (*beside(sign), *beside(sign, "○")):
        assert field(text) == ((WORDS[1],), ""), text
        if "\n" not in text and not text.startswith(f"{WORDS[0]}○"):
            assert pair(text) == ((WORDS[1],), False), text


@pytest.mark.parametrize("sign", EMPTY)
def test_an_empty_place_is_one_for_a_field_and_for_a_pair(sign: str) -> None:
    for text in beside(sign)[:2]:
        assert field(text) == ((), "unticked"), text
        assert pair(text) == ((), False), text


@pytest.mark.parametrize("sign", IN_DOUBT + UNKNOWN)
def test_what_nobody_can_tell_is_neither_ticked_nor_unticked(sign: str) -> None:
    for text in beside(sign):
        assert field(text) == ((WORDS[1],), "unsure"), text
        if "\n" not in text:
            assert pair(text) == ((WORDS[1],), True), text


@pytest.mark.parametrize("sign", TICKED + EMPTY + "×✗✘✕✖☓╳")
def test_recognition_may_have_made_any_sign_of_a_mark_on_paper(sign: str) -> None:
    assert LIKE.fullmatch(sign)


@pytest.mark.parametrize("sign", "☑√✓✔🗸☐")
def test_what_is_ticked_is_no_label_and_a_label_may_stand_before_it(sign: str) -> None:
    assert likeness(f"{sign}国内") < 0
    exchange = next(form for form in installation.guide().forms if form.key == "exchange")
    line = Document("word", (Paragraph(f"项目类别{sign}国际科技交流会议", Place()),))
    assert [match.hit.weight for match in find(lay_out(line), exchange)] == [1.4]


@pytest.mark.parametrize("sign", signs.SIGNS["ornament"])
def test_an_ornament_is_no_mark(sign: str) -> None:
    assert field(f"☐{WORDS[0]} {sign}{WORDS[1]} ☑{WORDS[2]}") == ((WORDS[2],), "")


# --- ways of ticking that need more than one sign -------------------------------------------------------------------

OTHER_WAYS = [
    "☐1.国际会议 ☑2.国际合作 ☐3.海外基地", "①国际会议 ②国际合作√ ③海外基地", "A☐国际会议 B☑国际合作 C☐海外基地",
    "☐国际会议 ☐V国际合作 ☐海外基地", "☐国际会议 V☐国际合作 ☐海外基地", "（　）国际会议（Ｖ）国际合作（　）海外基地",
    "□国际会议 □国际合作（√） □海外基地", "□国际会议\n□国际合作 √\n□海外基地", "□国际会议 □国际合作(已选) □海外基地",
    "国际会议/国际合作√/海外基地", "国际会议：☐ 国际合作：☑ 海外基地：☐", "◇国际会议 ◆国际合作 ◇海外基地",
    "（请打√）☐国际会议 ☑国际合作 ☐海外基地", "☐国际会议 ☐✔\ufe0f国际合作 ☐海外基地",
]  # fmt: skip


@pytest.mark.parametrize("text", OTHER_WAYS)
def test_it_is_clear_which_one_is_meant(text: str) -> None:
    assert field(text) == ((WORDS[1],), "")


@pytest.mark.parametrize("text", [
    "☐国际会议 V国际合作 ☐海外基地", "☐国际会议 ☐x国际合作 ☐海外基地", "☐国际会议 ☐国际合作 ☐海外基地 √",
    "☐国际会议 ☑①国际合作 ☐海外基地", "☐国际会议☐国际合作■仅海外基地",
    "（ ）国际会议\n（√√）组织出访\n（ ）海外基地",
    "□ 国际会议 √ □ 国际合作 □ 海外基地", "√　请看　□国际会议 □国际合作 □海外基地",
])  # fmt: skip
def test_a_mark_whose_option_is_not_sure_is_a_doubt(text: str) -> None:
    assert field(text)[1] == "unsure"


@pytest.mark.parametrize("text", [
    "（请打√）☐国际会议 ☐国际合作 ☐海外基地", "请在□内划“√”：☐国际会议 ☐国际合作 ☐海外基地", "➢国际会议 ➢国际合作 ➢海外基地",
    "☎ ☐国际会议 ☐国际合作 ☐海外基地", "1.国际会议 2.国际合作 3.海外基地", "△国际会议 △国际合作 △海外基地",
])  # fmt: skip
def test_a_line_without_a_mark_is_unticked(text: str) -> None:
    assert field(text) == ((), "unticked")


def test_a_bullet_before_the_only_option_left_is_no_doubt() -> None:
    assert field("➢国际会议") == (("国际会议",), "")


# --- Word files written by hand -------------------------------------------------------------------------------------


def asked(*pieces: str) -> tuple[dict[str, str], dict[str, str]]:
    """Pairs and doubts of a table in Word with these pieces, words or XML, in the place of the kind."""
    found = pairs(read(docx(para("申报表") + table([["项目名称", "海智论坛", "项目类别", cell(para(*pieces))]]))))
    return keyed(found), doubts(found)


def sym(font: str, code: str) -> str:
    return run(f'<w:sym w:font="{font}" w:char="{code}"/>')


@pytest.mark.parametrize("mark", ["🗸", "⊙", "⬛", "⦿", "（ √ ）", "【✔】", sym("Wingdings 2", "F050"), sym("Webdings", "F061")])
def test_a_tick_in_a_table_of_a_form_nobody_described(mark: str) -> None:
    said, why = asked("□", "国际会议 ", mark, "国际合作 ", "□", "海外基地")
    assert (said["项目类别"], why) == ("国际合作", {})


@pytest.mark.parametrize("mark", ["❤", "👍", sym("Wingdings", "F04A"), sym("Wingdings 3", "F07D"), "✘"])
def test_a_sign_nobody_knows_is_told_as_a_doubt(mark: str) -> None:
    said, why = asked("□", "国际会议 ", mark, "国际合作 ", "□", "海外基地")
    assert said["项目类别"] == "国际合作"
    assert list(why) == ["项目类别"]


def test_the_second_of_the_same_words_has_its_own_doubt() -> None:
    found = pairs(read(docx(para("类别：☐国内 ☑国外") + para("类别：☐国内 ❤国外"))))
    assert list(keyed(found)) == ["类别", "类别#2"]
    assert list(doubts(found)) == ["类别#2"]


@pytest.mark.parametrize("text", ["√国际会议  国际合作☑海外基地（ ）", "☑国际会议  国际合作（√）（ ）海外基地☑"])
def test_marks_at_both_outer_sides_and_between_two_options_are_in_doubt(text: str) -> None:
    assert field(text) == ((), "unsure")
