"""One rule of a guide: what is checked, how strictly, and what people read about it."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import ConfigDict
from pydantic import Field as Setting

from config.model.base import Frozen
from config.model.condition import Condition
from config.model.severity import Severity


class Rule(Frozen):
    """One thing that is checked. `kind` names a function of parsers.rules; `with` holds its keyword arguments.

    `message` is Chinese, may use the placeholders its kind offers, and names fields as the form prints them;
    `todo` says what the applicant should do and is printed in the letter; `clause` is the number in docs/guide-coverage,
    "" where the office names none.

    `audience` is who needs to know. What is for `staff` or `experts` is a hint: never a `fix` or a `remind`, never in a letter,
    and no hint changes a status. `topic` is what a hint is about, in the words of a sheet's heading (“资源库：科技社团库”). For
    any other rule it is the title, needed where the message does not begin with words that read well before it is filled in.
    The rule asks only where every condition under `when` holds.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)
    id: str
    kind: str
    clause: str = ""
    severity: Severity
    message: str
    todo: str = ""
    audience: Literal["applicant", "staff", "experts"] = "applicant"
    topic: str = ""
    fields: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    when: tuple[Condition, ...] = ()
    arguments: dict[str, Any] = Setting(default_factory=dict, alias="with")
