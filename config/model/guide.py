"""The shape of one year's call: the Guide with its Forms, Rules and Contradictions."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import ConfigDict
from pydantic import Field as Setting

from config.model.base import Frozen

Severity = Literal["fix", "verify", "remind", "note"]
"""必改 (a machine is sure; goes to the applicant) · 核验 (a person decides) · 提醒 · 信息."""


class Option(Frozen):
    """One box to tick. `key` is what the record carries (the label itself where none is given); `text`: words may follow it."""

    label: str
    key: str = ""
    aliases: tuple[str, ...] = ()
    text: bool = False


FieldKind = Literal[
    "text", "long_text", "organisation", "person", "address", "phone", "email", "postcode", "code", "account",
    "period", "choice", "options", "schedule",
]
"""How the text beside a label is understood: `choice` is exactly one option, `options` any number of them."""


class Field(Frozen):
    """One thing the form asks. `answers` are words that count as an answer though they say nothing (无)."""

    key: str
    label: str
    kind: FieldKind = "text"
    required: bool = True
    answers: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()
    options: tuple[Option, ...] = ()


class Slot(Frozen):
    """A printed label of the blank form. Slots stand in the order in which the form is read, so that a label printed
    three times (联系电话) is told apart by its neighbours. `field` is the key it fills; `area` names a part that is
    signed and stamped (commitment, applicant_opinion, recommender_opinion, office_opinion) instead of a field; with neither, the
    slot is only a landmark."""

    label: str
    field: str = ""
    area: str = ""
    section: str = ""
    aliases: tuple[str, ...] = ()


class Form(Frozen):
    """One application form (申报书) as data: how it is recognised, what it prints, what it asks."""

    key: str
    name: str
    prefix: str
    titles: tuple[str, ...]
    edition: str = ""
    pledge: str = ""
    sections: tuple[str, ...] = ()
    slots: tuple[Slot, ...]
    fields: tuple[Field, ...]
    schedule_columns: tuple[str, ...] = ()

    def __hash__(self) -> int:
        """By its name and edition: forms stand in caches that are asked for every label, and hashing all they print takes as
        long as reading a page. Equal forms have equal hashes; unequal ones are still told apart by all they say."""
        return hash((self.key, self.edition))

    def field(self, key: str) -> Field | None:
        """The field of this key, or None where this form does not ask it."""
        return next((f for f in self.fields if f.key == key), None)


class Category(Frozen):
    """One of the kinds of project (小类). Money in 万元 for each award; `awards` is how many will be granted."""

    key: str
    name: str
    form: str
    sheet: str
    money_wan: tuple[float, float]
    awards: tuple[int, int]


class Call(Frozen):
    """All categories of one form together: how many awards the guide names for them in one sentence, which need not be the
    sum of the categories' (X1)."""

    form: str
    awards: tuple[int, int]
    clause: str = ""


class Criterion(Frozen):
    """One thing experts give marks for: 0 to `most`, weighing `weight` of the sum of all weights. `categories`: empty for all."""

    name: str
    weight: float = Setting(gt=0)
    most: float = Setting(100, gt=0)
    about: str = ""
    categories: tuple[str, ...] = ()


class RecommenderClass(Frozen):
    """One kind of recommending unit. A unit is of the first class of which it fits a pattern (searched in its name without
    blanks and punctuation; {cities} stands for any name of the list cities) or an entry of a list. `route` is how its
    projects come; `direct`: such a unit may apply without a recommender."""

    name: str
    clause: str
    route: str
    direct: bool = False
    patterns: tuple[str, ...] = ()
    lists: tuple[str, ...] = ()


class Paper(Frozen):
    """What each project hands in on paper (R111, R112)."""

    copies: int = 6
    certificates: int = 2


class Notice(Frozen):
    """The public notice (R90): its working days, and whether the day it is put up is the first of them."""

    days: int = 5
    start_counts: bool = True


