"""A finding → of which kinds its rule is, whatever the guide calls the rule."""

from __future__ import annotations

from config.model import Guide
from parsers.model.finding import Finding
from parsers.model.rule_kind import RuleKind


def is_kind(finding: Finding, guide: Guide, *kinds: RuleKind) -> bool:
    """Whether the finding is of one of these kinds."""
    return kind_of(finding, guide) in kinds


def kind_of(finding: Finding, guide: Guide) -> str:
    """The kind of a finding's rule. Findings kept by earlier releases name only their rule: then the guide's rule of this id
    tells, and where it is gone its id, because the rules that behaviour depends on were called like their kind."""
    if finding.kind:
        return finding.kind
    rule = guide.rule(finding.rule)
    return rule.kind if rule is not None else finding.rule
