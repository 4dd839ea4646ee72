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
    from intake.ledger import open_ledger, tables
    from intake.operations.checked_settings import configured
    from intake.operations.lock import Held, run_lock

    settings, _ = configured(context)
    try:
        with run_lock(settings.home, settings.ledger.url):
            open_ledger(settings.ledger.url, upgrade=True).close()
    except Held as held:
        print(f"{held}; try again when it is over")
        return 1
    print(f"台账结构已是最新（第{tables.SCHEMA}版）。")
    return 0


@app.command()
def copy(context: typer.Context, url: str = typer.Argument(metavar="URL", help="postgresql+psycopg://…")) -> int:
    """Copy everything into another, empty database, and hold every table of both against each other."""
    from intake.ledger.copy_database import copy_ledger
    from intake.operations.checked_settings import configured
    from intake.operations.lock import Held, run_lock

    settings, _ = configured(context)
    try:
        with run_lock(settings.home, settings.ledger.url):
            counts = copy_ledger(settings.ledger.url, url)
    except Held as held:
        print(f"{held}; try again when it is over")
        return 1
    print(f"台账已复制并逐表核对：{sum(counts.values())} 行。请把 ledger.url 改为新地址，旧台账留作备份。")
    return 0
