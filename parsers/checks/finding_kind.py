"""Tells the kind of a finding's rule, whatever id the guide gives the rule."""

from __future__ import annotations

from config.model import Guide
from parsers.model.finding import Finding
from parsers.model.rule_kind import RuleKind


def is_kind(finding: Finding, guide: Guide, *kinds: RuleKind) -> bool:
    """Whether the finding is of one of these kinds."""
    return kind_of(finding, guide) in kinds


def kind_of(finding: Finding, guide: Guide) -> str:
    """The kind of a finding's rule. Findings kept by earlier releases name only their rule. For them it is the kind of the
    guide's rule with this id; where there is no such rule any more, the id itself, because the rules that behaviour depends on
    had their kind as id."""
    if finding.kind:
        return finding.kind
    rule = guide.rule(finding.rule)
    return rule.kind if rule is not None else finding.rule
