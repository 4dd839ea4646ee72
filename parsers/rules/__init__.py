"""Kinds of rules, one file a kind. A new one is a file here and a member of parsers.model.rule_kind.RuleKind."""
