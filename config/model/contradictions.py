"""Where the call is unclear and what the program does about it, and which part of the program covers each of its requirements."""

from __future__ import annotations

from typing import Any

from pydantic import Field as Setting

from config.model.base import Frozen


class Contradiction(Frozen):
    """A place where the guide is silent or contradicts itself (X1–X20): what it is, and the setting that decides it.

    `value` is what holds now; a rule takes it over by writing `{ contradiction = "X7" }` instead of a value under `with`.
    `choices` says in Chinese what each possible value means; without choices, `handling` says what is done and the value is free.
    The default is the neutral one: show both, or leave it to a person.
    """

    id: str
    what: str
    handling: str = ""
    value: Any = ""
    choices: dict[str, str] = Setting(default_factory=dict)
    rules: tuple[str, ...] = ()

    def handled(self) -> str:
        """What the present value does, in Chinese."""
        return self.choices.get(str(self.value), "") or self.handling.replace("{value}", _spoken(self.value))


def _spoken(value: object) -> str:
    return "—".join(map(str, value)) if isinstance(value, list | tuple) else str(value)


class Coverage(Frozen):
    """What covers one requirement of the guide (R1–R126) or field of a form (F1-…, F2-…), or why a person decides.

    `asks` says it in a few words; `rules` are ids of rules; `setting`, `sheet` and `person` are in words; at least one of the
    four is given. `place` says where it stands in the guide or a form (指南 六.2) and `words` quotes it: people read these
    instead of the number, which is ours.
    """

    id: str
    asks: str
    place: str = ""
    words: str = ""
    rules: tuple[str, ...] = ()
    field: str = ""
    setting: str = ""
    sheet: str = ""
    person: str = ""
