"""`backup`: ledger, vault and workbooks into another folder."""

from __future__ import annotations

from pathlib import Path

import typer

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None)


@app.command()
def backup(context: typer.Context, folder: Path = typer.Argument(..., metavar="DIR")) -> int:
    """Copy everything that cannot be made again, also while a run is at work. Repeated into the same folder, only what is new
    is copied. To restore: point INTAKE_HOME at the folder, or copy it back."""
    from intake.operations.backup import back_up
    from intake.operations.checked_settings import configured

    settings, _ = configured(context)
    copied = back_up(settings, folder.absolute())
    print(f"台账已备份；邮件和文件共 {copied.blobs} 个（新备份 {copied.fresh} 个）；表格 {copied.workbooks} 个。")
    return 0
