"""Tells of the recommending unit of a case which of the guide's classes it is in, by which route its projects come, and what is
wrong."""

from __future__ import annotations

from config.model import Guide, Meaning, RecommenderClass
from parsers.checks.recommender_classes import class_of
from parsers.model.finding import Finding, Severity
from reports import display
from reports.case import Case

UNKNOWN_CLASS, UNKNOWN_ROUTE, NO_ROUTE, DIRECT = "其他（待核）", "路径待核", "未见推荐单位", "直接申报"


class Routes:
    """The guide's classes of recommenders and their routes."""

    def __init__(self, guide: Guide) -> None:
        self._guide = guide

    def class_of(self, name: str) -> RecommenderClass | None:
        """The first class that fits this unit, None where none does."""
        return class_of(self._guide, name)

    def route(self, case: Case) -> str:
        """By which route the case came, in a few words: a recommender of a known class, else an applicant who may apply
        directly, else that a person must check it (R81–R84)."""
        name = recommender(case, self._guide)
        kind = self.class_of(name or display.unit(case, self._guide))
        if name:
            return kind.route if kind else UNKNOWN_ROUTE
        return DIRECT if kind and kind.direct else NO_ROUTE


def recommender(case: Case, guide: Guide) -> str:
    """The recommending unit's name as it was read, on one line; "" where none is known."""
    return display.text_of(case, guide, Meaning.RECOMMENDER)


def problems(case: Case, guide: Guide) -> list[Finding]:
    """What the rules found about the recommender and the route, without notes."""
    keys = guide.keys_of(Meaning.RECOMMENDER)
    return [finding for finding in case.findings if finding.field in keys and finding.severity != Severity.NOTE]
