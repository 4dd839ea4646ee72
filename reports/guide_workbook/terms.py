"""Turns the words of a guide's files into the names that people read in its workbook, and names that people type back."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from config.language import say
from config.model.words import AUDIENCE, FIELD_KIND, MEANING, SEVERITY, SIGNED_PART
from parsers.checks.registry import RULES
from parsers.checks.words.kinds import kind_name
from reports.state_words import LETTER_KIND

FIELD = "field"
FREE = frozenset({"option", "file"})
"""Families of names in which a new one may be typed."""
_LETTERS = {**LETTER_KIND, "bare": "简短回执", "closing": "结束语", "office": "落款"}
_LETTER_PARTS = {"subject": "主题", "txt": "正文", "html": "网页"}


class Unfit(Exception):
    """What a person typed cannot be taken. The message says why, in the language that is spoken."""


def folded(text: str) -> str:
    """A name as it is compared: full width as half width, without blanks and marks that cannot be seen, upper case as lower."""
    plain = unicodedata.normalize("NFKC", text)
    return re.sub(r"[\s\u200b\ufeff]", "", plain).casefold()


class Terms:
    """Names of everything that a cell can name, by family (field, category, kind, …)."""

    def __init__(self) -> None:
        self.names: dict[str, dict[str, str]] = {
            "field_kind": {key: one.name for key, one in FIELD_KIND.items()},
            "meaning": {key: one.name for key, one in MEANING.items()},
            "severity": {key: one.name for key, one in SEVERITY.items()},
            "audience": {key: one.name for key, one in AUDIENCE.items()},
            "signed_part": {key: one.name for key, one in SIGNED_PART.items()},
            "kind": {key: kind_name(key) for key in RULES},
        }
        self.old: dict[str, dict[str, str]] = {}
        """Folded names of before, which cells elsewhere still say after a name was changed, by family."""

    def learn(self, family: str, pairs: Iterable[tuple[str, str]]) -> None:
        """The names of one family: key and name. A name that two keys have is told apart by the keys."""
        first: dict[str, str] = {}
        for key, name in pairs:
            if key:
                first.setdefault(key, name or key)
        often = Counter(folded(name) for name in first.values())
        self.names[family] = {key: name if often[folded(name)] == 1 else f"{name}（{key}）" for key, name in first.items()}

    def name(self, family: str, key: Any) -> str:
        """What people read for a key; the key itself where it has no name. Of a column of a table (members/age) the field has its
        name."""
        field, stroke, column = str(key).partition("/")
        if stroke and family == FIELD and key not in self.names.get(family, {}):
            return f"{self.names[family].get(field, field)}/{column}"
        return self.names.get(family, {}).get(key, str(key))

    def key(self, family: str, typed: str) -> str:
        """The key that somebody means. Raises Unfit with the nearest names where none is known."""
        field, stroke, column = typed.replace("／", "/").partition("/")
        if stroke and family == FIELD and folded(typed) not in map(folded, self.names.get(family, {}).values()):
            return f"{self.key(family, field)}/{column.strip()}"
        known, wanted = self.names.get(family, {}), folded(typed)
        for key, name in known.items():
            if wanted in (folded(key), folded(name), folded(f"{name}（{key}）")):
                return key
        if key_of_before := self.old.get(family, {}).get(wanted):
            return key_of_before
        if family in FREE:
            return typed.strip()
        raise Unfit(say(f"没有“{typed.strip()}”", f"there is no “{typed.strip()}”") + self._near(typed, known))

    @staticmethod
    def _near(typed: str, known: Mapping[str, str]) -> str:
        """Which names may be meant: that of the nearest spelling, or those that have the word in them."""
        by_fold = {folded(name): name for name in known.values()} | {folded(key): name for key, name in known.items()}
        near = difflib.get_close_matches(folded(typed), by_fold, 1, 0.5)
        within = [name for fold, name in by_fold.items() if folded(typed) and folded(typed) in fold]
        named = list(dict.fromkeys([*(by_fold[one] for one in near), *within]))[:3]
        if named:
            joined = "、".join(named)
            return say(f"，是否指“{joined}”？", f"; do you mean “{joined}”?")
        every = "、".join(list(known.values())[:12])
        return say(f"，可以写：{every}", f"; there are: {every}") if every else ""


def letter_name(name: str) -> str:
    """What people call a letter's template: of receipt.txt 回执（正文）."""
    stem, _, part = name.partition(".")
    return f"{_LETTERS.get(stem, stem)}（{_LETTER_PARTS.get(part, part)}）"


def terms_of(forms: Iterable[Mapping[str, Any]], main: Mapping[str, Any], lists: Iterable[str], files: Iterable[str]) -> Terms:
    """The names of a guide: from its forms and guide.toml as they are written, its lists and its files."""
    forms, terms = list(forms), Terms()
    terms.learn("form", ((str(form.get("key", "")), str(form.get("name", ""))) for form in forms))
    terms.learn("category", ((str(one.get("key", "")), str(one.get("name", ""))) for one in main.get("categories", ())))
    terms.learn("field", ((str(field.get("key", "")), str(field.get("label", "")))
                          for form in forms for field in form.get("fields", ())))
    terms.names["option"] = terms.names["category"]
    terms.learn("list", ((name, name) for name in lists))
    terms.learn("file", ((name, name) for name in files))
    return terms
