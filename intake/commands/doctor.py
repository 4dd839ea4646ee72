"""`doctor`: tests everything the product rests on, and says in plain words what to mend."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import typer

from config.language import Words, say
from config.os_errors import why

if TYPE_CHECKING:
    from config.model import Guide, Settings

MARKS = {True: Words("好  ", "well  "), False: Words("修  ", "mend  "), None: Words("注  ", "note  ")}
"""Well; to be mended; to be noted, which may be meant as it is."""

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None)


@app.command(help=say("检查设置、指南、邮箱、发信、台账、磁盘和时钟。有要修的（修）退出码为 1，注不算。",
                      "Test settings, guide, mailbox, sending, ledger, disk and clock. Exit 1 when something should be mended "
                      "(修), not for 注."))
def doctor(
    context: typer.Context,
    verify: bool = typer.Option(False, "--verify", help=say("另外重新核对邮件库的全部文件，并与台账对照。",
                                                            "Also re-hash the vault and hold it against the ledger.")),
) -> int:
    """Test settings, guide, mailbox, sending, ledger, disk and clock. Exit 1 when something should be mended (修), not for 注."""
    from intake.operations import doctor as health
    from intake.operations.checked_settings import configured

    settings, guide = configured(context, mail=True)
    print(say(*MARKS[True]) + say("设置和指南数据没有问题", "settings and guide are right"))
    bad = 0
    for question in (*health.QUESTIONS, *((health.vault_against_ledger,) if verify else ())):
        for fine, line in _asked(question, settings, guide):
            bad += fine is False
            print(say(*MARKS[fine]) + line)
    return 1 if bad else 0


def _asked(
    question: Callable[[Settings, Guide], Iterator[tuple[bool | None, str]]], settings: Settings, guide: Guide
) -> Iterator[tuple[bool | None, str]]:
    from intake.model import Outage, WrongSettings

    try:
        yield from question(settings, guide)
    except (Outage, WrongSettings) as trouble:
        yield False, str(trouble)
    except OSError as trouble:
        place = trouble.filename or ""
        yield False, say(f"磁盘上的文件或文件夹不能用：{why(trouble)}（{place}）",
                         f"a file or folder on the disk cannot be used: {why(trouble)} ({place})")
