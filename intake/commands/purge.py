"""`purge`: remove for good what came before a day."""

from __future__ import annotations

from datetime import datetime

import typer

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None)


@app.command()
def purge(
    context: typer.Context,
    before: datetime = typer.Option(..., "--before", formats=["%Y-%m-%d"], help="Cases whose last mail came before this day."),
    really: bool = typer.Option(False, "--yes", help="Really remove; without it only counts are told."),
) -> int:
    """Remove cases that are over, with their mails and files. Without --yes nothing is touched."""
    from intake.operations.checked_settings import configured
    from intake.operations.installation import open_installation
    from intake.operations.lock import Held, run_lock
    from intake.operations.progress import Narrator
    from intake.operations.purge import purge as remove
    from intake.timestamps import text_of
    from reports.state_words import SHANGHAI

    settings, guide = configured(context)
    moment = text_of(before.replace(tzinfo=SHANGHAI))
    try:
        with run_lock(settings.home, settings.ledger.url):
            installation = open_installation(settings, guide, Narrator())
            try:
                removed = remove(installation, moment, really)
            finally:
                installation.ledger.close()
    except Held as held:
        print(f"{held}; nothing to do")
        return 0
    what = f"{removed.cases} 个项目、{removed.mails} 封邮件、{removed.blobs} 个文件"
    print(f"已清除 {what}。" if really else f"将清除 {what}；确认无误后加 --yes 执行。表格和备份不在其内，请自行处理。")
    return 0
