"""What the step to schema 4 finds in kept findings equals what today's rules say of the same application."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pydantic import TypeAdapter
from sqlalchemy import create_engine, select, update

from intake.ledger import cases, edits, open_ledger, tables
from intake.ledger.migrations.schema3_findings import new_keys, old_keys, with_identity
from intake.pipeline.fold import recheck
from parsers.checks.engine import check, findings_of
from parsers.checks.identity import carried
from parsers.checks.rule import Circumstances
from parsers.model.document import Place
from parsers.model.finding import Finding
from parsers.model.package import Package
from parsers.model.rule_kind import RuleKind
from reports.workbook.finding_keys import finding_keys
from tests import installation
from tests.intake.ledger.test_migrations import SCHEMA_3, old_ledger
from tests.parsers.rules.builders import SCHEDULE, guide, package, value
from tests.parsers.rules.test_kinds import PLEDGE, ROWS

_packages = TypeAdapter(Package)
_findings = TypeAdapter(tuple[Finding, ...])
SEVERAL = (  # of these rules there may be many findings on one field or file
    package(schedule=[
        SCHEDULE[0] | {"stage": "2026年1月-2月", "goal": ""}, {"stage": "2024年1月-6月", "budget_wan": 1, "goal": "一"},
        {"stage": "2024年3月-9月", "budget_wan": 1, "goal": "二"}, {"stage": "", "budget_wan": 2, "goal": ""}]),
    package(missing_labels=("单位性质", "传真"), renamed_labels=("传真",), unit_nature="", areas={"commitment": PLEDGE[:60]}),
    package(printed={"applicant_unit": ("", "", "")}, cooperation_contents=["其他"], cooperation_fields=["其他重点领域"]),
)


def kept(package: Package, findings: tuple[Finding, ...]) -> tuple[Any, list[Any]]:
    """Package and findings as a ledger of schema 3 held them."""
    told = json.loads(_findings.dump_json(findings))
    return json.loads(_packages.dump_json(package)), [
        {k: v for k, v in one.items() if k not in ("file", "discriminator")} for one in told]


def identity(one: Finding) -> tuple[str, str | None, str, str]:
    return one.rule, one.field, one.file, one.discriminator


SINCE = (RuleKind.CONTENT_UNCLAIMED,)
"""Kinds of which a ledger of that schema has no finding."""


@pytest.mark.parametrize("package", [*(row.hit for row in ROWS if row.kind not in SINCE), *SEVERAL])
def test_kept_findings_get_the_identity_that_todays_rules_give(package: Package) -> None:
    today = (*check(package, guide(), Circumstances(sender="office@example.org")),
             *findings_of(guide(), RuleKind.POSSIBLE_DUPLICATE, case_no="GJ2024-0007"))
    body, findings = kept(package, today)
    found = with_identity(findings, body, [], {})
    assert [identity(one) for one in _findings.validate_python(found)] == [identity(one) for one in today]
    assert new_keys(found) == finding_keys(today)
    assert len(set(old_keys(findings))) == len(findings) == len(set(new_keys(found)))


def test_a_field_that_says_the_same_keeps_its_file_as_it_does_today() -> None:
    first, second = package(address="", postal_code="4100"), package(address="", postal_code="41")
    second = Package(tuple(f if f.role != "form_word" else replace(f, sha256="e" * 64) for f in second.files))
    before, after = (check(one, guide(), Circumstances()) for one in (first, second))
    told = carried(after, second, before, first, guide())
    (body, old), (later, new) = kept(first, before), kept(second, after)
    found = with_identity(new, later, with_identity(old, body, [], {}), body)
    assert [identity(one) for one in _findings.validate_python(found)] == [identity(one) for one in told]
    assert told != after


def test_a_real_case_checked_again_after_the_upgrade_keeps_every_key(tmp_path: Path) -> None:
    ledger = open_ledger(old_ledger(tmp_path, SCHEMA_3), upgrade=True)
    with ledger.write() as connection:
        ((_, before),) = cases.newest(connection, ["GJ2024-0001"])
        recheck(connection, "GJ2024-0001", installation.settings(tmp_path, tmp_path), installation.guide())
        ((_, after),) = cases.newest(connection, ["GJ2024-0001"])
        asked, again = ([one for one in found.findings if one.severity != "note"] for found in (before, after))
        assert finding_keys(asked) == finding_keys(again), "hints are the guide's, which asks for more of them by now"
        keys = {f"GJ2024-0001|{key}" for key in finding_keys(after.findings)}
        typed = {row for sheet, row, _ in edits.current(connection, ("形审",))}
        assert len(typed) == 2 and typed <= keys
    ledger.close()


def test_a_purge_forgets_what_the_keys_of_a_case_were(tmp_path: Path) -> None:
    ledger = open_ledger(old_ledger(tmp_path, SCHEMA_3), upgrade=True)
    rows = select(tables.successors.c.row).order_by(tables.successors.c.row)
    with ledger.write() as connection:
        assert {row.partition("|")[0] for row in connection.execute(rows).scalars()} == {"GJ2024-0001", "GJ2024-0002"}
        edits.forget(connection, ["GJ2024-0001"])
        assert {row.partition("|")[0] for row in connection.execute(rows).scalars()} == {"GJ2024-0002"}
    ledger.close()


def test_of_two_wordings_of_one_finding_the_newest_goes_on_and_the_other_stays_where_it_was(tmp_path: Path) -> None:
    url = old_ledger(tmp_path, SCHEMA_3)
    one = Finding("word-missing", "fix", None, "一种说法", "R114")
    told = (one, replace(one, message="另一种说法"))
    texts = [json.dumps(kept(Package(()), (each,))[1]) for each in told]
    old = [f"GJ2024-0002|{old_keys(json.loads(text))[0]}" for text in texts]
    _plant(url, texts, old)
    ledger = open_ledger(url, upgrade=True)
    with ledger.read() as connection:
        notes = {row: edit.value for (_, row, _), edit in edits.current(connection, ("形审",)).items() if edit.source == "x"}
    assert notes == {old[0]: "第一", f"GJ2024-0002|{finding_keys([one])[0]}": "第二"}
    ledger.close()


def _plant(url: str, texts: list[str], old: list[str]) -> None:
    with create_engine(url).begin() as connection:
        for number, text in enumerate(texts, 1):
            r = tables.revisions.c
            connection.execute(update(tables.revisions).where(r.case_id == 2, r.revision == number).values(findings=text))
        for row, said in zip(old, ("第一", "第二"), strict=True):
            edits.add(connection, [edits.Entry(("形审", row, "staff_note"), said, "", "active")], edits.Source("x"), "2024")


def test_what_stands_on_a_page_picture_is_a_place_too() -> None:
    spot = Place(page=2, box=(1, 2, 3, 4), note="seal")
    blank = package(printed={"applicant_unit": (value("", place=spot), value("", place=Place(table=1)))})
    body, findings = kept(blank, check(blank, guide(), Circumstances()))
    told = [one["discriminator"] for one in with_identity(findings, body, [], {}) if one["rule"] == "field-missing"]
    assert spot.text() in told
