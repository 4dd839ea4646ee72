"""The script that Alembic runs: it takes the steps on the connection and in the transaction that `upgrade` passes in."""

from __future__ import annotations

from alembic import context

from intake.ledger.tables import metadata

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=metadata, render_as_batch=connection.dialect.name == "sqlite")
with context.begin_transaction():
    context.run_migrations()
