"""`doctor`: tests everything the product rests on, and says in plain words what to mend."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from config.model import Guide, Settings

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None)


@app.command()
def doctor(
    context: typer.Context,
    verify: bool = typer.Option(False, "--verify", help="Also re-hash the vault and hold it against the ledger."),
) -> int:
    """Test settings, guide, mailbox, sending, ledger, disk and clock. Exit 1 when something should be mended."""
    from intake.operations import doctor as health
    from intake.operations.checked_settings import configured

    settings, guide = configured(context, mail=True)
    print("好  设置和指南数据没有问题")
    bad = 0
    for question in (*health.QUESTIONS, *((health.vault_against_ledger,) if verify else ())):
        for fine, line in _asked(question, settings, guide):
            bad += not fine
            print(("好  " if fine else "修  ") + line)
    return 1 if bad else 0


def _asked(
    question: Callable[[Settings, Guide], Iterator[tuple[bool, str]]], settings: Settings, guide: Guide
) -> Iterator[tuple[bool, str]]:
    from intake.model import Outage, WrongSettings

    try:
        yield from question(settings, guide)
    except (Outage, WrongSettings) as trouble:
        yield False, str(trouble)
