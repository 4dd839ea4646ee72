"""An option whose words stand in the question too (是 in 是否) is looked for at its mark."""

from __future__ import annotations

import pytest

from config.model import Option
from parsers.model.record import Doubt
from parsers.ticks.choices import choose


@pytest.mark.parametrize(("text", "chosen", "doubt"), [
    ("是否涉密：☑是 ☐否", ["是"], Doubt.NONE),
    ("是否涉密：☐是 ☑否", ["否"], Doubt.NONE),
    ("是否为[ √ ]是 [  ]否", ["是"], Doubt.NONE),
    ("是否涉密：是☑ 否☐", ["是"], Doubt.NONE),
    ("是否涉密：☐是 ☐否", [], Doubt.UNTICKED),
])  # fmt: skip
def test_an_option_is_not_looked_for_within_the_question(text: str, chosen: list[str], doubt: Doubt) -> None:
    made = choose(text, [Option(label="是"), Option(label="否")])
    assert ([option.label for option in made.options], made.doubt) == (chosen, doubt)


def test_a_word_of_the_question_is_no_option_written_again() -> None:
    made = choose("是否有合作：☐有 ☐无", [Option(label="有"), Option(label="无")])
    assert (made.options, made.doubt) == ((), Doubt.UNTICKED)
