"""`ledger`: the database itself, upgraded in place or copied into another one."""

from __future__ import annotations

import typer

from config.language import say

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None, help=say(
    "台账数据库本身：升级结构，或复制到另一个数据库。",
    "The database itself: upgraded in place, or copied into another one."))


@app.callback(help=say("台账数据库本身：升级结构，或复制到另一个数据库。",
                       "The database itself: upgraded in place, or copied into another one."))
def ledger() -> None:
    """The database itself: upgraded in place, or copied into another one."""


@app.command(help=say("把旧版本写成的台账升级到本版的结构，一次完成，或完全不动。",
                      "Bring a ledger that an older release wrote to this release's schema. All in one transaction: whole, or "
                      "not at all."))
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
        print(held.later)
        return 1
    print(say(f"台账结构已是最新（第{tables.SCHEMA}版）。", f"The ledger has the newest schema ({tables.SCHEMA})."))
    return 0


@app.command(help=say("把全部内容复制到另一个空的数据库，并逐表核对。",
                      "Copy everything into another, empty database, and hold every table of both against each other."))
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
        print(held.later)
        return 1
    rows = sum(counts.values())
    print(say(f"台账已复制并逐表核对：{rows} 行。请把 ledger.url 改为新地址，旧台账留作备份。",
              f"The ledger is copied and every table compared: {rows} rows. Now set ledger.url to the new place, and keep the "
              "old one as a backup."))
    return 0
