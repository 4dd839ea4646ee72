"""Ledgers of older releases are upgraded to today's schema with all their content, by steps that end in the schema of a fresh
one."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, create_engine, inspect, select

from config.load import PROJECT
from config.model import WrongSettings
from intake.ledger import letters, mails, migrations, open_ledger, tables
from intake.publish.workbook_data import all_cases
from tests import installation

RELEASED = sorted((PROJECT / "tests" / "samples" / "ledgers").glob("schema-*.sql"))
SCHEMA_3 = RELEASED[1]


def old_ledger(folder: Path, dump: Path) -> str:
    """A ledger as a release left it. Returns its URL."""
    with closing(sqlite3.connect(folder / "ledger.sqlite")) as database:
        database.executescript(dump.read_text("utf-8"))
    return f"sqlite:///{folder / 'ledger.sqlite'}"


def shape(engine: Engine) -> dict[str, Any]:
    """Everything a schema is: tables, columns, keys, indexes."""
    found = inspect(engine)

    def by_name(items: list[Any]) -> list[Any]:
        return sorted(({k: str(v) for k, v in item.items()} for item in items), key=str)

    return {
        table: (
            [(c["name"], str(c["type"]), c["nullable"], c["default"]) for c in found.get_columns(table)],
            found.get_pk_constraint(table)["constrained_columns"], by_name(found.get_foreign_keys(table)),
            by_name(found.get_indexes(table)), by_name(found.get_unique_constraints(table)))
        for table in sorted(found.get_table_names()) if table != "alembic_version"
    }


@pytest.mark.parametrize("dump", RELEASED, ids=lambda path: path.stem)
def test_a_ledger_of_an_older_release_keeps_what_it_holds(tmp_path: Path, dump: Path) -> None:
    ledger = open_ledger(old_ledger(tmp_path, dump), upgrade=True)
    with ledger.read() as connection:
        assert mails.counts(connection) == {
            "seen": 3, "settled": 2, "waiting": 0, "shelved": 0, "blocked": 0, "not_application": 1}
        assert letters.counts(connection)["sent"] == 2
        cases = all_cases(connection, installation.guide())
        assert [case.case_no for case in cases] == ["GJ2024-0001", "GJ2024-0002"]
        assert all(case.findings or case.status == "complete" for case in cases)
        rows = connection.execute(select(tables.mails.c.sender, tables.mails.c.domain)).all()
        assert rows and all(domain == sender.rpartition("@")[2] for sender, domain in rows)
    ledger.close()


@pytest.mark.parametrize("dump", RELEASED, ids=lambda path: path.stem)
def test_steps_end_where_a_fresh_ledger_begins(tmp_path: Path, dump: Path) -> None:
    old = old_ledger(tmp_path, dump)
    open_ledger(old, upgrade=True).close()
    fresh = f"sqlite:///{tmp_path / 'fresh.sqlite'}"
    open_ledger(fresh).close()
    assert shape(create_engine(old)) == shape(create_engine(fresh))


def test_every_schema_ever_released_is_tried() -> None:
    assert [path.stem for path in RELEASED] == ["schema-1", "schema-3", "schema-4", "schema-5"], "kept when a schema is released"


def test_the_newest_step_leads_to_todays_schema() -> None:
    heads = ScriptDirectory(str(Path(migrations.__file__).parent)).get_heads()
    assert heads == [f"{tables.SCHEMA:04d}"]


def test_a_step_that_only_adds_is_taken_by_itself_and_any_other_by_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = old_ledger(tmp_path, RELEASED[0])
    monkeypatch.setattr(tables, "SCHEMA", max(tables.SCHEMA, 1))
    if tables.SCHEMA == 1:
        pytest.skip("there is no step yet")
    monkeypatch.setattr(migrations, "automatic", lambda schema: False)
    with pytest.raises(WrongSettings, match="ledger upgrade"):
        open_ledger(url)
    assert "alembic_version" not in inspect(create_engine(url)).get_table_names(), "nothing was touched"
    open_ledger(url, upgrade=True).close()
    open_ledger(url).close()


def test_a_newer_releases_ledger_is_left_alone(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'ledger.sqlite'}"
    ledger = open_ledger(url)
    with ledger.write() as connection:
        connection.execute(tables.meta.update().values(value=str(tables.SCHEMA + 1)))
    ledger.close()
    with pytest.raises(WrongSettings, match="更新的版本"):
        open_ledger(url, upgrade=True)


def test_a_pass_goes_on_where_the_old_release_stopped(tmp_path: Path) -> None:
    open_ledger(old_ledger(tmp_path, RELEASED[0]), upgrade=True).close()
    (tmp_path / "box").mkdir()
    facts, code = installation.run(installation.settings(tmp_path, tmp_path / "box"))
    assert (code, facts.fetched) == (0, 0)
