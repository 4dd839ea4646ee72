"""Whatever a guide may name has a word that people read: no kind, setting, value or placeholder is left out."""

from __future__ import annotations

from collections import Counter
from enum import StrEnum
from typing import Any, Literal, get_args, get_origin, get_type_hints

from config.model import FieldKind, Meaning, SignedPart
from config.model.severity import Severity
from config.model.words import AUDIENCE, FIELD_KIND, MEANING, SEVERITY, SIGNED_PART
from parsers.checks.registry import RULES
from parsers.checks.rule import COMMON
from parsers.checks.selection import settings_of
from parsers.checks.words.kinds import KINDS, kind_name
from parsers.checks.words.settings import PLACEHOLDERS, SETTINGS, VALUES
from reports.state_words import SEVERITY as SHOWN


def chosen(annotation: Any) -> set[str]:
    """The words among which a setting of this type chooses."""
    if isinstance(annotation, type) and issubclass(annotation, StrEnum):
        return {one.value for one in annotation}
    if get_origin(annotation) is Literal:
        return {one for one in get_args(annotation) if isinstance(one, str)}
    return {word for one in get_args(annotation) for word in chosen(one)}


def test_every_word_of_the_files_has_one_for_people() -> None:
    for family, words in ((FieldKind, FIELD_KIND), (Meaning, MEANING), (Severity, SEVERITY), (SignedPart, SIGNED_PART)):
        assert set(words) == set(family), family
        assert all(one.name and one.about.endswith("。") for one in words.values())
    assert {key: one.name for key, one in SEVERITY.items()} == SHOWN
    assert set(AUDIENCE) == {"applicant", "staff", "experts"}


def test_every_kind_of_rule_has_a_name_a_sentence_and_an_example_with_its_own_placeholders() -> None:
    assert not set(RULES) - set(KINDS), "parsers/checks/words/kinds.py has no words for these"
    for key, kind in RULES.items():
        KINDS[key].example.format_map(dict.fromkeys((*COMMON, *kind.offers), "x"))
        assert KINDS[key].about.endswith("。")


def test_every_setting_value_and_placeholder_has_its_words() -> None:
    settings = {name for kind in RULES.values() for name in settings_of(kind)}
    assert not settings - set(SETTINGS), "parsers/checks/words/settings.py has no words for these"
    values = {word for kind in RULES.values() for name, one in get_type_hints(kind.question).items()
              if name in settings_of(kind) for word in chosen(one)}
    assert not values - set(VALUES)
    assert not {name for kind in RULES.values() for name in (*COMMON, *kind.offers)} - set(PLACEHOLDERS)


def test_no_two_things_share_a_name() -> None:
    for words in (FIELD_KIND, MEANING, SEVERITY, SIGNED_PART, AUDIENCE, KINDS):
        assert max(Counter(one.name for one in words.values()).values()) == 1
    for kind in RULES.values():
        assert max(Counter(SETTINGS[name].name for name in settings_of(kind)).values(), default=1) == 1


def test_a_kind_without_words_is_called_as_the_files_call_it() -> None:
    assert kind_name("seal") == "未见公章"
    assert kind_name("never-heard-of") == "never-heard-of"
