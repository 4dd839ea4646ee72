"""The text of a guide's file is changed where it should say something else, and stays as it is everywhere else."""

from __future__ import annotations

import tomllib

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from config.guide_text.rewrite import rewritten
from config.guide_text.statements import tables_of

TEXT = '''# the call
year = 2024 # as printed
host = { name = "某会", short = ["会"] }

# first
[[rules]]
id = "one" # kept
with = { most = 3 }

# second
[[rules]]
id = "two"
words = [
  "甲", # a
  "乙",
]
'''


def told(**changes: object) -> dict[str, object]:
    return tomllib.loads(TEXT) | changes


def test_what_says_the_same_is_the_same_text() -> None:
    assert rewritten(TEXT, told()) == TEXT
    assert "".join(table.text for table in tables_of(TEXT)) == TEXT


def test_one_value_is_changed_and_the_comment_behind_it_stays() -> None:
    assert rewritten(TEXT, told(year=2025)) == TEXT.replace("2024 # as", "2025 # as")


def test_an_entry_is_known_by_its_id_wherever_it_stands() -> None:
    one, two = tomllib.loads(TEXT)["rules"]
    new = rewritten(TEXT, told(rules=[two, one | {"with": {"most": 5}}]))
    assert tomllib.loads(new)["rules"][1]["with"] == {"most": 5}
    assert new.index('id = "two"') < new.index('id = "one" # kept') and "# second" in new and '"甲", # a' in new


def test_entries_come_and_go_with_their_comments() -> None:
    one, _ = tomllib.loads(TEXT)["rules"]
    new = rewritten(TEXT, told(rules=[one, {"id": "three", "words": ["丙"]}]))
    assert [rule["id"] for rule in tomllib.loads(new)["rules"]] == ["one", "three"]
    assert "# second" not in new and "# first" in new


def test_a_key_that_is_new_or_gone() -> None:
    wanted = told(title="某项目")
    del wanted["year"]
    new = rewritten(TEXT, wanted)
    assert tomllib.loads(new) == wanted and "as printed" not in new and new.startswith("# the call")


# --- errors and wild input --------------------------------------------------------------------------------------------


def test_what_is_no_toml_is_refused() -> None:
    with pytest.raises(ValueError):
        rewritten("year = ", {"year": 1})


VALUES = st.text(max_size=12) | st.integers() | st.booleans()


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.dictionaries(st.sampled_from(["id", "year", "host", "标题"]), VALUES, max_size=4))
def test_whatever_is_wanted_is_what_the_text_says(wanted: dict[str, object]) -> None:
    assert tomllib.loads(rewritten("# x\nid = 'a'\nyear = 1\n", wanted)) == wanted
