"""`doctor`: tests everything the product rests on, and says in plain words what to mend."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from config.model import Guide, Settings

MARKS = {True: "好  ", False: "修  ", None: "注  "}
"""Well; to be mended; to be noted, which may be meant as it is."""

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None)


@app.command()
def doctor(
    context: typer.Context,
    verify: bool = typer.Option(False, "--verify", help="Also re-hash the vault and hold it against the ledger."),
) -> int:
    """Test settings, guide, mailbox, sending, ledger, disk and clock. Exit 1 when something should be mended (修), not for 注."""
    from intake.operations import doctor as health
    from intake.operations.checked_settings import configured

    settings, guide = configured(context, mail=True)
    print("好  设置和指南数据没有问题")
    bad = 0
    for question in (*health.QUESTIONS, *((health.vault_against_ledger,) if verify else ())):
        for fine, line in _asked(question, settings, guide):
            bad += fine is False
            print(MARKS[fine] + line)
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
        yield False, f"磁盘上的文件或文件夹不能用：{trouble.strerror or type(trouble).__name__}（{trouble.filename or ''}）"
