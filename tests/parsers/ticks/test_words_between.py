"""Numbers, quotation marks and words between a printed box and its option, and options that are written out once more."""

from __future__ import annotations

import pytest

from config.model import Form
from parsers.forms.fill import fill
from parsers.model.document import Document, Paragraph
from parsers.ticks.choices import choose
from tests import installation

FORMS = installation.guide().forms


def chosen(form: Form, line: str) -> tuple[list[int], str]:
    """Which of the form's first two categories (甲, 乙) are ticked, and the doubt."""
    options = next(field for field in form.fields if field.key == "project_category").options
    made = choose(line.replace("甲", options[0].label).replace("乙", options[1].label), options)
    return [options.index(option) + 1 for option in made.options], made.doubt


def told(line: str) -> str:
    """What is told of the ticks of a cover that has this line."""
    exchange = next(form for form in FORMS if form.key == "exchange")
    said = line.replace("甲", "国际科技交流会议").replace("乙", "国际与区域合作")
    cover = Document("word", (Paragraph("项目类别：" + said), Paragraph("项目期限：")))
    return fill(cover, exchange).values["project_category"].doubt


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.key)
@pytest.mark.parametrize("line", [
    "□一、甲 ☑二、乙", "□“甲” ☑“乙”", "□《甲》 ■《乙》", "□湖南省甲 ☑湖南省乙", "□类别1：甲 ☑类别2：乙", "□项目1：甲 ☑项目2：乙",
    "□(一)甲 √(二)乙",
    "【】「甲」 【√】「乙」", "（ ）申报 甲（√）申报 乙", "□类型A 甲 ☑类型B 乙", "请在□内打√：□甲 ☑乙",
])  # fmt: skip
def test_a_mark_belongs_to_what_follows_it(form: Form, line: str) -> None:
    assert chosen(form, line) == ([2], "")


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.key)
@pytest.mark.parametrize("line", ["乙 □甲 □乙", "选乙：（ ）甲（ ）乙", "□甲 □乙 选择：乙"])
def test_an_option_written_out_once_more_is_shown_and_in_doubt(form: Form, line: str) -> None:
    assert chosen(form, line) == ([2], "unsure")


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.key)
@pytest.mark.parametrize("line", [
    "□一、甲 □二、乙", "□湖南省甲 □湖南省乙", "请在□内打√：□甲 □乙", "1.甲 2.乙", "（请打√）（ ）甲（ ）乙",
])  # fmt: skip
def test_a_blank_line_stays_blank(form: Form, line: str) -> None:
    assert chosen(form, line) == ([], "unticked")


@pytest.mark.parametrize("line", ["□一、甲 □二、乙", "请在□内打√：□甲 □乙", "1.甲 2.乙", "①甲 ②乙"])
def test_what_a_form_prints_beside_options_is_no_answer(line: str) -> None:
    assert told(line) == "unticked"


@pytest.mark.parametrize("line", ["甲、乙 □甲 □乙", "（ ）甲 （ ）乙 选2", "√", "（√）"])
def test_a_mark_or_words_that_belong_to_no_option_are_in_doubt(line: str) -> None:
    assert told(line) != "unticked"
