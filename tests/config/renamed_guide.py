"""A guide's folder → a copy in which every name that a guide gives is a random word, and the way back from what is said under it.

Names are ids of rules, contradictions and requirements, keys of forms, fields, categories and options, prefixes of case numbers
and criteria. What is a kind or a meaning is the code's own word and stays, and so does what people read.
"""

from __future__ import annotations

import json
import re
import shutil
import string
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

from parsers.checks.registry import RULES
from parsers.checks.selection import settings_of

LETTERS = {"R": "y", "X": "w", "F": "v", "Q": "z"}
"""First letters of requirements and contradictions, each with one that is used for nothing else."""
NARROW, WIDE = "jkqvwxyz", "亍丌卅丕亘鬲孬禺匕乇爻卮氐囟胤馗鼗亟鼐乜乩亓芈孛啬嘏仄厍厝厣靥赝匚叵匦匮赜卣"
"""Of what words are made: letters of which no other words consist."""
_CLAUSE = re.compile(rf"\b[{''.join(LETTERS)}](?=\d)")


@dataclass(slots=True)
class Names:
    """Random words for a guide's names: a name of one sort always gets the same word, and no word stands for two names."""

    chance: Random
    given: set[str] = field(default_factory=set)
    fields: dict[str, str] = field(default_factory=dict)
    rules: dict[str, str] = field(default_factory=dict)
    keys: dict[str, str] = field(default_factory=dict)
    criteria: dict[str, str] = field(default_factory=dict)
    prefixes: dict[str, str] = field(default_factory=dict)
    lists: dict[str, str] = field(default_factory=dict)

    def give(self, sort: dict[str, str], names: Iterable[str]) -> None:
        """A word of its own to each of these names that has none yet."""
        for name in names:
            if name not in sort:
                sort[name] = self._word(name)

    def give_prefixes(self, names: Iterable[str]) -> None:
        """Two other letters to each of these beginnings of case numbers."""
        letters = "".join(sorted(set(string.ascii_uppercase) - set("".join(names))))
        for name, first in zip(names, self.chance.sample(letters, len(tuple(names))), strict=True):
            self.prefixes[name] = first + self.chance.choice(letters)

    def _word(self, name: str) -> str:
        """As wide as the name, so that rows are as high, and found in no other words."""
        word = ""
        while not word or word in self.given:
            word = "".join(self.chance.choices(NARROW if name.isascii() else WIDE, k=len(name)))
        self.given.add(word)
        return word

    def back(self, text: str) -> str:
        """A text said under the other names, with the guide's own in their places."""
        sorts = (self.fields, self.rules, self.keys, self.criteria, self.lists)
        words = {word: name for sort in sorts for name, word in sort.items()}
        text = re.sub("|".join(sorted(words, key=len, reverse=True)), lambda found: words[found[0]], text)
        starts = {word: name for name, word in self.prefixes.items()}
        starts |= {word.lower(): name.lower() for word, name in starts.items()}  # as the index of cases is searched
        text = re.sub(rf"({'|'.join(starts)})(?=\d{{4}}-)", lambda found: starts[found[0]], text)
        letters = {other: letter for letter, other in LETTERS.items()}
        return re.sub(rf"\b[{''.join(letters)}](?=\d)", lambda found: letters[found[0]], text)


def rename(source: Path, target: Path, seed: int = 8) -> Names:
    """Lay a copy of a guide's folder at `target`, with every name replaced; returns what stands for what."""
    shutil.copytree(source, target)
    files = {file: tomllib.loads(file.read_text("utf-8")) for file in sorted(target.rglob("*.toml"))}
    names = _named(files.values(), sorted(file.stem for file in target.glob("lists/*.csv")), Random(seed))
    for file, written in files.items():
        whole = _of_form(written, names) if file.parent.name == "forms" else _of_guide(written, names)
        file.write_text("".join(f"{key} = {_toml(value)}\n" for key, value in whole.items()), "utf-8")
    for name, word in names.lists.items():
        (target / "lists" / f"{name}.csv").rename(target / "lists" / f"{word}.csv")
    return names


def _named(files: Iterable[Mapping[str, Any]], lists: Iterable[str], chance: Random) -> Names:
    names, prefixes = Names(chance), []
    for written in files:
        names.give(names.fields, (one["key"] for one in written.get("fields", ())))
        names.give(names.keys, (one["key"] for one in written.get("categories", ())))
        options = [option for asked in written.get("fields", ()) for option in asked.get("options", ())]
        names.give(names.keys, (option["key"] for option in options if "key" in option))
        names.give(names.keys, [written["key"]] if "key" in written else ())
        names.give(names.rules, (one["id"] for one in written.get("rules", ())))
        names.give(names.criteria, (one["name"] for one in written.get("criteria", ())))
        prefixes += [written[key] for key in ("prefix", "prefix_without_form") if key in written]
    names.give_prefixes(tuple(dict.fromkeys(prefixes)))
    names.give(names.lists, lists)
    return names


