"""Turns tables of a guide whose rules and fields were changed into tables whose coverage and unclear places name those that
are there now, so that an office need not keep them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from reports.guide_workbook.guide_tables import Tables

LEFT_TO_PEOPLE = "由工作人员核对"
"""What a requirement says whose last rule was taken out."""
SHEET = "栏目"
"""Where people find what a new field says."""


def follow(tables: Tables, base: Tables) -> None:
    """Takes rules that are gone out of what names them, and adds a line of coverage for each new rule and field of a guide that
    has coverage at all."""
    old, new = _rules(base), _rules(tables)
    for one in (row for table in ("coverage", "contradictions") for row in tables.main(table)[1]):
        _without(one, old.keys() - new.keys())
    rows = tables.main("coverage")[1]
    if not rows:
        return
    named = {rule for table in ("coverage", "contradictions") for row in tables.main(table)[1] for rule in row.get("rules", ())}
    rows += [{"id": f"规则 {key}", "asks": str(rule.get("clause") or rule.get("topic") or key), "rules": [key]}
             for key, rule in new.items() if key not in old and key not in named]
    fields = {row.get("field") for row in rows} | {key for key, _ in _fields(base)}
    rows += [{"id": f"栏目 {key}", "asks": label, "field": key, "sheet": SHEET}
             for key, label in dict(_fields(tables)).items() if key not in fields]


def _rules(tables: Tables) -> dict[str, dict[str, Any]]:
    return {str(one.get("id")): one for path in tables.rule_files for one in tables.toml.get(path, {}).get("rules", ())}


def _fields(tables: Tables) -> Iterator[tuple[str, str]]:
    for path in tables.forms:
        yield from ((str(one.get("key")), str(one.get("label", ""))) for one in tables.toml[path].get("fields", ()))


def _without(one: dict[str, Any], gone: set[str]) -> None:
    if not gone.intersection(one.get("rules", ())):
        return
    one["rules"] = [rule for rule in one["rules"] if rule not in gone]
    if not one["rules"]:
        del one["rules"]
        if "asks" in one and not any(one.get(key) for key in ("setting", "sheet", "person")):
            one["person"] = LEFT_TO_PEOPLE
