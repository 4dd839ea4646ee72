"""The recommending unit of a case: of which of the guide's classes it is, by which route its projects come, what is wrong."""

from __future__ import annotations

import re

from config.model import Guide, RecommenderClass
from parsers.model import Finding
from parsers.names import bare
from reports import show
from reports.model import Case

RECOMMENDER = "recommender"
UNKNOWN_CLASS, UNKNOWN_ROUTE, NO_ROUTE, DIRECT = "其他（待核）", "路径待核", "未见推荐单位", "直接申报"


class Routes:
    """The guide's classes of recommenders, their patterns compiled once."""

    def __init__(self, guide: Guide) -> None:
        self._classes = [(kind, _patterns(kind, guide), _names(kind, guide)) for kind in guide.recommender_classes]

    def class_of(self, name: str) -> RecommenderClass | None:
        """The first class that fits this unit, None where none does."""
        plain = bare(name)
        fits = (kind for kind, patterns, names in self._classes
                if plain and (plain in names or any(pattern.search(plain) for pattern in patterns)))
        return next(fits, None)

    def route(self, case: Case) -> str:
        """By which route the case came, in a few words: a recommender of a known class, else an applicant who may apply
        directly, else that it must be looked at (R81–R84)."""
        name = recommender(case)
        kind = self.class_of(name or show.unit(case))
        if name:
            return kind.route if kind else UNKNOWN_ROUTE
        return DIRECT if kind and kind.direct else NO_ROUTE


def recommender(case: Case) -> str:
    """The recommending unit's name as it was read, on one line; "" where none is known."""
    return show.text_of(case, RECOMMENDER)


def problems(case: Case) -> list[Finding]:
    """What the rules found about the recommender and the route, notes left out."""
    return [finding for finding in case.findings if finding.field == RECOMMENDER and finding.severity != "note"]


def _patterns(kind: RecommenderClass, guide: Guide) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(re.sub(r"\{([a-z_]+)\}", lambda hole: _any_of(guide, hole[1]), text)) for text in kind.patterns)


def _any_of(guide: Guide, name: str) -> str:
    """The names of a list as alternatives; a list without names fits nothing."""
    words = sorted({bare(word) for entry in guide.lists.get(name, ()) for word in entry.split("/")} - {""}, key=len, reverse=True)
    return "|".join(map(re.escape, words)) or "(?!)"


def _names(kind: RecommenderClass, guide: Guide) -> frozenset[str]:
    """Entries of the class's lists; an entry may carry an address behind it ("name <address>")."""
    entries = (entry.split("<")[0] for name in kind.lists for entry in guide.lists.get(name, ()))
    return frozenset(bare(word) for entry in entries for word in entry.split("/")) - {""}
