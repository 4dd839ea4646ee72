"""`backup`: ledger, vault and workbooks into another folder."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import typer

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None)


@app.command()
def backup(context: typer.Context, folder: Path = typer.Argument(..., metavar="DIR")) -> int:
    """Copy everything that cannot be made again, also while a run is at work. Repeated into the same folder, only what is new
    is copied, and the last ledgers are kept beside the newest. `restore DIR` brings it back."""
    from intake.operations.backup import back_up
    from intake.operations.checked_settings import configured

    settings, _ = configured(context)
    copied = back_up(settings, folder.absolute(), datetime.now(UTC))
    print(f"台账已备份并核对（现存 {copied.generations} 份）；邮件和文件共 {copied.blobs} 个（新备份 {copied.fresh} 个）；"
          f"表格 {copied.workbooks} 个。")
    return 0
