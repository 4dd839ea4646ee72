"""A habit: its name, a sentence, what it does to an application; and how habits of a kind are told in a line."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any, Literal

from tests.bench.habits.application import Application
from tests.bench.habits.written import Written

Medium = Literal["word", "printed", "pdf"]
"""A Word file, a PDF that LibreOffice made of it, a PDF drawn by itself."""
EVERYWHERE: tuple[Medium, ...] = ("word", "printed", "pdf")
IN_WORD: tuple[Medium, ...] = ("word", "printed")


@dataclass(frozen=True, slots=True)
class Habit:
    """What somebody does to a form. `touches`: the fields and parts of a form it may change, so that no other habit does; `form`
    where only one has what it needs; `doubts`: a careful person may ask about the fields it changed; `beside`: words stand beside
    all fields, so that none is called missing for certain."""

    name: str
    sentence: str
    write: Callable[[Random, Application], None]
    touches: tuple[str, ...]
    form: str = ""
    media: tuple[Medium, ...] = EVERYWHERE
    doubts: bool = False
    beside: bool = False


def typed(name: str, sentence: str, keys: Sequence[str], shown: Callable[[Any], Any], truth: Callable[[Any], Any] | None = None,
          form: str = "", doubts: bool = False) -> Habit:  # fmt: skip
    """The answer of one of these fields is typed in another way; it means what it meant, or `truth` of it."""

    def write(rng: Random, application: Application) -> None:
        key = rng.choice([key for key in keys if application.truth.get(key)] or list(keys))
        said = application.truth.get(key, "")
        application.says(key, shown(said), truth(said) if truth else None)
        if doubts:
            application.doubted.add(key)

    return Habit(name, sentence, write, tuple(keys), form, doubts=doubts)


def drawn(name: str, sentence: str, touches: Sequence[str], draw: Callable[[Random, Written], None], form: str = "",
          media: tuple[Medium, ...] = IN_WORD, doubts: bool = False) -> Habit:  # fmt: skip
    """Something is done to the Word file."""

    def write(rng: Random, application: Application) -> None:
        own = Random(rng.random())
        application.draws.append(lambda written: draw(own, written))
        if doubts:
            application.doubted.update(touches)

    return Habit(name, sentence, write, tuple(touches), form, media, doubts)