def _of_form(form: Mapping[str, Any], names: Names) -> dict[str, Any]:
    fields = [{**one, "key": names.fields[one["key"]], **_options(one, names)} for one in form["fields"]]
    slots = [{**slot, **_swapped(slot, names.fields, "field")} for slot in form["slots"]]
    return {**form, "key": names.keys[form["key"]], "prefix": names.prefixes[form["prefix"]], "slots": slots, "fields": fields}


def _options(asked: Mapping[str, Any], names: Names) -> dict[str, Any]:
    return {"options": [{**one, **_swapped(one, names.keys, "key")} for one in asked["options"]]} if "options" in asked else {}


def _of_guide(written: Mapping[str, Any], names: Names) -> dict[str, Any]:
    """One of the guide's other files. Each table is told by its name."""
    whole = {**written, **_swapped(written, names.prefixes, "prefix_without_form"),
             **_swapped(written, names.lists, "cities_list", "recommender_lists", "senders_list")}
    tables = {
        "categories": lambda one: {**one, **_swapped(one, names.keys, "key", "form")},
        "calls": lambda one: {**one, **_swapped(one, names.keys, "form"), "clause": _clause(one["clause"])},
        "criteria": lambda one: {**one, **_swapped(one, names.criteria, "name"), **_swapped(one, names.keys, "categories")},
        "recommender_classes": lambda one: _of_class(one, names),
        "rules": lambda one: _of_rule(one, names),
        "contradictions": lambda one: {**one, "id": _clause(one["id"]), **_swapped(one, names.rules, "rules")},
        "coverage": lambda one: {**one, "id": _clause(one["id"]), **_swapped(one, names.rules, "rules"),
                                 **_swapped(one, names.fields, "field")},
    }
    return {key: [tables[key](one) for one in value] if key in tables else value for key, value in whole.items()}


def _of_class(kind: Mapping[str, Any], names: Names) -> dict[str, Any]:
    patterns = [re.sub(r"\{([a-z_]+)\}", lambda found: f"{{{names.lists.get(found[1], found[1])}}}", one)
                for one in kind.get("patterns", ())]
    return {**kind, "clause": _clause(kind["clause"]), **_swapped(kind, names.lists, "lists"), "patterns": patterns}


def _of_rule(rule: Mapping[str, Any], names: Names) -> dict[str, Any]:
    """A rule with its settings renamed by what its kind says of them: words of the kind's own stay."""
    allowed = settings_of(RULES[rule["kind"]])
    settings = {name: value if "enum" in json.dumps(allowed[name].json_schema()) and not isinstance(value, dict)
                else _setting(name, value, names) for name, value in rule.get("with", {}).items()}
    return {**rule, "id": names.rules[rule["id"]], "clause": _clause(rule["clause"]), **_swapped(rule, names.fields, "fields"),
            **_swapped(rule, names.keys, "forms", "categories"), "with": settings}


def _setting(name: str, value: Any, names: Names) -> Any:
    if isinstance(value, dict) and set(value) == {"contradiction"}:
        return {"contradiction": _clause(value["contradiction"])}
    return _mapped(value, names.lists if name.endswith(("_list", "_lists")) else names.keys | names.fields)


def _swapped(written: Mapping[str, Any], words: Mapping[str, str], *keys: str) -> dict[str, Any]:
    """These keys, as far as they are written, with what they name replaced."""
    return {key: _mapped(written[key], words) for key in keys if key in written}


def _mapped(value: Any, words: Mapping[str, str]) -> Any:
    if isinstance(value, dict):
        return {words.get(key, key): _mapped(one, words) for key, one in value.items()}
    if isinstance(value, list):
        return [_mapped(one, words) for one in value]
    return words.get(value, value) if isinstance(value, str) else value


def _clause(text: str) -> str:
    return _CLAUSE.sub(lambda found: LETTERS[found[0]], text)


def _toml(value: Any) -> str:
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{json.dumps(key, ensure_ascii=False)} = {_toml(one)}" for key, one in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(map(_toml, value)) + "]"
    return json.dumps(value, ensure_ascii=False)