class Rule(Frozen):
    """One thing that is checked. `kind` names a function of parsers.checks; `with` holds its keyword arguments.

    `message` is Chinese, may use the placeholders its kind offers, and names fields as the form prints them;
    `todo` says what the applicant should do and stands in the letter; `clause` is the number in docs/guide-coverage.

    `audience` is who needs to know. What is for `staff` or `experts` is a hint: never a `fix` or a `remind`, never in a letter,
    and no hint changes a status. `topic` is what a hint is about, in the words of a sheet's heading (“资源库：科技社团库”);
    of any other rule its title, where its message does not begin with one that reads well without what is filled in.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)
    id: str
    kind: str
    clause: str
    severity: Severity
    message: str
    todo: str = ""
    audience: Literal["applicant", "staff", "experts"] = "applicant"
    topic: str = ""
    fields: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    arguments: dict[str, Any] = Setting(default_factory=dict, alias="with")


class Contradiction(Frozen):
    """A place where the guide is silent or disagrees with itself (X1–X20): what it is, and the setting that stands for it.

    `value` is what holds now; a rule takes it over by writing `{ contradiction = "X7" }` in place of a value under `with`.
    `choices` says what each value it may have means, in Chinese; with none, `handling` says what is done and the value is free.
    The default is the neutral one: show both, or leave it to a person.
    """

    id: str
    what: str
    handling: str = ""
    value: Any = ""
    choices: dict[str, str] = Setting(default_factory=dict)
    rules: tuple[str, ...] = ()

    def handled(self) -> str:
        """In Chinese, what the present value does."""
        return self.choices.get(str(self.value), "") or self.handling.replace("{value}", _spoken(self.value))


def _spoken(value: object) -> str:
    return "—".join(map(str, value)) if isinstance(value, list | tuple) else str(value)


class Coverage(Frozen):
    """Where one requirement of the guide (R1–R126) or field of a form (F1-…, F2-…) is looked after, or why a person decides.

    `asks` says it in a few words; `rules` are ids of rules; `setting`, `sheet` and `person` are told in words; one of the four
    at least."""

    id: str
    asks: str
    rules: tuple[str, ...] = ()
    field: str = ""
    setting: str = ""
    sheet: str = ""
    person: str = ""


class Guide(Frozen):
    """One year's call, whole: forms, categories, rules, lists and the texts of the letters. Nothing is read later.

    `lists` has the first column of each lists/*.csv, `tables` all its columns (a county's city, the days of a sanction)."""

    id: str
    year: int
    title: str
    years: tuple[int, int]
    categories: tuple[Category, ...]
    calls: tuple[Call, ...] = ()
    recommender_classes: tuple[RecommenderClass, ...] = ()
    paper: Paper = Paper()
    notice: Notice = Notice()
    criteria: tuple[Criterion, ...] = ()
    sanction_years: int = 3
    forms: tuple[Form, ...] = ()
    rules: tuple[Rule, ...] = ()
    lists: dict[str, tuple[str, ...]] = Setting(default_factory=dict)
    tables: dict[str, tuple[tuple[str, ...], ...]] = Setting(default_factory=dict)
    letters: dict[str, str] = Setting(default_factory=dict)
    contradictions: tuple[Contradiction, ...] = ()
    coverage: tuple[Coverage, ...] = ()
    digest: str = ""

    def __hash__(self) -> int:
        """As a form's: what is worked out from a guide is kept for as long as the guide is in use."""
        return hash((self.id, self.digest))

    def rule(self, key: str) -> Rule | None:
        """The rule of this id, or None (a finding may come from an older guide)."""
        return next((rule for rule in self.rules if rule.id == key), None)

    def form(self, key: str | None) -> Form | None:
        """The form of this key, or None."""
        return next((f for f in self.forms if f.key == key), None)

    def category(self, key: str | None) -> Category | None:
        """The category of this key, or None."""
        return next((c for c in self.categories if c.key == key), None)
