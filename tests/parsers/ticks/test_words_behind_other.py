"""What is written behind 其他: with its own brackets, without marks and without what the form prints round it."""

from __future__ import annotations

import pytest

from parsers.model.record import Doubt
from parsers.ticks.choices import choose
from tests import installation

FORM = next(form for form in installation.guide().forms if form.key == "exchange")
FIELDS = next(field for field in FORM.fields if field.key == "cooperation_fields")


def written(line: str) -> list[str]:
    made = choose(line, FIELDS.options)
    return [text for option, text in zip(made.options, made.texts, strict=True) if option.text]


@pytest.mark.parametrize(("typed", "words"), [
    ("：文化科技融合（数字文博）", "文化科技融合(数字文博)"), ("：文博（数字）、影视（虚拟）。", "文博(数字)、影视(虚拟)"),
    ("（A）、（B）", "(A)、(B)"), ("（轨道交通）", "轨道交通"), ("：轨道交通）", "轨道交通"), ("：（轨道交通", "轨道交通"),
    ("（请注明）：轨道交通（磁浮）", "轨道交通(磁浮)"), ("（请注明：轨道交通）", "轨道交通"), ("：__轨道交通__", "轨道交通"),
    ("：说明书翻译", "说明书翻译"),
    ("", ""), ("（）", ""), ("：（请注明）", ""),
])  # fmt: skip
@pytest.mark.parametrize("following", ["", "□新能源", "  （ ）新能源", "\n□ 新能源"])
def test_the_words_are_kept_to_their_last_bracket(typed: str, words: str, following: str) -> None:
    assert written(f"□先进制造 ☑其他重点领域{typed}{following}") == [words]


def test_a_mark_behind_the_words_is_none_of_them() -> None:
    assert written("□先进制造 ☑其他重点领域：轨道交通（磁浮）√") == ["轨道交通(磁浮)"]
    assert written("□先进制造 ☑其他重点领域：轨道交通（√）") == ["轨道交通"]


@pytest.mark.parametrize("line", [
    "（ ）先进制造√ （ ）新能源 （ ）其他重点领域：轨道交通√", "□先进制造（√） □新能源 □其他重点领域：轨道交通（√）",
    "先进制造（是） 新能源（否） 其他重点领域：轨道交通（是）", "先进制造☑ 新能源□ 其他重点领域 轨道交通☑",
])  # fmt: skip
def test_a_mark_behind_the_words_is_the_options(line: str) -> None:
    made = choose(line, FIELDS.options)
    assert ([option.label for option in made.options], made.texts[-1]) == (["先进制造", "其他重点领域"], "轨道交通")
    assert made.doubt == Doubt.NONE


# --- words without a tick -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("words", ["：轨道交通", "（轨道交通）", " 轨道交通"])
def test_words_behind_an_option_that_is_not_ticked_are_in_doubt(words: str) -> None:
    made = choose(f"☑先进制造 □新能源 □其他重点领域{words}", FIELDS.options)
    assert ([option.label for option in made.options], made.doubt) == (["先进制造"], Doubt.UNSURE)


@pytest.mark.parametrize("words", ["", "：", "：无", "（可多选）", "（可选1—2项）", "（最多选3项）", "（请注明）：______", "：/"])
def test_what_the_form_prints_there_is_no_doubt(words: str) -> None:
    assert choose(f"☑先进制造 □新能源 □其他重点领域{words}", FIELDS.options).doubt == Doubt.NONE
