"""Options set off in bold or colour: a doubtful sign, also where two of them follow one another."""

from __future__ import annotations

import pytest

from parsers.ticks.choices import choose
from tests import installation

FORM = next(form for form in installation.guide().forms if form.key == "exchange")
FIELD = next(field for field in FORM.fields if field.key == "cooperation_fields")
LINE = "☐先进制造 ☐新能源 ☐生物医药 ☐现代农业 ☐信息技术 ☐新材料 ☐其他重点领域"


@pytest.mark.parametrize(("pieces", "chosen"), [
    (["☐信息技术"], ["信息技术"]), (["☐信息技术 ☐新材料 "], ["信息技术", "新材料"]),
    (["新能源", "☐信息技术 ☐新材料"], ["新能源", "信息技术", "新材料"]), (["信息技术、新材料"], ["信息技术", "新材料"]),
])  # fmt: skip
def test_options_in_colour_are_chosen_and_unsure(pieces: list[str], chosen: list[str]) -> None:
    made = choose(LINE, FIELD.options, pieces)
    assert ([option.label for option in made.options], made.doubt) == (chosen, "unsure")


@pytest.mark.parametrize("pieces", [[], [LINE], ["合作领域 ☐信息技术"], ["☐"], ["技术"], [""]])
def test_what_is_set_off_with_other_words_or_as_a_whole_tells_nothing(pieces: list[str]) -> None:
    made = choose(LINE, FIELD.options, pieces)
    assert (list(made.options), made.doubt) == ([], "unticked")
