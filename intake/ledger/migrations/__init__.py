"""Upgrades a ledger of an older release to today's schema, step by step. Imported only when there is a step to take.

`meta.schema` says which schema a ledger has; Alembic's own table (`alembic_version`) is written from it before each upgrade.
"""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import Script, ScriptDirectory
from sqlalchemy import Connection

from intake.ledger import tables


def pending(schema: int) -> tuple[str, ...]:
    """Steps from this schema to today's, oldest first, each with its number and its description."""
    return tuple(f"{step.revision} {step.doc}" for step in _steps(_config(), schema))


def automatic(schema: int) -> bool:
    """Whether every step from this schema to today's only adds: such a step loses nothing and does not disturb an older program
    that uses the same ledger, so nobody needs to decide it."""
    return all(getattr(step.module, "automatic", False) for step in _steps(_config(), schema))


def upgrade(connection: Connection, schema: int) -> None:
    """Upgrades a ledger of this schema to today's, inside the caller's transaction: all steps or none."""
    config = _config()
    config.attributes["connection"] = connection
    command.stamp(config, _name(schema), purge=True)
    command.upgrade(config, _name(tables.SCHEMA))
    connection.execute(tables.meta.update().where(tables.meta.c.name == "schema").values(value=str(tables.SCHEMA)))


def first() -> Script:
    """The step that every ledger began with."""
    script = ScriptDirectory.from_config(_config()).get_revision("0001")
    assert script is not None
    return script


def _steps(config: Config, schema: int) -> list[Script]:
    script = ScriptDirectory.from_config(config)
    return list(reversed(list(script.iterate_revisions(_name(tables.SCHEMA), _name(schema)))))


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    return config


def _name(schema: int) -> str:
    return f"{schema:04d}"
