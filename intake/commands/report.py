"""`report`: take in what staff wrote, and rebuild workbook and case pages from the ledger."""

from __future__ import annotations

import typer

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None)


@app.command()
def report(context: typer.Context) -> int:
    """Take in what staff wrote into the workbook, and rebuild it if what it shows has changed."""
    from intake.configured import configured
    from intake.edits import take_in
    from intake.house import open_house
    from intake.ledger import runs
    from intake.lock import Held, run_lock
    from intake.narrator import Narrator
    from intake.publish import publish

    settings, guide = configured(context)
    try:
        with run_lock(settings.home, settings.ledger.url):
            house = open_house(settings, guide, Narrator())
            with house.ledger.read() as connection:
                last = runs.last(connection)
            taken = take_in(house.ledger, settings)
            published = publish(house.ledger, house.mails, house.files, settings, guide, last.number if last else 0)
            print("\n".join([str(published.path), str(published.pages), *taken.told, *published.told, *published.faults]))
            return 1 if published.faults else 0
    except Held as held:
        print(f"{held}; nothing to do")
    return 0
