"""`ledger`: the database itself, upgraded in place or copied into another one."""

from __future__ import annotations

import typer

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None, help="The database itself.")


@app.callback()
def ledger() -> None:
    """The database itself: upgraded in place, or copied into another one."""


@app.command()
def upgrade(context: typer.Context) -> int:
    """Bring a ledger that an older release wrote to this release's schema. All in one transaction: whole, or not at all."""
    from intake.configured import configured
    from intake.ledger import open_ledger, tables
    from intake.lock import Held, run_lock

    settings, _ = configured(context)
    try:
        with run_lock(settings.home):
            open_ledger(settings.ledger.url, upgrade=True).close()
    except Held as held:
        print(f"{held}; try again when it is over")
        return 1
    print(f"台账结构已是最新（第{tables.SCHEMA}版）。")
    return 0
