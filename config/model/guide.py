"""The Guide: one year's call as data, with its categories, recommending units and what holds for all of them."""

from __future__ import annotations

import re

from pydantic import Field as Setting

from config.model.base import Frozen
from config.model.contradictions import Contradiction, Coverage
from config.model.form import Form
from config.model.meaning import Meaning
from config.model.rule import Rule

FORMAT = 2
"""The format of guides that this release asks for. A guide that names no format has the first one, and runs on defaults until
`guide upgrade` adds what it lacks."""

_WHAT_IT_IS = re.compile(r"(?<=..)(?:省|市|(?:壮族|回族|维吾尔)?自治区)$")


class Category(Frozen):
    """One of the kinds of project (小类). Money in 万元 for each award; `awards` is how many will be granted. None: the call does
    not say it."""

    key: str
    name: str
    form: str
    sheet: str
    money_wan: tuple[float, float] | None = None
    awards: tuple[int, int] | None = None


class Call(Frozen):
    """All categories of one form together: how many awards the guide names for them in one sentence. That number may differ from
    the sum over the categories (X1)."""

    form: str
    awards: tuple[int, int]
    clause: str = ""


class Criterion(Frozen):
    """One criterion of the experts: 0 to `most` points, with `weight` out of the sum of all weights. `categories`: empty for
    all."""

    name: str
    weight: float = Setting(gt=0)
    most: float = Setting(100, gt=0)
    about: str = ""
    categories: tuple[str, ...] = ()


class RecommenderClass(Frozen):
    """One class of recommending units. A unit is in the first class of which it fits a pattern (searched in its name without
    blanks and punctuation; {cities} stands for any name of the list cities) or an entry of a list. `route` is how its
    projects come; `direct`: such a unit may apply without a recommender."""

    name: str
    clause: str
    route: str
    direct: bool = False
    patterns: tuple[str, ...] = ()
    lists: tuple[str, ...] = ()


class Paper(Frozen):
    """What each project hands in on paper (R111, R112): copies of the application, `bound` or not, and certificates of the name
    `certificate`. Without copies and certificates nothing is handed in on paper."""

    copies: int = Setting(0, ge=0)
    bound: bool = True
    certificates: int = Setting(0, ge=0)
    certificate: str = ""


class Host(Frozen):
    """The association to which one applies: its full `name`; `short`, what else it is called, first as our own sentences call it;
    `members`, how names of its associations in cities, counties and bodies end, the full ending first."""

    name: str = Setting("湖南省科学技术协会", min_length=1)
    short: tuple[str, ...] = Setting(("省科协", "湖南省科协", "省科学技术协会"), min_length=1)
    members: tuple[str, ...] = Setting(("科学技术协会", "科协", "科技协会"), min_length=1)

    @property
    def names(self) -> tuple[str, ...]:
        """All that it is called."""
        return (self.name, *self.short)


class Notice(Frozen):
    """The public notice (R90): its working days, and whether the day of publication is the first of them."""

    days: int = 5
    start_counts: bool = True


class ToFill(Frozen):
    """What only a person knows and a drafted guide cannot say: where it belongs (a key of guide.toml, or a file of the guide),
    and what is asked, in Chinese. Whoever fills it in removes the entry."""

    at: str
    what: str


class Guide(Frozen):
    """One year's whole call: forms, categories, rules, lists and the texts of the letters. Nothing is read later.

    `prefix_without_form` begins the numbers of cases in which no form could be read; a form's own prefix begins all others.
    `province` is the full name of the province of applicants; `province_words` say that something lies in it without
    its name. `host` is whom one applies to. Lists that behaviour knows: `cities_list` has the cities of the province, whose
    associations recommend; `recommender_lists` have other units that do; by `senders_list` a sender is known as one.
    `lists` has the first column of each lists/*.csv, `tables` all its columns (a county's city, the days of a sanction).
    """

    format: int = Setting(1, ge=FORMAT, le=FORMAT)
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
    prefix_without_form: str = "WD"
    province: str = "湖南省"
    province_words: tuple[str, ...] = ("我省", "在湘")
    host: Host = Host()
    cities_list: str = "cities"
    recommender_lists: tuple[str, ...] = ("recommenders", "direct", "societies")
    senders_list: str = "recommenders"
    forms: tuple[Form, ...] = ()
    rules: tuple[Rule, ...] = ()
    lists: dict[str, tuple[str, ...]] = Setting(default_factory=dict)
    tables: dict[str, tuple[tuple[str, ...], ...]] = Setting(default_factory=dict)
    letters: dict[str, str] = Setting(default_factory=dict)
    contradictions: tuple[Contradiction, ...] = ()
    coverage: tuple[Coverage, ...] = ()
    to_fill: tuple[ToFill, ...] = ()
    digest: str = ""

    def __hash__(self) -> int:
        """As for a form: what is worked out from a guide is kept as long as the guide is used."""
        return hash((self.id, self.digest))

    @property
    def province_name(self) -> str:
        """The province without the word for what it is (省, 自治区), as names of its places and bodies begin."""
        return _WHAT_IT_IS.sub("", self.province)

    def rule(self, key: str) -> Rule | None:
        """The rule of this id, or None (a finding may come from an older guide)."""
        return next((rule for rule in self.rules if rule.id == key), None)

    def form(self, key: str | None) -> Form | None:
        """The form of this key, or None."""
        return next((f for f in self.forms if f.key == key), None)

    def key_of(self, form: str | None, meaning: Meaning) -> str:
        """The key of the field of this meaning in the form of this key. Where the guide does not have the form (none was read, or
        it is of another year), the key in the first form that asks for it; "" where no form asks for it."""
        own_form = self.form(form)
        keys = (one.key_of(meaning) for one in ((own_form,) if own_form else self.forms))
        return next(filter(None, keys), "")

    def keys_of(self, meaning: Meaning) -> frozenset[str]:
        """The keys that fields of this meaning have in any form."""
        return frozenset(key for form in self.forms if (key := form.key_of(meaning)))

    def place(self, case_no: str) -> tuple[int, str]:
        """Where a case stands among all: by its form as the guide has them, cases without a form and those that another guide
        numbered last, then by its number."""
        prefixes = [*(form.prefix for form in self.forms), self.prefix_without_form]
        mine = (n for n, prefix in enumerate(prefixes) if case_no.startswith(prefix) and case_no[len(prefix):][:1].isdigit())
        return next(mine, len(prefixes)), case_no

    def categories_of(self, form: str | None) -> tuple[Category, ...]:
        """The categories of the form of this key, in the guide's order."""
        return tuple(category for category in self.categories if category.form == form)

    def category_of(self, form: str | None, ticked: object) -> str | None:
        """Key of the category of an application on this form, of which `ticked` is the value of the field of that meaning; where
        the form has no such field, its one category. None where it is not known."""
        own = self.form(form)
        if own is not None and own.field_of(Meaning.CATEGORY) is None:
            one = self.categories_of(form)
            return one[0].key if len(one) == 1 else None
        return ticked if isinstance(ticked, str) and ticked else None

    def category(self, key: str | None) -> Category | None:
        """The category of this key, or None."""
        return next((c for c in self.categories if c.key == key), None)
