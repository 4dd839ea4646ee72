"""Ledgers of schemas 3 and 4 in which every field of every type has a value: after the steps to today's schema all read back."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import TypeAdapter
from sqlalchemy import Connection, select

from intake.edits import installation_id
from intake.ledger import cases, edits, letters, open_ledger, tables
from parsers.model.mail import Reading
from tests.intake.ledger import filled
from tests.intake.ledger.test_migrations import RELEASED, old_ledger

CASE = "GJ2024-0002"


@pytest.fixture(params=RELEASED[1:], ids=lambda path: path.stem)
def connection(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Connection]:
    ledger = open_ledger(old_ledger(tmp_path, request.param), upgrade=True)
    with ledger.read() as connection:
        yield connection
    ledger.close()


def test_a_filled_revision_reads_back_with_every_value(connection: Connection) -> None:
    (_, revision), = cases.newest(connection, [CASE])
    assert (revision.own, revision.package) == (filled.OWN, filled.PACKAGE)
    assert revision.findings == filled.FINDINGS and revision.unassigned == (filled.UNASSIGNED,)
    assert (revision.suspects, revision.elsewhere, revision.disproved) == (filled.SUSPECTS, True, True)
    assert (revision.status, revision.mail, revision.part) == ("incomplete", filled.MAIL, 1)


def test_a_filled_reading_reads_back_with_every_value(connection: Connection) -> None:
    body = connection.execute(select(tables.readings.c.body).where(tables.readings.c.guide == filled.GUIDE)).scalar_one()
    assert TypeAdapter(Reading).validate_json(body) == filled.READING


def test_kept_json_says_nothing_in_the_names_of_before(connection: Connection) -> None:
    texts = [text for columns in (
        (tables.revisions.c.own, tables.revisions.c.package, tables.revisions.c.unassigned), (tables.readings.c.body,),
        (tables.builds.c.plan,)) for row in connection.execute(select(*columns)).all() for text in row]
    old = ('"loose"', '"straight"', '"house"')
    assert texts and not [name for text in texts for name in old if name in text]
    assert any('"shape":"separate"' in text for text in texts), "an application whose files came without folder or archive"


def test_a_workbook_of_the_release_before_is_still_of_this_installation(connection: Connection) -> None:
    assert installation_id(connection) == "b2145cf7"


def test_what_a_workbook_was_made_of_reads_back_with_every_value(connection: Connection) -> None:
    built, newest = edits.read_build(connection, 3)
    assert built is not None and newest == 6
    assert (built.plan.installation, built.plan.sheets) == (filled.PLAN.installation, filled.PLAN.sheets)
    assert built.rows["总览"]["GJ2024-0001"] == "abc,def,ghi"
    assert built.checksum_of("总览", "GJ2024-0001", "field_address") == "ghi"


def test_edits_letters_and_counts_of_runs_read_back_with_every_value(connection: Connection) -> None:
    found = edits.find(connection, 6)
    assert found is not None
    assert (found.sheet, found.row, found.column) == ("字段", "GJ2024-0001|address", "staff_value")
    assert (found.value, found.before, found.state, found.why) == ("长沙市岳麓区", "长沙", "conflict", "另一份文件已先改过此格")
    assert (found.who, found.saved, found.source, found.basis) == ("王静", "2024-04-02T01:00:00Z", "副本.xlsx", "abcdef")
    letter = next(row for row in letters.rows(connection) if row.mail == filled.MAIL)
    assert (letter.state, letter.why, letter.returned) == ("sent", "人工批准", "地址不存在")
    facts = json.loads(connection.execute(select(tables.runs.c.facts).where(tables.runs.c.id == 1)).scalar_one())
    assert (facts["fetched"], facts["letters_sent"], facts["workbook"]) == (3, 2, "state/output/审查表.xlsx")
