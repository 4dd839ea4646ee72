"""`backup`: ledger, vault and workbooks into another folder."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import typer

from config.language import say

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None)


@app.command(help=say("备份不能重做的一切，运行中也可以。重复备份到同一个文件夹时，只复制新的内容，并保留最近几份台账。用 "
                      "restore DIR 恢复。",
                      "Copy everything that cannot be made again, also while a run is at work. Repeated into the same folder, "
                      "only what is new is copied, and the last ledgers are kept beside the newest. `restore DIR` brings it "
                      "back."))
def backup(context: typer.Context, folder: Path = typer.Argument(..., metavar="DIR", help=say(
    "备份到这个文件夹，最好在另一块磁盘上。",
    "The folder to copy into, best on another disk."))) -> int:
    """Copy everything that cannot be made again, also while a run is at work. Repeated into the same folder, only what is new
    is copied, and the last ledgers are kept beside the newest. `restore DIR` brings it back."""
    from intake.operations.backup import back_up
    from intake.operations.checked_settings import configured

    settings, _ = configured(context)
    copied = back_up(settings, folder.absolute(), datetime.now(UTC))
    print(say(f"台账已备份并核对（现存 {copied.generations} 份）；邮件和文件共 {copied.blobs} 个（新备份 {copied.fresh} 个）；"
              f"表格 {copied.workbooks} 个。",
              f"The ledger is copied and checked ({copied.generations} kept); mails and files {copied.blobs} ({copied.fresh} "
              f"of them new); workbooks {copied.workbooks}."))
    return 0
