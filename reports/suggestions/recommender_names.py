"""Recommending units that staff confirmed or typed and no list of the guide knows → entries for the list."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from config.model import Guide, Meaning
from parsers.checks.recommender_classes import class_of
from parsers.model.document import Medium
from parsers.model.rule_kind import RuleKind
from parsers.values.names import bare
from reports.case import Case
from reports.suggestions.suggestion import Suggestion, general, habits


def listed_names(cases: Sequence[Case], guide: Guide) -> Iterator[Suggestion]:
    """One for each unit: staff called the doubt of its route a false alarm, or typed its name as the recommender. One case is
    enough, for a clerk has said what it is."""
    if not guide.recommender_lists:
        return
    for (name,), numbers in habits(_named(cases, guide), least=1).items():
        yield Suggestion(f"lists/{guide.recommender_lists[0]}.csv", f"加一行：{name}",
                         "工作人员确认它是推荐单位，而指南的名单和分类都没有它", numbers)


def _named(cases: Sequence[Case], guide: Guide) -> Iterator[tuple[tuple[str], str]]:
    kinds = {rule.id: rule.kind for rule in guide.rules}
    for case in cases:
        record = case.package.record(guide)
        value = record.of(guide, Meaning.RECOMMENDER) if record else None
        if value is None or not value.text:
            continue
        confirmed = any(kinds.get(one.rule) == RuleKind.ROUTE_UNCLEAR for one in case.silenced)
        name = " ".join(value.text.split())
        if (confirmed or value.medium == Medium.STAFF) and bare(name) and general(name) and class_of(guide, name) is None:
            yield (name,), case.case_no or ""
