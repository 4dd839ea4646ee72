"""The kinds of rules that a guide may use. The file of the same name in parsers/rules checks each kind.

A new kind is a file there with a KIND, and a member of RuleKind.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module

from parsers.checks.rule import Kind
from parsers.model.rule_kind import RuleKind


def file_name(kind: RuleKind) -> str:
    """The module of parsers/rules that checks this kind: that of credit-code is credit_code."""
    return kind.replace("-", "_")


def _loaded(kind: RuleKind) -> Kind:
    loaded = import_module(f"parsers.rules.{file_name(kind)}").KIND
    assert isinstance(loaded, Kind)
    return loaded


RULES: Mapping[str, Kind] = {kind: _loaded(kind) for kind in RuleKind}
