"""A mark between two options that touches both: other marks of the form show whose it is, else nobody can tell."""

from __future__ import annotations

import pytest

from parsers.formats.word.reader import read
from parsers.forms.fill import fill
from parsers.ticks.choices import choose
from tests import installation
from tests.parsers.wordml import docx, para, table

FORM = next(form for form in installation.guide().forms if form.key == "exchange")
ONE, OTHER = "国际科技交流会议", "国际与区域合作"
CATEGORY = next(field for field in FORM.fields if field.key == "project_category")


def chosen(line: str, habit: int = 0) -> tuple[list[str | None], str]:
    made = choose(line.replace("甲", ONE).replace("乙", OTHER), CATEGORY.options, (), habit)
    return [option.key for option in made.options], made.doubt


@pytest.mark.parametrize("line", ["□甲√□乙", "□甲☑□乙", "（ ）甲（√）（ ）乙", "□ 甲√□ 乙", "甲√乙"])
def test_it_is_in_doubt_until_other_marks_show_the_side(line: str) -> None:
    assert chosen(line) == ([], "unsure")
    assert chosen(line, habit=-1) == (["conference"], "")
    assert chosen(line, habit=1) == (["cooperation"], "")


@pytest.mark.parametrize(("line", "want"), [
    ("□甲√ □乙", ["conference"]), ("□甲 √□乙", ["cooperation"]), ("√□甲√□乙", ["conference", "cooperation"]),
    ("□甲√□乙√", ["conference", "cooperation"]), ("□甲□乙√", ["cooperation"]), ("甲□√乙□", ["conference"]),
])  # fmt: skip
def test_the_line_itself_shows_it_first(line: str, want: list[str]) -> None:
    assert chosen(line) == chosen(line, habit=-1) == (want, "")


@pytest.mark.parametrize(("contents", "want", "doubt"), [
    ("√\n□发起成立国际科技组织（含设立国际组织分支机构）", ["先进制造"], ""),
    ("\n√□发起成立国际科技组织（含设立国际组织分支机构）", [], "unsure"),
])  # fmt: skip
def test_the_marks_of_another_field_show_the_habit(contents: str, want: list[str], doubt: str) -> None:
    rows = [["合作内容", f"□主办、承办国际或区域性科技交流与合作大会、论坛{contents}"], ["合作领域", "□先进制造√□新能源"]]
    value = fill(read(docx(para(f"项目类别：（√）{ONE} （ ）{OTHER}") + table(rows))), FORM).values["cooperation_fields"]
    assert (value.value, value.doubt) == (want, doubt)
