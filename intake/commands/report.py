"""`report`: rebuild the workbook from the ledger."""

from __future__ import annotations

import typer

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None)


@app.command()
def report(context: typer.Context) -> int:
    """Rebuild the workbook if what it shows has changed. Never writes over one that lies there."""
    from intake.configured import configured
    from intake.ledger import runs
    from intake.lock import Held, run_lock
    from intake.narrator import Narrator
    from intake.publish import publish
    from intake.run import open_house

    settings, guide = configured(context)
    try:
        with run_lock(settings.home):
            house = open_house(settings, guide, Narrator())
            with house.ledger.read() as connection:
                last = runs.last(connection)
            print(publish(house.ledger, house.mails, house.files, settings, guide, last.number if last else 0))
    except Held as held:
        print(f"{held}; nothing to do")
    return 0
